package store

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/oklog/ulid/v2"
)

// maxSpooled is the size in bytes of a spool file that is still read: an entry
// with each of its texts at the limit fits.
const maxSpooled = 32 << 20

// canSpool reports that an entry can wait beside the file for better times.
func canSpool(err error) bool {
	return errors.Is(err, ErrBusy) || errors.Is(err, ErrFull) || errors.Is(err, ErrDamaged) || errors.Is(err, ErrNewer) || errors.Is(err, ErrReadOnly)
}

func (s *Store) spoolDir() string { return filepath.Join(s.dir, "spool") }

// spool keeps an entry in a file of its own, named by its id.
func (s *Store) spool(x newEntry) error {
	content, err := json.Marshal(x)
	if err != nil {
		return err
	}
	if err := makeFolder(s.spoolDir()); err != nil {
		return err
	}
	return s.writeFile(filepath.Join(s.spoolDir(), x.ID+".json"), content)
}

// spoolNames lists the files of the spool folder in the order of their ids.
func (s *Store) spoolNames() ([]string, error) {
	if info, err := os.Stat(s.spoolDir()); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, nil
	}
	files, err := os.ReadDir(s.spoolDir())
	if err != nil {
		return nil, err
	}
	var names []string
	for _, f := range files {
		id, ok := strings.CutSuffix(f.Name(), ".json")
		if _, err := ulid.ParseStrict(id); ok && err == nil && f.Type().IsRegular() {
			names = append(names, f.Name())
		}
	}
	return names, nil
}

// spooled reads the entries that wait in files of their own. A file that holds none
// stays where it is, for a person to look at.
func (s *Store) spooled() (waiting []newEntry, err error) {
	names, err := s.spoolNames()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if x, ok := readSpooled(filepath.Join(s.spoolDir(), name)); ok && x.ID+".json" == name {
			waiting = append(waiting, x)
		}
	}
	return waiting, nil
}

// waiting reads the entries that are confirmed and not in the learner's file yet.
func (s *Store) waiting() ([]newEntry, error) {
	captured, _, _ := s.captured() // what cannot be read hides nothing else
	spooled, err := s.spooled()
	return append(captured, spooled...), err
}

func readSpooled(path string) (x newEntry, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return x, false
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxSpooled))
	if err != nil || json.Unmarshal(content, &x) != nil {
		return x, false
	}
	return x, x.tidy() == nil && !x.Created.IsZero()
}

// takeIn takes in what waits in lines and in files, in the order in which it was written, or
// undo would take back an older entry. It returns the ids of what was in files.
func (s *Store) takeIn(t *tx, lines []newEntry) (taken []string, err error) {
	spooled, err := s.spooled()
	if err != nil {
		return nil, err
	}
	for _, x := range spooled {
		taken = append(taken, x.ID)
	}
	all := slices.Concat(lines, spooled)
	slices.SortStableFunc(all, func(a, b newEntry) int { return a.Created.Compare(b.Created) })
	return taken, t.takeWaiting(all)
}

// takeWaiting appends entries that waited, each as an action of its own at the time it was
// written. One that is in the log already, because a program ended before it could
// remove the file, is not appended again.
func (t *tx) takeWaiting(waiting []newEntry) error {
	if len(waiting) == 0 {
		return nil
	}
	now := t.now
	t.takingIn = true
	defer func() { t.now, t.action, t.takingIn = now, "", false }()
	for _, x := range waiting {
		known, err := t.isKnown(experimentSubject(x.ID))
		if err != nil {
			return err
		}
		if known {
			continue
		}
		t.now, t.action = x.Created, ""
		if err := t.appendEntry(x); err != nil {
			return err
		}
	}
	t.takingIn = false
	list, err := t.fresh()
	if err == nil {
		err = t.keepFresh(list)
	}
	return t.reindexed(err)
}

// unspool removes the files of entries that are saved. One that stays behind
// does no harm.
func (s *Store) unspool(ids []string) {
	for _, id := range ids {
		_ = os.Remove(filepath.Join(s.spoolDir(), id+".json"))
	}
}

// isKnown reports that the log has an event about the subject.
func (t *tx) isKnown(subject string) (bool, error) {
	b, err := t.bucket(subjectBucket)
	if err != nil {
		return false, err
	}
	key, _ := b.Cursor().Seek([]byte(subject + "\x00"))
	return strings.HasPrefix(string(key), subject+"\x00"), nil
}

// syncSpool makes it last through a power cut that what waited was taken in. Where the file
// stays that is known by the ids in it, but in a backup of before it would be something new.
func (s *Store) syncSpool() error {
	f, err := os.OpenFile(s.captureFile(), os.O_WRONLY, 0o600)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = syncDir(s.spoolDir())
	}
	if errors.Is(err, fs.ErrNotExist) { // nothing ever waited
		return nil
	}
	return err
}
