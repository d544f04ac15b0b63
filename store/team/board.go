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
	NotStarted     bool   // no module that is not waived

	place int // in the order of names
}

// A Cell is how far a person is in a module.
type Cell struct {
	State   progress.State
	Done    int    // lessons
	Total   int    // lessons
	Present bool   // the module is part of the person's pathway, or was given to them
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
func (b Board) Sorted(o Order) Board {
	b.Rows = slices.Clone(b.Rows)
	slices.SortFunc(b.Rows, func(a, b Row) int { return cmp.Or(o.compare(&a, &b), a.place-b.place) })
	return b
}

func (o Order) compare(a, b *Row) int {
	switch o {
	case ByStart:
		return flag(b.NotStarted) - flag(a.NotStarted)
	case ByDepartment:
		none := flag(a.Department == "") - flag(b.Department == "")
		return cmp.Or(none, strings.Compare(curriculum.DepartmentTitle(a.Department), curriculum.DepartmentTitle(b.Department)))
	case ByFreshness:
		return b.AgeDays - a.AgeDays
	}
	return 0
}

// flag is 1 for yes.
func flag(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// NewBoard lays out people by modules, as they are at the time now.
func NewBoard(c *curriculum.Catalogue, people []Person, now time.Time) Board {
	columns := columnsOf(c, people)
	b := Board{
		IDs: columns.ids, Modules: columns.titles, Freshness: FreshnessOf(people, now),
		Rows: make([]Row, len(people)),
	}
	cells := make([]Cell, len(people)*len(columns.ids)) // all at once
	today, wide := dayNumber(now), len(columns.ids)
	for place, i := range inNameOrder(people) {
		b.Rows[place] = rowOf(&people[i], columns, cells[place*wide:(place+1)*wide:(place+1)*wide], today)
		b.Rows[place].place = place
	}
	b = b.Sorted(ByStart)
	for i := range b.Rows {
		if b.Rows[i].NotStarted {
			b.NotStarted = append(b.NotStarted, b.Rows[i].Name)
		}
	}
	return b
}

func rowOf(p *Person, columns *columns, cells []Cell, today int) Row {
	s := &p.Told
	row := Row{
		ID: p.Member.ID, Name: p.Name(), Department: s.Learner.Department,
		Pathway: cmp.Or(s.Pathway.Title, s.Pathway.ID), Cells: cells,
		LastActiveWeek: s.LastActiveWeek, MinutesLeft: s.MinutesLeft,
	}
	at := p.standing(today)
	row.AgeDays, row.NotStarted = at.age, !at.started && !at.complete
	for i := range s.Modules {
		m := &s.Modules[i]
		cells[columns.of(i, m.ID)] = Cell{State: m.Progress(), Done: m.Done, Total: m.Total, Present: true}
	}
	for i := range p.Given {
		a := &p.Given[i]
		if n, there := columns.places[a.Module]; there {
			cells[n].Waived, cells[n].Due = a.Waived, a.Due
		}
	}
	return row
}
