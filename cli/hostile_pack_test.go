//go:build unix

package cli_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/store/clean/cleantest"
)

// What a pack may cost, whatever it holds.
const (
	longest  = 2 * time.Second
	largest  = 256 << 10 // KB of memory
	hostiles = 500       // packs, of which a tenth runs with the ordinary tests
)

// Whatever a folder holds, it is answered soon, with little memory, by what is wrong
// with which file.
func TestHostilePacks(t *testing.T) {
	kinds := packKinds()
	every := 10
	if os.Getenv("WAYMARK_PROOFS") == "all" {
		every = 1
	}
	run, slowest, widest := 0, time.Duration(0), int64(0)
	for i := 0; i < hostiles; i += every {
		kind, n := kinds[i/every%len(kinds)], i/every/len(kinds)
		if every > 1 {
			n = i % 7
		}
		dir := hostileFolder(t, kind, n)
		for j, args := range waysToAPack(t.TempDir(), dir) {
			if every > 1 && j != i/every%3 {
				continue
			}
			a := replyTo(t, args)
			run++
			slowest, widest = max(slowest, a.took), max(widest, a.memory)
			for _, fault := range a.faults(kind, args) {
				t.Errorf("%s %d: %q: %s\n%s", kind.name, n, args[len(args)-3:], fault, a.says)
			}
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d calls on %d packs of %d kinds: the slowest took %v, the largest %d MB", run, hostiles/every, len(kinds), slowest.Round(time.Millisecond), widest>>10)
}

// waysToAPack are the commands that open a folder as a pack.
func waysToAPack(data, dir string) [][]string {
	return [][]string{
		{"--data", data, "pack", "check", dir},
		{"--data", data, "pack", "install", dir},
		{"--data", data, "--pack", dir, "lesson", "show", "bomb"},
	}
}

// hostileFolder makes a folder by its kind.
func hostileFolder(t *testing.T, kind packKind, n int) string {
	t.Helper()
	dir := t.TempDir()
	f := &folderOf{t: t, dir: dir}
	f.write("pack.yaml", "id: hostile\ntitle: Hostile\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-01\n")
	f.module("m", "bomb")
	f.lesson("m/bomb.md", "Words.")
	kind.make(f, n)
	return dir
}

// An answer is what a call came to.
type answer struct {
	code   int
	says   string
	took   time.Duration
	memory int64 // KB at most
}

func replyTo(t *testing.T, args []string) answer {
	t.Helper()
	cmd := exec.Command("waymark", args...)
	status := filepath.Join(t.TempDir(), "status")
	cmd.Env = append(os.Environ(), "WAYMARK_DATA=", "WAYMARK_STATUS="+status)
	began := time.Now()
	timer := time.AfterFunc(10*longest, func() { cmd.Process.Kill() }) //nolint:errcheck // it may be gone already
	out, err := cmd.CombinedOutput()
	timer.Stop()
	a := answer{code: cmd.ProcessState.ExitCode(), says: string(out[:min(len(out), 2000)]), took: time.Since(began)}
	if busy := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); err == nil || a.code > 0 {
		a.took = min(a.took, busy) // the machine may have had others to serve
	}
	a.memory = peakIn(t, status)
	return a
}

// peakIn is the most memory, in KB, that a process kept a status of; 0 on other systems.
func peakIn(t *testing.T, file string) int64 {
	t.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	status, err := os.ReadFile(file)
	_, rest, found := strings.Cut(string(status), "VmHWM:")
	number, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	peak, wrong := strconv.ParseInt(number, 10, 64)
	if !found || errors.Join(err, wrong) != nil {
		t.Errorf("the program kept no status: %v, %v", err, wrong)
	}
	return peak
}

// faults are what is wrong with an answer about a pack of a kind.
func (a answer) faults(kind packKind, args []string) (faults []string) {
	if a.took >= longest {
		faults = append(faults, fmt.Sprintf("it took %v", a.took))
	}
	if a.memory >= largest {
		faults = append(faults, fmt.Sprintf("it took %d MB", a.memory>>10))
	}
	if live := cleantest.Live(a.says, cleantest.Nothing); len(live) > 0 {
		faults = append(faults, fmt.Sprintf("it steers the terminal: %q", live))
	}
	isShown := args[len(args)-1] == "bomb"
	switch {
	case kind.says == nil || kind.checked && isShown:
		if a.code != 0 && a.code != 5 && (!isShown || a.code != 3) {
			faults = append(faults, fmt.Sprintf("it ended with code %d", a.code))
		}
		return faults
	case a.code != 5:
		faults = append(faults, fmt.Sprintf("it ended with code %d, not 5", a.code))
	}
	for _, words := range kind.says {
		if !strings.Contains(squeeze(a.says), words) {
			faults = append(faults, "it does not say "+words)
		}
	}
	return faults
}
