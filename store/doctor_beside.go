package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/oklog/ulid/v2"
	"go.etcd.io/bbolt"
)

// viewed runs fn in a transaction that only reads.
func viewed(db *bbolt.DB, fn func(*tx) error) error {
	return db.View(func(b *bbolt.Tx) error { return fn(&tx{Tx: b}) })
}

// reason is what is wrong, as a sentence, without that the file is damaged.
func reason(err error) string {
	text := strings.TrimPrefix(err.Error(), ErrDamaged.Error()+": ")
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}

// badValues names the values whose checksum does not hold.
func (t *tx) badValues() (bad []string) {
	for _, bucket := range buckets {
		b := t.Bucket([]byte(bucket))
		if b == nil {
			continue
		}
		_ = b.ForEach(func(k, v []byte) error {
			_, err := unseal(bucket, string(k), v)
			if err == nil && bucket != textBucket && bucket != searchBucket {
				_, err = t.lengthen(v[sealSize:])
			}
			if err != nil {
				bad = append(bad, reason(err))
			}
			return nil
		})
	}
	return bad
}

// examineIndex compares the index of the journal with the entries. It is made anew by
// itself where it does not fit, so that it is no damage.
func (s *Store) examineIndex(x *Examination, t *tx) error {
	known := map[ulid.ULID]bool{}
	list, err := t.fresh()
	if err == nil {
		for _, id := range list {
			known[id] = true
		}
		err = t.eachSegment(func(id ulid.ULID) { known[id] = true })
	}
	entries, missing := t.Bucket([]byte(experimentBucket)), 0
	if err == nil {
		err = entries.ForEach(func(k, _ []byte) error {
			id, err := ulid.ParseStrict(string(k))
			if !known[id] {
				missing++
			}
			delete(known, id)
			return err
		})
	}
	switch {
	case errors.Is(err, errStale), err == nil && missing+len(known) > 0:
		x.note(CheckIndex, "The next search makes it anew.", "The index of the journal does not fit the entries: it lacks %d, and has %d too many.", missing, len(known))
		return nil
	}
	return err
}

// eachSegment calls fn with every entry that a segment knows.
func (t *tx) eachSegment(fn func(ulid.ULID)) error {
	all, err := t.segments()
	if err != nil {
		return err
	}
	for _, g := range all {
		if err := g.load(); err != nil {
			return err
		}
		for n := range g.size {
			if !g.isDead(n) {
				fn(g.id(n))
			}
		}
	}
	return nil
}

// examineBeside looks at what lies beside the file.
func (s *Store) examineBeside(x *Examination) {
	s.examineWaiting(x)
	if _, err := s.readKey(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		x.note(CheckKey, "Put back a copy of the key, or move it away: then a new one is made, and whoever collects your snapshots has to confirm it.", "The key in %s, which signs your snapshots, cannot be read.", s.KeyFile())
	}
	s.examineAccess(x)
	if at := s.Location(); at.IsRisk() {
		x.note(CheckPlace, at.Next(), "%s %s", at.What(), at.Why())
	}
	s.examineStrays(x)
}

func (s *Store) examineWaiting(x *Examination) {
	captured, whole, _ := s.captured()
	spooled, err := s.spooled()
	names, err2 := s.spoolNames()
	if waiting := len(captured) + len(spooled); waiting > 0 {
		x.note(CheckWaiting, "Nothing has to be done: whatever reads or saves next takes them in.", "%s beside the file, confirmed and safe.", numbered(waiting, "entry waits", "entries wait"))
	}
	unread := len(names) - len(spooled)
	kept, _ := filepath.Glob(filepath.Join(s.spoolDir(), "unreadable-*.log"))
	if !whole || err != nil || err2 != nil || unread > 0 || len(kept) > 0 {
		x.note(CheckWaiting, "Open it as text: the words of the entries can still be read by a person.", "Something in %s cannot be read, and is left there.", s.spoolDir())
	}
}

func numbered(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", several)
}

// examineAccess looks who else on the machine may read the folder.
func (s *Store) examineAccess(x *Examination) {
	if runtime.GOOS == "windows" {
		return // where the folder of a person is theirs
	}
	for _, path := range []string{s.dir, s.File(), s.KeyFile()} {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		if others := info.Mode().Perm() & 0o077; others != 0 && (path != s.File() || s.isOpen()) {
			x.note(CheckAccess, fmt.Sprintf("Take that back with: chmod go-rwx %s", path), "Others on this machine may open %s (%s).", path, info.Mode().Perm())
		}
	}
}

// isOpen reports that others may enter the learner's folder.
func (s *Store) isOpen() bool {
	info, err := os.Stat(s.dir)
	return err == nil && info.Mode().Perm()&0o077 != 0
}

// examineStrays lists what was left behind, and what was kept for the learner.
func (s *Store) examineStrays(x *Examination) {
	if strays := draftsIn(draftPrefix, []string{s.dir, s.spoolDir(), s.BackupsDir()}); len(strays) > 0 {
		x.note(CheckStrays, "The next start of Waymark removes them.", "%s behind by a program that was ended.", numbered(len(strays), "temporary file was left", "temporary files were left"))
	}
	kept, _ := filepath.Glob(filepath.Join(s.dir, "waymark-*.db"))
	for _, path := range kept {
		info, err := os.Lstat(path)
		if err == nil {
			x.note(CheckStrays, "Delete it once you miss nothing.", "%s is your file as it was before (%d kB).", path, (info.Size()+1023)/1024)
		}
	}
}
