package cli

import (
	"fmt"
	"time"

	"github.com/charmbracelet/x/ansi"

	"waymark/tui/config"
)

// How soon a person at a terminal is told how far a long command is, and how often: a line
// that is written over, or where lines are wanted, new ones.
const (
	jobShows = time.Second
	jobEvery = 250 * time.Millisecond
	jobLines = 10 * time.Second
)

// telling says on standard error how far a long command is, where that is a terminal: tell
// is called with what is done of how many, and end when all is. Ctrl+C stops the command;
// what it saved until then stays.
func (a *app) telling(title string) (tell func(done, of int) error, end func()) {
	if !isTerminal(a.stderr) {
		return func(int, int) error { return nil }, func() {}
	}
	began, next, written := time.Now(), time.Now().Add(jobShows), false
	tell = func(done, of int) error {
		now := time.Now()
		if now.Before(next) || done == 0 || of == 0 {
			return nil
		}
		left := now.Sub(began) / time.Duration(done) * time.Duration(of-done)
		words := fmt.Sprintf("%s: %d of %d%s", title, done, of, leftWords(left))
		if next = now.Add(jobEvery); a.config().Is(config.Plain) {
			next = now.Add(jobLines)
			a.saySo("%s", words)
			return nil
		}
		written = true
		fmt.Fprint(a.stderr, "\r"+words+ansi.EraseLineRight)
		return nil
	}
	return tell, func() {
		if written {
			fmt.Fprint(a.stderr, "\r"+ansi.EraseLineRight)
		}
	}
}
