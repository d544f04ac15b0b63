package store

import "testing"

func TestEachTryOfAnOutputCounts(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	o := Output{Variant: "a", Case: "0001", Text: "again", Source: FromPaste}
	kept, _ := must(s.KeepOutputs(x.ID, o, o))(t).Output("a", "0001")
	equal(t, "tries", kept.Tries, 3)
	filling := Filling{Variants: []Variant{{Name: "zebra"}}, Cases: []Case{{Input: "Letter 0"}}, Outputs: []Output{{Text: "x", Source: FromImport}, {Text: "y", Source: FromImport}}}
	equal(t, "done", must(s.FillBench(x.ID, filling))(t), Filled{Outputs: 2, Replaced: 2})
	kept, _ = must(s.Bench(x.ID))(t).Output("a", "0001")
	equal(t, "tries", kept.Tries, 5)
}

func TestAnOutputIsWhatItSays(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	for name, o := range map[string]Output{
		"blank":              {Text: " \n\t"},
		"less than nothing":  {Text: "x", Cost: &Money{-1, "EUR"}},
		"no currency":        {Text: "x", Cost: &Money{1, ""}},
		"a currency of tags": {Text: "x", Cost: &Money{1, "\x1b[2J"}},
	} {
		o.Variant, o.Case, o.Source = "a", "0001", FromPaste
		if _, err := s.KeepOutputs(x.ID, o); err == nil {
			t.Errorf("%s was kept", name)
		} else {
			wantErr(t, err, ErrInvalid)
		}
	}
}
