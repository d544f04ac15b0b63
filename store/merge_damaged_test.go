package store

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// garble puts something that says nothing in the place of every value, with sums that fit.
func garble(b *bbolt.Tx, bucket []byte) error {
	in := b.Bucket(bucket)
	return in.ForEach(func(k, v []byte) error {
		if len(v) == sealSize || string(k) == sumsKey {
			return nil
		}
		return in.Put(bytes.Clone(k), seal(string(bucket), string(k), []byte(`{"id": "not to`)))
	})
}

// Whichever part of one of two files is missing or garbled, a look at a merge of them shows
// something, or says what is wrong in which file, and both stay as they are.
func TestAMergeOfADamagedFile(t *testing.T) {
	w := eventful(t)
	more := storeOf(t, w.file)
	set(t, machine{more, nil}, w.new.ID, map[string]string{"title": "Other words", "outcome": strings.Repeat("more ", 1000)})
	_ = must(more.KeepVariant(w.new.ID, Variant{Name: "gnu"}))(t)
	_ = must(more.KeepTalkNote(person, "ask again"))(t)
	_ = must(more.Undo(time.Time{}))(t)
	changed := must(os.ReadFile(more.File()))(t)
	tried, refused, parts := 0, 0, slices.Concat(leadParts, []string{metaBucket, logBucket, textBucket, subjectBucket, undoneBucket, lessonBucket, sentBucket})
	if os.Getenv("WAYMARK_PROOFS") == "all" {
		parts = bucketsOf(t, w.file)
	}
	for _, bucket := range parts {
		for n, harm := range append(harms, garble) {
			for _, isHere := range []bool{true, false} {
				here, there := storeOf(t, w.file), storeOf(t, changed)
				harmedOne := there
				if isHere {
					harmedOne = here
				}
				file := harmed(t, must(os.ReadFile(harmedOne.File()))(t), bucket, harm)
				check(t, os.WriteFile(harmedOne.File(), file, 0o600))
				here.inspected.Store(isHere) // what is harmed while a program runs, it has looked at before
				before := [2][32]byte{sumOf(t, here.File()), sumOf(t, there.File())}
				_, err := here.PreviewMerge(there.Dir(), false)
				tried++
				equal(t, "both files", [2][32]byte{sumOf(t, here.File()), sumOf(t, there.File())}, before)
				if err == nil {
					continue
				}
				refused++
				if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrInvalid) {
					t.Errorf("%s, harm %d, here %v: %v", bucket, n, isHere, err)
				}
				if errors.Is(err, ErrDamaged) && !strings.HasPrefix(err.Error(), harmedOne.File()) {
					t.Errorf("%s, harm %d, here %v: not of %s: %v", bucket, n, isHere, harmedOne.File(), err)
				}
				equal(t, "left behind", leftOver(t, here.Dir()), 0)
			}
		}
	}
	t.Logf("%d merges of a file that was harmed, of which %d said so", tried, refused)
}
