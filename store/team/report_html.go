package team

import (
	_ "embed" // the page's template, style and script
	"fmt"
	"html/template"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/store/webpage"
)

//go:embed report.html.tmpl
var reportMarkup string

//go:embed report.css
var reportStyle string

//go:embed report.js
var reportScript string

// mostCards is how many experiments the page shows, the newest: with thousands no browser
// would open it. The table for spreadsheets has all.
const mostCards = 200

// mostAtOnce is up to how many people the browser lays out the whole page at once. Of a
// longer one it lays out what shows alone: 10,000 people would take it half a minute.
const mostAtOnce = 1000

// HTML is the report as a page for a browser: one file that loads nothing, in light and
// dark, and fit for printing. It begins with what a board asks, as charts, and ends with a
// table of everybody that can be sorted and filtered; without its script all of it is
// there all the same. People stand in the order of their names.
func (r Report) HTML() ([]byte, error) {
	k := webpage.Kind{
		Markup: reportMarkup, Style: reportStyle, Script: reportScript,
		Words: template.FuncMap{"line": clean.Line, "department": curriculum.DepartmentTitle, "grouped": grouped, "sign": coveredSign, "state": Covered.state, "ago": agoWords, "peopleWords": peopleWords},
	}
	r.Board = r.Board.Sorted(ByName)
	return k.Make(clean.Line("Report: "+r.title()), newReportPage(&r))
}

// A reportPage is what the template of the report lays out.
type reportPage struct {
	*Report
	Title       string
	Notes       []string
	Facts       []fact
	Told        []chartLine // how old the snapshots are
	Progress    []chartLine // of each module
	Departments departmentGrid
	Map         peopleMap
	Competency  []chartLine // of each framework
	Causes      []chartLine
	Difficult   []chartLine
	Helpers     []helped
	Verdicts    []chartLine
	Cards       []experiment
	Staff       []staff
	Chosen      []string // departments that can be chosen, by title
	Long        bool     // laid out as it shows
}

// A fact is a figure about the team, large, with what it is.
type fact struct{ Figure, What, More string }

// A helped is a hand that is up, and who may help.
type helped struct {
	Hand
	Offers []string
}

// An experiment is a card of the wall.
type experiment struct {
	WallCard
	Task, Sign string
}

// A staff is a row of the table of everybody.
type staff struct {
	Row
	Cells []staffCell
}

// A staffCell is how far somebody is in a module. Group is by what the table sorts, which
// brings like to like and compares nobody: whoever has started is in one group, however
// far.
type staffCell struct {
	Group int // 0 not on the pathway, 1 waived, 2 not started, 3 started, 4 done
	Class string
	Words string
	Due   string // ISO day
}

func newReportPage(r *Report) *reportPage {
	p := &reportPage{
		Report: r, Title: r.title(), Notes: reportNotes(), Told: toldOf(r.Board), Progress: progressOf(r.Board), Departments: gridOf(r.Board),
		Map: mapOf(r.Board), Competency: competencyOf(r.Coverage), Causes: causesOf(r.Attention), Difficult: difficultOf(r.Hard),
		Verdicts: verdictsOf(r.Wall), Long: len(r.Board.Rows) > mostAtOnce,
	}
	p.Facts = factsOf(r)
	for _, h := range r.Help.Hands {
		one := helped{Hand: h}
		for _, helper := range h.Helpers {
			one.Offers = append(one.Offers, fmt.Sprintf("%s (%s)", helper.Name, helper.Fit))
		}
		p.Helpers = append(p.Helpers, one)
	}
	for _, c := range r.Wall.Cards[:min(mostCards, len(r.Wall.Cards))] {
		p.Cards = append(p.Cards, experiment{c, taskName(c.Card.Task), verdictSign(c.Card.Verdict)})
	}
	for i := range r.Board.Rows {
		p.Staff = append(p.Staff, staffOf(&r.Board.Rows[i]))
	}
	for _, group := range departmentsOf(r.Board) {
		p.Chosen = append(p.Chosen, group.title)
	}
	return p
}

