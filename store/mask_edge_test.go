package store

import "testing"

func TestVariantsAreWithheldWhereThereAreSome(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 2)
	_ = must(s.StartRound(x.ID, ByPair))(t)
	equal(t, "variants", must(s.Experiment(x.ID))(t).Variants, withheld)
	equal(t, "none", Experiment{Title: "Tone"}.masked(nil).Variants, "")
}
