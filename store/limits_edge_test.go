package store

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// Each text fits up to its last letter, and no letter more. Letters are counted, not bytes.
func TestTextsFitUpToTheirLimit(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	for name, test := range map[string]struct {
		most int
		keep func(text string) error
	}{
		"topic": {maxAbout, func(text string) error { return failed(s.RaiseHand(text, "")) }},
		"note":  {maxNote, func(text string) error { return failed(s.MakeOffer("ethics", text)) }},
		"id":    {maxID, func(text string) error { return s.KeepPlace(text, "1.0.0", "intro", false) }},
		"check": {500, func(text string) error { return failed(s.SetChecks(x.ID, []string{text})) }},
		"case":  {200, func(text string) error { return failed(s.KeepCases(x.ID, Case{Name: text})) }},
		"input": {maxText, func(text string) error { return failed(s.KeepCases(x.ID, Case{Input: text})) }},
		"output": {maxText, func(text string) error {
			return failed(s.KeepOutputs(x.ID, Output{Variant: "a", Case: "0001", Text: text, Source: FromPaste}))
		}},
	} {
		if err := test.keep(strings.Repeat("ß", test.most)); err != nil {
			t.Errorf("%s of %d letters: %v", name, test.most, err)
		}
		if err := test.keep(strings.Repeat("ß", test.most+1)); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s of %d letters: %v", name, test.most+1, err)
		}
	}
}

func TestMinutesOfAnOutputHaveBounds(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	for minutes, fits := range map[int]bool{-1: false, 0: true, maxMinutes: true, maxMinutes + 1: false} {
		if _, err := s.SetMinutes(x.ID, "a", "0001", &minutes); (err == nil) != fits {
			t.Errorf("%d minutes: %v", minutes, err)
		}
	}
}

func TestABenchHoldsSoManyVariantsAndNoMore(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	for n := range MaxVariants {
		v := must(s.KeepVariant(x.ID, Variant{Name: strings.Repeat("v", n+1)}))(t)
		equal(t, "letter", v.ID, string(rune('a'+n)))
	}
	wantErr(t, failed(s.KeepVariant(x.ID, Variant{Name: "one more"})), ErrInvalid)
	wantErr(t, failed(s.FillBench(x.ID, Filling{Variants: []Variant{{Name: "one more"}}})), ErrInvalid)
}

// Five minutes between two things done are learning time, a second more is a pause.
func TestWhereAPauseBegins(t *testing.T) {
	s := newStore(t)
	now := start
	s.now = func() time.Time { return now }
	seconds := func(gap time.Duration) int {
		now = now.Add(gap)
		check(t, s.KeepPlace("fnd", "1.0.0", now.Format(time.TimeOnly), false))
		return must(s.Days())(t)[0].ActiveSec
	}
	equal(t, "at first", seconds(0), 0)
	equal(t, "five minutes", seconds(pause), 300)
	equal(t, "a pause", seconds(pause+time.Second), 300)
	equal(t, "the clock goes back", seconds(-time.Minute), 300)
	equal(t, "to where it was", seconds(time.Minute), 300)
}
