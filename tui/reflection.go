package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
)

// reflection takes the learner's answer to the question at a lesson's end. It is
// private, like the journal.
type reflection struct {
	room
	lesson curriculum.Lesson
	form   form
	saving bool
}

func newReflection(env Env, lesson curriculum.Lesson, text string) reflection {
	ask := field{name: "text", label: clean.Line(lesson.Reflection), lines: 6}
	return reflection{room: room{env: env}, lesson: lesson, form: newForm(map[string]string{"text": text}, ask)}
}

// Init implements Screen.
func (r reflection) Init() tea.Cmd { return nil }

// Update implements Screen.
func (r reflection) Update(msg tea.Msg) (Screen, tea.Cmd) {
	r.room = r.room.fit(msg)
	switch msg := msg.(type) {
	case reflectedMsg:
		r.saving = false
		if msg.err != nil {
			return r, send(failedMsg(msg))
		}
		return r, tea.Sequence(back(r), send(changedMsg{}))
	case tea.KeyPressMsg:
		if k := msg.String(); k == "enter" || k == "esc" {
			return r.keep()
		}
		r.form = r.form.update(msg, r.measure())
	case tea.PasteMsg:
		r.form = r.form.update(msg, r.measure())
	}
	return r, nil
}

// keep stores the words. The screen closes when they are safe.
func (r reflection) keep() (Screen, tea.Cmd) {
	text, changed := r.form.changed()["text"]
	switch {
	case r.saving:
		return r, nil
	case !changed:
		return r, back(r)
	}
	r.saving = true
	env, id := r.env, r.lesson.ID
	return r, func() tea.Msg {
		_, err := env.Store.Reflect(id, text)
		return reflectedMsg{err}
	}
}

// View implements Screen.
func (r reflection) View() tea.View {
	s := newSheet(r.measure())
	s.gap()
	r.form.draw(s, r.look)
	s.gap()
	s.add(noRow, r.look.Dim.Render("Only you see it. It stays with the lesson."))
	return tea.View{Content: indent(s.text(), "  "), Cursor: shifted(s.cursor, 2)}
}

// Title implements Screen.
func (r reflection) Title() string { return "To think about " + crumb(r.look) + " " + r.lesson.Title }

// Typing implements Screen.
func (r reflection) Typing() bool { return true }

// ShortHelp implements Screen.
func (r reflection) ShortHelp() []key.Binding {
	return []key.Binding{bind("keep it", "enter"), bindAs("Alt+Enter", "new line", "alt+enter"), bind("keep and close", "esc")}
}

// FullHelp implements Screen.
func (r reflection) FullHelp() [][]key.Binding { return [][]key.Binding{r.ShortHelp()} }

// reflectedMsg says that the words are stored.
type reflectedMsg struct{ err error }
