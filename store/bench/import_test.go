package bench_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/bench"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func imported(t *testing.T, name string, want bench.Imported) {
	t.Helper()
	for i := range want.Outputs {
		want.Outputs[i].Source = store.FromImport
	}
	got, err := bench.Import(name, fixture(t, name))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s:\n%s", name, diff)
	}
}

func usd(micros int64) *store.Money { return &store.Money{Micros: micros, Currency: "USD"} }

func TestImportPromptfoo(t *testing.T) {
	const model = "openai:gpt-4.1-mini"
	imported(t, "promptfoo-v3.json", bench.Imported{
		Variants: []store.Variant{
			{ID: "a", Name: "short", Prompt: "Answer this mail of a customer: {{mail}}", Model: model},
			{ID: "b", Name: "three sentences", Prompt: "You work for a shop.\nAnswer this mail in three sentences: {{mail}}", Model: model},
		},
		Cases: []store.Case{
			{ID: "0001", Name: "refund", Input: "Where is my refund?", Expected: "The refund is on its way."},
			{ID: "0002", Input: "It is broken."},
		},
		Outputs: []store.Output{
			{Variant: "a", Case: "0001", Text: "Your refund was sent on Monday.", Model: model, LatencyMS: 1240, TokensIn: 120, TokensOut: 40, Cost: usd(112)},
			{Variant: "b", Case: "0001", Text: "Thank you for asking.\nThe refund left us on Monday.\nIt takes five days.", Model: model, LatencyMS: 1105, TokensIn: 150, TokensOut: 60, Cost: usd(156)},
			{Variant: "b", Case: "0002", Text: "{\n  \"answer\": \"Please send it back.\",\n  \"tone\": \"kind\"\n}", Model: model, TokensIn: 150, TokensOut: 60, Cost: usd(156)},
		},
		Notes: []string{"result 3: left out, API error: 429 Too Many Requests"},
	})
}

func TestImportPromptfooOfOldVersions(t *testing.T) {
	const model = "openai:gpt-3.5-turbo"
	imported(t, "promptfoo-v2.json", bench.Imported{
		Variants: []store.Variant{
			{ID: "a", Name: "Translate into {{language}}: {{text}}", Prompt: "Translate into {{language}}: {{text}}", Model: model},
			{ID: "b", Name: "Say in {{language}}: {{text}}", Prompt: "Say in {{language}}: {{text}}", Model: model},
		},
		Cases: []store.Case{
			{ID: "0001", Input: "language: French\ntext: Good morning", Expected: "Bonjour"},
			{ID: "0002", Input: "language: Spanish\ntext: Hello"},
		},
		Outputs: []store.Output{
			{Variant: "a", Case: "0001", Text: "Bonjour", Model: model, LatencyMS: 420, TokensIn: 9, TokensOut: 3, Cost: usd(20)},
			{Variant: "b", Case: "0001", Text: "Bon matin", Model: model, LatencyMS: 390},
			{Variant: "a", Case: "0002", Text: "Hola", Model: model, LatencyMS: 400},
			{Variant: "b", Case: "0002", Text: "Hola", Model: model, LatencyMS: 410},
		},
	})
}

func TestImportCSV(t *testing.T) {
	imported(t, "results.csv", bench.Imported{
		Variants: []store.Variant{{ID: "a", Name: "short"}, {ID: "b", Name: "long"}},
		Cases: []store.Case{
			{ID: "0001", Name: "refund", Input: "Where is\nmy \"refund\"?"},
			{ID: "0002", Name: "broken", Input: "It is broken."},
		},
		Outputs: []store.Output{
			{Variant: "a", Case: "0001", Text: "Your refund; sent on Monday.", LatencyMS: 1240, TokensIn: 120, TokensOut: 40, Cost: usd(112)},
			{Variant: "b", Case: "0001", Text: "Thank you.\nIt was sent.", LatencyMS: 2211, TokensIn: 150, TokensOut: 60},
			{Variant: "b", Case: "0002", Text: "Send it back.", LatencyMS: 900, TokensIn: 150, TokensOut: 60, Cost: usd(200)},
		},
		Notes: []string{"not read: the columns Rater", "line 8: left out, the output is empty"},
	})
}

