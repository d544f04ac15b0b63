package cli

import (
	"fmt"
	"slices"

	"waymark/curriculum"
	"waymark/store/progress"
)

// pathway lists the modules, those of the person's pathway first, and goes into one.
func (t *talk) pathway() error {
	for {
		s, err := t.app.standing()
		if err != nil {
			return err
		}
		modules := s.modules()
		var rows []row
		for _, m := range modules {
			p := s.modulePage(m).moduleProgress
			about := fmt.Sprintf("%s, %d of %s done", p.State, p.Done, count(p.Total, "lesson"))
			if p.Check != "" {
				about += ", check " + p.Check
			}
			if !slices.ContainsFunc(m.Lessons, func(id string) bool { return slices.Contains(s.Path.Lessons, id) }) {
				about += ", not on your pathway"
			}
			rows = append(rows, row{m.Title, about})
		}
		if s.Path.ID != "" {
			rows = append(rows, row{"Find out where to start", "a few questions"})
		}
		t.say("Modules:")
		n, err := t.choose(rows, -1, "to go back")
		switch {
		case err != nil || n < 0:
			return err
		case n == len(modules):
			err = t.placement(progress.PlacementOf)
		default:
			err = t.module(modules[n])
		}
		if err != nil {
			return err
		}
		t.gap()
	}
}

// module lists the lessons of a module, those of the person's pathway where it has
// some, and its check.
func (t *talk) module(m curriculum.Module) error {
	for {
		s, err := t.app.standing()
		if err != nil {
			return err
		}
		page := s.modulePage(m)
		var rows []row
		for _, l := range page.Lessons {
			about := l.State + ", " + minutes(l.EffortMin)
			if l.Update != "" {
				about += ", " + l.Update
			}
			if !l.InPathway && len(s.Path.Lessons) > 0 {
				about += ", not on your pathway"
			}
			rows = append(rows, row{l.Title, about})
		}
		if page.Check != "" {
			rows = append(rows, row{"Check what you know of this module", page.Check})
		}
		rows = append(rows, row{title: "Ask your team for help with this module"})
		t.gap()
		t.say("Module: %s. %s", m.Title, m.Summary)
		n, err := t.choose(rows, -1, "to go back")
		switch {
		case err != nil || n < 0:
			t.gap()
			return err
		case n == len(rows)-1:
			err = t.askHand(m.ID)
		case n == len(page.Lessons):
			err = t.check(m.ID, false)
		default:
			err = t.lesson(page.Lessons[n].ID)
		}
		if err != nil {
			return err
		}
	}
}