// taskName is a type of task in words.
func taskName(id string) string {
	for _, t := range store.Tasks() {
		if t.ID == id {
			return t.Name
		}
	}
	return id
}

func staffOf(row *Row) staff {
	one := staff{Row: *row, Cells: make([]staffCell, len(row.Cells))}
	for i, c := range row.Cells {
		at := staffCell{Group: c.group(), Class: c.class(), Words: c.short()}
		if c.Present && !c.Waived && !c.State.Complete() {
			at.Due = c.Due
		}
		one.Cells[i] = at
	}
	return one
}

func (c Cell) group() int {
	switch {
	case !c.Present:
		return 0
	case c.Waived:
		return 1
	case c.State.Complete():
		return 4
	case c.begun():
		return 3
	}
	return 2
}

// begun reports that the module is under way.
func (c Cell) begun() bool { return c.Done > 0 || c.State != progress.NotStarted }

// class is the look of a cell, and its place in the legend: done, more than half of the
// lessons, started, not started, waived; none where the module is not on the pathway.
func (c Cell) class() string {
	switch g := c.group(); {
	case g == 3 && 2*c.Done > c.Total:
		return "most"
	default:
		return [...]string{"none", "waived", "open", "some", "done"}[g]
	}
}

// factsOf are the figures at the head of the page. They are about the team and nobody in it.
func factsOf(r *Report) []fact {
	lessons, ofLessons, modules, ofModules := 0, 0, 0, 0
	for _, row := range r.Board.Rows {
		for _, c := range row.Cells {
			if c.Present && !c.Waived {
				lessons, ofLessons = lessons+c.Done, ofLessons+c.Total
				modules, ofModules = modules+flag(c.State.Complete()), ofModules+1
			}
		}
	}
	helped, several := 0, 0
	for _, h := range r.Help.Hands {
		helped += flag(len(h.Helpers) > 0)
	}
	for _, c := range r.Coverage.Rows {
		several += flag(len(c.Holders) > 1)
	}
	return []fact{
		{grouped(r.Board.Total), oneOr(r.Board.Total, "person", "people"), r.Board.Freshness.shortWords()},
		{grouped(lessons), oneOr(lessons, "lesson done", "lessons done"), "of " + grouped(ofLessons) + " on their pathways"},
		{grouped(modules), oneOr(modules, "module done", "modules done"), "of " + grouped(ofModules)},
		{grouped(several), oneOr(several, "competency", "competencies") + " held by more than one", "of " + grouped(len(r.Coverage.Rows))},
		{grouped(len(r.Help.Hands)), oneOr(len(r.Help.Hands), "hand up", "hands up"), helpWords(len(r.Help.Hands), helped)},
		{grouped(len(r.Wall.Cards)), oneOr(len(r.Wall.Cards), "experiment shared", "experiments shared"), "whatever came of them"},
	}
}

// oneOr is the word below a figure.
func oneOr(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

func (f Freshness) shortWords() string {
	return fmt.Sprintf("%s told within %d days", grouped(f.Fresh), freshDays)
}

func helpWords(hands, helped int) string {
	switch {
	case hands == 0:
		return "nobody waits for help"
	case helped == hands:
		return "somebody offers to help each"
	}
	return "for " + grouped(helped) + " somebody offers to help"
}

// grouped is a number with its thousands apart: 1,000.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

func verdictSign(v store.Verdict) string {
	switch v {
	case store.Worked:
		return "✓"
	case store.Partly:
		return "◐"
	case store.Failed:
		return "✕"
	}
	return "?"
}

// coveredSign goes with the state of a competency.
func coveredSign(c Covered) string {
	switch {
	case c.Gap():
		return "○"
	case c.Risk():
		return "▲"
	}
	return "✓"
}
