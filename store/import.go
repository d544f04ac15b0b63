package store

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/oklog/ulid/v2"

	"waymark/store/clean"
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
	taken := make([]Bench, len(entries))
	for i, b := range entries {
		var err error
		if taken[i], err = b.taken(s.now()); err != nil {
			return Imported{}, fmt.Errorf("the entry %q: %w", clean.Line(b.Experiment.Title), err)
		}
	}
	if err := s.backUpBefore(BeforeImporting); err != nil {
		return Imported{}, err
	}
	err := s.update(func(t *tx) error {
		done = Imported{}
		now := t.now
		for _, b := range taken {
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

// taken is a bench as the store would have written it: clean, since somebody else may
// have written the file that it comes from. What cannot be so is refused.
func (b Bench) taken(now time.Time) (Bench, error) {
	b.Variants, b.Cases, b.Outputs = slices.Clone(b.Variants), slices.Clone(b.Cases), slices.Clone(b.Outputs)
	b.Rounds = slices.Clone(b.Rounds)
	if len(b.Outputs) > 0 && b.Experiment.FirstOutput.IsZero() {
		b.Experiment.FirstOutput = b.Experiment.Created
	}
	for _, part := range []func() error{
		func() error { return b.Experiment.takeIn(now) }, b.takeVariants, b.takeCases, b.takeOutputs, b.takeChosen, b.takeRounds,
	} {
		if err := part(); err != nil {
			return b, err
		}
	}
	return b, nil
}

// takeIn tidies an entry that was made elsewhere.
func (x *Experiment) takeIn(now time.Time) error {
	_, err := ulid.ParseStrict(x.ID)
	switch {
	case err != nil:
		return invalid("%q is no id of an entry", x.ID)
	case x.Blind:
		return invalid("it was written during a blind rating, without what is withheld; reveal, and export it again")
	case x.Created.IsZero() || x.Created.After(now.AddDate(0, 0, 2)):
		return invalid("it does not say when it was made")
	case !slices.Contains([]Visibility{Private, CardShared, FullShared}, x.Visibility):
		return invalid("%q for who may see it", x.Visibility)
	}
	x.ToRate, x.Overruled, x.Withdrawn = 0, clean.Line(x.Overruled), clean.Line(x.Withdrawn)
	x.SharedBy, x.Aside, x.Others = "", "", slices.Clone(x.Others)
	for i := range x.Others {
		if _, known := FieldOf(x.Others[i].Field); !known {
			return invalid("%q is no field of an entry", x.Others[i].Field)
		}
		x.Others[i].Text = clean.Text(x.Others[i].Text)
	}
	x.Amendments = slices.Clone(x.Amendments)
	for i := range x.Amendments {
		a := &x.Amendments[i]
		if !slices.Contains(claims(), a.Field) {
			return invalid("%q is amended, which is no claim", a.Field)
		}
		a.From, a.To, a.Reason = clean.Text(a.From), clean.Text(a.To), clean.Line(a.Reason)
	}
	if x.Pilot != nil {
		p := *x.Pilot
		x.Pilot = &p
		if err := p.tidy(); err != nil {
			return err
		}
		if !p.Running() {
			if err := p.tidyEnd(); err != nil {
				return err
			}
		}
		*x.Pilot = p
	}
	return x.tidy()
}

func (b *Bench) takeVariants() error {
	if len(b.Variants) > MaxVariants {
		return invalid("a bench holds at most %d variants", MaxVariants)
	}
	for i := range b.Variants {
		v := &b.Variants[i]
		if err := v.tidy(); err != nil {
			return err
		}
		if len(v.ID) != 1 || v.ID < "a" || v.ID > "z" || v.Parent != "" && (!b.has(v.Parent) || b.buildsOn(v.Parent, v.ID)) {
			return invalid("the variant %q has a letter or a parent that no variant has", v.Name)
		}
		for _, other := range b.Variants[:i] {
			if other.ID == v.ID || other.sameName(*v) {
				return invalid("the variant %q: it stands there twice", v.Name)
			}
		}
	}
	return nil
}

func (b *Bench) takeCases() error {
	if len(b.Cases) > MaxCases {
		return invalid("a bench holds at most %d cases", MaxCases)
	}
	seen := map[string]bool{}
	for i := range b.Cases {
		c := &b.Cases[i]
		if err := c.tidy(); err != nil {
			return err
		}
		if n, err := strconv.Atoi(c.ID); err != nil || n < 1 || n > lastCase || caseID(n) != c.ID || seen[c.ID] {
			return invalid("the number %q of a case is none, or stands there twice", c.ID)
		}
		seen[c.ID] = true
	}
	return nil
}

func (b *Bench) takeOutputs() error {
	seen := map[cell]bool{}
	for i := range b.Outputs {
		o := &b.Outputs[i]
		at := cell{o.Variant, o.Case}
		_, found := b.Case(o.Case)
		if err := o.tidy(); err != nil {
			return err
		}
		if !found || !b.has(o.Variant) || seen[at] {
			return invalid("the output of the variant %q for the case %q: the bench has no such place, or it is taken", o.Variant, o.Case)
		}
		seen[at], o.Tries = true, max(1, o.Tries)
		if o.At.IsZero() {
			o.At = b.Experiment.Created
		}
	}
	return nil
}

// takeChosen tidies what was chosen for the bench as a whole.
func (b *Bench) takeChosen() (err error) {
	if b.Checks, err = tidyChecks(b.Checks); err != nil {
		return err
	}
	b.Rubric, err = b.Rubric.tidied()
	return err
}

// takeRounds refuses ratings that were not ended, or of what is not on the bench.
func (b *Bench) takeRounds() (err error) {
	for i := range b.Rounds {
		r := &b.Rounds[i]
		if r.Number != i+1 || r.Revealed.IsZero() || r.Mode != ByPair && (r.Mode != ByCriterion || r.Rubric == nil) {
			return invalid("the rating %d is not whole", i+1)
		}
		for _, it := range r.Items {
			if _, found := b.Case(it.Case); !found || !b.has(it.Left) || r.Mode == ByPair != b.has(it.Right) || it.Left == it.Right {
				return invalid("the rating %d is of something that is not there", i+1)
			}
		}
		if r.Rubric, err = r.Rubric.tidied(); err != nil {
			return err
		}
		open := *r
		open.Revealed, open.Judgements = time.Time{}, nil
		r.Judgements = slices.Clone(r.Judgements)
		for k := range r.Judgements {
			j := &r.Judgements[k]
			if err := open.check(j); err != nil {
				return err
			}
			if k > 0 && byItem(r.Judgements[k-1], *j) >= 0 {
				return invalid("the rating %d has judgements twice, or not by item", i+1)
			}
		}
	}
	return nil
}

// appendWhole adds an entry that was made elsewhere, as one action. The entry comes
// last, so that its own times stand.
func (t *tx) appendWhole(b Bench) (err error) {
	t.action = ""
	defer func() { t.action = "" }()
	add := func(kind string, data any) {
		if err == nil {
			err = t.append(experimentSubject(b.Experiment.ID), kind, data)
		}
	}
	for _, v := range b.Variants {
		add(variantKept, v)
	}
	for _, c := range b.Cases {
		add(caseKept, c)
	}
	for _, o := range b.Outputs {
		add(outputKept, o)
	}
	if b.Rubric != nil {
		add(rubricChosen, *b.Rubric)
	}
	if len(b.Checks) > 0 {
		add(checksSet, checksData{b.Checks})
	}
	for _, r := range b.Rounds {
		add(roundStarted, r)
	}
	add(experimentAdded, b.asShared())
	return err
}
