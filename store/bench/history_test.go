package bench

import (
	"fmt"
	"testing"

	"waymark/store"
)

// told is a bench of two variants and two cases, rated by pair and revealed.
func told() store.Bench {
	revealed := store.Round{Number: 1, Mode: store.ByPair, Items: []store.RoundItem{{Case: "0002", Left: "b", Right: "a"}, {Case: "0001", Left: "a", Right: "b"}}}
	revealed.Revealed = revealed.Started.AddDate(0, 0, 1)
	revealed.Judgements = []store.Judgement{{Item: 0, Choice: store.LeftBetter, Note: "warm"}, {Item: 0, Rater: "Ben", Choice: store.NoDifference}}
	return store.Bench{
		Variants: []store.Variant{{ID: "a", Name: "plain"}, {ID: "b", Name: "warm"}},
		Cases:    []store.Case{{ID: "0001", Expected: "sorry"}, {ID: "0002", Name: "late"}},
		Outputs: []store.Output{
			{Variant: "a", Case: "0001", Text: "no"}, {Variant: "b", Case: "0001", Text: "so sorry"}, {Variant: "a", Case: "0002", Text: "sorry"},
		},
		Checks: []string{"contains: sorry", "similar >= 0.8", "as it was typed long ago"},
		Rounds: []store.Round{revealed},
	}
}

func TestHistoryTellsEveryItemByCase(t *testing.T) {
	b := told()
	var lines []string
	for _, it := range History(b) {
		lines = append(lines, fmt.Sprint(it.Number, " ", it.Title(), " ", it.Said))
	}
	want := []string{"2 case 1: plain, warm []", "1 late: plain, warm [{ warm better warm} {Ben no difference }]"}
	if fmt.Sprint(lines) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", lines, want)
	}
	b.Experiment.Blind = true
	if got := History(b); got != nil {
		t.Errorf("while a rating is under way the history is %v", got)
	}
}

func TestFiguresOfABench(t *testing.T) {
	b := told()
	got := fmt.Sprint(Of(b).Figures(), CheckFigures(b))
	want := "[{Wins [0 of 1 1 of 1]} {Win rate [0% (0 to 79) 100% (21 to 100)]} {Outputs [2 of 2 1 of 2]}] " +
		"[{contains: sorry [1 of 2 pass 1 of 1 pass]} {similar >= 0.8 [0 of 1 pass 0 of 1 pass]} {as it was typed long ago [ ]}]"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
