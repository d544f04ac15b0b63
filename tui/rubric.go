package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// rubrics lists the rubrics of the lessons and the learner's own, shows what they
// look at, and puts one on the bench.
type rubrics struct {
	room
	pane
	keys   rubricKeys
	id     string // of the entry
	all    []ownRubric
	chosen string // id and version of the one on the bench
	rows   picker
	loaded bool
	busy   bool
}

// An ownRubric is a rubric, and whether it is the learner's own.
type ownRubric struct {
	store.Rubric
	own bool
}

type rubricKeys struct{ choose, change, move, scroll key.Binding }

func newRubrics(env Env, id string) rubrics {
	return rubrics{
		room: room{env: env}, pane: newPane(), id: id, rows: newPicker(),
		keys: rubricKeys{choose: bind("rate by this one", "enter"), change: bind("your own version", "e"), move: pickKeys(), scroll: bindAs("PgUp PgDn", "scroll", "pgup", "pgdown")},
	}
}

// Init implements Screen.
func (r rubrics) Init() tea.Cmd {
	env, id := r.env, r.id
	return func() tea.Msg {
		library, err := env.Catalogue.Rubrics()
		if err != nil {
			return failedMsg{err}
		}
		own, err := env.Store.Rubrics()
		if err != nil {
			return failedMsg{err}
		}
		b, err := env.Store.Bench(id)
		if err != nil {
			return failedMsg{err}
		}
		msg := rubricsMsg{id: id}
		if b.Rubric != nil {
			msg.chosen = versionOf(*b.Rubric)
		}
		for _, r := range own {
			msg.all = append(msg.all, ownRubric{r, true})
		}
		for _, r := range library {
			msg.all = append(msg.all, ownRubric{progress.RubricOf(r), false})
		}
		if b.Rubric != nil && !holds(msg.all, msg.chosen) {
			msg.all = append([]ownRubric{{*b.Rubric, false}}, msg.all...) // an older version
		}
		return msg
	}
}

func holds(all []ownRubric, version string) bool {
	for _, r := range all {
		if versionOf(r.Rubric) == version {
			return true
		}
	}
	return false
}

func versionOf(r store.Rubric) string { return r.ID + " " + r.Version }

// Update implements Screen.
func (r rubrics) Update(msg tea.Msg) (Screen, tea.Cmd) {
	r.room = r.room.fit(msg)
	switch msg := msg.(type) {
	case rubricsMsg:
		if msg.id == r.id {
			r = r.take(msg)
		}
	case changedMsg:
		return r, r.Init()
	case rubricChosenMsg:
		if msg.id != r.id || !r.busy {
			return r, nil
		}
		r.busy = false
		if msg.err != nil {
			return r, send(failedMsg{msg.err})
		}
		return r, tea.Sequence(back(r), send(changedMsg{}), notice("Outputs are rated by "+label(msg.title)+" from now on. What was rated before stands."))
	case tea.KeyPressMsg:
		return r.press(msg)
	case tea.MouseWheelMsg:
		r.pane.view, _ = r.pane.view.Update(msg)
		return r, nil
	default:
		r.rows, _ = r.rows.update(msg, 1)
	}
	return r.layout(), nil
}

func (r rubrics) take(msg rubricsMsg) rubrics {
	first := !r.loaded
	r.all, r.chosen, r.loaded = msg.all, msg.chosen, true
	var rows []choice
	for _, x := range r.all {
		sign, right := r.look.Symbols.Empty, countOf(len(x.Criteria), "criterion", "criteria")
		if versionOf(x.Rubric) == r.chosen {
			sign, right = r.look.Symbols.Full, "on the bench"
		}
		if x.own {
			right = "yours, version " + x.Version
		}
		rows = append(rows, choice{value: versionOf(x.Rubric), title: x.Title, right: right, sign: sign})
	}
	r.rows = r.rows.set(rows)
	if first {
		r.rows = r.rows.choose(r.chosen)
	}
	return r
}

