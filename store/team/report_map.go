package team

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"waymark/store/clean"
)

// mostOnMap is up to how many people the map shows each: among more their lines would be
// thinner than what a screen or a printer can show.
const mostOnMap = 400

// The measures of the map, in units of its drawing.
const (
	mapWidth   = 1000
	mapLabels  = 170 // at the left
	mapHead    = 52
	mapHeight  = 640 // of all lines together, about
	mapBetween = 10  // departments
	mapNamed   = 13  // how thick a line is at least that has its name beside it
)

// A peopleMap is people by modules as a drawing: a line for each person and a column for
// each module, people by department and then by name. It compares nobody: the lines are
// in no order of progress.
type peopleMap struct {
	Width, Height int
	Texts         []mapText
	Shapes        []mapShape
	TooMany       bool // the map is left out
}

type mapText struct {
	X, Y  string
	Class string
	Text  string
}

// A mapShape is all cells of one look, as the path of SVG.
type mapShape struct{ Class, Path string }

func mapOf(b Board) peopleMap {
	if len(b.Rows) > mostOnMap {
		return peopleMap{TooMany: true}
	}
	if len(b.Rows) == 0 || len(b.Modules) == 0 {
		return peopleMap{}
	}
	m := peopleMap{Width: mapWidth}
	column := float64(mapWidth-mapLabels) / float64(len(b.Modules))
	line := min(18, max(2.5, mapHeight/float64(len(b.Rows))))
	for i, title := range b.Modules {
		for n, words := range wrapped(clean.Line(title), int(column/6.4), 3) {
			m.write(mapLabels+column*float64(i), 12+14*float64(n), "", words)
		}
	}
	paths, y := map[string]*strings.Builder{}, float64(mapHead)
	for _, g := range departmentsOf(b) {
		m.write(0, y+12, "of", wrapped(clean.Line(g.title), mapLabels/7, 1)[0])
		if line >= mapNamed {
			y += mapNamed + 6
		}
		for n, row := range g.rows {
			if line >= mapNamed {
				m.write(0, y+line*float64(n)+line*0.65, "", wrapped(clean.Line(row.Name), mapLabels/7, 1)[0])
			}
			for i, c := range row.Cells {
				if class := c.class(); class != "none" {
					draw(paths, class, mapLabels+column*float64(i), y+line*float64(n), column-4, line)
				}
			}
		}
		y += max(16, line*float64(len(g.rows))) + mapBetween
	}
	for _, class := range []string{"done", "most", "some", "open", "waived"} {
		if p := paths[class]; p != nil {
			m.Shapes = append(m.Shapes, mapShape{class, p.String()})
		}
	}
	m.Height = int(y)
	return m
}

func (m *peopleMap) write(x, y float64, class, text string) {
	m.Texts = append(m.Texts, mapText{short(x), short(y), class, text})
}

// draw adds a cell to the path of its look. Between thick lines a gap is left.
func draw(paths map[string]*strings.Builder, class string, x, y, width, line float64) {
	p := paths[class]
	if p == nil {
		p = &strings.Builder{}
		paths[class] = p
	}
	gap := min(2, line/5)
	fmt.Fprintf(p, "M%s %sh%sv%sh-%sz", short(x), short(y), short(width), short(line-gap), short(width))
}

// short is a number with at most one decimal.
func short(n float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", n), ".0") }

// wrapped breaks words into at most so many lines of so many characters; what does not fit
// ends in "…".
func wrapped(text string, width, lines int) []string {
	all := []string{""}
	for word := range strings.FieldsSeq(text) {
		last := &all[len(all)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) <= width:
			*last += " " + word
		default:
			all = append(all, word)
		}
	}
	cut := len(all) > lines
	all = all[:min(lines, len(all))]
	for i, line := range all {
		runes := []rune(line)
		if len(runes) > width || cut && i == lines-1 {
			all[i] = string(runes[:min(len(runes), max(1, width-1))]) + "…"
		}
	}
	return all
}
