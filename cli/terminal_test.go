//go:build unix

package cli_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long a test waits for the screen to show something.
const patience = 20 * time.Second

// A setting says where a program is run.
type setting struct {
	program       string // default: waymark
	data          string // the learner's folder; default: a new one
	width, height int    // in cells; default: 96x40, where a question fits and no second pane opens
	env           []string
	silent        bool // the terminal answers no query
}

// A terminal runs a program in a pseudo-terminal and keeps the screen that it
// draws, as a person would see it.
type terminal struct {
	t             testing.TB
	cmd           *exec.Cmd
	pty           *os.File
	began         time.Time     // just before the program was started
	before, after *term.State   // of the terminal's line; after is set when the program is gone
	ended         chan struct{} // closed when the program is gone and all it wrote is drawn
	gone          time.Time     // when it was; set before ended is closed

	mu     sync.Mutex // guards what follows
	screen *vt.Emulator
	output []byte             // all that the program wrote
	modes  map[ansi.Mode]bool // what the program switched on and off
	shown  string             // the newest whole frame
	drawn  time.Time          // when it came
	came   time.Time          // when the newest output came
	change chan struct{}      // closed at the next frame
	look   func(string)       // is shown each whole frame; may be nil
}

// start runs a program. It is killed at the end of the test, if not before.
func start(t testing.TB, s setting, args ...string) *terminal {
	t.Helper()
	if s.program == "" {
		s.program = "waymark"
	}
	if s.data == "" {
		s.data = t.TempDir()
	}
	if s.width == 0 {
		s.width, s.height = 96, 40
	}
	x := &terminal{
		t: t, screen: vt.NewEmulator(s.width, s.height), modes: map[ansi.Mode]bool{},
		ended: make(chan struct{}), change: make(chan struct{}),
	}
	// A mode that was named before is one that the terminal says it has.
	x.screen.WriteString(ansi.ResetModeSynchronizedOutput) //nolint:errcheck // an open emulator takes everything
	x.screen.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { x.modes[m] = true },
		DisableMode: func(m ansi.Mode) { x.modes[m] = false },
	})
	x.cmd = exec.Command(s.program, args...)
	x.cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.data, "WAYMARK_DATA=" + s.data,
		"GOCOVERDIR=" + os.Getenv("GOCOVERDIR"), "TERM=xterm-256color",
	}, s.env...)
	x.began = time.Now()
	var err error
	var before *term.State
	x.pty, before, err = startIn(x.cmd, &pty.Winsize{Cols: uint16(s.width), Rows: uint16(s.height)})
	if err == nil {
		x.pty, err = closable(x.pty)
	}
	if err != nil {
		t.Fatal(err)
	}
	x.before = before
	go x.reply(s.silent)
	go x.draw()
	t.Cleanup(x.kill)
	return x
}

// startIn starts a program in a new pseudo-terminal, and tells how that was set before.
func startIn(cmd *exec.Cmd, size *pty.Winsize) (*os.File, *term.State, error) {
	master, slave, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	defer slave.Close()
	if err := pty.Setsize(master, size); err != nil {
		return master, nil, err
	}
	before := lineSettings(master)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	return master, before, cmd.Start()
}

// closable is a file whose Close does not wait for a Read that is under way, as it does
// once somebody has asked the file for its descriptor.
func closable(f *os.File) (*os.File, error) {
	defer f.Close()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, true); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}

// reply passes on what the terminal says by itself: it must be read even where
// it is not wanted, or the emulator stands still.
func (x *terminal) reply(silent bool) {
	if !silent {
		io.Copy(x.pty, x.screen) //nolint:errcheck // it ends when the program does
	}
	io.Copy(io.Discard, x.screen) //nolint:errcheck // nothing of it is wanted
}

// A chunk is what the program wrote, and when it came.
type chunk struct {
	at   time.Time
	text []byte
}

// read takes what the program writes, until the program is gone. It does nothing else, so
// that drawing does not delay the clock.
func (x *terminal) read(chunks chan<- chunk) {
	defer close(chunks)
	buffer := make([]byte, 64<<10)
	for {
		n, err := x.pty.Read(buffer)
		chunks <- chunk{time.Now(), bytes.Clone(buffer[:n])}
		if err != nil { // on Linux an input/output error: nobody holds the other side any more
			return
		}
	}
}

