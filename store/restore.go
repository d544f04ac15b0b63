package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ErrAnother says that a backup is of another learner than the file.
var ErrAnother = errors.New("the backup is of another learner")

// placeTries is how often a file is kept, where somebody saves before another takes its place.
const placeTries = 3

// Restored says what was restored, and what became of what was there before.
type Restored struct {
	Events  int
	Entries int
	Kept    string // path of what was there before; empty where nothing was
	Damaged bool   // what was there could not be read, and is kept as it was
}

// Restore puts a backup in the place of the learner's file. It is read through first, and
// what is there now is kept: as a backup, or untouched under another name where it is not
// sound. Programs that are running go on with the restored file. Entries that wait beside
// the file stay there, and come into the restored one. A backup of another learner is
// ErrAnother.
func (s *Store) Restore(path string) error {
	_, err := s.RestoreFrom(path, false)
	return err
}

// RestoreFrom is Restore that tells what it did, and takes a backup of another learner
// where that is wanted.
func (s *Store) RestoreFrom(path string, another bool) (Restored, error) {
	s.saves.Add(1)
	defer s.saves.Add(-1)
	r, err := s.restore(path, another)
	if err != nil && !errors.Is(err, ErrAnother) && !isBackupError(err) {
		err = s.explain(err)
	}
	return r, err
}

func (s *Store) restore(path string, another bool) (r Restored, err error) {
	if err := makeFolder(s.dir); err != nil {
		return r, err
	}
	defer s.writing()()
	draft, err := os.CreateTemp(s.dir, draftPrefix)
	if err != nil {
		return r, err
	}
	defer os.Remove(draft.Name())
	if err := errors.Join(copyBackup(draft, path), draft.Close()); err != nil {
		return r, err
	}
	backup, err := verifyFile(draft.Name())
	if err != nil {
		return r, backupError{path, err}
	}
	r = Restored{Events: backup.events, Entries: backup.entries}
	var key string
	for range placeTries {
		kept, err := s.keepCurrent()
		if err != nil {
			return r, err
		}
		if kept.learner != "" && kept.learner != backup.learner && !another {
			return r, fmt.Errorf("%w: %s", ErrAnother, path)
		}
		r.Kept, r.Damaged = kept.path, kept.damaged
		if err := s.unpack(draft.Name(), kept, &key); err != nil {
			return r, err
		}
		placed, err := s.place(draft.Name(), kept)
		if placed {
			if err = errors.Join(err, s.placeKey(key, kept.learner != "" && kept.learner != backup.learner)); err != nil {
				err = fmt.Errorf("the backup is in its place, but %w", err)
			}
		}
		if err != nil || placed {
			return r, err
		}
		if !kept.damaged && kept.path != "" {
			_ = os.Remove(kept.path) // the next one holds more
		}
	}
	return r, ErrBusy
}

// copyBackup copies a backup, which may be any file, to the disk.
func copyBackup(to *os.File, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return backupError{path, damaged("it is not a file")}
	}
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Sync())
}

// A current is the learner's file before another takes its place, and where it is kept.
type current struct {
	state   fileState // of a damaged one only what the system says
	there   bool
	path    string // of what is kept
	damaged bool
	learner string
	device  string
}

// keepCurrent makes a backup of the learner's file, or keeps it as it is where it is not
// sound.
func (s *Store) keepCurrent() (c current, err error) {
	if _, err := os.Lstat(s.File()); errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	c.there = true
	if err := s.takeInAll(); err != nil && !isUnsound(err) {
		return c, err
	}
	if err := s.syncSpool(); err != nil {
		return c, err
	}
	err = s.view(func(t *tx) error {
		_, err := t.get(metaBucket, "learner", &c.learner)
		_, err2 := t.get(metaBucket, "device", &c.device)
		return errors.Join(err, err2)
	})
	if err == nil {
		c.state, err = s.fileState()
	}
	if err == nil {
		var b Backup
		b, err = s.backUp(BeforeRestoring)
		c.path = b.Path
	}
	if isUnsound(err) {
		why := err
		c.damaged = true
		if c.state.info, err = os.Lstat(s.File()); err == nil {
			c.path, err = s.keepAside(why)
		}
	}
	return c, err
}

// isUnsound reports that a file cannot be read by this version, now or later.
func isUnsound(err error) bool { return errors.Is(err, ErrDamaged) || errors.Is(err, ErrNewer) }

// asides say what a file was that was kept aside.
const (
	asideSound   = "before-repair"
	asideDamaged = "damaged"
	asideNewer   = "newer"
)

var asides = []string{asideSound, asideDamaged, asideNewer}

