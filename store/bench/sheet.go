package bench

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"waymark/store"
	"waymark/store/clean"
)

// byteOrderMark lets Excel read a CSV file as UTF-8.
const byteOrderMark = "\ufeff"

// maxSheet is the size of the largest sheet that is read, in bytes.
const maxSheet = 64 << 20

// WriteSheet writes a rating sheet for a second rater: a CSV table (RFC 4180) with an
// item on each row, and empty columns to fill in. It has no labels, and none of the
// learner's judgements. A text that a spreadsheet would take for a formula begins
// with an apostrophe.
func WriteSheet(w io.Writer, s store.Sheet) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	rows := [][]string{sheetHeader(s)}
	for _, it := range s.Items {
		row := []string{sheetName(s), strconv.Itoa(it.Number), it.Case, it.Input, it.Expected, it.Left}
		if s.Mode == store.ByPair {
			row = append(row, it.Right)
		}
		rows = append(rows, append(row, make([]string, len(rows[0])-len(row))...))
	}
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

// sheetName tells a round from every other.
func sheetName(s store.Sheet) string { return s.Experiment + "/" + strconv.Itoa(s.Round) }

// sheetHeader names the columns; those to fill in come last.
func sheetHeader(s store.Sheet) []string {
	given := []string{"rating", "item", "case", "input", "a right answer says"}
	if s.Mode == store.ByPair {
		return append(given, "left", "right", "better: left, right or none", "note")
	}
	header := append(given, "output")
	for _, c := range s.Rubric.Criteria {
		var scale []string
		for _, a := range c.Anchors {
			scale = append(scale, fmt.Sprintf("%d %s", a.Score, a.Text))
		}
		header = append(header, fmt.Sprintf("%s, %d to %d: %s", c.Name, c.Lowest(), c.Highest(), strings.Join(scale, "; ")))
	}
	return append(header, "note")
}

// ReadSheet reads the judgements of a sheet that was filled in; s is the round that it
// was written for. Columns may be parted by commas, semicolons or tabs, since
// spreadsheets differ, and rows may be in any order. Items that were left empty are
// not among the judgements. Anything else that is not as it was written, or cannot be
// a judgement, is store.ErrInvalid and names the line of the file.
func ReadSheet(r io.Reader, s store.Sheet) ([]store.Judgement, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSheet+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > maxSheet:
		return nil, badSheet("the sheet is larger than %d MB", maxSheet>>20)
	case !utf8.Valid(text):
		return nil, badSheet("the sheet is not in UTF-8: save it as \"CSV UTF-8\"")
	}
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	table := csv.NewReader(bytes.NewReader(text))
	table.Comma = sheetSeparator(text)
	table.FieldsPerRecord = -1
	header, err := table.Read()
	if err != nil {
		return nil, sheetError(err)
	}
	if err := checkHeader(header, sheetHeader(s)); err != nil {
		return nil, err
	}
	var judgements []store.Judgement
	for seen := map[int]bool{}; ; {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, sheetError(err)
		}
		line, _ := table.FieldPos(0)
		j, empty, err := readRow(row, len(header), s)
		if err == nil && !empty && seen[j.Item] {
			err = fmt.Errorf("item %d stands in the sheet twice", j.Item+1)
		}
		if err != nil {
			return nil, badSheet("line %d: %v", line, err)
		}
		if !empty {
			seen[j.Item] = true
			judgements = append(judgements, j)
		}
	}
	if len(judgements) == 0 {
		return nil, badSheet("no item of the sheet is filled in")
	}
	slices.SortFunc(judgements, func(a, b store.Judgement) int { return a.Item - b.Item })
	return judgements, nil
}

// sheetSeparator is what parts the columns: what stands behind the first one's name.
func sheetSeparator(text []byte) rune {
	rest := bytes.TrimPrefix(bytes.Trim(text[:min(len(text), len(`"rating",`))], `"`), []byte("rating"))
	for _, other := range ";\t" {
		if bytes.ContainsRune(rest, other) {
			return other
		}
	}
	return ','
}

func checkHeader(got, want []string) error {
	for i, name := range want {
		if i >= len(got) || strings.TrimSpace(clean.FromCell(got[i])) != strings.TrimSpace(name) {
			return badSheet("line 1: the column %d should be %q, as in the sheet that was exported", i+1, name)
		}
	}
	for _, name := range got[len(want):] {
		if strings.TrimSpace(name) != "" {
			return badSheet("line 1: the column %q was not in the sheet that was exported", clean.Line(name))
		}
	}
	return nil
}

// readRow reads the judgement of a row; empty says that there is none.
func readRow(row []string, columns int, s store.Sheet) (j store.Judgement, empty bool, err error) {
	if !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
		return j, true, nil
	}
	if len(row) != columns {
		return j, false, fmt.Errorf("it has %d columns instead of %d", len(row), columns)
	}
	if name := strings.TrimSpace(row[0]); name != sheetName(s) {
		return j, false, fmt.Errorf("it is of the rating %q and not of %q; export the sheet again", clean.Line(name), sheetName(s))
	}
	number, err := strconv.Atoi(strings.TrimSpace(row[1]))
	if err != nil || number < 1 || number > len(s.Items) {
		return j, false, fmt.Errorf("%q is no item of the rating: it has 1 to %d", clean.Line(row[1]), len(s.Items))
	}
	j.Item, j.Note = number-1, strings.TrimSpace(clean.FromCell(row[columns-1]))
	if s.Mode == store.ByPair {
		j.Choice = strings.ToLower(strings.TrimSpace(row[columns-2]))
		if j.Choice == "" {
			return j, true, nil
		}
		if !slices.Contains([]string{store.LeftBetter, store.RightBetter, store.NoDifference}, j.Choice) {
			return j, false, fmt.Errorf("item %d: %q is no choice; write left, right or none", number, clean.Line(j.Choice))
		}
		return j, false, nil
	}
	empty, err = readScores(&j, row[columns-1-len(s.Rubric.Criteria):columns-1], s.Rubric.Criteria)
	if err != nil {
		err = fmt.Errorf("item %d: %w", number, err)
	}
	return j, empty, err
}

// readScores reads the scores of an item: of every criterion, or of none.
func readScores(j *store.Judgement, cells []string, criteria []store.Criterion) (empty bool, err error) {
	j.Scores = map[string]int{}
	for i, c := range criteria {
		cell := strings.TrimSpace(cells[i])
		if cell == "" {
			continue
		}
		n, err := strconv.Atoi(cell)
		if err != nil || n < c.Lowest() || n > c.Highest() {
			return false, fmt.Errorf("%q is no score of %q; write a whole number from %d to %d", clean.Line(cell), c.Name, c.Lowest(), c.Highest())
		}
		j.Scores[c.ID] = n
	}
	switch len(j.Scores) {
	case 0:
		return true, nil
	case len(criteria):
		return false, nil
	}
	return false, errors.New("score every criterion, or none")
}

// sheetError is what is wrong with the form of a table.
func sheetError(err error) error {
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		return badSheet("line %d: %v; export the sheet again", wrong.Line, wrong.Err)
	}
	return badSheet("the sheet is empty")
}

func badSheet(format string, args ...any) error {
	return fmt.Errorf("%w: %s", store.ErrInvalid, fmt.Sprintf(format, args...))
}
