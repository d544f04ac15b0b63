package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// paned reports that there is room for a second pane with what was given.
func (d drill) paned() bool { return d.wide() && d.height >= 18 }

// column is the width of the text's side of the room.
func (d drill) column() int {
	if d.paned() {
		return min(d.measure()+6, d.width*3/5)
	}
	return d.width
}

// layout puts the text, or what came of it, into the viewport.
func (d drill) layout() drill {
	if !d.loaded {
		return d
	}
	s := newSheet(min(d.measure(), d.column()-4))
	if d.phase == handedIn {
		d.drawResult(s)
	} else {
		d.drawReading(s)
	}
	d.pane = d.hold(s, d.column(), d.height+1-len(d.below()))
	return d
}

// reveal scrolls to the line under the cursor.
func (d drill) reveal() drill {
	if d.phase == marking {
		d.pane = d.toRow(d.row)
	}
	return d
}

// drawReading lays out what to do, what was given, and the lines to mark.
func (d drill) drawReading(s *sheet) {
	s.add(noRow, "An assistant wrote this text. Mark each line that is wrong: there may be several, or none.")
	if len(d.earlier) > 0 {
		s.add(noRow, d.look.Dim.Render("You have read it before, so this reading does not count in your figures."))
	}
	s.gap()
	if !d.paned() {
		d.drawGiven(s)
		s.gap()
	}
	s.add(noRow, d.look.Title.Render("What it wrote"))
	for i, l := range d.lines {
		lead, box, text := "  ", "[ ]", clean.Line(l.Text)
		if i == d.row {
			lead = d.look.Accent.Render(d.look.Symbols.Cursor) + " "
		}
		if slices.Contains(d.marks, l.Number) {
			box, text = d.look.Warn.Render("["+d.look.Symbols.No+"]"), d.look.Strong.Render(text)
		}
		s.hang(i, lead+box+d.look.HelpKey.Render(fmt.Sprintf("%3d", l.Number))+"  ", text)
	}
}

// drawGiven shows what the text is to be held against.
func (d drill) drawGiven(s *sheet) {
	given := d.text.Given()
	if given == "" {
		return
	}
	s.add(noRow, d.look.Title.Render("What it was given")+d.look.Dim.Render("  this much is right"))
	for line := range strings.SplitSeq(given, "\n") {
		s.add(noRow, clean.Line(line))
	}
}

// drawResult says what came of the reading, then shows each line with what was
// planted in it.
func (d drill) drawResult(s *sheet) {
	s.add(noRow, d.verdict())
	if len(d.earlier) > 0 && d.earlier[0].ID != d.result.ID {
		s.add(noRow, d.look.Dim.Render("You had read it before: only the first reading counts in your figures."))
	}
	if !d.paned() {
		s.add(noRow, progress.DrillWords(d.first)[0])
	}
	s.gap()
	for _, l := range d.lines {
		d.drawOutcome(s, l)
	}
	if !d.paned() {
		s.gap()
		d.drawGiven(s)
		s.gap()
		drawFigures(s, d.first, d.look)
	}
}

// drawFigures says how many errors the learner finds, and how that changes.
func drawFigures(s *sheet, first []store.Drill, look theme.Theme) {
	s.add(noRow, look.Title.Render("How you find errors"))
	for _, words := range progress.DrillWords(first) {
		s.add(noRow, words)
	}
}

// verdict is the reading in one sentence.
func (d drill) verdict() string {
	words := progress.DrillVerdict(d.result)
	if d.result.Misses+d.result.FalseAlarms == 0 {
		return d.look.Good.Render(d.look.Symbols.Yes + " " + words)
	}
	return d.look.Warn.Render(d.look.Symbols.Half + " " + words)
}

// drawOutcome shows a line with what came of it, and why.
func (d drill) drawOutcome(s *sheet, l curriculum.DrillLine) {
	outcome := progress.OutcomeOf(l, slices.Contains(d.result.Marked, l.Number))
	sign, style := " ", d.look.Dim
	switch outcome {
	case progress.Hit:
		sign, style = d.look.Symbols.Yes, d.look.Good
	case progress.Miss:
		sign, style = d.look.Symbols.No, d.look.Bad
	case progress.FalseAlarm:
		sign, style = d.look.Symbols.Part, d.look.Warn
	}
	lead := style.Render(sign) + d.look.Dim.Render(fmt.Sprintf("%3d", l.Number)) + "  "
	if outcome == progress.Rejection {
		s.hang(noRow, lead, style.Render(clean.Line(l.Text)))
		return
	}
	s.hang(noRow, lead, d.look.Strong.Render(clean.Line(l.Text)))
	word := style.Render(outcome.String()) + "  "
	if outcome == progress.FalseAlarm {
		s.hang(noRow, "      "+word, "nothing is wrong in this line")
	}
	for _, e := range l.Errors {
		s.hang(noRow, "      "+word, clean.Line(l.Reason(e)))
	}
}

// below is what stands under the text whatever part of it shows.
func (d drill) below() []string {
	switch {
	case d.sure:
		words := "No line is marked. Is nothing wrong in it? Enter again hands it in."
		return strings.Split(d.look.Warn.Render(lipgloss.Wrap(words, max(10, d.column()-4), " ")), "\n")
	case d.phase == handingIn:
		return []string{d.look.Dim.Render("Handing in" + d.look.Symbols.Ellipsis)}
	case d.view.AtBottom():
		return []string{""}
	}
	return []string{d.look.Dim.Render(d.look.Symbols.Down + " more")}
}

// View implements Screen.
func (d drill) View() tea.View {
	if !d.loaded {
		return tea.View{}
	}
	text := "\n" + indent(d.view.View()+"\n"+strings.Join(d.below(), "\n"), "  ")
	if !d.paned() {
		return tea.View{Content: text}
	}
	s := newSheet(min(60, d.width-d.column()-6))
	s.gap()
	if d.phase == handedIn {
		drawFigures(s, d.first, d.look)
		s.gap()
	}
	d.drawGiven(s)
	side := indent(fill(s.text(), s.width, d.height), " "+d.look.Rule.Render(d.look.Symbols.Bar)+"  ")
	return tea.View{Content: beside(text, side, d.column(), d.height)}
}
