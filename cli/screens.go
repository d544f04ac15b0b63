package cli

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"waymark/tui"
)

// screens reports that this call may take over the terminal.
func (a *app) screens() bool { return a.terminal && !a.inLines() && !a.json }

// open shows the screens until the person leaves them; lesson, which may be
// empty, is opened first.
func (a *app) open(lesson string) error { return a.run(tui.Options{Lesson: lesson}) }

// openCheck is open with the check of a module first.
func (a *app) openCheck(module string) error { return a.run(tui.Options{Check: module}) }

// openDrill is open with a text with planted errors first.
func (a *app) openDrill(ref string) error { return a.run(tui.Options{Drill: ref}) }

// openRating is open with the blind rating of an entry first.
func (a *app) openRating(id string) error { return a.run(tui.Options{Rating: id}) }

// run shows the screens. A terminal that hangs up ends them as well, as it was.
func (a *app) run(o tui.Options) error {
	before := debug.SetGCPercent(gcPercent)
	defer time.AfterFunc(started, func() { debug.SetGCPercent(before) }).Stop()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	o.Catalogue, o.Store, o.Now, o.Editor, o.Clipboard, o.Version, o.Terminal = a.catalogue, a.store(), a.now, a.editor(), a.clipboard(), appVersion(), a.stdout
	if window, ok := a.stdout.(*os.File); ok {
		sizes, stop := resizes(window)
		defer stop()
		o.Sizes = sizes
	}
	o.Dark, o.Config, o.Look = !a.lightBackground(), a.place(), a.place().Look()
	return tui.Run(ctx, o)
}

// gcPercent lets the heap, which is a few megabytes, grow fivefold before it is
// cleaned: at Go's own 100 the collector runs three times before the first frame,
// beside what that frame waits for. Later it would be memory for nothing.
const (
	gcPercent = 400
	started   = time.Second
)

// lightBackground guesses from what some terminals say in the environment; the
// terminal's own answer comes after the first frame.
func (a *app) lightBackground() bool {
	colours := strings.Split(a.environ["COLORFGBG"], ";")
	back := colours[len(colours)-1]
	return back == "7" || back == "15"
}
