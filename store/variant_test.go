package store

import (
	"strings"
	"testing"
)

func TestWhatWasRatedStaysOnTheBench(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	_ = must(s.StartRound(x.ID, ByPair))(t)
	_ = must(s.Judge(x.ID, Judgement{Item: 0, Choice: LeftBetter}))(t)
	_ = must(s.Reveal(x.ID, false))(t)
	_ = must(s.RemoveOutput(x.ID, "b", "0001"))(t)
	_ = must(s.RemoveOutput(x.ID, "a", "0001"))(t)
	wantErr(t, s.RemoveVariant(x.ID, "b"), ErrLocked)
	wantErr(t, s.RemoveCase(x.ID, "0001"), ErrLocked)
	_, err := s.KeepVariant(x.ID, Variant{ID: "b", Name: "okapi", Prompt: "Another."})
	wantErr(t, err, ErrLocked)
	_, err = s.KeepCases(x.ID, Case{ID: "0001", Input: "Another letter"})
	wantErr(t, err, ErrLocked)
	_ = must(newStore(t).ImportExperiments([]Bench{must(s.Bench(x.ID))(t)}))(t)
}

func TestAVariantDoesNotBuildOnItself(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	_ = must(s.KeepVariant(x.ID, Variant{Name: "first"}))(t)
	_ = must(s.KeepVariant(x.ID, Variant{Name: "second", Parent: "a"}))(t)
	_ = must(s.KeepVariant(x.ID, Variant{Name: "third", Parent: "b"}))(t)
	for _, parent := range []string{"a", "b", "c", "z"} {
		_, err = s.KeepVariant(x.ID, Variant{ID: "a", Name: "first", Parent: parent})
		wantErr(t, err, ErrInvalid)
	}
	err = s.RemoveVariant(x.ID, "b")
	wantErr(t, err, ErrInvalid)
	equal(t, "what builds on it is named", strings.Contains(err.Error(), "third"), true)
	equal(t, "variants", len(must(s.Bench(x.ID))(t).Variants), 3)
}
