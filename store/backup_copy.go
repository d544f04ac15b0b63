package store

import (
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
)

// copyTries is how often a copy is made without the file's lock before one is made under it.
const copyTries = 3

// copyFile copies the learner's file as it is at one moment, and returns which state that
// was.
//
// The lock is not held while it copies, so that others can save: a page that is in use is
// never written over, so that the copy holds one state of the file where no save ended
// meanwhile. That is asked under the lock. Where somebody saves again and again, the last
// try holds the lock: for others a save that takes as long as a copy.
func (s *Store) copyFile(to *os.File) (fileState, error) {
	for range copyTries {
		before, err := s.copyPages(to)
		if err != nil {
			return before, err
		}
		db, err := s.open(true)
		if err != nil {
			return before, err
		}
		after, err := s.fileState()
		if err := errors.Join(err, db.Close()); err != nil {
			return after, err
		}
		if before.is(after) {
			return after, to.Sync()
		}
	}
	db, err := s.open(true)
	if err != nil {
		return fileState{}, err
	}
	state, err := s.copyPages(to)
	if err = errors.Join(err, db.Close()); err != nil {
		return state, err
	}
	return state, to.Sync()
}

// A fileState tells one saved state of the learner's file from another.
type fileState struct {
	info fs.FileInfo
	meta meta
}

func (s *Store) fileState() (fileState, error) {
	both, err := readMetas(s.File())
	if err != nil {
		return fileState{}, err
	}
	info, err := os.Stat(s.File())
	return fileState{info, both.newest()}, err
}

func (f fileState) is(other fileState) bool {
	return f.meta == other.meta && os.SameFile(f.info, other.info)
}

// copyPages copies the pages that are in use or free, in place of what was copied before,
// and returns the state in which the file was before.
func (s *Store) copyPages(to *os.File) (fileState, error) {
	from, err := openExisting(s.File(), os.O_RDONLY, 0)
	if err != nil {
		return fileState{}, err
	}
	defer from.Close()
	state, err := s.fileState()
	if err != nil {
		return state, err
	}
	if info, err := from.Stat(); err != nil || !os.SameFile(info, state.info) {
		return fileState{meta: state.meta, info: info}, err // another file took its place: try again
	}
	if _, err := to.Seek(0, io.SeekStart); err != nil {
		return state, err
	}
	size := int64(state.meta.Pages) * int64(state.meta.PageSize)
	if err := to.Truncate(0); err != nil {
		return state, err
	}
	_, err = io.CopyN(to, from, size)
	return state, err
}

// held is what a file was found to hold.
type held struct {
	learner, device string
	format          int
	events, entries int
	size            int64  // bytes
	sum             uint32 // over all keys and values
}

// verifyFile reads a file through, which nobody else has: its first pages, how its pages
// hang together, and the sum of every value. What is wrong is ErrDamaged, or ErrNewer.
func verifyFile(path string) (h held, err error) {
	if _, err := inspectFile(path); err != nil {
		return h, err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damaged("%v", p)
		}
	}()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Nanosecond, OpenFile: openExisting})
	if err != nil {
		return h, classify(err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return h, db.View(func(b *bbolt.Tx) error {
		t := &tx{Tx: b}
		if h.size = b.Size(); h.size == 0 {
			return damaged("it is empty")
		}
		if h.format, err = t.format(); err != nil {
			return err
		}
		if _, err := t.get(metaBucket, "learner", &h.learner); err != nil {
			return err
		}
		if _, err := t.get(metaBucket, "device", &h.device); err != nil {
			return err
		}
		return t.verify(&h)
	})
}

// verify checks the sum of every value.
func (t *tx) verify(h *held) error {
	return t.ForEach(func(bucket []byte, b *bbolt.Bucket) error {
		name := string(bucket)
		return b.ForEach(func(key, value []byte) error {
			switch name {
			case logBucket:
				h.events++
			case experimentBucket:
				h.entries++
			}
			for _, part := range [][]byte{bucket, key, value} {
				h.sum = crc32.Update(h.sum, castagnoli, part)
			}
			_, err := unseal(name, string(key), value)
			return err
		})
	})
}

// packedKey is where a backup holds the key that signs, in its meta bucket.
const packedKey = "key"

// packKey puts the key that signs into a copy: without it a new machine would be somebody
// else to whoever collects snapshots. A learner who never signed anything has none.
func (s *Store) packKey(path string) error {
	content, err := os.ReadFile(s.KeyFile())
	if err != nil || parseKey(content) == nil {
		return nil // one that cannot be read is told where it is needed
	}
	return changeCopy(path, func(t *tx) error { return t.put(metaBucket, packedKey, string(content)) })
}

// changeCopy changes a copy, which nobody else has.
func changeCopy(path string, change func(*tx) error) (err error) {
	if _, err := inspectFile(path); err != nil {
		return err
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Nanosecond, OpenFile: openExisting})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.Update(func(b *bbolt.Tx) error { return change(&tx{Tx: b}) })
}
