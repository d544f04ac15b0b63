package progress

import (
	"waymark/curriculum"
	"waymark/store"
)

// RubricOf is a rubric of a pack as the bench of an entry takes it.
func RubricOf(r curriculum.Rubric) store.Rubric {
	kept := store.Rubric{ID: r.ID, Version: r.Version, Title: r.Title, Lesson: r.Lesson}
	for _, c := range r.Criteria {
		criterion := store.Criterion{ID: c.ID, Name: c.Name, Weight: c.Weight, Gate: c.Gate}
		for _, a := range c.Anchors {
			criterion.Anchors = append(criterion.Anchors, store.Anchor(a))
		}
		kept.Criteria = append(kept.Criteria, criterion)
	}
	return kept
}
