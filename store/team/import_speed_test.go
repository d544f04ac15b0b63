//go:build unix

package team_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/team"
	. "waymark/store/team/teamtest"
)

// The limits of TestTeamSpeed, which only a check of .ci runs.
const (
	speedPeople = 10_000
	mostReopen  = 100 * time.Millisecond // to read everybody and lay out the board
	mostOneFile = 20 * time.Millisecond  // for a look with one changed file
	mostQuiet   = 10 * time.Millisecond  // for a look at a folder that did not change
)

// TestTeamSpeed takes in 10,000 signed snapshots of 20 kB, and fails over the limits of what
// a lead waits for again and again. The import itself is measured by TestGoals of cli.
func TestTeamSpeed(t *testing.T) {
	if os.Getenv("WAYMARK_SPEED") == "" {
		t.Skip("it is run by .ci/run team")
	}
	dir := t.TempDir()
	Fill(t, dir, speedPeople)
	s := store.New(t.TempDir(), func() time.Time { return now })
	_, err := team.Import(s, "", dir, now)
	check(t, err)
	reopen(t, s)
	watch(t, s, dir)
}

// The first import of a hundred people.
func BenchmarkImport(b *testing.B) {
	dir := b.TempDir()
	Fill(b, dir, 100)
	for b.Loop() {
		s := store.New(b.TempDir(), func() time.Time { return now })
		o, err := team.Import(s, "", dir, now)
		check(b, err)
		same(b, "taken", len(o.Taken), 100)
	}
}

func reopen(t *testing.T, s *store.Store) {
	t.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	check(t, err)
	took := work(t, func() {
		people, err := team.People(s)
		check(t, err)
		same(t, "rows", len(team.NewBoard(c, people, now).Rows), speedPeople)
	})
	t.Logf("everybody read, and the board laid out: %v, at most %v", took, mostReopen)
	if took > mostReopen {
		t.Errorf("reopening takes %v", took)
	}
}

func watch(t *testing.T, s *store.Store, dir string) {
	t.Helper()
	w := team.NewWatcher(s, "", dir)
	look(t, w)
	team.Settle(w)
	took := work(t, func() { look(t, w) })
	t.Logf("a look at %d files of which none changed: %v, at most %v", speedPeople, took, mostQuiet)
	if took > mostQuiet {
		t.Errorf("a look takes %v", took)
	}
	number := int(time.Now().Unix())
	path := filepath.Join(dir, "waymark-learner-00001.json")
	var data []byte
	took = workOf(t, func() {
		number++
		changed := Full(1, 0)
		changed.Number = number
		data = Signed(t, 1, changed)
		check(t, os.WriteFile(path+".new", data, 0o600))
		check(t, os.Rename(path+".new", path))
	}, func() {
		o, _ := look(t, w)
		same(t, "taken", len(o.Taken), 1)
	})
	t.Logf("a look with one changed file, saved: %v, at most %v", took, mostOneFile)
	if took > mostOneFile {
		t.Errorf("one changed file takes %v", took)
	}
}

// work is how long something takes, when least disturbs it.
func work(t *testing.T, do func()) time.Duration {
	t.Helper()
	return workOf(t, func() {}, do)
}

func workOf(t *testing.T, before, do func()) time.Duration {
	t.Helper()
	best := time.Hour
	for range 25 {
		before()
		from := time.Now()
		do()
		best = min(best, time.Since(from))
	}
	return best
}
