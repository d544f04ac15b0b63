package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"github.com/gofrs/flock"
)

// mergeable is the learner's file that a path names: the file itself, or the folder that it
// lies in. What is none is ErrInvalid.
func (s *Store) mergeable(path string) (string, error) {
	file, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(file)
	if err == nil && info.IsDir() {
		folder := file
		file = filepath.Join(folder, filepath.Base(s.File()))
		if info, err = os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("%s: %w in this folder; name the file itself: waymark.db of the other machine, or a backup of it", filepath.Base(file), fs.ErrNotExist)
		}
	}
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", invalid("%s is not a file: name waymark.db of the other machine, or a backup of it", file)
	case s.isOwn(info):
		return "", invalid("%s is the file of this machine itself: name a copy of that of the other machine", file)
	}
	return file, notText(file)
}

// notText refuses a text, such as a snapshot or an export of the journal: it is no damaged
// file of a learner.
func notText(file string) error {
	const enough = 512
	head, err := beginning(file, enough)
	if err != nil {
		return copyError{file, err}
	}
	for range utf8.UTFMax - 1 { // the last letter may be cut
		if utf8.Valid(head) {
			break
		}
		head = head[:len(head)-1]
	}
	if len(head) > 0 && utf8.Valid(head) && !bytes.ContainsRune(head, 0) {
		return invalid("%s is a text, such as a snapshot or an export, and not the file of a learner: name waymark.db of the other machine, or a backup of it; an export of the journal is taken in with waymark journal import", file)
	}
	return nil
}

// beginning is what a file begins with.
func beginning(file string, most int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// copyOther makes a copy of the other file of its own, with what waits beside it, which is
// brought to the newest format there: the other file itself is only read. Done removes it.
func (s *Store) copyOther(file string) (other *Store, done func(), err error) {
	done = func() {}
	if err := makeFolder(s.dir); err != nil {
		return nil, done, err
	}
	swept := s.writing()
	dir, err := os.MkdirTemp(s.dir, draftPrefix)
	if err != nil {
		swept()
		return nil, done, err
	}
	done = func() { _ = os.RemoveAll(dir); swept() }
	other = New(dir, s.now)
	other.copyOf, other.patience, other.sizes = file, s.patience, s.sizes
	// First what waits beside it: what is taken in meanwhile is in both, and known by its id.
	if filepath.Base(file) == filepath.Base(s.File()) {
		if err := other.copyWaiting(filepath.Dir(file)); err != nil {
			return nil, done, copyError{file, err}
		}
	}
	if err := other.copyLocked(file); err != nil {
		return nil, done, copyError{file, err}
	}
	if err := other.update(func(*tx) error { return nil }); err != nil {
		return nil, done, err
	}
	if _, err := verifyFile(other.File()); err != nil {
		return nil, done, copyError{file, err}
	}
	return other, done, nil
}

// copyLocked copies a file while nobody writes to it. Where the disk that it lies on knows no
// locks, it has to be the same after as before.
func (s *Store) copyLocked(file string) error {
	ctx, cancel := context.WithTimeout(context.Background(), max(s.patience, time.Millisecond))
	defer cancel()
	lock := flock.New(file, flock.SetFlag(os.O_RDONLY))
	if _, err := lock.TryRLockContext(ctx, 2*time.Millisecond); errors.Is(err, context.DeadlineExceeded) {
		return ErrBusy
	}
	defer func() { _ = lock.Close() }()
	for range placeTries {
		before, err := readMetas(file)
		if err != nil {
			return err
		}
		if err := copyTo(s.File(), file, 1<<62); err != nil {
			return err
		}
		if after, err := readMetas(file); err == nil && after == before {
			return nil
		}
	}
	return ErrBusy
}

// copyWaiting copies the entries that wait beside another machine's file.
func (s *Store) copyWaiting(dir string) error {
	from := New(dir, s.now)
	names, err := from.spoolNames()
	if err != nil || len(names) == 0 && !from.hasCaptured() {
		return err
	}
	if err := makeFolder(s.spoolDir()); err != nil {
		return err
	}
	for _, name := range names {
		if err := copyTo(filepath.Join(s.spoolDir(), name), filepath.Join(from.spoolDir(), name), maxSpooled); err != nil {
			return err
		}
	}
	if info, err := os.Stat(from.captureFile()); err != nil || !info.Mode().IsRegular() {
		return nil //nolint:nilerr // there are none
	}
	return copyTo(s.captureFile(), from.captureFile(), capturedRead)
}

// copyTo copies a file, or what it begins with.
func copyTo(path, from string, most int64) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, io.LimitReader(f, most))
	return errors.Join(err, to.Close())
}

// keyBeside is the key that signs beside another machine's file; empty where there is none.
func keyBeside(file string) string {
	key := New(filepath.Dir(file), time.Now).KeyFile()
	if info, err := os.Stat(key); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	content, err := os.ReadFile(key)
	if err != nil || parseKey(content) == nil {
		return ""
	}
	return string(content)
}

// signsOtherwise reports that the machine of another file signs with another key.
func (s *Store) signsOtherwise(file string) bool {
	theirs := parseKey([]byte(keyBeside(file)))
	mine, err := s.readKey()
	return err == nil && theirs != nil && !mine.Equal(theirs)
}

// A copyError is trouble with the file that is to be merged in, and not with the learner's.
type copyError struct {
	file string
	err  error
}

func (e copyError) Error() string {
	next := "try again"
	switch {
	case errors.Is(e.err, ErrDamaged):
		next = "open it with Waymark on its own machine, which says what can be done, or merge a backup of it"
	case errors.Is(e.err, ErrNewer):
		next = "install that version or a later one here"
	case errors.Is(e.err, ErrBusy):
		next = "close it, and try again"
	case errors.Is(e.err, ErrFull):
		next = "free some space and try again"
	}
	return fmt.Sprintf("%s: %v; nothing was changed: %s", e.file, e.err, next)
}

func (e copyError) Unwrap() error { return e.err }
