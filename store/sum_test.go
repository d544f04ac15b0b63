package store

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// A disk that loses a write gives back the page as it was before, in which every value and
// its checksum are right.
func TestAPageOfAnEarlierSaveIsNoticed(t *testing.T) {
	s, before, _ := lived(t)
	size := 4096
	var noticed int
	for range 12 {
		check(t, s.KeepPlace("fnd", "1.0.0", "later", false))
		_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	}
	now := must(os.ReadFile(s.File()))(t)
	for page := 2; page < len(before)/size; page++ {
		was, is := before[page*size:(page+1)*size], now[page*size:(page+1)*size]
		if bytes.Equal(was, is) || binary.NativeEndian.Uint64(was) != binary.NativeEndian.Uint64(is) {
			continue
		}
		stale := New(t.TempDir(), time.Now)
		check(t, os.WriteFile(stale.File(), append(append(bytes.Clone(now[:page*size]), was...), now[(page+1)*size:]...), 0o600))
		seen, err := look(stale, "fnd")
		if err != nil {
			wantErr(t, err, ErrDamaged)
			noticed++
			continue
		}
		equal(t, "what is read", seen, must(look(s, "fnd"))(t))
	}
	equal(t, "some were noticed", noticed > 0, true)
	t.Logf("%d earlier pages were noticed", noticed)
}

// A part in which a value is missing, or one is too many, says which part it is.
func TestAPartThatLostAValueIsNamed(t *testing.T) {
	for name, spoil := range map[string]func(b *bbolt.Bucket) error{
		"lost":    func(b *bbolt.Bucket) error { return b.Delete([]byte("fnd")) },
		"foreign": func(b *bbolt.Bucket) error { return b.Put([]byte("new"), seal(lessonBucket, "new", []byte("{}"))) },
		"older":   func(b *bbolt.Bucket) error { return b.Put([]byte("fnd"), seal(lessonBucket, "fnd", []byte("{}"))) },
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t.TempDir(), time.Now)
			check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
			db := must(bbolt.Open(s.File(), 0o600, nil))(t)
			check(t, db.Update(func(b *bbolt.Tx) error { return spoil(b.Bucket([]byte(lessonBucket))) }))
			check(t, db.Close())
			_, err := New(s.Dir(), time.Now).Lesson("fnd")
			wantErr(t, err, ErrDamaged)
			if want := `the part "lesson" does not hold what was saved in it`; !strings.Contains(err.Error(), want) {
				t.Errorf("got %q, want it to say %q", err, want)
			}
		})
	}
}

// A search goes by the keys of the branches: one that is off would lead past values that
// are there.
func TestABranchKeyThatIsOffIsNoticed(t *testing.T) {
	_, sound, seen := lived(t)
	size := 4096
	noticed := 0
	for page := 2; page < len(sound)/size; page++ {
		at := sound[page*size:]
		if binary.NativeEndian.Uint16(at[8:]) != branchPage || binary.NativeEndian.Uint64(at) != uint64(page) {
			continue
		}
		count := int(binary.NativeEndian.Uint16(at[10:]))
		last := at[pageHeader+(count-1)*element:] // one step up, the last key is still in order
		spoilt := bytes.Clone(sound)
		key := page*size + pageHeader + (count-1)*element + int(binary.NativeEndian.Uint32(last)) + int(binary.NativeEndian.Uint32(last[4:])) - 1
		spoilt[key]++
		s := New(t.TempDir(), time.Now)
		check(t, os.WriteFile(s.File(), spoilt, 0o600))
		got, err := look(s, "fnd")
		if err != nil {
			wantErr(t, err, ErrDamaged)
			noticed++
			continue
		}
		equal(t, "what is read", got, seen) // the page is free
	}
	equal(t, "some were noticed", noticed > 0, true)
}
