package team

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
)

// A chartLine is a line of a chart: a bar, and the same in words.
type chartLine struct {
	Label string
	Parts []part   // one after another; what they leave is empty
	Words []string // a line each
	Sign  string   // goes with the label; may be empty
}

// A part is a piece of a bar, as SVG has it.
type part struct {
	Class    string
	X, Width string // in per cent of the whole bar
}

// partsOf lays out numbers of a whole one after another. A class of "" leaves room.
func partsOf(whole int, classes []string, numbers ...int) (parts []part) {
	at := 0
	for i, n := range numbers {
		if n > 0 && whole > 0 {
			parts = append(parts, part{classes[i], percent(at, whole), percent(n, whole)})
		}
		at += n
	}
	return parts
}

func percent(n, whole int) string { return fmt.Sprintf("%.2f%%", 100*float64(n)/float64(whole)) }

// A tally counts how far people are in a module that is on their pathway and not waived.
type tally struct{ done, begun, open, waived, lessons, ofLessons int }

func (t *tally) add(c Cell) {
	switch c.group() {
	case 0:
		return
	case 1:
		t.waived++
		return
	case 2:
		t.open++
	case 3:
		t.begun++
	case 4:
		t.done++
	}
	t.lessons, t.ofLessons = t.lessons+c.Done, t.ofLessons+c.Total
}

func (t tally) people() int { return t.done + t.begun + t.open }

func (t tally) parts() []part {
	return partsOf(t.people(), []string{"done", "some", "open"}, t.done, t.begun, t.open)
}

// progressOf says of each module how far people are in it.
func progressOf(b Board) []chartLine {
	all := make([]chartLine, len(b.Modules))
	for i, title := range b.Modules {
		var t tally
		for _, row := range b.Rows {
			t.add(row.Cells[i])
		}
		people := fmt.Sprintf("%s done, %s started, %s not started", grouped(t.done), grouped(t.begun), grouped(t.open))
		if t.waived > 0 {
			people += ", " + grouped(t.waived) + " waived"
		}
		all[i] = chartLine{title, t.parts(), []string{people, fmt.Sprintf("%s of %s lessons", grouped(t.lessons), grouped(t.ofLessons))}, ""}
	}
	return all
}

// toldOf says how old the snapshots are, in weeks.
func toldOf(b Board) []chartLine {
	titles := []string{"within 7 days", "8 to 14 days ago", "15 to 28 days ago", "longer ago"}
	counts := make([]int, len(titles))
	for _, row := range b.Rows {
		at := 0
		for _, most := range []int{freshDays, 14, 28} {
			at += flag(row.AgeDays > most)
		}
		counts[at]++
	}
	all := make([]chartLine, len(titles))
	for i, n := range counts {
		all[i] = chartLine{titles[i], partsOf(len(b.Rows), []string{"done"}, n), []string{peopleWords(n)}, ""}
	}
	return all
}

// causesOf counts why people need something. Whoever has several reasons counts for the
// strongest alone, as in the list.
func causesOf(a Attention) []chartLine {
	var all []chartLine
	for _, kind := range Kinds() {
		n := 0
		for _, need := range a.Needs {
			n += flag(need.Causes[0].Kind == kind)
		}
		if n > 0 {
			all = append(all, chartLine{kind.String(), partsOf(a.Total, []string{"most"}, n), []string{peopleWords(n)}, ""})
		}
	}
	if len(all) == 0 {
		return nil
	}
	return append(all, chartLine{"nothing needed", partsOf(a.Total, []string{"done"}, a.Fine), []string{peopleWords(a.Fine)}, ""})
}

func peopleWords(n int) string {
	if n == 1 {
		return "1 person"
	}
	return grouped(n) + " people"
}

// difficultOf says of each module how many of those who have it ask or stalled.
func difficultOf(h Hard) []chartLine {
	all := make([]chartLine, len(h.Modules))
	for i, m := range h.Modules {
		all[i] = chartLine{m.Title, partsOf(m.People, []string{"most"}, m.Either), []string{m.Words()}, ""}
		for _, l := range m.Lessons {
			all[i].Words = append(all[i].Words, fmt.Sprintf("%s: %s up", l.Title, counted(l.Hands, "hand")))
		}
	}
	return all
}

