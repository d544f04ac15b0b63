package progress

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"waymark/curriculum"
	"waymark/store"
)

// fewItems is the number of objectives below which a check asks two items about
// each: four of five right is the least that can pass with one slip.
const fewItems = 5

// DrawCheck draws the items of a check of a module of a pathway: of each
// objective of its lessons one item of the bank, or two where there are few
// objectives and the bank has as many again for another check; the ones that were
// asked least often, by chance among equals. Asked are the earlier answers to the
// lessons' items, and what was left unanswered in a check. The check covers the
// lessons of which it tests every objective: where a bank has no item with a key
// for one, the lesson is not known by it.
func DrawCheck(c *curriculum.Catalogue, at Standing, m Module, answers []store.Attempt, seed uint64) (store.Check, error) {
	check := store.Check{Module: m.ID, Pathway: at.Path.ID}
	asked := func(i curriculum.Item) int { return answersTo(answers, i) + leftOpen(at.Checks, i) }
	random := rand.New(rand.NewPCG(seed, 1))
	each := 1
	if m.objectives() < fewItems {
		each = 2
	}
	for _, l := range m.Lessons {
		body, err := c.Body(l.ID, "")
		if err != nil {
			return store.Check{}, err
		}
		bank, err := c.Bank(l.ID)
		if err != nil {
			return store.Check{}, err
		}
		whole := true
		for _, o := range l.Objectives {
			items := drawItems(bank, o.ID, asked, each, random)
			for _, item := range items {
				check.Items = append(check.Items, store.CheckItem{Ref: item.Ref(), Objective: o.ID})
			}
			whole = whole && len(items) > 0
		}
		if whole {
			check.Lessons = append(check.Lessons, store.CheckLesson{ID: l.ID, Cards: Requirement(l.Lesson, body).Cards})
		}
	}
	if len(check.Items) == 0 {
		return store.Check{}, fmt.Errorf("module %s has no questions for a check: %w", m.ID, curriculum.ErrNotFound)
	}
	random.Shuffle(len(check.Items), func(a, b int) { check.Items[a], check.Items[b] = check.Items[b], check.Items[a] })
	return check, nil
}

// drawItems are the items about an objective, of those that have a key: no more
// than leave as many for another check, but one where there is one.
func drawItems(bank []curriculum.Item, objective string, asked func(curriculum.Item) int, most int, random *rand.Rand) []curriculum.Item {
	items := slices.DeleteFunc(slices.Clone(bank), func(i curriculum.Item) bool { return i.Objective != objective || i.SelfJudged() })
	random.Shuffle(len(items), func(a, b int) { items[a], items[b] = items[b], items[a] })
	slices.SortStableFunc(items, func(a, b curriculum.Item) int { return asked(a) - asked(b) })
	return items[:min(most, max(1, len(items)/2), len(items))]
}

// leftOpen counts the checks that asked an item and got no answer to it.
func leftOpen(checks []store.Check, item curriculum.Item) int {
	n := 0
	for _, c := range checks {
		if slices.ContainsFunc(c.Items, func(i store.CheckItem) bool { return i.Ref == item.Ref() && !i.Answered }) {
			n++
		}
	}
	return n
}

// A CheckState is how far the check of a module is.
type CheckState int

// The states of a module check.
const (
	Untested  CheckState = iota
	CheckOpen            // it waits for answers
	Failed
	Passed
)

// String is the state in words.
func (s CheckState) String() string {
	return [...]string{"not taken", "under way", "not passed yet", "passed"}[s]
}

// CheckOf is how far the check of a module is, and the check that says so: the
// newest that was passed, or else the newest, which is the open one where one is.
// Passed is passed: neither a later check nor new content takes it away. Whether
// another one is under way is for OpenCheck to say.
func CheckOf(checks []store.Check, module string) (CheckState, store.Check) {
	state, found := Untested, store.Check{}
	for _, c := range checks {
		if c.Module != module || c.Dropped {
			continue
		}
		var s CheckState
		switch {
		case c.Open():
			s = CheckOpen
		case c.Passed:
			s = Passed
		default:
			s = Failed
		}
		if s == Passed || state != Passed {
			state, found = s, c
		}
	}
	return state, found
}

// OpenCheck is the check of a module that waits for answers; false where none does.
func OpenCheck(checks []store.Check, module string) (store.Check, bool) {
	for _, c := range checks {
		if c.Module == module && c.Open() {
			return c, true
		}
	}
	return store.Check{}, false
}

// CheckAfter is the module of a lesson whose check comes next: all its lessons are
// complete, and it is not passed. It is false where none does.
func (at Standing) CheckAfter(lesson string) (Module, bool) {
	for _, m := range at.Path.Modules {
		here := slices.ContainsFunc(m.Lessons, func(l Lesson) bool { return l.ID == lesson })
		if state, _ := CheckOf(at.Checks, m.ID); here && m.Tests && m.State == Done && state != Passed {
			return m, true
		}
	}
	return Module{}, false
}

// Returns are the ids of the lessons that a check says to return to: those with a
// wrong answer, the most wrong first.
func Returns(c store.Check) []string {
	wrong := map[string]int{}
	var lessons []string
	for _, i := range c.Items {
		if i.Answered && !i.Right {
			if wrong[i.Lesson()] == 0 {
				lessons = append(lessons, i.Lesson())
			}
			wrong[i.Lesson()]++
		}
	}
	slices.SortStableFunc(lessons, func(a, b string) int { return wrong[b] - wrong[a] })
	return lessons
}

// RightOf counts the items of a lesson in a check, and those that were right.
func RightOf(c store.Check, lesson string) (right, all int) {
	for _, i := range c.Items {
		if i.Lesson() != lesson {
			continue
		}
		all++
		if i.Right {
			right++
		}
	}
	return right, all
}

// CheckMin is the whole minutes that the rest of a check takes, at one minute an
// item: an estimate.
func CheckMin(c store.Check) int { return max(1, len(c.Items)-c.Answered()) }
