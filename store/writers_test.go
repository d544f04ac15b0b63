//go:build unix

package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"
	"time"
)

func init() { roles["writer"] = write }

// write adds 500 entries and prints how long each took, in nanoseconds.
func write(s *Store) error {
	for i := range writes() {
		began := time.Now()
		_, waiting, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Note ", os.Getpid(), " ", i)})
		if err := errors.Join(err, waiting); err != nil {
			return err
		}
		fmt.Println(time.Since(began).Nanoseconds())
	}
	return nil
}

// writes is how many entries each of several programs adds: 500, or 50 in a hurry.
func writes() int {
	if os.Getenv("WAYMARK_PROOFS") == "all" {
		return 500
	}
	return 50
}

// Four programs add entries to one journal at the same time: all are there.
func TestFourWriters(t *testing.T) {
	const writers = 4
	s := newStore(t)
	check(t, updateProfile(s, "name", "Ines"))
	var took []time.Duration
	running := map[*exec.Cmd]func() bool{}
	read := map[*exec.Cmd]func() string{}
	for range writers {
		cmd, out := startRole(t, s, "writer")
		running[cmd], read[cmd] = out.Scan, out.Text
	}
	for cmd, next := range running {
		for next() {
			took = append(took, time.Duration(must(strconv.Atoi(read[cmd]()))(t)))
		}
		check(t, cmd.Wait())
	}
	slices.Sort(took)
	equal(t, "entries", len(must(s.Experiments())(t)), writers*writes())
	equal(t, "acknowledged", len(took), writers*writes())
	t.Logf("%d programs added %d entries each; an add took %v (median), %v (p99), %v (most)",
		writers, writes(), took[len(took)/2].Round(time.Microsecond), took[len(took)*99/100].Round(time.Microsecond), took[len(took)-1].Round(time.Microsecond))
}

// A clock may jump: back a day or a year, ten years ahead, into other zones. Ids stay in
// the order in which things were done, and nothing that is derived fails.
func TestAClockThatJumps(t *testing.T) {
	seeds := uint64(2)
	if os.Getenv("WAYMARK_PROOFS") == "all" {
		seeds = 40
	}
	for seed := range seeds {
		random := rand.New(rand.NewPCG(20261126, seed))
		now := start
		s := newStore(t)
		s.now = func() time.Time { return now }
		for range 40 {
			day := 24 * time.Hour
			now = now.Add([]time.Duration{time.Second, time.Hour, day, -day, -365 * day, 3652 * day}[random.IntN(6)])
			if now.Year() < 1980 || now.Year() > 2180 { // beyond it is refused
				now = start
			}
			now = now.In([]*time.Location{time.UTC, time.FixedZone("", 14*3600), time.FixedZone("", -12*3600), must(time.LoadLocation("Europe/Berlin"))(t)}[random.IntN(4)])
			_ = must(s.RecordAttempt(attempt([]string{"one", "two"}[random.IntN(2)], random.IntN(2) == 0), need))(t)
			_ = must(s.MarkExercise("fnd", need))(t)
			_, _, err := s.AddExperiment(Experiment{Title: "Tone"})
			check(t, err)
			for _, c := range must(s.Cards())(t) {
				if _, err := s.ReviewCard(c.ID, 3); err != nil {
					t.Fatal(err)
				}
			}
			if random.IntN(4) == 0 {
				if _, err := s.Undo(time.Time{}); err != nil {
					t.Fatal(err)
				}
			}
			_ = must(look(s, "fnd"))(t)
		}
		before, last := must(look(s, "fnd"))(t), ""
		check(t, s.Events(func(e Event) error {
			if e.ID <= last {
				t.Errorf("%s comes after %s", e.ID, last)
			}
			last = e.ID
			return nil
		}))
		check(t, s.Rebuild())
		equal(t, "rebuilt", must(look(s, "fnd"))(t), before)
	}
}
