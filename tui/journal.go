package tui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/tui/theme"
)

// journal lists the experiments, newest first, and shows the chosen one.
type journal struct {
	room
	keys   journalKeys
	all    []store.Experiment
	begun  store.Draft // a new entry that was begun and not kept; zero for none
	loaded bool
	rows   picker
	filter textinput.Model
	typing bool
}

type journalKeys struct{ open, filter, choose, portfolio, tried key.Binding }

func newJournal(env Env) journal {
	return journal{
		room: room{env: env}, rows: newPicker(), filter: newInput("", 30),
		keys: journalKeys{
			open: bind("open", "enter"), filter: bind("filter", "/"), choose: pickKeys(), portfolio: bind("portfolio", "p"),
			tried: bind("all you tried", "a"),
		},
	}
}

// Init implements Screen.
func (j journal) Init() tea.Cmd { return loadJournal(j.env) }

func loadJournal(env Env) tea.Cmd {
	return func() tea.Msg {
		all, err := env.Store.Experiments()
		begun, _, _ := env.Store.Draft(captureDraft) // one that cannot be read is none
		return answer(journalMsg{all, begun}, err)
	}
}

// Update implements Screen.
func (j journal) Update(msg tea.Msg) (Screen, tea.Cmd) {
	j.room = j.room.fit(msg)
	switch msg := msg.(type) {
	case journalMsg:
		j = j.take(msg.all)
		j.begun = msg.begun
	case changedMsg:
		return j, loadJournal(j.env)
	case tea.KeyPressMsg:
		if j.typing {
			return j.typed(msg), nil
		}
		switch {
		case key.Matches(msg, j.keys.open):
			return j, j.openChosen()
		case key.Matches(msg, j.keys.filter):
			j.typing = true
			return j, nil
		case key.Matches(msg, j.keys.portfolio):
			return j, open(newPortfolio(j.env))
		case key.Matches(msg, j.keys.tried):
			return j, open(newRange(j.env))
		}
	case tea.PasteMsg:
		return j.typed(msg), nil
	}
	j.rows = j.rows.size(j.column(), j.height-journalTop, j.look)
	var clicked bool
	if j.rows, clicked = j.rows.update(msg, journalTop); clicked && !j.wide() {
		return j, j.openChosen()
	}
	return j, nil
}

// take takes over the entries. A new one is shown and chosen, whatever the filter.
func (j journal) take(all []store.Experiment) journal {
	added := j.loaded && len(all) > len(j.all)
	j.all, j.loaded = all, true
	if !added {
		return j.filtered()
	}
	j.filter.SetValue("")
	j = j.filtered()
	j.rows = j.rows.choose(all[0].ID)
	return j
}

// journalTop is the line where the list begins.
const journalTop = 2

// typed changes the filter; Enter and Esc leave it, Esc without it.
func (j journal) typed(msg tea.Msg) Screen {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc":
			j.filter.SetValue("")
			j.typing = false
			return j.filtered()
		case "enter", "up", "down":
			j.typing = false
			return j
		}
	}
	if j.typing {
		j.filter, _ = j.filter.Update(msg)
	}
	return j.filtered()
}

// filtered lists the entries that hold every word of the filter.
func (j journal) filtered() journal {
	var rows []choice
	for _, e := range j.all {
		if e.Holds(j.filter.Value()) {
			rows = append(rows, choice{value: e.ID, title: e.Title, right: e.Verdict.String() + "  " + e.Created.Format("02 Jan"), sign: verdictSign(j.look, e.Verdict)})
		}
	}
	j.rows = j.rows.set(rows)
	return j
}

func verdictSign(look theme.Theme, v store.Verdict) string {
	if v == "" {
		return look.Symbols.Empty
	}
	return look.Symbols.Full
}

func (j journal) openChosen() tea.Cmd {
	row, ok := j.rows.chosen()
	if !ok && len(j.all) > 0 {
		return nil // the filter holds all of them back
	}
	if !ok {
		return open(newCapture(j.env))
	}
	return open(newExperiment(j.env, row.value))
}

func (j journal) column() int {
	if j.wide() {
		return j.width / 2
	}
	return j.width
}

// View implements Screen.
func (j journal) View() tea.View {
	if !j.loaded {
		return tea.View{}
	}
	if len(j.all) == 0 {
		return tea.View{Content: j.nothing()}
	}
	label := " Filter  "
	top := " " + j.look.Dim.Render(countOf(len(j.rows.list.Items()), "entry", "entries")+", newest first")
	if words := j.begunWords(); words != "" {
		top += j.look.Warn.Render("  " + words)
	}
	var cursor *tea.Cursor
	if j.typing || j.filter.Value() != "" {
		top = j.look.Title.Render(label) + restyled(j.filter, j.look).View()
	}
	if cursor = shifted(j.filter.Cursor(), len(label)); !j.typing {
		cursor = nil
	}
	text := top + "\n\n" + j.rows.view()
	if j.rows.empty() {
		text = top + "\n\n  No entry holds these words. Press / and Esc to see all again."
	}
	if j.wide() {
		text = beside(text, j.preview(), j.column(), j.height)
	}
	return tea.View{Content: text, Cursor: cursor}
}

// preview shows the chosen entry beside the list.
func (j journal) preview() string {
	row, _ := j.rows.chosen()
	s := newSheet(j.width - j.column() - 5)
	for _, e := range j.all {
		if e.ID == row.value {
			drawExperiment(s, j.look, e)
		}
	}
	return indent(fill(s.text(), s.width, j.height), " "+j.look.Rule.Render(j.look.Symbols.Bar)+"  ")
}

// begunWords say that a new entry was begun and not kept.
func (j journal) begunWords() string {
	if j.begun.At.IsZero() {
		return ""
	}
	return "You began one " + draftWords(j.begun.At, j.env.Now()) + ": n goes on."
}

func (j journal) nothing() string {
	s := newSheet(j.measure())
	s.gap()
	s.add(noRow, j.look.Title.Render("Your journal is empty"))
	s.gap()
	s.add(noRow, "Note here what you try with an AI assistant at work: an idea, what you expect, what came out. A title is enough to begin; a try that failed is worth as much as one that worked.")
	s.gap()
	s.add(noRow, j.look.Accent.Render("Press n to log your first experiment.")+" Only you see it.")
	if words := j.begunWords(); words != "" {
		s.gap()
		s.add(noRow, j.look.Warn.Render(words))
	}
	return indent(s.text(), "  ")
}

// Title implements Screen.
func (j journal) Title() string { return "Journal" }

// Typing implements Screen.
func (j journal) Typing() bool { return j.typing }

// ShortHelp implements Screen.
func (j journal) ShortHelp() []key.Binding {
	if j.typing {
		return []key.Binding{bind("keep the filter", "enter"), bind("clear it", "esc")}
	}
	if len(j.all) == 0 {
		return []key.Binding{j.keys.portfolio, j.keys.tried}
	}
	return []key.Binding{j.keys.open, j.keys.filter, j.keys.portfolio, j.keys.tried, j.keys.choose}
}

// FullHelp implements Screen.
func (j journal) FullHelp() [][]key.Binding {
	return [][]key.Binding{{j.keys.open, j.keys.choose, j.keys.filter, j.keys.portfolio, j.keys.tried}}
}

// journalMsg is all entries, newest first, and a new one that was begun.
type journalMsg struct {
	all   []store.Experiment
	begun store.Draft
}
