package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// begun returns a store with a file, so that new entries wait in lines.
func begun(t *testing.T) *Store {
	t.Helper()
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	return s
}

func addTitle(t *testing.T, s *Store, title string) Experiment {
	t.Helper()
	x, waiting, err := s.AddExperiment(Experiment{Title: title})
	check(t, err)
	check(t, waiting)
	return x
}

// While lines are taken in, nobody adds one that would be gone with them.
func TestAnEntryThatComesWhileLinesAreTakenInStays(t *testing.T) {
	s := begun(t)
	other := New(s.Dir(), s.now)
	_ = must(other.Profile())(t)
	other.patience = time.Millisecond
	addTitle(t, s, "Before")
	check(t, s.takingCaptured(func([]newEntry) error {
		_, _, err := other.AddExperiment(Experiment{Title: "Meanwhile"})
		return err
	}))
	equal(t, "entries", titles(must(s.Experiments())(t)), []string{"Meanwhile"})
}

func TestANewEntryWaitsInALineAndIsTakenInByWhateverComesNext(t *testing.T) {
	for name, next := range map[string]func(*Store) error{
		"reading":        func(s *Store) error { _, err := s.Profile(); return err },
		"saving":         func(s *Store) error { return s.KeepPlace("fnd", "1.0.0", "b", false) },
		"another store":  func(s *Store) error { _, err := New(s.Dir(), time.Now).Lessons(); return err },
		"the look again": func(s *Store) error { _, err := s.Experiments(); return err },
	} {
		t.Run(name, func(t *testing.T) {
			s := begun(t)
			before := must(s.Stamp())(t)
			x := addTitle(t, s, "Tone")
			equal(t, "waits", s.hasCaptured(), true)
			equal(t, "the stamp changes", must(s.Stamp())(t) != before, true)
			check(t, next(s))
			equal(t, "waits after it", s.hasCaptured(), false)
			equal(t, "the journal", must(s.Experiment(x.ID))(t), x)
			equal(t, "its day", must(s.Days())(t)[0].Experiments, 1)
			equal(t, "undone", must(s.Undo(time.Time{}))(t).Summary, `the journal entry "Tone"`)
			equal(t, "the journal after undo", len(must(s.Experiments())(t)), 0)
		})
	}
}

// Each command is a program of its own: one that only adds must not save what others added,
// which takes several times as long as its own line.
func TestAProgramThatOnlyAddsLeavesWhatWaits(t *testing.T) {
	s := begun(t)
	addTitle(t, s, "Tone")
	addTitle(t, New(s.Dir(), s.now), "Length")
	waiting, whole, err := s.captured()
	check(t, err)
	equal(t, "waiting", len(waiting), 2)
	equal(t, "all can be read", whole, true)
	equal(t, "the journal", titles(must(s.Experiments())(t)), []string{"Length", "Tone"})
}

// A program that ends between the save and the emptying of the lines leaves them
// there: they are known then, also one that was undone.
func TestALineThatWasTakenInIsNotTakenInAgain(t *testing.T) {
	s := begun(t)
	addTitle(t, s, "Tone")
	lines := must(os.ReadFile(s.captureFile()))(t)
	_ = must(s.Profile())(t)
	check(t, os.WriteFile(s.captureFile(), lines, 0o600))
	equal(t, "the journal", titles(must(s.Experiments())(t)), []string{"Tone"})
	_ = must(s.Undo(time.Time{}))(t)
	check(t, os.WriteFile(s.captureFile(), lines, 0o600))
	equal(t, "the journal after undo", len(must(s.Experiments())(t)), 0)
}

// A power cut may leave half a line, which was never confirmed; a failing disk changes
// a line. The others are taken in, and the file is kept.
func TestALineThatCannotBeReadIsKept(t *testing.T) {
	for name, spoil := range map[string]func(string) string{
		"cut short": func(lines string) string { return lines + "\n0123abcd {\"id\":" },
		"changed":   func(lines string) string { return strings.Replace(lines, "Second", "Zecond", 1) },
		"garbage":   func(lines string) string { return "\x00\xff\n" + lines },
	} {
		t.Run(name, func(t *testing.T) {
			s := begun(t)
			addTitle(t, s, "First")
			addTitle(t, s, "Second")
			spoilt := spoil(string(must(os.ReadFile(s.captureFile()))(t)))
			check(t, os.WriteFile(s.captureFile(), []byte(spoilt), 0o600))
			addTitle(t, s, "Third")
			got := titles(must(s.Experiments())(t))
			want := []string{"Third", "Second", "First"}
			if name == "changed" {
				want = []string{"Third", "First"}
			}
			equal(t, "the journal", got, want)
			kept := must(filepath.Glob(filepath.Join(s.spoolDir(), "unreadable-*.log")))(t)
			equal(t, "files kept", len(kept), 1)
			if !strings.HasPrefix(string(must(os.ReadFile(kept[0]))(t)), spoilt) {
				t.Error("what was kept is not what was there")
			}
			addTitle(t, s, "Fourth")
			equal(t, "the journal", titles(must(s.Experiments())(t))[0], "Fourth")
		})
	}
}

func TestManyLinesAreTakenInByTheAddThatIsOneTooMany(t *testing.T) {
	s := begun(t)
	for range 3 {
		_, _, err := s.AddExperiment(Experiment{Title: "Long", Outcome: strings.Repeat("long ", 10_000)})
		check(t, err)
	}
	equal(t, "waits", s.hasCaptured(), false)
	equal(t, "the journal", len(must(s.Experiments())(t)), 3)
}

// While another program holds the learner's file, a new entry is saved all the same.
func TestALockedFileKeepsNoEntryWaiting(t *testing.T) {
	s := begun(t)
	db := must(s.open(false))(t)
	x := addTitle(t, s, "Tone")
	check(t, db.Close())
	equal(t, "the journal", must(s.Experiment(x.ID))(t), x)
}

func FuzzLine(f *testing.F) {
	f.Add([]byte("0123abcd {}"))
	f.Add([]byte(`00000000 {"id":"x"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		if _, ok := readLine(line); ok && len(line) < 9 {
			t.Errorf("%q was read", line)
		}
	})
}

// What waits is taken in before anything else: an index that does not fit must not keep
// it, and everything after it, from being saved.
func TestAnIndexThatDoesNotFitIsMadeAnewWhileEntriesAreTakenIn(t *testing.T) {
	for name, entries := range map[string]int{"known already": 1, "a segment of them": 40} {
		t.Run(name, func(t *testing.T) {
			s := begun(t)
			x := addTitle(t, s, "Tone")
			lines := must(os.ReadFile(s.captureFile()))(t)
			_ = must(s.Profile())(t)
			check(t, s.update(func(tx *tx) error { return tx.remove(freshBucket, freshKey) }))
			check(t, os.WriteFile(s.captureFile(), lines, 0o600))
			for range entries - 1 {
				addTitle(t, s, "Tone")
			}
			check(t, s.KeepPlace("fnd", "1.0.0", "b", false))
			equal(t, "entries", len(must(s.Experiments())(t)), entries)
			equal(t, "the first one", must(s.Experiment(x.ID))(t).Title, "Tone")
			equal(t, "found", must(s.SearchExperiments("tone", 100))(t).Total, entries)
		})
	}
}