func (r rubrics) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	at := r.rows.index()
	switch k := msg.String(); {
	case !r.loaded || at >= len(r.all):
	case key.Matches(msg, r.keys.choose) && !r.busy:
		r.busy = true
		return r, chooseRubric(r.env, r.id, r.all[at].Rubric)
	case key.Matches(msg, r.keys.change):
		return r, open(newRubricForm(r.env, r.id, r.all[at]))
	case key.Matches(msg, r.keys.scroll):
		r.pane.view = scrolled(r.pane.view, k)
		return r, nil
	default:
		r.rows, _ = r.rows.update(msg, 1)
		r.pane.view.GotoTop()
	}
	return r.layout(), nil
}

func chooseRubric(env Env, id string, chosen store.Rubric) tea.Cmd {
	return func() tea.Msg {
		_, err := env.Store.ChooseRubric(id, chosen)
		return rubricChosenMsg{id, chosen.Title, err}
	}
}

// listHeight is how many lines the list takes above the criteria.
func (r rubrics) listHeight() int {
	if r.wide() {
		return r.height - 2
	}
	return max(3, min(len(r.all)+1, r.height*2/5))
}

func (r rubrics) column() int {
	if r.wide() {
		return r.width / 2
	}
	return r.width
}

func (r rubrics) layout() rubrics {
	if r.width == 0 || !r.loaded {
		return r
	}
	r.rows = r.rows.size(r.column(), r.listHeight(), r.look)
	s := newSheet(r.measure())
	height := r.height - r.listHeight() - 2
	if r.wide() {
		s, height = newSheet(r.width-r.column()-6), r.height-2
	}
	if at := r.rows.index(); at < len(r.all) {
		drawRubric(s, r.look, r.all[at].Rubric)
	}
	r.pane.sheet = s
	r.pane.view.SetWidth(s.width)
	r.pane.view.SetHeight(max(1, height))
	r.pane.view.SetContent(s.text())
	return r
}

// drawRubric shows what a rubric looks at, and what each score looks like.
func drawRubric(s *sheet, look theme.Theme, r store.Rubric) {
	s.add(noRow, look.Title.Render(clean.Line(r.Title)))
	if words := nonEmpty("version "+r.Version, r.Lesson); len(words) > 0 {
		s.add(noRow, look.Dim.Render(clip(clean.Line(words[0]), 40)))
	}
	for _, c := range r.Criteria {
		s.gap()
		weight := ""
		if c.Weight != 1 {
			weight = fmt.Sprintf("  counts %d×", c.Weight)
		}
		if c.Gate {
			weight += "  a gate: at its lowest score the output fails"
		}
		s.add(noRow, look.Accent.Render(clean.Line(c.Name))+look.Dim.Render(weight))
		for _, a := range c.Anchors {
			s.hang(noRow, look.Strong.Render(fmt.Sprintf("%3d ", a.Score)), clean.Line(a.Text))
		}
	}
}

// View implements Screen.
func (r rubrics) View() tea.View {
	if !r.loaded {
		return tea.View{}
	}
	if len(r.all) == 0 {
		return tea.View{Content: "\n  No pack has a rubric."}
	}
	list := "\n" + r.rows.view()
	if r.wide() {
		right := indent(fill("\n"+r.pane.view.View()+more(r.pane.view, r.look), r.pane.view.Width()+2, r.height), " "+r.look.Rule.Render(r.look.Symbols.Bar)+" ")
		return tea.View{Content: beside(list, right, r.column(), r.height)}
	}
	return tea.View{Content: fill(list, r.width, r.listHeight()+1) + "\n" + indent(r.pane.view.View(), "  ") + more(r.pane.view, r.look)}
}

// Title implements Screen.
func (r rubrics) Title() string { return "Bench " + crumb(r.look) + " Rubric" }

// ShortHelp implements Screen.
func (r rubrics) ShortHelp() []key.Binding {
	return []key.Binding{r.keys.choose, r.keys.move, r.keys.change, r.keys.scroll}
}

// FullHelp implements Screen.
func (r rubrics) FullHelp() [][]key.Binding { return [][]key.Binding{r.ShortHelp()} }

type (
	// rubricsMsg is all rubrics, and the one on the bench of an entry.
	rubricsMsg struct {
		id     string
		all    []ownRubric
		chosen string
	}
	rubricChosenMsg struct {
		id, title string
		err       error
	}
)
