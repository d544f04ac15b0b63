package team

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"waymark/store/clean"
)

// CSV is the report as one table (RFC 4180, in UTF-8 with a mark for spreadsheets), which
// has a row for each statement. A cell that a spreadsheet would take for a formula has an
// apostrophe before it (clean.Cell).
func (r Report) CSV() ([]byte, error) {
	rows := [][]string{append([]string{"section"}, statementColumns()...)}
	about := func(detail string) {
		rows = append(rows, append([]string{"About"}, statement{detail: detail}.cells()...))
	}
	rows = append(rows, append([]string{"About"}, statement{subject: r.title(), detail: r.Board.Freshness.Words(), day: r.Made}.cells()...))
	for _, note := range reportNotes() {
		about(note)
	}
	for _, s := range r.sections() {
		for _, row := range s.rows {
			rows = append(rows, append([]string{s.name}, row.cells()...))
		}
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	table := csv.NewWriter(&b)
	table.UseCRLF = true
	for _, row := range rows {
		for i := range row {
			row[i] = clean.Cell(clean.Line(row[i]))
		}
	}
	err := table.WriteAll(rows)
	return b.Bytes(), err
}

// title names those whom the report is about: "Sales", "Everybody, Finance".
func (r Report) title() string {
	title := cmp.Or(r.Team, "Everybody")
	if r.Department != "" {
		title += ", " + r.Department
	}
	return title
}

// Markdown is the report as CommonMark with tables. What people wrote is escaped.
func (r Report) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s. Snapshots: %s.\n\n", cell("Report: "+r.title()), dayWords(r.Made), r.Board.Freshness.Words())
	for _, note := range reportNotes() {
		fmt.Fprintf(&b, "- %s\n", note)
	}
	for _, s := range r.sections() {
		fmt.Fprintf(&b, "\n## %s\n\n*%s*\n\n", s.name, s.question)
		switch {
		case len(s.rows) == 0:
			b.WriteString(s.none + "\n")
		case s.name == BoardView.String():
			writeTable(&b, r.boardTable())
		default:
			writeTable(&b, s.table())
		}
		if s.after != "" {
			b.WriteString("\n" + cell(s.after) + "\n")
		}
	}
	return []byte(b.String())
}

// boardTable has a row for each person and a column for each module.
func (r Report) boardTable() [][]string {
	rows := [][]string{append([]string{"person"}, r.Board.Modules...)}
	for _, row := range r.Board.Rows {
		line := []string{row.Name}
		for _, c := range row.Cells {
			line = append(line, c.short())
		}
		rows = append(rows, line)
	}
	return rows
}

// table is the section with those columns alone in which something stands.
func (s section) table() [][]string {
	used := make([]bool, len(statementColumns()))
	for _, row := range s.rows {
		for i, text := range row.cells() {
			used[i] = used[i] || text != ""
		}
	}
	var rows [][]string
	for _, cells := range slices.Insert(cellsOf(s.rows), 0, statementColumns()) {
		var line []string
		for i, text := range cells {
			if used[i] {
				line = append(line, text)
			}
		}
		rows = append(rows, line)
	}
	return rows
}

func cellsOf(rows []statement) [][]string {
	all := make([][]string, len(rows))
	for i, row := range rows {
		all[i] = row.cells()
	}
	return all
}

func writeTable(b *strings.Builder, rows [][]string) {
	for n, row := range rows {
		for _, text := range row {
			b.WriteString("| " + cell(text) + " ")
		}
		b.WriteString("|\n")
		if n == 0 {
			b.WriteString(strings.Repeat("| --- ", len(row)) + "|\n")
		}
	}
}

// cell is a text on one line, as it was typed.
func cell(text string) string { return clean.Literal(clean.Line(text)) }
