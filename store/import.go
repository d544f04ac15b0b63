package store

import (
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"
)

// Imported says what ImportExperiments did.
type Imported struct {
	Taken int      // entries that are new here
	Known []string // ids of entries that are in the journal already, and were left as they are
}

// ImportExperiments takes entries in that an export holds, with all that belongs to
// them, their ids and their times. One that the journal has already is left as it
// is. What an entry cannot hold is ErrInvalid, as is one that was written during a
// blind rating, which is not whole; then nothing is taken in.
func (s *Store) ImportExperiments(entries []Bench) (Imported, error) {
	var done Imported
	for _, b := range entries {
		if err := b.whole(s.now()); err != nil {
			return Imported{}, fmt.Errorf("the entry %q: %w", b.Experiment.Title, err)
		}
	}
	err := s.update(func(t *tx) error {
		done = Imported{}
		now := t.now
		for _, b := range entries {
			known, err := t.isKnown(experimentSubject(b.Experiment.ID))
			if err != nil {
				return err
			}
			if known {
				done.Known = append(done.Known, b.Experiment.ID)
				continue
			}
			t.now = b.Experiment.Created
			if err := t.appendWhole(b); err != nil {
				return err
			}
			t.now = now
			done.Taken++
		}
		return nil
	})
	return done, err
}

// whole refuses a bench that the store would not have written.
func (b Bench) whole(now time.Time) error {
	x := b.Experiment
	_, err := ulid.ParseStrict(x.ID)
	switch {
	case err != nil:
		return invalid("%q is no id of an entry", x.ID)
	case x.Blind:
		return invalid("it was written during a blind rating, without what is withheld; reveal, and export it again")
	case x.Created.IsZero() || x.Created.After(now.AddDate(0, 0, 2)):
		return invalid("it does not say when it was made")
	case len(b.Variants) > MaxVariants || len(b.Cases) > MaxCases:
		return invalid("it has more variants or cases than a bench holds")
	}
	tidied := x
	if err := tidied.tidy(); err != nil {
		return err
	}
	for _, v := range b.Variants {
		if err := v.tidy(); err != nil {
			return err
		}
	}
	for _, c := range b.Cases {
		if err := c.tidy(); err != nil {
			return err
		}
	}
	for _, o := range b.Outputs {
		_, placed := b.Case(o.Case)
		if err := o.tidy(); err != nil || !placed || !b.has(o.Variant) {
			return invalid("an output has no place, or is none: %v", err)
		}
	}
	return b.wholeRounds()
}

// wholeRounds refuses ratings of what is not on the bench.
func (b Bench) wholeRounds() error {
	if b.Rubric != nil {
		if err := b.Rubric.tidy(); err != nil {
			return err
		}
	}
	for i, r := range b.Rounds {
		if r.Number != i+1 || r.Revealed.IsZero() || r.Mode != ByPair && (r.Mode != ByCriterion || r.Rubric == nil) {
			return invalid("the rating %d is not whole", i+1)
		}
		for _, it := range r.Items {
			if _, found := b.Case(it.Case); !found || !b.has(it.Left) || r.Mode == ByPair != b.has(it.Right) {
				return invalid("the rating %d is of something that is not there", i+1)
			}
		}
		open := r
		open.Revealed = time.Time{}
		for _, j := range r.Judgements {
			if err := open.check(&j); err != nil {
				return err
			}
		}
	}
	return nil
}

// appendWhole adds an entry that was made elsewhere, as one action. The entry comes
// last, so that its own times stand.
func (t *tx) appendWhole(b Bench) error {
	t.action = ""
	defer func() { t.action = "" }()
	subject := experimentSubject(b.Experiment.ID)
	add := func(kind string, data any) error { return t.append(subject, kind, data) }
	for _, v := range b.Variants {
		if err := add(variantKept, v); err != nil {
			return err
		}
	}
	for _, c := range b.Cases {
		if err := add(caseKept, c); err != nil {
			return err
		}
	}
	for _, o := range b.Outputs {
		if err := add(outputKept, o); err != nil {
			return err
		}
	}
	if b.Rubric != nil {
		if err := add(rubricChosen, *b.Rubric); err != nil {
			return err
		}
	}
	if len(b.Checks) > 0 {
		if err := add(checksSet, checksData{b.Checks}); err != nil {
			return err
		}
	}
	for _, r := range b.Rounds {
		if err := add(roundStarted, r); err != nil {
			return err
		}
	}
	return add(experimentAdded, b.asShared())
}
