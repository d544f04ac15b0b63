package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
	"golang.org/x/sync/errgroup"
)

// start is when the clock of every test begins.
var start = time.Date(2026, 11, 24, 9, 0, 0, 0, time.FixedZone("CET", 3600))

// newStore returns an empty store whose clock goes on by a minute at every
// look. After the test the file has to be sound, page by page.
func newStore(t testing.TB) *Store {
	t.Helper()
	now := start
	s := New(filepath.Join(t.TempDir(), "waymark"), func() time.Time {
		now = now.Add(time.Minute)
		return now
	})
	t.Cleanup(func() { checkSound(t, s.File()) })
	return s
}

func checkSound(t testing.TB, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		t.Fatalf("the file does not open after the test: %v", err)
	}
	defer db.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		for fault := range tx.Check() {
			t.Errorf("the file is not sound after the test: %v", fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := inspectFile(path); err != nil {
		t.Errorf("a sound file is called damaged: %v", err)
	}
}

// must fails the test on an error and hands the value on.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got the error %v, want %v", err, want)
	}
}

func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// state is everything that a learner can see.
type state struct {
	Profile     Profile
	Lessons     map[string]Lesson
	Attempts    []Attempt
	Objectives  []Objective
	Cards       []Card
	Checks      []Check
	Drills      []Drill
	Days        []Day
	Experiments []Experiment
	Benches     []Bench    `json:",omitempty"`
	Pieces      []Piece    `json:",omitempty"`
	Rubrics     []Rubric   `json:",omitempty"`
	Hands       []Topic    `json:",omitempty"`
	Offers      []Topic    `json:",omitempty"`
	Policies    []Policy   `json:",omitempty"`
	Ledger      []Sent     `json:",omitempty"`
	Accepted    []Accepted `json:",omitempty"`
	Deliveries  []Delivery `json:",omitempty"`
}

func look(s *Store, lessons ...string) (state, error) {
	var v state
	var errs [17]error
	v.Profile, errs[0] = s.Profile()
	v.Lessons, errs[1] = s.Lessons()
	v.Cards, errs[2] = s.Cards()
	v.Experiments, errs[3] = s.Experiments()
	v.Objectives, errs[4] = s.Objectives()
	v.Checks, errs[5] = s.Checks()
	v.Drills, errs[6] = s.Drills()
	v.Days, errs[7] = s.Days()
	v.Pieces, errs[9] = s.Pieces()
	v.Rubrics, errs[10] = s.Rubrics()
	v.Hands, errs[11] = s.Hands()
	v.Offers, errs[12] = s.Offers()
	v.Policies, errs[13] = s.Policies()
	v.Ledger, errs[14] = s.Ledger()
	v.Accepted, errs[15] = s.AcceptedTeams()
	v.Deliveries, errs[16] = s.Deliveries("")
	for _, x := range v.Experiments {
		b, err := s.Bench(x.ID)
		errs[9] = errors.Join(errs[9], err)
		if b.Experiment = (Experiment{}); len(b.Cases) > 0 {
			v.Benches = append(v.Benches, b)
		}
	}
	for _, id := range lessons {
		attempts, err := s.Attempts(id)
		errs[8] = errors.Join(errs[8], err)
		v.Attempts = append(v.Attempts, attempts...)
	}
	return v, errors.Join(errs[:]...)
}

// need is what the lesson of the tests takes.
var need = Requirement{Items: []string{"one", "fnd#two"}, Exercise: true, Cards: []string{"fnd#a", "fnd#b"}, Version: "1.0.0"}

func attempt(item string, right bool) Attempt {
	return Attempt{Lesson: "fnd", Item: item, Answer: "a,c", Right: right, Score: 0.5, Confidence: "sure"}
}

func TestReadingBeforeTheFirstWriteFindsNothingAndMakesNothing(t *testing.T) {
	s := newStore(t)
	got := must(look(s, "fnd"))(t)
	equal(t, "an empty store", got, state{Lessons: map[string]Lesson{}})
	equal(t, "a lesson never opened", must(s.Lesson("fnd"))(t), Lesson{ID: "fnd"})
	equal(t, "members", len(must(s.Members())(t)), 0)
	_ = must(s.Stamp())(t)
	if _, err := os.Stat(s.Dir()); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("reading made the folder: %v", err)
	}
	_, err := s.Undo(time.Time{})
	wantErr(t, err, ErrNothingToUndo)
}

func TestTheFileBelongsToTheLearnerAlone(t *testing.T) {
	s := newStore(t)
	learner, device, err := s.Identity()
	check(t, err)
	again, _, err := s.Identity()
	check(t, err)
	if learner == "" || device == "" || learner == device || again != learner {
		t.Fatalf("learner %q, then %q, device %q", learner, again, device)
	}
	for path, want := range map[string]fs.FileMode{s.Dir(): 0o700, s.File(): 0o600, s.checkedFile(): 0o600} {
		info := must(os.Stat(path))(t)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has the mode %o, want %o", path, got, want)
		}
	}
	for _, f := range must(os.ReadDir(s.Dir()))(t) {
		if name := f.Name(); !slices.Contains([]string{"waymark.db", "waymark.db.checked", "writing.lock"}, name) {
			t.Errorf("%s is left in the folder", name)
		}
	}
}

