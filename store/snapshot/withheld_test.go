package snapshot_test

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"waymark/store/snapshot"
)

// proofs is how often a long proof tries something: a tenth, but for .ci/full.
func proofs(all int) int {
	if os.Getenv("WAYMARK_PROOFS") == "all" {
		return all
	}
	return all / 10
}

func learners() int { return proofs(10_000) }

// Of 10,000 learners who wrote private words wherever there is a place for them, no
// snapshot of any profile holds one, and no report or pack of evidence that a lead makes of them.
func TestWithheldOfGeneratedLearners(t *testing.T) {
	var made, cards, largest int
	var counting sync.Mutex
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	folders := map[snapshot.Profile]string{}
	for _, p := range snapshot.Profiles() {
		folders[p] = t.TempDir()
	}
	for w := range workers {
		all.Go(func() {
			for seed := w; seed < learners(); seed += workers {
				in := newGardener(uint64(seed)).source(t)
				in.Key = idOf(signingKey(uint64(seed)))
				for i, p := range snapshot.Profiles() {
					in.Standing.Profile.Sharing = string(p)
					s, content := encoded(t, in)
					for _, leak := range leaks(content, s.Profile) {
						t.Errorf("learner %d, %s: %s", seed, s.Profile, leak)
					}
					if seed%3 == i {
						if err := send(folders[s.Profile], uint64(seed), s, content); err != nil {
							t.Error(err)
						}
					}
					counting.Lock()
					made, cards, largest = made+1, cards+len(s.Cards), max(largest, len(content))
					counting.Unlock()
				}
				if t.Failed() {
					return
				}
			}
		})
	}
	all.Wait()
	t.Logf("%d learners, %d snapshots, %d cards; the largest snapshot has %d bytes", learners(), made, cards, largest)
	for p, folder := range folders {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			checkTeam(t, folder, p)
		})
	}
}

func encoded(t *testing.T, in snapshot.Source) (snapshot.Snapshot, string) {
	s, err := snapshot.Make(in)
	if err != nil {
		t.Error(err)
	}
	content, err := s.Encode()
	if err != nil {
		t.Error(err)
	}
	return s, string(content)
}

// The proof above could not fail if the marks were not there.
func TestWithheldMarksAreThere(t *testing.T) {
	g := newGardener(1)
	told := map[string]int{}
	for range 50 {
		in := g.source(t)
		in.Standing.Profile.Sharing, in.Ceiling = string(snapshot.Full), ""
		_, content := encoded(t, in)
		for _, mark := range []string{minimal, standard} {
			if strings.Contains(content, mark) {
				told[mark]++
			}
		}
	}
	for _, field := range []string{
		"Lesson.Page", "Lesson.Reflection", "Lesson.Answered", "CheckItem.Answer", "Profile.EndpointURL", "Profile.EndpointModel",
		"Experiment.Title", "Experiment.Hypothesis", "Experiment.Outcome", "Experiment.Reflection", "Experiment.Judged", "Experiment.Overruled",
		"Amendment.From", "Amendment.Reason", "Pilot.Why", "Card.ID", "Accepted.Payload", "Accepted.From", "Sent.To", "Sent.Payload",
	} {
		if g.texts[field] == 0 {
			t.Errorf("no mark was put into %s", field)
		}
	}
	if told[minimal] < 40 || told[standard] < 40 {
		t.Errorf("what may be told was told in %v of 50 snapshots", told)
	}
	in := g.source(t)
	in.Standing.Profile.Name = g.word(private)
	in.App = "97531246"
	s, content := encoded(t, in)
	if n := len(leaks(content, s.Profile)); n != 2 {
		t.Errorf("%d of 2 planted leaks were found", n)
	}
	for text, leak := range map[string]bool{
		"made at 17:43": true, `"2026-11-24T16:43:29Z"`: true, "97.531246": true, g.word(full): true, g.word(standard): false,
		`"2026-11-24"`: false, "2026-W48": false, "a97531246b": false,
		`"01KXRFCAV80C4R9NQ0VRMMRT3C"`: true, `"00000000000C4R9NQ0VRMMRT3C"`: false,
	} {
		if got := len(leaks(text, snapshot.Standard)) > 0; got != leak {
			t.Errorf("%q is a leak: %v", text, got)
		}
	}
}

// The same through a real store, with all that comes with it: the files in the folder,
// those of entries and the withdrawal, and their names.
func TestWithheldOfLearnersWithAStore(t *testing.T) {
	n := 24
	if testing.Short() {
		n = 4
	}
	for seed := range n {
		p := newPerson(t, uint64(seed))
		folder := t.TempDir()
		check := func(profile snapshot.Profile) {
			for name, content := range files(t, folder) {
				payload := name + "\n"
				if _, signed, err := snapshot.OpenEntry([]byte(content)); err == nil {
					payload += strings.ReplaceAll(string(signed.Payload), full, "") // it was shared in full
				} else if _, signed, err := snapshot.Open([]byte(content)); err == nil {
					payload += string(signed.Payload)
				} else {
					t.Fatal(err)
				}
				for _, leak := range leaks(payload, profile) {
					t.Errorf("learner %d, %s, %s: %s", seed, profile, name, leak)
				}
			}
		}
		for _, profile := range snapshot.Profiles() {
			p.send(profile, folder)
			check(profile)
		}
		_, err := snapshot.Withdraw(p.store, folder, now())
		must(t, err)
		check(snapshot.Minimal)
	}
}

// What a learner with a store keeps to themselves is there, too.
func TestWithheldMarksAreInTheStore(t *testing.T) {
	p := newPerson(t, 1)
	content, err := os.ReadFile(p.store.File())
	must(t, err)
	for mark, least := range map[string]int{private: 100, minimal: 3, standard: 10, full: 40} {
		if n := strings.Count(string(content), mark); n < least {
			t.Errorf("%s is there %d times, want %d at least", mark, n, least)
		}
	}
}
