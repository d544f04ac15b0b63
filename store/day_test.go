package store

import (
	"testing"
	"time"

	"waymark/store/review"
)

func TestADayAddsUpWhatWasLearned(t *testing.T) {
	s, goTo := onDays(t)
	check(t, updateProfile(s, "name", "Ines"))
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	for i, a := range []Attempt{{Right: true, Confidence: Sure}, {Confidence: Sure}, {Right: true, Confidence: Guess}, {Confidence: Guess}, {Right: true}, {Right: true, Confidence: Sure, Hints: WorkedHint}} {
		a.Lesson, a.Item = "fnd", []string{"one", "two", "three", "four", "five", "six"}[i]
		_ = must(s.RecordAttempt(a, Requirement{}))(t)
	}
	_ = must(s.MarkExercise("fnd", Requirement{Exercise: true, Cards: []string{"fnd#a"}}))(t)
	_, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	goTo(1)
	_ = must(s.ReviewCard("fnd#a", review.Good))(t) // for the first time
	goTo(4)
	recall := card(t, s, "fnd#a").Memory.Recall("2026-11-28")
	_ = must(s.ReviewCard("fnd#a", review.Again))(t)
	days := must(s.Days())(t)
	for i := range days {
		days[i].First, days[i].Last, days[i].ActiveSec = time.Time{}, time.Time{}, 0
	}
	equal(t, "days", days, []Day{
		{Date: "2026-11-24", Learned: 8, Attempts: 6, Sure: 2, SureRight: 1, Guesses: 2, GuessRight: 1, Lessons: 1, Experiments: 1},
		{Date: "2026-11-25", Learned: 1, Reviews: 1},
		{Date: "2026-11-28", Learned: 1, Reviews: 1, Known: 1, Expected: recall},
	})
}

func TestPausesAreNoLearningTime(t *testing.T) {
	s := newStore(t)
	at := start
	s.now = func() time.Time { return at }
	for _, wait := range []time.Duration{0, time.Minute, 5 * time.Minute, 5*time.Minute + time.Second, 30 * time.Second, -time.Hour} {
		at = at.Add(wait)
		_ = must(s.RecordAttempt(attempt("one", true), Requirement{}))(t)
	}
	day := must(s.Days())(t)[0]
	equal(t, "seconds", day.ActiveSec, 60+300+30)
	equal(t, "first", day.First.Before(start), true)
}

// Parts of seconds add up: a hundred answers lose no minute.
func TestShortWaitsAddUp(t *testing.T) {
	s := newStore(t)
	at := start
	s.now = func() time.Time { at = at.Add(1900 * time.Millisecond); return at }
	for range 101 {
		_ = must(s.RecordAttempt(attempt("one", true), Requirement{}))(t)
	}
	equal(t, "seconds", must(s.Days())(t)[0].ActiveSec, 190)
}

func TestADayIsTheLearnersOwnWhereverTheyAre(t *testing.T) {
	s := newStore(t)
	auckland, angeles := time.FixedZone("NZDT", 13*3600), time.FixedZone("PST", -8*3600)
	late := time.Date(2026, 11, 24, 23, 30, 0, 0, auckland)
	for _, at := range []time.Time{late, late.Add(time.Hour), late.Add(12 * time.Hour).In(angeles)} {
		s.now = func() time.Time { return at }
		_ = must(s.RecordAttempt(attempt("one", true), Requirement{}))(t)
	}
	var dates []string
	for _, d := range must(s.Days())(t) {
		dates = append(dates, d.Date)
	}
	equal(t, "days", dates, []string{"2026-11-24", "2026-11-25"})
}

func TestTheLastDaysBeforeADate(t *testing.T) {
	s := newStore(t)
	for day := range 5 {
		s.now = func() time.Time { return start.AddDate(0, 0, day) }
		_ = must(s.RecordAttempt(attempt("one", true), Requirement{}))(t)
	}
	tests := []struct {
		n      int
		before string
		want   []string
	}{
		{2, "", []string{"2026-11-27", "2026-11-28"}},
		{2, "2026-11-27", []string{"2026-11-25", "2026-11-26"}},
		{9, "2026-11-26", []string{"2026-11-24", "2026-11-25"}},
		{1, "2027-01-01", []string{"2026-11-28"}},
		{3, "2026-11-24", nil},
		{0, "", nil},
	}
	for _, test := range tests {
		var dates []string
		for _, d := range must(s.LastDays(test.n, test.before))(t) {
			dates = append(dates, d.Date)
		}
		equal(t, "days before "+test.before, dates, test.want)
	}
}
