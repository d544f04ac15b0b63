package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// names are those of the checks that found something.
func (x Examination) names() []string {
	names := []string{}
	for _, f := range x.Findings {
		names = append(names, f.Name)
	}
	return slices.Compact(names)
}

// Random histories leave sound files: nothing is found in them, nor is anything lost where
// they are made anew all the same.
func TestSoundFilesAreFoundSound(t *testing.T) {
	histories := proofs(1000, 20)
	for n := range histories {
		s := newStore(t)
		rapid.Custom(func(r *rapid.T) int {
			steps := rapid.IntRange(1, 30).Draw(r, "steps")
			for range steps {
				act(r, s)
			}
			return steps
		}).Example(n)
		check(t, s.KeepPlace("fnd", "1.0.0", "end", true))
		_ = must(s.Experiments())(t)
		x := must(s.Examine())(t)
		equal(t, fmt.Sprint("findings in history ", n), x.Findings, nil)
		if n%5 > 0 {
			continue
		}
		before := contents(t, s, append(slices.Clone(records), logBucket, subjectBucket, undoneBucket)...)
		r := must(s.Repair())(t)
		equal(t, "complete", r.Complete && r.LeadWhole && !r.NewLearner && r.Lost == 0, true)
		equal(t, "records", contents(t, s, append(slices.Clone(records), logBucket, subjectBucket, undoneBucket)...), before)
		check(t, os.RemoveAll(filepath.Dir(s.Dir())))
	}
	t.Logf("%d histories: no finding", histories)
}

func TestTheDoctorNamesWhatIsWrong(t *testing.T) {
	put := func(bucket, key string, v any) func(t *testing.T, s *Store) {
		return func(t *testing.T, s *Store) {
			check(t, s.update(func(t *tx) error { return t.put(bucket, key, v) }))
		}
	}
	tests := []struct {
		name, finds string
		spoil       func(t *testing.T, s *Store)
		grave       bool
	}{
		{"an empty file", CheckFile, func(t *testing.T, s *Store) { check(t, os.Truncate(s.File(), 0)) }, true},
		{"a folder", CheckFile, func(t *testing.T, s *Store) { check(t, os.Remove(s.File())); check(t, os.Mkdir(s.File(), 0o700)) }, true},
		{"a first page", CheckFirst, bytesSpoilt(func(b []byte) { clear(page(b, int(newestID(b)))) }), true},
		{"the other first page", CheckFirst, bytesSpoilt(func(b []byte) { clear(page(b, 1-int(newestID(b)))) }), true},
		{"both", CheckFile, bytesSpoilt(func(b []byte) { clear(b[:2*samplePage]) }), true},
		{"the root", CheckPages, bytesSpoilt(func(b []byte) { page(b, int(native.Uint64(newestMeta(b)[16:])))[8] = 1 }), true},
		{"a value", CheckValues, bytesSpoilt(func(b []byte) { copy(b[bytes.LastIndex(b, []byte(`"page":"intro"`)):], `"page":"outro"`) }), true},
		{"a record", CheckRecords, put(lessonBucket, "other", Lesson{ID: "other"}), true},
		{"the index", CheckIndex, func(t *testing.T, s *Store) { check(t, s.update(func(t *tx) error { return t.putFresh(nil) })) }, false},
		{"an earlier copy", CheckLast, func(t *testing.T, s *Store) {
			before := must(os.ReadFile(s.File()))(t)
			check(t, s.KeepPlace("fnd", "1.0.0", "next", false))
			check(t, os.WriteFile(s.File(), before, 0o600))
		}, false},
		{"the key", CheckKey, func(t *testing.T, s *Store) { check(t, os.WriteFile(s.KeyFile(), []byte("no key"), 0o600)) }, false},
		{"a line", CheckWaiting, func(t *testing.T, s *Store) { _, _, err := s.AddExperiment(Experiment{Title: "New"}); check(t, err) }, false},
		{"a garbled line", CheckWaiting, func(t *testing.T, s *Store) {
			check(t, os.MkdirAll(s.spoolDir(), 0o700))
			check(t, os.WriteFile(s.captureFile(), []byte("\n00000000 {}\n"), 0o600))
		}, false},
		{"the folder", CheckAccess, func(t *testing.T, s *Store) { check(t, os.Chmod(s.Dir(), 0o755)) }, false},
		{"a draft", CheckStrays, func(t *testing.T, s *Store) { check(t, os.Mkdir(filepath.Join(s.Dir(), draftPrefix+"1"), 0o700)) }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := New(filepath.Join(t.TempDir(), "waymark"), time.Now)
			check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
			_, _, err := s.AddExperiment(Experiment{Title: "Tone"})
			check(t, err)
			_ = must(s.Experiments())(t)
			test.spoil(t, s)
			before, _ := os.ReadFile(s.File())
			x := must(New(s.Dir(), time.Now).Examine())(t)
			if !slices.Contains(x.names(), test.finds) || x.Sound() == test.grave {
				t.Errorf("found %v, want %s", x.Findings, test.finds)
			}
			if test.finds == CheckFirst {
				equal(t, "what that means", strings.Contains(x.Findings[0].What, "the last save may be missing"), true)
			}
			equal(t, "ways on where it is damaged", len(x.Remedies) > 0, test.grave)
			after, _ := os.ReadFile(s.File())
			equal(t, "the file is as it was", bytes.Equal(before, after), true)
		})
	}
}

