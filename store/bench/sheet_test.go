package bench

import (
	"bytes"
	"encoding/csv"
	"errors"
	"maps"
	"strings"
	"testing"

	"waymark/store"
)

func pairSheet() store.Sheet {
	return store.Sheet{Experiment: "01X", Round: 2, Mode: store.ByPair, Items: []store.SheetItem{
		{Number: 1, Case: "=cmd|' /C calc'!A0", Input: "two\nlines", Left: "+1, \"quoted\"", Right: "@SUM(A1)"},
		{Number: 2, Case: "case 2", Left: "-", Right: "plain", Mine: &store.Judgement{Choice: store.LeftBetter, Note: "secret"}},
	}}
}

func scoreSheet() store.Sheet {
	return store.Sheet{
		Experiment: "01X", Round: 1, Mode: store.ByCriterion,
		Rubric: &store.Rubric{Criteria: []store.Criterion{
			{ID: "fit", Name: "Fits", Anchors: []store.Anchor{{Score: 0, Text: "Not"}, {Score: 2, Text: "Fully"}}},
			{ID: "facts", Name: "=Facts", Anchors: []store.Anchor{{Score: 1, Text: "Wrong"}, {Score: 5, Text: "Right"}}},
		}},
		Items: []store.SheetItem{{Number: 1, Case: "a", Left: "one"}, {Number: 2, Case: "b", Left: "two"}, {Number: 3, Case: "c", Left: "three"}},
	}
}

// written is a sheet as rows.
func written(t *testing.T, s store.Sheet) [][]string {
	t.Helper()
	var out bytes.Buffer
	if err := WriteSheet(&out, s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), byteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// saved is rows as a spreadsheet saves them.
func saved(t *testing.T, rows [][]string, comma rune) string {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = comma, true
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestASheetIsSafeAndTellsNothing(t *testing.T) {
	rows := written(t, pairSheet())
	for i, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
				t.Errorf("row %d has the formula %q", i+1, cell)
			}
			if strings.Contains(cell, "secret") {
				t.Errorf("row %d tells what the learner said: %q", i+1, cell)
			}
		}
	}
	if got := rows[2][7:]; got[0] != "" || got[1] != "" {
		t.Errorf("the columns to fill in hold %q", got)
	}
}

func TestASheetIsReadBack(t *testing.T) {
	for _, comma := range []rune{',', ';', '\t'} {
		rows := written(t, pairSheet())
		rows[1][7], rows[1][8] = " Right", "'=nice"
		rows[1], rows[2] = rows[2], rows[1]
		got, err := ReadSheet(strings.NewReader(saved(t, rows, comma)), pairSheet())
		if err != nil || len(got) != 1 || got[0].Item != 0 || got[0].Choice != store.RightBetter || got[0].Note != "=nice" {
			t.Errorf("%q: %+v, %v", comma, got, err)
		}
		rows = written(t, scoreSheet())
		rows[1][6], rows[1][7] = "2", "5"
		rows[3][6], rows[3][7], rows[3][8] = "0", "1", "hm"
		rows = append(rows, []string{"", "", ""})
		got, err = ReadSheet(strings.NewReader(byteOrderMark+saved(t, rows, comma)), scoreSheet())
		if err != nil || len(got) != 2 || got[1].Item != 2 || got[1].Note != "hm" || !maps.Equal(got[0].Scores, map[string]int{"fit": 2, "facts": 5}) {
			t.Errorf("%q: %+v, %v", comma, got, err)
		}
	}
}

func TestASheetIsReadStrictly(t *testing.T) {
	scores, pairs := scoreSheet(), pairSheet()
	tests := map[string]struct {
		of     store.Sheet
		change func(rows [][]string) [][]string
		want   string
	}{
		"nothing":       {scores, func(rows [][]string) [][]string { return rows }, "no item of the sheet is filled in"},
		"empty":         {scores, func([][]string) [][]string { return nil }, "the sheet is empty"},
		"half scored":   {scores, set(2, 6, "1"), "line 3: item 2: score every criterion, or none"},
		"too high":      {scores, set(2, 6, "3"), `line 3: item 2: "3" is no score of "Fits"; write a whole number from 0 to 2`},
		"no number":     {scores, set(1, 7, "high"), `line 2: item 1: "high" is no score`},
		"other round":   {scores, set(3, 0, "01X/2"), `line 4: it is of the rating "01X/2" and not of "01X/1"`},
		"other item":    {scores, set(1, 1, "9"), `line 2: "9" is no item of the rating: it has 1 to 3`},
		"other column":  {scores, set(0, 6, "Fit"), `line 1: the column 7 should be "Fits, 0 to 2: 0 Not; 2 Fully"`},
		"longer row":    {scores, func(rows [][]string) [][]string { rows[1] = append(rows[1], "x"); return rows }, "line 2: it has 10 columns instead of 9"},
		"one more":      {scores, func(rows [][]string) [][]string { rows[0] = append(rows[0], "total"); return rows }, `line 1: the column "total" was not in the sheet`},
		"choice":        {pairs, set(2, 7, "both"), `line 4: item 2: "both" is no choice; write left, right or none`}, // the input of item 1 takes two lines
		"the same item": {pairs, func(rows [][]string) [][]string { rows[2][7] = "left"; return append(rows, rows[2]) }, "line 5: item 2 stands in the sheet twice"},
	}
	for name, tt := range tests {
		got, err := ReadSheet(strings.NewReader(saved(t, tt.change(written(t, tt.of)), ',')), tt.of)
		if !errors.Is(err, store.ErrInvalid) || !strings.Contains(err.Error(), tt.want) || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for text, want := range map[string]string{"rating\xff": "save it as \"CSV UTF-8\"", "rating,\"item": "line 1:"} {
		if _, err := ReadSheet(strings.NewReader(text), scores); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func set(row, column int, cell string) func([][]string) [][]string {
	return func(rows [][]string) [][]string {
		rows[row][column] = cell
		return rows
	}
}

// Whatever stands in a sheet, what is read is a judgement that the store may take.
func FuzzReadSheet(f *testing.F) {
	for _, s := range []store.Sheet{pairSheet(), scoreSheet()} {
		var out bytes.Buffer
		if err := WriteSheet(&out, s); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes(), s.Mode == store.ByPair)
	}
	f.Add([]byte("rating;item;case\n\"01X/1\";1"), false)
	f.Fuzz(func(t *testing.T, text []byte, byPair bool) {
		s := scoreSheet()
		if byPair {
			s = pairSheet()
		}
		got, err := ReadSheet(bytes.NewReader(text), s)
		if err != nil && (!errors.Is(err, store.ErrInvalid) || got != nil) {
			t.Fatalf("%v, %v", got, err)
		}
		for _, j := range got {
			if j.Item < 0 || j.Item >= len(s.Items) || byPair == (j.Choice == "") || byPair == (len(j.Scores) == 2) {
				t.Errorf("%+v", j)
			}
		}
	})
}
