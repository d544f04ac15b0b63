package tui

import (
	"cmp"
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// experiment shows one entry of the journal, and edits it.
type experiment struct {
	room
	keys    experimentKeys
	id      string
	entry   store.Experiment
	loaded  bool
	gone    bool // it was taken back, here or in another program
	editing bool
	saving  bool
	leaving bool     // the form closes when it is saved
	sent    []string // what the form held when the save began
	form    form
	view    viewport.Model
}

type experimentKeys struct{ edit, save, verdict key.Binding }

func newExperiment(env Env, id string) experiment {
	v := viewport.New()
	v.KeyMap = viewport.KeyMap{}
	return experiment{
		room: room{env: env}, id: id, view: v,
		keys: experimentKeys{
			edit:    bind("edit", "enter"),
			save:    bind("save", "ctrl+s"),
			verdict: bindAs("w p f i", "verdict", "w", "p", "f", "i"),
		},
	}
}

// Init implements Screen.
func (x experiment) Init() tea.Cmd { return loadExperiment(x.env, x.id) }

func loadExperiment(env Env, id string) tea.Cmd {
	return func() tea.Msg {
		e, err := env.Store.Experiment(id)
		if errors.Is(err, store.ErrNotFound) {
			return goneMsg{id}
		}
		return answer(experimentMsg{e}, err)
	}
}

// Update implements Screen.
func (x experiment) Update(msg tea.Msg) (Screen, tea.Cmd) {
	x.room = x.room.fit(msg)
	switch msg := msg.(type) {
	case experimentMsg:
		if msg.entry.ID == x.id {
			x.entry, x.loaded = msg.entry, true
		}
	case goneMsg:
		if msg.id == x.id && !x.gone {
			x.gone = true
			return x.layout(), x.sayGone()
		}
	case savedMsg:
		return x.saved(msg)
	case changedMsg:
		return x, loadExperiment(x.env, x.id)
	case tea.KeyPressMsg:
		return x.press(msg)
	case tea.PasteMsg:
		return x.paste(msg)
	case tea.MouseClickMsg:
		if row := x.sheet().rowAt(msg.Y - 1 + x.view.YOffset()); x.editing && row != noRow {
			x.form = x.form.focus(row)
		}
	case tea.MouseWheelMsg:
		var cmd tea.Cmd
		x.view, cmd = x.view.Update(msg)
		return x, cmd
	}
	return x.layout(), nil
}

func (x experiment) paste(msg tea.PasteMsg) (Screen, tea.Cmd) {
	if !x.editing {
		return x, nil
	}
	var cut string
	if x.form, cut = x.form.paste(msg, x.measure()); cut != "" {
		return x.layout(), notice(cut)
	}
	return x.layout(), nil
}

func (x experiment) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	k := msg.String()
	switch {
	case !x.loaded, x.gone && !x.editing:
	case x.gone && k == "esc":
		return x.keepAsNew()
	case x.editing && (k == "esc" || key.Matches(msg, x.keys.save)):
		x.leaving = k == "esc"
		return x.keepForm()
	case x.editing:
		x.form = x.form.update(msg, x.measure())
		return x.layout(), nil
	case key.Matches(msg, x.keys.edit):
		x.editing, x.form = true, experimentForm(x.entry)
		return x.layout(), nil
	case key.Matches(msg, x.keys.verdict) && verdictOf(k) != string(x.entry.Verdict):
		return x.save(map[string]string{"verdict": verdictOf(k)})
	default:
		x.view = scrolled(x.view, k)
	}
	return x, nil
}

func verdictOf(k string) string {
	for _, v := range store.Verdicts() {
		if strings.HasPrefix(string(v), k) {
			return string(v)
		}
	}
	return ""
}

func experimentForm(e store.Experiment) form {
	values := map[string]string{
		"title": e.Title, "hypothesis": e.Hypothesis, "variants": e.Variants,
		"measure": e.Measure, "outcome": e.Outcome, "learning": e.Learning,
	}
	return newForm(values,
		field{name: "title", label: "Title", lines: 1, limit: 200},
		field{name: "hypothesis", label: "What I expect", lines: 2},
		field{name: "variants", label: "What I compare", help: "two or more ways of doing it", lines: 2},
		field{name: "measure", label: "How I measure it", help: "and on how many cases", lines: 2},
		field{name: "outcome", label: "What came out", help: "figures, surprises, what broke", lines: 4},
		field{name: "learning", label: "What others can learn from it", help: "one sentence, at most 280 characters", lines: 2, limit: 280},
	)
}

// sayGone tells whoever is writing that the entry is gone and the words are not.
func (x experiment) sayGone() tea.Cmd {
	if !x.editing {
		return nil
	}
	return notice("This entry was taken back in another program. Esc keeps your words as a new one.")
}

// keepAsNew stores the words of an entry that was taken back meanwhile.
func (x experiment) keepAsNew() (Screen, tea.Cmd) {
	v := x.form.values()
	env, e := x.env, store.Experiment{
		Title: cmp.Or(v["title"], x.entry.Title), Lesson: x.entry.Lesson, Hypothesis: v["hypothesis"], Variants: v["variants"],
		Measure: v["measure"], Outcome: v["outcome"], Learning: v["learning"], Verdict: x.entry.Verdict,
	}
	return x, func() tea.Msg {
		saved, _, err := env.Store.AddExperiment(e)
		if err != nil {
			return failedMsg{err}
		}
		return tea.Sequence(back(x), send(changedMsg{}), notice("Kept as a new entry: "+saved.Title))()
	}
}

