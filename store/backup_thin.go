package store

import (
	"fmt"
	"os"
	"slices"
	"time"
)

// kept is how many backups stay: of so many hours, days, weeks and months that have one the
// newest each, in UTC. Those hours need not follow each other, so that a clock that
// jumps, or a year without Waymark, costs none of them. A bucket is what a time falls in.
var kept = []struct {
	most   int
	bucket func(time.Time) string
}{
	{24, func(at time.Time) string { return at.Format("2006-01-02T15") }},
	{7, func(at time.Time) string { return at.Format(time.DateOnly) }},
	{4, func(at time.Time) string { year, week := at.ISOWeek(); return fmt.Sprint(year, " ", week) }},
	{12, func(at time.Time) string { return at.Format("2006-01") }},
}

// keptBefore is how many of those that somebody asked for, or that were made before
// something, stay besides: the state before an import is not gone with the hour.
const keptBefore = 5

// thin drops the backups of the learner's folder that are too many. The one that was just made
// stays, whatever the clock says. One that cannot be removed does no harm.
func (s *Store) thin(newest Backup) {
	all, err := s.Backups()
	if err != nil {
		return
	}
	for _, b := range tooMany(all, newest) {
		_ = os.Remove(b.Path)
	}
}

// tooMany returns the backups to drop, given all of them with the newest first, and that
// which was just made. Those from after it were made by a clock that was ahead: they are
// counted for themselves, or they would push out all that is made from now on.
func tooMany(all []Backup, made Backup) (drop []Backup) {
	ahead := 0
	for ahead < len(all) && all[ahead].At.After(made.At) {
		ahead++
	}
	for _, part := range [][]Backup{all[:ahead], all[ahead:]} {
		stays := staying(part)
		stays[made.Path] = true // also where another is of the same moment
		drop = append(drop, slices.DeleteFunc(slices.Clone(part), func(b Backup) bool { return stays[b.Path] })...)
	}
	return drop
}

// staying tells by path which of some backups stay, given the newest first.
func staying(all []Backup) map[string]bool {
	stays := map[string]bool{}
	for _, rule := range kept {
		seen := map[string]bool{}
		for _, b := range all {
			bucket := rule.bucket(b.At.UTC())
			if !seen[bucket] && len(seen) < rule.most {
				stays[b.Path] = true
				seen[bucket] = true
			}
		}
	}
	before := 0
	for _, b := range all {
		if b.Reason != Automatic && before < keptBefore {
			stays[b.Path] = true
			before++
		}
	}
	return stays
}
