package progress

import (
	"cmp"
	"slices"
	"time"
)

// A Given is a module that a lead gave to the learner, or waived for them, in a team file
// that the learner accepted.
type Given struct {
	Module Module // as the learner has it; without lessons where it is in no pack in use
	Due    string // ISO day; empty: no day
	Waived bool   // need not be done, and stays open
	Reason string
	From   string // name of the lead; may be empty
}

// DueWords say when a module that was given is asked for, seen from now; empty where no
// day was said.
func (g Given) DueWords(now time.Time) string {
	due, err := time.ParseInLocation(time.DateOnly, g.Due, now.Location())
	if err != nil {
		return ""
	}
	day := due.Format("2 January 2006")
	switch days := daysBetweenDates(now, due); {
	case days < 0:
		return "its day was " + day
	case days == 0:
		return "due today"
	case days == 1:
		return "due tomorrow"
	}
	return "due on " + day
}

// Lead is the name of who gave it, or words for one.
func (g Given) Lead() string { return cmp.Or(g.From, "your lead") }

// Waived is the waiver of a module, where there is one.
func (at Standing) Waived(module string) (Given, bool) { return at.given(module, true) }

// Assigned is the assignment of a module, where there is one.
func (at Standing) Assigned(module string) (Given, bool) { return at.given(module, false) }

func (at Standing) given(module string, waived bool) (Given, bool) {
	for _, g := range at.Given {
		if g.Module.ID == module && g.Waived == waived {
			return g, true
		}
	}
	return Given{}, false
}

// needed are the lessons without those of modules that were waived, but for one that the
// learner was in since yesterday: they chose to.
func (at Standing) needed(lessons []Lesson, now time.Time) []Lesson {
	return slices.DeleteFunc(slices.Clone(lessons), func(l Lesson) bool {
		_, waived := at.Waived(l.Module)
		return waived && (l.State != Started || daysBetween(at.Did[l.ID].Seen, now) > 1)
	})
}

// After is the id of the lesson to go on with after one: the next of the pathway that is
// not complete, round its end, modules that were waived last; empty where none is left.
func (at Standing) After(id string) string {
	lessons := at.Path.InOrder()
	here := slices.IndexFunc(lessons, func(l Lesson) bool { return l.ID == id })
	waits := ""
	for i := range lessons {
		l := lessons[(here+1+i)%len(lessons)]
		if l.ID == id || l.State.Complete() {
			continue
		}
		if _, waived := at.Waived(l.Module); !waived {
			return l.ID
		}
		waits = cmp.Or(waits, l.ID)
	}
	return waits
}

// assignedStep is the next lesson of the module that is asked for first.
func assignedStep(at Standing, now time.Time) (Step, bool) {
	var first *Given
	for i, g := range at.Given {
		if !g.Waived && g.Module.State != Done && len(g.Module.Lessons) > 0 && (first == nil || earlier(g.Due, first.Due)) {
			first = &at.Given[i]
		}
	}
	if first == nil {
		return Step{}, false
	}
	best := at.next(first.Module.Lessons)
	why := first.Lead() + " gave you " + first.Module.Title
	if due := first.DueWords(now); due != "" {
		why += ", " + due
	}
	return Step{Kind: Assigned, Title: best.Title, Why: why + ": " + first.Reason, Ref: best.ID, Minutes: best.LeftMin, Parts: true, Due: first.Due}, true
}

// earlier reports that an ISO day comes before another; no day comes last.
func earlier(a, b string) bool { return a != "" && (b == "" || a < b) }
