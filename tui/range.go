package tui

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/chart"
)

// taskRange shows which types of task were tried, and on whose work, and proposes
// something unfamiliar.
type taskRange struct {
	room
	pane
	loaded rangeMsg
	load   int
	rows   picker // what can be done about the proposal
	take   key.Binding
}

func newRange(env Env) taskRange {
	return taskRange{room: room{env: env}, pane: newPane(), rows: newPicker(), take: bind("open", "enter")}
}

// Init implements Screen.
func (r taskRange) Init() tea.Cmd {
	env, load := r.env, r.load
	return func() tea.Msg {
		profile, err := env.Store.Profile()
		if err != nil {
			return failedMsg{err}
		}
		all, err := env.Store.LatestExperiments(progress.EntriesSummedUp)
		if err != nil {
			return failedMsg{err}
		}
		helps, err := env.Catalogue.Helps()
		if err != nil {
			return failedMsg{err}
		}
		msg := rangeMsg{load: load, ready: true, tried: progress.RangeOf(all, profile.Department)}
		if msg.step, msg.proposed = msg.tried.Suggest(helps); msg.proposed && msg.step.Lesson != "" {
			msg.lesson, err = env.Catalogue.Lesson(msg.step.Lesson)
			if errors.Is(err, curriculum.ErrNotFound) {
				err = nil
			}
		}
		return answer(msg, err)
	}
}

// Update implements Screen.
func (r taskRange) Update(msg tea.Msg) (Screen, tea.Cmd) {
	r.room = r.room.fit(msg)
	switch msg := msg.(type) {
	case rangeMsg:
		if msg.load == r.load {
			r.loaded = msg
			r.rows = r.rows.set(r.choices())
		}
	case changedMsg:
		r.load++
		return r, r.Init()
	case tea.KeyPressMsg:
		return r.press(msg)
	case tea.MouseClickMsg:
		if row := r.rowUnder(msg); row != noRow {
			r.rows.list.Select(row)
			return r.layout(), r.openChosen()
		}
	case tea.MouseWheelMsg:
		r.view, _ = r.view.Update(msg)
		return r, nil
	}
	return r.layout(), nil
}

// press moves among the choices, and scrolls beyond them.
func (r taskRange) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	last := len(r.rows.list.Items()) - 1
	switch k := msg.String(); {
	case key.Matches(msg, r.take):
		return r, r.openChosen()
	case (k == "down" || k == "j") && r.rows.index() < last, (k == "up" || k == "k") && r.view.AtTop() && r.rows.index() > 0:
		r.rows, _ = r.rows.update(msg, 0)
		return r.layout(), nil
	default:
		r.view = scrolled(r.view, k)
	}
	return r, nil
}

// What can be done about a proposal.
const (
	rangeTry    = "try"
	rangeLesson = "lesson"
)

func (r taskRange) choices() []choice {
	if !r.loaded.proposed {
		return nil
	}
	rows := []choice{{value: rangeTry, title: "Note an experiment of this kind"}}
	if r.loaded.lesson.ID != "" {
		rows = append(rows, choice{value: rangeLesson, title: "Lesson that helps: " + r.loaded.lesson.Title, right: fmt.Sprintf("%d min", r.loaded.lesson.Minutes)})
	}
	return rows
}

func (r taskRange) openChosen() tea.Cmd {
	row, ok := r.rows.chosen()
	if !ok {
		return nil
	}
	if row.value == rangeLesson {
		return open(newLesson(r.env, r.loaded.lesson.ID))
	}
	return open(newTrial(r.env, r.loaded.step))
}

