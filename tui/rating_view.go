package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"waymark/store"
	"waymark/store/clean"
)

// What the rows of the pages around the items do; a way of rating is its own row.
const (
	rowResult = "#result"
	rowEarly  = "#early"
	rowGoOn   = "#on"
)

// The parts of an item in one column, as rows: criteria are rows from 0 on.
const (
	leftRow  = 1000
	rightRow = 1001
)

// paned reports that the two outputs, or the output and the criteria, stand beside
// each other.
func (r rating) paned() bool { return r.wide() && r.height >= 18 && r.face == ratingAsk }

// fill lists what can be done on the page that shows.
func (r rating) fill() rating {
	var rows []choice
	switch b := r.loaded.bench; r.face {
	case ratingStart:
		if n := pairsOf(b); n > 0 {
			rows = append(rows, choice{value: string(store.ByPair), title: "By pair: which is better?", right: countOf(n, "pair", "pairs")})
		}
		if n := len(b.Outputs); n > 0 && b.Rubric != nil {
			rows = append(rows, choice{value: string(store.ByCriterion), title: "By criterion: a score in words", right: countOf(n, "output", "outputs")})
		}
		if len(b.Rounds) > 0 {
			rows = append(rows, choice{value: rowResult, title: "See the result"})
		}
	case ratingEarly:
		rows = []choice{{value: rowGoOn, title: "Go on rating"}, {value: rowEarly, title: "Reveal now"}}
	}
	r.rows = r.rows.set(rows)
	return r
}

// pairsOf counts the pairs of outputs of the same case.
func pairsOf(b store.Bench) int {
	n, of := 0, map[string]int{}
	for _, o := range b.Outputs {
		n += of[o.Case]
		of[o.Case]++
	}
	return n
}

// layout puts what shows into the panes.
func (r rating) layout() rating {
	switch {
	case r.face == ratingLoading || r.width == 0:
	case r.face != ratingAsk:
		s := newSheet(r.measure())
		r.drawAround(s)
		r.rows = s.choices(r.rows, r.look)
		r.pane = r.hold(s, r.width, r.height)
	case r.paned():
		return r.columns()
	default:
		s := newSheet(r.measure())
		r.drawCase(s, r.open)
		s.gap()
		r.drawOutputs(s)
		if r.criteria() != nil {
			s.gap()
			r.drawCriteria(s)
		}
		r.pane = r.hold(s, r.width, r.height-bottomHeight)
	}
	return r
}

// drawAround lays out a page around the items.
func (r rating) drawAround(s *sheet) {
	items, left := len(r.loaded.sheet.Items), r.loaded.sheet.Left()
	switch r.face {
	case ratingGone:
		s.add(noRow, "This entry was taken back; it is no longer in your journal.")
	case ratingStart:
		r.drawStart(s)
	case ratingAll:
		s.add(noRow, r.look.Good.Render(r.look.Symbols.Yes+" All rated.")+" Enter reveals.")
		s.gap()
		s.add(noRow, fmt.Sprintf("You judged %s. Until you reveal, you can go back with p and change what you said. After it, the judgements stand.", countOf(items, "item", "items")))
	case ratingEarly:
		s.add(noRow, r.look.Title.Render("Reveal before all is rated?"))
		s.gap()
		s.add(noRow, fmt.Sprintf("%d of %d are not rated yet. What it costs:", left, items))
		s.hang(noRow, "  "+r.look.Symbols.Dot+" ", fmt.Sprintf("The result rests on %d, and says that it was revealed early.", items-left))
		s.hang(noRow, "  "+r.look.Symbols.Dot+" ", "The judgements so far stand as they are; the rest cannot be rated any more.")
		s.hang(noRow, "  "+r.look.Symbols.Dot+" ", "Another rating of this entry is no longer quite blind: you have seen the names.")
	}
}

