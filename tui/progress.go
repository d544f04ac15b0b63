package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

type progressScreen struct{ room }

func newProgress(env Env) progressScreen { return progressScreen{room{env: env}} }

// Init implements Screen.
func (s progressScreen) Init() tea.Cmd { return nil }

// Update implements Screen.
func (s progressScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	return s, nil
}

// View implements Screen.
func (s progressScreen) View() tea.View { return tea.View{} }

// Title implements Screen.
func (s progressScreen) Title() string { return "Progress" }

// ShortHelp implements Screen.
func (s progressScreen) ShortHelp() []key.Binding { return nil }

// FullHelp implements Screen.
func (s progressScreen) FullHelp() [][]key.Binding { return nil }
