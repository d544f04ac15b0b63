package store

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// bloat makes the learner's file much larger than what is in it.
func bloat(t *testing.T, s *Store) {
	t.Helper()
	check(t, s.update(func(t *tx) error {
		for i := range 3000 {
			if err := t.putBytes(teamBucket, fmt.Sprint(i), []byte(strings.Repeat("x", 4000))); err != nil {
				return err
			}
		}
		return nil
	}))
	check(t, s.update(func(t *tx) error { return t.removeAll(teamBucket, "") }))
}

func TestAFileThatIsMostlyEmptyIsCompacted(t *testing.T) {
	s, _, seen := lived(t)
	check(t, s.Upkeep(nil))
	equal(t, "a small one is left", len(must(s.Backups())(t)), 1)
	bloat(t, s)
	before := must(os.Stat(s.File()))(t).Size()
	other := New(s.Dir(), s.now) // which looked at it before
	equal(t, "the other sees", must(look(other, "fnd"))(t), seen)
	check(t, s.Upkeep(nil))
	after := must(os.Stat(s.File()))(t).Size()
	if after*10 > before {
		t.Errorf("%d bytes became %d", before, after)
	}
	equal(t, "a backup was made before", must(s.Backups())(t)[0].Reason, BeforeCompacting)
	equal(t, "it holds the same", must(look(s, "fnd"))(t), seen)
	equal(t, "for others too", must(look(other, "fnd"))(t), seen)
	_ = must(other.RecordAttempt(attempt("one", true), need))(t)
	equal(t, "what they save is there", len(must(s.Attempts("fnd"))(t)), len(seen.Attempts)+1)
	check(t, s.Upkeep(nil))
	equal(t, "it is not compacted again", must(s.Backups())(t)[0].Reason, BeforeCompacting)
	noDrafts(t, s)
}

func TestNothingIsThereToCompact(t *testing.T) {
	_, err := New(t.TempDir(), time.Now).Compact()
	wantErr(t, err, ErrNotFound)
}

func TestEraseRemovesWhatIsTheLearners(t *testing.T) {
	s, _, _ := lived(t)
	_ = must(s.SigningKey())(t)
	_ = must(s.BackUp(AskedFor))(t)
	check(t, s.KeepDraft("capture", map[string]string{"title": "Half a"}))
	_, _, err := s.AddExperiment(Experiment{Title: "In a line"})
	check(t, err)
	_ = must(s.ReportCrash("1.0.0", "index out of range", nil))(t)
	_ = must(s.Repair())(t) // keeps the file aside
	check(t, os.MkdirAll(s.Dir()+"/packs/mine", 0o700))
	left := must(s.Erase())(t)
	equal(t, "left", left, []string{"packs"})
	names := must(os.ReadDir(s.Dir()))(t)
	equal(t, "in the folder", len(names), 1)
	check(t, os.RemoveAll(s.Dir()+"/packs"))
	check(t, New(s.Dir(), s.now).KeepPlace("fnd", "1.0.0", "a", false))
	equal(t, "all gone", len(must(New(s.Dir(), s.now).Erase())(t)), 0)
	_, err = os.Stat(s.Dir())
	equal(t, "with the folder", os.IsNotExist(err), true)
}
