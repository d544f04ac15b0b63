package tui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// today answers "what do I do now?" in one key press.
type today struct {
	room
	keys  todayKeys
	steps picker
	todayMsg
}

type todayKeys struct{ open, choose key.Binding }

func newToday(env Env) today {
	return today{
		room:  room{env: env},
		keys:  todayKeys{open: bind("open", "enter"), choose: pickKeys()},
		steps: newPicker(),
	}
}

// Init implements Screen.
func (t today) Init() tea.Cmd { return loadToday(t.env) }

// Update implements Screen.
func (t today) Update(msg tea.Msg) (Screen, tea.Cmd) {
	t.room = t.room.fit(msg)
	switch msg := msg.(type) {
	case todayMsg:
		known := t.lost != nil
		t.todayMsg = msg
		t.steps = t.steps.set(stepRows(msg.steps)).size(t.column()+1, len(msg.steps), t.look)
		if msg.lost != nil && !known {
			return t, send(failedMsg{msg.lost})
		}
	case changedMsg:
		return t, loadToday(t.env)
	case tea.KeyPressMsg:
		if key.Matches(msg, t.keys.open) {
			return t, t.act()
		}
	}
	t.steps = t.steps.size(t.column()+1, len(t.todayMsg.steps), t.look)
	var clicked bool
	if t.steps, clicked = t.steps.update(msg, todayTop); clicked {
		return t, t.act()
	}
	return t, nil
}

// act does the chosen step.
func (t today) act() tea.Cmd {
	i := t.steps.index()
	if i >= len(t.todayMsg.steps) {
		return nil
	}
	switch step := t.todayMsg.steps[i]; step.Kind {
	case progress.Setup:
		return open(newPathwayQuestion(t.env, t.Profile))
	case progress.Continue, progress.Start, progress.Reread:
		return open(newLesson(t.env, step.Ref))
	case progress.Experiment:
		return open(newExperiment(t.env, step.Ref))
	}
	return send(placeMsg{1})
}

// loadToday fetches everything that Today shows. A pathway that is in no pack of
// this run is said, and another one can be chosen.
func loadToday(env Env) tea.Cmd {
	return func() tea.Msg {
		at, err := progress.Read(env.Catalogue, env.Store)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		experiments, failed := env.Store.Experiments()
		if failed != nil {
			return failedMsg{failed}
		}
		now := env.Now()
		return todayMsg{at, progress.Next(at, experiments, now, 0), experiments, now, err}
	}
}

// todayTop is the line where the steps begin.
const todayTop = 3

// View implements Screen.
func (t today) View() tea.View {
	if t.now.IsZero() {
		return tea.View{}
	}
	left := strings.Join([]string{"", t.greeting(), "", t.steps.view(), "", t.progress()}, "\n")
	if !t.wide() {
		return tea.View{Content: left + "\n\n" + t.learned(t.column(), max(1, (t.height-9-len(t.steps.list.Items())-len(t.Path.Modules))/2))}
	}
	return tea.View{Content: beside(left, "\n"+t.learned(t.width-t.column()-4, (t.height-3)/3), t.column()+3, t.height)}
}

// column is the width of the first pane.
func (t today) column() int {
	if t.wide() {
		return min(76, t.width*3/5)
	}
	return max(0, t.width-1)
}

func (t today) greeting() string {
	words := greeting(t.now)
	if name := clean.Line(t.Profile.Name); name != "" {
		words += ", " + name
	}
	return spread(" "+t.look.Strong.Render(words), t.look.Dim.Render(t.now.Format("Monday 2 January")), t.column()+1)
}

func greeting(now time.Time) string {
	switch hour := now.Hour(); {
	case hour < 5 || hour >= 18:
		return "Good evening"
	case hour < 12:
		return "Good morning"
	}
	return "Good afternoon"
}

func stepRows(steps []progress.Step) []choice {
	rows := make([]choice, len(steps))
	for i, s := range steps {
		right := ""
		if s.Minutes > 0 {
			right = fmt.Sprintf("%d min", s.Minutes)
		} else if s.Kind == progress.Experiment {
			right = "what came of it?"
		}
		rows[i] = choice{value: s.Kind + s.Ref, title: pad(stepName(s.Kind), 12) + s.Title, right: right}
	}
	return rows
}

func stepName(kind string) string {
	switch kind {
	case progress.Reread:
		return "Read again"
	case progress.Continue:
		return "Continue"
	case progress.Start:
		return "Next lesson"
	case progress.Experiment:
		return "Experiment"
	case progress.Setup:
		return "Set up"
	}
	return "Finished"
}

// progress shows the pathway: a bar, and a sign for each lesson by module.
func (t today) progress() string {
	p := t.Path
	if p.ID == "" {
		return ""
	}
	count := fmt.Sprintf("%d of %d lessons", p.Done, p.Total)
	title := clean.Line(p.Title) + " pathway"
	barWidth := min(24, t.column()-ansi.StringWidth(title)-ansi.StringWidth(count)-6)
	lines := []string{spread(" "+t.look.Title.Render(title), t.bar(barWidth)+"  "+count, t.column()+1)}
	names := 0
	for _, m := range p.Modules {
		names = max(names, ansi.StringWidth(clean.Line(m.Title)))
	}
	names = min(names, max(10, t.column()-40))
	for _, m := range p.Modules {
		signs := make([]string, len(m.Lessons))
		for i, l := range m.Lessons {
			signs[i] = sign(t.look, l.State)
		}
		left := "   " + pad(clip(clean.Line(m.Title), names), names) + "  " + strings.Join(signs, " ")
		lines = append(lines, spread(left, t.look.Dim.Render(m.State.String()), t.column()+1))
	}
	return strings.Join(lines, "\n")
}

func (t today) bar(width int) string {
	if width < 4 || t.Path.Total == 0 {
		return ""
	}
	full := width * t.Path.Done / t.Path.Total
	s := t.look.Symbols
	return t.look.Good.Render(strings.Repeat(s.BarFull, full)) + t.look.Rule.Render(strings.Repeat(s.BarEmpty, width-full))
}

// learned shows the newest experiments: what was learned, or what is open.
func (t today) learned(width, most int) string {
	lines := []string{" " + t.look.Title.Render("From your journal"), ""}
	for i, e := range t.experiments {
		if i == most {
			break
		}
		what := e.Title
		if e.Learning != "" {
			what = "\"" + e.Learning + "\""
		}
		lines = append(lines, spread("   "+ansi.Truncate(clean.Line(what), width-14, t.look.Symbols.Ellipsis), t.look.Dim.Render(e.Created.Format("2 Jan")), width))
	}
	if len(t.experiments) == 0 {
		lines = append(lines, t.look.Dim.Render(indent(ansi.Wrap("Nothing yet. Press n to note an idea that you want to try.", max(10, width-4), ""), "   ")))
	}
	return strings.Join(lines, "\n")
}

// Title implements Screen.
func (t today) Title() string { return "Today" }

// ShortHelp implements Screen.
func (t today) ShortHelp() []key.Binding {
	return []key.Binding{t.keys.open, t.keys.choose, bind("settings", ",")}
}

// FullHelp implements Screen.
func (t today) FullHelp() [][]key.Binding {
	return [][]key.Binding{{t.keys.choose, t.keys.open}}
}

// todayMsg is everything that Today shows.
type todayMsg struct {
	progress.Standing
	steps       []progress.Step
	experiments []store.Experiment
	now         time.Time
	lost        error // why the pathway cannot be shown; nil where it can
}
