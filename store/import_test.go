package store

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestAnEntryMovesToAnotherStoreWhole(t *testing.T) {
	s, other := newStore(t), newStore(t)
	makeExampleBench(t, s)
	x := must(s.Experiments())(t)[0]
	var b Bench
	check(t, json.Unmarshal(must(json.Marshal(must(s.Bench(x.ID))(t)))(t), &b))
	b.Experiment.SharedBy = "" // an event of the other store
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

func TestAnExportOfAStrangerIsTakenInCleanOrNotAtAll(t *testing.T) {
	s := newStore(t)
	makeExampleBench(t, s)
	whole := func() (b Bench) {
		check(t, json.Unmarshal(must(json.Marshal(must(s.Bench(must(s.Experiments())(t)[0].ID))(t)))(t), &b))
		return b
	}
	const sly = "x\x1b[2J\x00"
	for name, spoil := range map[string]func(*Bench){
		"a scale without ends": func(b *Bench) { b.Rounds[0].Rubric.Criteria[0].Anchors = nil },
		"the id of a case":     func(b *Bench) { b.Cases[0].ID = "0001\x00a" },
		"a case twice":         func(b *Bench) { b.Cases[1].ID = b.Cases[0].ID },
		"the id of a variant":  func(b *Bench) { b.Variants[0].ID = "A" },
		"a name twice":         func(b *Bench) { b.Variants[1].Name = "ZEBRA" },
		"an output nowhere":    func(b *Bench) { b.Outputs[1].Case = "0099" },
		"an output twice":      func(b *Bench) { b.Outputs[1] = b.Outputs[0] },
		"a judgement twice":    func(b *Bench) { b.Rounds[0].Judgements[1] = b.Rounds[0].Judgements[0] },
		"an amended title":     func(b *Bench) { b.Experiment.Amendments[0].Field = "title" },
		"a pilot without end":  func(b *Bench) { b.Experiment.Pilot.Ends = sly },
		"a decision":           func(b *Bench) { b.Experiment.Pilot.Decision = "maybe" },
		"who may see it":       func(b *Bench) { b.Experiment.Visibility = "all" },
		"a variant unnamed":    func(b *Bench) { b.Variants[0].Name = " " },
		"too many variants":    func(b *Bench) { b.Variants = fullBench().Variants; b.Variants = append(b.Variants, b.Variants[0]) },
		"a case of nothing":    func(b *Bench) { b.Cases[0] = Case{ID: "0001"} },
		"too many cases":       func(b *Bench) { b.Cases = fullBench().Cases; b.Cases = append(b.Cases, b.Cases[0]) },
		"an empty output":      func(b *Bench) { b.Outputs[0].Text = " " },
		"a score off scale":    func(b *Bench) { b.Rounds[0].Judgements[0].Scores["fit"] = 3 },
		"a field of no one":    func(b *Bench) { b.Experiment.Others = []Version{{Field: "quagga"}} },
		"too many checks":      func(b *Bench) { b.Checks = make([]string, 100, 200); b.Checks[99] = "json"; spread(b.Checks) },
	} {
		b, other := whole(), newStore(t)
		spoil(&b)
		_, err := other.ImportExperiments([]Bench{b})
		if err == nil {
			t.Errorf("%s was taken in", name)
			continue
		}
		wantErr(t, err, ErrInvalid)
	}
	b, other := whole(), newStore(t)
	x := &b.Experiment
	x.Overruled, x.Withdrawn, x.Pilot.Scope, x.Pilot.Why, x.Amendments[0].Reason, x.Title = sly, sly, sly, sly, sly, sly
	b.Outputs[0].Cost = &Money{1_000_000, "eur\n"}
	b.Variants[0].Name, b.Cases[0].Name, b.Outputs[0].Text, b.Rubric.Title, b.Checks[0] = sly, sly, sly, sly, sly
	b.Rounds[0].Judgements[0].Note, b.Rounds[0].Rubric.Criteria[0].Name, b.Outputs[0].Tries, x.ToRate = sly, sly, -1, 7
	x.FirstOutput = time.Time{}
	_ = must(other.ImportExperiments([]Bench{b}))(t)
	got := must(other.Bench(b.Experiment.ID))(t)
	if words := string(must(json.Marshal(got))(t)); strings.Contains(words, `\u001b`) || strings.Contains(words, `\u0000`) {
		t.Errorf("kept as it came: %s", words)
	}
	equal(t, "tries", got.Outputs[0].Tries, 1)
	equal(t, "cost", *got.Outputs[0].Cost, Money{1_000_000, "EUR"})
	equal(t, "left to rate", got.Experiment.ToRate, 0)
	equal(t, "locked", got.Experiment.Locked(), true)
}

// spread fills a list with what stands in its last place.
func spread(all []string) {
	for i := range all {
		all[i] = all[len(all)-1]
	}
}
