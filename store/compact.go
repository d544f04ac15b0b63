package store

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// A file that grew is never cut by bbolt. It is made anew without being asked where it is
// more than compactTimes as large as the pages in use, and at least compactLeast bytes.
const (
	compactTimes = 3
	compactLeast = 8 << 20
)

// Compacted says what became of the size of the learner's file, in bytes.
type Compacted struct{ Before, After int64 }

// Compact makes the learner's file anew, without the room that nothing uses any more. A
// backup is made before. Others can read and save meanwhile: a file that changed is made anew
// once more, and ErrBusy where somebody saves again and again. Where there is no file it is
// ErrNotFound.
func (s *Store) Compact() (Compacted, error) {
	s.saves.Add(1)
	defer s.saves.Add(-1)
	if _, err := s.BackUp(BeforeCompacting); err != nil {
		return Compacted{}, err
	}
	for range placeTries {
		done, placed, err := s.compact()
		if err != nil || placed {
			return done, s.explain(err)
		}
	}
	return Compacted{}, s.explain(ErrBusy)
}

// compact makes the file anew from a copy, so that the lock is held only while one takes the
// place of the other. It is false where the file changed meanwhile.
func (s *Store) compact() (done Compacted, placed bool, err error) {
	defer s.writing()()
	dir, err := os.MkdirTemp(s.dir, draftPrefix)
	if err != nil {
		return done, false, err
	}
	defer os.RemoveAll(dir)
	copied, err := os.OpenFile(filepath.Join(dir, "copy.db"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return done, false, err
	}
	state, err := s.copyFile(copied)
	if err = errors.Join(err, copied.Close()); err != nil {
		return done, false, err
	}
	before, err := verifyFile(copied.Name())
	if err != nil {
		return done, false, err
	}
	anew := filepath.Join(dir, "waymark.db")
	if err := compactInto(anew, copied.Name()); err != nil {
		return done, false, err
	}
	after, err := verifyFile(anew)
	if err == nil && after.sum != before.sum {
		err = errors.New("the file that was made anew holds something else, and was thrown away; nothing was changed")
	}
	if err != nil {
		return done, false, err
	}
	done = Compacted{state.info.Size(), after.size}
	placed, err = s.place(anew, current{state: state, there: true})
	return done, placed, err
}

// compactInto copies what one database holds into a new one, and syncs it.
func compactInto(to, from string) (err error) {
	const most = 16 << 20 // bytes that are held in memory
	options := &bbolt.Options{ReadOnly: true, Timeout: time.Nanosecond, OpenFile: openExisting}
	source, err := bbolt.Open(from, 0o600, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := bbolt.Open(to, 0o600, &bbolt.Options{Timeout: time.Nanosecond})
	if err != nil {
		return err
	}
	err = bbolt.Compact(target, source, most)
	if err == nil { // it counts its saves from the beginning
		err = target.Update(func(b *bbolt.Tx) error { return (&tx{Tx: b}).keepSums() })
	}
	return errors.Join(err, target.Sync(), target.Close())
}

// isBloated reports that the learner's file is much larger than what is in it. It asks the
// file alone, without its lock: it may be wrong by a save.
func (s *Store) isBloated() bool {
	info, err := os.Stat(s.File())
	if err != nil || info.Size() < compactLeast {
		return false
	}
	both, err := readMetas(s.File())
	if err != nil {
		return false
	}
	f, err := os.Open(s.File())
	if err != nil {
		return false
	}
	defer f.Close()
	m := both.newest()
	free, ok := freePages(f, m)
	return ok && info.Size() > compactTimes*int64(m.Pages-free)*int64(m.PageSize)
}

// freePages reads how many pages are on the list of free ones.
func freePages(f io.ReaderAt, m meta) (count uint64, ok bool) {
	var head [pageHeader + 8]byte
	if _, err := f.ReadAt(head[:], int64(m.Freelist)*int64(m.PageSize)); err != nil {
		return 0, false
	}
	order := binary.NativeEndian
	count = uint64(order.Uint16(head[10:]))
	if count == 0xFFFF { // too many for the header
		count = order.Uint64(head[pageHeader:])
	}
	return count, order.Uint16(head[8:]) == freelistPage && count < m.Pages
}