// keepAside gives what stands in the place of the learner's file a second name, which says
// what it is and when that was. Where the file system has no second names, it is copied.
func (s *Store) keepAside(why error) (path string, err error) {
	what := asideSound
	switch {
	case errors.Is(why, ErrNewer):
		what = asideNewer
	case why != nil:
		what = asideDamaged
	}
	for at := s.time().UTC(); ; at = at.Add(time.Millisecond) { // two in one moment have two names
		path = filepath.Join(s.dir, fmt.Sprintf("waymark-%s-%s.db", what, at.Format(backupTime)))
		err = os.Link(s.File(), path)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			err = copyAside(s.File(), path)
		}
		if !errors.Is(err, fs.ErrExist) {
			return path, errors.Join(err, syncDir(s.dir))
		}
	}
}

// copyAside copies a file to a name that is not taken. A copy that is not whole is removed.
func copyAside(from, path string) error {
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err = errors.Join(copyBackup(to, from), to.Close()); err != nil {
		_ = os.Remove(path)
	}
	return err
}

// unpack takes the key out of a copy of a backup, where it still is there, and makes the copy
// one of this machine's: its device is that of the file before, and a new one where there was
// none.
func (s *Store) unpack(draft string, before current, key *string) error {
	device := before.device
	if !before.there {
		device = randomID(s.now())
	}
	return changeCopy(draft, func(t *tx) error {
		if _, err := t.get(metaBucket, packedKey, key); err != nil {
			return err
		}
		if err := t.remove(metaBucket, packedKey); err != nil || device == "" {
			return err
		}
		return t.put(metaBucket, "device", device)
	})
}

// place puts a file that was written and checked in the place of the learner's file, in one
// step. It is false where that one has changed since it was kept. Who waits for the lock
// meanwhile finds that it is another file: see isInPlace.
func (s *Store) place(draft string, before current) (bool, error) {
	if !before.there {
		err := os.Link(draft, s.File())
		if errors.Is(err, fs.ErrExist) {
			return false, nil
		}
		if err != nil { // some file systems have no links
			err = os.Rename(draft, s.File())
		}
		return err == nil, errors.Join(err, syncDir(s.dir))
	}
	unlock, err := s.lockFile()
	if err != nil {
		return false, err
	}
	defer unlock()
	if !s.isAsKept(before) {
		return false, nil
	}
	if err := os.Rename(draft, s.File()); err != nil {
		return false, err
	}
	return true, syncDir(s.dir)
}

// isAsKept reports that the learner's file is as it was when it was kept.
func (s *Store) isAsKept(before current) bool {
	if !before.damaged {
		now, err := s.fileState()
		return err == nil && now.is(before.state)
	}
	info, err := os.Lstat(s.File())
	was := before.state.info
	return err == nil && os.SameFile(info, was) && info.Size() == was.Size() && info.ModTime().Equal(was.ModTime())
}

// lockFile takes the lock of the learner's file, also where it is damaged.
func (s *Store) lockFile() (unlock func(), err error) {
	if info, err := os.Stat(s.File()); err != nil || !info.Mode().IsRegular() {
		return func() {}, nil // nobody can have it open
	}
	ctx, cancel := context.WithTimeout(context.Background(), max(s.patience, time.Millisecond))
	defer cancel()
	lock := flock.New(s.File(), flock.SetFlag(os.O_RDWR))
	locked, err := lock.TryLock() // whatever the time says: a busy machine takes long to get here
	if err == nil && !locked {
		if _, err = lock.TryLockContext(ctx, 2*time.Millisecond); errors.Is(err, context.DeadlineExceeded) {
			err = ErrBusy
		}
	}
	return func() { _ = lock.Close() }, err
}

// placeKey puts the key of a backup in its place, where there is none or where it was
// somebody else's. The key that was there is in the backup that was made before.
func (s *Store) placeKey(key string, replace bool) error {
	content, err := os.ReadFile(s.KeyFile())
	switch {
	case replace && key == "" && err == nil:
		return os.Remove(s.KeyFile())
	case key == "" || parseKey([]byte(key)) == nil:
		return nil
	case err == nil && parseKey(content) != nil && !replace:
		return nil
	case err == nil && parseKey(content) == nil:
		// What cannot be read stays for a person to look at.
		if err := os.Rename(s.KeyFile(), s.KeyFile()+".unreadable"); err != nil {
			return err
		}
	}
	return writeSynced(s.KeyFile(), []byte(key))
}

// A backupError is a backup that cannot be used. It is ErrDamaged or ErrNewer, about
// another file than the learner's.
type backupError struct {
	path string
	err  error
}

func (e backupError) Error() string {
	if errors.Is(e.err, ErrNewer) {
		return fmt.Sprintf("the backup %s: %v; install that version or a later one", e.path, e.err)
	}
	return fmt.Sprintf("the backup %s cannot be used: %v; choose another one: nothing was changed", e.path, e.err)
}

func (e backupError) Unwrap() error { return e.err }

func isBackupError(err error) bool {
	_, is := errors.AsType[backupError](err)
	return is
}
