package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"
)

// A Backup is a copy of the learner's file as it was at one moment, which was read through
// after it had been written. It holds everything in the file, what waited beside the file
// when it was made, and the key that signs. docs/decisions/027.
type Backup struct {
	Path    string
	At      time.Time // when it was made, to the millisecond
	Changed time.Time // when the learner's file had last changed before, by the system's clock
	Reason  Reason
	Events  int   // everything that was ever done, and undone
	Entries int   // of the journal
	Size    int64 // in bytes
}

// A Reason is why a backup was made.
type Reason string

// The reasons for a backup.
const (
	Automatic        Reason = "automatic"
	AskedFor         Reason = "asked-for"
	BeforeMigrating  Reason = "before-an-update"
	BeforeImporting  Reason = "before-an-import"
	BeforeMerging    Reason = "before-a-merge"
	BeforeRestoring  Reason = "before-restoring"
	BeforeCompacting Reason = "before-compacting"
)

// String is the reason in words.
func (r Reason) String() string { return strings.ReplaceAll(string(r), "-", " ") }

// Bytes is a size, which is said in KB, MB and GB of 1,024 each.
type Bytes int64

// String is the size in words, with three digits at most.
func (b Bytes) String() string {
	size, unit := float64(b), 0
	units := []string{"bytes", "KB", "MB", "GB", "TB"}
	for ; size >= 999.5 && unit < len(units)-1; unit++ {
		size /= 1024
	}
	if size < 9.95 && unit > 0 {
		return fmt.Sprintf("%.1f %s", size, units[unit])
	}
	return fmt.Sprintf("%.0f %s", size, units[unit])
}

// backupTime is how the name of a backup begins, in UTC.
const backupTime = "20060102T150405.000Z"

// BackupsDir is the folder of the backups that were not given a place of their own.
func (s *Store) BackupsDir() string { return filepath.Join(s.dir, "backups") }

// Backups lists the backups in the learner's folder, the newest first. Their names say all
// there is to say: none is opened, since it could be damaged.
func (s *Store) Backups() ([]Backup, error) {
	files, err := os.ReadDir(s.BackupsDir())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, s.explain(err)
	}
	var all []Backup
	for _, f := range files {
		b, ok := readBackupName(f.Name())
		info, err := f.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		b.Path, b.Size, b.Changed = filepath.Join(s.BackupsDir(), f.Name()), info.Size(), info.ModTime()
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b Backup) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(b.Path, a.Path)) })
	return all, nil
}

// name is the file name of a backup.
func (b Backup) name() string {
	return fmt.Sprintf("%s_%s_%d-events_%d-entries.db", b.At.UTC().Format(backupTime), string(b.Reason), b.Events, b.Entries)
}

func readBackupName(name string) (Backup, bool) {
	name, isBackup := strings.CutSuffix(name, ".db")
	parts := strings.Split(name, "_")
	if !isBackup || len(parts) != 4 {
		return Backup{}, false
	}
	at, err := time.Parse(backupTime, parts[0])
	events, err2 := strconv.Atoi(strings.TrimSuffix(parts[2], "-events"))
	entries, err3 := strconv.Atoi(strings.TrimSuffix(parts[3], "-entries"))
	b := Backup{At: at, Reason: Reason(parts[1]), Events: events, Entries: entries}
	return b, errors.Join(err, err2, err3) == nil && b.name() == name+".db"
}

// BackUp makes a backup in the learner's folder, and drops those that have become too many.
// Other programs can read and save meanwhile. Where there is no file yet it is ErrNotFound,
// and where the file is not sound it is ErrDamaged: what is there already stays.
func (s *Store) BackUp(reason Reason) (Backup, error) {
	if err := s.takeInAll(); err != nil {
		return Backup{}, err
	}
	b, err := s.backUp(reason)
	return b, s.explain(err)
}

