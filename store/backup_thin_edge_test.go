package store

import (
	"fmt"
	"testing"
	"time"
)

// Of a backup in every hour of 400 days no more stay than the rule names: 24 hours, 7 days,
// 4 weeks, 12 months, some of them by more than one of these.
func TestNoMoreBackupsStayThanTheRuleNames(t *testing.T) {
	var all []Backup
	for hour := range 400 * 24 {
		at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC).Add(-time.Duration(hour) * time.Hour)
		all = append(all, Backup{Path: at.Format(time.DateTime), At: at, Reason: Automatic})
	}
	want := map[string]bool{}
	keep := func(at time.Time) { want[at.Format(time.DateTime)] = true }
	for hour := range 24 {
		keep(all[hour].At)
	}
	for day := 1; day < 7; day++ {
		keep(time.Date(2026, 11, 24-day, 23, 30, 0, 0, time.UTC))
	}
	for week := range 3 { // the 24th is a Tuesday
		keep(time.Date(2026, 11, 22-7*week, 23, 30, 0, 0, time.UTC))
	}
	for month := range 11 {
		keep(time.Date(2026, 11-time.Month(month), 0, 23, 30, 0, 0, time.UTC))
	}
	equal(t, "stay", staying(all), want)
	equal(t, "are dropped", len(tooMany(all, all[0])), len(all)-len(want))
}

// Five made before something stay, however old, and no sixth.
func TestFiveBackupsBeforeSomethingStay(t *testing.T) {
	var all []Backup
	for hour := range 100 {
		all = append(all, Backup{Path: fmt.Sprint("hour ", hour), At: start.Add(-time.Duration(hour) * time.Hour), Reason: Automatic})
	}
	for n := range 6 { // in the hours of others
		at := all[80].At.Add(-time.Duration(n+1) * time.Second)
		all = append(all[:81+n:81+n], append([]Backup{{Path: fmt.Sprint("before ", n), At: at, Reason: BeforeImporting}}, all[81+n:]...)...)
	}
	stays := staying(all)
	for n := range 6 {
		equal(t, fmt.Sprint("before ", n), stays[fmt.Sprint("before ", n)], n < keptBefore)
	}
}

// One that was just made stays, also where another is of the same moment; it is not ahead.
func TestTwoBackupsOfOneMoment(t *testing.T) {
	first, second := Backup{Path: "a", At: start, Reason: Automatic}, Backup{Path: "b", At: start, Reason: Automatic}
	equal(t, "both", len(tooMany([]Backup{first, second}, second)), 0)
	equal(t, "the first is by the rule, the second was just made", len(tooMany([]Backup{first, second}, first)), 1)
}
