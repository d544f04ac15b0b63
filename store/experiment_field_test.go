package store

import (
	"strconv"
	"strings"
	"testing"
)

// filling is a text that a field can hold, and how it comes back.
func (f Field) filling() (text, back string) {
	switch f.Kind {
	case TextField:
		return " two\nlines\n", "two\nlines"
	case ChoiceField:
		last := f.Choices[len(f.Choices)-1]
		return strings.ToUpper(last), last
	case NumberField:
		return strconv.Itoa(f.Limit) + " " + f.Unit, strconv.Itoa(f.Limit)
	case ListField:
		return "b,a ,, b", "b, a"
	case MoneyField:
		return "0,5 eur", "0.50 EUR"
	}
	return " one\nline ", "one line"
}

// spoilt are texts that a field cannot hold.
func (f Field) spoilt() []string {
	switch f.Kind {
	case ChoiceField:
		return []string{"perhaps"}
	case NumberField:
		return []string{"-1", strconv.Itoa(f.Limit + 1), "1.5", "many"}
	case ListField:
		return []string{strings.Repeat("x", f.Limit+1), strings.Repeat("x", f.Limit+1) + ", y"}
	case MoneyField:
		return []string{"5", "5 euros"}
	}
	return []string{strings.Repeat("ä", f.Limit+1)}
}

func TestEveryFieldHoldsWhatIsPutIntoIt(t *testing.T) {
	names := map[string]bool{}
	for _, f := range Fields() {
		if names[f.Name] || f.Label == "" {
			t.Errorf("%q: its name stands there twice, or it has no label", f.Name)
		}
		names[f.Name] = true
		var x Experiment
		text, back := f.filling()
		check(t, f.Set(&x, text))
		equal(t, f.Name, f.Of(x), back)
		for _, other := range Fields() {
			if other.Name != f.Name {
				equal(t, other.Name+" beside "+f.Name, other.Of(x), "")
			}
		}
		for _, bad := range f.spoilt() {
			wantErr(t, f.Set(&x, bad), ErrInvalid)
			equal(t, f.Name+" after a refusal", f.Of(x), back)
		}
		check(t, f.Set(&x, back))
		equal(t, f.Name+" once more", f.Of(x), back)
		check(t, f.Set(&x, " "))
		equal(t, f.Name+" emptied", f.Of(x), "")
	}
}

func TestTheFieldsOfAnEntrySurviveTheStore(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	set := map[string]string{}
	for _, f := range Fields() {
		set[f.Name], _ = f.filling()
	}
	want := must(s.UpdateExperiment(x.ID, set))(t)
	for _, f := range Fields() {
		_, back := f.filling()
		equal(t, f.Name, f.Of(want), back)
	}
	check(t, s.Rebuild())
	equal(t, "rebuilt", must(s.Experiment(x.ID))(t), want)
}
