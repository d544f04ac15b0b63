//go:build unix

package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// The limits of TestSpeed, which only a check of .ci runs.
const (
	speedEntries = 100_000
	speedRounds  = 15
	mostList     = 20 * time.Millisecond // of work, for the first page of the journal
	mostSearch   = 50 * time.Millisecond // of work
	mostAdd      = 2.5                   // times as long as to append as many bytes to a file and sync it
)

// TestSpeed measures the verbs of a journal of 100,000 entries of 2 KB, and fails over the
// limits: a durable add in turn with the plainest append. The program itself is measured
// by TestGoals of cli.
func TestSpeed(t *testing.T) {
	if os.Getenv("WAYMARK_SPEED") == "" {
		t.Skip("it is run by .ci/run speed")
	}
	dir := t.TempDir()
	s := New(filepath.Join(dir, "waymark"), time.Now)
	fillJournal(t, s, speedEntries, nil)
	words := newScribe(1).words
	rare, frequent := words[20_000], words[100]
	list := work(t, func() error { _, err := s.ListExperiments(Listing{Limit: 50}); return err })
	t.Logf("the first page of the journal: %v", list)
	if list > mostList {
		t.Errorf("the first page takes %v, more than %v", list, mostList)
	}
	for _, query := range []string{rare, frequent, words[0], "verdict:failed " + frequent, "re"} {
		took := work(t, func() error { _, err := s.SearchExperiments(query, 20); return err })
		t.Logf("search for %q: %v", query, took)
		if took > mostSearch {
			t.Errorf("the search takes %v, more than %v", took, mostSearch)
		}
	}
	compareWithAppend(t, s)
}

// work is the time for which something keeps a processor busy, when least disturbs it.
func work(t *testing.T, do func() error) time.Duration {
	t.Helper()
	best := time.Hour
	for range speedRounds {
		from := processor(t)
		check(t, do())
		best = min(best, processor(t)-from)
	}
	return best.Round(10 * time.Microsecond)
}

// processor is for how long this program has kept processors busy.
func processor(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	check(t, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// compareWithAppend adds entries, and appends as many bytes to a file and syncs it, in
// turn. The mean counts that every so often an add takes in what waits.
func compareWithAppend(t *testing.T, s *Store) {
	t.Helper()
	const blocks, adds = 3, 300
	w := newScribe(2)
	bare := must(os.OpenFile(filepath.Join(s.Dir(), "..", "bare"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600))(t)
	defer bare.Close()
	var middles, means []float64
	for range blocks {
		var plain, add []time.Duration
		for i := range adds {
			x := w.entry(i)
			line := must(json.Marshal(x))(t)
			from := time.Now()
			check(t, errorOf(bare.Write(line)))
			check(t, bare.Sync())
			plain = append(plain, time.Since(from))
			from = time.Now()
			_, waiting, err := s.AddExperiment(x)
			check(t, err)
			check(t, waiting)
			add = append(add, time.Since(from))
		}
		middles = append(middles, float64(middle(add))/float64(middle(plain)))
		means = append(means, float64(sum(add))/float64(sum(plain)))
		t.Logf("append and sync: p50 %v, mean %v; add: p50 %v, mean %v, worst %v", middle(plain), sum(plain)/adds, middle(add), sum(add)/adds, slices.Max(add))
	}
	slices.Sort(middles)
	slices.Sort(means)
	t.Logf("an add takes %.2f times as long (p50), %.2f (mean), at most %.1f", middles[1], means[1], mostAdd)
	if middles[1] > mostAdd || means[1] > mostAdd {
		t.Errorf("an add takes more than %.1f times as long", mostAdd)
	}
}

func middle(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

func sum(all []time.Duration) (sum time.Duration) {
	for _, d := range all {
		sum += d
	}
	return sum
}
