package cli_test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// inOwnMounts tells the test that it runs where it may mount disks that nobody else sees.
const inOwnMounts = "WAYMARK_TEST_MOUNTS"

// TestFullDisk is TestTrouble on a disk that becomes full. The disk is a small one in
// memory, of a process whose mounts are its own; where the system allows no such
// process the test is skipped.
func TestFullDisk(t *testing.T) {
	if os.Getenv(inOwnMounts) == "" {
		runInOwnMounts(t)
		return
	}
	meet(t, []trouble{{name: "a full disk", passes: true, place: smallDisk, strike: (*sitting).fillDisk}}, often()/4)
}

// runInOwnMounts runs this test again, in a process of its own.
func runInOwnMounts(t *testing.T) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v", "-test.timeout=60m")
	cmd.Env = append(os.Environ(), inOwnMounts+"=yes")
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 { // in a namespace of its own anybody may mount
		cmd.SysProcAttr.Unshareflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	_, ran := errors.AsType[*exec.ExitError](err)
	switch {
	case err != nil && !ran:
		t.Skipf("the system lets this process have no mounts of its own: %v", err)
	case err != nil:
		t.Errorf("%v\n%s", err, out)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("%s", out)
	default:
		t.Logf("%s", out)
	}
}

// smallDisk mounts a disk in memory, and returns its folder.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("waymark", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("no disk can be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fillDisk fills the learner's disk up, to the last page or nearly so.
func (x *sitting) fillDisk() (makeRoom func()) {
	path := filepath.Join(x.data, "filling")
	f, err := os.Create(path)
	if err != nil {
		x.Error(err)
		return func() {}
	}
	defer f.Close()
	size, err := io.Copy(f, zeros{})
	if err == nil || !errors.Is(err, syscall.ENOSPC) {
		x.Errorf("the disk took %d bytes, and is not full: %v", size, err)
	}
	if err := f.Truncate(size - x.spare); err != nil {
		x.Error(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			x.Error(err)
		}
	}
}

// zeros never end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
