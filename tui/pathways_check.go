package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/progress"
)

// tests reports that the chosen row is in a module of the learner's pathway that
// has a check.
func (p pathways) tests(n node) bool {
	return n.module != nil && n.module.Tests && n.path.ID == p.loaded.Profile.Pathway
}

// checkKey names what the key does: it tests out as long as lessons are not done.
func (p pathways) checkKey(n node) key.Binding {
	if n.module.State == progress.Done {
		return bind("module check", "t")
	}
	return p.keys.check
}

// takeCheck opens the check of the chosen module, or of the chosen lesson's.
func (p pathways) takeCheck() tea.Cmd {
	switch n := p.chosen(); {
	case n.module == nil:
		return notice("Choose a module or a lesson first: a check is about one module.")
	case n.path.ID != p.loaded.Profile.Pathway:
		return notice("A check is about the lessons of the pathway you follow. Press f to follow this one.")
	case !n.module.Tests:
		return notice("There are no questions for a check of this module yet.")
	default:
		return open(newCheck(p.env, n.module.ID))
	}
}

// drawCheck says how far the check of a module is.
func (p pathways) drawCheck(s *sheet, n node) {
	if p.tests(n) {
		s.add(noRow, p.look.Dim.Render("module check: ")+checkWords(p.loaded.Checks, n.module.ID)+p.look.Dim.Render(", t opens it"))
	}
}

// checkWords is the state of a module's check in words.
func checkWords(checks []store.Check, module string) string {
	if c, is := progress.OpenCheck(checks, module); is {
		return fmt.Sprintf("under way, %d of %d answered", c.Answered(), len(c.Items))
	}
	switch state, c := progress.CheckOf(checks, module); state {
	case progress.Passed:
		return "passed on " + c.Finished.Format("2 January 2006")
	case progress.Failed:
		return fmt.Sprintf("not passed yet, %d of %d right", c.Right(), len(c.Items))
	default:
		return "not taken"
	}
}
