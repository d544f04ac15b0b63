package progress

import (
	"math/rand/v2"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/review"
)

// A clock may jump: back a day or a year, ahead by one, into other zones. Who learns has a row
// of at least a day, and no longer than there were days; and a question comes back no earlier
// than it was asked, and no later than the longest interval after the latest day that there was.
func TestRowsAndDueDatesWhereTheClockJumps(t *testing.T) {
	const day = 24 * time.Hour
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(20261126, seed))
		clock, latest := now, ""
		s := store.New(t.TempDir(), func() time.Time { return clock })
		for range 40 {
			clock = clock.Add([]time.Duration{time.Second, time.Hour, day, -day, -365 * day, 365 * day}[random.IntN(6)])
			clock = clock.In([]*time.Location{time.UTC, time.FixedZone("", 14*3600), time.FixedZone("", -12*3600)}[random.IntN(3)])
			today := clock.Format(time.DateOnly)
			latest = max(latest, today)
			answer := store.Attempt{Lesson: "fnd", Item: "one", Answer: "a", Right: random.IntN(3) > 0, Card: []string{"fnd#one", "fnd#two"}[random.IntN(2)]}
			if _, err := s.RecordAttempt(answer, store.Requirement{}); err != nil {
				t.Fatal(err)
			}
			days, err := s.Days()
			if err != nil {
				t.Fatal(err)
			}
			if row := Streak(days, clock); row < 1 || row > len(days) {
				t.Errorf("seed %d, %s: a row of %d days, of %d", seed, today, row, len(days))
			}
			cards, err := s.Cards()
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cards {
				last, err := time.Parse(time.DateOnly, latest)
				if furthest := last.AddDate(0, 0, review.DefaultPlan().Longest).Format(time.DateOnly); err != nil || c.Memory.Due < c.Memory.Last || c.Memory.Due > furthest {
					t.Errorf("seed %d, %s: %s was asked on %s and is due on %s, and the latest day was %s", seed, today, c.ID, c.Memory.Last, c.Memory.Due, latest)
				}
				if r := c.Recall(today, review.DefaultPlan()); !(r >= 0 && r <= 1) {
					t.Errorf("seed %d, %s: %s is recalled with %v", seed, today, c.ID, r)
				}
			}
			at := Standing{Days: days, Cards: cards}
			coming := len(PileOf(at, clock).Cards)
			for _, n := range Forecast(at, clock, 30) {
				coming += n
			}
			if coming > len(cards) {
				t.Errorf("seed %d, %s: %d questions come up, of %d", seed, today, coming, len(cards))
			}
		}
	}
}
