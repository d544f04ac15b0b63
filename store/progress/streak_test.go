package progress

import (
	"slices"
	"testing"
	"time"

	"waymark/store"
)

// on are days of learning in November 2026, by their dates.
func on(dates ...int) []store.Day {
	var days []store.Day
	for _, d := range dates {
		days = append(days, learnedOn(time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), 60))
	}
	return days
}

// Today, in these tests, is 24 November.
func TestStreak(t *testing.T) {
	for _, test := range []struct {
		name string
		days []store.Day
		want int
	}{
		{"nothing", nil, 0},
		{"today", on(24), 1},
		{"yesterday", on(23), 1},
		{"today is not missed before it is over", on(22, 23), 2},
		{"the day before yesterday: yesterday is forgiven", on(22), 1},
		{"two missed days", on(21), 0},
		{"in a row", on(20, 21, 22, 23, 24), 5},
		{"one missed day", on(20, 21, 23, 24), 4},
		{"two missed days together", on(20, 21, 24), 1},
		{"a second missed day of the week", on(19, 21, 23, 24), 3},
		{"a second one seven days before", on(12, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24), 10},
		{"missed days six days apart", on(12, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24), 11},
		{"a day of turning pages", append(on(22), store.Day{Date: "2026-11-23", ActiveSec: 900}, learnedOn("2026-11-24", 60)), 2},
		{"a day from a clock that was ahead", append(on(23, 24), learnedOn("2026-12-30", 60)), 2},
	} {
		if got := Streak(test.days, now); got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}

// at is a day with one thing done, at a time of its own zone.
func at(t time.Time) store.Day {
	return store.Day{Date: t.Format(time.DateOnly), First: t, Last: t, Learned: 1}
}

func TestStreakOfATraveller(t *testing.T) {
	auckland, angeles := time.FixedZone("NZDT", 13*3600), time.FixedZone("PST", -8*3600)
	// From Los Angeles to Auckland: 21 November is no date of theirs.
	days := []store.Day{
		at(time.Date(2026, 11, 19, 20, 0, 0, 0, angeles)),
		at(time.Date(2026, 11, 20, 20, 0, 0, 0, angeles)),
		at(time.Date(2026, 11, 22, 12, 0, 0, 0, auckland)),
		at(time.Date(2026, 11, 24, 8, 0, 0, 0, auckland)), // and this is the day that is forgiven
	}
	if got := Streak(days, time.Date(2026, 11, 24, 9, 0, 0, 0, auckland)); got != 4 {
		t.Errorf("to the west: got %d, want 4", got)
	}
	// From Auckland to Los Angeles the same date comes twice.
	days = []store.Day{
		at(time.Date(2026, 11, 21, 20, 0, 0, 0, auckland)),
		at(time.Date(2026, 11, 22, 20, 0, 0, 0, auckland)),
		at(time.Date(2026, 11, 23, 9, 0, 0, 0, angeles)),
	}
	if got := Streak(days, time.Date(2026, 11, 23, 22, 0, 0, 0, angeles)); got != 3 {
		t.Errorf("to the east: got %d, want 3", got)
	}
}

// Late on one evening and early two mornings later is one missed day, also where
// the clock was put forward between.
func TestStreakOverAChangeOfTheClock(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	days := []store.Day{at(time.Date(2027, 3, 26, 23, 30, 0, 0, berlin)), at(time.Date(2027, 3, 27, 9, 0, 0, 0, berlin)), at(time.Date(2027, 3, 28, 9, 0, 0, 0, berlin))}
	if got := Streak(days, time.Date(2027, 3, 29, 0, 5, 0, 0, berlin)); got != 3 {
		t.Errorf("got %d, want 3", got)
	}
}

// With any history a further day of learning never makes the row shorter.
func TestAStreakGrowsByLearning(t *testing.T) {
	for history := range 1 << 12 {
		var dates []int
		for day := range 12 {
			if history&(1<<day) != 0 {
				dates = append(dates, 12+day)
			}
		}
		if before, after := Streak(on(dates...), now), Streak(on(append(slices.Clone(dates), 24)...), now); after < before || after > before+1 {
			t.Fatalf("%v: %d days, and %d after one more", dates, before, after)
		}
	}
}

func TestStreakWords(t *testing.T) {
	for streak, want := range map[int]string{
		0:  "No days in a row just now: whatever you learn today begins a new row.",
		1:  "One day: the next one makes it a row. One missed day a week is forgiven.",
		12: "12 days of learning in a row. One missed day a week is forgiven.",
	} {
		if got := StreakWords(streak); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// Today and the weeks of Progress say the same of a day with a single answer.
func TestADayOfLearningHasAMinute(t *testing.T) {
	for _, test := range []struct {
		name string
		day  store.Day
		want int
	}{
		{"one answer", store.Day{Learned: 1}, 1},
		{"many in a moment", store.Day{Learned: 5, ActiveSec: 59}, 1},
		{"two minutes", store.Day{Learned: 5, ActiveSec: 179}, 2},
		{"a page turned", store.Day{}, 0},
		{"pages read", store.Day{ActiveSec: 600}, 10},
	} {
		test.day.Date = now.Format(time.DateOnly)
		if got := LearnedMin([]store.Day{test.day}, now); got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}
