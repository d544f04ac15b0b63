package store

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A machine is a store with a clock of its own, which may be wrong.
type machine struct {
	*Store
	clock *time.Time
}

func newMachine(t testing.TB, at time.Time) machine {
	m := machine{New(filepath.Join(t.TempDir(), "waymark"), nil), &at}
	m.now = func() time.Time { return *m.clock }
	return m
}

// copied is another machine, with a copy of the learner's folder as it is.
func (m machine) copied(t testing.TB, at time.Time) machine {
	t.Helper()
	other := newMachine(t, at)
	if err := os.CopyFS(other.Dir(), os.DirFS(m.Dir())); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return other
}

// lives lets a few things be done at a machine, as its clock goes on, or back.
func (m machine) lives(r *rapid.T, steps int) {
	for range steps {
		*m.clock = m.clock.Add(time.Duration(rapid.IntRange(-600, 6000).Draw(r, "seconds")) * time.Second)
		err := anyOf(r, "who acts",
			func() error { return tryTo(r, m.Store) }, func() error { return tryTo(r, m.Store) },
			func() error { return actOnJournal(r, m.Store) }, func() error { return actWithOthers(r, m.Store) }, func() error { return actAsLead(r, m.Store) },
		)
		if err != nil && !slices.ContainsFunc([]error{ErrInvalid, ErrNotFound, ErrPrivacy, ErrBlind, ErrLocked}, func(no error) bool { return errors.Is(err, no) }) {
			r.Fatal(err)
		}
	}
}

// actWithOthers does what a learner and a team exchange.
func actWithOthers(r *rapid.T, s *Store) error {
	topic := rapid.SampledFrom([]string{"prompts", "checks"}).Draw(r, "topic")
	return anyOf(r, "with others",
		func() error {
			_, err := s.RaiseHand(topic, rapid.SampledFrom([]string{"", "soon"}).Draw(r, "note"))
			return err
		},
		func() error { _, err := s.LowerHand(topic); return err },
		func() error { _, err := s.MakeOffer(topic, ""); return err },
		func() error { _, err := s.EndOffer(topic); return err },
		func() error {
			_, err := s.AcknowledgePolicy(Policy{Lesson: "rules", Version: topic, Hash: topic})
			return err
		},
		func() error {
			last, err := s.LastNoted()
			if err != nil {
				return err
			}
			return s.RecordSent(Sent{Number: last.Number + 1, Hash: topic, To: "/team/" + topic, Payload: strings.Repeat("told ", 300)})
		},
		func() error {
			last, err := s.LastNoted()
			if err != nil {
				return err
			}
			return s.RecordUnsent(last.Number, "the disk is full")
		},
		func() error {
			_, err := s.AcceptTeam(Accepted{Team: "T", Key: "did:key:z1", Number: rapid.IntRange(1, 9).Draw(r, "number"), Hash: topic}, false)
			return err
		},
		func() error { return s.LeaveTeam("T") },
		func() error {
			return s.Deliver("https://records", []Delivery{{ID: topic, Event: "E", About: topic, Statement: "{}"}})
		},
		func() error { return s.Arrive("https://records", []Receipt{{ID: topic, State: There}}) },
		func() error {
			_, err := s.UpdateProfile(map[string]string{"sharing": rapid.SampledFrom([]string{"minimal", "standard", "open"}).Draw(r, "sharing")})
			return err
		},
	)
}

// actAsLead does what a lead does with others' data.
func actAsLead(r *rapid.T, s *Store) error {
	who := rapid.SampledFrom([]string{"B", "C"}).Draw(r, "who")
	number := rapid.IntRange(1, 5).Draw(r, "number")
	return anyOf(r, "as a lead",
		func() error {
			m := Member{ID: who, Key: "did:key:" + who, Made: fmt.Sprint("2026-11-0", number), Number: number, Hash: fmt.Sprint(who, number), Head: "{}", Imported: s.time()}
			m.Withdrawn = rapid.IntRange(0, 5).Draw(r, "withdrawn") == 0
			_, _, err := s.TakeIn([]Arrival{{File: SeenFile{Folder: "/team", Name: who}, Member: m, Original: Original{Payload: []byte("told")}, Taught: "x"}}, nil)
			return err
		},
		func() error {
			_, err := s.Assign(Assignment{Learner: who, Module: "m", Reason: fmt.Sprint(number)})
			return err
		},
		func() error { return s.Unassign(who, "m") },
		func() error { _, err := s.KeepTalkNote(who, fmt.Sprint("note ", number)); return err },
		func() error { _, err := s.RecordTalk(who); return err },
		func() error { return s.EraseMember(who, "left") },
		func() error { return s.ReadmitMember(who) },
		func() error {
			_, err := s.KeepTeam(Team{ID: "T", Title: fmt.Sprint("Team ", number), Ceiling: rapid.SampledFrom([]string{"", "minimal"}).Draw(r, "ceiling")})
			return err
		},
	)
}

