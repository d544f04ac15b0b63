package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// teamImport says what became of each snapshot file.
type teamImport struct {
	Taken   []string  `json:"taken"`
	Same    []string  `json:"same"`
	Older   []string  `json:"older"`
	Refused []refusal `json:"refused"`

	path string
}

type refusal struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// teamBoard is people by modules, those who have not started first.
type teamBoard struct {
	Modules    []string  `json:"modules"`
	People     []teamRow `json:"people"`
	NotStarted []string  `json:"not_started"`
	Fresh      int       `json:"fresh"`
	Total      int       `json:"total"`
	OldestDays int       `json:"oldest_days"`
}

type teamRow struct {
	Learner        string      `json:"learner"`
	Name           string      `json:"name"`
	Department     string      `json:"department"`
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
	State string `json:"state"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

func (a *app) teamCommand() *cobra.Command {
	take := a.verb("import PATH", "Take in snapshots: a file, or a folder of them", a.teamImport)
	take.Long = "Take in snapshots: a file, or a folder of them. Of each person the newest is kept, " +
		"and the files are left as they are."
	return a.noun("team", "See where your team stands", take,
		a.verb("board", "Show people by modules, those who have not started first", a.teamBoard))
}

func (a *app) teamImport(args []string) (result, error) {
	report, err := team.Import(a.store(), "", args[0], a.now())
	if err != nil {
		return nil, err
	}
	found := teamImport{some(report.Taken), some(report.Same), some(report.Older), []refusal{}, args[0]}
	for _, r := range report.Refused {
		found.Refused = append(found.Refused, refusal{r.File, r.Reason})
	}
	return found, nil
}

// fault is that every file was refused.
func (i teamImport) fault() error {
	if len(i.Refused) == 0 || len(i.Taken)+len(i.Same)+len(i.Older) > 0 {
		return nil
	}
	return fmt.Errorf("nothing was taken in from %s: %w; the reason stands beside each file", i.path, snapshot.ErrInvalid)
}

// some is list, but never null in JSON.
func some(list []string) []string { return append([]string{}, list...) }

func (a *app) teamBoard([]string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	people, err := team.People(a.store())
	if err != nil {
		return nil, err
	}
	b := team.NewBoard(catalogue, people, a.now())
	found := teamBoard{some(b.Modules), []teamRow{}, some(b.NotStarted), b.Fresh, b.Total, b.OldestDays}
	for _, r := range b.Rows {
		found.People = append(found.People, teamRowOf(r))
	}
	return found, nil
}

func teamRowOf(r team.Row) teamRow {
	row := teamRow{
		Learner: r.ID, Name: r.Name, Department: r.Department, Pathway: r.Pathway, LastActiveWeek: r.LastActiveWeek,
		Modules: []*teamCell{}, AgeDays: r.AgeDays, LeftMin: r.MinutesLeft, NotStarted: r.NotStarted,
	}
	for _, c := range r.Cells {
		var cell *teamCell
		if c.Present {
			cell = &teamCell{c.State.String(), c.Done, c.Total}
		}
		row.Modules = append(row.Modules, cell)
	}
	return row
}

func (i teamImport) text(p *page) {
	p.say("%s taken in, %d unchanged, %d older than what is known, %d refused", count(len(i.Taken), "snapshot"), len(i.Same), len(i.Older), len(i.Refused))
	rows := make([][]string, len(i.Refused))
	for n, r := range i.Refused {
		rows[n] = []string{r.File, r.Reason}
	}
	p.table(rows)
}

func (b teamBoard) text(p *page) {
	if b.Total == 0 {
		p.say("The board is empty. Collect your people's snapshots in a folder, then:")
		p.inset("waymark team import FOLDER")
		return
	}
	if n := len(b.NotStarted); n > 0 {
		p.say("%d of %d not started: %s", n, b.Total, strings.Join(b.NotStarted, ", "))
	} else {
		p.say("Everyone has started.")
	}
	oldest := "made today"
	if b.OldestDays > 0 {
		oldest = count(b.OldestDays, "day") + " old"
	}
	p.say("%d of %s from the last 7 days, the oldest %s", b.Fresh, count(b.Total, "snapshot"), oldest)
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
	if c == nil {
		return "-"
	}
	if c.State == progress.Done.String() {
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
