package progress

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
)

// learnedOn is a day of learning, at nine in the morning, of some seconds.
func learnedOn(date string, seconds int) store.Day {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	at = at.Add(9 * time.Hour)
	return store.Day{Date: date, First: at, Last: at.Add(time.Duration(seconds) * time.Second), ActiveSec: seconds, Learned: 1}
}

// The day of these tests, 24 November 2026, is a Tuesday.
func TestActivity(t *testing.T) {
	days := []store.Day{
		learnedOn("2026-11-08", 600), // a Sunday: before the weeks
		learnedOn("2026-11-16", 59),
		{Date: "2026-11-17", ActiveSec: 600}, // pages were turned
		learnedOn("2026-11-22", 125),
		learnedOn("2026-11-23", 89),
		learnedOn("2026-11-24", 100),
		learnedOn("2026-11-25", 600), // from a clock that was ahead
	}
	got := Activity(days, now, 2)
	if diff := cmp.Diff([]int{1, 0, 0, 0, 0, 0, 2, 1, 1, -1, -1, -1, -1, -1}, got); diff != "" {
		t.Error(diff)
	}
	want := []Week{
		{Monday: time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC), Minutes: 3, Days: 2},
		{Monday: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Minutes: 3, Days: 2},
	}
	if diff := cmp.Diff(want, Weeks(days, now, 2)); diff != "" {
		t.Error(diff)
	}
}

// The week is that of the learner's own calendar, also where UTC has another day.
func TestTheWeekIsTheLearnersOwn(t *testing.T) {
	auckland := time.FixedZone("NZDT", 13*3600)
	monday := time.Date(2026, 11, 23, 1, 0, 0, 0, auckland) // still Sunday in UTC
	weeks := Weeks([]store.Day{learnedOn("2026-11-22", 60), learnedOn("2026-11-23", 120)}, monday, 1)
	if len(weeks) != 1 || weeks[0].Days != 1 || weeks[0].Minutes != 2 {
		t.Errorf("got %v", weeks)
	}
}

func TestActivityWords(t *testing.T) {
	for _, test := range []struct {
		weeks []Week
		want  string
	}{
		{[]Week{{}}, "This week you have learned nothing yet. Answer a question, review one or note an experiment, and the day counts."},
		{[]Week{{Minutes: 5, Days: 1}}, "This week you learned on 1 day, 5 min in all. What is spread over many days stays longer than what is done in one."},
		{[]Week{{Minutes: 50, Days: 2}, {Minutes: 35, Days: 3}}, "In the last 2 weeks you learned on 5 days, 1 h 25 min in all. What is spread over many days stays longer than what is done in one."},
	} {
		if got := ActivityWords(test.weeks); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestMinutesInWords(t *testing.T) {
	for minutes, want := range map[int]string{0: "0 min", 1: "1 min", 59: "59 min", 60: "1 h", 61: "1 h 1 min", 85: "1 h 25 min", 600: "10 h", 6001: "100 h 1 min"} {
		if got := MinutesInWords(minutes); got != want {
			t.Errorf("%d: got %q, want %q", minutes, got, want)
		}
	}
}

func TestRetention(t *testing.T) {
	days := []store.Day{
		{Date: "2026-11-15", Reviews: 50, Known: 50},
		{Date: "2026-11-16", Reviews: 25, Known: 20, Recalled: 18, Expected: 18.2},
		{Date: "2026-11-24", Reviews: 20, Known: 20, Recalled: 18, Expected: 17.9},
	}
	r := RetentionOf(days, time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC))
	if r.Reviews != 40 || r.Recalled != 36 {
		t.Errorf("got %+v", r)
	}
	near(t, "expected", r.Expected, 36.1)
	share, ok := r.Share()
	near(t, "share", share, 0.9)
	if _, none := (Retention{}).Share(); !ok || none {
		t.Errorf("shares of reviews %v, of none %v", ok, none)
	}
}

func TestRetentionWords(t *testing.T) {
	for _, test := range []struct {
		recalled, of int
		aim          float64
		want         string
	}{
		{0, 0, 0.9, "No question came back to you in these weeks. Once some do, you see here how many you still knew."},
		{1, 1, 0.9, "Of 1 question that came back, you knew 1: too early to tell."},
		{5, 9, 0.9, "Of 9 questions that came back, you knew 5: too early to tell."},
		{36, 40, 0.9, "Of 40 questions that came back, you knew 36 (90%); you aim at 90%. That fits."},
		{30, 40, 0.9, "Of 40 questions that came back, you knew 30 (75%); you aim at 90%. That is less than you aim at: a higher aim brings them back sooner."},
		{98, 100, 0.9, "Of 100 questions that came back, you knew 98 (98%); you aim at 90%. That is more than you aim at: with a lower aim you would have fewer reviews."},
	} {
		if got := (Retention{Reviews: test.of, Recalled: test.recalled}).Words(test.aim); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestForecastWords(t *testing.T) {
	for _, test := range []struct {
		up   []int
		most int
		want string
	}{
		{[]int{0, 0}, 10, "No question comes up in the next 2 days. Every lesson that you do adds some."},
		{[]int{0, 0}, 0, "You chose to have no reviews. Questions wait, and nothing is lost but what you forget."},
		{[]int{0, 3}, 10, "No question comes up tomorrow and 3 in the next 2 days, never more than 10 a day, as you chose. What you know comes back later each time."},
		{[]int{1, 3}, 10, "1 question comes up tomorrow and 4 in the next 2 days, never more than 10 a day, as you chose. What you know comes back later each time."},
		{[]int{5, 3}, 5, "5 questions come up tomorrow and 8 in the next 2 days, never more than 5 a day, as you chose. What you know comes back later each time."},
	} {
		if got := ForecastWords(test.up, test.most); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// In Santiago 6 September 2026 begins at one o'clock: half past midnight is not
// there, and the half hour before it is still of the 5th.
func TestTheDayAfterIsAnotherDate(t *testing.T) {
	santiago, err := time.LoadLocation("America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	night := time.Date(2026, 9, 5, 0, 30, 0, 0, santiago)
	for days, want := range []string{"2026-09-05", "2026-09-06", "2026-09-07"} {
		if got := DayAfter(night, days).Format(time.DateOnly); got != want {
			t.Errorf("%d days after: got %s, want %s", days, got, want)
		}
	}
}

// A day of another year says so.
func TestDaysInWords(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for day, want := range map[time.Time][2]string{
		now:                     {"Tuesday 24 November", "24 Nov"},
		now.AddDate(0, 0, 40):   {"Sunday 3 January 2027", "Jan 2027"},
		now.AddDate(-1, 0, -20): {"Tuesday 4 November 2025", "Nov 2025"},
	} {
		if got := [2]string{DayInWords(day, now), ShortDay(day, now)}; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
