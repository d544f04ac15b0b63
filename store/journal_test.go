package store

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyOf is one of some things to do.
func anyOf(r *rapid.T, what string, verbs ...func() error) error {
	return verbs[rapid.IntRange(0, len(verbs)-1).Draw(r, what)]()
}

// actOnJournal does one thing that may be done with an entry, its bench or the portfolio.
func actOnJournal(r *rapid.T, s *Store) error {
	all, err := s.Experiments()
	if err != nil || len(all) == 0 {
		return err
	}
	x := rapid.SampledFrom(all).Draw(r, "entry")
	err = anyOf(r, "room",
		func() error { return actOnEntry(r, s, x) },
		func() error { return actOnRound(r, s, x) },
		func() error { return actOnParts(r, s, x) },
		func() error { return actOnPortfolio(r, s, x) },
	)
	refusals := []error{ErrInvalid, ErrNotFound, ErrLocked, ErrBlind, ErrRevealed, ErrPrivacy}
	if slices.ContainsFunc(refusals, func(no error) bool { return errors.Is(err, no) }) {
		return nil
	}
	return err
}

func actOnEntry(r *rapid.T, s *Store, x Experiment) error {
	set := func(fields map[string]string) func() error {
		return func() error { _, err := s.UpdateExperiment(x.ID, fields); return err }
	}
	return anyOf(r, "with the entry",
		set(map[string]string{"verdict": "worked", "met": "yes", "learning": "Ask first", "cost": "1.25 EUR", "tags": "a, b"}),
		set(map[string]string{"verdict": "failed", "broke": strings.Repeat("much ", 500)}),
		set(map[string]string{"verdict": "", "outcome": ""}),
		set(map[string]string{"success": "6 of 8", "prediction": "70", "data": "internal"}),
		func() error { _, err := s.Amend(x.ID, "success", "5 of 8", "a case was void"); return err },
		func() error { _, err := s.Amend(x.ID, "prediction", "60 %", "mistyped"); return err },
		func() error {
			_, err := s.StartPilot(x.ID, Pilot{Scope: "Team", Guard: "Complaints", Stop: "Two", Ends: "2026-12-31"})
			return err
		},
		func() error { _, err := s.EndPilot(x.ID, Adapt, "It held"); return err },
		func() error { _, err := s.ShareExperiment(x.ID, FullShared, "agreed"); return err },
		func() error { _, err := s.UnshareExperiment(x.ID); return err },
		func() error {
			_, _, err := s.AddExperimentWith(filled())
			return err
		},
		func() error { return moveEntry(s, x) },
	)
}

// moveEntry takes an entry in under another id, as from somebody else's export.
func moveEntry(s *Store, x Experiment) error {
	b, err := s.Bench(x.ID)
	if err != nil {
		return err
	}
	b.Experiment.ID = randomID(b.Experiment.Created)
	_, err = s.ImportExperiments([]Bench{b})
	return err
}

func actOnParts(r *rapid.T, s *Store, x Experiment) error {
	letter := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(r, "letter")
	number := rapid.SampledFrom([]string{"0001", "0002", "0003"}).Draw(r, "number")
	minutes := 7
	return anyOf(r, "with a part",
		func() error { return s.RemoveVariant(x.ID, letter) },
		func() error { return s.RemoveCase(x.ID, number) },
		func() error { _, err := s.RemoveOutput(x.ID, letter, number); return err },
		func() error {
			_, err := s.KeepVariant(x.ID, Variant{ID: letter, Name: "new " + letter, Parent: "a", Prompt: number})
			return err
		},
		func() error { _, err := s.KeepCases(x.ID, Case{ID: number, Input: letter}); return err },
		func() error { _, err := s.SetMinutes(x.ID, letter, number, &minutes); return err },
		func() error { _, err := s.ChooseRubric(x.ID, tone()); return err },
		func() error { _, err := s.SetChecks(x.ID, []string{"json", letter}); return err },
		func() error {
			_, err := s.FillBench(x.ID, Filling{
				Variants: []Variant{{ID: "a", Name: letter, Prompt: "Write."}, {ID: "b", Name: "other"}},
				Cases:    []Case{{Input: number}},
				Outputs:  []Output{{Variant: "a", Text: "out", Source: FromImport}, {Variant: "b", Text: "other", Source: FromImport, Cost: &Money{350, "EUR"}}},
			})
			return err
		},
	)
}

