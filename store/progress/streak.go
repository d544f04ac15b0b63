package progress

import (
	"fmt"
	"slices"
	"time"

	"waymark/store"
)

// Streak is the number of days in a row with any real learning, the last of them
// today or yesterday. One missed day in seven is forgiven; it does not count.
// Today is not missed before it is over.
//
// A calendar date that was skipped by travelling is not missed: no more days are
// missed than whole days of 24 hours have passed.
func Streak(days []store.Day, now time.Time) int {
	streak, forgiven := 0, time.Time{}
	after := now
	for _, d := range slices.Backward(days) {
		if d.Learned == 0 || d.First.After(now) && d.Date > now.Format(time.DateOnly) {
			continue
		}
		switch missed := missedBetween(d.Last, after); {
		case missed > 1:
			return streak
		case missed == 1:
			day := DayAfter(d.Last, 1)
			if !forgiven.IsZero() && daysBetweenDates(day, forgiven) < 7 {
				return streak
			}
			forgiven = day
		}
		streak++
		after = d.First
	}
	return streak
}

// StreakWords says what a streak is worth, and how it goes on.
func StreakWords(streak int) string {
	switch streak {
	case 0:
		return "No days in a row just now: whatever you learn today begins a new row."
	case 1:
		return "One day: the next one makes it a row. One missed day a week is forgiven."
	}
	return fmt.Sprintf("%d days of learning in a row. One missed day a week is forgiven.", streak)
}

// missedBetween is how many days were missed between two times, each on the
// calendar of its own place.
func missedBetween(before, after time.Time) int {
	byDate := daysBetweenDates(before, after) - 1
	passed := int(after.Sub(before) / (24 * time.Hour))
	return max(0, min(byDate, passed))
}

// daysBetweenDates counts from one calendar date to another, each as its own
// clock showed it.
func daysBetweenDates(from, to time.Time) int {
	return int(dateOf(to).Sub(dateOf(from)).Hours() / 24)
}

// LearnedMin is the minutes of learning on the day of now, as far as they can be
// told: the time between things done, without pauses. Where something was learned
// it is at least one, as in Activity.
func LearnedMin(days []store.Day, now time.Time) int {
	for _, d := range days {
		if d.Date == now.Format(time.DateOnly) {
			return max(min(1, d.Learned), d.ActiveSec/60)
		}
	}
	return 0
}