// newTrial notes an experiment on a type of task in a department.
func newTrial(env Env, step progress.RangeStep) paper {
	b := blank{
		title: "New experiment", draft: draftName("range", step.Task.ID, step.Domain.ID), given: map[string]string{}, save: "keep it", leave: true,
		about: step.Task.Title + ", on the work of " + step.Domain.Title + ": " + step.Task.Text + ".",
	}
	for _, name := range []string{"title", "hypothesis", "success"} {
		f, _ := store.FieldOf(name)
		b.fields = append(b.fields, fieldOf(f))
	}
	b.lacking = func(values map[string]string) (name, words string) {
		if values["title"] == "" {
			return "title", "A title is needed: what do you want to try?"
		}
		return "", ""
	}
	var made store.Experiment
	b.keep = func(values, changed map[string]string) (string, error) {
		said := "In your journal. u takes it back."
		if made.ID != "" {
			_, err := env.Store.UpdateExperiment(made.ID, changed)
			return said, err
		}
		x := store.Experiment{Title: values["title"], Hypothesis: values["hypothesis"], Success: values["success"], Task: step.Task.ID, Domain: step.Domain.Title}
		kept, waiting, err := env.Store.AddExperiment(x)
		if err == nil {
			made = kept
		}
		if waiting != nil {
			said = "Kept beside your file, which could not be written just now; it joins with your next change."
		}
		return said, err
	}
	b.then = send(capturedMsg{})
	return newPaper(env, b)
}

func (r taskRange) layout() taskRange {
	if !r.loaded.ready || r.width == 0 {
		return r
	}
	s := newSheet(r.width - 4)
	words := newSheet(r.measure())
	words.add(noRow, clean.Line(r.loaded.tried.Words()))
	s.widget(words.text(), nil)
	r = r.drawStep(s)
	s.gap()
	r.drawPicture(s)
	r.pane = r.hold(s, r.width, r.height)
	return r
}

// drawPicture shows types of task × departments.
func (r taskRange) drawPicture(s *sheet) {
	tried := r.loaded.tried
	var rows, names, titles []string
	for _, t := range tried.Tasks {
		rows = append(rows, t.Title)
	}
	for _, d := range tried.Domains {
		names, titles = append(names, shortName(d.Title)), append(titles, d.Title)
	}
	cells := make([][]chart.GridCell, len(tried.Cells))
	for i, row := range tried.Cells {
		for _, c := range row {
			cells[i] = append(cells[i], chart.GridCell{Count: c.Tried, Planned: c.Planned > 0})
		}
	}
	own := -1
	if tried.Own {
		own = 0
	}
	s.widget(strings.Join(chart.Grid(rows, names, own, cells, r.look), "\n"), nil)
	s.gap()
	s.widget(strings.Join(chart.GridLegend(names, titles, own, min(s.width, 76), r.look), "\n"), nil)
}

// shortName is the first two letters of a title.
func shortName(title string) string {
	letters := []rune(title)
	return string(letters[:min(2, len(letters))])
}

// drawStep shows the proposal, and what can be done about it.
func (r taskRange) drawStep(s *sheet) taskRange {
	s.gap()
	if !r.loaded.proposed {
		s.add(noRow, r.look.Dim.Render("You have tried something of everything that could be proposed."))
		return r
	}
	step := r.loaded.step
	words := newSheet(r.measure())
	words.add(noRow, r.look.Title.Render("Something unfamiliar: "+clean.Line(step.Task.Title)+", on the work of "+clean.Line(step.Domain.Title)))
	words.add(noRow, clean.Line(step.Why))
	s.widget(words.text(), nil)
	r.rows = s.choices(r.rows, r.look)
	return r
}

// View implements Screen.
func (r taskRange) View() tea.View {
	if !r.loaded.ready {
		return tea.View{}
	}
	return tea.View{Content: r.pane.draw(r.look)}
}

// Title implements Screen.
func (r taskRange) Title() string { return "Journal " + crumb(r.look) + " All you tried" }

// ShortHelp implements Screen.
func (r taskRange) ShortHelp() []key.Binding {
	scroll := bindAs("↑↓", "scroll and choose", "up")
	if !r.loaded.proposed {
		return []key.Binding{scroll}
	}
	return []key.Binding{r.take, scroll}
}

// FullHelp implements Screen.
func (r taskRange) FullHelp() [][]key.Binding { return [][]key.Binding{r.ShortHelp()} }

// rangeMsg is what was tried, and what is proposed.
type rangeMsg struct {
	load     int
	ready    bool
	tried    progress.Range
	proposed bool
	step     progress.RangeStep
	lesson   curriculum.Lesson // that helps; zero for none
}
