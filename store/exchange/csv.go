package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"waymark/store"
	"waymark/store/clean"
)

// mark tells spreadsheets that a table is UTF-8.
const mark = "\ufeff"

// A part is a column of an entry that holds JSON, since it is no single text.
type part struct {
	name  string
	of    func(*store.Experiment) any // a pointer to it
	empty func(store.Experiment) bool
}

func parts() []part {
	return []part{
		{"amendments", func(x *store.Experiment) any { return &x.Amendments }, func(x store.Experiment) bool { return len(x.Amendments) == 0 }},
		{"others", func(x *store.Experiment) any { return &x.Others }, func(x store.Experiment) bool { return len(x.Others) == 0 }},
		{"pilot", func(x *store.Experiment) any { return &x.Pilot }, func(x store.Experiment) bool { return x.Pilot == nil }},
	}
}

// WriteCSV writes a row for each entry: what the store knows of it, its fields by
// name, and its parts as JSON. ReadCSV reads all of it back. A cell that a
// spreadsheet would take for a formula has an apostrophe before it (clean.Cell).
func WriteCSV(w io.Writer, entries []store.Experiment) error {
	rows := [][]string{columns()}
	for _, x := range entries {
		var row []string
		for _, a := range abouts() {
			row = append(row, a.of(x))
		}
		for _, f := range store.Fields() {
			row = append(row, f.Of(x))
		}
		for _, p := range parts() {
			content, err := asJSON(p.of(&x), p.empty(x))
			if err != nil {
				return err
			}
			row = append(row, content)
		}
		rows = append(rows, row)
	}
	return writeRows(w, rows)
}

func columns() []string {
	var names []string
	for _, a := range abouts() {
		names = append(names, a.name)
	}
	for _, f := range store.Fields() {
		names = append(names, f.Name)
	}
	for _, p := range parts() {
		names = append(names, p.name)
	}
	return names
}

func asJSON(v any, empty bool) (string, error) {
	if empty {
		return "", nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return string(bytes.TrimSpace(b.Bytes())), err
}

func writeRows(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, mark); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	for _, row := range rows {
		for i := range row {
			row[i] = clean.Cell(row[i])
		}
		if err := table.Write(row); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// WriteOutputsCSV writes a row for each output of the entries, with its variant and
// case in words. bench.Import reads such a table.
func WriteOutputsCSV(w io.Writer, entries []store.Bench) error {
	rows := [][]string{{
		"entry", "variant_letter", "variant", "prompt", "case_number", "case", "input", "expected", "output", "source",
		"model", "latency_ms", "tokens_in", "tokens_out", "cost", "minutes", "at", "tries",
	}}
	for _, b := range entries {
		for _, o := range b.Outputs {
			v, _ := b.Variant(o.Variant)
			c, _ := b.Case(o.Case)
			cost, minutes := "", ""
			if o.Cost != nil {
				cost = o.Cost.String()
			}
			if o.Minutes != nil {
				minutes = strconv.Itoa(*o.Minutes)
			}
			rows = append(rows, []string{
				b.Experiment.ID, v.ID, v.Name, v.Prompt, c.ID, c.Title(), c.Input, c.Expected, o.Text, o.Source,
				o.Model, figure(o.LatencyMS), figure(int64(o.TokensIn)), figure(int64(o.TokensOut)), cost, minutes,
				o.At.Format(time.RFC3339Nano), strconv.Itoa(o.Tries),
			})
		}
	}
	return writeRows(w, rows)
}

// figure is a number, or nothing where it is not known.
func figure(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// IsCSV reports that the first row of a table names a title and nothing that an entry
// has not.
func IsCSV(data []byte) bool {
	names, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte(mark)))).Read()
	known := func(name string) bool { return slices.Contains(columns(), name) }
	return err == nil && slices.Contains(names, "title") && !slices.ContainsFunc(names, func(name string) bool { return !known(name) })
}

// ReadCSV reads what WriteCSV wrote, also with columns moved or left out. A column
// that is not known, and a cell that its field cannot hold, is store.ErrInvalid with
// the line.
func ReadCSV(data []byte) ([]store.Experiment, error) {
	data = bytes.TrimPrefix(data, []byte(mark))
	if !utf8.Valid(data) {
		return nil, invalid("the table is not UTF-8 text: save it as CSV UTF-8")
	}
	table := csv.NewReader(bytes.NewReader(data))
	names, err := table.Read()
	if err != nil {
		return nil, invalid("line 1 does not name columns")
	}
	for i, name := range names {
		if !slices.Contains(columns(), name) || slices.Contains(names[:i], name) {
			return nil, invalid("line 1: the column %q is not known, or stands there twice; the names are those of the export", short(name))
		}
	}
	var entries []store.Experiment
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if wrong, is := errors.AsType[*csv.ParseError](err); is {
			return nil, invalid("line %d: the quotes do not fit, or it has not a cell for each column", wrong.StartLine)
		}
		line, _ := table.FieldPos(0)
		x, err := readRow(names, cells)
		if err != nil {
			return nil, invalid("line %d: %s", line, plainly(err))
		}
		entries = append(entries, x)
	}
}

func readRow(names, cells []string) (store.Experiment, error) {
	var x store.Experiment
	for i, name := range names {
		if err := readCell(&x, name, clean.FromCell(cells[i])); err != nil {
			return x, err
		}
	}
	return x, nil
}

func readCell(x *store.Experiment, name, text string) error {
	for _, p := range parts() {
		switch {
		case p.name != name:
			continue
		case text == "":
			return nil
		}
		if err := json.Unmarshal([]byte(text), p.of(x)); err != nil {
			return fmt.Errorf("%w: the column %q is not the JSON of an export", store.ErrInvalid, name)
		}
		return nil
	}
	for _, a := range abouts() {
		if a.name == name {
			return a.set(x, text)
		}
	}
	f, _ := store.FieldOf(name)
	return f.Set(x, text)
}