// keepForm stores what was typed. An entry keeps its title where that was emptied.
func (x experiment) keepForm() (Screen, tea.Cmd) {
	changed := x.form.changed()
	if title, emptied := changed["title"]; emptied && title == "" {
		delete(changed, "title")
	}
	if len(changed) == 0 && !x.saving {
		x.editing = !x.leaving
		return x.layout(), nil
	}
	return x.save(changed)
}

// save stores the fields that changed. The form stays until they are safe.
func (x experiment) save(values map[string]string) (Screen, tea.Cmd) {
	if x.saving {
		return x, nil
	}
	x.saving, x.sent = true, x.form.held()
	env, id := x.env, x.id
	return x, func() tea.Msg {
		e, err := env.Store.UpdateExperiment(id, values)
		return savedMsg{id, e, err}
	}
}

func (x experiment) saved(msg savedMsg) (Screen, tea.Cmd) {
	if msg.id != x.id || !x.saving {
		return x, nil
	}
	x.saving = false
	if msg.err != nil {
		return x, send(failedMsg{msg.err})
	}
	x.entry = msg.entry
	if x.editing {
		x.form = x.form.after(x.sent)
	}
	if x.editing && x.leaving && len(x.form.changed()) > 0 {
		return x.keepForm() // what was typed meanwhile
	}
	x.editing = x.editing && !x.leaving
	said := "Saved. u takes it back."
	if x.editing {
		said = "Saved."
	}
	return x.layout(), tea.Batch(send(changedMsg{}), notice(said))
}

func (x experiment) sheet() *sheet {
	s := newSheet(x.measure())
	if x.editing {
		x.form.draw(s, x.look)
		return s
	}
	drawExperiment(s, x.look, x.entry)
	x.drawVerdicts(s)
	return s
}

// drawExperiment lays out an entry for reading.
func drawExperiment(s *sheet, look theme.Theme, e store.Experiment) {
	s.add(noRow, look.Title.Render(clean.Line(e.Title)))
	s.add(noRow, look.Dim.Render(strings.Join(nonEmpty(e.Created.Format("2 January 2006"), e.Verdict.String(), clean.Line(e.Lesson)), "  "+look.Symbols.Dot+"  ")))
	parts := []struct{ label, text string }{
		{"What I expect", e.Hypothesis},
		{"What I compare", e.Variants},
		{"How I measure it", e.Measure},
		{"What came out", e.Outcome},
		{"What others can learn from it", e.Learning},
	}
	var empty []string
	for _, p := range parts {
		text := clean.Text(p.text)
		if text == "" {
			empty = append(empty, strings.ToLower(p.label[:1])+p.label[1:])
			continue
		}
		s.gap()
		s.add(noRow, look.Accent.Render(p.label))
		s.add(noRow, text)
	}
	if len(empty) > 0 {
		s.gap()
		s.hang(noRow, look.Dim.Render("Still open  "), look.Dim.Render(strings.Join(empty, "; ")))
	}
}

// drawVerdicts asks what came of the entry; what was said is marked.
func (x experiment) drawVerdicts(s *sheet) {
	s.gap()
	s.add(noRow, x.look.Accent.Render("What came of it?"))
	var line strings.Builder
	for _, v := range store.Verdicts() {
		word := string(v)
		if v == x.entry.Verdict {
			word = x.look.Strong.Render(x.look.Symbols.Full + " " + word)
		}
		line.WriteString(x.look.HelpKey.Render(string(v[0])) + " " + word + "   ")
	}
	s.add(noRow, strings.TrimSpace(line.String()))
}

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

func (x experiment) layout() experiment {
	if !x.loaded {
		return x
	}
	s := x.sheet()
	x.view.SetWidth(x.width - 2)
	x.view.SetHeight(max(1, x.height-2))
	x.view.SetContent(s.text())
	if x.editing {
		first, last := s.span(x.form.at)
		x.view.EnsureVisible(last, 0, 0)
		x.view.EnsureVisible(first, 0, 0)
	}
	return x
}

// View implements Screen.
func (x experiment) View() tea.View {
	switch {
	case x.gone && !x.editing:
		return tea.View{Content: "\n  This entry was taken back; it is no longer in your journal."}
	case !x.loaded:
		return tea.View{}
	}
	cursor := shifted(x.sheet().cursor, 2)
	if cursor != nil {
		cursor.Y += 1 - x.view.YOffset()
	}
	return tea.View{Content: "\n" + indent(x.view.View(), "  ") + more(x.view, x.look), Cursor: cursor}
}

// Title implements Screen.
func (x experiment) Title() string { return "Journal " + crumb(x.look) + " " + x.entry.Title }

// Typing implements Screen.
func (x experiment) Typing() bool { return x.editing }

// ShortHelp implements Screen.
func (x experiment) ShortHelp() []key.Binding {
	switch {
	case x.gone && x.editing:
		return []key.Binding{bind("keep as a new entry", "esc")}
	case x.gone:
		return nil
	case x.editing:
		return []key.Binding{bind("next field", "tab"), x.keys.save, bind("save and close", "esc")}
	}
	return []key.Binding{x.keys.edit, x.keys.verdict}
}

// FullHelp implements Screen.
func (x experiment) FullHelp() [][]key.Binding {
	return [][]key.Binding{{x.keys.edit, x.keys.verdict, bindAs("↑↓", "scroll", "up")}}
}

type (
	experimentMsg struct{ entry store.Experiment }
	goneMsg       struct{ id string }
	savedMsg      struct {
		id    string
		entry store.Experiment
		err   error
	}
)
