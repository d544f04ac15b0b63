package tui

import (
	"testing"

	"waymark/store"
	"waymark/store/progress"
)

// foundations are the lessons that the Essentials pathway takes from Foundations.
func foundations() []string {
	return []string{"fnd-what-ai-is", "fnd-how-llms-answer", "fnd-jagged-frontier", "fnd-confabulation", "fnd-safe-start"}
}

// didAll does every lesson of Foundations.
func didAll(s *store.Store) {
	for _, id := range foundations() {
		did(id, true)(s)
	}
}

// check opens the check of Foundations.
func (d *driver) check() *driver {
	d.send(openMsg{newCheck(d.model.(root).env, "foundations")})
	return d
}

// taken is the check of Foundations as the store has it: the newest one.
func (d *driver) taken() store.Check {
	d.t.Helper()
	checks, err := d.store.Checks()
	if err != nil || len(checks) == 0 {
		d.t.Fatalf("checks %v, %v", checks, err)
	}
	return checks[len(checks)-1]
}

// answerAll answers what is open: right, but for the last ones.
func (d *driver) answerAll(wrong int) *driver {
	d.t.Helper()
	for n := len(d.taken().Items) - d.taken().Answered(); n > 0; n-- {
		d.answer(n > wrong).press("enter")
	}
	return d
}

func TestACheckIsPassed(t *testing.T) {
	d := drive(t, 80, 24).check().see("Test out", "5 lessons", "15 questions", "12 of 15", "no timer")
	d.press("enter").see("question 1 of 15").answer(true).see("✓ Right")
	d.press("enter").answerAll(3).see("✓ Passed: 12 of 15 right", "5 lessons count as known now", "join your reviews", "Worth another look")
	at, err := progress.Read(catalogue(), d.store)
	must(err)
	for _, l := range at.Path.Modules[0].Lessons {
		if l.State != progress.TestedOut {
			t.Errorf("%s is %v", l.ID, l.State)
		}
	}
	d.press("enter").see("Good morning")
}
