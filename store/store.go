// Package store is what the learner did: one bbolt file for each learner. Every
// action is an event in its log; records are what the events add up to.
package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
)

// A Store reads and writes the file of one learner. It holds the file open only
// for the length of a transaction, so that several programs can take turns.
// It is safe for concurrent use.
type Store struct {
	dir       string
	now       func() time.Time
	patience  time.Duration               // how long to wait for another program's lock
	glances   bool                        // see Glance
	inspected atomic.Bool                 // the structure of the file was checked since the start
	seen      atomic.Pointer[fs.FileInfo] // which file that was
	walked    atomic.Int64                // when it was, in milliseconds since 1970
	usable    atomic.Bool                 // this version can read the file
	saves     atomic.Int64                // how many are under way
	sizes     indexSizes
	copyOf    string // the file that this is a private copy of: errors name that one
}

// New returns the store in the folder dir. It touches nothing: the folder and
// the file are made by the first write. Now gives the time of new events.
func New(dir string, now func() time.Time) *Store {
	return &Store{dir: dir, now: now, patience: 2 * time.Second, sizes: usualSizes}
}

// Glance is New for a look in passing, as a prompt takes it with each line: it waits for
// nobody's lock, which is ErrBusy at once, and changes nothing in the file. Entries that
// wait beside the file go on waiting.
func Glance(dir string, now func() time.Time) *Store {
	s := New(dir, now)
	s.patience, s.glances = 0, true
	return s
}

// Dir is the learner's folder.
func (s *Store) Dir() string { return s.dir }

// File is the path of the learner's file, whether or not it exists yet.
func (s *Store) File() string { return filepath.Join(s.dir, "waymark.db") }

