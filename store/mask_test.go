package store

import (
	"testing"

	"pgregory.net/rapid"
)

func TestNamesOfVariantsAreHidden(t *testing.T) {
	names := func(all ...string) (variants []Variant) {
		for _, name := range all {
			variants = append(variants, Variant{Name: name})
		}
		return variants
	}
	for _, c := range []struct {
		variants   []Variant
		text, want string
	}{
		{names("zebra", "okapi"), "ZEBRA beats okapi, zebras too", "***** beats *****, ****** too"},
		{names("plain"), "It explains plainly: plain-text", "It explains *******: *****-text"},
		{names("A", "B"), "A or B: a dog, AB, A's", "* or *: a dog, AB, *'s"},
		{names("with two examples"), "with two\nexamples", "*****************"},
		{names("warm", "warm v2"), "warm v2 and warm", "******* and ****"},
		{names("a+b", "(x|y)", ".*", "$1"), "a+b (x|y) .* $1 aab", "*** ***** ** ** aab"},
		{names("暖かい"), "とても暖かいです", "とても***です"},
		{names("über"), "Über uns, darüber", "**** uns, dar****"},
		{names("v1", "v10"), "v1 v10 v100", "** *** v100"},
		{nil, "zebra", "zebra"},
	} {
		equal(t, c.text, hider(c.variants)(c.text), c.want)
	}
}

func TestNoNameMakesTheMaskFail(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := Variant{Name: rapid.String().Draw(r, "name")}
		if v.tidy() != nil {
			return
		}
		text := Experiment{Title: "So " + v.Name + " it is"}
		if rapid.Bool().Draw(r, "others") {
			_ = hider([]Variant{{Name: "x"}, v})(text.Title)
		}
		masked := hider([]Variant{v})(text.Title)
		if masked == text.Title && v.Name != "*" {
			r.Fatalf("%q shows %q", masked, v.Name)
		}
	})
}

func TestAllWordsOfABlindEntryAreMasked(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	_ = must(s.SetChecks(x.ID, []string{"not contains: zebra"}))(t)
	_ = must(s.UpdateExperiment(x.ID, map[string]string{"data": "personal"}))(t)
	_ = must(s.ShareExperiment(x.ID, CardShared, "only the zebra and the okapi are named"))(t)
	_ = must(s.Amend(x.ID, "success", "5 zebras of 8", "the okapi was ill"))(t)
	_ = must(s.StartPilot(x.ID, Pilot{Scope: "zebra", Guard: "okapi", Stop: "zebra", Ends: "2026-12-31"}))(t)
	b := must(s.Bench(x.ID))(t)
	c := b.Cases[0]
	c.Name, c.Expected = "where zebra wins", "as the zebra says"
	_ = must(s.KeepCases(x.ID, c))(t)
	rubric := tone()
	rubric.Title, rubric.Criteria[0].Anchors[0].Text = "Zebra or okapi", "As the zebra"
	_ = must(s.ChooseRubric(x.ID, rubric))(t)
	_ = must(s.ShareExperiment(x.ID, FullShared, "only the zebra and the okapi are named"))(t)
	_ = must(s.KeepOutputs(x.ID, Output{Variant: "a", Case: c.ID, Text: "write to kai@fjord.no", Source: FromPaste}))(t)
	_ = must(s.StartRound(x.ID, ByPair))(t)
	equal(t, "why it is private again", must(s.Experiment(x.ID))(t).Withdrawn, withheld)
	unlabelled(t, s, x.ID)
}