func TestImportJSONLines(t *testing.T) {
	two := 2
	imported(t, "results.jsonl", bench.Imported{
		Variants: []store.Variant{{ID: "a", Name: "short", Prompt: "Answer: {{mail}}", Model: "local-7b"}, {ID: "b", Name: "long"}},
		Cases:    []store.Case{{ID: "0001", Name: "refund", Input: "Where is my refund?", Expected: "on its way"}},
		Outputs: []store.Output{
			{Variant: "a", Case: "0001", Text: "Sent on Monday.", Model: "local-7b", LatencyMS: 1240, TokensIn: 120, TokensOut: 40, Cost: &store.Money{Micros: 112, Currency: "EUR"}},
			{Variant: "b", Case: "0001", Text: "{\n  \"answer\": \"Sent.\",\n  \"days\": 5\n}", Minutes: &two},
		},
		Notes: []string{`line 1: not read, "run"`, `line 4: left out, line 3 has an output of "long" for "refund" already`},
	})
}

// What a file of others may bring, and what the person who has it should do.
func TestImportRefuses(t *testing.T) {
	const head = "variant,case,output,latency_ms,cost\n"
	deep := strings.Repeat("[", 200) + strings.Repeat("]", 200)
	tests := []struct{ name, data, want string }{
		{"a.csv", "", "the file is empty"},
		{"a.csv", "\ufeff \n", "the file is empty"},
		{"a.csv", head, "nothing to import: it has no results"},
		{"a.csv", head + "x,y,\n", "nothing to import: line 2: left out, the output is empty"},
		{"a.csv", head + "x,\xff,z\n", "line 2 is not UTF-8 text: save the file as UTF-8"},
		{"a.csv", "name,text\nx,y\n", "line 1: no column is called variant; it needs variant, output, and case or input"},
		{"a.csv", "variant,output,latency,Latency_ms,case\n", `line 1: "latency" and "Latency_ms" both hold the latency_ms`},
		{"a.csv", head + "x,y,\"z\n\n", "line 2: the quotes do not fit"},
		{"a.csv", head + "x,y,z,1,1,9\n", "line 2: it has 6 cells, but only 5 columns have a name"},
		{"a.csv", head + "\n,y,z\n", "line 3: it has no variant"},
		{"a.csv", head + "x,,z\n", "line 2: it has neither a case nor an input"},
		{"a.csv", head + "x,y,z,NaN\n", `line 2: latency_ms is "NaN"; give a number from 0 up`},
		{"a.csv", head + "x,y,z,1e300\n", `line 2: latency_ms is "1e300"`},
		{"a.csv", head + "x,y,z,\"1,200\"\n", `line 2: latency_ms is "1,200"; give a number from 0 up, without separators of thousands`},
		{"a.csv", head + "x,y,z,-1\n", `line 2: latency_ms is "-1"`},
		{"a.csv", head + "x,y,z,1,0.1\n", `line 2: the cost "0.1" has no currency; call the column cost_usd, or write 0.0012 USD`},
		{"a.csv", head + "x,y,z,1,much EUR\n", `line 2: the cost is "much EUR"`},
		{"a.csv", "variant,case,prompt,output\nx,1,p,o\nx,2,q,o\n", `line 3: "x" has another prompt than before`},
		{"a.csv", "variant,case,input,output\nx,1,p,o\nz,1,q,o\n", `line 3: "1" has another input than before`},
		{"a.csv", head + strings.Repeat("v", 201) + ",y,z\n", "line 2: the name of the variant has over 200 characters"},
		{"a.jsonl", "{\"variant\": \"x\"}\n[1]\n", "line 1: it has neither a case nor an input"},
		{"a.jsonl", "[1]\n", "line 1: it is no JSON object; write one object a line"},
		{"a.jsonl", "\n{\"variant\": \"x\", \"variant\": \"y\"}\n", `line 2: it has the key "variant" twice`},
		{"a.jsonl", "{\"variant\": \"x\", \"Variant\": \"y\"}\n", `"variant" and "Variant" both hold the variant`},
		{"a.jsonl", "{\"variant\": \n", "line 1: the JSON is cut short"},
		{"a.jsonl", "{\"variant\": NaN}\n", "line 1: it is no JSON"},
		{"a.jsonl", "{\"output\": " + deep + "}\n", "line 1: it is nested more than 100 deep"},
		{"a.jsonl", "{} {}\n", "something follows the end of the JSON"},
		{"a.json", "{\n\"results\": {\n\"version\": 3, \"results\": 7}}", "it holds no results of promptfoo"},
		{"a.json", "{\n\"results\": [{\"latencyMs\": \"1\"}]}", "/0/latencyMs is of another type than promptfoo writes"},
		{"a.json", "{\n\"results\": [{\"latencyMs\": 1e999}]}", "/0/latencyMs is of another type"},
		{"a.json", "{\n\"results\": [{\"promptIdx\": 0, \"latencyMs\": -4, \"vars\": {}}]}", "result 1: latencyMs is -4, which cannot be"},
		{"a.json", "{\n\"config\": {}\n}", "it holds no results of promptfoo; write them with promptfoo eval --output results.json"},
		{"a.json", "{\n\"a\": 1,\n\"a\": 2\n}", `line 3: it has the key "a" twice`},
		{"a.txt", "hello", "no column is called variant"},
	}
	for _, tt := range tests {
		_, err := bench.Import(tt.name, []byte(tt.data))
		if !errors.Is(err, store.ErrInvalid) || !strings.Contains(fmt.Sprint(err), tt.want) {
			t.Errorf("%s %.60q: %v\nwant %q", tt.name, tt.data, err, tt.want)
		}
	}
}

