package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// The rows of the pages around the questions that lead to no lesson.
const (
	rowBegin = "#begin"
	rowLast  = "#last"
	rowBack  = "#back"
	rowDrop  = "#drop"
)

// early reports that the check is a test-out: lessons of it are not done.
func (c checkScreen) early() bool { return c.loaded.of.ID != "" && c.loaded.of.State != progress.Done }

// fillRows lists what can be done on the page that shows, and the questions.
func (c checkScreen) fillRows() checkScreen {
	var rows []choice
	switch c.face {
	case checkStart:
		rows = append(rows, choice{value: rowBegin, title: "Start"})
		if c.loaded.last.ID != "" {
			rows = append(rows, choice{value: rowLast, title: "See the last result"})
		}
	case checkEnd:
		rows = c.endRows()
	case checkQuit:
		rows = append(rows, choice{value: rowBegin, title: "Go on with this check"}, choice{value: rowDrop, title: "Give it up"})
	case checkGone:
		if len(c.loaded.drawn.Items) > 0 {
			rows = append(rows, choice{value: rowBegin, title: "Draw a new check"})
		}
		rows = append(rows, choice{value: rowBack, title: "Go back; this check waits"})
	case checkNone:
		rows = append(rows, choice{value: rowBack, title: "Go back"})
	}
	before, had := c.rows.chosen()
	c.rows = newPicker(rows...)
	if had {
		c.rows = c.rows.choose(before.value)
	}
	return c
}

// paned reports that there is a second pane.
func (c checkScreen) paned() bool { return c.wide() && c.face < checkQuit }

// column is the width of the first pane.
func (c checkScreen) column() int {
	switch {
	case !c.paned():
		return c.width
	case c.face == checkAsk:
		return c.room.measure() + 6
	}
	return c.width / 2
}

// measure is the width of the text in the first pane.
func (c checkScreen) measure() int { return max(20, min(c.column()-4, 76)) }

// layout puts the face into the view.
func (c checkScreen) layout() checkScreen {
	s, side := newSheet(c.measure()), newSheet(max(20, min(c.width-c.column()-6, 76)))
	switch c.face {
	case checkStart:
		c.drawStart(s)
		c.drawCovered(side)
	case checkAsk:
		c.drawQuestion(s)
		c.list = c.list.set(c.listRows()).choose(c.here()).size(max(10, c.width-c.column()-3), max(1, c.height-tocTop), c.look)
	case checkEnd:
		c.drawEnd(s)
		c.drawShown(side)
	case checkQuit:
		c.drawQuit(s)
	case checkGone:
		c.drawGone(s)
	case checkNone:
		c.drawNone(s)
	}
	if c.face > checkAsk {
		c.rows = s.choices(c.rows, c.look)
	}
	if !c.paned() && len(side.lines) > 0 {
		s.gap()
		if c.face == checkStart {
			c.drawCovered(s)
		} else {
			c.drawShown(s)
		}
	}
	c.pane = c.hold(s, c.column(), c.height)
	c.aside = c.aside.hold(side, side.width+2, c.height)
	return c
}

// here is the reference of the question that shows.
func (c checkScreen) here() string {
	if c.at >= len(c.loaded.taken.Items) {
		return ""
	}
	return c.loaded.taken.Items[c.at].Ref
}

func (c checkScreen) click(msg tea.MouseClickMsg) (checkScreen, tea.Cmd) {
	if c.face == checkAsk && c.paned() && msg.X > c.column() {
		var clicked bool
		c.list, clicked = c.list.update(tea.MouseClickMsg{X: msg.X - c.column() - 2, Y: msg.Y, Button: msg.Button}, tocTop)
		if clicked {
			return c.turnTo(c.list.index()), nil
		}
		return c, nil
	}
	row := c.rowUnder(msg)
	switch {
	case row == noRow:
		return c, nil
	case c.face == checkAsk:
		return c.give(rowMsg{row})
	}
	c.rows.list.Select(row)
	return c.act()
}

// lessonTitle is the title of a lesson, or its id where no pack has it.
func (c checkScreen) lessonTitle(id string) string {
	if l, known := c.loaded.titles[id]; known {
		return clean.Line(l.Title)
	}
	return clean.Line(id)
}

