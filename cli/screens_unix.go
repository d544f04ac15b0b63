//go:build unix

package cli

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/term"

	"waymark/tui"
)

// resizes tells each size that the window of a terminal is given from now on. Bubble Tea
// looks at the size first and asks to be told of changes later: what changes between is
// seen here.
func resizes(window *os.File) (sizes <-chan tui.Size, stop func()) {
	changed, told, stopped := make(chan os.Signal, 1), make(chan tui.Size), make(chan struct{})
	signal.Notify(changed, syscall.SIGWINCH)
	go func() {
		defer close(told)
		for {
			select {
			case <-stopped:
				return
			case <-changed:
			}
			width, height, err := term.GetSize(window.Fd())
			if err != nil || width == 0 || height == 0 { // unknown: Bubble Tea assumes a usual one
				continue
			}
			select {
			case <-stopped:
				return
			case told <- tui.Size{Width: width, Height: height}:
			}
		}
	}()
	return told, func() { signal.Stop(changed); close(stopped) }
}
