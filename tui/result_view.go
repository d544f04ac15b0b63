package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	"waymark/tui/chart"
)

// layout puts the result into the pane: on a wide screen the words on the left, and
// what they rest on beside them.
func (r result) layout() result {
	if r.width == 0 {
		return r
	}
	s := newSheet(r.measure())
	switch {
	case r.loaded.gone:
		s.add(noRow, "This entry was taken back; it is no longer in your journal.")
	case r.wide() && r.loaded.ready && r.loaded.of.Mode != "":
		s = newSheet(r.width - 4)
		words, figures := newSheet(s.width*9/20), newSheet(s.width-s.width*9/20-3)
		r.drawWords(words, r.loaded.words)
		r.drawNext(words)
		r.drawPicture(figures)
		r.drawFigures(figures)
		r.drawItems(figures)
		s.widget(beside(words.text(), figures.text(), words.width+3, max(len(words.lines), len(figures.lines))), nil)
	case r.loaded.ready:
		first := min(r.leading(), len(r.loaded.words))
		r.drawWords(s, r.loaded.words[:first])
		r.drawPicture(s)
		r.drawWords(s, r.loaded.words[first:])
		r.drawNext(s)
		r.drawFigures(s)
		r.drawItems(s)
	}
	r.pane = r.hold(s, r.width, r.height)
	return r
}

// leading is how many paragraphs come before the picture: the first one, and where
// several are compared also the one that says what that means.
func (r result) leading() int { return min(2, max(1, len(r.loaded.of.Pairs))) }

func (r result) drawWords(s *sheet, words []string) {
	for i, paragraph := range words {
		if len(s.lines) > 0 {
			s.gap()
		}
		paragraph = clean.Line(paragraph)
		if i == 0 && paragraph == clean.Line(r.loaded.words[0]) {
			paragraph = r.look.Strong.Render(paragraph)
		}
		s.add(noRow, paragraph)
	}
}

// drawNext says what is left to do, once there is a result.
func (r result) drawNext(s *sheet) {
	if r.closes() {
		s.gap()
		s.hang(noRow, r.look.Strong.Render("Next")+"  ", "close the entry: what did it come to?"+keyHint("c", r.look))
	}
}

// drawPicture draws the cases and the means with their intervals.
func (r result) drawPicture(s *sheet) {
	p := r.loaded.of.Picture()
	var rows []chart.DotRow
	for _, row := range p.Rows {
		rows = append(rows, chart.DotRow{Label: clean.Line(row.Name), Dots: row.Dots, Mean: row.Mean, Low: row.Low, High: row.High})
	}
	lines := chart.Dots(rows, chart.Scale{From: p.From, To: p.To, Mark: p.Mark}, s.width, r.look)
	if len(lines) == 0 {
		return
	}
	if len(s.lines) > 0 {
		s.gap()
	}
	s.add(noRow, r.look.Title.Render(capital(p.Title)))
	if p.Note != "" {
		s.add(noRow, r.look.Dim.Render(p.Note))
	}
	s.widget(strings.Join(lines, "\n"), nil)
	legend := chart.DotsLegend(r.look)
	if line := strings.Join(legend, "   "); ansi.StringWidth(line) <= s.width {
		legend = []string{line}
	}
	s.widget(strings.Join(legend, "\n"), nil)
}

// drawFigures draws the figures of the variants in columns, as many beside each other
// as there is room for.
func (r result) drawFigures(s *sheet) {
	all := r.loaded.of.Variants
	if len(all) == 0 {
		return
	}
	names := 0
	for _, f := range r.loaded.figures {
		names = max(names, ansi.StringWidth(clean.Line(f.Name)))
	}
	names = min(names, s.width/3)
	const cell = 18
	abreast := max(1, (s.width-names)/(cell+1))
	for from := 0; from < len(all); from += abreast {
		group := all[from:min(from+abreast, len(all))]
		s.gap()
		row := func(name string, cells []string) {
			var line strings.Builder
			line.WriteString(pad(name, names))
			for _, text := range cells {
				line.WriteString(" " + pad(clip(text, cell), cell))
			}
			s.add(noRow, strings.TrimRight(line.String(), " "))
		}
		var heads []string
		for _, v := range group {
			heads = append(heads, r.look.Title.Render(clean.Line(v.Name)))
		}
		row("", heads)
		for _, f := range r.loaded.figures {
			row(r.look.Dim.Render(clip(clean.Line(f.Name), names)), f.Cells[from:from+len(group)])
		}
	}
}

// drawItems lists what was judged, now with the labels.
func (r result) drawItems(s *sheet) {
	if len(r.loaded.items) == 0 {
		return
	}
	s.gap()
	s.add(noRow, r.look.Title.Render("Every judgement"))
	for _, it := range r.loaded.items {
		s.hang(noRow, "  "+r.look.Dim.Render(r.look.Symbols.Dot)+" ", clean.Line(it.Title()))
		if len(it.Said) == 0 {
			s.hang(noRow, "    ", r.look.Dim.Render("not rated"))
		}
		for _, said := range it.Said {
			who := "you: "
			if said.Rater != "" {
				who = clean.Line(said.Rater) + ": "
			}
			text := clean.Line(said.Words)
			if said.Note != "" {
				text += " " + r.look.Symbols.Dash + " " + clean.Line(said.Note)
			}
			s.hang(noRow, "    "+r.look.Dim.Render(who), text)
		}
	}
}
