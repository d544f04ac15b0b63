package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// prompt asks for one line of text, such as the path of a folder, and hands it
// to what wanted it. It stays with what was typed until that went well.
type prompt struct {
	room
	title, label, help string
	input              textinput.Model
	lack               string // what is said of an empty line
	filled             bool   // something stood there at first
	accept             func(string) (tea.Msg, error)
	trying             bool
}

func newPrompt(env Env, title, label, help, value string, accept func(string) (tea.Msg, error)) prompt {
	return prompt{
		room: room{env: env}, title: title, label: label, help: help, input: newInput(value, 50), accept: accept,
		lack: "Type something first, or Esc to leave.", filled: value != "",
	}
}

// lacking is the prompt with other words for an empty line.
func (p prompt) lacking(words string) prompt {
	p.lack = words
	return p
}

// Init implements Screen.
func (p prompt) Init() tea.Cmd { return nil }

// Update implements Screen.
func (p prompt) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	p.input.SetWidth(max(10, min(p.width-6, 70)))
	switch msg := msg.(type) {
	case promptMsg:
		if !p.trying || msg.text != strings.TrimSpace(p.input.Value()) {
			return p, nil
		}
		p.trying = false
		if msg.err != nil {
			return p, send(failedMsg{msg.err})
		}
		return p, tea.Sequence(back(p), send(msg.done))
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc":
			return p, back(p)
		case "enter":
			return p.try()
		}
		if p.trying {
			return p, nil
		}
	}
	p.input, _ = p.input.Update(msg)
	return p, nil
}

func (p prompt) try() (Screen, tea.Cmd) {
	text, accept := strings.TrimSpace(p.input.Value()), p.accept
	switch {
	case p.trying:
		return p, nil
	case text == "":
		return p, notice(p.lack)
	}
	p.trying = true
	return p, func() tea.Msg {
		done, err := accept(text)
		return promptMsg{text, done, err}
	}
}

// View implements Screen.
func (p prompt) View() tea.View {
	s := newSheet(p.measure())
	s.gap()
	s.add(noRow, p.look.Title.Render(p.label))
	s.add(noRow, p.look.Dim.Render(p.help))
	s.gap()
	s.widget(restyled(p.input, p.look).View(), p.input.Cursor())
	return tea.View{Content: indent(s.text(), "  "), Cursor: shifted(s.cursor, 2)}
}

// Title implements Screen.
func (p prompt) Title() string { return p.title }

// Typing implements Screen.
func (p prompt) Typing() bool { return true }

// ShortHelp implements Screen.
func (p prompt) ShortHelp() []key.Binding {
	if p.filled { // what is typed goes behind it
		return []key.Binding{bind("go on", "enter"), bind("empty the line", "ctrl+u"), bind("leave", "esc")}
	}
	return []key.Binding{bind("go on", "enter"), bind("leave", "esc")}
}

// FullHelp implements Screen.
func (p prompt) FullHelp() [][]key.Binding { return [][]key.Binding{p.ShortHelp()} }

// promptMsg is what came of the text.
type promptMsg struct {
	text string
	done tea.Msg
	err  error
}
