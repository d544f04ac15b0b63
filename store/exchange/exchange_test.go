package exchange_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"waymark/store"
	"waymark/store/bench"
	"waymark/store/clean"
	"waymark/store/exchange"
)

// nasty is what people, spreadsheets and programs write that could be taken for
// something else.
func nasty() []string {
	return []string{
		"", " ", "\n", "\t", "---", "- ", "# ", "## ", "\n## What I expect\n", "\n## What I expect <!-- hypothesis -->\n", "\n\\## What came out\n",
		"\n<!-- waymark: from here on for reading only -->\n", "<!-- figures and surprises -->", "\n<!-- figures and surprises -->\n", "```", "````\n", "~~~",
		"=1+1", "+", "-", "@SUM(A1)", "'", "''=", "'tis", "＝", "\"", "\"\"", "\\", "\\n", ",", ";", "|", ": ", " #", "{{x}}", "%", "&", "*", "!", "[a]", "yes", "null", "~", "1e3", "0x1f",
		"é", "e\u0301", "日本語", "🙂", "👩‍💻", "\u00a0", "\u202e", "\u200b", "\ufeff", "\x00", "\x1b[31m", "\r\n", "\r", "\u2028", "\u0085", "\xff", "<b>", "</script>", "title: x", "word", "two words",
	}
}

func text() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(nasty()), rapid.String()), 0, 8).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

func moment() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		zone := time.FixedZone("", 3600*rapid.IntRange(-12, 14).Draw(t, "zone"))
		return time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).In(zone)
	})
}

// entry is any entry that the store would keep.
func entry() *rapid.Generator[store.Experiment] {
	return rapid.Custom(func(t *rapid.T) store.Experiment {
		x := store.Experiment{ID: "01JD8K3ZQ4W5V6X7Y8Z9A0B1C2", Title: "A title", Created: moment().Draw(t, "created"), Updated: moment().Draw(t, "updated")}
		for _, f := range store.Fields() {
			value := text()
			switch f.Kind {
			case store.ChoiceField:
				value = rapid.SampledFrom(append([]string{""}, f.Choices...))
			case store.NumberField:
				value = rapid.SampledFrom([]string{"", "0", "7", "100"})
			case store.MoneyField:
				value = rapid.SampledFrom([]string{"", "1.25 EUR", "0.000350 USD", "0 CHF"})
			}
			// What the store refuses, such as a text that is too long, is left out.
			if err := f.Set(&x, value.Draw(t, f.Name)); err != nil || x.Title == "" {
				x.Title = "A title"
			}
		}
		if rapid.Bool().Draw(t, "closed") {
			x.Closed, x.FirstOutput = moment().Draw(t, "end"), moment().Draw(t, "first")
			x.Reopened = rapid.Bool().Draw(t, "reopened")
			x.Visibility = rapid.SampledFrom([]store.Visibility{store.Private, store.CardShared, store.FullShared}).Draw(t, "visibility")
			x.Overruled = rapid.SampledFrom([]string{"", "=no \"harm\": 'tis #1"}).Draw(t, "overruled")
			x.Withdrawn = rapid.SampledFrom([]string{"", "a telephone number came into it"}).Draw(t, "withdrawn")
			hypothesis, _ := store.FieldOf("hypothesis")
			x.Amendments = []store.Amendment{{Field: "hypothesis", From: hypothesis.Of(x), To: "=x\n\"<&>", Reason: "-", At: x.Closed}}
			x.Pilot = &store.Pilot{Scope: "@team", Guard: "a\n```\nb", Stop: "+", Ends: "2026-12-31", Started: x.Created}
		}
		return x
	})
}

// same compares entries; a moment is the same in every zone.
func same(want, got store.Experiment) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }))
}

func TestMarkdownLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := entry().Draw(t, "entry")
		for name, data := range map[string][]byte{"Markdown": exchange.Markdown(store.Bench{Experiment: x}), "Form": exchange.Form(x)} {
			read := exchange.ReadMarkdown(data)
			if len(read.Problems) > 0 {
				t.Fatalf("%s: %v\n%s", name, read.Problems, data)
			}
			got, err := read.Experiment()
			if err != nil {
				t.Fatal(err)
			}
			want := x
			want.Amendments, want.Pilot = nil, nil // only for reading
			if name == "Form" {
				want.ID, want.Visibility, want.Overruled, want.Withdrawn, want.Reopened = "", store.Private, "", "", false
				want.Created, want.Updated, want.Closed, want.FirstOutput = time.Time{}, time.Time{}, time.Time{}, time.Time{}
			}
			if diff := same(want, got); diff != "" {
				t.Fatalf("%s:\n%s\n%s", name, diff, data)
			}
		}
	})
}