// competencyOf says of each framework how many of its rows are held.
func competencyOf(c Coverage) []chartLine {
	type sum struct {
		name              string
		several, one, gap int
	}
	var sums []sum
	for _, row := range c.Rows {
		if len(sums) == 0 || sums[len(sums)-1].name != row.Framework {
			sums = append(sums, sum{name: row.Framework})
		}
		s := &sums[len(sums)-1]
		s.gap, s.one = s.gap+flag(row.Gap()), s.one+flag(row.Risk())
		s.several += flag(len(row.Holders) > 1)
	}
	all := make([]chartLine, len(sums))
	for i, s := range sums {
		words := []string{fmt.Sprintf("%d by several", s.several)}
		if s.one > 0 {
			words = append(words, fmt.Sprintf("%d by one person", s.one))
		}
		if s.gap > 0 {
			words = append(words, fmt.Sprintf("%d by nobody", s.gap))
		}
		parts := partsOf(s.several+s.one+s.gap, []string{"done", "alert", "open"}, s.several, s.one, s.gap)
		all[i] = chartLine{s.name, parts, []string{strings.Join(words, ", ")}, ""}
	}
	return all
}

// verdictsOf counts what came of the experiments, in the order of the verdicts.
func verdictsOf(w Wall) []chartLine {
	if len(w.Cards) == 0 {
		return nil
	}
	counts := map[store.Verdict]int{}
	for _, c := range w.Cards {
		counts[c.Card.Verdict]++
	}
	var all []chartLine
	for _, v := range append(store.Verdicts(), store.Open) {
		if n := counts[v]; n > 0 {
			all = append(all, chartLine{v.String(), partsOf(len(w.Cards), []string{"most"}, n), []string{counted(n, "experiment")}, verdictSign(v)})
		}
	}
	return all
}

// A departmentGrid is departments by modules.
type departmentGrid struct {
	Modules []string
	Rows    []departmentRow
}

type departmentRow struct {
	Title string
	Cells []chartLine // without a label; empty where nobody has the module
}

// gridOf is empty where people are of one department, and the chart of modules says it all.
func gridOf(b Board) departmentGrid {
	groups := departmentsOf(b)
	if len(groups) < 2 {
		return departmentGrid{}
	}
	grid := departmentGrid{Modules: b.Modules}
	for _, g := range groups {
		tallies := make([]tally, len(b.Modules))
		for _, row := range g.rows {
			for i, c := range row.Cells {
				tallies[i].add(c)
			}
		}
		row := departmentRow{Title: fmt.Sprintf("%s, %s", g.title, peopleWords(len(g.rows)))}
		for _, t := range tallies {
			var m chartLine
			if t.people() > 0 {
				m = chartLine{"", t.parts(), []string{fmt.Sprintf("%s of %s done", grouped(t.done), grouped(t.people()))}, ""}
			}
			row.Cells = append(row.Cells, m)
		}
		grid.Rows = append(grid.Rows, row)
	}
	return grid
}

// A departmentGroup is the people of a department, in their order on the board.
type departmentGroup struct {
	title string // "no department" of those who told none
	rows  []*Row
}

// departmentsOf groups the people of a board, departments by title and none last.
func departmentsOf(b Board) []departmentGroup {
	at, groups := map[string]int{}, []departmentGroup(nil)
	for i := range b.Rows {
		id := b.Rows[i].Department
		n, known := at[id]
		if !known {
			n = len(groups)
			at[id] = n
			groups = append(groups, departmentGroup{title: curriculum.DepartmentTitle(id)})
		}
		groups[n].rows = append(groups[n].rows, &b.Rows[i])
	}
	slices.SortFunc(groups, func(a, b departmentGroup) int {
		return cmp.Or(flag(a.title == "")-flag(b.title == ""), cmp.Compare(a.title, b.title))
	})
	if n := len(groups); n > 0 && groups[n-1].title == "" {
		groups[n-1].title = "No department"
	}
	return groups
}
