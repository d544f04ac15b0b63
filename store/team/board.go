package team

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// A Board is people by modules. It compares nobody: there is no rank and no sum.
type Board struct {
	Freshness
	IDs        []string // of the modules that are columns, in the order of the curriculum
	Modules    []string // titles of the columns
	Rows       []Row    // who has not started first, then by name; see Sorted
	NotStarted []string // names
}

// An Order is how the rows of a board follow each other. None is by progress: people are
// not compared.
type Order int

// The orders of a board.
const (
	ByStart      Order = iota // who has not started first, then by name
	ByName                    // by name
	ByDepartment              // by department, those who told none last, then by name
	ByFreshness               // the oldest snapshot first, then by name
)

// A Row is one person.
type Row struct {
	ID             string // random id of the learner
	Name           string
	Department     string
	Pathway        string // title
	Cells          []Cell // one for each column
	LastActiveWeek string // ISO week; empty: never
	AgeDays        int    // of the snapshot
	MinutesLeft    int    // of the pathway
	NotStarted     bool
}

// A Cell is how far a person is in a module.
type Cell struct {
	State   progress.State
	Done    int    // lessons
	Total   int    // lessons
	Present bool   // the module is part of the person's pathway
	Waived  bool   // the lead waived it: it counts for nothing
	Due     string // ISO day until which the lead gave it; may be empty
}

// ReadBoard fetches the board of those whom a filter chooses.
func ReadBoard(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (Board, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return Board{}, err
	}
	return NewBoard(c, people, now), nil
}

// Orders lists the orders of a board, the first being that in which it is made.
func Orders() []Order { return []Order{ByStart, ByName, ByDepartment, ByFreshness} }

// String is the order in words: "who has not started".
func (o Order) String() string {
	return [...]string{"who has not started", "name", "department", "oldest snapshot"}[o]
}

// Sorted is the board with its rows in another order.
func (b Board) Sorted(o Order) Board { return b }

// NewBoard lays out people by modules, as they are at the time now.
func NewBoard(c *curriculum.Catalogue, people []Person, now time.Time) Board {
	columns, titles := columnsOf(c, people)
	b := Board{Modules: titles, Freshness: FreshnessOf(people, now)}
	for _, p := range people {
		row := rowOf(p, columns, now)
		b.Rows = append(b.Rows, row)
	}
	slices.SortFunc(b.Rows, compareRows)
	for _, row := range b.Rows {
		if row.NotStarted {
			b.NotStarted = append(b.NotStarted, row.Name)
		}
	}
	return b
}

// columnsOf finds the modules that someone has: those of the curriculum in its
// order, then others as they come. Columns maps their ids to their places.
func columnsOf(c *curriculum.Catalogue, people []Person) (columns map[string]int, titles []string) {
	has := map[string]bool{}
	for _, p := range people {
		for _, m := range p.Told.Modules {
			has[m.ID] = true
		}
	}
	columns = map[string]int{}
	add := func(id, title string) {
		if _, known := columns[id]; has[id] && !known {
			columns[id] = len(titles)
			titles = append(titles, title)
		}
	}
	for _, m := range c.Modules() {
		add(m.ID, m.Title)
	}
	for _, p := range people {
		for _, m := range p.Told.Modules {
			add(m.ID, cmp.Or(m.Title, m.ID))
		}
	}
	return columns, titles
}

func rowOf(p Person, columns map[string]int, now time.Time) Row {
	s := p.Told
	row := Row{
		ID: p.Member.ID, Name: p.Name(), Department: s.Learner.Department,
		Pathway: cmp.Or(s.Pathway.Title, s.Pathway.ID), Cells: make([]Cell, len(columns)),
		LastActiveWeek: s.LastActiveWeek, AgeDays: ageDays(s.Made, now), MinutesLeft: s.MinutesLeft,
		NotStarted: true,
	}
	for _, m := range s.Modules {
		cell := Cell{State: m.Progress(), Done: m.Done, Total: m.Total, Present: true}
		row.Cells[columns[m.ID]] = cell
		row.NotStarted = row.NotStarted && cell.State == progress.NotStarted
	}
	return row
}

// ageDays counts the days since an ISO day; one that is still to come is today.
func ageDays(made string, now time.Time) int {
	then, err := time.Parse(time.DateOnly, made)
	if err != nil {
		return 0
	}
	y, m, d := now.Date()
	return max(0, int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(then).Hours()/24))
}

func compareRows(a, b Row) int {
	switch {
	case a.NotStarted && !b.NotStarted:
		return -1
	case b.NotStarted && !a.NotStarted:
		return 1
	}
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
}
