package store

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

// values returns every value of a file, by bucket and key.
func values(t testing.TB, path string) map[string]string {
	t.Helper()
	db := must(bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second, OpenFile: openExisting}))(t)
	defer db.Close()
	all := map[string]string{}
	check(t, db.View(func(b *bbolt.Tx) error {
		return b.ForEach(func(bucket []byte, b *bbolt.Bucket) error {
			return b.ForEach(func(key, value []byte) error {
				if string(key) == sumsKey { // they tell which save it was
					return nil
				}
				all[string(bucket)+" "+string(key)] = string(value)
				return nil
			})
		})
	}))
	return all
}

// A hundred random histories are backed up, go on, and are restored: value by value as they
// were, and the state between is in a backup.
func TestARestoredFileIsAsItWas(t *testing.T) {
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		if n++; n > proofs(100, 10) {
			return
		}
		s := newStore(t)
		some := func(label string) {
			for range rapid.IntRange(1, 12).Draw(r, label) {
				act(r, s)
			}
			check(t, s.KeepPlace("fnd", "1.0.0", label, false)) // takes in what waits
		}
		some("before")
		before := values(t, s.File())
		b := must(s.BackUp(AskedFor))(t)
		some("after")
		after := values(t, s.File())
		kept := must(s.RestoreFrom(b.Path, false))(t)
		equal(t, "restored", maps.Equal(values(t, s.File()), before), true)
		check(t, s.Restore(kept.Kept))
		equal(t, "and back", maps.Equal(values(t, s.File()), after), true)
		checkSound(t, s.File())
		noDrafts(t, s)
	})
	t.Logf("%d of %d histories came back value by value", min(n, proofs(100, 10)), proofs(100, 10))
}

// Up to twenty undos in a row bring back exactly the states before, each in a program that
// was started anew.
func TestTwentyUndosBringBackTheStatesBefore(t *testing.T) {
	n, undone := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		if n++; n > proofs(100, 10) {
			return
		}
		s := newStore(t)
		type action struct {
			id     string
			before state
		}
		var done []action
		check(t, updateProfile(s, "theme", "dark"))
		now := must(look(s, "fnd"))(t)
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			check(t, deed(r, s))
			id, after := newest(t, s), must(look(s, "fnd"))(t)
			switch {
			case id != "" && (len(done) == 0 || id != done[len(done)-1].id):
				done = append(done, action{id, now})
			case !cmp.Equal(now, after):
				done = nil // what cannot be undone, such as a reveal, bars what was before
			}
			now = after
		}
		for _, a := range slices.Backward(done[max(0, len(done)-20):]) {
			s = New(s.Dir(), s.now)
			_ = must(s.Undo(time.Time{}))(t)
			equal(t, "after an undo", must(look(s, "fnd"))(t), a.before)
			undone++
		}
	})
	t.Logf("%d undos", undone)
}

// newest is the id of the action that an undo would take back; empty where there is none.
func newest(t *testing.T, s *Store) (id string) {
	t.Helper()
	check(t, s.view(func(t *tx) error {
		e, err := t.newestAction(time.Time{})
		if slices.ContainsFunc([]error{ErrNothingToUndo, ErrStays, ErrRevealed}, func(no error) bool { return errors.Is(err, no) }) {
			return nil
		}
		id = e.Action
		return err
	}))
	return id
}

// deed does one thing that can be undone, as far as the journal lets it.
func deed(r *rapid.T, s *Store) error {
	item := rapid.SampledFrom(need.Items).Draw(r, "item")
	return anyOf(r, "deed",
		func() error {
			_, err := s.RecordAttempt(attempt(item, rapid.Bool().Draw(r, "right")), need)
			return err
		},
		func() error {
			_, err := s.RecordAttempt(shownBy(item, rapid.Bool().Draw(r, "right")), need)
			return err
		},
		func() error { _, err := s.MarkExercise("fnd", need); return err },
		func() error {
			_, err := s.UpdateProfile(map[string]string{"name": rapid.SampledFrom([]string{"Ines", "Amara", "Lea"}).Draw(r, "name")})
			return err
		},
		func() error { _, _, err := s.AddExperiment(Experiment{Title: item}); return err },
		func() error { return actOnCard(r, s) },
		func() error {
			_, err := s.RecordDrill(Drill{Drill: "hr/letter", Marked: []int{2}, Hits: 1})
			return err
		},
		func() error { return actOnBench(r, s) },
		func() error { return actOnJournal(r, s) },
		func() error { _, err := s.RaiseHand(item, "help"); return err },
	)
}
