package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// Where a file lies in the place of the folder, or nothing is, whoever asks is told.
func TestVerbsOfTheFileWhereThereIsNoFolder(t *testing.T) {
	taken := New(filepath.Join(t.TempDir(), "file", "waymark"), time.Now)
	check(t, os.WriteFile(filepath.Dir(taken.Dir()), []byte("no folder"), 0o600))
	for name, do := range map[string]func(*Store) error{
		"Upkeep":   func(s *Store) error { return s.Upkeep(nil) },
		"Stamp":    func(s *Store) error { return failed(s.Stamp()) },
		"Identity": func(s *Store) error { _, _, err := s.Identity(); return err },
		"Erase":    func(s *Store) error { return failed(s.Erase()) },
		"Repair":   func(s *Store) error { return failed(s.Repair()) },
		"BackUpTo": func(s *Store) error { return failed(s.BackUpTo(filepath.Join(s.Dir(), "b.db"), true)) },
	} {
		if err := do(taken); err == nil || !strings.Contains(err.Error(), taken.Dir()) {
			t.Errorf("%s: %v", name, err)
		}
	}
	none := New(filepath.Join(t.TempDir(), "none"), time.Now)
	equal(t, "nothing is left of nothing", len(must(none.Erase())(t)), 0)
	if _, err := none.Repair(); err == nil || !strings.Contains(err.Error(), none.File()) {
		t.Errorf("a repair of nothing: %v", err)
	}
}

// A large file is backed up once a day where somebody waits for it, who is told.
func TestALargeFileIsBackedUpOnceADay(t *testing.T) {
	s, _, _ := lived(t)
	now, told := start.AddDate(0, 1, 0), 0
	s.now = func() time.Time { return now }
	check(t, os.Truncate(s.File(), quickMost+1)) // most of it is a hole
	for _, step := range []struct {
		later time.Duration
		want  int
	}{{0, 1}, {2 * time.Hour, 1}, {largeEvery, 2}} {
		now = now.Add(step.later)
		check(t, s.KeepPlace("fnd", "1.0.0", now.String(), false))
		check(t, s.Upkeep(func() { told++ }))
		equal(t, "told, and backed up", []int{told, len(must(s.Backups())(t))}, []int{step.want, step.want})
	}
}

// A long list of free pages has its length in its first entry.
func TestAListOfFreePagesThatIsLong(t *testing.T) {
	page := make([]byte, pageHeader+8)
	native.PutUint16(page[8:], freelistPage)
	native.PutUint16(page[10:], 0xFFFF)
	native.PutUint64(page[pageHeader:], 70_000)
	count, ok := freePages(bytes.NewReader(page), meta{PageSize: 4096, Pages: 80_000})
	equal(t, "free pages", []any{count, ok}, []any{uint64(70_000), true})
	_, ok = freePages(bytes.NewReader(page[:20]), meta{PageSize: 4096, Pages: 80_000})
	equal(t, "one that is cut", ok, false)
}

// A backup that is damaged is passed over for an older one.
func TestADamagedBackupIsPassedOver(t *testing.T) {
	s := newStore(t)
	for range 2 { // which share a text
		_, _, err := s.AddExperiment(Experiment{Title: "Tone", Outcome: strings.Repeat("long ", 1000)})
		check(t, err)
	}
	older := must(s.BackUp(AskedFor))(t)
	newer := must(s.BackUp(AskedFor))(t)
	check(t, os.WriteFile(newer.Path, []byte("no backup"), 0o600))
	b := must(os.ReadFile(s.File()))(t)
	clear(page(b, int(newestID(b))))
	check(t, os.WriteFile(s.File(), b, 0o600))
	s = New(s.Dir(), s.now)
	equal(t, "the doctor's", must(s.Examine())(t).Backup, older.Path)
	equal(t, "the repair's", must(s.Repair())(t).Backup, older.Path)
	equal(t, "entries", len(must(s.Experiments())(t)), 2)
}

// What is no backup that this version can use is refused by name; a file of a newer version
// over which a backup is put is kept as that.
func TestWhatIsNoBackupOfThisVersion(t *testing.T) {
	s, _, seen := lived(t)
	b := must(s.BackUp(AskedFor))(t)
	newer := filepath.Join(t.TempDir(), "newer.db")
	check(t, os.WriteFile(newer, must(os.ReadFile(b.Path))(t), 0o600))
	check(t, changeCopy(newer, func(t *tx) error { return t.put(metaBucket, "format", len(formats)+1) }))
	err := s.Restore(newer)
	wantErr(t, err, ErrNewer)
	folder := s.Restore(s.Dir())
	wantErr(t, folder, ErrDamaged)
	if !strings.Contains(err.Error(), newer) || !strings.Contains(err.Error(), "install that version") || !strings.Contains(folder.Error(), "it is not a file") {
		t.Errorf("%v; %v", err, folder)
	}
	equal(t, "the file", must(look(s, "fnd"))(t), seen)
	check(t, changeCopy(s.File(), func(t *tx) error { return t.put(metaBucket, "format", len(formats)+1) }))
	r := must(New(s.Dir(), s.now).RestoreFrom(b.Path, false))(t)
	equal(t, "kept", []any{r.Damaged, strings.HasPrefix(filepath.Base(r.Kept), "waymark-newer-")}, []any{true, true})
}

// The key of a backup takes the place of one that cannot be read, which stays for a person
// to look at; with somebody else's file, who never signed, no key stays.
func TestTheKeyOfABackup(t *testing.T) {
	s, _, _ := lived(t)
	key := must(s.SigningKey())(t)
	b := must(s.BackUp(AskedFor))(t)
	check(t, os.WriteFile(s.KeyFile(), []byte("no key"), 0o600))
	check(t, s.Restore(b.Path))
	equal(t, "the key is back", must(s.SigningKey())(t).Equal(key), true)
	equal(t, "what could not be read", string(must(os.ReadFile(s.KeyFile()+".unreadable"))(t)), "no key")
	other := newStore(t)
	check(t, updateProfile(other, "name", "Amara"))
	_ = must(s.RestoreFrom(must(other.BackUp(AskedFor))(t).Path, true))(t)
	_, err := os.Stat(s.KeyFile())
	equal(t, "no key of somebody else", os.IsNotExist(err), true)
}

// Sums that cannot be read are damage to whoever saves; and so is, to whoever undoes, an event
// that the index knows and that is gone.
func TestWhatASaveGoesByIsMissed(t *testing.T) {
	s, sound, _ := lived(t)
	first := ""
	check(t, s.Events(func(e Event) error {
		if first == "" && e.Kind == attemptMade {
			first = e.ID
		}
		return nil
	}))
	check(t, s.update(func(t *tx) error { return t.remove(logBucket, first) }))
	_ = must(s.Undo(time.Time{}))(t) // the entry
	before := sumOf(t, s.File())
	_, err := s.Undo(time.Time{})
	wantErr(t, err, ErrDamaged)
	equal(t, "the file", sumOf(t, s.File()), before)

	db := must(bbolt.Open(s.File(), 0o600, nil))(t)
	check(t, db.Update(func(b *bbolt.Tx) error { return b.Bucket([]byte(metaBucket)).Put([]byte(sumsKey), []byte("no sums")) }))
	check(t, db.Close())
	before = sumOf(t, s.File())
	wantErr(t, s.KeepPlace("fnd", "1.0.0", "next", false), ErrDamaged)
	equal(t, "the file", sumOf(t, s.File()), before)
	check(t, os.WriteFile(s.File(), sound, 0o600))
}