func actOnRound(r *rapid.T, s *Store, x Experiment) error {
	judge := func(j Judgement) func() error {
		return func() error { _, err := s.Judge(x.ID, j); return err }
	}
	item := rapid.IntRange(0, 2).Draw(r, "item")
	return anyOf(r, "with the rating",
		func() error { _, err := s.StartRound(x.ID, ByPair); return err },
		func() error { _, err := s.StartRound(x.ID, ByCriterion); return err },
		judge(Judgement{Item: item, Choice: NoDifference, Note: "equal"}),
		judge(Judgement{Item: item, Scores: map[string]int{"fit": item}}),
		judge(Judgement{Item: item, Rater: "Ben", Choice: RightBetter}),
		judge(Judgement{Item: item, Rater: "Ben", Scores: map[string]int{"fit": 2}}),
		func() error { _, err := s.Reveal(x.ID, true); return err },
	)
}

func actOnPortfolio(r *rapid.T, s *Store, x Experiment) error {
	pieces, err := s.Pieces()
	if err != nil {
		return err
	}
	p := Piece{Kind: "evaluation", Title: x.Title, Fields: map[string]string{"cases": "30"}, Experiments: []string{x.ID}}
	if len(pieces) > 0 && rapid.Bool().Draw(r, "one that is there") {
		p = rapid.SampledFrom(pieces).Draw(r, "piece")
	}
	return anyOf(r, "with the piece",
		func() error { _, err := s.KeepPiece(p); return err },
		func() error {
			p.AttestedBy, p.AttestedOn = "Ben", "2026-12-31"
			_, err := s.KeepPiece(p)
			return err
		},
		func() error { _, err := s.RemovePiece(p.ID); return err },
		func() error { _, err := s.KeepRubric(tone()); return err },
	)
}

// Whatever was done with the journal, its records follow from the log, an entry that is
// not blind goes to another store and back, and undo takes back all of an action.
func TestAnyHistoryOfTheJournalHolds(t *testing.T) {
	derived := append(slices.Clone(records), subjectBucket, undoneBucket)
	rapid.Check(t, func(r *rapid.T) {
		s := newStore(t)
		for i := range rapid.IntRange(0, 1).Draw(r, "trials") {
			_ = trial(t, s, i+1)
		}
		for range rapid.IntRange(1, 15).Draw(r, "steps") {
			before := entriesOf(t, s)
			check(t, anyOf(r, "room", func() error { return actOnJournal(r, s) }, func() error { return actOnJournal(r, s) }, func() error { return actOnBench(r, s) }))
			after := entriesOf(t, s)
			if rapid.IntRange(0, 3).Draw(r, "undo") > 0 || reflect.DeepEqual(before, after) {
				continue
			}
			if _, err := s.Undo(time.Time{}); err == nil {
				equal(t, "taken back", entriesOf(t, s), before)
			} else if !errors.Is(err, ErrRevealed) {
				r.Fatal(err)
			}
		}
		before := contents(t, s, derived...)
		check(t, s.Rebuild())
		equal(t, "records after the rebuild", contents(t, s, derived...), before)
		other := newStore(t)
		for _, b := range entriesOf(t, s) {
			if b.Experiment.Blind {
				continue
			}
			_ = must(other.ImportExperiments([]Bench{b}))(t)
			b.Experiment.SharedBy = "" // an event of this store
			equal(t, "in another store", must(other.Bench(b.Experiment.ID))(t), b)
		}
	})
}

// entriesOf is the whole journal.
func entriesOf(t *testing.T, s *Store) map[string]Bench {
	t.Helper()
	all := map[string]Bench{}
	for _, x := range must(s.Experiments())(t) {
		all[x.ID] = must(s.Bench(x.ID))(t)
	}
	return all
}
