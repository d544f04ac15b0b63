package progress

import (
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
)

// A Template is the experiment of a lesson as the journal takes it over: an entry,
// and what is on its bench from the beginning.
type Template struct {
	Entry    store.Experiment
	Variants []store.Variant
	Rubric   *store.Rubric // nil where the lesson names none
}

// TemplateOf fills in what the experiment of a lesson says. What an entry cannot
// hold, such as a kind of task that only the pack knows, stays out; the lesson still
// has it.
func TemplateOf(c *curriculum.Catalogue, lesson curriculum.Lesson, given curriculum.Experiment) Template {
	t := Template{Variants: templateVariants(given)}
	for name, text := range map[string]string{
		"title": given.Title, "hypothesis": given.Hypothesis,
		"variants": strings.Join(given.Variants, "; "), "measure": MeasureWords(given),
		"success": given.Success, "guard": given.Guard, "rule": given.Rule, "task": given.Task, "data": given.Data,
		"lesson": lesson.ID, "skill": lesson.Skill,
	} {
		f, _ := store.FieldOf(name)
		_ = f.Set(&t.Entry, text)
	}
	if given.Rubric != "" {
		if r, err := c.RubricOf(lesson, given); err == nil {
			t.Rubric = new(RubricOf(r))
		}
	}
	return t
}

// MeasureWords say what is measured, and on which cases.
func MeasureWords(e curriculum.Experiment) string {
	parts := slices.DeleteFunc([]string{e.Measure, e.Cases}, func(s string) bool { return strings.TrimSpace(s) == "" })
	return strings.Join(parts, "; ")
}

// templateVariants are the ways that an experiment compares.
func templateVariants(e curriculum.Experiment) []store.Variant {
	const longest = 200
	var variants []store.Variant
	for _, words := range e.Variants {
		name := []rune(clean.Line(words))
		v := store.Variant{Name: string(name[:min(len(name), longest)])}
		taken := slices.ContainsFunc(variants, func(o store.Variant) bool { return strings.EqualFold(o.Name, v.Name) })
		if v.Name != "" && !taken && len(variants) < store.MaxVariants {
			variants = append(variants, v)
		}
	}
	return variants
}
