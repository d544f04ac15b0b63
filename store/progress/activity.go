package progress

import (
	"fmt"
	"time"

	"waymark/store"
	"waymark/store/bench"
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
	today := dateOf(now)
	first := monday(now).AddDate(0, 0, -7*(weeks-1))
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

// dateOf is the calendar date of a time, as its own clock showed it.
func dateOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// DayAfter is the calendar date that comes so many days after that of a time. It
// is reckoned by dates: where clocks are put forward at midnight, the same time of
// another day may not be there, and what stands for it be of the day before.
func DayAfter(now time.Time, days int) time.Time { return dateOf(now).AddDate(0, 0, days) }

// monday is the first date of the week of a time.
func monday(t time.Time) time.Time {
	date := dateOf(t)
	return date.AddDate(0, 0, -(int(date.Weekday())+6)%7)
}

// A Week is what was learned from a Monday to a Sunday.
type Week struct {
	Monday  time.Time // its date
	Minutes int       // the whole minutes of its active seconds
	Days    int       // on which something was learned
}

// Weeks sums up days by week, oldest first; the last one holds now.
func Weeks(days []store.Day, now time.Time, weeks int) []Week {
	first := monday(now).AddDate(0, 0, -7*(weeks-1))
	all, seconds := make([]Week, weeks), make([]int, weeks)
	for i := range all {
		all[i].Monday = first.AddDate(0, 0, 7*i)
	}
	for _, d := range days {
		date, err := time.Parse(time.DateOnly, d.Date)
		if err != nil || d.Learned == 0 || date.Before(first) || date.After(dateOf(now)) {
			continue
		}
		n := daysBetweenDates(first, date) / 7
		all[n].Days++
		seconds[n] += max(60, d.ActiveSec)
	}
	for i := range all {
		all[i].Minutes = seconds[i] / 60
	}
	return all
}

// ActivityWords says what the weeks hold.
func ActivityWords(weeks []Week) string {
	when := "This week"
	if len(weeks) != 1 {
		when = fmt.Sprintf("In the last %d weeks", len(weeks))
	}
	var all Week
	for _, w := range weeks {
		all.Minutes += w.Minutes
		all.Days += w.Days
	}
	if all.Days == 0 {
		return when + " you have learned nothing yet. Answer a question, review one or note an experiment, and the day counts."
	}
	text := fmt.Sprintf("%s you learned on %s, %s in all.", when, counted(all.Days, "day"), MinutesInWords(all.Minutes))
	return text + " What is spread over many days stays longer than what is done in one."
}

// MinutesInWords writes minutes the way people say them: "40 min", "1 h 25 min".
func MinutesInWords(n int) string {
	switch {
	case n < 60:
		return fmt.Sprintf("%d min", n)
	case n%60 == 0:
		return fmt.Sprintf("%d h", n/60)
	}
	return fmt.Sprintf("%d h %d min", n/60, n%60)
}

// DayInWords writes a day in words, "Monday 2 January"; of another year than that of now, with
// its year.
func DayInWords(day, now time.Time) string {
	if day.Year() != now.Year() {
		return day.Format("Monday 2 January 2006")
	}
	return day.Format("Monday 2 January")
}

// ShortDay writes a day for a narrow place: "2 Jan"; of another year than that of now, "Jan 2006".
func ShortDay(day, now time.Time) string {
	if day.Year() != now.Year() {
		return day.Format("Jan 2006")
	}
	return day.Format("2 Jan")
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

// Share is the share of the reviews in which the card was recalled. It is not ok
// without reviews.
func (r Retention) Share() (share float64, ok bool) { return portion(r.Recalled, r.Reviews) }

// Words says what the reviews mean beside the share that the person aims at. A
// difference is only called one where the aim lies outside the interval of what
// came of it, see bench.Wilson.
func (r Retention) Words(target float64) string {
	if r.Reviews == 0 {
		return "No question came back to you in these weeks. Once some do, you see here how many you still knew."
	}
	text := fmt.Sprintf("Of %s that came back, you knew %d", counted(r.Reviews, "question"), r.Recalled)
	if r.Reviews < enough {
		return text + ": too early to tell."
	}
	text += fmt.Sprintf(" (%.0f%%); you aim at %.0f%%. ", 100*float64(r.Recalled)/float64(r.Reviews), 100*target)
	switch low, high := bench.Wilson(r.Recalled, r.Reviews); {
	case target > high:
		return text + "That is less than you aim at: a higher aim brings them back sooner."
	case target < low:
		return text + "That is more than you aim at: with a lower aim you would have fewer reviews."
	}
	return text + "That fits."
}
