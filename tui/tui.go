package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store"
	"waymark/tui/config"
	"waymark/tui/markdown"
)

// framesPerSecond is Bubble Tea's highest: a key is drawn within 8 ms.
const framesPerSecond = 120

// savesMayTake is how long the end waits for saves: longer than the store waits
// for another program before it spools an entry.
const savesMayTake = 5 * time.Second

// Options say how the program starts.
type Options struct {
	Catalogue func() (*curriculum.Catalogue, error) // reads what there is to learn, while the program starts
	Store     *store.Store
	Now       func() time.Time
	Editor    Editor             // may be nil
	Clipboard func(string) error // the desktop's own; may be nil
	Version   string             // of the program
	Lesson    string             // opens this lesson first; may be empty
	Check     string             // opens the check of this module first; may be empty
	Drill     string             // opens this text with planted errors first; may be empty
	Rating    string             // opens the blind rating of this entry first; may be empty
	Terminal  io.Writer          // that the screens are drawn on
	Dark      bool               // the background to assume until the terminal tells its own
	Config    config.Place
	Look      config.Look // what it says

	// Sizes are those that the window is given from the call of Run on; may be nil.
	Sizes <-chan Size
}

// A Size is that of a window, in cells.
type Size struct{ Width, Height int }

// Run shows the screens until the person quits or ctx ends. The terminal is as
// it was when Run returns. A catalogue or a learner's file that cannot be read
// ends the screens with its error.
func Run(ctx context.Context, o Options) error {
	options := []tea.ProgramOption{tea.WithFPS(framesPerSecond), tea.WithOutput(o.Terminal)}
	if o.Look.Colourless() {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	watched := new(faults)
	program := tea.NewProgram(guard{New(o), watched}, options...)
	watched.quit = program.Quit
	// Not tea.WithContext: it closes the terminal while its reader still uses it.
	defer context.AfterFunc(ctx, program.Quit)()
	go func() {
		for size := range o.Sizes {
			program.Send(tea.WindowSizeMsg(size))
		}
	}()
	model, err := program.Run()
	fmt.Fprint(o.Terminal, ansi.ResetModeLightDark) // set by the screens, and not known to the program
	o.Store.Settle(savesMayTake)                    // commands under way go on behind the closed screens
	if g, ok := model.(guard); ok {
		g.lastDrafts()
		if fatal := g.Model.(root).fatal; fatal != nil {
			return fatal
		}
	}
	if crash := watched.first.Load(); crash != nil {
		return crash.told(o)
	}
	if asked := ctx.Err() != nil || errors.Is(err, tea.ErrInterrupted); asked {
		err = nil
	}
	return err
}

// told says what happened and where a report of it is.
func (c *Crash) told(o Options) error {
	report, err := o.Store.ReportCrash(o.Version, c.What, c.Stack)
	if err != nil {
		return fmt.Errorf("a fault of Waymark's own ended it (%s), and no report could be written: %w", c.What, err)
	}
	return fmt.Errorf("a fault of Waymark's own ended it (%s); what you saved is there, and what you were typing waits as a draft; "+
		"start it again, and send whoever looks after Waymark the file %s, which has none of your words in it", c.What, report)
}

// New returns the program's model, for Run and for other ways to drive it.
func New(o Options) tea.Model {
	env := Env{Store: o.Store, Now: o.Now, Pages: new(markdown.Cache), Drafts: new(drafts), Jobs: &jobs{now: o.Now}, Editor: o.Editor, Clipboard: o.Clipboard, Config: o.Config, Version: o.Version}
	return newRoot(env, o)
}
