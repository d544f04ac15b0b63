// Package progress says how far a learner is and what comes next. It derives
// both from the curriculum and from what was done, and stores nothing.
package progress

import (
	"fmt"
	"slices"

	"waymark/curriculum"
	"waymark/store"
)

// A State is how far a lesson or module is.
type State int

// The states of a lesson; a module is never tested out, but done.
const (
	NotStarted State = iota
	Started
	Done
	TestedOut // a module check that covers it was passed before it was done
)

// String is the state in words.
func (s State) String() string {
	return [...]string{"not started", "started", "done", "tested out"}[s]
}

// Complete reports that nothing is left to do: the lesson is done or tested out.
func (s State) Complete() bool { return s == Done || s == TestedOut }

// StateOf is how far a lesson is by what was done in it.
func StateOf(did store.Lesson) State {
	switch {
	case !did.Done.IsZero():
		return Done
	case !did.Tested.IsZero():
		return TestedOut
	case !did.Started.IsZero():
		return Started
	}
	return NotStarted
}

// A Lesson is a lesson of the curriculum and how far the learner is in it.
type Lesson struct {
	curriculum.Lesson
	State   State
	Update  Update // of a lesson that was begun
	LeftMin int    // see the function LeftMin
}

// A Module is the lessons that a pathway takes from a module. It is started
// when one of them is, and done when all are complete.
type Module struct {
	curriculum.Module
	State   State
	Lessons []Lesson // of the pathway, in its order
	Done    int      // lessons that are complete
	LeftMin int      // minutes
	Tests   bool     // there are questions for a check of it
}

// A Pathway is a pathway of the curriculum and how far the learner is on it.
type Pathway struct {
	curriculum.Pathway
	Modules []Module // in the order in which the pathway comes to them
	Done    int      // lessons that are complete
	Total   int      // lessons
	LeftMin int      // minutes
}

// Of returns how far a learner, who did what the map holds by lesson id, is on
// a pathway. Before a pathway was chosen its id is empty, and so is the result.
func Of(c *curriculum.Catalogue, pathway string, did map[string]store.Lesson) (Pathway, error) {
	if pathway == "" {
		return Pathway{}, nil
	}
	path, err := c.Pathway(pathway)
	if err != nil {
		return Pathway{}, err
	}
	p := Pathway{Pathway: path, Total: len(path.Lessons)}
	at := map[string]int{} // module id to its place in p.Modules
	for _, id := range path.Lessons {
		l, err := lessonOf(c, id, did[id])
		if err != nil {
			return Pathway{}, fmt.Errorf("pathway %s: %w", pathway, err)
		}
		n, known := at[l.Module]
		if !known {
			n = len(p.Modules)
			at[l.Module] = n
			module, err := c.Module(l.Module)
			if err != nil {
				return Pathway{}, fmt.Errorf("pathway %s: %w", pathway, err)
			}
			p.Modules = append(p.Modules, Module{Module: module})
		}
		p.Modules[n].add(l)
		p.Modules[n].Tests = p.Modules[n].Tests || c.HasBank(l.ID)
	}
	for _, m := range p.Modules {
		p.Done += m.Done
		p.LeftMin += m.LeftMin
	}
	return p, nil
}

// InOrder returns the lessons in the order of the pathway, which may go back
// and forth between modules.
func (p Pathway) InOrder() []Lesson {
	byID := map[string]Lesson{}
	for _, m := range p.Modules {
		for _, l := range m.Lessons {
			byID[l.ID] = l
		}
	}
	lessons := make([]Lesson, len(p.Lessons))
	for i, id := range p.Lessons {
		lessons[i] = byID[id]
	}
	return lessons
}

func (m *Module) add(l Lesson) {
	m.Lessons = append(m.Lessons, l)
	m.LeftMin += l.LeftMin
	if l.State.Complete() {
		m.Done++
	}
	switch {
	case m.Done == len(m.Lessons):
		m.State = Done
	case l.State != NotStarted || m.Done > 0:
		m.State = Started
	}
}

// lessonOf looks into the body of a lesson only where the number of items
// matters. Where that cannot be read, the lesson counts in full: its faults are
// for the reader and the checker to tell.
func lessonOf(c *curriculum.Catalogue, id string, did store.Lesson) (Lesson, error) {
	meta, err := c.Lesson(id)
	if err != nil {
		return Lesson{}, err
	}
	l := Lesson{Lesson: meta, State: StateOf(did), Update: UpdateOf(meta, did), LeftMin: meta.Minutes}
	switch l.State {
	case Done, TestedOut:
		l.LeftMin = 0
	case Started:
		if items, err := c.ItemIDs(id); err == nil {
			l.LeftMin = LeftMin(meta, items, did)
		}
	}
	return l, nil
}

// Answered counts the items, given by their ids, that have an answer.
func Answered(items []string, did store.Lesson) int {
	n := 0
	for _, id := range items {
		if slices.Contains(did.Answered, id) {
			n++
		}
	}
	return n
}

// LeftMin returns the whole minutes that a lesson with these items, given by
// their ids, still takes. It is an estimate: all of its minutes before the start, none when it
// is done, and between them the minutes in proportion to the answers and the
// exercise that are still missing, each counted alike, rounded up.
func LeftMin(l curriculum.Lesson, items []string, did store.Lesson) int {
	if StateOf(did).Complete() {
		return 0
	}
	all := len(items) + 1
	missing := all - Answered(items, did)
	if !did.Exercise.IsZero() {
		missing--
	}
	return max(1, (l.Minutes*missing+all-1)/all)
}

// Requirement is what makes a lesson done: an answer to every item, right or
// wrong, and the exercise. Its cards join the review pile then.
func Requirement(l curriculum.Lesson, body curriculum.Body) store.Requirement {
	need := store.Requirement{Exercise: body.Exercise.Task != "", Version: l.Version, Items: body.ItemIDs()}
	for _, card := range body.Cards {
		need.Cards = append(need.Cards, l.ID+"#"+card.ID)
	}
	return need
}
