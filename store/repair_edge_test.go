package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// clearPages empties each page that holds a text, as a disk may.
func clearPages(t *testing.T, s *Store, text string) {
	t.Helper()
	b := must(os.ReadFile(s.File()))(t)
	for n := 2; n < len(b)/samplePage; n++ {
		if strings.Contains(string(page(b, n)), text) {
			clear(page(b, n))
		}
	}
	check(t, os.WriteFile(s.File(), b, 0o600))
}

// answered is a store with answers to 60 items, and how many events those are.
func answered(t *testing.T) (s *Store, events int) {
	t.Helper()
	s = New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	for n := range 60 {
		_ = must(s.RecordAttempt(attempt(fmt.Sprint("item-", n), true), need))(t)
	}
	return s, len(contents(t, s, logBucket))
}

func TestARepairSaysHowMuchIsMissing(t *testing.T) {
	s, events := answered(t)
	clearPages(t, s, `"item":"item-7"`)
	r := must(s.Repair())(t)
	equal(t, "complete", r.Complete, false)
	equal(t, "there", r.Events, len(contents(t, s, logBucket)))
	equal(t, "missing", r.Lost, events-r.Events)
	equal(t, "something is", r.Lost > 0, true)
	want := []string{fmt.Sprintf("%d things that you did are in it.", r.Events), missing(r.Lost)}
	equal(t, "said", r.Words(), want)
}

func TestARepairSaysWhatOnlyTheBackupHad(t *testing.T) {
	s, events := answered(t)
	_ = must(s.BackUp(AskedFor))(t)
	clearPages(t, s, `"item":"item-7"`)
	r := must(s.Repair())(t)
	equal(t, "there", r.Events, events)
	equal(t, "missing", r.Lost, 0)
	equal(t, "from the backup", r.FromBackup > 0 && r.FromBackup < events, true)
	equal(t, "said", r.Words()[0], fmt.Sprintf("%d things that you did are in it; %d of them only the newest backup had.", events, r.FromBackup))
}

func TestARepairOfASoundFileLosesNothing(t *testing.T) {
	s, events := answered(t)
	r := must(s.Repair())(t)
	equal(t, "said", r.Words(), []string{fmt.Sprintf("%d things that you did are in it: all of them.", events)})
}

// To others the learner stays the same; where that cannot be read, it is said.
func TestARepairKeepsWhoTheLearnerIs(t *testing.T) {
	s, _ := answered(t)
	who := func() (ids [2]string) {
		check(t, s.view(func(t *tx) error {
			for i, key := range []string{"learner", "device"} {
				if _, err := t.get(metaBucket, key, &ids[i]); err != nil {
					return err
				}
			}
			return nil
		}))
		return ids
	}
	before := who()
	equal(t, "new", must(s.Repair())(t).NewLearner, false)
	equal(t, "who", who(), before)
	b := must(os.ReadFile(s.File()))(t)
	check(t, os.WriteFile(s.File(), []byte(strings.ReplaceAll(string(b), before[0], strings.Repeat("0", len(before[0])))), 0o600))
	r := must(s.Repair())(t)
	equal(t, "new", r.NewLearner, true)
	equal(t, "said", strings.Contains(strings.Join(r.Words(), "\n"), "Who you are could not be read"), true)
	after := who()
	equal(t, "somebody new, on the same machine", after[0] != "" && after[0] != before[0] && after[1] == before[1], true)
}

// ledBy is a store of a lead with a team, a pinned key and two people.
func ledBy(t *testing.T) *Store {
	t.Helper()
	s := New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	for _, id := range []string{"B", "C"} {
		arrive(t, s, Arrival{
			Member:   Member{ID: id, Key: "did:key:z" + id, Made: "2026-11-01", Number: 1, Head: fmt.Sprintf("{%q:1}", id)},
			Original: Original{Payload: []byte(strings.Repeat("told by "+id, 500)), Signature: []byte("s")}, Taught: "lesson 1",
		})
	}
	_, err := s.Assign(Assignment{Learner: "B", Module: "ethical-ai", Reason: "before the audit"})
	check(t, err)
	return s
}

func TestARepairKeepsWhatALeadKnows(t *testing.T) {
	s := ledBy(t)
	parts := append(slices.Clone(leadParts), fileBucket)
	before := contents(t, s, parts...)
	r := must(s.Repair())(t)
	equal(t, "whole", r.LeadWhole, true)
	equal(t, "what is known", contents(t, s, parts...), before)
}

// Of a person all is brought in, or nothing: then their file is taken in again.
func TestOfAPersonARepairKeepsAllOrNothing(t *testing.T) {
	s := ledBy(t)
	b := must(os.ReadFile(s.File()))(t)
	spoilt := strings.ReplaceAll(string(b), `{"B":1}`, `{"B":2}`) // the head, in each copy of it
	check(t, os.WriteFile(s.File(), []byte(spoilt), 0o600))
	r := must(s.Repair())(t)
	equal(t, "whole", r.LeadWhole, false)
	equal(t, "said", strings.Contains(strings.Join(r.Words(), "\n"), "Take in the folder of your team again."), true)
	members := must(s.Members())(t)
	equal(t, "people", len(members), 1)
	equal(t, "head", members[0].Head, `{"C":1}`)
	equal(t, "files to read again", len(must(s.SeenFiles("/team"))(t)), 0)
	equal(t, "assignments", len(must(s.Assignments())(t)), 1)
}

// A file that begins with a page beyond its end is damaged, whatever lies there.
func TestAPageBeyondTheEndIsNotRead(t *testing.T) {
	s, _ := answered(t)
	b := must(os.ReadFile(s.File()))(t)
	both := must(readMetas(s.File()))(t)
	m := both.newest()
	root := page(b, int(m.Root))
	beyond := append(slices.Clone(b[:int(m.Pages)*samplePage]), root...)
	setID(beyond, int(m.Pages))
	path := filepath.Join(t.TempDir(), "waymark.db")
	check(t, os.WriteFile(path, beyond, 0o600))
	check(t, checkHeads(path, m))
	m.Root = m.Pages
	wantErr(t, checkHeads(path, m), ErrDamaged)
}
