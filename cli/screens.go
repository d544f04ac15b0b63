package cli

import (
	"context"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"waymark/tui"
)

// screens reports that this call may take over the terminal.
func (a *app) screens() bool { return a.terminal && !a.plain && !a.json }

// opening is what the screens open first, over Today.
type opening struct{ lesson, check string } // ids of a lesson, or of a module to check; may be empty

// open shows the screens until the person leaves them. A terminal that hangs up
// ends them as well, as it was.
func (a *app) open(first opening) error {
	debug.SetGCPercent(gcPercent)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	return tui.Run(ctx, tui.Options{
		Catalogue: a.catalogue,
		Store:     a.store(),
		Now:       a.now,
		Lesson:    first.lesson,
		Check:     first.check,
		Dark:      !a.lightBackground(),
		NoColor:   a.noColor,
		ASCII:     a.ascii,
	})
}

// gcPercent lets the heap, which is a few megabytes, grow fivefold before it is
// cleaned: at Go's own 100 the collector runs three times before the first frame,
// beside what that frame waits for.
const gcPercent = 400

// lightBackground guesses from what some terminals say in the environment; the
// terminal's own answer comes after the first frame.
func (a *app) lightBackground() bool {
	colours := strings.Split(a.environ["COLORFGBG"], ";")
	back := colours[len(colours)-1]
	return back == "7" || back == "15"
}