// everything is what a merge has to bring about: the log, the records, and what a lead keeps,
// but for what is of one machine.
func learned(t testing.TB, s *Store) map[string]string {
	t.Helper()
	return contents(t, s, slices.Concat(records, []string{logBucket, textBucket, subjectBucket, undoneBucket}, leadParts)...)
}

// orders are all orders of n things.
func orders(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range orders(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(shorter), at, n-1))
		}
	}
	return all
}

func sumOf(t testing.TB, path string) [32]byte { return sha256.Sum256(must(os.ReadFile(path))(t)) }

// Of random histories on two or three machines that began with one file, every order of merges
// comes to the same, to the letter; a merged file is what a rebuild makes of its log; once
// more changes nothing; every entry is there; and the files that were merged in are as before.
func TestAnyHistoriesMergeInAnyOrder(t *testing.T) {
	merges := 0
	tried := 0
	rapidly(t, proofs(200, 20), func(r *rapid.T) {
		first := newMachine(t, start)
		first.lives(r, rapid.IntRange(1, 8).Draw(r, "before the copy"))
		check(t, first.KeepPlace("fnd", "1.0.0", "copied", false))
		machines := []machine{first}
		for n := range rapid.IntRange(1, 2).Draw(r, "more machines") {
			off := rapid.SampledFrom([]time.Duration{0, 0, 365 * 24 * time.Hour, -365 * 24 * time.Hour}).Draw(r, "clock off")
			m := machines[rapid.IntRange(0, n).Draw(r, "copied from")].copied(t, first.clock.Add(off))
			machines = append(machines, m)
			for _, m := range machines {
				m.lives(r, rapid.IntRange(0, 5).Draw(r, "since the copy"))
			}
			if rapid.IntRange(0, 2).Draw(r, "merge between") == 0 {
				_ = must(machines[0].Merge(m.Dir(), false))(t)
				machines[0].lives(r, rapid.IntRange(0, 4).Draw(r, "since the merge"))
			}
		}
		for _, m := range machines {
			check(t, m.KeepPlace("fnd", "1.0.0", "end", true)) // nothing waits beside the file
		}
		var want map[string]string
		for _, order := range orders(len(machines)) {
			merged := machines[order[0]].copied(t, *first.clock)
			for _, next := range order[1:] {
				before := sumOf(t, machines[next].File())
				_ = must(merged.Merge(machines[next].File(), false))(t)
				equal(t, "the file that was merged in", sumOf(t, machines[next].File()), before)
				merges++
			}
			got := learned(t, merged.Store)
			if want == nil {
				want = got
				holds(t, merged, machines)
				again := must(merged.Merge(machines[order[0]].File(), false))(t)
				equal(t, "events the second time", again.Events, 0)
				equal(t, "the second time", learned(t, merged.Store), want)
				check(t, merged.Rebuild())
				equal(t, "after a rebuild", learned(t, merged.Store), want)
			}
			equal(t, fmt.Sprint("merged in the order ", order), got, want)
		}
		if len(machines) == 3 { // the others first
			late := machines[1].copied(t, *first.clock)
			_ = must(late.Merge(machines[2].Dir(), false))(t)
			merged := machines[0].copied(t, *first.clock)
			_ = must(merged.Merge(late.Dir(), false))(t)
			equal(t, "the others merged first", learned(t, merged.Store), want)
		}
		tried++
	})
	t.Logf("%d histories, %d merges", tried, merges)
}

// holds checks that a merged file has every event, and in the journal every entry that one of
// the machines has.
func holds(t testing.TB, merged machine, machines []machine) {
	t.Helper()
	all := contents(t, merged.Store, logBucket)
	for _, m := range machines {
		for id, event := range contents(t, m.Store, logBucket) {
			if all[id] != event {
				t.Fatalf("the event %s is lost", id)
			}
		}
		for _, x := range must(m.Experiments())(t) {
			if _, err := merged.Experiment(x.ID); err == nil {
				continue
			}
			// Another machine took it back, and nobody had gone on with it.
			taken := false
			for _, other := range machines {
				_, err := other.Experiment(x.ID)
				taken = taken || errors.Is(err, ErrNotFound)
			}
			if !taken {
				t.Fatalf("the entry %q is lost", x.Title)
			}
		}
	}
}

// rapidly is rapid.Check with a number of tries.
func rapidly(t *testing.T, tries int, fn func(*rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	check(t, checks.Value.Set(strconv.Itoa(tries)))
	defer func() { _ = checks.Value.Set(before) }()
	rapid.Check(t, fn)
}