// backUp is BackUp of the file alone.
func (s *Store) backUp(reason Reason) (Backup, error) {
	if err := makeFolder(s.BackupsDir()); err != nil {
		return Backup{}, err
	}
	b := Backup{At: s.time(), Reason: reason}
	err := s.backUpInto(s.BackupsDir(), &b, func(draft string) error {
		for b.Path = ""; b.Path == ""; b.At = b.At.Add(time.Millisecond) {
			path := filepath.Join(s.BackupsDir(), b.name())
			if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
				b.Path = path
				break
			}
		}
		return os.Rename(draft, b.Path)
	})
	if err == nil {
		s.thin(b)
	}
	return b, err
}

// backUpBefore makes a backup before something that changes much, where there is a file.
func (s *Store) backUpBefore(reason Reason) error {
	_, err := s.BackUp(reason)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// backUpOlder makes a backup of a file that the next save brings to a newer format. What
// else is wrong with it the save says.
func (s *Store) backUpOlder() error {
	if s.usable.Load() {
		return nil
	}
	err := s.read(func(*tx) error { return nil })
	if errors.Is(err, bolterrors.ErrTimeout) {
		return err // or the save would wait as long once more
	}
	if !errors.Is(err, errOlder) {
		return nil
	}
	_, err = s.backUp(BeforeMigrating)
	return err
}

// BackUpTo makes a backup in a file of one's own choice, for another disk or another
// machine. A file that is there is replaced only by force, and is fs.ErrExist otherwise. A
// link is never followed.
func (s *Store) BackUpTo(path string, force bool) (Backup, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Backup{}, err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return Backup{}, err
	case info.IsDir():
		return Backup{}, invalid("%s is a folder: name a file in it", path)
	case !info.Mode().IsRegular():
		return Backup{}, invalid("%s is a link or a device, not a file: choose another name", path)
	case s.isOwn(info):
		return Backup{}, invalid("%s is your file itself: choose another name", path)
	case !force:
		return Backup{}, fmt.Errorf("%s: %w; choose another name, or replace it with --force", path, fs.ErrExist)
	}
	if err := s.takeInAll(); err != nil {
		return Backup{}, err
	}
	s.sweep(s.outsideDraft(), filepath.Dir(path))
	b := Backup{Path: path, At: s.time(), Reason: AskedFor}
	err = s.backUpInto(filepath.Dir(path), &b, func(draft string) error { return os.Rename(draft, path) })
	return b, s.explain(err)
}

// isOwn reports that a file is the learner's file.
func (s *Store) isOwn(info fs.FileInfo) bool {
	own, err := os.Stat(s.File())
	return err == nil && os.SameFile(own, info)
}

// takeInAll brings what waits beside the file into it, so that a copy of the file holds it.
func (s *Store) takeInAll() error {
	if _, err := statFile(s.File()); errors.Is(err, fs.ErrNotExist) {
		return notFound("there is nothing to back up yet: %s is not there", s.File())
	}
	if !s.waits() {
		return nil
	}
	return s.update(func(*tx) error { return nil })
}

// waits reports that entries wait beside the file.
func (s *Store) waits() bool {
	names, err := s.spoolNames()
	return s.hasCaptured() || err == nil && len(names) > 0
}

// backUpInto writes the copy under a temporary name in a folder, checks it, notes in b what
// it holds, and lets place give it its own name.
func (s *Store) backUpInto(dir string, b *Backup, place func(draft string) error) (err error) {
	defer s.writing()()
	prefix := draftPrefix
	if dir != s.BackupsDir() {
		prefix = s.outsideDraft()
	}
	draft, err := os.CreateTemp(dir, prefix)
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	state, err := s.copyFile(draft)
	if err = errors.Join(err, draft.Close()); err != nil {
		return err
	}
	if err := s.packKey(draft.Name()); err != nil {
		return err
	}
	held, err := verifyFile(draft.Name())
	if err != nil {
		return err
	}
	b.Events, b.Entries, b.Size = held.events, held.entries, held.size
	b.Changed = state.info.ModTime()
	if err := os.Chtimes(draft.Name(), time.Time{}, b.Changed); err != nil {
		return err
	}
	if err := place(draft.Name()); err != nil {
		return err
	}
	return syncDir(dir)
}
