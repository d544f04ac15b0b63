package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/store/team"
)

// teamBoard is people by modules, those who have not started first.
type teamBoard struct {
	freshness
	Sort       string    `json:"sort"`
	ModuleIDs  []string  `json:"module_ids"`
	Modules    []string  `json:"modules"` // titles
	People     []teamRow `json:"people"`
	NotStarted []string  `json:"not_started"`
}

type teamRow struct {
	person
	Pathway        string      `json:"pathway"`
	Modules        []*teamCell `json:"modules"`
	LastActiveWeek string      `json:"last_active_week"`
	AgeDays        int         `json:"age_days"`
	LeftMin        int         `json:"left_min"`
	NotStarted     bool        `json:"not_started"`
}

// teamCell is how far someone is in a module; a module that is not on their
// pathway has none.
type teamCell struct {
	State  string `json:"state"`
	Done   int    `json:"done"`
	Total  int    `json:"total"`
	Waived bool   `json:"waived"`
	Due    string `json:"due"`
}

func (a *app) teamBoardCommand() *cobra.Command {
	var sort string
	cmd := a.viewCommand("board", "See people by modules", "", team.BoardView, func(_ []string, of chosen) (result, error) {
		return a.teamBoard(of, sort)
	})
	choose(cmd, &sort, "sort", orders(), "not-started (without), name, department or freshness")
	cmd.Example = "  waymark team board\n  waymark team board --sort freshness --team Sales"
	return cmd
}

func (a *app) teamBoard(of chosen, sort string) (result, error) {
	c, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	b, err := team.ReadBoard(c, s, f, a.now())
	if err != nil {
		return nil, err
	}
	order := orderOf(sort)
	b = b.Sorted(order)
	found := teamBoard{freshnessOf(b.Freshness), orders()[order], some(b.IDs), some(b.Modules), []teamRow{}, some(b.NotStarted)}
	for _, r := range b.Rows {
		found.People = append(found.People, teamRowOf(r))
	}
	return found, nil
}

func teamRowOf(r team.Row) teamRow {
	row := teamRow{
		person: person{r.ID, r.Name, r.Department}, Pathway: r.Pathway, LastActiveWeek: r.LastActiveWeek,
		Modules: []*teamCell{}, AgeDays: r.AgeDays, LeftMin: r.MinutesLeft, NotStarted: r.NotStarted,
	}
	for _, c := range r.Cells {
		var cell *teamCell
		if c.Present {
			cell = &teamCell{c.State.String(), c.Done, c.Total, c.Waived, c.Due}
		}
		row.Modules = append(row.Modules, cell)
	}
	return row
}

func (b teamBoard) text(p *page) {
	if !b.header(p) {
		return
	}
	if n := len(b.NotStarted); n > 0 {
		p.say("%d of %d not started: %s", n, b.Total, strings.Join(b.NotStarted, ", "))
	} else {
		p.say("Everyone has started.")
	}
	for first := 0; first < len(b.Modules); first += modulesAbreast {
		p.gap()
		p.table(b.block(first, min(first+modulesAbreast, len(b.Modules))))
	}
}

// modulesAbreast is how many modules fit beside a name in the width of a page.
const modulesAbreast, nameWidth, cellWidth = 3, 16, 11

// block is the rows of the board for some of its modules.
func (b teamBoard) block(from, to int) [][]string {
	rows := heading(b.Modules[from:to])
	for _, person := range b.People {
		row := []string{cut(person.Name, nameWidth)}
		for _, cell := range person.Modules[from:to] {
			row = append(row, cell.words())
		}
		rows = append(rows, append(row, person.active(), person.age()))
	}
	return rows
}

// heading is the titles over their columns, in as many lines as they need.
func heading(titles []string) [][]string {
	var rows [][]string
	for column, title := range titles {
		for i, part := range split(clean.Line(title), cellWidth) {
			if i == len(rows) {
				rows = append(rows, make([]string, len(titles)+3))
			}
			rows[i][column+1] = part
		}
	}
	rows[0][0], rows[0][len(titles)+1], rows[0][len(titles)+2] = "Name", "Active", "Made"
	return rows
}

func (c *teamCell) words() string {
	switch {
	case c == nil:
		return "-"
	case c.Waived:
		return "waived"
	case c.State == progress.Done.String():
		return "done"
	}
	return fmt.Sprintf("%d of %d", c.Done, c.Total)
}

func (r teamRow) age() string {
	if r.AgeDays == 0 {
		return "today"
	}
	return count(r.AgeDays, "day") + " ago"
}

func (r teamRow) active() string {
	if r.NotStarted {
		return "never"
	}
	return r.LastActiveWeek
}

// orders are the words by which a board is sorted, and what they stand for.
func orders() []string { return []string{"not-started", "name", "department", "freshness"} }

func orderOf(word string) team.Order {
	return team.Orders()[max(0, slices.Index(orders(), word))]
}
