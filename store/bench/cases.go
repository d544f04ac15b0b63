package bench

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"waymark/store"
)

// ReadCases reads a file that holds cases and no results: CSV or JSON Lines with an
// input, and a name and an expected text where it has them, under the names that
// Import knows. A file with results is store.ErrInvalid, as is one without an input.
func ReadCases(name string, data []byte) ([]store.Case, error) {
	data, err := readable(data)
	if err != nil {
		return nil, err
	}
	switch path.Ext(strings.ToLower(name)) {
	case ".jsonl", ".ndjson":
		return casesOfLines(data)
	case ".csv", ".tsv":
		return casesOfTable(data)
	}
	return nil, invalid("%s: cases are read from a file that ends in .csv or .jsonl; other text can be pasted", short(path.Base(name)))
}

func casesOfTable(data []byte) ([]store.Case, error) {
	table := csv.NewReader(bytes.NewReader(data))
	table.Comma, table.FieldsPerRecord = rune(separator(data)), -1
	names, err := table.Read()
	if err != nil {
		return nil, noTable(err, 0)
	}
	var cases []store.Case
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return someCases(cases)
		}
		if err != nil {
			return nil, noTable(err, 0)
		}
		line, _ := table.FieldPos(0)
		if cases, err = addCase(cases, fmt.Sprintf("line %d", line), names, cells); err != nil {
			return nil, err
		}
	}
}

func casesOfLines(data []byte) ([]store.Case, error) {
	var cases []store.Case
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		where := fmt.Sprintf("line %d", number)
		if err := checkJSON(where, line); err != nil {
			return nil, err
		}
		if line[0] != '{' {
			return nil, invalid("%s: it is no JSON object; write one object a line", where)
		}
		var names, cells []string
		err := eachMember(line, func(name string, value jsontext.Value) error {
			names, cells = append(names, name), append(cells, textOf(value))
			return nil
		})
		if err == nil {
			cases, err = addCase(cases, where, names, cells)
		}
		if err != nil {
			return nil, err
		}
	}
	return someCases(cases)
}

// addCase adds the case of a row, if the row is not empty.
func addCase(cases []store.Case, where string, names, cells []string) ([]store.Case, error) {
	names = slices.Clone(names)
	for i := range names {
		if strings.EqualFold(strings.TrimSpace(names[i]), "name") {
			names[i] = "case" // of results it would be anything
		}
	}
	h, _, err := readHeading(where, names)
	if err != nil {
		return nil, err
	}
	switch {
	case slices.Contains(h.meanings, "output"):
		return nil, invalid("%s: it holds outputs, so it is a file with results", where)
	case !slices.Contains(h.meanings, "input") && !slices.Contains(h.meanings, "case"):
		return nil, invalid("%s: no column is called input or case; name the columns in the first line", where)
	case len(cases) == store.MaxCases:
		return nil, invalid("%s: the file has over %d cases, which is all that a bench holds", where, store.MaxCases)
	}
	var c store.Case
	for i, text := range cells[:min(len(cells), len(h.meanings))] {
		switch h.meanings[i] {
		case "case":
			c.Name = text
		case "input":
			c.Input = text
		case "expected":
			c.Expected = text
		}
	}
	if strings.TrimSpace(c.Name+c.Input) == "" {
		return cases, nil
	}
	return append(cases, c), nil
}

func someCases(cases []store.Case) ([]store.Case, error) {
	if len(cases) == 0 {
		return nil, invalid("the file holds no case below its first line")
	}
	return cases, nil
}
