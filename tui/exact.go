package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
)

// exact shows a text to the letter, such as a snapshot as it is signed. Lines that are
// too long for the window go on below, and nothing else is changed.
type exact struct {
	room
	pane
	title, about, text string
}

func newExact(env Env, title, about, text string) exact {
	return exact{room: room{env: env}, pane: newPane(), title: title, about: about, text: text}
}

// Init implements Screen.
func (l exact) Init() tea.Cmd { return nil }

// Update implements Screen.
func (l exact) Update(msg tea.Msg) (Screen, tea.Cmd) {
	l.room = l.room.fit(msg)
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		l.view = scrolled(l.view, msg.String())
		return l, nil
	case tea.MouseWheelMsg:
		l.view, _ = l.view.Update(msg)
		return l, nil
	case tea.WindowSizeMsg, lookMsg:
		s := newSheet(max(20, l.width-4))
		s.add(noRow, l.look.Dim.Render(l.about))
		s.gap()
		for line := range strings.SplitSeq(strings.TrimSuffix(clean.Text(l.text), "\n"), "\n") {
			s.add(noRow, line)
		}
		l.pane = l.hold(s, l.width, l.height)
	}
	return l, nil
}

// View implements Screen.
func (l exact) View() tea.View { return tea.View{Content: l.draw(l.look)} }

// Title implements Screen.
func (l exact) Title() string { return l.title }

// ShortHelp implements Screen.
func (l exact) ShortHelp() []key.Binding {
	return []key.Binding{bindAs("↑↓", "scroll", "up", "down"), bindAs("Space", "next page", "space")}
}

// FullHelp implements Screen.
func (l exact) FullHelp() [][]key.Binding { return [][]key.Binding{l.ShortHelp()} }
