package progress

import (
	"testing"
	"time"

	"waymark/store"
)

// A streak of months is read as far as it reaches, and no further.
func TestAStandingHoldsTheDaysThatItsFiguresNeed(t *testing.T) {
	tests := []struct {
		name   string
		learns func(day int) bool // day 0 is today
		streak int
		days   int
	}{
		{"each day for a year", func(int) bool { return true }, 365, 365},
		{"each day of the last hundred", func(day int) bool { return day < 100 || day > 103 }, 100, 361},
		{"each day of the last week", func(day int) bool { return day < 7 || day > 9 }, 7, 84},
		{"nothing", func(int) bool { return false }, 0, 0},
	}
	for _, test := range tests {
		at := now.AddDate(0, 0, -364)
		s := store.New(t.TempDir(), func() time.Time { return at })
		for day := 364; day >= 0; day-- {
			if at = now.AddDate(0, 0, -day); test.learns(day) {
				if _, err := s.RecordAttempt(store.Attempt{Lesson: "a-one", Item: "item-0", Right: true}, store.Requirement{}); err != nil {
					t.Fatal(err)
				}
			}
		}
		standing, err := Read(catalogue(t), s)
		if err != nil {
			t.Fatal(err)
		}
		if got := Streak(standing.Days, now); got != test.streak || len(standing.Days) != test.days {
			t.Errorf("%s: a streak of %d in %d days, want %d in %d", test.name, got, len(standing.Days), test.streak, test.days)
		}
	}
}
