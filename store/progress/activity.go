package progress

import (
	"time"

	"waymark/store"
)

// Activity is the minutes of learning on each day of whole weeks, Monday first,
// the last of which holds now; -1 for days to come.
func Activity(days []store.Day, now time.Time, weeks int) []int {
	minutes := map[string]int{}
	for _, d := range days {
		if d.Learned > 0 {
			minutes[d.Date] = max(1, d.ActiveSec/60)
		}
	}
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	weekday := (int(today.Weekday()) + 6) % 7
	first := today.AddDate(0, 0, -weekday-7*(weeks-1))
	all := make([]int, 7*weeks)
	for i := range all {
		day := first.AddDate(0, 0, i)
		all[i] = minutes[day.Format(time.DateOnly)]
		if day.After(today) {
			all[i] = -1
		}
	}
	return all
}

// Retention is how much of what was up for review was recalled.
type Retention struct {
	Reviews  int     // of cards that had been reviewed before
	Recalled int     // of them, not graded "again"
	Expected float64 // of them, how many FSRS predicted to be recalled
}

// RetentionOf sums up the reviews of the days from one on.
func RetentionOf(days []store.Day, from time.Time) Retention {
	var r Retention
	for _, d := range days {
		if d.Date >= from.Format(time.DateOnly) {
			r.Reviews += d.Known
			r.Recalled += d.Recalled
			r.Expected += d.Expected
		}
	}
	return r
}
