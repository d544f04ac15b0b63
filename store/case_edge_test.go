package store

import (
	"encoding/json"
	"errors"
	"testing"
)

// exported is the bench of another store, as an export tells of it.
func exported(t *testing.T, change func(*Bench)) Bench {
	t.Helper()
	s := newStore(t)
	x := trial(t, s, 2)
	var b Bench
	check(t, json.Unmarshal(must(json.Marshal(must(s.Bench(x.ID))(t)))(t), &b))
	b.Outputs = nil
	change(&b)
	return b
}

func TestTheLastNumberOfACaseIsGivenOnce(t *testing.T) {
	b := exported(t, func(b *Bench) { b.Cases[1].ID = "9998" })
	s := newStore(t)
	_ = must(s.ImportExperiments([]Bench{b}))(t)
	equal(t, "the last", must(s.KeepCases(b.Experiment.ID, Case{Input: "Letter"}))(t)[0].ID, "9999")
	_, err := s.KeepCases(b.Experiment.ID, Case{Input: "One more"})
	wantErr(t, err, ErrInvalid)
	equal(t, "cases", len(must(s.Bench(b.Experiment.ID))(t).Cases), 3)
}

func TestCasesOfAnExportAreNumberedAndSaySomething(t *testing.T) {
	for name, change := range map[string]func(*Bench){
		"two of one number": func(b *Bench) { b.Cases[1].ID = b.Cases[0].ID },
		"a number too high": func(b *Bench) { b.Cases[1].ID = "10000" },
		"the number 0":      func(b *Bench) { b.Cases[0].ID = "0000" },
		"nothing to give":   func(b *Bench) { b.Cases[0].Input = " " },
		"an unknown field":  func(b *Bench) { b.Experiment.Others = []Version{{Field: "mood", Text: "x"}} },
	} {
		if _, err := newStore(t).ImportExperiments([]Bench{exported(t, change)}); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s, ends := newStore(t), exported(t, func(b *Bench) { b.Cases[1].ID = "9999" })
	_ = must(s.ImportExperiments([]Bench{ends}))(t)
	equal(t, "cases", len(must(s.Bench(ends.Experiment.ID))(t).Cases), 2)
}

func TestACaseOfAnotherNameIsAnotherCase(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 0)
	_ = must(s.KeepCases(x.ID, Case{Name: "first", Input: "Letter"}))(t)
	equal(t, "filled", must(s.FillBench(x.ID, Filling{Cases: []Case{{Name: "second", Input: "Letter"}}}))(t).Cases, 1)
	equal(t, "not again", must(s.FillBench(x.ID, Filling{Cases: []Case{{Input: "Letter"}}}))(t).Cases, 0)
}

// What speaks against sharing comes in by an output: what the change returns says so, too.
func TestAnOutputThatEndsSharingSaysSo(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	check(t, s.update(func(t *tx) error {
		return t.append(experimentSubject(x.ID), experimentShared, sharedData{Visibility: FullShared})
	}))
	b := must(s.KeepOutputs(x.ID, Output{Variant: "a", Case: "0001", Text: "Write to ines.keller@example.org", Source: FromPaste}))(t)
	equal(t, "who sees it", b.Experiment.Visibility, Private)
	equal(t, "and as it is kept", must(s.Experiment(x.ID))(t).Visibility, Private)
}

func TestACaseIsCalledByItsNameOrItsNumber(t *testing.T) {
	for want, c := range map[string]Case{"first": {ID: "0001", Name: "first"}, "case 1": {ID: "0001"}, "case 100": {ID: "0100"}} {
		equal(t, want, c.Title(), want)
	}
}