// drawStart says what the check is, before it begins; the way in stands near the
// top, where it shows in a small window too.
func (c *checkScreen) drawStart(s *sheet) {
	m, ahead := c.loaded.of, c.loaded.ahead()
	if c.early() {
		s.add(noRow, c.look.Title.Render("Do you know this already?"))
		what := "the lesson of this module that you have not done counts"
		if n := len(m.Lessons) - m.Done; n > 1 {
			what = fmt.Sprintf("the %d lessons of this module that you have not done count", n)
		}
		s.add(noRow, "Pass, and "+what+" as known.")
	} else {
		s.add(noRow, c.look.Title.Render("What stayed with you?"))
		done := "You did every lesson of this module."
		if slices.ContainsFunc(m.Lessons, func(l progress.Lesson) bool { return l.State == progress.TestedOut }) {
			done = "You did or know every lesson of this module."
		}
		s.add(noRow, done+" Its check asks about each once more.")
	}
	if t := c.loaded.last; t.ID != "" && !t.Passed {
		s.add(noRow, c.look.Warn.Render(fmt.Sprintf("Last time %d of %d were right", t.Right(), len(t.Items)))+c.look.Dim.Render("  "+onDay(t)))
	}
	if p := c.loaded.passed; p.ID != "" {
		s.add(noRow, c.look.Good.Render(c.look.Symbols.Yes+" You passed it "+onDay(p)+".")+" That stays.")
	}
	c.rows = s.choices(c.rows, c.look)
	s.gap()
	point := func(text string) { s.hang(noRow, c.look.Symbols.Dot+" ", text) }
	point(fmt.Sprintf("%s, about %d min. There is no timer.", countOf(len(ahead.Items), "question", "questions"), progress.CheckMin(ahead)))
	point(c.look.Strong.Render(fmt.Sprintf("%d of %d", ahead.Needed(), len(ahead.Items))) + " right pass it. The lessons do not ask these questions.")
	point("Esc leaves at any time. Your answers are kept, and you go on where you were.")
	point("There are no hints, and an answer stays as you gave it. What you skip comes back at the end.")
	if c.early() {
		point("Not passing costs nothing: you see which lessons are worth your time, and may try again with " + c.freshness() + ".")
	} else {
		point("Not passing costs nothing: you see which lessons to return to, and may try again with " + c.freshness() + ".")
	}
}

// freshness says what another check asks: other questions, while there are some
// that were never answered.
func (c checkScreen) freshness() string {
	for _, i := range c.loaded.ahead().Items {
		for _, a := range c.loaded.attempts {
			if a.Lesson+"#"+a.Item == i.Ref {
				return "the questions you had least often"
			}
		}
	}
	return "other questions"
}

// onDay says when a check was finished.
func onDay(c store.Check) string { return "on " + c.Finished.Format("2 January 2006") }

// drawCovered lists the lessons of the module and what each lets one do.
func (c checkScreen) drawCovered(s *sheet) {
	s.add(noRow, c.look.Title.Render("What it covers"))
	for _, l := range c.loaded.of.Lessons {
		s.gap()
		s.hang(noRow, sign(c.look, l.State)+" ", c.look.Strong.Render(clean.Line(l.Title))+c.look.Dim.Render("  "+stateWords(l.State)))
		for _, o := range l.Objectives {
			s.hang(noRow, "  "+c.look.Symbols.Dot+" ", clean.Line(o.Text))
		}
	}
}

// drawQuit asks whether to give the check up.
func (c checkScreen) drawQuit(s *sheet) {
	t := c.loaded.taken
	s.add(noRow, c.look.Title.Render("Give this check up?"))
	s.add(noRow, fmt.Sprintf("You answered %d of %d. Those answers stay in your record, and no lesson changes.", t.Answered(), len(t.Items)))
	s.gap()
	s.add(noRow, "You need not give it up to leave: Esc in a question keeps your place. Given up, it waits no more, and the next check begins anew.")
}

// drawGone says that the check cannot go on.
func (c checkScreen) drawGone(s *sheet) {
	t := c.loaded.taken
	s.add(noRow, c.look.Title.Render("This check cannot go on"))
	s.add(noRow, "A question of it is no longer in the packs in use. That is nobody's fault: content changes.")
	s.gap()
	s.add(noRow, fmt.Sprintf("You answered %d of %d. Those answers stay in your record. A new check draws its questions from what there is now.", t.Answered(), len(t.Items)))
	s.gap()
	s.add(noRow, c.look.Dim.Render("Do you start Waymark with a folder of your own (--pack)? Go back, start it with that folder, and this check goes on."))
}

func (c checkScreen) drawNone(s *sheet) {
	if c.loaded.of.ID == "" {
		s.add(noRow, c.look.Title.Render("Not on your pathway"))
		s.add(noRow, "A check covers the lessons that your pathway takes from a module. This module is not on it.")
		return
	}
	s.add(noRow, c.look.Title.Render("No check yet"))
	s.add(noRow, "The packs in use have no questions for a check of this module.")
}

// View implements Screen.
func (c checkScreen) View() tea.View {
	if c.face == checkLoading {
		return tea.View{}
	}
	text, cursor := c.draw(c.look), c.caret(c.Typing())
	var side string
	switch {
	case !c.paned():
		return tea.View{Content: text, Cursor: cursor}
	case c.face == checkAsk:
		side = "\n " + c.look.Dim.Render("Questions") + "\n" + c.list.view()
	default:
		side = c.aside.draw(c.look)
	}
	bar := c.look.Rule.Render(c.look.Symbols.Bar) + " "
	return tea.View{Content: beside(text, indent(fill(side, c.width-c.column()-2, c.height), bar), c.column(), c.height), Cursor: cursor}
}
