//go:build unix

package cli_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"waymark/cli"
)

// busyWait is the promise of docs/reliability.md: 2 s of patience for the other program,
// and what the command takes besides.
const busyWait = 2500 * time.Millisecond

// While another program holds the file nobody waits for long, and a captured
// experiment is not lost.
func TestBusyFile(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		code int
		out  string
		err  string
	}{
		"status":       {[]string{"status"}, 4, "", "another program"},
		"lesson done":  {[]string{"lesson", "done", "fnd-what-ai-is", "--exercise"}, 4, "", "another program"},
		"settings set": {[]string{"settings", "set", "goal", "20"}, 4, "", "another program"},
		"journal add":  {[]string{"journal", "add", "Warm pot", "--json"}, 0, `"spooled": true`, "the entry is safe"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			call(t, dir, "journal", "add", "First")
			if err := os.RemoveAll(filepath.Join(dir, "backups")); err != nil { // so that one is due
				t.Fatal(err)
			}
			lock(t, filepath.Join(dir, "waymark.db"))
			fastest := time.Duration(math.MaxInt64)
			for try := 0; try < 3 && fastest > busyWait; try++ { // the machine may have other work
				began := time.Now()
				code, stdout, stderr := call(t, dir, test.args...)
				fastest = min(fastest, time.Since(began))
				if code != test.code || !strings.Contains(stdout, test.out) || !strings.Contains(stderr, test.err) {
					t.Errorf("code %d, want %d\nstdout: %s\nstderr: %s", code, test.code, stdout, stderr)
				}
			}
			if fastest > busyWait {
				t.Errorf("the answer took %v, more than %v", fastest, busyWait)
			}
		})
	}
}

func lock(t *testing.T, file string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
}

func call(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = cli.Run(append([]string{"--data", dir}, args...), strings.NewReader(""), &out, &err, nil)
	return code, out.String(), err.String()
}
