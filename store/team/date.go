package team

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// dayOf is the number of an ISO day, counted from 1970, which makes days of different
// texts comparable. It is not ok for a text that is no day.
func dayOf(iso string) (day int, ok bool) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return 0, false
	}
	return floorDays(t.Unix()), true
}

// floorDays is the number of the day in which a second of UTC lies.
func floorDays(seconds int64) int {
	const day = 24 * 60 * 60
	return int((seconds - (seconds%day+day)%day) / day)
}

// dayNumber is the number of a day as it is where the time was taken.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return floorDays(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix())
}

// ageDays counts the days from an ISO day to today, which is the number of a day; one that
// is still to come is today.
func ageDays(made string, today int) int {
	then, ok := dayOf(made)
	if !ok {
		return 0
	}
	return max(0, today-then)
}

// mondayOf is the day number of the Monday of an ISO week ("2026-W48"): the week that
// 4 January lies in is the first of its year. It is not ok for a text that is no week.
func mondayOf(week string) (day int, ok bool) {
	left, right, _ := strings.Cut(week, "-W")
	year, err := strconv.Atoi(left)
	if err != nil {
		return 0, false
	}
	number, err := strconv.Atoi(right)
	if err != nil {
		return 0, false
	}
	return mondayBefore(dayNumber(time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC))) + 7*(number-1), true
}

// mondayBefore is the Monday of the week of a day, by day numbers: day 0 was a Thursday.
func mondayBefore(day int) int { return day - ((day+3)%7+7)%7 }

// isoDay writes a day number as an ISO day.
func isoDay(day int) string { return time.Unix(int64(day)*24*60*60, 0).UTC().Format(time.DateOnly) }

// dayWords is an ISO day as people write it.
func dayWords(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2 January 2006")
}

// agoWords say how long ago something was: "today", "yesterday", "12 days ago".
func agoWords(days int) string {
	switch {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	}
	return fmt.Sprintf("%d days ago", days)
}

// counted is a number of things in words.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
