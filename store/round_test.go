package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// makeExampleBench does everything that can be done with an entry, its bench and
// the portfolio.
func makeExampleBench(t *testing.T, s *Store) {
	x := trial(t, s, 2)
	_ = must(s.StartRound(x.ID, ByCriterion))(t)
	for i := range 4 {
		_ = must(s.Judge(x.ID, Judgement{Item: i, Scores: map[string]int{"fit": i % 3}}))(t)
	}
	_ = must(s.Reveal(x.ID, false))(t)
	_ = must(s.Judge(x.ID, Judgement{Item: 0, Rater: "Ben", Scores: map[string]int{"fit": 2}}))(t)
	_ = must(s.Amend(x.ID, "prediction", "60", "I had mistyped it"))(t)
	_ = must(s.StartPilot(x.ID, Pilot{Scope: "Team", Guard: "Complaints", Stop: "More than 2", Ends: "2026-12-31"}))(t)
	_ = must(s.EndPilot(x.ID, Adopt, "It held"))(t)
	_ = must(s.KeepRubric(tone()))(t)
	_ = must(s.KeepPiece(Piece{Kind: "evaluation", Title: "Tone", Fields: map[string]string{"cases": "30"}, Experiments: []string{x.ID}}))(t)
	_ = must(s.UpdateExperiment(x.ID, map[string]string{"judged": "kai@fjord.no repaired it"}))(t)
	_, _, err := s.Redact(x.ID, FullShared)
	check(t, err)
	_ = must(s.ShareExperiment(x.ID, CardShared, ""))(t)
}

func tone() Rubric {
	return Rubric{ID: "tone", Title: "Tone", Criteria: []Criterion{{ID: "fit", Name: "Fits the reader", Weight: 1, Anchors: []Anchor{{0, "Not"}, {2, "Fully"}}}}}
}

// trial is an entry with the variants "zebra" and "okapi", some cases and all outputs.
func trial(t *testing.T, s *Store, cases int) Experiment {
	t.Helper()
	percent := 80
	x, _, err := s.AddExperiment(Experiment{
		Title: "Does the zebra sound warmer?", Hypothesis: "zebra beats okapi", Variants: "zebra; okapi", Prediction: &percent, Success: "6 of 8",
		Tags: []string{"zebra", "tone"},
	})
	check(t, err)
	_ = must(s.KeepVariant(x.ID, Variant{Name: "zebra", Prompt: "Answer."}))(t)
	_ = must(s.KeepVariant(x.ID, Variant{Name: "okapi", Parent: "a", Prompt: "Answer warmly."}))(t)
	_ = must(s.ChooseRubric(x.ID, tone()))(t)
	_ = must(s.SetChecks(x.ID, []string{"words <= 120"}))(t)
	for i := range cases {
		c := must(s.KeepCases(x.ID, Case{Input: fmt.Sprint("Letter ", i)}))(t)[0]
		_ = must(s.KeepOutputs(x.ID,
			Output{Variant: "a", Case: c.ID, Text: fmt.Sprint("cold ", i), Source: FromPaste},
			Output{Variant: "b", Case: c.ID, Text: fmt.Sprint("warm ", i), Source: FromPaste},
		))(t)
	}
	return must(s.Experiment(x.ID))(t)
}

func TestABlindRatingKeepsItsLabelsToItself(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 6)
	sheet := must(s.StartRound(x.ID, ByPair))(t)
	equal(t, "items", len(sheet.Items), 6)
	for i := range sheet.Items {
		unlabelled(t, s, x.ID)
		equal(t, "left to rate", must(s.Experiment(x.ID))(t).ToRate, 6-i)
		_ = must(s.Judge(x.ID, Judgement{Item: i, Choice: LeftBetter}))(t)
	}
	unlabelled(t, s, x.ID)
	b := must(s.Reveal(x.ID, false))(t)
	r := b.Rounds[0]
	equal(t, "variants after the reveal", len(b.Variants), 2)
	for i, it := range r.Items {
		left, _ := b.Output(it.Left, it.Case)
		equal(t, "the left of the sheet", sheet.Items[i].Left, left.Text)
	}
	_, err := s.Judge(x.ID, Judgement{Item: 0, Choice: RightBetter})
	wantErr(t, err, ErrRevealed)
	_ = must(s.Judge(x.ID, Judgement{Item: 0, Rater: "Ben", Choice: RightBetter}))(t)
	again := must(s.StartRound(x.ID, ByCriterion))(t)
	equal(t, "items by criterion", len(again.Items), 12)
	unlabelled(t, s, x.ID)
	b = must(s.Reveal(x.ID, true))(t)
	equal(t, "again and early", []bool{b.Rounds[1].Again, b.Rounds[1].Early}, []bool{true, true})
}

