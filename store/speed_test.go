//go:build unix

package store

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
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
	mostRipgrep  = 1.0                   // times as long as ripgrep takes over the same entries in one file
)

// TestSpeed measures a journal of 100,000 entries of 2 KB beside the plainest tools, in
// turn with them, and fails over the limits. Other work on the machine slows both.
func TestSpeed(t *testing.T) {
	if os.Getenv("WAYMARK_SPEED") == "" {
		t.Skip("it is run by .ci/run speed")
	}
	dir := t.TempDir()
	s := New(filepath.Join(dir, "waymark"), time.Now)
	lines := filepath.Join(dir, "journal.jsonl")
	fillWithLines(t, s, lines)
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
	for _, word := range []string{rare, frequent} {
		compareWithRipgrep(t, s, word, lines)
	}
	compareWithAppend(t, s)
}

// fillWithLines fills the journal, and a file with an entry in each line.
func fillWithLines(t *testing.T, s *Store, path string) {
	t.Helper()
	from := time.Now()
	f := must(os.Create(path))(t)
	w := bufio.NewWriter(f)
	size := 0
	fillJournal(t, s, speedEntries, func(x Experiment) {
		line := must(json.Marshal(x))(t)
		size += len(line) + 1
		check(t, errorOf(w.Write(append(line, '\n'))))
	})
	check(t, w.Flush())
	check(t, f.Close())
	t.Logf("%d entries of %d bytes in %v", speedEntries, size/speedEntries, time.Since(from))
}

func errorOf(_ int, err error) error { return err }

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

// compareWithRipgrep runs the program and ripgrep in turn. What the program takes to
// start is measured by a command that does nothing.
func compareWithRipgrep(t *testing.T, s *Store, word, lines string) {
	t.Helper()
	rg, err := exec.LookPath("rg")
	if err != nil {
		t.Log("left out: ripgrep is not there (package ripgrep)")
		return
	}
	program := filepath.Join(t.TempDir(), "waymark")
	out, err := exec.Command("go", "build", "-o", program, "waymark").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var search, start, other []time.Duration
	for range speedRounds {
		start = append(start, run(t, program, "version"))
		other = append(other, run(t, rg, word, lines))
		search = append(search, run(t, program, "journal", "search", word, "--data", s.Dir()))
	}
	above := middle(search) - middle(start)
	ratio := float64(above) / float64(middle(other))
	t.Logf("waymark journal search %s: %v, above process start %v; rg: %v; ratio %.2f, at most %.1f",
		word, middle(search), above, middle(other), ratio, mostRipgrep)
	if ratio > mostRipgrep {
		t.Errorf("searching takes %.2f times as long as ripgrep", ratio)
	}
}

func run(t *testing.T, name string, args ...string) time.Duration {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdout = io.Discard
	from := time.Now()
	check(t, cmd.Run())
	return time.Since(from)
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