func (r rating) drawStart(s *sheet) {
	b := r.loaded.bench
	s.add(noRow, r.look.Title.Render("How do you want to rate?"))
	s.gap()
	s.add(noRow, "Outputs come in random order, without a name. Until all are rated no page, list or file says which variant made which: names, prompts, tools, models, times, tokens and cost are hidden. You may reveal early; it is asked for, and the result says so.")
	if len(b.Rounds) > 0 {
		s.gap()
		s.add(noRow, r.look.Warn.Render("You have seen the names in an earlier rating.")+" Another one is less blind, and the result says so.")
	}
	if n := len(b.Missing()); n > 0 && len(b.Outputs) > 0 {
		s.gap()
		s.add(noRow, fmt.Sprintf("%s of the bench without an output: left out.", countOf(n, "place", "places")))
	}
	s.gap()
	switch {
	case len(b.Outputs) == 0:
		s.add(noRow, "There is nothing to rate yet. Put outputs on the bench first: at least one, and for pairs two of the same case.")
	case b.Rubric == nil:
		s.add(noRow, r.look.Dim.Render("By criterion needs a rubric: choose one on the bench."))
	default:
		s.add(noRow, "The criteria of "+clean.Line(b.Rubric.Title)+":")
		for _, c := range b.Rubric.Criteria {
			s.hang(noRow, "  "+r.look.Symbols.Dot+" ", fmt.Sprintf("%s, %d to %d", clean.Line(c.Name), c.Lowest(), c.Highest()))
		}
	}
}

// drawCase says which case it is, and what the variants were given.
func (r rating) drawCase(s *sheet, whole bool) {
	it := r.item()
	s.add(noRow, r.look.Title.Render(capital(clean.Line(it.Case))))
	switch {
	case it.Input == "":
	case !whole:
		line := strings.Join(strings.Fields(clean.Line(it.Input)), " ")
		s.add(noRow, r.look.Dim.Render("Input  ")+clip(line, max(10, s.width-22))+r.look.Dim.Render("  ")+r.look.HelpKey.Render("i")+r.look.Dim.Render(" shows all"))
	default:
		s.add(noRow, r.look.Dim.Render("Input  ")+r.look.HelpKey.Render("i")+r.look.Dim.Render(" folds it"))
		s.add(noRow, clean.Text(it.Input))
	}
	if whole && it.Expected != "" {
		s.add(noRow, r.look.Dim.Render("A right answer says"))
		s.add(noRow, clean.Text(it.Expected))
	}
}

// drawOutputs lays out what is judged, one below the other.
func (r rating) drawOutputs(s *sheet) {
	it := r.item()
	if r.criteria() != nil {
		s.add(leftRow, r.part("Output", false))
		s.add(noRow, clean.Text(it.Left))
		return
	}
	s.add(leftRow, r.part("Left", r.chose(store.LeftBetter)))
	s.add(noRow, clean.Text(it.Left))
	s.gap()
	s.add(rightRow, r.part("Right", r.chose(store.RightBetter)))
	s.add(noRow, clean.Text(it.Right))
}

// part is the heading of an output.
func (r rating) part(name string, better bool) string {
	if better {
		return r.look.Accent.Render(name) + "  " + r.look.Good.Render(r.look.Symbols.Yes+" better")
	}
	return r.look.Accent.Render(name)
}

func (r rating) chose(choice string) bool {
	mine := r.item().Mine
	return mine != nil && mine.Choice == choice
}

// drawCriteria lays out the rubric, with the scores so far.
func (r rating) drawCriteria(s *sheet) {
	for i, c := range r.criteria() {
		lead, name, score := "  ", clean.Line(c.Name), r.look.Symbols.Empty+" "
		if n, found := r.scores[c.ID]; found {
			score = fmt.Sprintf("%s %d  ", r.look.Symbols.Full, n)
		}
		if i == r.row {
			lead, name = r.look.Accent.Render(r.look.Symbols.Cursor)+" ", r.look.Accent.Render(name)
		}
		s.hang(i, lead+score, name)
		for _, a := range c.Anchors {
			style := r.look.Dim
			if n, found := r.scores[c.ID]; found && n == a.Score {
				style = lipgloss.NewStyle()
			}
			s.hang(i, fmt.Sprintf("    %3d  ", a.Score), style.Render(clean.Line(a.Text)))
		}
	}
}

// bottomHeight is the lines below an item: an empty one, and the question.
const bottomHeight = 2