func TestAnAnswerSurvivesTheProgram(t *testing.T) {
	s := newStore(t)
	_ = must(s.UpdateProfile(map[string]string{"name": " Ines\x1b[31m ", "department": "marketing", "pathway": "path-foundations", "theme": "dark"}))(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	before := must(look(s, "fnd"))(t)

	later := New(s.Dir(), time.Now)
	equal(t, "after a new start", must(look(later, "fnd"))(t), before)
	equal(t, "name", before.Profile.Name, "Ines[31m")
	at := before.Attempts[0].At
	want := Lesson{ID: "fnd", Version: "1.0.0", Page: "intro", Started: before.Lessons["fnd"].Started, Seen: at, Answered: []string{"one"}}
	equal(t, "lesson", before.Lessons["fnd"], want)
	if _, offset := at.Zone(); offset != 3600 {
		t.Errorf("the time %v lost its zone", at)
	}
}

func TestTheStampChangesWithTheFileAndTheSpool(t *testing.T) {
	s := newStore(t)
	last := must(s.Stamp())(t)
	for step, change := range []func() error{
		func() error { return s.KeepPlace("fnd", "1.0.0", "intro", false) },
		func() error { return s.KeepPlace("fnd", "1.0.0", "next", false) },
		func() error { return s.KeepPlace("fnd", "1.0.0", "more", false) },
		func() error {
			return s.spool(newEntry{Experiment: Experiment{ID: randomID(start), Title: "Waits", Created: start}})
		},
	} {
		check(t, change())
		now := must(s.Stamp())(t)
		if now == last {
			t.Errorf("change %d left the stamp as it was", step)
		}
		equal(t, "stamp without a change", must(s.Stamp())(t), now)
		last = now
	}
}

func TestNothingIsWrittenWhereNothingChanges(t *testing.T) {
	s := newStore(t)
	profile := map[string]string{"name": "Ines", "pathway": "path-foundations"}
	_ = must(s.UpdateProfile(profile))(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", true))
	policy := must(s.AcknowledgePolicy(Policy{Lesson: "own", Version: "1", Hash: "ab"}))(t)
	stamp := must(s.Stamp())(t)
	_ = must(s.UpdateProfile(profile))(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	equal(t, "acknowledged again", must(s.AcknowledgePolicy(Policy{Lesson: "own", Version: "2", Hash: "ab"}))(t), policy)
	equal(t, "stamp", must(s.Stamp())(t), stamp)
}

func TestWhatCannotBeMeantIsRefusedAndSavesNothing(t *testing.T) {
	s := newStore(t)
	tests := map[string]func() error{
		"no lesson": func() error { return s.KeepPlace("", "1", "p", false) },
		"hidden id": func() error { return s.KeepPlace("fnd\x00x", "1", "p", false) },
		"score above 1": func() error {
			_, err := s.RecordAttempt(Attempt{Lesson: "fnd", Item: "one", Score: 2}, need)
			return err
		},
		"no item": func() error { _, err := s.RecordAttempt(Attempt{Lesson: "fnd"}, need); return err },
		"judgement": func() error {
			_, err := s.RecordAttempt(Attempt{Lesson: "fnd", Item: "one", Self: "great"}, need)
			return err
		},
		"theme":      func() error { _, err := s.UpdateProfile(map[string]string{"theme": "pink"}); return err },
		"set-up":     func() error { _, err := s.UpdateProfile(map[string]string{"set_up": "2026-01-01"}); return err },
		"no title":   func() error { _, _, err := s.AddExperiment(Experiment{Title: " \x07 "}); return err },
		"verdict":    func() error { _, _, err := s.AddExperiment(Experiment{Title: "T", Verdict: "won"}); return err },
		"long title": func() error { _, _, err := s.AddExperiment(Experiment{Title: strings.Repeat("x", 201)}); return err },
		"long learning": func() error {
			_, _, err := s.AddExperiment(Experiment{Title: "T", Learning: strings.Repeat("é", 281)})
			return err
		},
		"long outcome": func() error {
			_, _, err := s.AddExperiment(Experiment{Title: "T", Outcome: strings.Repeat("x", maxText+1)})
			return err
		},
		"member": func() error {
			_, _, err := s.TakeIn([]Arrival{{Member: Member{ID: "B"}}}, nil)
			return err
		},
	}
	for name, try := range tests {
		if err := try(); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
	equal(t, "store", must(look(s, "fnd"))(t), state{Lessons: map[string]Lesson{}})
}

func TestOneStoreServesManyAtOnce(t *testing.T) {
	s := newStore(t)
	s.now = time.Now
	var group errgroup.Group
	for i := range 4 {
		group.Go(func() error {
			for n := range 10 {
				if err := s.KeepPlace(fmt.Sprint("lesson-", i), "1.0.0", fmt.Sprint("page-", n), n == 9); err != nil {
					return err
				}
				if _, err := look(s, "fnd"); err != nil {
					return err
				}
			}
			return nil
		})
	}
	check(t, group.Wait())
	lessons := must(s.Lessons())(t)
	for i := range 4 {
		got := lessons[fmt.Sprint("lesson-", i)]
		equal(t, "place", []any{got.Page, got.Read}, []any{"page-9", true})
	}
}

func TestSettleWaitsForASaveUnderWay(t *testing.T) {
	s := newStore(t)
	check(t, updateProfile(s, "name", "Ines"))
	inside, proceed := make(chan struct{}), make(chan struct{})
	go func() {
		_ = s.update(func(t *tx) error {
			close(inside)
			<-proceed
			return t.append(profileSubject, profileChanged, profileData{Field: "name", Value: "Saved last"})
		})
	}()
	<-inside
	settled := make(chan struct{})
	go func() { s.Settle(time.Minute); close(settled) }()
	select {
	case <-settled:
		t.Fatal("it did not wait for the save")
	default:
	}
	close(proceed)
	<-settled
	equal(t, "name", must(s.Profile())(t).Name, "Saved last")
}
