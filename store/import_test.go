package store

import (
	"encoding/json"
	"testing"
	"time"
)

func TestAnEntryMovesToAnotherStoreWhole(t *testing.T) {
	s, other := newStore(t), newStore(t)
	makeExampleBench(t, s)
	x := must(s.Experiments())(t)[0]
	var b Bench
	check(t, json.Unmarshal(must(json.Marshal(must(s.Bench(x.ID))(t)))(t), &b))
	equal(t, "what was done", must(other.ImportExperiments([]Bench{b}))(t), Imported{Taken: 1})
	same := func(what string) { equal(t, what, must(other.Bench(x.ID))(t), b) }
	same("the entry there")
	check(t, other.Rebuild())
	same("the entry after a rebuild")
	equal(t, "once more", must(other.ImportExperiments([]Bench{b}))(t), Imported{Known: []string{x.ID}})
	_ = must(other.UpdateExperiment(x.ID, map[string]string{"learning": "Changed there."}))(t)
	_ = must(other.Undo(time.Time{}))(t)
	same("the entry after a change that was taken back")
	_ = must(other.Undo(time.Time{}))(t)
	_, err := other.Bench(x.ID)
	wantErr(t, err, ErrNotFound)
}

func TestWhatAnExportCannotHoldIsNotTakenIn(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 2)
	whole := must(s.Bench(x.ID))(t)
	for name, spoil := range map[string]func(*Bench){
		"no id":          func(b *Bench) { b.Experiment.ID = "x" },
		"no time":        func(b *Bench) { b.Experiment.Created = time.Time{} },
		"no title":       func(b *Bench) { b.Experiment.Title = " " },
		"a blind rating": func(b *Bench) { b.Experiment.Blind = true },
		"a foreign output": func(b *Bench) {
			b.Outputs = append(b.Outputs, Output{Variant: "z", Case: "0001", Text: "x", Source: FromPaste})
		},
		"an open round": func(b *Bench) { b.Rounds = []Round{{Number: 1, Mode: ByPair}} },
		"a round of no one": func(b *Bench) {
			b.Rounds = []Round{{Number: 1, Mode: ByPair, Revealed: start, Items: []RoundItem{{"0001", "a", "z"}}}}
		},
	} {
		b, other := whole, newStore(t)
		spoil(&b)
		_, err := other.ImportExperiments([]Bench{whole, b})
		if err == nil {
			t.Errorf("%s was taken in", name)
			continue
		}
		wantErr(t, err, ErrInvalid)
		equal(t, name+": entries", len(must(other.Experiments())(t)), 0)
	}
}