// unlabelled asserts that nothing that the store gives out tells the variants apart.
func unlabelled(t *testing.T, s *Store, id string) {
	t.Helper()
	for name, seen := range map[string]any{
		"entry": must(s.Experiment(id))(t), "journal": must(s.Experiments())(t),
		"bench": must(s.Bench(id))(t), "sheet": must(s.Sheet(id))(t),
	} {
		words := strings.ToLower(string(must(json.Marshal(seen))(t)))
		for _, label := range []string{"zebra", "okapi", "answer warmly"} {
			if strings.Contains(words, label) {
				t.Errorf("the %s tells %q: %s", name, label, words)
			}
		}
	}
	_, err := s.UpdateExperiment(id, map[string]string{"tags": "other"})
	wantErr(t, err, ErrBlind)
	_, err = s.KeepVariant(id, Variant{Name: "third"})
	wantErr(t, err, ErrBlind)
}

func TestClaimsLockWithTheFirstOutput(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	_ = must(s.UpdateExperiment(x.ID, map[string]string{"prediction": "70 %", "hypothesis": "Warmer"}))(t)
	_, err = s.Amend(x.ID, "prediction", "60", "too early")
	wantErr(t, err, ErrInvalid)
	_ = must(s.KeepVariant(x.ID, Variant{Name: "plain"}))(t)
	_ = must(s.KeepCases(x.ID, Case{Name: "one"}))(t)
	_ = must(s.KeepOutputs(x.ID, Output{Variant: "a", Case: "0001", Text: "out", Source: FromPaste}))(t)
	for _, claim := range claims() {
		_, err = s.UpdateExperiment(x.ID, map[string]string{claim: "50"})
		wantErr(t, err, ErrLocked)
	}
	_, err = s.Amend(x.ID, "prediction", "60", " ")
	wantErr(t, err, ErrInvalid)
	_, err = s.Amend(x.ID, "learning", "60", "no claim")
	wantErr(t, err, ErrInvalid)
	got := must(s.Amend(x.ID, "prediction", "60", "I had mistyped it"))(t)
	equal(t, "prediction", *got.Prediction, 60)
	equal(t, "amendment", got.Amendments, []Amendment{{"prediction", "70", "60", "I had mistyped it", got.Updated}})
	_, err = s.KeepVariant(x.ID, Variant{ID: "a", Name: "plain", Prompt: "another"})
	wantErr(t, err, ErrLocked)
	_, err = s.KeepCases(x.ID, Case{ID: "0001", Input: "another"})
	wantErr(t, err, ErrLocked)
	wantErr(t, s.RemoveVariant(x.ID, "a"), ErrLocked)
	_ = must(s.RemoveOutput(x.ID, "a", "0001"))(t)
	check(t, s.RemoveVariant(x.ID, "a"))
	_, err = s.UpdateExperiment(x.ID, map[string]string{"success": "easier"})
	wantErr(t, err, ErrLocked)
}

func TestARevealCannotBeTakenBack(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	_ = must(s.StartRound(x.ID, ByPair))(t)
	_ = must(s.Judge(x.ID, Judgement{Item: 0, Choice: NoDifference}))(t)
	_ = must(s.Undo(time.Time{}))(t)
	equal(t, "left to rate after undo", must(s.Experiment(x.ID))(t).ToRate, 1)
	_, err := s.Reveal(x.ID, false)
	wantErr(t, err, ErrInvalid)
	_ = must(s.Reveal(x.ID, true))(t)
	_, err = s.Undo(time.Time{})
	wantErr(t, err, ErrRevealed)
}

