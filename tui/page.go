package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/tui/theme"
)

// page is a text that fills a screen and scrolls: what did not fit beside a list.
type page struct {
	room
	pane
	title string
	text  func(*sheet, theme.Theme)
}

func newPage(env Env, title string, text func(*sheet, theme.Theme)) page {
	return page{room: room{env: env}, pane: newPane(), title: title, text: text}
}

// Init implements Screen.
func (p page) Init() tea.Cmd { return nil }

// Update implements Screen.
func (p page) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, lookMsg:
		s := newSheet(p.measure())
		p.text(s, p.look)
		p.pane = p.hold(s, p.width, p.height)
	case tea.KeyPressMsg:
		p.view = scrolled(p.view, msg.String())
	case tea.MouseWheelMsg:
		p.view, _ = p.view.Update(msg)
	}
	return p, nil
}

// View implements Screen.
func (p page) View() tea.View { return tea.View{Content: p.pane.draw(p.look)} }

// Title implements Screen.
func (p page) Title() string { return p.title }

// ShortHelp implements Screen.
func (p page) ShortHelp() []key.Binding {
	if p.view.AtTop() && p.view.AtBottom() {
		return nil
	}
	return []key.Binding{bindAs("↑↓", "scroll", "up")}
}

// FullHelp implements Screen.
func (p page) FullHelp() [][]key.Binding {
	return [][]key.Binding{{bindAs("↑↓", "scroll", "up"), bindAs("PgUp PgDn", "scroll a page", "pgup", "pgdown")}}
}
