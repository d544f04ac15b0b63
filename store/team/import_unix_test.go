//go:build unix

package team_test

import (
	"path/filepath"
	"syscall"
	"testing"

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
