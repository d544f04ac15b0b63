package store

import (
	"testing"
	"time"

	"waymark/store/review"
)

// onDays returns a store and what moves its clock to nine in the morning of the
// nth day after the start.
func onDays(t testing.TB) (*Store, func(day int)) {
	s := newStore(t)
	now := start
	s.now = func() time.Time { now = now.Add(time.Second); return now }
	return s, func(day int) { now = start.AddDate(0, 0, day) }
}

// shownBy is an answer that counts for an objective and for its review card.
func shownBy(item string, right bool) Attempt {
	return Attempt{Lesson: "fnd", Item: item, Objective: "O1", Answer: "b", Right: right, Card: "fnd#" + item}
}

func card(t *testing.T, s *Store, id string) Card {
	t.Helper()
	for _, c := range must(s.Cards())(t) {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no card %s", id)
	return Card{}
}

func TestAnAnswerGradesItsCard(t *testing.T) {
	tests := []struct {
		name   string
		answer Attempt
		days   int
	}{
		{"right", shownBy("one", true), 3},
		{"right and sure", Attempt{Right: true, Confidence: Sure}, 3},
		{"right, a guess", Attempt{Right: true, Confidence: Guess}, 2},
		{"right, with a hint", Attempt{Right: true, Hints: 1}, 2},
		{"right, after the worked answer", Attempt{Right: true, Hints: WorkedHint}, 1},
		{"wrong", Attempt{}, 1},
		{"wrong, but sure", Attempt{Confidence: Sure}, 1},
	}
	for _, test := range tests {
		a := shownBy("one", test.answer.Right)
		a.Confidence, a.Hints = test.answer.Confidence, test.answer.Hints
		s := newStore(t)
		_ = must(s.RecordAttempt(a, Requirement{}))(t)
		// The first intervals of FSRS-6 at 0.90: again after 1 day, hard 2, good 3.
		if got := card(t, s, "fnd#one").Memory.Interval; got != test.days {
			t.Errorf("%s: comes back after %d days, want %d", test.name, got, test.days)
		}
	}
}

func TestOnlyTheFirstAnswerOfADayIsAReview(t *testing.T) {
	s, goTo := onDays(t)
	_ = must(s.RecordAttempt(shownBy("one", true), Requirement{}))(t)
	_ = must(s.RecordAttempt(shownBy("one", false), Requirement{}))(t)
	equal(t, "reviews", card(t, s, "fnd#one").Memory.Reviews, 1)
	goTo(3)
	_ = must(s.RecordAttempt(shownBy("one", true), Requirement{}))(t)
	m := card(t, s, "fnd#one").Memory
	equal(t, "reviews and interval", []int{m.Reviews, m.Interval}, []int{2, 14}) // G G of the published vectors
}

func TestACardComesUpFromTheDayAfterItsLesson(t *testing.T) {
	s, goTo := onDays(t)
	_ = must(s.MarkExercise("fnd", Requirement{Exercise: true, Cards: []string{"fnd#a"}}))(t)
	equal(t, "up on the day", card(t, s, "fnd#a").Waits("2026-11-24"), false)
	equal(t, "up on the next day", card(t, s, "fnd#a").Waits("2026-11-25"), true)
	goTo(1)
	c := must(s.ReviewCard("fnd#a", review.Good))(t)
	equal(t, "due", c.Memory.Due, "2026-11-28")
	_, err := s.ReviewCard("fnd#none", review.Good)
	wantErr(t, err, ErrNotFound)
}

func TestACardIsPutOffOrTakenOutUntilItIsTakenUpAgain(t *testing.T) {
	s, goTo := onDays(t)
	_ = must(s.MarkExercise("fnd", Requirement{Exercise: true, Cards: []string{"fnd#a"}}))(t)
	goTo(1)
	equal(t, "put off: up today", must(s.BuryCard("fnd#a"))(t).Waits("2026-11-25"), false)
	equal(t, "put off: up tomorrow", card(t, s, "fnd#a").Waits("2026-11-26"), true)
	equal(t, "taken out: up tomorrow", must(s.SuspendCard("fnd#a", true))(t).Waits("2026-11-26"), false)
	equal(t, "taken up: up tomorrow", must(s.SuspendCard("fnd#a", false))(t).Waits("2026-11-26"), true)
}

func TestUndoGivesACardItsMemoryBack(t *testing.T) {
	s, goTo := onDays(t)
	_ = must(s.MarkExercise("fnd", Requirement{Exercise: true, Cards: []string{"fnd#a"}}))(t)
	goTo(1)
	_ = must(s.ReviewCard("fnd#a", review.Good))(t)
	goTo(4)
	before := card(t, s, "fnd#a")
	days := must(s.Days())(t)
	for _, change := range []func() (Card, error){
		func() (Card, error) { return s.ReviewCard("fnd#a", review.Again) },
		func() (Card, error) { return s.BuryCard("fnd#a") },
		func() (Card, error) { return s.SuspendCard("fnd#a", true) },
	} {
		_ = must(change())(t)
		_ = must(s.Undo(time.Time{}))(t)
		equal(t, "card", card(t, s, "fnd#a"), before)
		equal(t, "days", must(s.Days())(t), days)
	}
}

func TestTheRetentionThatThePersonChoseSpacesTheReviews(t *testing.T) {
	s, goTo := onDays(t)
	check(t, updateProfile(s, "retention", "0.85"))
	for _, want := range []int{4, 31} { // G G at 0.85 of the published vectors
		_ = must(s.RecordAttempt(shownBy("one", true), Requirement{}))(t)
		m := card(t, s, "fnd#one").Memory
		equal(t, "interval", m.Interval, want)
		goTo(m.Interval)
	}
	for _, bad := range []string{"0.5", "0.99", "much", "NaN"} {
		wantErr(t, updateProfile(s, "retention", bad), ErrInvalid)
	}
}
