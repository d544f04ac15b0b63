package tui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/chart"
)

// todayTop is the line where the steps begin.
const todayTop = 3

// View implements Screen.
func (t today) View() tea.View {
	if t.now.IsZero() {
		return tea.View{}
	}
	why := t.why()
	left := strings.Join([]string{"", t.greeting(), t.limit(), t.steps.view(), why, "", t.progress()}, "\n")
	if !t.wide() {
		others := 9 + strings.Count(why, "\n") // lines that are neither steps, modules nor entries
		if rest := t.height - others - len(t.next) - len(t.Path.Modules); rest > 1 {
			left += "\n\n" + t.learned(t.column(), rest)
		}
		return tea.View{Content: left}
	}
	width := t.width - t.column() - 4
	right := "\n" + t.learned(width, (t.height-3)/3) + "\n\n" + t.activity(width)
	return tea.View{Content: beside(left, right, t.column()+3, t.height)}
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
	room := t.column() - ansi.StringWidth(words) - 4
	return spread(" "+t.look.Strong.Render(words), t.look.Dim.Render(t.day(room)), t.column()+1)
}

// day is the date, the minutes of today and the days in a row, as far as there
// is room: the date gives way first, then the days in a row.
func (t today) day(room int) string {
	var parts []string
	if t.Path.ID != "" {
		parts = append(parts, t.goal())
	}
	if n := progress.Streak(t.Days, t.now); n > 1 && t.Profile.ShowsStreak() {
		parts = append(parts, fmt.Sprintf("%d-day streak", n))
	}
	const gap = " · "
	dated := append([]string{t.now.Format("Monday 2 January")}, parts...)
	for _, fit := range [][]string{dated, parts} {
		if text := strings.Join(fit, gap); ansi.StringWidth(text) <= room {
			return text
		}
	}
	return clip(strings.Join(parts[:min(1, len(parts))], gap), room)
}

// goal is how far the day's goal is.
func (t today) goal() string {
	learned, goal := progress.LearnedMin(t.Days, t.now), t.Profile.GoalMin()
	if learned >= goal {
		return fmt.Sprintf("%d min, goal reached", learned)
	}
	return fmt.Sprintf("%d of %d min", learned, goal)
}

// limit is the line above the steps: the time that the person has.
func (t today) limit() string {
	if t.time == 0 {
		return ""
	}
	return t.look.Dim.Render(fmt.Sprintf("  What fits into %d minutes:", times()[t.time]))
}

// why is the reason for the chosen step, which it names where there are several.
func (t today) why() string {
	i := t.steps.index()
	if i >= len(t.next) || t.next[i].Why == "" {
		return ""
	}
	why := clean.Line(capital(t.next[i].Why))
	if len(t.next) > 1 {
		why = stepName(t.next[i].Kind) + ": " + clean.Line(t.next[i].Why)
	}
	return t.look.Dim.Render(indent(ansi.Wrap(why, max(10, t.column()-3), ""), "  "))
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

func (t today) rows() []choice {
	rows := make([]choice, len(t.next))
	for i, s := range t.next {
		right := ""
		if s.Minutes > 0 {
			right = fmt.Sprintf("%d min", s.Minutes)
		} else if s.Kind == progress.Experiment {
			right = "what came of it?"
		} else if s.Kind == offerStep {
			right = "not accepted yet"
		}
		title := pad(stepName(s.Kind), 12) + s.Title
		if due := dueWords(s.Due, t.now); due != "" && ansi.StringWidth(clean.Line(title)+due+right)+rowEdges <= t.column() {
			right = due + ", " + right
		}
		rows[i] = choice{value: s.Kind + s.Ref, title: title, right: right}
	}
	return rows
}

// rowEdges is the room of a row that its words leave free.
const rowEdges = 8

// dueWords say in short until when something is asked for.
func dueWords(day string, now time.Time) string {
	due, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return "due " + progress.ShortDay(due, now)
}

func stepName(kind string) string {
	switch kind {
	case offerStep:
		return "Your lead"
	case progress.Review:
		return "Review"
	case progress.CheckNow:
		return "Check"
	case progress.Reread:
		return "Read again"
	case progress.Continue:
		return "Continue"
	case progress.Start:
		return "Next lesson"
	case progress.Assigned:
		return "Assigned"
	case progress.Acknowledge:
		return "Your rules"
	case progress.Experiment:
		return "Experiment"
	case progress.Rate:
		return "Rate blind"
	case progress.Pilot:
		return "Pilot"
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
		lines = append(lines, spread(left, t.look.Dim.Render(t.moduleWords(m)), t.column()+1))
	}
	return strings.Join(lines, "\n")
}

// moduleWords says how far a module is.
func (t today) moduleWords(m progress.Module) string {
	if state, _ := progress.CheckOf(t.Checks, m.ID); state == progress.Passed {
		return "check passed"
	}
	words := m.State.String()
	if m.State == progress.Started {
		words = fmt.Sprintf("%d of %d done", m.Done, len(m.Lessons))
	}
	if _, waived := t.Waived(m.ID); waived && m.State != progress.Done {
		return "waived, " + words
	}
	return words
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
	if !t.begun.At.IsZero() && most > 0 {
		words := t.begunLines(width)
		lines, most = append(lines, words...), max(0, most-len(words))
	}
	for i, e := range t.experiments {
		if i == most {
			break
		}
		what := e.Title
		if e.Learning != "" {
			what = "\"" + e.Learning + "\""
		}
		lines = append(lines, spread("   "+ansi.Truncate(clean.Line(what), width-14, t.look.Symbols.Ellipsis), t.look.Dim.Render(progress.ShortDay(e.Created, t.now)), width))
	}
	if len(t.experiments) == 0 && t.begun.At.IsZero() {
		lines = append(lines, t.hint(width, "Nothing yet. Press n to note an idea that you want to try."))
		if len(t.Did) == 0 && most > 3 {
			lines = append(lines, "", t.hint(width, "New here? Press Ctrl+K and type tour: a look around, one minute."))
		}
	}
	return strings.Join(lines, "\n")
}

func (t today) hint(width int, words string) string {
	return t.look.Dim.Render(indent(ansi.Wrap(words, max(10, width-4), ""), "   "))
}

// begunLines name a new entry that was begun and not kept.
func (t today) begunLines(width int) []string {
	const most = 40
	title := clean.Line(cmp.Or(t.begun.Fields["title"], t.begun.Fields["hypothesis"]))
	words := "You began a new entry; n goes on."
	if title != "" {
		words = "You began writing \"" + ansi.Truncate(title, most, t.look.Symbols.Ellipsis) + "\"; n goes on."
	}
	var lines []string
	for line := range strings.SplitSeq(ansi.Wrap(words, max(10, width-4), ""), "\n") {
		lines = append(lines, "   "+t.look.Warn.Render(line))
	}
	return lines
}

// weeksShown is how many weeks of learning stand beside the steps.
const weeksShown = 12

// activity shows on which days of the last weeks something was learned.
func (t today) activity(width int) string {
	if len(t.Days) == 0 {
		return ""
	}
	days := chart.Heat(progress.Activity(t.Days, t.now, weeksShown), t.look)
	title := fmt.Sprintf("Last %d weeks", weeksShown)
	return " " + t.look.Title.Render(title) + "\n\n" + indent(strings.Join(append(days, "", clip(chart.HeatLegend(t.look), width-3)), "\n"), "   ")
}
