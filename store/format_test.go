package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"waymark/store/review"
)

// The files in testdata were made by the versions that brought each format and
// never change. The test makes the one of a new format, once.
func TestFilesOfEveryFormatOpen(t *testing.T) {
	for format := 1; format <= len(formats); format++ {
		name := filepath.Join("testdata", fmt.Sprintf("format%d", format))
		if _, err := os.Stat(name + ".db"); errors.Is(err, fs.ErrNotExist) && format == len(formats) {
			makeExample(t, name)
			t.Errorf("%s is new: add it and its .json to the repository", name)
		}
		var want state
		check(t, json.Unmarshal(must(os.ReadFile(name+".json"))(t), &want))
		s := newStore(t)
		check(t, os.Mkdir(s.Dir(), 0o700))
		check(t, os.WriteFile(s.File(), must(os.ReadFile(name+".db"))(t), 0o600))
		equal(t, name, must(look(s, "fnd"))(t), want)
		equal(t, "something is found", must(s.SearchExperiments("warmer", 1))(t).Total > 0, true)
		check(t, s.Rebuild())
		equal(t, name+" after a rebuild", must(look(s, "fnd"))(t), want)
		_ = must(s.RecordAttempt(attempt("one", true), need))(t)
		equal(t, "answers", len(must(s.Attempts("fnd"))(t)), len(want.Attempts)+1)
		_ = must(s.Members())(t)
	}
}

// makeExample does everything that a learner can do and keeps the file.
func makeExample(t *testing.T, name string) {
	s := newStore(t)
	_ = must(s.UpdateProfile(map[string]string{"name": "Ines", "department": "hr", "pathway": "path-foundations", "theme": "auto"}))(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "end", true))
	_ = must(s.MarkExercise("fnd", need))(t)
	_ = must(s.RecordAttempt(attempt("one", false), need))(t)
	_ = must(s.RecordAttempt(Attempt{Lesson: "fnd", Item: "two", Answer: strings.Repeat("my words ", 300), Self: "partly"}, need))(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Warmer tone", Outcome: strings.Repeat("long ", 1000)})
	check(t, err)
	_ = must(s.UpdateExperiment(x.ID, map[string]string{"verdict": "partly", "learning": "Ask first"}))(t)
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	_ = must(s.Undo(time.Time{}))(t)
	_ = must(s.RecordAttempt(shownBy("one", true), need))(t)
	_ = must(s.ReviewCard("fnd#a", review.Hard))(t)
	_ = must(s.BuryCard("fnd#b"))(t)
	_ = must(s.SuspendCard("fnd#one", true))(t)
	_ = must(s.RecordDrill(Drill{Drill: "hr/letter", Marked: []int{2, 5}, Hits: 1, Misses: 1, FalseAlarms: 1, Rejections: 6}))(t)
	c := must(s.StartCheck(exampleCheck()))(t)
	_ = must(s.RecordAttempt(inCheck(c, true), need))(t)
	makeExampleBench(t, s)
	check(t, updateProfile(s, "retention", "0.85"))
	makeExampleTeam(t, s)
	check(t, os.MkdirAll("testdata", 0o755))
	check(t, os.WriteFile(name+".db", must(os.ReadFile(s.File()))(t), 0o644))
	seen := must(json.MarshalIndent(must(look(s, "fnd"))(t), "", "  "))(t)
	check(t, os.WriteFile(name+".json", append(seen, '\n'), 0o644))
}

func TestAFileOfANewerVersionIsLeftAsItIs(t *testing.T) {
	s := newStore(t)
	check(t, s.update(func(t *tx) error { return t.put(metaBucket, "format", len(formats)+1) }))
	before := string(must(os.ReadFile(s.File()))(t))
	_, err := s.Profile()
	wantErr(t, err, ErrNewer)
	if want := "install that version or a later one"; !strings.Contains(err.Error(), want) {
		t.Errorf("the message %q does not say %q", err, want)
	}
	wantErr(t, s.KeepPlace("fnd", "1.0.0", "a", false), ErrNewer)
	_, err = s.Undo(time.Time{})
	wantErr(t, err, ErrNewer)
	_, waiting, err := s.AddExperiment(Experiment{Title: "For later"})
	check(t, err)
	equal(t, "waits", waiting != nil, true)
	equal(t, "the file afterwards", string(must(os.ReadFile(s.File()))(t)) == before, true)
}

func TestAFileIsBroughtToTheNewestFormatOrLeftAsItIs(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	newest := func(t *tx) error { return t.remove(lessonBucket, "fnd") }
	migrate := func(steps ...func(*tx) error) error {
		return s.update(func(t *tx) error { return t.migrate(append(slices.Clip(formats), steps...)) })
	}
	failed := errors.New("no")
	wantErr(t, migrate(newest, func(*tx) error { return failed }), failed)
	equal(t, "page after a step that failed", must(s.Lesson("fnd"))(t).Page, "a")
	check(t, migrate(newest))
	_, err := s.Lesson("fnd")
	wantErr(t, err, ErrNewer) // to this version, it is now a file of a later one
}

func TestADatabaseOfAnotherProgramIsNotTouched(t *testing.T) {
	s := newStore(t)
	check(t, os.Mkdir(s.Dir(), 0o700))
	db := must(bbolt.Open(s.File(), 0o600, nil))(t)
	check(t, db.Update(func(b *bbolt.Tx) error {
		_, err := b.CreateBucket([]byte("other"))
		return err
	}))
	check(t, db.Close())
	wantErr(t, s.KeepPlace("fnd", "1.0.0", "a", false), ErrDamaged)
	_, err := s.Lessons()
	wantErr(t, err, ErrDamaged)
}
