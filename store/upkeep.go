package store

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"
)

// When a backup is made without being asked.
const (
	backUpEvery = time.Hour
	quickMost   = 32 << 20       // bytes of a file that is copied and checked before anybody notices
	largeEvery  = 24 * time.Hour // for a larger one, where somebody waits
)

// Passing are the errors of Upkeep about which nobody has to be told: another program is at
// it, or this one cannot change the file anyway and has said so.
func Passing() []error { return []error{ErrBusy, ErrReadOnly, ErrNewer, ErrGone} }

// Upkeep keeps the learner's folder in order: what killed programs left is swept away, a
// backup is made where something changed and the last one is an hour old, and a file that is
// mostly empty is compacted. It is called when the work is done, or beside it. Where
// somebody waits for it, as after a command, a large file is not compacted, and backed up once
// a day, after long was called; nil is where nobody waits.
func (s *Store) Upkeep(long func()) error {
	s.Sweep() // also where the file was never made, because a program was killed at it
	info, err := os.Stat(s.File())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return s.explain(err)
	}
	large := long != nil && info.Size() > quickMost
	if due, err := s.isBackUpDue(info, large); err != nil {
		return err
	} else if due {
		if large {
			long()
		}
		if _, err := s.BackUp(Automatic); err != nil {
			return err
		}
	}
	if large || !s.isBloated() {
		return nil
	}
	_, err = s.Compact()
	return err
}

// isBackUpDue reports that this state of the file has no backup, and that none was made
// lately. One from after now, by a clock that was ahead, does not count.
func (s *Store) isBackUpDue(file fs.FileInfo, large bool) (bool, error) {
	all, err := s.Backups()
	if err != nil {
		return false, err
	}
	every := backUpEvery
	if large {
		every = largeEvery
	}
	now, waits := s.now(), s.waits()
	return !slices.ContainsFunc(all, func(b Backup) bool {
		age := now.Sub(b.At)
		return age >= 0 && age < every || !waits && b.Changed.Equal(file.ModTime())
	}), nil
}