func bytesSpoilt(spoil func(b []byte)) func(*testing.T, *Store) {
	return func(t *testing.T, s *Store) {
		b := must(os.ReadFile(s.File()))(t)
		spoil(b)
		check(t, os.WriteFile(s.File(), b, 0o600))
	}
}

// newestID is the number of the first page that counts.
func newestID(b []byte) uint64 { return native.Uint64(newestMeta(b)[48:]) % 2 }

// What is missing in the file comes from the newest backup, and what the backup has not yet
// from the file.
func TestARepairTakesTheBestOfFileAndBackup(t *testing.T) {
	s := newStore(t)
	for n := range 60 {
		_ = must(s.RecordAttempt(attempt(fmt.Sprint("item-", n), true), need))(t)
		if n == 40 {
			_ = must(s.BackUp(AskedFor))(t)
		}
	}
	all := len(must(s.Attempts("fnd"))(t))
	b := must(os.ReadFile(s.File()))(t)
	for n := 2; n < len(b)/samplePage; n++ {
		if bytes.Contains(page(b, n), []byte(`"item":"item-7"`)) {
			clear(page(b, n)) // every copy of it, old and new
		}
	}
	check(t, os.WriteFile(s.File(), b, 0o600))
	x := must(New(s.Dir(), time.Now).Examine())(t)
	equal(t, "damaged", x.Sound(), false)
	equal(t, "the first way on", x.Remedies[0].Command, "waymark doctor --rebuild")
	equal(t, "the second is the backup", strings.HasPrefix(x.Remedies[1].Command, "waymark restore "), true)
	r := must(s.Repair())(t)
	equal(t, "something came from the backup", r.FromBackup > 0, true)
	equal(t, "answers", len(must(s.Attempts("fnd"))(t)), all)
	equal(t, "sound", must(s.Examine())(t).Sound(), true)
}

// A repair of a file in which something is missing shares nothing: that it was taken back
// may be what is missing.
func TestAfterALossNothingIsShared(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone", Data: Public, Learning: "Ask first"})
	check(t, err)
	_ = must(s.UpdateExperiment(x.ID, map[string]string{"verdict": "worked"}))(t)
	check(t, s.update(func(t *tx) error {
		return t.append(experimentSubject(x.ID), experimentShared, sharedData{Visibility: CardShared})
	}))
	b := must(os.ReadFile(s.File()))(t)
	clear(page(b, int(newestID(b))))
	check(t, os.WriteFile(s.File(), b, 0o600))
	s = New(s.Dir(), time.Now)
	r := must(s.Repair())(t)
	equal(t, "complete", r.Complete, false)
	equal(t, "taken back", r.Unshared, 1)
	equal(t, "who sees it", must(s.Experiment(x.ID))(t).Visibility, Private)
}

// A program that was ended while it saved leaves pages of that save, which never happened.
func TestARepairBringsInNoSaveThatNeverEnded(t *testing.T) {
	s, saved, seen := lived(t)
	_ = must(s.RecordAttempt(attempt("three", true), need))(t)
	b := must(os.ReadFile(s.File()))(t)
	copy(b[:2*samplePage], saved) // the first pages are written last
	check(t, os.WriteFile(s.File(), b, 0o600))
	s = New(s.Dir(), time.Now)
	equal(t, "what is read", must(look(s, "fnd"))(t), seen)
	r := must(s.Repair())(t)
	equal(t, "complete", r.Complete, true)
	equal(t, "what is read afterwards", must(look(s, "fnd"))(t), seen)
}

// Whenever a repair is ended, the learner's file is the old one or the new one.
func TestARepairThatCannotEndLeavesTheFile(t *testing.T) {
	s, sound, _ := lived(t)
	b := bytes.Clone(sound)
	clear(page(b, int(newestID(b))))
	check(t, os.WriteFile(s.File(), b, 0o600))
	unlock := must(s.lockFile())(t)
	s.patience = time.Millisecond
	_, err := s.Repair()
	unlock()
	wantErr(t, err, ErrBusy)
	equal(t, "the file", bytes.Equal(must(os.ReadFile(s.File()))(t), b), true)
	equal(t, "strays", strays(t, s), nil)
	newer := New(t.TempDir(), time.Now)
	check(t, newer.KeepPlace("fnd", "1.0.0", "intro", false))
	check(t, newer.update(func(t *tx) error { return t.put(metaBucket, "format", len(formats)+1) }))
	_, err = newer.Repair()
	wantErr(t, err, ErrNewer)
	s.patience = time.Second
	_ = must(s.Repair())(t)
}

// What no event of the log can be made of is left out, and said.
func TestAnEventThatFitsNothingIsLeftOut(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	check(t, s.update(func(t *tx) error {
		id := randomID(t.now)
		e := Event{ID: id, Device: t.device, Subject: "lesson/fnd", Kind: placeKept, Version: 1, At: t.now, Action: id, Data: json.RawMessage(`{"page":7}`)}
		return t.put(logBucket, id, e)
	}))
	r := must(s.Repair())(t)
	equal(t, "left out", len(r.Dropped), 1)
	equal(t, "place", must(s.Lesson("fnd"))(t).Page, "intro")
}
