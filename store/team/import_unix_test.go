//go:build unix

package team_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"waymark/store/envelope"
	"waymark/store/team"
)

func TestAPipeIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	check(t, syscall.Mkfifo(filepath.Join(dir, "pipe.json"), 0o600))
	want := []team.Refusal{{File: "pipe.json", Reason: "it is a link, a folder or a device, not a file"}}
	same(t, "folder", imported(t, newStore(t), dir).Refused, want)
	same(t, "pipe", imported(t, newStore(t), filepath.Join(dir, "pipe.json")).Refused, want)
	same(t, "device", imported(t, newStore(t), "/dev/zero").Refused[0].Reason, want[0].Reason)
}

// A link or a pipe in the place of a team file is not followed, and not waited for.
func TestATeamFileIsAPlainFile(t *testing.T) {
	dir := t.TempDir()
	check(t, syscall.Mkfifo(filepath.Join(dir, "pipe.json"), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, "plain.json"), []byte("{}"), 0o600))
	check(t, os.Symlink("plain.json", filepath.Join(dir, "link.json")))
	check(t, os.WriteFile(filepath.Join(dir, "large.json"), make([]byte, envelope.MaxSize+1), 0o600))
	for _, name := range []string{"pipe.json", "link.json", "large.json", "."} {
		if _, _, err := team.ReadFile(filepath.Join(dir, name)); !errors.Is(err, envelope.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := team.ReadFile(filepath.Join(dir, "none.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}