// draw puts what the program writes on the screen, until the program is gone.
func (x *terminal) draw() {
	defer close(x.ended)
	chunks := make(chan chunk, 64)
	go x.read(chunks)
	for c := range chunks {
		x.mu.Lock()
		x.screen.Write(c.text) //nolint:errcheck // an open emulator takes everything
		x.output = append(x.output, c.text...)
		x.came = c.at
		if !x.modes[ansi.ModeSynchronizedOutput] {
			x.shown, x.drawn = x.screen.String(), c.at
			close(x.change)
			x.change = make(chan struct{})
			if x.look != nil {
				x.look(x.shown)
			}
		}
		x.mu.Unlock()
	}
	x.after = lineSettings(x.pty)
	x.cmd.Wait() //nolint:errcheck // ProcessState has it
	x.gone = time.Now()
	x.screen.InputPipe().(io.Closer).Close()
	x.pty.Close()
}

// kill ends the program at once, and returns when it is gone. A terminal that
// stays open all the same is a fault, told with its screen, not a hang.
func (x *terminal) kill() {
	x.cmd.Process.Kill() //nolint:errcheck // it may be gone already
	select {
	case <-x.ended:
	case <-time.After(patience):
		x.t.Errorf("the program was killed, and its terminal is still open; the screen:\n%s", x.text())
	}
}

// text is what the screen shows now.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.shown
}

// wrote is all that the program wrote so far.
func (x *terminal) wrote() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return string(x.output)
}

// eachFrame has every frame from now on looked at; nil ends that.
func (x *terminal) eachFrame(look func(frame string)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.look = look
}

// wait returns the first screen that is ok, and when it was drawn.
func (x *terminal) wait(what string, ok func(string) bool) (string, time.Time) {
	x.t.Helper()
	late := time.After(patience)
	for {
		x.mu.Lock()
		text, drawn, change := x.shown, x.drawn, x.change
		x.mu.Unlock()
		if ok(text) {
			return text, drawn
		}
		select {
		case <-change:
		case <-x.ended:
			if text = x.text(); !ok(text) {
				x.t.Fatalf("the program ended before %s; the screen:\n%s", what, text)
			}
			return text, drawn
		case <-late:
			x.t.Fatalf("never %s; the screen:\n%s", what, text)
		}
	}
}

// poll waits until something is so that the screen does not tell.
func (x *terminal) poll(what string, ok func() bool) {
	x.t.Helper()
	late, look := time.After(patience), time.NewTicker(2*time.Millisecond)
	defer look.Stop()
	for !ok() {
		select {
		case <-look.C:
		case <-late:
			x.t.Fatalf("never %s; the screen:\n%s", what, x.text())
		}
	}
}

// see waits until the screen shows all of the texts, and returns it.
func (x *terminal) see(texts ...string) string {
	x.t.Helper()
	text, _ := x.wait("saw "+strings.Join(texts, " and "), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
	return text
}

// shows is a sign: a text on the screen, wherever its lines break.
func shows(text string) func(string) bool {
	return func(screen string) bool { return strings.Contains(squeeze(screen), text) }
}

// press types keys, as the bytes that a terminal sends.
func (x *terminal) press(keys string) {
	io.WriteString(x.pty, keys) //nolint:errcheck // a program that is gone is noticed by the next wait
}

// resize changes the window.
func (x *terminal) resize(width, height int) {
	x.t.Helper()
	x.mu.Lock()
	x.screen.Resize(width, height)
	x.mu.Unlock()
	if err := pty.Setsize(x.pty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		x.t.Fatal(err)
	}
}

// signal sends the program a signal.
func (x *terminal) signal(s syscall.Signal) {
	x.t.Helper()
	if err := x.cmd.Process.Signal(s); err != nil {
		x.t.Fatal(err)
	}
}

// end waits until the program ended by itself, and returns its exit code.
func (x *terminal) end() int {
	x.t.Helper()
	select {
	case <-x.ended:
	case <-time.After(patience):
		x.t.Fatalf("the program does not end; the screen:\n%s", x.text())
	}
	return x.cmd.ProcessState.ExitCode()
}
