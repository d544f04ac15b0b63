//go:build unix

package tui

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/creack/pty"

	"waymark/store/clean/cleantest"
)

// A show is Bubble Tea at a pseudo-terminal, which draws the views that it is given, and
// what it wrote there.
type show struct {
	t       *testing.T
	program *tea.Program
	written chan string
	rest    string // written, and not judged yet
	shown   int
}

// A billboard shows a view.
type billboard struct{ view tea.View }

func (s billboard) Init() tea.Cmd { return nil }
func (s billboard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if v, ok := msg.(tea.View); ok {
		s.view = v
	}
	return s, nil
}
func (s billboard) View() tea.View { return s.view }

func newShow(t *testing.T) *show {
	t.Helper()
	outer, inner, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here:", err)
	}
	if err := pty.Setsize(inner, &pty.Winsize{Cols: 100, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	s := &show{t: t, written: make(chan string)}
	keys, nobody, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s.program = tea.NewProgram(billboard{}, tea.WithInput(keys), tea.WithOutput(inner), tea.WithFPS(120), tea.WithoutSignals(), tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}))
	go func() {
		defer close(s.written)
		buffer := make([]byte, 64<<10)
		for {
			n, err := outer.Read(buffer)
			if n > 0 {
				s.written <- string(buffer[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	ended := make(chan error, 1)
	go func() { _, err := s.program.Run(); ended <- err }()
	t.Cleanup(func() {
		go s.program.Quit()
		go io.Copy(io.Discard, outer) //nolint:errcheck // nobody reads it any more
		go func() {
			for range s.written {
			}
		}()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		for _, f := range []*os.File{inner, outer, keys, nobody} {
			f.Close()
		}
	})
	return s
}

// show draws a view, waits until it is drawn, and returns what of it a terminal would act on
// that Bubble Tea does not write by itself.
func (s *show) show(v tea.View) []string {
	s.t.Helper()
	s.shown++
	end := fmt.Sprintf(" view %d.", s.shown)
	v.WindowTitle += end
	s.program.Send(v)
	late := time.After(20 * time.Second)
	for !strings.Contains(s.rest, end) {
		select {
		case text := <-s.written:
			s.rest += text
		case <-late:
			s.t.Fatalf("view %d was never drawn: %q", s.shown, s.rest)
		}
	}
	// What stands behind the title is judged with the next view, so that no sequence is cut.
	at := strings.Index(s.rest, end) + len(end) + 1
	told := s.rest[:at]
	s.rest = s.rest[at:]
	return cleantest.Live(told, cleantest.Program("Waymark - "))
}
