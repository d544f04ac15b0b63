package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

type reviewScreen struct{ room }

func newReview(env Env) reviewScreen { return reviewScreen{room{env: env}} }

// Init implements Screen.
func (s reviewScreen) Init() tea.Cmd { return nil }

// Update implements Screen.
func (s reviewScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	return s, nil
}

// View implements Screen.
func (s reviewScreen) View() tea.View { return tea.View{} }

// Title implements Screen.
func (s reviewScreen) Title() string { return "Review" }

// ShortHelp implements Screen.
func (s reviewScreen) ShortHelp() []key.Binding { return nil }

// FullHelp implements Screen.
func (s reviewScreen) FullHelp() [][]key.Binding { return nil }
