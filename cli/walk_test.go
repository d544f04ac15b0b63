//go:build unix

package cli_test

import (
	"fmt"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store"
)

// On a terminal a module check opens in the screens, over Today; there it begins
// when the learner says so, or at once when they asked for another one.
func TestModuleCheckOpens(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	call(t, data, "setup", "--department", "hr", "--pathway", "path-essentials")
	checks := func() []store.Check {
		found, err := store.New(data, time.Now).Checks()
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	for began, args := range [][]string{{"module", "check", "found"}, {"module", "check", "found", "--again"}} {
		x := start(t, setting{data: data}, args...)
		x.see("› Foundations", "15")
		if n := len(checks()); n != began {
			t.Errorf("%q began %d checks", args, n)
		}
		x.press(escape)
		x.see("[1 Today]")
		x.press("q")
		if code := x.end(); code != 0 {
			t.Errorf("%q ended with code %d", args, code)
		}
	}
}

// The whole way of a first day: set-up, two lessons with all seven kinds of
// item answered wrong and then right, an experiment; and the next start.
func TestWalk(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	l := newLearner(t)
	l.terminal = start(t, setting{data: data})
	lessons := l.lessons
	l.setUp("Ines")
	l.see("Next lesson", lessons[0].Title)
	l.press(enter)

	kinds := map[curriculum.Kind]bool{}
	for i := range 2 {
		l.see(lessons[i].Title, "page 1 of", "Why it matters at work")
		l.study(kinds)
		l.see("✓ Lesson done", "Enter opens the next lesson: "+lessons[i+1].Title)
		l.press(enter)
	}
	if len(kinds) != 7 {
		t.Errorf("only items of the kinds %v were asked", slices.Sorted(maps.Keys(kinds)))
	}
	l.see(lessons[2].Title, "page 1 of")
	l.press(escape)
	l.see("[1 Today]", fmt.Sprintf("2 of %d lessons", len(lessons)))
	l.log("Warmer tone in refund replies")
	l.press("q")
	if code := l.end(); code != 0 {
		t.Errorf("q ended the program with code %d", code)
	}
	if missing := l.missing(store.New(data, time.Now)); len(missing) > 0 {
		t.Errorf("confirmed on the screen, and not in the store: %q", missing)
	}

	again := start(t, setting{data: data})
	again.see("Ines", lessons[2].Title, fmt.Sprintf("2 of %d lessons", len(lessons)), "Warmer tone in refund replies")
}

// study reads a lesson to its end. It answers every item wrong and then right,
// and notes its kind.
func (l *learner) study(kinds map[curriculum.Kind]bool) {
	l.t.Helper()
	screen := l.text()
	for !strings.Contains(screen, "What you have shown") {
		if item, ok := asked(l.items, screen); ok {
			kinds[item.Kind] = true
			if got := l.answer(item, false); got == "✓ Right" {
				l.t.Errorf("a wrong answer to %s was graded %q", item.Ref(), got)
			}
			l.press("r")
			l.wait("was asked again", func(screen string) bool { return !verdict.MatchString(screen) })
			if got := l.answer(item, true); got != "✓ Right" && got != "✓ Kept" {
				l.t.Errorf("the right answer to %s was graded %q", item.Ref(), got)
			}
		}
		if strings.Contains(screen, toMark) {
			l.markExercise(screen)
		}
		screen = l.turn()
	}
}

func TestSecondTerminal(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	l := newLearner(t)
	l.terminal = start(t, setting{data: data})
	l.setUp("Ines")
	l.press("4")
	l.see("[4 Journal]", "n new experiment")

	out, err := exec.Command("waymark", "--data", data, "journal", "add", "Ask for three sources").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	added := time.Now()
	_, drawn := l.wait("saw the new entry", func(screen string) bool { return strings.Contains(screen, "Ask for three sources") })
	t.Logf("the open journal showed the new entry after %v", drawn.Sub(added).Round(time.Millisecond))
}

func TestMouseAndPaste(t *testing.T) {
	t.Parallel()
	l := newLearner(t)
	l.terminal = start(t, setting{})
	l.setUp("Ines")

	x, y := l.find("2 Pathways")
	l.press(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x, y, x, y))
	before := l.see("[2 Pathways]", "What AI is, and is not")
	l.press(fmt.Sprintf("\x1b[<65;%d;%dM", 10, 10))
	l.wait("saw the wheel move", func(screen string) bool { return screen != before })

	l.press("n")
	l.see("What do you want to try?")
	l.press("\x1b[200~Ask for\nthree \x07sources\x1b[201~")
	l.see("Ask for", "sources")
	l.press(enter)
	l.see("Logged in your journal: Ask for three sources")
}

