package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// chooser asks for one of several rows and hands it to what wanted it.
type chooser struct {
	room
	title, label, help string
	rows               picker
	n                  int
	choose             key.Binding
	accept             func(value string) tea.Cmd // what follows from the choice; may return nil
}

func newChooser(env Env, title, label, help string, rows []choice, at string, accept func(string) tea.Cmd) chooser {
	return chooser{
		room: room{env: env}, title: title, label: label, help: help, n: len(rows),
		rows: newPicker(rows...).choose(at), choose: bind("go on", "enter"), accept: accept,
	}
}

// Init implements Screen.
func (c chooser) Init() tea.Cmd { return nil }

// Update implements Screen.
func (c chooser) Update(msg tea.Msg) (Screen, tea.Cmd) {
	c.room = c.room.fit(msg)
	top := len(c.head().lines)
	c.rows = c.rows.size(min(c.width, 64), max(1, min(c.n, c.height-top)), c.look)
	var clicked bool
	c.rows, clicked = c.rows.update(msg, top)
	if k, ok := msg.(tea.KeyPressMsg); clicked || ok && key.Matches(k, c.choose) {
		row, _ := c.rows.chosen()
		return c, tea.Sequence(back(c), c.accept(row.value))
	}
	return c, nil
}

// head is what is asked.
func (c chooser) head() *sheet {
	s := newSheet(c.measure())
	s.gap()
	s.add(noRow, c.look.Title.Render(c.label))
	if c.help != "" {
		s.add(noRow, c.look.Dim.Render(c.help))
	}
	s.gap()
	return s
}

// View implements Screen.
func (c chooser) View() tea.View {
	return tea.View{Content: indent(c.head().text(), "  ") + "\n" + c.rows.view()}
}

// Title implements Screen.
func (c chooser) Title() string { return c.title }

// ShortHelp implements Screen.
func (c chooser) ShortHelp() []key.Binding { return []key.Binding{c.choose, pickKeys()} }

// FullHelp implements Screen.
func (c chooser) FullHelp() [][]key.Binding { return [][]key.Binding{c.ShortHelp()} }
