package store

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestUndoTakesBackTheNewestActionEachTime(t *testing.T) {
	s := newStore(t)
	type step struct {
		do      func() error
		summary string // of its undo
	}
	var id string
	check(t, updateProfile(s, "theme", "dark")) // the set-up, which stays
	steps := []step{
		{func() error { return updateProfile(s, "name", "Ines") }, "the change to your settings"},
		{func() error { _, err := s.MarkExercise("fnd", need); return err }, "marking the exercise of fnd as done"},
		{func() error { _, err := s.RecordAttempt(attempt("one", false), need); return err }, "your answer to fnd#one"},
		{func() error { _, err := s.RecordAttempt(attempt("two", true), need); return err }, "your answer to fnd#two"},
		{func() error {
			x, _, err := s.AddExperiment(Experiment{Title: "Warmer tone"})
			id = x.ID
			return err
		}, `the journal entry "Warmer tone"`},
		{func() error {
			_, err := s.UpdateExperiment(id, map[string]string{"outcome": "mixed", "verdict": "partly"})
			return err
		}, `closing the journal entry "Warmer tone"`},
	}
	var before []state
	for _, step := range steps {
		before = append(before, must(look(s, "fnd"))(t))
		check(t, step.do())
	}
	if must(s.Lesson("fnd"))(t).Done.IsZero() {
		t.Fatal("the lesson is not done before the undoing")
	}
	for i, step := range slices.Backward(steps) {
		undone := must(s.Undo(time.Time{}))(t)
		equal(t, "summary", undone.Summary, step.summary)
		equal(t, "after undoing "+undone.Summary, must(look(s, "fnd"))(t), before[i])
	}
	_, err := s.Undo(time.Time{})
	wantErr(t, err, ErrNothingToUndo)
}

func TestUndoLeavesThePlaceInTheLesson(t *testing.T) {
	s := newStore(t)
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "later", false))
	_ = must(s.Undo(time.Time{}))(t)
	got := must(s.Lesson("fnd"))(t)
	equal(t, "page", got.Page, "later")
	equal(t, "answers", len(got.Answered), 0)
}

func TestAnUndoneLessonCanBeDoneAgain(t *testing.T) {
	s := newStore(t)
	_ = must(s.MarkExercise("fnd", need))(t)
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	_ = must(s.RecordAttempt(attempt("two", false), need))(t)
	_ = must(s.Undo(time.Time{}))(t)
	equal(t, "cards after the undo", len(must(s.Cards())(t)), 0)
	l := must(s.RecordAttempt(attempt("two", true), need))(t)
	equal(t, "done", l.Done.IsZero(), false)
	equal(t, "cards", len(must(s.Cards())(t)), 2)
}

func TestUndoLeavesWhatWasDoneBefore(t *testing.T) {
	s := newStore(t)
	check(t, updateProfile(s, "name", "Ines"))
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	began := s.now()
	_ = must(s.RecordAttempt(attempt("two", true), need))(t)
	equal(t, "undone", must(s.Undo(began))(t).Summary, "your answer to fnd#two")
	if _, err := s.Undo(began); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("got %v, want ErrNothingToUndo", err)
	}
	equal(t, "answers", len(must(s.Attempts("fnd"))(t)), 1)
}

func TestAnUndoneReviewNamesTheLessonOfItsCard(t *testing.T) {
	s := newStore(t)
	must(s.RecordAttempt(Attempt{Lesson: "fnd", Item: "q", Answer: "a", Card: "fnd#q", Right: true, Score: 1}, Requirement{}))(t)
	must(s.BuryCard("fnd#q"))(t)
	if u := must(s.Undo(time.Time{}))(t); u.Lesson != "fnd" || u.What != "putting off a question" {
		t.Errorf("%+v", u)
	}
}

// Older actions stay, also where one of them lies behind another of an earlier
// time, by a clock that went back.
func TestUndoGoesBackToATimeAndNoFurther(t *testing.T) {
	s := newStore(t)
	for _, at := range []time.Duration{0, 2 * time.Hour, time.Hour, 3 * time.Hour} {
		s.now = func() time.Time { return start.Add(at) }
		_ = must(s.RecordAttempt(attempt(at.String(), true), need))(t)
	}
	since := start.Add(90*time.Minute + time.Microsecond)
	for _, want := range []string{"your answer to fnd#3h0m0s", "your answer to fnd#2h0m0s"} {
		equal(t, "undone", must(s.Undo(since))(t).Summary, want)
	}
	_, err := s.Undo(since)
	wantErr(t, err, ErrNothingToUndo)
	_, err = s.Undo(start.Add(2 * time.Hour))
	wantErr(t, err, ErrNothingToUndo)
	equal(t, "undone", must(s.Undo(start.Add(time.Hour)))(t).Summary, "your answer to fnd#1h0m0s")
}

func TestUndoNamesWhatTheWholeActionWas(t *testing.T) {
	s, other := newStore(t), newStore(t)
	x := trial(t, s, 1)
	undone := func(s *Store, want string) {
		t.Helper()
		equal(t, "summary", must(s.Undo(time.Time{}))(t).Summary, want)
	}
	_ = must(other.ImportExperiments([]Bench{must(s.Bench(x.ID))(t)}))(t)
	undone(other, `the journal entry "Does the zebra sound warmer?"`)
	_ = must(s.UpdateExperiment(x.ID, map[string]string{"outcome": "Better", "verdict": "worked", "learning": "Ask first"}))(t)
	undone(s, `closing the journal entry "Does the zebra sound warmer?"`)
	_ = must(s.FillBench(x.ID, Filling{
		Variants: []Variant{{Name: "gnu"}}, Cases: []Case{{Input: "Letter 7"}}, Outputs: []Output{{Text: "short", Source: FromImport}},
	}))(t)
	undone(s, `outputs of the journal entry "Does the zebra sound warmer?"`)
	_ = must(s.StartRound(x.ID, ByPair))(t)
	_ = must(s.Judge(x.ID, Judgement{Item: 0, Choice: LeftBetter}))(t)
	undone(s, `a rating of the journal entry "Does the ***** sound warmer?"`)
}
