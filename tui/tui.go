package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"waymark/curriculum"
	"waymark/store"
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
	Editor    Editor // may be nil
	Version   string // of the program
	Lesson    string // opens this lesson first; may be empty
	Check     string // opens the check of this module first; may be empty
	Drill     string // opens this text with planted errors first; may be empty
	Rating    string // opens the blind rating of this entry first; may be empty
	Dark      bool   // the background to assume until the terminal tells its own
	NoColor   bool
	ASCII     bool

	// Sizes are those that the window is given from the call of Run on; may be nil.
	Sizes <-chan Size
}

// A Size is that of a window, in cells.
type Size struct{ Width, Height int }

// Run shows the screens until the person quits or ctx ends. The terminal is as
// it was when Run returns. A catalogue or a learner's file that cannot be read
// ends the screens with its error.
func Run(ctx context.Context, o Options) error {
	options := []tea.ProgramOption{tea.WithFPS(framesPerSecond)}
	if o.NoColor {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	program := tea.NewProgram(New(o), options...)
	// Not tea.WithContext: it closes the terminal while its reader still uses it.
	defer context.AfterFunc(ctx, program.Quit)()
	go func() {
		for size := range o.Sizes {
			program.Send(tea.WindowSizeMsg(size))
		}
	}()
	model, err := program.Run()
	o.Store.Settle(savesMayTake) // commands under way go on behind the closed screens
	if r, ok := model.(root); ok {
		r.lastDrafts()
		if r.fatal != nil {
			return r.fatal
		}
	}
	if asked := ctx.Err() != nil || errors.Is(err, tea.ErrInterrupted); asked {
		err = nil
	}
	return err
}

// New returns the program's model, for Run and for other ways to drive it.
func New(o Options) tea.Model {
	env := Env{Store: o.Store, Now: o.Now, Pages: new(markdown.Cache), Drafts: new(drafts), Editor: o.Editor, Version: o.Version}
	return newRoot(env, o)
}
