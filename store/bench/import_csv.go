package bench

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"waymark/store/clean"
)

// ImportCSV reads a table: the first row names the columns, each other row is an
// output. Commas, semicolons, tabs or bars part the columns, whichever fit the
// first row best. docs/journal-files.md lists the names of the columns.
func ImportCSV(data []byte) (Imported, error) {
	data, err := readable(data)
	if err != nil {
		return Imported{}, err
	}
	skipped := 0
	comma := byte(0)
	if sep, rest, found := bytes.Cut(data, []byte("\n")); found && bytes.HasPrefix(sep, []byte("sep=")) && len(bytes.TrimSpace(sep)) == 5 {
		comma, data, skipped = sep[4], rest, 1 // as Excel writes it
	}
	if comma == 0 {
		comma = separator(data)
	}
	table := csv.NewReader(bytes.NewReader(data))
	table.Comma, table.FieldsPerRecord, table.ReuseRecord = rune(comma), -1, true
	names, err := table.Read()
	if err != nil {
		return Imported{}, noTable(err, skipped)
	}
	h, unknown, err := readHeading(fmt.Sprintf("line %d", 1+skipped), names)
	if err == nil {
		err = h.complete(fmt.Sprintf("line %d", 1+skipped))
	}
	if err != nil {
		return Imported{}, err
	}
	im := newImporter()
	if len(unknown) > 0 {
		im.note("not read: the columns %s", strings.Join(unknown, ", "))
	}
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return im.done()
		}
		if err != nil {
			return Imported{}, noTable(err, skipped)
		}
		for i, cell := range cells {
			cells[i] = clean.FromCell(cell)
		}
		line, _ := table.FieldPos(0)
		if err := im.addCells(fmt.Sprintf("line %d", line+skipped), h, cells); err != nil {
			return Imported{}, err
		}
	}
}

// separator is what parts the columns: what makes most known names of the first row.
func separator(data []byte) byte {
	best, most := byte(','), 0
	first, _, _ := bytes.Cut(data, []byte("\n"))
	for _, comma := range []byte(",;\t|") {
		known := 0
		for name := range strings.SplitSeq(string(first), string(comma)) {
			if meaning, _ := meaningOf(name); meaning != "" {
				known++
			}
		}
		if known > most {
			best, most = comma, known
		}
	}
	return best
}

// addCells takes a row of a table in. A row of empty cells is none.
func (im *importer) addCells(where string, h heading, cells []string) error {
	row := map[string]string{}
	empty := true
	for i, cell := range cells {
		empty = empty && strings.TrimSpace(cell) == ""
		if i >= len(h.meanings) {
			if strings.TrimSpace(cell) != "" {
				return invalid("%s: it has %d cells, but only %d columns have a name; a text with the separator in it needs quotes", where, len(cells), len(h.meanings))
			}
		} else if h.meanings[i] != "" {
			row[h.meanings[i]] = cell
		}
	}
	if empty {
		return nil
	}
	r, err := rowOf(where, h.currency, row)
	if err != nil {
		return err
	}
	return im.add(r)
}

// noTable says in words what encoding/csv found.
func noTable(err error, skipped int) error {
	if wrong, is := errors.AsType[*csv.ParseError](err); is {
		return invalid("line %d: the quotes do not fit; a text with a quote, the separator or a line break in it stands in quotes, and its own quotes are doubled", wrong.StartLine+skipped)
	}
	return invalid("it cannot be read as a table: %v", err)
}
