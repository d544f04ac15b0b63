package store

import (
	"errors"
	"testing"
	"time"
)

func TestAFillingFindsItsPlaceOnTheBench(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1) // zebra and okapi, with an output each for the input "Letter 0"
	f := Filling{
		Variants: []Variant{{ID: "a", Name: "Okapi"}, {ID: "b", Name: "gnu", Prompt: "Answer briefly."}},
		Cases:    []Case{{ID: "0001", Input: "Letter 7"}, {ID: "0002", Input: "Letter 0"}},
		Outputs: []Output{
			{Variant: "a", Case: "0002", Text: "warmer", Source: FromImport},
			{Variant: "b", Case: "0001", Text: "short", Source: FromImport},
		},
	}
	want := Filled{Variants: 1, Cases: 1, Outputs: 2, Replaced: 1}
	equal(t, "before", must(must(s.Bench(x.ID))(t).Filling(f))(t), want)
	equal(t, "nothing changed", len(must(s.Bench(x.ID))(t).Cases), 1)
	equal(t, "done", must(s.FillBench(x.ID, f))(t), want)

	b := must(s.Bench(x.ID))(t)
	equal(t, "the new variant", b.Variants[2].ID+" "+b.Variants[2].Name, "c gnu")
	equal(t, "the new case", b.Cases[1].ID+" "+b.Cases[1].Input, "0002 Letter 7")
	o, _ := b.Output("b", "0001")
	equal(t, "a further try", o.Text, "warmer")
	equal(t, "tries", o.Tries, 2)
	o, _ = b.Output("c", "0002")
	equal(t, "new", o.Text, "short")

	_ = must(s.Undo(time.Time{}))(t)
	b = must(s.Bench(x.ID))(t)
	equal(t, "one undo takes all of it back", len(b.Variants)+len(b.Cases)+len(b.Outputs), 5)
}

func TestAFillingDoesNotChangeWhatOutputsWereMadeWith(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	_, err := s.FillBench(x.ID, Filling{
		Variants: []Variant{{ID: "a", Name: "zebra", Prompt: "Another prompt."}},
		Cases:    []Case{{ID: "1", Input: "New"}},
		Outputs:  []Output{{Variant: "a", Case: "1", Text: "x", Source: FromImport}},
	})
	if !errors.Is(err, ErrLocked) {
		t.Errorf("another prompt under the same name: %v", err)
	}
	equal(t, "nothing is kept", len(must(s.Bench(x.ID))(t).Cases), 1)
	if _, err := s.FillBench(x.ID, Filling{Outputs: []Output{{Variant: "z", Case: "9", Text: "x", Source: FromImport}}}); !errors.Is(err, ErrNotFound) {
		t.Errorf("an output of nothing: %v", err)
	}
}

func TestACaseWithAnotherInputIsAnotherCase(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 0)
	_ = must(s.KeepCases(x.ID, Case{Name: "first", Input: "Letter 0"}))(t)
	out := func(of string) Output { return Output{Case: of, Text: "out " + of, Source: FromImport} }
	_ = must(s.FillBench(x.ID, Filling{
		Variants: []Variant{{Name: "zebra"}},
		Cases:    []Case{{ID: "1", Name: "first", Input: "Letter 1"}, {ID: "2", Name: "first"}, {ID: "3", Name: "first", Input: "Letter 1"}},
		Outputs:  []Output{out("1"), out("2")},
	}))(t)
	b := must(s.Bench(x.ID))(t)
	equal(t, "cases", len(b.Cases), 2)
	first, _ := b.Output("a", "0001")
	other, _ := b.Output("a", "0002")
	equal(t, "outputs", []string{first.Text, other.Text}, []string{"out 2", "out 1"})
}

func TestOneVariantHasOnePrompt(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	_ = must(s.KeepVariant(x.ID, Variant{Name: "zebra"}))(t)
	_, err = s.FillBench(x.ID, Filling{Variants: []Variant{{Name: "zebra", Prompt: "One."}, {Name: "Zebra", Prompt: "Two."}}})
	wantErr(t, err, ErrLocked)
}
