package store

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"
)

// What can be wrong with the learner's file, or with what is asked of it.
// Errors that wrap these name the thing and say what to do next.
var (
	ErrBusy          = errors.New("another program is using the file")
	ErrDamaged       = errors.New("the file is damaged")
	ErrNewer         = errors.New("the file was made by a newer version of waymark")
	ErrReadOnly      = errors.New("the file may not be changed")
	ErrFull          = errors.New("the disk is full")
	ErrGone          = errors.New("the file is not there any more")
	ErrNotFound      = errors.New("not found")
	ErrInvalid       = errors.New("not accepted")
	ErrNothingToUndo = errors.New("there is nothing to undo")
	ErrStays         = errors.New("an answer in a module check stays as it was given")
	ErrLocked        = errors.New("it stands since the first result")
	ErrBlind         = errors.New("a blind rating is under way")
	ErrRevealed      = errors.New("a rating that is revealed stays as it was given")
	ErrPrivacy       = errors.New("a privacy rule forbids it")
)

// remedies say what to do next about each trouble with the file.
var remedies = []struct {
	trouble error
	next    string
}{
	{ErrBusy, "close it, or try again in a moment"},
	{ErrDamaged, "waymark doctor says what is wrong, and what you can do: it can be made anew from what is readable, or from a backup"},
	{ErrNewer, "install that version or a later one"},
	{ErrReadOnly, "allow writing to it and its folder, or choose another folder with --data"},
	{ErrFull, "free some space and try again"},
	{ErrGone, "put it back and go on, or start Waymark again to begin a new one"},
}

// explain names the file and the next step where err is trouble with the file.
func (s *Store) explain(err error) error {
	if _, other := errors.AsType[copyError](err); err == nil || other || isAnswer(err) {
		return err
	}
	err = classify(err)
	if s.copyOf != "" {
		return copyError{s.copyOf, err}
	}
	for _, r := range remedies {
		if errors.Is(err, r.trouble) {
			return fmt.Errorf("%s: %w; %s", s.File(), err, r.next)
		}
	}
	if _, found := errors.AsType[*fs.PathError](err); found {
		return fmt.Errorf("%w; look at the folder %s, or choose another one with --data", err, s.dir)
	}
	if _, found := errors.AsType[syscall.Errno](err); found || says(err, syscall.EIO, syscall.EINTR, syscall.EMFILE) {
		return fmt.Errorf("%s: %w; try again, and look after the disk if it goes on", s.File(), err)
	}
	return err
}

// IsFileDamaged reports that an error says that the learner's file is damaged: not the key
// that signs, nor a backup.
func IsFileDamaged(err error) bool {
	_, key := errors.AsType[keyError](err)
	return errors.Is(err, ErrDamaged) && !key && !isBackupError(err)
}

// isAnswer reports that err is about what was asked, not about the file.
func isAnswer(err error) bool {
	return slices.ContainsFunc([]error{
		ErrInvalid, ErrNotFound, ErrNothingToUndo, ErrStays, ErrLocked, ErrBlind, ErrRevealed, ErrPrivacy,
	}, func(answer error) bool { return errors.Is(err, answer) })
}

// classify turns what the system and bbolt report into the errors of this package.
func classify(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return ErrBusy
	case isFull(err):
		return fmt.Errorf("%w (%v)", ErrFull, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w (%v)", ErrReadOnly, err)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum),
		errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	return err
}

// isFull reports that there was no room: on the disk, in the quota, or under
// the limit on the size of a file. Bbolt hands some errors on as words only.
func isFull(err error) bool {
	const windowsDiskFull = syscall.Errno(112)
	full := []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}
	if runtime.GOOS == "windows" {
		full = append(full, windowsDiskFull)
	}
	return says(err, full...)
}

// says reports that an error is one of those, or has its words.
func says(err error, reasons ...error) bool {
	return slices.ContainsFunc(reasons, func(reason error) bool {
		return errors.Is(err, reason) || strings.Contains(err.Error(), reason.Error())
	})
}

// newKeyError says that a team file is signed with another key than before.
func newKeyError(team string) error {
	return fmt.Errorf("%w: the file of the team %s is signed with another key than the one you accepted; ask your lead whether that is right", ErrPrivacy, team)
}

func lockedError(f Field) error {
	return fmt.Errorf("%w: %q was set before the result; amend it with a reason", ErrLocked, f.Label)
}

func blindError(what string) error {
	return fmt.Errorf("%w: rate the rest, or reveal early, before you %s", ErrBlind, what)
}

func noEntry(id string) error {
	return notFound("no journal entry has an id that begins with %q; the list of the journal shows the ids", id)
}

func notFound(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrNotFound, fmt.Sprintf(format, args...))
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}
