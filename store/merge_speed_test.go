package store

import (
	"os"
	"strconv"
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
	began := time.Now()
	look := must(here.PreviewMerge(there.Dir(), false))(t)
	t.Logf("a look at %d entries: %v", look.Entries, time.Since(began).Round(10*time.Millisecond))
	began = time.Now()
	m := must(here.Merge(there.Dir(), false))(t)
	t.Logf("%d entries merged into %d: %v", m.Entries, n+n/100, time.Since(began).Round(10*time.Millisecond))
	equal(t, "entries that came in", m.Entries, n/100)
	began = time.Now()
	m = must(here.Merge(there.Dir(), false))(t)
	t.Logf("once more: %v", time.Since(began).Round(10*time.Millisecond))
	equal(t, "events that came in again", m.Events, 0)
}
