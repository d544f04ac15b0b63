package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSizesAreSaidInThreeDigits(t *testing.T) {
	for size, want := range map[Bytes]string{
		0: "0 bytes", 999: "999 bytes", 1000: "1.0 KB", 1024: "1.0 KB", 9 << 10: "9.0 KB", 10188: "9.9 KB", 10189: "10 KB", 999 << 10: "999 KB",
		1000 << 10: "1.0 MB", 5 << 30: "5.0 GB", 3 << 40: "3.0 TB", 2000 << 40: "2000 TB",
	} {
		equal(t, want, size.String(), want)
	}
}

// A backup into a file of one's own takes the place of a file, and only when told to.
func TestWhatABackupOfOnesOwnReplaces(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	check(t, os.WriteFile(path("there.db"), []byte("of others"), 0o600))
	check(t, os.Symlink(path("there.db"), path("link.db")))
	for name, want := range map[string]error{"new.db": nil, "there.db": fs.ErrExist, "link.db": ErrInvalid, ".": ErrInvalid} {
		if _, err := s.BackUpTo(path(name), false); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := s.BackUpTo(path("link.db"), true)
	wantErr(t, err, ErrInvalid)
	_, err = s.BackUpTo(s.File(), true)
	wantErr(t, err, ErrInvalid)
	equal(t, "what is there stays", string(must(os.ReadFile(path("there.db")))(t)), "of others")
	_ = must(s.BackUpTo(path("there.db"), true))(t)
	_ = must(verifyFile(path("there.db")))(t)
}

// What was backed up is thinned at once.
func TestABackupThinsTheOthers(t *testing.T) {
	s := newStore(t)
	now := start
	s.now = func() time.Time { now = now.Add(time.Second); return now }
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	for range keptBefore + 3 {
		_ = must(s.BackUp(AskedFor))(t)
	}
	equal(t, "backups", len(must(s.Backups())(t)), keptBefore)
}