// Stamp returns a mark that changes whenever the file or the spool does. It
// takes no lock, so that a screen can ask several times a second.
func (s *Store) Stamp() (string, error) {
	var mark strings.Builder
	info, err := os.Stat(s.File())
	switch {
	case err == nil:
		fmt.Fprintf(&mark, "%d %d", info.Size(), info.ModTime().UnixNano())
		if lines, err := os.Stat(s.captureFile()); err == nil {
			fmt.Fprintf(&mark, " %d %d", lines.Size(), lines.ModTime().UnixNano())
		}
		if pages, err := readMetas(s.File()); err == nil {
			fmt.Fprintf(&mark, " %d", pages.newest().TxID)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return "", s.explain(err)
	}
	names, err := s.spoolNames()
	if err != nil {
		return "", s.explain(err)
	}
	fmt.Fprint(&mark, names)
	return mark.String(), nil
}

// Identity returns the random ids of the learner and of this device, which are
// drawn when the file is made. It makes the file if there is none. The learner's, which
// others get to see, is Timeless.
func (s *Store) Identity() (learner, device string, err error) {
	if err := s.create(); err != nil {
		return "", "", s.explain(err)
	}
	err = s.view(func(t *tx) error {
		if _, err := t.get(metaBucket, "learner", &learner); err != nil {
			return err
		}
		_, err := t.get(metaBucket, "device", &device)
		return err
	})
	return Timeless(learner), device, err
}

// Settle waits until no save is under way, but no longer than the given time. A
// program that ends calls it, so that what was entered last is not lost.
func (s *Store) Settle(atMost time.Duration) {
	const step = 5 * time.Millisecond
	for waited := time.Duration(0); s.saves.Load() > 0 && waited < atMost; waited += step {
		time.Sleep(step)
	}
}

// A tx is one transaction on the file.
type tx struct {
	*bbolt.Tx
	now    time.Time
	device string // of the events appended here
	action string // the id of the first event of the action under way
	last   string // the id of the newest event appended here
	dirty  bool   // something was written
	known  known  // of the entry that is being changed
	back   revival

	sizes      indexSizes // of the index of the journal
	rebuilding bool       // that index is made at the end
	sums       sums       // of the parts, once something was changed

	copyOf   string           // see Store
	leftOut  map[string]error // events that a rebuild could not apply, and why; where it is nil, none may be left out
	takingIn bool             // more entries are about to follow
}

func (s *Store) tx(b *bbolt.Tx) *tx {
	return &tx{Tx: b, now: s.time(), sizes: s.sizes, copyOf: s.copyOf}
}

// view runs fn on the file as it is. Without a file there is nothing to read:
// fn is not called. What fn takes out of the transaction it must copy.
func (s *Store) view(fn func(*tx) error) error {
	if !s.glances && s.hasCaptured() {
		// Where it fails for another reason, they are read where they wait.
		if err := s.update(func(*tx) error { return nil }); errors.Is(err, ErrBusy) {
			return err
		}
	}
	return s.look(fn)
}

// look is view without the entries that wait.
func (s *Store) look(fn func(*tx) error) error {
	was := s.inspected.Load() // before the look: another goroutine may make the file after it
	err := s.read(fn)
	if errors.Is(err, errOlder) && !s.glances {
		if err = s.update(func(*tx) error { return nil }); err == nil {
			err = s.read(fn)
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err = nil; was {
			err = ErrGone
		}
	}
	return s.explain(err)
}

func (s *Store) read(fn func(*tx) error) error {
	return s.withFile(true, func(db *bbolt.DB) error {
		return db.View(func(b *bbolt.Tx) error {
			t := s.tx(b)
			format, err := t.format()
			if err != nil {
				return err
			}
			if format < len(formats) {
				return errOlder
			}
			s.usable.Store(true)
			return fn(t)
		})
	})
}

// errUnchanged rolls back a transaction that wrote nothing, to spare the disk.
var errUnchanged = errors.New("nothing was written")

// update runs fn in a transaction that is saved as a whole or not at all. It
// makes the file if there is none, and takes in what was spooled before.
func (s *Store) update(fn func(*tx) error) error {
	s.saves.Add(1)
	defer s.saves.Add(-1)
	if err := errors.Join(s.create(), s.backUpOlder()); err != nil {
		return s.explain(err)
	}
	var inside error // of fn, as opposed to saving
	var last string
	var spooled []string
	var txID int
	err := s.withFile(false, func(db *bbolt.DB) error {
		err := s.takingCaptured(func(waiting []newEntry) error {
			return db.Update(func(b *bbolt.Tx) error {
				t := s.tx(b)
				txID = b.ID()
				spooled, inside = s.change(t, waiting, fn)
				last = t.last
				return inside
			})
		})
		if err == nil {
			s.noteChecked(uint64(txID))
		}
		return err
	})
	switch {
	case errors.Is(err, errUnchanged):
		err = nil
	case err != nil && inside == nil && last != "" && s.wasSaved(last):
		err = nil
	}
	if err == nil {
		s.usable.Store(true)
		s.unspool(spooled)
	}
	return s.explain(err)
}

// change is the inside of an update: it takes in what waits in lines and in files of its
// own, and then changes what fn changes.
func (s *Store) change(t *tx, waiting []newEntry, fn func(*tx) error) (spooled []string, err error) {
	if err := t.migrate(formats); err != nil {
		return nil, err
	}
	if _, err := t.get(metaBucket, "device", &t.device); err != nil {
		return nil, err
	}
	if spooled, err = s.takeIn(t, waiting); err != nil {
		return nil, err
	}
	if err := fn(t); err != nil {
		return nil, err
	}
	if !t.dirty {
		return spooled, errUnchanged
	}
	return spooled, t.keepSums()
}

// wasSaved reports that the event is in the file: a save that ended in an
// input or output error may have happened all the same.
func (s *Store) wasSaved(event string) bool {
	found := false
	err := s.read(func(t *tx) error {
		var e Event
		var err error
		found, err = t.get(logBucket, event, &e)
		return err
	})
	return err == nil && found
}

// withFile opens the file, runs fn and closes the file. A panic of bbolt, or a
// fault in the part of the file that it has mapped, is damage.
func (s *Store) withFile(readOnly bool, fn func(*bbolt.DB) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damaged("%v", p)
		}
		if errors.Is(err, ErrDamaged) || errors.Is(err, ErrNewer) {
			s.usable.Store(false)
		}
	}()
	if err := s.inspect(); err != nil {
		return err
	}
	db, err := s.open(readOnly)
	if err != nil {
		return err
	}
	defer func() {
		if closing := db.Close(); err == nil {
			err = closing
		}
	}()
	return fn(db)
}

// time is now, as events hold it: to the millisecond, with the zone.
func (s *Store) time() time.Time { return s.now().Round(0).Truncate(time.Millisecond) }
