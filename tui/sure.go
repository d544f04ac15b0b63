package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// sure asks before something is done that others notice or that cannot be taken back. It
// says what will happen; one key does it, and Esc leaves everything as it is.
type sure struct {
	room
	pane
	title, question string
	text            []string // paragraphs
	yes             key.Binding
	do              func() (said string, err error) // in a command
	doing           bool
}

func newSure(env Env, title, question string, text []string, yes key.Binding, do func() (string, error)) sure {
	return sure{room: room{env: env}, pane: newPane(), title: title, question: question, text: text, yes: yes, do: do}
}

// Init implements Screen.
func (s sure) Init() tea.Cmd { return nil }

// Update implements Screen.
func (s sure) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	switch msg := msg.(type) {
	case sureMsg:
		if !s.doing || msg.title != s.title {
			return s, nil
		}
		if s.doing = false; msg.err != nil {
			return s, send(failedMsg{msg.err})
		}
		return s, tea.Sequence(back(s), send(changedMsg{}), notice(msg.said))
	case tea.KeyPressMsg:
		if !key.Matches(msg, s.yes) {
			s.view = scrolled(s.view, msg.String())
			return s, nil
		}
		if s.doing {
			return s, nil
		}
		s.doing = true
		do, title := s.do, s.title
		return s, func() tea.Msg {
			said, err := do()
			return sureMsg{title, said, err}
		}
	case tea.MouseWheelMsg:
		s.view, _ = s.view.Update(msg)
		return s, nil
	}
	sh := newSheet(s.measure())
	sh.add(noRow, s.look.Title.Render(s.question))
	for _, paragraph := range s.text {
		sh.gap()
		sh.add(noRow, paragraph)
	}
	sh.gap()
	sh.add(noRow, s.look.Accent.Render(s.yes.Help().Key+": "+s.yes.Help().Desc)+s.look.Dim.Render("   Esc: leave everything as it is"))
	s.pane = s.hold(sh, s.width, s.height)
	return s, nil
}

// View implements Screen.
func (s sure) View() tea.View { return tea.View{Content: s.draw(s.look)} }

// Title implements Screen.
func (s sure) Title() string { return s.title }

// ShortHelp implements Screen.
func (s sure) ShortHelp() []key.Binding {
	return []key.Binding{s.yes, bind("leave it as it is", "esc")}
}

// FullHelp implements Screen.
func (s sure) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }

// sureMsg says what came of it.
type sureMsg struct {
	title, said string
	err         error
}
