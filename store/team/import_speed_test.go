//go:build unix

package team_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/team"
	. "waymark/store/team/teamtest"
)

// The limits of TestTeamSpeed, which only a check of .ci runs.
const (
	speedPeople  = 10_000
	speedRounds  = 3
	mostOfJQ     = 0.5                    // of the time that jq takes for the same board
	mostReopen   = 100 * time.Millisecond // to read everybody and lay out the board
	mostOneFile  = 20 * time.Millisecond  // for a look with one changed file
	mostQuiet    = 10 * time.Millisecond  // for a look at a folder that did not change
	mostResident = 300 << 10              // kB
)

// TestTeamSpeed takes in 10,000 signed snapshots of 20 kB with the program, in turn with jq,
// which computes the same board from the same payloads, decoded for it before: it verifies
// nothing and saves nothing.
func TestTeamSpeed(t *testing.T) {
	if os.Getenv("WAYMARK_SPEED") == "" {
		t.Skip("it is run by .ci/run team")
	}
	dir, plain := t.TempDir(), t.TempDir()
	Fill(t, dir, speedPeople)
	for n := range speedPeople {
		payload, err := Full(n, n%30).Encode()
		check(t, err)
		Put(t, plain, fmt.Sprintf("%05d.json", n), payload)
	}
	data := compareWithJQ(t, dir, plain)
	s := store.New(data, func() time.Time { return now })
	reopen(t, s)
	watch(t, s, dir)
}

// compareWithJQ returns the data folder of the last import.
func compareWithJQ(t *testing.T, dir, plain string) (data string) {
	t.Helper()
	jq, err := exec.LookPath("jq")
	if err != nil {
		t.Fatal("jq is not there (package jq)")
	}
	program := filepath.Join(t.TempDir(), "waymark")
	if out, err := exec.Command("go", "build", "-o", program, "waymark").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	board, err := filepath.Abs("testdata/board.jq")
	check(t, err)
	var ours, theirs []time.Duration
	resident := int64(0)
	for range speedRounds {
		data = filepath.Join(t.TempDir(), "waymark")
		took, peak := run(t, exec.Command(program, "team", "import", dir, "--data", data, "--at", "2026-11-24T09:00:00Z"))
		ours, resident = append(ours, took), max(resident, peak)
		pipe := fmt.Sprintf("find %s -name '*.json' -print0 | sort -z | xargs -0 cat | %s -n --arg day %s -f %s", plain, jq, Day, board)
		took, _ = run(t, exec.Command("sh", "-c", pipe))
		theirs = append(theirs, took)
	}
	ratio := float64(middle(ours)) / float64(middle(theirs))
	t.Logf("first import of %d snapshots: %v, at most %d MB resident; jq: %v; ratio %.2f, at most %.2f", speedPeople, middle(ours), resident>>10, middle(theirs), ratio, mostOfJQ)
	if ratio > mostOfJQ {
		t.Errorf("the import takes %.2f times as long as jq", ratio)
	}
	if resident > mostResident {
		t.Errorf("the import takes %d MB", resident>>10)
	}
	return data
}

// run runs a command and returns the time and the most memory that it had, in kB.
func run(t *testing.T, cmd *exec.Cmd) (time.Duration, int64) {
	t.Helper()
	cmd.Stderr = os.Stderr
	from := time.Now()
	check(t, cmd.Run())
	return time.Since(from), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
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

func middle(all []time.Duration) time.Duration { return slices.Sorted(slices.Values(all))[len(all)/2] }
