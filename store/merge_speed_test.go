//go:build unix

package store

import (
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// TestMergeSpeed merges two machines that share a journal of as many entries as
// WAYMARK_MERGE says, and each added a hundredth to it.
func TestMergeSpeed(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("WAYMARK_MERGE"))
	if err != nil {
		t.Skip("WAYMARK_MERGE names no number of entries")
	}
	here := newMachine(t, start)
	fillJournal(t, here.Store, n, nil)
	there := here.copied(t, start.AddDate(30, 0, 0))
	*here.clock = start.AddDate(30, 0, 0)
	for _, m := range []machine{here, there} {
		for range n / 100 {
			*m.clock = m.clock.Add(time.Second)
			_, _, err := m.AddExperiment(Experiment{Title: "Since the copy", Outcome: "It held."})
			check(t, err)
		}
		_ = must(m.LatestExperiments(1))(t)
	}
	for _, what := range []string{"a look", "merged", "once more"} {
		var m Merged
		do, began, worked := here.Merge, time.Now(), worked(t)
		if what == "a look" {
			do = here.PreviewMerge
		}
		m = must(do(there.Dir(), false))(t)
		t.Logf("%s: %d entries into %d: %v, %v of work", what, m.Entries, n+n/100, time.Since(began).Round(10*time.Millisecond), worked().Round(10*time.Millisecond))
	}
	var most syscall.Rusage
	check(t, syscall.Getrusage(syscall.RUSAGE_SELF, &most))
	t.Logf("%d MB of memory at most", most.Maxrss>>10)
}

// worked returns how much the processors work for this program from now on.
func worked(t *testing.T) func() time.Duration {
	now := func() time.Duration {
		var r syscall.Rusage
		check(t, syscall.Getrusage(syscall.RUSAGE_SELF, &r))
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	before := now()
	return func() time.Duration { return now() - before }
}
