package store

import (
	"testing"
	"time"
)

// filled is an entry as a template fills it in.
func filled() (Experiment, []Variant, *Rubric) {
	rubric := Rubric{ID: "reply-tone", Version: "1.0.0", Title: "Tone of replies", Criteria: []Criterion{
		{Name: "Warm", Weight: 1, Anchors: []Anchor{{0, "cold"}, {2, "warm"}}},
	}}
	return Experiment{Title: "Warmer tone"}, []Variant{{Name: "as today"}, {Name: "with two examples", Prompt: "Write like this:"}}, &rubric
}

func TestAnEntryBeginsWithItsBench(t *testing.T) {
	s := newStore(t)
	x, waiting, err := s.AddExperimentWith(filled())
	check(t, err)
	equal(t, "waits", waiting, nil)
	for _, again := range []bool{false, true} {
		if again {
			check(t, s.Rebuild())
		}
		b := must(s.Bench(x.ID))(t)
		equal(t, "variants", len(b.Variants), 2)
		equal(t, "second variant", b.Variants[1], Variant{ID: "b", Name: "with two examples", Prompt: "Write like this:"})
		equal(t, "rubric", b.Rubric.Title, "Tone of replies")
		equal(t, "made", must(s.Experiment(x.ID))(t).Created.Equal(x.Created), true)
	}
	equal(t, "undone", must(s.Undo(time.Time{}))(t).Summary, `the journal entry "Warmer tone"`)
	_, err = s.Bench(x.ID)
	wantErr(t, err, ErrNotFound)
}

func TestABenchWaitsWithItsEntry(t *testing.T) {
	s := newStore(t)
	s.patience = 20 * time.Millisecond
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	letGo := hold(t, s)
	x, waiting, err := anew(s).AddExperimentWith(filled())
	check(t, err)
	equal(t, "waits", waiting != nil, true)
	letGo()
	check(t, s.KeepPlace("fnd", "1.0.0", "b", false))
	b := must(s.Bench(x.ID))(t)
	equal(t, "variants", len(b.Variants), 2)
	equal(t, "rubric", b.Rubric.Title, "Tone of replies")
}

func TestABenchThatCannotBeKeptRefusesTheEntry(t *testing.T) {
	s := newStore(t)
	_, _, err := s.AddExperimentWith(Experiment{Title: "x"}, []Variant{{Name: "Same"}, {Name: "same"}}, nil)
	wantErr(t, err, ErrInvalid)
	_, _, err = s.AddExperimentWith(Experiment{Title: "x"}, nil, &Rubric{Title: "no criteria"})
	wantErr(t, err, ErrInvalid)
	equal(t, "entries", len(must(s.Experiments())(t)), 0)
}

func TestANewEntryBeginsWithWhatPeopleFillIn(t *testing.T) {
	s := newStore(t)
	old := trial(t, s, 1)
	_ = must(s.Amend(old.ID, "success", "5 of 8", "a case was void"))(t)
	_ = must(s.StartPilot(old.ID, Pilot{Scope: "Team", Guard: "Complaints", Stop: "Two", Ends: "2026-12-31"}))(t)
	copied := must(s.ShareExperiment(old.ID, FullShared, "agreed"))(t)
	x, _, err := s.AddExperiment(copied)
	check(t, err)
	equal(t, "hypothesis", x.Hypothesis, old.Hypothesis)
	equal(t, "locked", x.Locked(), false)
	equal(t, "shared", x.Visibility, Private)
	equal(t, "amended", len(x.Amendments), 0)
	equal(t, "pilot", x.Pilot == nil, true)
	equal(t, "kept", must(s.Experiment(x.ID))(t), x)
}
