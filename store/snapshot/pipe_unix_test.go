//go:build unix

package snapshot

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// What took the place of a file after it was looked at is neither waited for nor followed.
func TestWhatTookThePlaceOfAFileIsNotRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file.json")
	if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	seen, err := os.Lstat(file)
	if err != nil {
		t.Fatal(err)
	}
	if old, err := readOld(file, seen); err != nil || string(old) != "{}" {
		t.Fatalf("a file: %q, %v", old, err)
	}
	swap := func(what string, put func() error) {
		t.Helper()
		if err := os.Rename(file, filepath.Join(dir, "moved.json")); err != nil {
			t.Fatal(err)
		}
		if err := put(); err != nil {
			t.Fatal(err)
		}
		read := make(chan error, 1)
		go func() { _, err := readOld(file, seen); read <- err }()
		select {
		case err := <-read:
			if err == nil {
				t.Errorf("%s was read", what)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("%s was waited for", what)
		}
		if err := os.Rename(filepath.Join(dir, "moved.json"), file); err != nil {
			t.Fatal(err)
		}
	}
	swap("a pipe", func() error { return syscall.Mkfifo(file, 0o600) })
	swap("a link", func() error { return os.Symlink("moved.json", file) })
	swap("a link to a device", func() error { return os.Symlink("/dev/zero", file) })
	swap("another file", func() error { return os.WriteFile(file, []byte("{}"), 0o600) })
}
