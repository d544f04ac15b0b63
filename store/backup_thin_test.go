package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever the clock does, also where it jumps back by years: the newest backup stays, of
// the last hours, days, weeks and months that have one the newest stays each, those made
// before something stay for a while, and there are never many.
func TestBackupsAreThinned(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		now := start
		var there, ever []Backup
		jumps := []time.Duration{time.Minute, time.Hour, 5 * time.Hour, 24 * time.Hour, 8 * 24 * time.Hour, 40 * 24 * time.Hour, -time.Minute, -3 * time.Hour, -30 * 24 * time.Hour, -2 * 365 * 24 * time.Hour}
		ahead := false
		for i := range rapid.IntRange(1, 250).Draw(r, "backups") {
			step := rapid.SampledFrom(jumps[:rapid.SampledFrom([]int{6, 6, 6, 6, 6, 6, 6, 6, 6, len(jumps)}).Draw(r, "jumps")]).Draw(r, "jump")
			now = now.Add(step)
			ahead = ahead || step < 0
			b := Backup{Path: fmt.Sprint(i), At: now, Reason: rapid.SampledFrom([]Reason{Automatic, Automatic, Automatic, BeforeImporting}).Draw(r, "reason")}
			there, ever = append(there, b), append(ever, b)
			slices.SortFunc(there, func(a, b Backup) int { return b.At.Compare(a.At) })
			for _, old := range tooMany(there, b) {
				if old.Path == b.Path {
					r.Fatalf("the newest, of %v, is dropped", b.At)
				}
				there = slices.DeleteFunc(there, func(b Backup) bool { return b.Path == old.Path })
			}
			if most := 2 * (24 + 7 + 4 + 12 + keptBefore); len(there) > most {
				r.Fatalf("%d are kept, more than %d", len(there), most)
			}
			if !ahead {
				holdsTheNewest(r, ever, there)
			}
		}
	})
}

// holdsTheNewest fails where one of the backups that the rule names is not there. It says
// the rule once more, in another way: for each backup that there ever was.
func holdsTheNewest(r *rapid.T, ever, there []Backup) {
	has := map[string]bool{}
	for _, b := range there {
		has[b.Path] = true
	}
	for name, rule := range map[string]struct {
		most int
		unit func(time.Time) int
	}{
		"hour":  {24, func(at time.Time) int { return int(at.Unix() / 3600) }},
		"day":   {7, func(at time.Time) int { return int(at.Unix() / 86400) }},
		"week":  {4, func(at time.Time) int { return int((at.Unix()/86400 + 3) / 7) }}, // the epoch was a Thursday
		"month": {12, func(at time.Time) int { return at.UTC().Year()*12 + int(at.UTC().Month()) }},
	} {
		units := map[int]Backup{}
		for _, b := range ever {
			units[rule.unit(b.At)] = b
		}
		var order []int
		for unit := range units {
			order = append(order, unit)
		}
		slices.Sort(order)
		for _, unit := range order[max(0, len(order)-rule.most):] {
			if !has[units[unit].Path] {
				r.Fatalf("the newest of a %s, of %v, is gone", name, units[unit].At)
			}
		}
	}
}

func TestABackupIsMadeAtMostHourlyAndOnlyOfChanges(t *testing.T) {
	s := newStore(t)
	now := start
	s.now = func() time.Time { return now }
	upkeep := func(what string, want int) {
		t.Helper()
		check(t, s.Upkeep(func() {}))
		equal(t, what, len(must(s.Backups())(t)), want)
	}
	upkeep("no file, no backup", 0)
	check(t, updateProfile(s, "name", "Ines"))
	upkeep("the first", 1)
	check(t, updateProfile(s, "name", "Amara"))
	upkeep("within the hour", 1)
	now = now.Add(time.Hour)
	upkeep("after it", 2)
	now = now.Add(48 * time.Hour)
	upkeep("nothing changed", 2)
	_, _, err := s.AddExperiment(Experiment{Title: "In a line"})
	check(t, err)
	upkeep("an entry waits beside the file", 3)
	equal(t, "it holds the entry", must(s.Backups())(t)[0].Entries, 1)
	now = now.Add(-365 * 24 * time.Hour)
	check(t, updateProfile(s, "name", "Lea"))
	upkeep("the clock went back", 4)
	check(t, updateProfile(s, "name", "Mia"))
	upkeep("within the hour by the other clock", 4)
	now = now.Add(2 * time.Hour)
	upkeep("after it", 5)
}

// Where the clock was ahead for months and is put right, what is made from then on stays by
// the same rule.
func TestBackupsByAClockThatWasAheadPushNothingOut(t *testing.T) {
	var all []Backup
	add := func(at time.Time) {
		b := Backup{Path: at.String(), At: at, Reason: Automatic}
		all = append(all, b)
		slices.SortFunc(all, func(a, b Backup) int { return b.At.Compare(a.At) })
		for _, old := range tooMany(all, b) {
			all = slices.DeleteFunc(all, func(b Backup) bool { return b.Path == old.Path })
		}
	}
	for i := range 500 {
		add(start.AddDate(2, 0, 0).Add(time.Duration(i) * 20 * time.Hour))
	}
	for i := range 30 {
		add(start.Add(time.Duration(i) * time.Hour))
	}
	now := 0
	for _, b := range all {
		if b.At.Before(start.AddDate(1, 0, 0)) {
			now++
		}
	}
	if now < 24 {
		t.Errorf("%d of the last 24 hours are there", now)
	}
}