// find is where a text stands on the screen, counted from 1.
func (x *terminal) find(text string) (column, line int) {
	x.t.Helper()
	for i, row := range strings.Split(x.see(text), "\n") {
		if before, _, ok := strings.Cut(row, text); ok {
			return ansi.StringWidth(before) + 1, i + 1
		}
	}
	return 0, 0
}

func TestWindowSizes(t *testing.T) {
	t.Parallel()
	x := start(t, setting{width: 10, height: 3})
	x.see("Waymark\nneeds")
	for _, size := range []struct{ width, height int }{{60, 20}, {200, 60}, {80, 24}, {40, 12}} {
		x.resize(size.width, size.height)
		x.wait(fmt.Sprintf("drew %d x %d cells", size.width, size.height), func(screen string) bool {
			return fills(screen, size.width, size.height)
		})
	}
}

func TestWithoutColour(t *testing.T) {
	t.Parallel()
	colour := regexp.MustCompile(`\x1b\[(\d+;)*(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;\d+)*m|\x1b\]1[0-2];#`)
	tests := []struct {
		name    string
		env     []string
		args    []string
		colours bool
	}{
		{"colours", nil, nil, true},
		{"NO_COLOR", []string{"NO_COLOR=yes"}, nil, false},
		{"--no-color", nil, []string{"--no-color"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := start(t, setting{env: tt.env}, tt.args...)
			x.see("What shall we call you?")
			x.press(enter)
			x.see("Where do you work?")
			if got := colour.MatchString(x.wrote()); got != tt.colours {
				t.Errorf("wrote colours: %v, want %v", got, tt.colours)
			}
		})
	}
}

// A terminal that answers no query is not waited for.
func TestSilentTerminal(t *testing.T) {
	t.Parallel()
	x := start(t, setting{silent: true})
	_, drawn := x.wait("saw the set-up", func(screen string) bool { return strings.Contains(screen, "What shall we call you?") })
	t.Logf("the first frame took %v", drawn.Sub(x.began).Round(time.Millisecond))
}

func TestTerminalIsRestored(t *testing.T) {
	t.Parallel()
	cursorStyle := regexp.MustCompile(`\x1b\[(\d) q`)
	tests := []struct {
		name  string
		from  func(*learner)
		leave func(*learner)
	}{
		{"q", func(l *learner) { l.setUp("Ines") }, func(l *learner) { l.press("q") }},
		{"SIGTERM", func(l *learner) { l.setUp("Ines") }, func(l *learner) { l.signal(syscall.SIGTERM) }},
		{"SIGHUP", func(l *learner) { l.setUp("Ines") }, func(l *learner) { l.signal(syscall.SIGHUP) }},
		{"SIGQUIT", func(l *learner) { l.setUp("Ines") }, func(l *learner) { l.signal(syscall.SIGQUIT) }},
		{"SIGINT", func(l *learner) { l.setUp("Ines") }, func(l *learner) { l.signal(syscall.SIGINT) }},
		{"ctrl+c while typing", func(l *learner) { l.see("What shall we call you?") }, func(l *learner) { l.press("\x03") }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newLearner(t)
			l.terminal = start(t, setting{})
			tt.from(l)
			if during := l.on(); !during[ansi.ModeAltScreenSaveCursor] || !during[ansi.ModeMouseExtSgr] {
				t.Error("the screens did not take over the terminal")
			}
			tt.leave(l)
			if code := l.end(); code != 0 {
				t.Errorf("ended with code %d", code)
			}
			l.wantRestored()
			out := l.wrote()
			if styles := cursorStyle.FindAllStringSubmatch(out, -1); len(styles) > 0 && styles[len(styles)-1][1] != "0" {
				t.Error("the shape of the cursor is not restored")
			}
			if strings.Count(out, ansi.PushKittyKeyboard(1)) != strings.Count(out, ansi.PopKittyKeyboard(1)) {
				t.Error("the keyboard's protocol is not restored")
			}
		})
	}
}

// on is the modes that the program left on.
func (x *terminal) on() map[ansi.Mode]bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	on := maps.Clone(x.modes)
	maps.DeleteFunc(on, func(_ ansi.Mode, set bool) bool { return !set })
	return on
}
