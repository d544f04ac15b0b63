package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"

	"github.com/charmbracelet/x/term"
)

// print writes what a command found: through the person's own pager, as PAGER names it,
// where it is text for a person and longer than the window. Without PAGER nothing is started:
// a pager that one does not know how to leave is worse than a long page.
func (a *app) print(stdout io.Writer, out []byte, forPerson bool) error {
	if forPerson && a.terminal && bytes.Count(out, []byte("\n")) >= windowHeight(stdout) {
		if done := a.page(stdout, out); done {
			return nil
		}
	}
	_, err := stdout.Write(out)
	return err
}

// page shows a text in the pager; false where there is none that can be started.
func (a *app) page(stdout io.Writer, out []byte) bool {
	command := strings.TrimSpace(a.environ["PAGER"])
	if command == "" || command == "cat" {
		return false
	}
	words, err := commandWords(command)
	if err != nil {
		return false
	}
	pager := exec.Command(words[0], words[1:]...)
	pager.Stdin, pager.Stdout, pager.Stderr = bytes.NewReader(out), stdout, a.stderr
	if pager.Env = os.Environ(); a.environ["LESS"] == "" {
		pager.Env = append(pager.Env, "LESS=FRX") // colours, and no page where all fits
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt) // Ctrl+C is the pager's
	defer signal.Stop(interrupts)
	if pager.Start() != nil {
		return false
	}
	_ = pager.Wait() // that somebody leaves before the end is no fault
	return true
}

func windowHeight(stdout io.Writer) int {
	f, ok := stdout.(*os.File)
	if !ok {
		return 0
	}
	_, height, err := term.GetSize(f.Fd())
	if err != nil {
		return 0
	}
	return height
}
