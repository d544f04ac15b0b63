package team

import (
	"slices"

	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

const (
	// newsDays is how old, in days, a snapshot may be to say that somebody has not started
	// or stalled: two weekly snapshots may be missing, and a third one is late.
	newsDays = 14
	// stalledWeeks is how many ISO weeks before the day of the snapshot somebody was last
	// active who stalled. A snapshot tells the week alone, and three is the first number
	// of weeks after which it is certain that 14 days have passed: from the Sunday of one week
	// to the Monday of the third one after it there are 15.
	stalledWeeks = 3
)

// A standing is where a person is, by the modules that are not waived, as of the day on
// which their snapshot was made.
type standing struct {
	made     int // number of the day
	age      int // days since; 0 for one that is still to come
	modules  int
	started  bool
	complete bool // nothing is left to do; also of whom all is waived
}

func (p *Person) standing(today int) standing {
	made, _ := dayOf(p.Told.Made)
	at := standing{made: made, age: max(0, today-made), complete: true}
	for i := range p.Told.Modules {
		m := &p.Told.Modules[i]
		if p.waived(m.ID) {
			continue
		}
		at.modules++
		at.started = at.started || m.Done > 0 || m.State != progress.NotStarted.String()
		at.complete = at.complete && m.Done >= m.Total
	}
	return at
}

// waived reports that the lead waived a module for the person.
func (p *Person) waived(module string) bool {
	return slices.ContainsFunc(p.Given, func(a store.Assignment) bool { return a.Waived && a.Module == module })
}

// module is what was told of a module; nil if it is not on the person's pathway.
func (p *Person) module(id string) *snapshot.Module {
	for i := range p.Told.Modules {
		if p.Told.Modules[i].ID == id {
			return &p.Told.Modules[i]
		}
	}
	return nil
}

// hasNews reports that the snapshot is new enough to say whether somebody stalled.
func (at standing) hasNews() bool { return at.age <= newsDays }

// stalledSince is the Monday, by number, of the week in which the person was last active,
// if that is so long before the day of the snapshot that they stalled. Whoever has not
// started, or is through, has not stalled, and an old snapshot stalls nobody.
func (p *Person) stalledSince(at standing) (monday int, stalled bool) {
	if !at.started || at.complete || !at.hasNews() {
		return 0, false
	}
	last, known := mondayOf(p.Told.LastActiveWeek)
	return last, known && mondayBefore(at.made)-last >= 7*stalledWeeks
}
