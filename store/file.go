package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// open opens the file under its lock. It waits in short steps for another
// program, since bbolt's own steps of 50 ms make a quick save feel slow.
func (s *Store) open(readOnly bool) (*bbolt.DB, error) {
	var opened *os.File
	options := &bbolt.Options{ReadOnly: readOnly, Timeout: time.Nanosecond, OpenFile: func(path string, flag int, mode os.FileMode) (f *os.File, err error) {
		f, err = openExisting(path, flag, mode)
		opened = f
		return f, err
	}}
	waited, step := time.Duration(0), 2*time.Millisecond
	for {
		if err := checkMetas(s.File()); err != nil {
			return nil, err
		}
		db, err := bbolt.Open(s.File(), 0o600, options)
		if err == nil && !s.isInPlace(opened) {
			if err := db.Close(); err != nil {
				return nil, err
			}
			continue // another took its place, or none, before the lock was ours
		}
		if !errors.Is(err, bolterrors.ErrTimeout) || waited >= s.patience {
			return db, err
		}
		time.Sleep(step)
		waited += step
		step = min(2*step, 20*time.Millisecond)
	}
}

// isInPlace reports that an open file is the learner's file still. What is saved in one
// that was replaced meanwhile would be lost.
func (s *Store) isInPlace(f *os.File) bool {
	info, err := f.Stat()
	now, gone := os.Stat(s.File())
	return err == nil && gone == nil && os.SameFile(info, now)
}

// openExisting keeps bbolt from making an empty file where there is none.
func openExisting(path string, flag int, mode os.FileMode) (*os.File, error) {
	return os.OpenFile(path, flag&^os.O_CREATE, mode)
}

// create makes the folder and the file if there is no file, and was none. The file is built
// under a temporary name and appears in one step: never empty, never in part,
// and never over one that another program made meanwhile.
func (s *Store) create() error {
	was := s.inspected.Load() // before the look: another goroutine may make the file after it
	if _, err := statFile(s.File()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if was {
		return ErrGone
	}
	if err := makeFolder(s.dir); err != nil {
		return err
	}
	defer s.writing()()
	draft, err := os.MkdirTemp(s.dir, draftPrefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(draft)
	path := filepath.Join(draft, "waymark.db")
	if err := s.build(path); err != nil {
		return err
	}
	if err := os.Link(path, s.File()); err != nil && !errors.Is(err, fs.ErrExist) {
		// Some file systems have no links; there, the last of two first writers wins.
		if err := os.Rename(path, s.File()); err != nil {
			return err
		}
	}
	return syncDir(s.dir)
}

// build writes a new file with nothing in it but its format and identity.
func (s *Store) build(path string) (err error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Nanosecond})
	if err != nil {
		return err
	}
	defer func() {
		if closing := db.Close(); err == nil {
			err = closing
		}
	}()
	return db.Update(func(b *bbolt.Tx) error {
		t := s.tx(b)
		return t.run(0, formats)
	})
}

// writeFile makes a file in the learner's folder, for the learner alone, that is there as a
// whole or not at all.
func (s *Store) writeFile(path string, data []byte) error {
	defer s.writing()()
	return writeSynced(path, data)
}

func writeSynced(path string, data []byte) error {
	draft, err := os.CreateTemp(filepath.Dir(path), draftPrefix)
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	_, err = draft.Write(data)
	err = errors.Join(err, draft.Sync(), draft.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(draft.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// makeFolder makes a folder for the learner alone, with those above it, which lasts through
// a power cut: what is in it would be lost with its name.
func makeFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && info.IsDir() {
		return nil
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := makeFolder(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		if info, now := os.Stat(dir); now != nil || !info.IsDir() { // or another program was faster
			return err
		}
	}
	if err := syncDir(parent); !errors.Is(err, fs.ErrPermission) { // one may enter it, but not look
		return err
	}
	return nil
}

// syncDir makes new names in a folder last through a power cut. Windows does
// that by itself and refuses to be asked.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
