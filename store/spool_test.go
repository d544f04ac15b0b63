package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// hold locks the file as another program would, until it is told to let go.
func hold(t *testing.T, s *Store) (letGo func()) {
	t.Helper()
	db := must(bbolt.Open(s.File(), 0o600, &bbolt.Options{Timeout: time.Second}))(t)
	return func() { check(t, db.Close()) }
}

func titles(all []Experiment) (titles []string) {
	for _, x := range all {
		titles = append(titles, x.Title)
	}
	return titles
}

// anew is a store that has not looked into the file yet, as another program has.
func anew(s *Store) *Store {
	other := New(s.Dir(), s.now)
	other.patience = s.patience
	return other
}

func TestAnEntryWaitsInTheSpoolWhileTheFileIsBusy(t *testing.T) {
	s := newStore(t)
	s.patience = 20 * time.Millisecond
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	letGo := hold(t, s)
	wantErr(t, s.KeepPlace("fnd", "1.0.0", "b", false), ErrBusy)
	_, err := s.Lessons()
	wantErr(t, err, ErrBusy)
	x, waiting, err := anew(s).AddExperiment(Experiment{Title: "Caught in time", Learning: "L"})
	check(t, err)
	equal(t, "waits", waiting != nil, true)
	path := filepath.Join(s.spoolDir(), x.ID+".json")
	equal(t, "mode of the spooled file", must(os.Stat(path))(t).Mode().Perm(), 0o600)
	letGo()

	equal(t, "the journal before the next save", must(s.Experiments())(t), []Experiment{x})
	check(t, s.KeepPlace("fnd", "1.0.0", "c", false))
	equal(t, "the journal after the next save", must(s.Experiments())(t), []Experiment{x})
	equal(t, "files left in the spool", len(must(os.ReadDir(s.spoolDir()))(t)), 0)
	check(t, s.Rebuild())
	equal(t, "the journal after a rebuild", must(s.Experiments())(t), []Experiment{x})
	equal(t, "undone", must(s.Undo(time.Time{}))(t).Summary, `the journal entry "Caught in time"`)
}

func TestASpooledEntryIsTakenInOnce(t *testing.T) {
	s := newStore(t)
	x := Experiment{ID: randomID(start), Title: "Once", Created: start.UTC(), Updated: start.UTC()}
	check(t, s.spool(newEntry{Experiment: x}))
	equal(t, "the journal without a file", titles(must(s.Experiments())(t)), []string{"Once"})
	got := must(s.UpdateExperiment(x.ID, map[string]string{"outcome": "good"}))(t)
	equal(t, "outcome", got.Outcome, "good")

	check(t, s.spool(newEntry{Experiment: x})) // as if the program had ended before it removed the file
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	all := must(s.Experiments())(t)
	equal(t, "the journal", titles(all), []string{"Once"})
	equal(t, "outcome", all[0].Outcome, "good")

	_ = must(s.Undo(time.Time{}))(t)
	_ = must(s.Undo(time.Time{}))(t)
	check(t, s.spool(newEntry{Experiment: x}))
	equal(t, "an entry that was taken back", len(must(s.Experiments())(t)), 0)
}

func TestAFileInTheSpoolThatIsNoEntryStaysThere(t *testing.T) {
	s := newStore(t)
	check(t, os.MkdirAll(s.spoolDir(), 0o700))
	for name, content := range map[string]string{
		randomID(start) + ".json": "{not json",
		randomID(start) + ".JSON": "{}",
		"notes.json":              `{"title":"mine"}`,
		randomID(start) + ".txt":  "x",
	} {
		check(t, os.WriteFile(filepath.Join(s.spoolDir(), name), []byte(content), 0o600))
	}
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	equal(t, "entries", len(must(s.Experiments())(t)), 0)
	equal(t, "files", len(must(os.ReadDir(s.spoolDir()))(t)), 4)
}

// A file that another program put there without a time must not keep anybody
// from saving.
func TestASpooledEntryWithoutATimeStaysWhereItIs(t *testing.T) {
	s := newStore(t)
	check(t, s.spool(newEntry{Experiment: Experiment{ID: randomID(start), Title: "Waits"}}))
	check(t, updateProfile(s, "name", "Ines"))
	equal(t, "entries", len(must(s.Experiments())(t)), 0)
	equal(t, "files in the spool", len(must(s.spoolNames())(t)), 1)
}

func TestTheLatestEntriesAreThoseThatWaitAsWell(t *testing.T) {
	s := newStore(t)
	for _, title := range []string{"One", "Two", "Three"} {
		_, _, err := s.AddExperiment(Experiment{Title: title})
		check(t, err)
	}
	check(t, s.spool(newEntry{Experiment: Experiment{ID: randomID(s.now()), Title: "Waits", Created: s.now()}}))
	var titles []string
	for _, x := range must(s.LatestExperiments(3))(t) {
		titles = append(titles, x.Title)
	}
	equal(t, "titles", titles, []string{"Waits", "Three", "Two"})
	equal(t, "all of fewer", len(must(s.LatestExperiments(9))(t)), 4)
}

// What was written while the file was busy is older than what came after it, also where
// both are taken in together.
func TestUndoTakesBackWhatWasWrittenLast(t *testing.T) {
	s := newStore(t)
	check(t, updateProfile(s, "name", "Ines"))
	check(t, s.spool(newEntry{Experiment: Experiment{ID: randomID(start), Title: "First", Created: s.time()}}))
	_, _, err := s.AddExperiment(Experiment{Title: "Second"})
	check(t, err)
	undone := must(s.Undo(time.Time{}))(t)
	equal(t, "taken back", undone.Summary, `the journal entry "Second"`)
	equal(t, "the journal", titles(must(s.Experiments())(t)), []string{"First"})
}
