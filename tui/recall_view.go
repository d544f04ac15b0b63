package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/review"
)

// column is the width of the card's side of the room.
func (r recall) column() int {
	if r.wide() {
		return r.measure() + 6
	}
	return r.width
}

// layout puts the card into the viewport.
func (r recall) layout() recall {
	s := newSheet(r.measure())
	switch h := r.hand; {
	case h.empty():
	case h.Item != nil:
		r.drawItem(s)
	default:
		r.drawFlash(s)
	}
	if r.said != "" {
		s.gap()
		said := r.said
		if r.undoes && !r.Claims("u") {
			said += " Press u to take it back."
		}
		s.hang(noRow, r.look.Dim.Render("The one before  "), r.look.Dim.Render(said))
	}
	r.pane = r.hold(s, r.column(), r.height)
	return r
}

// drawItem draws the item in hand. Once it is answered, the day on which it comes
// back stands above the explanation, which may be long.
func (r recall) drawItem(s *sheet) {
	label := "Question"
	if r.hand.answered() {
		label = r.hand.became
	}
	s.heading(r.look.Accent.Render(label))
	r.hand.quiz.draw(s, r.look)
	s.noAdvice(r.hand.Law, r.look)
	if r.hand.answered() {
		s.gap()
		s.add(nextRow, r.look.Accent.Render(r.look.Symbols.Cursor)+" "+r.look.Strong.Render("Continue"))
	}
}

// drawFlash draws the question and, when the card was turned over, its answer
// and the grades.
func (r recall) drawFlash(s *sheet) {
	sides := r.texts[r.hand.Card.ID]
	s.heading(r.look.Accent.Render("Question"))
	s.widget(strings.Trim(sides.front, "\n"), nil)
	s.gap()
	if !r.hand.open {
		s.add(noRow, r.look.Dim.Render("Answer it to yourself first, or aloud."))
		s.gap()
		s.add(showRow, r.look.Accent.Render(r.look.Symbols.Cursor)+" "+r.look.Strong.Render("Show the answer"))
		s.noAdvice(r.hand.Law, r.look)
		return
	}
	s.add(noRow, r.look.Accent.Render("Answer"))
	s.gap()
	s.widget(strings.Trim(sides.back, "\n"), nil)
	s.gap()
	s.add(noRow, r.look.Dim.Render("How well did you know it? It comes back in:"))
	for row, g := range review.Grades() {
		s.hang(row, r.gradeLead(row), r.gradeWords(row, g))
	}
	s.noAdvice(r.hand.Law, r.look)
}

func (r recall) gradeLead(row int) string {
	lead := "  "
	if row == r.hand.at {
		lead = r.look.Accent.Render(r.look.Symbols.Cursor) + " "
	}
	return lead + r.look.HelpKey.Render(fmt.Sprint(row+1)) + "  "
}

// gradeWords are a grade, when the card would come back, and what it means.
func (r recall) gradeWords(row int, g review.Grade) string {
	name := pad(g.String(), 7)
	if row == r.hand.at {
		name = r.look.Strong.Render(name)
	}
	when := "        "
	if days, known := r.hand.days[g]; known {
		when = pad(shortDays(days), 8)
	}
	if r.measure() < 50 {
		return name + strings.TrimSpace(when)
	}
	means := map[review.Grade]string{
		review.Again: "I did not know it", review.Hard: "I knew it, with effort",
		review.Good: "I knew it", review.Easy: "I knew it at once",
	}
	return name + when + r.look.Dim.Render(means[g])
}

// shortDays is a number of days in short: 4 d, 3 wk, 6 mo.
func shortDays(days int) string {
	switch {
	case days < 14:
		return fmt.Sprintf("%d d", days)
	case days < 60:
		return fmt.Sprintf("%d wk", (days+3)/7)
	}
	return fmt.Sprintf("%d mo", (days+15)/30)
}

// reveal scrolls to the row under the cursor, or to the line where text is typed.
func (r recall) reveal() recall {
	switch {
	case r.hand.open: // all grades, where there is room
		r.pane = r.toRow(len(review.Grades()) - 1).toRow(r.hand.at)
	case r.hand.asks():
		r.pane = r.toQuiz(r.hand.quiz)
	}
	return r
}

// View implements Screen.
func (r recall) View() tea.View {
	if r.hand.empty() {
		return tea.View{}
	}
	text := r.draw(r.look)
	if r.wide() {
		text = beside(text, indent(r.about(r.width-r.column()-4), r.look.Rule.Render(r.look.Symbols.Bar)+" "), r.column(), r.height)
	}
	return tea.View{Content: text, Cursor: r.caret(r.Typing())}
}

// about says in the second pane where the card is from, and how it went so far.
func (r recall) about(width int) string {
	s, h := newSheet(max(10, width)), r.hand
	m := h.Card.Memory
	s.gap()
	s.add(noRow, r.look.Title.Render("This question"))
	s.gap()
	fact := func(name, is string) { s.hang(noRow, r.look.Dim.Render(pad(name, 12)), is) }
	fact("Lesson", clean.Line(h.Lesson.Title))
	if m.New() {
		fact("Asked", "for the first time")
	} else {
		fact("Asked", countOf(m.Reviews, "time", "times"))
		fact("Forgotten", countOf(m.Lapses, "time", "times"))
		fact("Last asked", dayWords(m.Last))
	}
	if !m.New() && !h.answered() {
		fact("Recall", fmt.Sprintf("about %.0f%% likely", 100*m.Recall(r.up.day)))
	}
	s.gap()
	left := len(r.up.recalls)
	if !h.answered() {
		left--
	}
	if left > 0 {
		s.add(noRow, r.look.Dim.Render(fmt.Sprintf("%d more today. Leave when you like: each answer is kept at once.", left)))
	}
	return fill(s.text(), s.width, r.height)
}

// Title implements Screen.
func (r recall) Title() string {
	if r.hand.empty() {
		return "Review"
	}
	return "Review " + crumb(r.look) + " " + r.hand.Lesson.Title
}

// Status implements Screen.
func (r recall) Status() string {
	if r.hand.empty() {
		return ""
	}
	n := r.up.pile.Done + 1
	if r.hand.answered() {
		n--
	}
	return fmt.Sprintf("%d of %d today", n, max(n, r.up.pile.Done+len(r.up.pile.Cards)))
}