// A form that nobody changed, saved by an editor for Windows, is the same.
func TestFormThroughAnEditorForWindows(t *testing.T) {
	x := store.Experiment{Title: "T: \"x\" # y", Hypothesis: "one\n\n## two", Tags: []string{"a", "b c"}}
	data := "\ufeff" + strings.ReplaceAll(string(exchange.Form(x)), "\n", "\r\n")
	got, err := exchange.ReadMarkdown([]byte(data)).Experiment()
	if diff := same(x, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestCSVLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(entry(), 1, 4).Draw(t, "entries")
		want[0].Others = []store.Version{{Field: "question", Text: "=and\n\"there\"", At: want[0].Closed}}
		var b bytes.Buffer
		if err := exchange.WriteCSV(&b, want); err != nil {
			t.Fatal(err)
		}
		got, err := exchange.ReadCSV(b.Bytes())
		if err != nil || len(got) != len(want) {
			t.Fatalf("%d entries, %v\n%s", len(got), err, b.Bytes())
		}
		for i := range want {
			if diff := same(want[i], got[i]); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func TestCSVHasNoFormulas(t *testing.T) {
	var b bytes.Buffer
	x := store.Experiment{Title: "=HYPERLINK(\"x\")", Outcome: "+1", Learning: "@SUM(A1)", Broke: "-2", Reflection: "'=x", Tags: []string{"=t"}}
	if err := exchange.WriteCSV(&b, []store.Experiment{x}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"'=HYPERLINK(""x"")"`, ",'+1,", ",'@SUM(A1),", ",'-2,", ",''=x,", ",'=t,"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}

// benches are entries with all that can belong to one.
func benches() *rapid.Generator[[]store.Bench] {
	return rapid.Custom(func(t *rapid.T) []store.Bench {
		var all []store.Bench
		minutes := 3
		for range rapid.IntRange(0, 3).Draw(t, "entries") {
			b := store.Bench{Experiment: entry().Draw(t, "entry")}
			b.Variants = []store.Variant{{ID: "a", Name: "short", Prompt: "=a\n```\nb"}, {ID: "b", Name: "long", Parent: "a", Model: "m"}}
			b.Cases = []store.Case{{ID: "0001", Name: "refund", Input: "Where?\n---\n", Expected: "<x>"}, {ID: "0002", Input: "two"}}
			b.Outputs = []store.Output{
				{Variant: "a", Case: "0001", Text: clean.Text(text().Draw(t, "output")) + "x", Source: store.FromPaste, At: b.Experiment.Created, Tries: 2, LatencyMS: 7, TokensIn: 1, TokensOut: 2, Cost: &store.Money{Micros: 350, Currency: "EUR"}, Minutes: &minutes},
				{Variant: "b", Case: "0001", Text: "-", Source: store.FromImport, At: b.Experiment.Created, Tries: 1},
			}
			b.Rubric = &store.Rubric{ID: "r", Version: "1", Title: "Good", Criteria: []store.Criterion{{ID: "1", Name: "Right", Weight: 2, Anchors: []store.Anchor{{Score: 1, Text: "no"}, {Score: 3, Text: "yes"}}}}}
			b.Checks = []string{"contains: `x`", "words <= 120"}
			b.Rounds = []store.Round{
				{
					Number: 1, Mode: store.ByPair, Seed: rapid.Uint64().Draw(t, "seed"), Items: []store.RoundItem{{Case: "0001", Left: "b", Right: "a"}},
					Judgements: []store.Judgement{{Item: 0, Choice: store.LeftBetter, Note: "`quick`", At: b.Experiment.Created}}, Started: b.Experiment.Created, Revealed: b.Experiment.Updated,
				},
				{
					Number: 2, Mode: store.ByCriterion, Seed: 1, Items: []store.RoundItem{{Case: "0001", Left: "a"}}, Rubric: b.Rubric, Early: true, Again: true,
					Judgements: []store.Judgement{{Item: 0, Rater: "Lee", Scores: map[string]int{"1": 3}, At: b.Experiment.Created}}, Started: b.Experiment.Created, Revealed: b.Experiment.Updated,
				},
			}
			all = append(all, b)
		}
		return all
	})
}

func TestJSONLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := benches().Draw(t, "entries")
		var b bytes.Buffer
		if err := exchange.WriteJSON(&b, time.Unix(0, 0), want); err != nil {
			t.Fatal(err)
		}
		got, err := exchange.ReadJSON(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The bench below an entry does not change what is read of the entry.
func TestMarkdownWithItsBench(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, b := range benches().Draw(t, "entries") {
			alone, with := exchange.ReadMarkdown(exchange.Markdown(store.Bench{Experiment: b.Experiment})), exchange.ReadMarkdown(exchange.Markdown(b))
			if diff := cmp.Diff(alone, with); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// The table of outputs is one that the bench imports.
func TestOutputsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := benches().Filter(func(all []store.Bench) bool { return len(all) > 0 }).Draw(t, "entries")[:1]
		var b bytes.Buffer
		if err := exchange.WriteOutputsCSV(&b, all); err != nil {
			t.Fatal(err)
		}
		got, err := bench.Import("outputs.csv", b.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		want := slices.Clone(all[0].Outputs)
		for i := range want {
			o := &want[i]
			o.Source, o.At, o.Tries = store.FromImport, time.Time{}, 0
		}
		if diff := cmp.Diff(want, got.Outputs); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestMarkdownOfAnEntry(t *testing.T) {
	at := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	seventy := 70
	x := store.Experiment{
		ID: "01JD8K3ZQ4W5V6X7Y8Z9A0B1C2", Title: "Answers: shorter?", Hypothesis: "Three sentences are enough.\n## What came out\nand more",
		Prediction: &seventy, Data: store.Internal, Tags: []string{"mail", "a: b"}, Verdict: store.Worked, Met: store.Yes, Created: at, Updated: at,
	}
	const want = `---
id: "01JD8K3ZQ4W5V6X7Y8Z9A0B1C2"
created: "2026-11-26T09:00:00Z"
updated: "2026-11-26T09:00:00Z"
title: "Answers: shorter?"
prediction: 70
data: internal
tags: [mail, "a: b"]
met: "yes"
verdict: worked
---

# Answers: shorter?

## What I expect <!-- hypothesis -->

Three sentences are enough.
\## What came out
and more

<!-- waymark: from here on for reading only -->

# Variants

## long (b)

- from variant: a

` + "````\n```\n````\n"
	b := store.Bench{Experiment: x, Variants: []store.Variant{{ID: "b", Name: "long", Parent: "a", Prompt: "```"}}}
	if diff := cmp.Diff(want, string(exchange.Markdown(b))); diff != "" {
		t.Error(diff)
	}
	if name := exchange.Name(x); name != "2026-11-26-answers-shorter-01jd8k3zq4w5v6x7y8z9a0b1c2" {
		t.Error(name)
	}
	if name := exchange.Name(store.Experiment{ID: "X", Title: "日本", Created: at}); name != "2026-11-26-entry-x" {
		t.Error(name)
	}
}

// While a rating is blind, the export of what the store gives says so.
func TestMarkdownWhileBlind(t *testing.T) {
	b := store.Bench{Experiment: store.Experiment{Title: "T", Blind: true}, Rounds: []store.Round{{Number: 1, Mode: store.ByPair, Judgements: []store.Judgement{{Item: 0, Choice: store.LeftBetter}}}}}
	got := string(exchange.Markdown(b))
	if !strings.Contains(got, "variants and outputs are withheld") || !strings.Contains(got, "what was rated so far is withheld") || strings.Contains(got, "better") {
		t.Error(got)
	}
}

// Whatever an entry is given later has its place in the table, too.
func TestEveryFieldOfAnEntryIsExported(t *testing.T) {
	var b bytes.Buffer
	if err := exchange.WriteCSV(&b, nil); err != nil {
		t.Fatal(err)
	}
	columns := strings.Split(strings.TrimSpace(strings.TrimPrefix(b.String(), "\ufeff")), ",")
	derived := []string{"blind", "to_rate", "aside", "shared_by"} // from the rounds, and from the log of one store
	for f := range reflect.TypeFor[store.Experiment]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !slices.Contains(columns, name) && !slices.Contains(derived, name) {
			t.Errorf("no column holds %q of an entry", name)
		}
	}
}
