package exchange_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/exchange"
)

// What people type in an editor that cannot be read is kept, with its line.
func TestMarkdownProblems(t *testing.T) {
	tests := []struct {
		name, data string
		fields     map[string]string
		problems   []exchange.Problem
	}{
		{"nothing", "", map[string]string{}, nil},
		{"only text", "Just a note.\nIn two lines.", map[string]string{}, []exchange.Problem{{1, "Just a note.\nIn two lines.", "it stands above the first heading and belongs to no field; move it below one, or up between --- and ---"}}},
		{"comments only", "---\n# hint\n\n---\n", map[string]string{}, nil},
		{"no end", "---\ntitle: x\n", map[string]string{}, []exchange.Problem{{1, "---\ntitle: x", "the lines at the top have no end; put --- on a line of its own below them"}}},
		{"an unknown field", "---\ntitel: x\ntool: t\n---\n", map[string]string{"tool": "t"}, []exchange.Problem{{2, "titel: x", "an entry has no such field; move the text to one that it has"}}},
		{"a bad number", "---\ntitle: x\nprediction: many\n---\n", map[string]string{"title": "x"}, []exchange.Problem{{3, "prediction: many", `"many" for "prediction": give a whole number from 0 to 100, or leave it out`}}},
		{"with its unit", "---\nprediction: 70 %\nminutes_before: 5 min\n---\n", map[string]string{"prediction": "70", "minutes_before": "5"}, nil},
		{"twice", "---\ntool: a\ntool: b\n---\n", map[string]string{"tool": "a"}, []exchange.Problem{{3, "tool: b", "it stands there twice; keep one"}}},
		{"as people type", "---\ntitle: Issue #12: *solved*\nquestion: \"Why\" is it so?\ntool: 'tis @mine\nmodel: [draft] x\nlearning: - short: better\ndomain: #1\nsettings: \"a\" # b\n---\n", map[string]string{
			"title": "Issue #12: *solved*", "question": "\"Why\" is it so?", "tool": "'tis @mine", "model": "[draft] x", "learning": "- short: better", "domain": "#1", "settings": "a",
		}, nil},
		{"of several lines", "---\nlearning: >\n  one\n  two\nquestion: three\n  four\n---\n", map[string]string{"learning": "one two", "question": "three four"}, nil},
		{"a colon", "---\nverdict: a: b\ntool: t\n---\n", map[string]string{"tool": "t"}, []exchange.Problem{{2, "verdict: a: b", "it is not in the form name: value; put the value in quotes"}}},
		{"a map", "---\ntool:\n  a: b\n---\n", map[string]string{}, []exchange.Problem{{2, "tool:\n  a: b", "write the value as one text, or as a list in brackets"}}},
		{"an alias", "---\nverdict: &a x\nnext: *a\n---\n", map[string]string{}, []exchange.Problem{{2, "verdict: &a x", "write the value as one text, or as a list in brackets"}, {3, "next: *a", "write the value as one text, or as a list in brackets"}}},
		{"a list below", "---\ntags:\n- a\n- b\n---\n", map[string]string{"tags": "a, b"}, nil},
		{"emptied", "---\ntool:\ntags: []\n---\n## What I expect\n", map[string]string{"tool": "", "tags": "", "hypothesis": ""}, nil},
		{"no YAML at all", "---\n{\n---\n", map[string]string{}, []exchange.Problem{{2, "{", "the lines between --- and --- cannot be read; write each as name: value"}}},
		{"a section that is unknown", "## Fun <!-- fun -->\n\nIt was.\n", map[string]string{}, []exchange.Problem{{1, "## Fun <!-- fun -->\nIt was.", "an entry has no such field; move the text to one that it has"}}},
		{"a section twice", "## What I expect\na\n## What I expect\nb\n", map[string]string{"hypothesis": "a"}, []exchange.Problem{{3, "## What I expect\nb", "it stands there twice; keep one"}}},
		{"own headings", "## what came out\na\n## My own\nb\n### c\n", map[string]string{"outcome": "a\n## My own\nb\n### c"}, nil},
		{"below the line", "## What came out\na\n<!-- waymark: from here on for reading only -->\n## What broke\nb", map[string]string{"outcome": "a"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := exchange.ReadMarkdown([]byte(tt.data))
			if diff := cmp.Diff(tt.fields, got.Fields); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.problems, got.Problems); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	const head = `{"format": "waymark-journal/1", "made": "2026-11-26T09:00:00Z", "entries": `
	for data, want := range map[string]string{
		"":                                  "it is not the JSON of a journal",
		`{"format": "x"}`:                   `its format is "x"`,
		head + `[], "more": 1}`:             `it has the field "more", which no journal has`,
		head + `[{"variants": [{"a":1}]}]}`: `it has the field "a", which no journal has`,
		head + `[], "made": 1}`:             "it has a key twice",
		head + `7}`:                         "it holds a number where a journal has something else (journal.entries)",
	} {
		if _, err := exchange.ReadJSON([]byte(data)); !errors.Is(err, store.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", data, err, want)
		}
	}
	for data, want := range map[string]string{
		"":                             "line 1 does not name columns",
		"title,name\nx,y\n":            `line 1: the column "name" is not known`,
		"title,title\nx,y\n":           "stands there twice",
		"title,prediction\nx,y\n":      `line 2: "y" for "prediction": give a whole number`,
		"title,created\n\"x\ny\",z\n":  `line 2: "z" for "created": write a time`,
		"title,tool\nx\n":              "line 2: the quotes do not fit, or it has not a cell for each column",
		"title\n\"x\n":                 "line 2: the quotes do not fit",
		"title,pilot\nx,{\n":           `line 2: the column "pilot" is not the JSON of an export`,
		"title,visibility\nx,public\n": `line 2: "public" for "visibility"`,
		"title\n\xff\n":                "not UTF-8",
	} {
		if _, err := exchange.ReadCSV([]byte(data)); !errors.Is(err, store.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", data, err, want)
		}
	}
}

func FuzzReadMarkdown(f *testing.F) {
	f.Add(exchange.Form(store.Experiment{Title: "T", Hypothesis: "h", Tags: []string{"a", "b"}}))
	f.Add(exchange.Markdown(store.Bench{Experiment: store.Experiment{ID: "X", Title: "T: x", Outcome: "## What broke\n\\## What broke"}}))
	f.Add([]byte("---\ntool: &a [*a]\ntags: {a: b}\n? x\n---\n## Fun <!-- fun -->"))
	f.Fuzz(func(t *testing.T, data []byte) {
		read := exchange.ReadMarkdown(data)
		x, err := read.Experiment()
		if err != nil {
			t.Fatal(err)
		}
		again, err := exchange.ReadMarkdown(exchange.Markdown(store.Bench{Experiment: x})).Experiment()
		if err != nil {
			t.Fatal(err)
		}
		if diff := same(x, again); diff != "" {
			t.Fatal(diff)
		}
		for _, p := range read.Problems {
			if p.Line < 1 || p.Why == "" {
				t.Fatalf("%+v", p)
			}
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("title,tags,pilot\n'=x,\"a, b\",{}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := exchange.ReadCSV(data); err != nil && !errors.Is(err, store.ErrInvalid) {
			t.Fatal(err)
		}
	})
}

func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`{"format": "waymark-journal/1", "made": "2026-11-26T09:00:00Z", "entries": [{"experiment": {"title": "x"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := exchange.ReadJSON(data); err != nil && !errors.Is(err, store.ErrInvalid) {
			t.Fatal(err)
		}
	})
}
