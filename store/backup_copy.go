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

// copyBlock is how many bytes of a file are compared at once.
const copyBlock = 256 << 10

// copyFile copies the learner's file as it is at one moment, and returns which state that
// was.
//
// The lock is not held while it copies, which with 100,000 entries takes seconds, or minutes
// on a busy disk. Then it takes the lock, for as long as it needs to see that nothing was
// saved meanwhile. Otherwise it reads the file once more, which is in memory now, and writes
// the blocks again that changed.
func (s *Store) copyFile(to *os.File) (fileState, error) {
	before, sums, err := s.copyPages(to, nil)
	if err != nil {
		return before, err
	}
	db, err := s.open(true)
	if err != nil {
		return before, err
	}
	state, err := s.fileState()
	if err == nil && !before.is(state) {
		state, _, err = s.copyPages(to, sums)
	}
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

// copyPages copies the pages that are in use or free, but not the blocks that have the sums
// of an earlier copy. It returns the state in which the file was before, and the sums.
func (s *Store) copyPages(to *os.File, known []uint32) (state fileState, sums []uint32, err error) {
	from, err := openExisting(s.File(), os.O_RDONLY, 0)
	if err != nil {
		return state, nil, err
	}
	defer from.Close()
	if state, err = s.fileState(); err != nil {
		return state, nil, err
	}
	if state.info, err = from.Stat(); err != nil { // of what is read, also where another has its place by now
		return state, nil, err
	}
	size := int64(state.meta.Pages) * int64(state.meta.PageSize)
	if err := to.Truncate(size); err != nil {
		return state, nil, err
	}
	block := make([]byte, copyBlock)
	for at := int64(0); at < size; at += copyBlock {
		part := block[:min(copyBlock, size-at)]
		if _, err := io.ReadFull(io.NewSectionReader(from, at, copyBlock), part); err != nil {
			return state, nil, damaged("it cannot be read to its end: %v", err)
		}
		sum := crc32.Checksum(part, castagnoli)
		if n := len(sums); n >= len(known) || known[n] != sum {
			if _, err := to.WriteAt(part, at); err != nil {
				return state, nil, err
			}
		}
		sums = append(sums, sum)
	}
	return state, sums, nil
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
			parts := [][]byte{bucket, key, value}
			if string(key) == sumsKey { // it says which save it was, not what it holds
				parts = nil
			}
			for _, part := range parts {
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
	content, _ := os.ReadFile(s.KeyFile()) // one that cannot be read is told where it is needed
	if parseKey(content) == nil {
		return nil
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
	return db.Update(func(b *bbolt.Tx) error {
		t := &tx{Tx: b}
		if err := change(t); err != nil {
			return err
		}
		return t.keepSums()
	})
}
