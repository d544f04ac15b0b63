package store

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWhatAKilledProgramLeftIsSweptButNothingThatIsWritten(t *testing.T) {
	s, _, _ := lived(t)
	_ = must(s.BackUp(AskedFor))(t)
	strays := []string{filepath.Join(s.Dir(), ".new-1", "waymark.db"), filepath.Join(s.BackupsDir(), ".new-2"), filepath.Join(s.Dir(), "drafts", ".new-3")}
	for _, stray := range strays {
		check(t, os.MkdirAll(filepath.Dir(stray), 0o700))
		check(t, os.WriteFile(stray, []byte("half"), 0o600))
	}
	done := s.writing()
	New(s.Dir(), s.now).Sweep()
	for _, stray := range strays {
		_ = must(os.Stat(stray))(t) // while somebody writes
	}
	done()
	check(t, New(s.Dir(), s.now).Upkeep(nil))
	noDrafts(t, s)
	empty := New(filepath.Join(t.TempDir(), "none"), s.now)
	check(t, os.MkdirAll(filepath.Join(empty.Dir(), ".new-4"), 0o700))
	check(t, empty.Upkeep(nil))
	noDrafts(t, empty) // a program was killed when it made the file
	equal(t, "the backup stays", len(must(s.Backups())(t)), 1)
}
