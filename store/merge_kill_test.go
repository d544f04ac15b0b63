//go:build unix

package store

import (
	"math/rand/v2"
	"testing"
	"time"
)

// A program that is killed while it merges leaves the file as it was before or as it is
// after, and the other file as it was. Merged once more, all is there.
func TestAProgramThatIsKilledWhileItMerges(t *testing.T) {
	here := newMachine(t, start)
	fillJournal(t, here.Store, 300, nil)
	there := here.copied(t, start.AddDate(1, 0, 0))
	for range 20 {
		_, _, err := there.AddExperiment(Experiment{Title: "Only there"})
		check(t, err)
	}
	check(t, there.KeepPlace("fnd", "1.0.0", "end", true))
	check(t, here.KeepPlace("fnd", "1.0.0", "here", true))
	whole := here.copied(t, start.AddDate(1, 0, 0))
	_ = must(whole.Merge(there.Dir(), false))(t)
	before, after, other := learned(t, here.Store), learned(t, whole.Store), sumOf(t, there.File())

	t.Setenv("STORE_TEST_FILE", there.File())
	tried := here.copied(t, start.AddDate(1, 0, 0))
	began := time.Now()
	cmd, _ := startRole(t, tried.Store, "merge")
	check(t, cmd.Wait())
	takes := time.Since(began)
	random := rand.New(rand.NewPCG(31, 7))
	merged, kills := 0, proofs(100, 10)
	for range kills {
		tried := here.copied(t, start.AddDate(1, 0, 0))
		cmd, _ := startRole(t, tried.Store, "merge")
		time.Sleep(time.Duration(random.Int64N(int64(takes))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		want := before
		if got := learned(t, tried.Store); len(got) == len(after) {
			merged++
			want = after
		}
		equal(t, "after a kill", learned(t, tried.Store), want)
		equal(t, "the other file", sumOf(t, there.File()), other)
		_ = must(tried.Merge(there.Dir(), false))(t)
		equal(t, "merged once more", learned(t, tried.Store), after)
		tried.Sweep()
		equal(t, "stray files", leftOver(t, tried.Dir()), 0)
		checkSound(t, tried.File())
	}
	t.Logf("%d kills within %v, %d of them after the file had changed", kills, takes.Round(time.Millisecond), merged)
}