func TestImportLimits(t *testing.T) {
	var variants, cases strings.Builder
	for i := range 27 {
		fmt.Fprintf(&variants, "v%d,1,o\n", i)
	}
	for i := range 1001 {
		fmt.Fprintf(&cases, "v,%d,o\n", i)
	}
	for data, want := range map[string]string{
		"variant,case,output\n" + variants.String():            "line 28: the file has over 26 variants",
		"variant,case,output\n" + cases.String():               "line 1002: the file has over 1000 cases",
		strings.Repeat(" ", bench.MaxImport+1):                 "the file has over 16 MB: import it in parts",
		"variant,case,output\n" + strings.Repeat("a,b,\n", 50): "nothing to import",
	} {
		if _, err := bench.ImportCSV([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %q", data, err, want)
		}
	}
}

func TestImportCleans(t *testing.T) {
	got, err := bench.Import("pasted", []byte("variant\tinput\tanswer\nsh\x1bort\u202e\tin\u200bput\to\x07ut\x1b[31m\n"))
	if err != nil {
		t.Fatal(err)
	}
	if v, c, o := got.Variants[0], got.Cases[0], got.Outputs[0]; v.Name != "short" || c.Input != "input" || o.Text != "out[31m" {
		t.Errorf("%q %q %q", v.Name, c.Input, o.Text)
	}
}

// Whatever is imported fits on a bench of a real store.
func TestImportedFits(t *testing.T) {
	s := store.New(t.TempDir(), time.Now)
	x, _, err := s.AddExperiment(store.Experiment{Title: "Answers"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := bench.Import("r.json", fixture(t, "promptfoo-v3.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range got.Variants {
		v.ID = ""
		if _, err := s.KeepVariant(x.ID, v); err != nil {
			t.Fatal(err)
		}
	}
	cases := got.Cases
	for i := range cases {
		cases[i].ID = ""
	}
	if _, err := s.KeepCases(x.ID, cases...); err != nil {
		t.Fatal(err)
	}
	b, err := s.KeepOutputs(x.ID, got.Outputs...)
	if err != nil || len(b.Outputs) != 3 || len(b.Missing()) != 1 {
		t.Errorf("%d outputs, %v", len(b.Outputs), err)
	}
}

// checkImported holds what a bench relies on.
func checkImported(t *testing.T, im bench.Imported, err error) {
	if err != nil {
		if !errors.Is(err, store.ErrInvalid) {
			t.Fatal(err)
		}
		return
	}
	b := store.Bench{Variants: im.Variants, Cases: im.Cases}
	names := map[string]bool{}
	for _, v := range im.Variants {
		if v.Name == "" || names[strings.ToLower(v.Name)] {
			t.Fatalf("the name %q", v.Name)
		}
		names[strings.ToLower(v.Name)] = true
	}
	seen := map[string]bool{}
	for _, o := range im.Outputs {
		_, known := b.Case(o.Case)
		_, named := b.Variant(o.Variant)
		if !known || !named || seen[o.Variant+o.Case] || o.Text == "" || o.LatencyMS < 0 || o.TokensIn < 0 || o.Cost != nil && o.Cost.Micros < 0 {
			t.Fatalf("%+v", o)
		}
		seen[o.Variant+o.Case] = true
	}
}

func FuzzImportPromptfoo(f *testing.F) {
	f.Add(fixture(f, "promptfoo-v3.json"))
	f.Add(fixture(f, "promptfoo-v2.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := bench.ImportPromptfoo(data)
		checkImported(t, im, err)
	})
}

func FuzzImportCSV(f *testing.F) {
	f.Add(fixture(f, "results.csv"))
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := bench.ImportCSV(data)
		checkImported(t, im, err)
	})
}

func FuzzImportJSONLines(f *testing.F) {
	f.Add(fixture(f, "results.jsonl"))
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := bench.ImportJSONLines(data)
		checkImported(t, im, err)
	})
}
