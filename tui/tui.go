package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"waymark/curriculum"
	"waymark/store"
	"waymark/tui/markdown"
)

// framesPerSecond is Bubble Tea's highest: a key is drawn within 8 ms.
const framesPerSecond = 120

// Options say how the program starts.
type Options struct {
	Catalogue *curriculum.Catalogue
	Store     *store.Store
	Now       func() time.Time
	Profile   store.Profile // as stored; a zero SetUp begins with the set-up
	Lesson    string        // opens this lesson first; may be empty
	Width     int           // of the window, in cells, as far as it is known
	Height    int
	Dark      bool // the background to assume until the terminal tells its own
	NoColor   bool
	ASCII     bool
}

// Run shows the screens until the person quits or ctx ends. The terminal is as
// it was when Run returns.
func Run(ctx context.Context, o Options) error {
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(framesPerSecond)}
	if o.NoColor {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	_, err := tea.NewProgram(New(o), options...).Run()
	return err
}

// New returns the program's model, for Run and for other ways to drive it. It
// fetches what the first frame shows.
func New(o Options) tea.Model {
	env := Env{Catalogue: o.Catalogue, Store: o.Store, Now: o.Now, Pages: new(markdown.Cache)}
	return newRoot(env, o).prepared(tea.WindowSizeMsg{Width: o.Width, Height: o.Height})
}
