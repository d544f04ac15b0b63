package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// contents lists the pages of a lesson, to go to one of them.
type contents struct {
	room
	lesson string
	rows   picker
	open   key.Binding
}

func newContents(env Env, lesson string, rows []choice, at string) contents {
	return contents{room: room{env: env}, lesson: lesson, rows: newPicker(rows...).choose(at), open: bind("go there", "enter")}
}

// Init implements Screen.
func (c contents) Init() tea.Cmd { return nil }

// Update implements Screen.
func (c contents) Update(msg tea.Msg) (Screen, tea.Cmd) {
	c.room = c.room.fit(msg)
	c.rows = c.rows.size(min(c.width, 78), c.height-1, c.look)
	var clicked bool
	c.rows, clicked = c.rows.update(msg, 1)
	if k, ok := msg.(tea.KeyPressMsg); clicked || ok && key.Matches(k, c.open) {
		return c, c.goThere()
	}
	return c, nil
}

func (c contents) goThere() tea.Cmd {
	row, ok := c.rows.chosen()
	if !ok {
		return back(c)
	}
	return tea.Sequence(back(c), send(gotoMsg{lesson: c.lesson, page: row.value}))
}

// View implements Screen.
func (c contents) View() tea.View { return tea.View{Content: "\n" + c.rows.view()} }

// Title implements Screen.
func (c contents) Title() string { return "Contents" }

// Status implements Screen.
func (c contents) Status() string {
	return c.look.Symbols.Full + " answered  " + c.look.Symbols.Empty + " open"
}

// ShortHelp implements Screen.
func (c contents) ShortHelp() []key.Binding { return []key.Binding{c.open, pickKeys()} }

// FullHelp implements Screen.
func (c contents) FullHelp() [][]key.Binding { return [][]key.Binding{c.ShortHelp()} }
