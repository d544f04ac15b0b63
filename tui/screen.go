package tui

import (
	"reflect"
	"time"

	"charm.land/bubbles/v2/help" // github.com/charmbracelet/bubbles
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/tui/config"
	"waymark/tui/markdown"
	"waymark/tui/theme"
)

// A Screen is one full page of the program. Each has a file of its own, named
// after it, with its keys, its messages and its commands.
//
// A screen is a value: Update changes the copy that it got and returns it.
type Screen interface {
	// Init returns the command that fetches what the screen shows.
	Init() tea.Cmd

	// Update folds a message into the screen. Keys, mouse and paste reach the
	// top screen only; every other message reaches every open screen. It must
	// not do I/O nor render Markdown.
	Update(tea.Msg) (Screen, tea.Cmd)

	// View draws the screen in the room that the last tea.WindowSizeMsg gave.
	View() tea.View

	// Title is the screen's name, for the left of the header.
	Title() string

	// Status is what the right of the header says; it may be empty.
	Status() string

	// Typing reports that keys are text now, so that global keys keep out.
	Typing() bool

	// KeyMap generates the footer and the page behind "?".
	help.KeyMap
}

// Env is the services that every screen is given. Nobody changes it once
// screens exist, so commands may read it on their own goroutines.
type Env struct {
	Catalogue *curriculum.Catalogue
	Store     *store.Store
	Pages     *markdown.Cache
	Drafts    *drafts
	Jobs      *jobs              // that take long
	Editor    Editor             // nil where none is named
	Clipboard func(string) error // the desktop's own; nil where there is none
	Now       func() time.Time
	Config    config.Place
	Version   string // of the program
}

// The messages that any screen may send to root.
type (
	openMsg   struct{ screen Screen }     // puts a screen on top
	backMsg   struct{ kind reflect.Type } // closes the top screen, if it is of this kind
	placeMsg  struct{ index int }         // shows a tab
	noticeMsg struct{ text string }       // tells the person something, once
	failedMsg struct{ err error }         // tells what failed
	lookMsg   struct{ look theme.Theme }
	chosenMsg struct{ look config.Look } // how the person wants it to look
	// changedMsg says that the learner's file changed, here or in another
	// program: screens fetch again what they show.
	changedMsg struct{}
)

// send is the command that returns a message.
func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// open puts a screen on top of this one.
func open(s Screen) tea.Cmd { return send(openMsg{s}) }

// back closes a screen. Pressed twice, a key closes nothing below it.
func back(s Screen) tea.Cmd { return send(backMsg{reflect.TypeOf(s)}) }

// notice tells the person something in the footer until the next key.
func notice(text string) tea.Cmd { return send(noticeMsg{text}) }

// answer turns what a command found into its message, or into failedMsg.
func answer(msg tea.Msg, err error) tea.Msg {
	if err != nil {
		return failedMsg{err}
	}
	return msg
}

// more is the line that says that a view goes on below its room.
func more(v viewport.Model, look theme.Theme) string {
	if v.AtBottom() {
		return ""
	}
	return "\n  " + look.Dim.Render(look.Symbols.Down+" more")
}

// scrolled moves a view by a key: a line, a page, or to an end.
func scrolled(v viewport.Model, k string) viewport.Model {
	switch k {
	case "down", "j":
		v.ScrollDown(1)
	case "up", "k":
		v.ScrollUp(1)
	case "pgdown", "space":
		v.PageDown()
	case "pgup":
		v.PageUp()
	case "home":
		v.GotoTop()
	case "end":
		v.GotoBottom()
	}
	return v
}

// A room is what every screen knows of the place it is drawn in. Screens embed
// it and give it each message first.
type room struct {
	env           Env
	width, height int
	look          theme.Theme
}

// fit folds size and look into the room.
func (r room) fit(msg tea.Msg) room {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.width, r.height = msg.Width, msg.Height
	case lookMsg:
		r.look = msg.look
	}
	return r
}

// wide reports that there is room for a second pane.
func (r room) wide() bool { return r.width >= 100 }

// measure is the width of running text: readable, and never over the room's.
func (r room) measure() int { return max(20, min(r.width-4, 76)) }

// Status is the default: nothing.
func (r room) Status() string { return "" }

// Typing is the default: keys are commands.
func (r room) Typing() bool { return false }