// bottom is the question, with what was said so far.
func (r rating) bottom() string {
	said, mine := "", r.item().Mine
	switch {
	case r.busy:
		said = r.look.Dim.Render("Keeping" + r.look.Symbols.Ellipsis)
	case mine != nil && mine.Choice == store.LeftBetter:
		said = r.look.Good.Render(r.look.Symbols.Yes + " You said: left.")
	case mine != nil && mine.Choice == store.RightBetter:
		said = r.look.Good.Render(r.look.Symbols.Yes + " You said: right.")
	case mine != nil && mine.Choice == store.NoDifference:
		said = r.look.Good.Render(r.look.Symbols.Yes + " You said: no difference.")
	case mine != nil:
		said = r.look.Good.Render(r.look.Symbols.Yes + " Kept.")
	}
	if r.note.Value() != "" {
		said = strings.TrimSpace(said + r.look.Dim.Render(" With a note."))
	}
	question := "Which is better?"
	if all := r.criteria(); all != nil {
		c := all[r.row]
		question = fmt.Sprintf("%d of %d: %s, %d to %d", r.row+1, len(all), clean.Line(c.Name), c.Lowest(), c.Highest())
		if r.typed != "" {
			question += "  " + r.typed + "_"
		}
	}
	room := r.width - 6 - lipgloss.Width(said)
	return "\n  " + r.look.Strong.Render(clip(question, max(10, room))) + "  " + said
}

// columns lays the parts out beside each other, under the case.
func (r rating) columns() rating {
	head := newSheet(min(r.width-4, 110))
	r.drawCase(head, r.open)
	most := 2
	if r.open {
		most = max(2, r.height/3)
	}
	r.given.sheet = head
	r.given.view.SetWidth(r.width - 4)
	r.given.view.SetHeight(min(most, len(head.lines)))
	r.given.view.SetContent(head.text())

	left, right := newSheet(r.width/2-5), newSheet(r.width-r.width/2-5)
	left.add(noRow, clean.Text(r.item().Left))
	if r.criteria() != nil {
		r.drawCriteria(right)
	} else {
		right.add(noRow, clean.Text(r.item().Right))
	}
	for _, p := range []struct {
		*pane
		*sheet
	}{{&r.pane, left}, {&r.other, right}} {
		p.pane.sheet = p.sheet
		p.view.SetWidth(p.sheet.width)
		p.view.SetHeight(max(1, r.height-r.columnsTop()-2-bottomHeight))
		p.view.SetContent(p.sheet.text())
	}
	return r
}

// columnsTop is the line of the screen where the columns begin.
func (r rating) columnsTop() int { return r.given.view.Height() + 2 }

// column draws one of two parts: its heading, its text, and that there is more.
func (r rating) column(p pane, heading string, alone bool) string {
	if alone {
		heading = r.look.Accent.Render(r.look.Symbols.Cursor) + " " + heading
	}
	rest := ""
	if !p.view.AtBottom() {
		rest = r.look.Dim.Render(r.look.Symbols.Down + " more")
	}
	return heading + "\n" + p.view.View() + "\n" + rest
}

func (r rating) viewColumns() string {
	left, right := r.part("Left", r.chose(store.LeftBetter)), r.part("Right", r.chose(store.RightBetter))
	if r.criteria() != nil {
		left, right = r.part("Output", false), r.part("Criteria", false)
	}
	height := r.height - r.columnsTop() - bottomHeight
	one := r.column(r.pane, left, r.focus == 1 && r.criteria() == nil)
	other := r.column(r.other, right, r.focus == 2 && r.criteria() == nil || r.focus == 1 && r.criteria() != nil)
	bar := " " + r.look.Rule.Render(r.look.Symbols.Bar) + " "
	both := beside(indent(one, "  "), indent(fill(other, r.width-r.width/2-3, height), bar), r.width/2, height)
	return "\n" + indent(r.given.view.View(), "  ") + "\n\n" + both + r.bottom()
}

// View implements Screen.
func (r rating) View() tea.View {
	switch {
	case r.face == ratingLoading || r.width == 0:
		return tea.View{}
	case r.face != ratingAsk:
		return tea.View{Content: r.pane.draw(r.look)}
	}
	content := r.pane.draw(r.look)
	if r.paned() {
		content = r.viewColumns()
	} else {
		content = fill(content, r.width, r.height-bottomHeight) + r.bottom()
	}
	if !r.writing {
		return tea.View{Content: content}
	}
	note := restyled(r.note, r.look)
	note.SetWidth(max(10, r.width-14))
	above := fill(content, r.width, r.height-1)
	lead := "  " + r.look.Accent.Render("Note") + "  "
	cursor := shifted(note.Cursor(), lipgloss.Width(lead))
	if cursor != nil {
		cursor.Y = r.height - 1
	}
	return tea.View{Content: above + "\n" + lead + note.View(), Cursor: cursor}
}
