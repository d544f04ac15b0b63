package store

import (
	"testing"
	"time"
)

func TestAnObjectiveIsShownByRightAnswersThatAreNoGuesses(t *testing.T) {
	type answer struct {
		day        int
		right      bool
		confidence string
		hints      int
	}
	tests := []struct {
		name               string
		answers            []answer
		shown, since, last string
		held               int
	}{
		{"wrong", []answer{{0, false, "", 0}}, "", "", "", 0},
		{"a guess", []answer{{0, true, Guess, 0}}, "", "", "", 0},
		{"after the worked answer", []answer{{0, true, "", WorkedHint}}, "", "", "", 0},
		{"once", []answer{{0, true, "", 2}}, "2026-11-24", "2026-11-24", "2026-11-24", 0},
		{"six days later", []answer{{0, true, "", 0}, {6, true, Sure, 0}}, "2026-11-24", "2026-11-24", "2026-11-30", 6},
		{"seven days later", []answer{{0, true, "", 0}, {7, true, "", 0}}, "2026-11-24", "2026-11-24", "2026-12-01", 7},
		{"then wrong", []answer{{0, true, "", 0}, {7, true, "", 0}, {8, false, "", 0}}, "2026-11-24", "", "2026-12-01", 0},
		{"while the clock was ahead, then wrong, and right", []answer{{400, true, "", 0}, {0, false, "", 0}, {1, true, "", 0}}, "2027-12-29", "2026-11-25", "2026-11-25", 0},
		{"on the date before, over the date line", []answer{{1, true, "", 0}, {0, true, "", 0}, {8, true, "", 0}}, "2026-11-25", "2026-11-25", "2026-12-02", 7},
		{"wrong, then right", []answer{{0, true, "", 0}, {7, false, "", 0}, {8, true, "", 0}}, "2026-11-24", "2026-12-02", "2026-12-02", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, goTo := onDays(t)
			for _, a := range test.answers {
				goTo(a.day)
				given := shownBy("one", a.right)
				given.Confidence, given.Hints = a.confidence, a.hints
				_ = must(s.RecordAttempt(given, Requirement{}))(t)
			}
			o := must(s.Objectives())(t)[0]
			equal(t, "days", []string{o.Shown, o.Since, o.Last}, []string{test.shown, test.since, test.last})
			equal(t, "held", o.Held(), test.held)
			equal(t, "tries", o.Tries, len(test.answers))
		})
	}
}

func TestUndoTakesTheShowingBack(t *testing.T) {
	s := newStore(t)
	_ = must(s.RecordAttempt(shownBy("one", true), Requirement{}))(t)
	before := must(s.Objectives())(t)
	_ = must(s.RecordAttempt(shownBy("two", false), Requirement{}))(t)
	_ = must(s.Undo(time.Time{}))(t)
	equal(t, "objectives", must(s.Objectives())(t), before)
	_ = must(s.Undo(time.Time{}))(t)
	equal(t, "objectives", len(must(s.Objectives())(t)), 0)
}