// actOnBench does one thing that may be done with the bench of the newest entry.
func actOnBench(r *rapid.T, s *Store) error {
	all, err := s.Experiments()
	if err != nil || len(all) == 0 {
		return err
	}
	id := all[0].ID
	letter := rapid.SampledFrom([]string{"a", "b"}).Draw(r, "letter")
	switch rapid.IntRange(0, 10).Draw(r, "with the bench") {
	case 0, 1:
		_, err = s.KeepVariant(id, Variant{Name: letter})
	case 2:
		_, err = s.KeepCases(id, Case{Name: letter}, Case{Input: letter})
	case 3, 4:
		o := Output{Variant: letter, Case: "0001", Text: "out", Source: FromPaste}
		_, err = s.KeepOutputs(id, o, Output{Variant: letter, Case: "0002", Text: strings.Repeat("long ", 400), Source: FromFile})
	case 5:
		_, err = s.StartRound(id, ByPair)
	case 6:
		_, err = s.Judge(id, Judgement{Item: rapid.IntRange(0, 1).Draw(r, "item"), Choice: LeftBetter})
	case 7:
		_, err = s.Reveal(id, rapid.Bool().Draw(r, "early"))
	case 8:
		_, err = s.KeepPiece(Piece{Kind: "experiment", Title: letter, Experiments: []string{id}})
	case 9:
		_, err = s.RemoveOutput(id, letter, "0001")
	case 10:
		_, err = s.ShareExperiment(id, CardShared, "")
	}
	refusals := []error{ErrInvalid, ErrNotFound, ErrLocked, ErrBlind, ErrRevealed, ErrPrivacy}
	if slices.ContainsFunc(refusals, func(no error) bool { return errors.Is(err, no) }) {
		return nil
	}
	return err
}

func TestMinutesAreNoFurtherTry(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	minutes := 7
	o, _ := must(s.SetMinutes(x.ID, "a", "0001", &minutes))(t).Output("a", "0001")
	equal(t, "tries", o.Tries, 1)
	equal(t, "minutes", *o.Minutes, 7)
	equal(t, "text", o.Text, "cold 0")
	o, _ = must(s.SetMinutes(x.ID, "a", "0001", nil))(t).Output("a", "0001")
	equal(t, "no minutes", o.Minutes == nil, true)
	minutes = -1
	if _, err := s.SetMinutes(x.ID, "a", "0001", &minutes); !errors.Is(err, ErrInvalid) {
		t.Errorf("minutes below nothing: %v", err)
	}
	if _, err := s.SetMinutes(x.ID, "c", "0001", nil); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such output: %v", err)
	}
}

func TestNobodyIsAskedForMorePairsThanOutputs(t *testing.T) {
	b := fullBench()
	equal(t, "outputs of a full bench", len(b.singles()), maxItems)
	equal(t, "pairs of a full bench", len(b.pairs()), 325_000)
	equal(t, "places without an output", len(b.Missing()), 0)
}

func TestNobodyJudgesATextInThePlaceOfAnother(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 3)
	_ = must(s.StartRound(x.ID, ByPair))(t)
	r := must(s.Reveal(x.ID, true))(t).Rounds[0]
	at := map[string]int{}
	for i, it := range r.Items {
		at[it.Case] = i
	}
	_ = must(s.KeepOutputs(x.ID, Output{Variant: "a", Case: "0001", Text: "another", Source: FromPaste}))(t)
	_ = must(s.RemoveOutput(x.ID, "b", "0002"))(t)
	sheet := must(s.Sheet(x.ID))(t)
	for of, gone := range map[string]bool{"0001": true, "0002": true, "0003": false} {
		it := sheet.Items[at[of]]
		equal(t, of+" is gone", it.Left == replaced && it.Right == "", gone)
		_, err := s.Judge(x.ID, Judgement{Item: at[of], Rater: "Ben", Choice: LeftBetter})
		equal(t, of+" is refused", errors.Is(err, ErrLocked), gone)
	}
}
