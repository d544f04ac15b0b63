//go:build unix

package cli_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
	"waymark/tui"
)

// crash is a program with a fault: the screens, whose clock panics once the file CRASH is
// there, where it is asked in the part of the code that CRASH_IN names.
func crash() {
	thrown := errors.New("my private words")
	now := func() time.Time {
		if _, err := os.Stat(os.Getenv("CRASH")); err == nil && strings.Contains(string(debug.Stack()), os.Getenv("CRASH_IN")) {
			panic(thrown)
		}
		return time.Now()
	}
	err := tui.Run(context.Background(), tui.Options{Terminal: os.Stdout, Store: store.New(os.Getenv("WAYMARK_DATA"), time.Now), Now: now, Catalogue: func() (*curriculum.Catalogue, error) {
		if os.Getenv("CRASH_IN") == "goroutine" {
			panic(thrown)
		}
		return curriculum.Load(curriculum.Embedded())
	}})
	if err != nil {
		fmt.Fprintln(os.Stderr, "waymark:", err)
		os.Exit(1)
	}
}

// A fault of the program, wherever it is, leaves the terminal as it was, keeps what was
// typed, and tells where a report is that has none of the person's words.
func TestCrash(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"Update": "tui.root.seen", "a command": "tui.guard.guarded.func", "a goroutine": "goroutine",
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			s := store.New(data, time.Now)
			if _, err := s.UpdateProfile(map[string]string{"name": "Ines", "pathway": "path-essentials"}); err != nil {
				t.Fatal(err)
			}
			if _, _, err := s.AddExperiment(store.Experiment{Title: "Warm pot"}); err != nil {
				t.Fatal(err)
			}
			if err := s.KeepDraft("capture", map[string]string{"title": "Three sources"}); err != nil {
				t.Fatal(err)
			}
			trigger := filepath.Join(t.TempDir(), "crash")
			x := start(t, setting{program: "crash", data: data, env: []string{"CRASH=" + trigger, "CRASH_IN=" + in}})
			if name != "a goroutine" {
				x.see("[1 Today]", " pathway")
				x.press("4")
				x.see("Warm pot")
				x.press("n")
				x.see("Three sources", "You were writing this")
				x.press(" and two")
				x.see("Three sources and two")
				if err := os.WriteFile(trigger, nil, 0o600); err != nil {
					t.Fatal(err)
				}
				x.press("!")
			}
			if code := x.end(); code != 1 {
				t.Errorf("ended with code %d", code)
			}
			x.wantRestored()
			reports, _ := filepath.Glob(filepath.Join(data, "crash-*.txt"))
			if len(reports) != 1 || !strings.Contains(squeeze(strings.ReplaceAll(x.wrote(), "\r\n", " ")), "a fault of Waymark's own ended it") {
				t.Fatalf("reports %q, and the program wrote %q", reports, x.wrote())
			}
			report, err := os.ReadFile(reports[0])
			if err != nil || !strings.Contains(string(report), ".go:") || strings.Contains(string(report)+x.wrote(), "my private words") {
				t.Errorf("%v: the report:\n%s\nthe terminal:\n%q", err, report, x.wrote())
			}
			if drafts, err := s.Drafts(); name != "a goroutine" && (err != nil || len(drafts) != 1 || !strings.HasPrefix(fmt.Sprint(drafts[0].Fields), "map[title:Three sources and two")) {
				t.Errorf("the drafts are %v, %v", drafts, err)
			}
			if _, err := s.Experiments(); err != nil {
				t.Error(err)
			}
		})
	}
}

// wantRestored checks that the terminal is as it was before the program.
func (x *terminal) wantRestored() {
	x.t.Helper()
	if diff := cmp.Diff(map[ansi.Mode]bool{ansi.ModeTextCursorEnable: true}, x.on()); diff != "" && len(x.on()) > 0 {
		x.t.Errorf("the modes of the terminal (-before +after):\n%s", diff)
	}
	if before, after := x.before, x.after; before == nil || after == nil || *before != *after {
		x.t.Errorf("the settings of the terminal were %+v, and are %+v", before, after)
	}
}

// lineSettings is how the terminal handles what is typed and written.
func lineSettings(pty *os.File) *term.State {
	var state *term.State
	if conn, err := pty.SyscallConn(); err == nil {
		_ = conn.Control(func(fd uintptr) { state, _ = term.GetState(fd) }) // Fd would make reads block: see closable
	}
	return state
}

// isRaw reports that the program took over the keyboard.
func (x *terminal) isRaw() bool {
	state := lineSettings(x.pty)
	return state != nil && state.Lflag&syscall.ICANON == 0
}

// Ctrl+Z gives the terminal back, and what brings the program to the front again draws
// the screens again.
func TestSuspend(t *testing.T) {
	t.Parallel()
	l := newLearner(t)
	l.terminal = start(t, setting{})
	l.setUp("Ines")
	l.press("\x1a")
	l.poll("gave the terminal back", func() bool { return !l.isRaw() })
	l.wantSettings()
	l.resize(80, 24)
	l.poll("waited to be brought back", l.waitsForCONT)
	l.signal(syscall.SIGCONT)
	l.wait("drew the screens again", func(screen string) bool { return l.isRaw() && fills(screen, 80, 24) })
	l.press("q")
	if code := l.end(); code != 0 {
		t.Errorf("ended with code %d", code)
	}
	l.wantRestored()
}

// waitsForCONT reports that the program listens for the signal that brings it to the front,
// where the system tells of it. It is not stopped itself: nobody is there to wake a program
// that leads its own session.
func (x *terminal) waitsForCONT() bool {
	if runtime.GOOS != "linux" {
		return true
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", x.cmd.Process.Pid))
	_, caught, _ := strings.Cut(string(status), "SigCgt:\t")
	caught, _, _ = strings.Cut(caught, "\n")
	signals, invalid := strconv.ParseUint(caught, 16, 64)
	return err == nil && invalid == nil && signals&(1<<(syscall.SIGCONT-1)) != 0
}

// wantSettings checks that what is typed is handled as before the program.
func (x *terminal) wantSettings() {
	x.t.Helper()
	if now := lineSettings(x.pty); now == nil || *now != *x.before {
		x.t.Errorf("the settings of the terminal were %+v, and are %+v", x.before, now)
	}
}
