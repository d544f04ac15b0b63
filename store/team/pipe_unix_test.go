//go:build unix

package team

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	check(t, syscall.Mkfifo(filepath.Join(dir, "pipe.json"), 0o600))
	want := []Refusal{{"pipe.json", "it is a link, a folder or a device, not a file"}}
	same(t, "folder", imported(t, newStore(t), dir).Refused, want)
	same(t, "pipe", imported(t, newStore(t), filepath.Join(dir, "pipe.json")).Refused, want)
}
