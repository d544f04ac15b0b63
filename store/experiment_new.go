package store

import (
	"errors"
	"fmt"
)

// A newEntry is an entry as it begins, with the bench that came with it. This is also
// how it waits in the spool folder.
type newEntry struct {
	Experiment
	Bench *givenBench `json:"bench,omitempty"`
}

type givenBench struct {
	Variants []Variant `json:"variants,omitempty"`
	Rubric   *Rubric   `json:"rubric,omitempty"`
}

// AddExperiment saves a new entry: its fields, see Fields. All else is set here, also
// where e is a copy of another entry: nothing has happened to it yet. An entry must
// not be lost because the file is busy, full, damaged or newer: then it goes to
// the spool folder, where the next save takes it in, and waiting is the reason.
func (s *Store) AddExperiment(e Experiment) (saved Experiment, waiting, err error) {
	return s.AddExperimentWith(e, nil, nil)
}

// AddExperimentWith is AddExperiment with variants, and a rubric that may be nil, on
// the entry's bench from the beginning: all of it is saved, or waits, in one step.
// Ids of variants are set here.
func (s *Store) AddExperimentWith(e Experiment, variants []Variant, rubric *Rubric) (saved Experiment, waiting, err error) {
	s.saves.Add(1)
	defer s.saves.Add(-1)
	var entry newEntry
	for _, f := range fields() {
		if err := f.Set(&entry.Experiment, f.in(&e)); err != nil {
			return Experiment{}, nil, err
		}
	}
	if len(variants) > 0 || rubric != nil {
		entry.Bench = &givenBench{Variants: append([]Variant(nil), variants...)}
		if entry.Bench.Rubric, err = rubric.tidied(); err != nil {
			return Experiment{}, nil, err
		}
	}
	if err := entry.tidy(); err != nil {
		return Experiment{}, nil, err
	}
	at := s.time()
	entry.ID, entry.Created, entry.Updated = randomID(at), at, at
	entry.Visibility, entry.Overruled, entry.Withdrawn = Private, "", ""
	if entry.Verdict != Open {
		entry.Closed = at
	}
	err = s.capture(entry)
	if err != nil && !errors.Is(err, ErrBusy) { // another program was waited for already
		err = s.update(func(t *tx) error { return t.appendEntry(entry) })
	}
	if err == nil {
		return entry.Experiment, nil, nil
	}
	if !canSpool(err) {
		return Experiment{}, nil, err
	}
	if failed := s.spool(entry); failed != nil {
		return Experiment{}, nil, fmt.Errorf("%w (nor could the entry be kept beside it: %v)", err, failed)
	}
	return entry.Experiment, err, nil
}

// tidy cleans what was given and refuses what an entry or its bench cannot hold.
func (n *newEntry) tidy() error {
	if err := n.Experiment.tidy(); err != nil || n.Bench == nil {
		return err
	}
	if len(n.Bench.Variants) > MaxVariants {
		return invalid("a bench holds at most %d variants", MaxVariants)
	}
	for i := range n.Bench.Variants {
		v := &n.Bench.Variants[i]
		v.ID, v.Parent = string(rune('a'+i)), ""
		if err := v.tidy(); err != nil {
			return err
		}
		for _, other := range n.Bench.Variants[:i] {
			if other.sameName(*v) {
				return invalid("the name %q: another variant has it; choose another name", v.Name)
			}
		}
	}
	if n.Bench.Rubric == nil {
		return nil
	}
	return n.Bench.Rubric.tidy()
}

// appendEntry adds an entry with its bench, as one action. It is private, also where a
// file of the spool folder says something else.
func (t *tx) appendEntry(n newEntry) error {
	n.Visibility, n.Overruled, n.Withdrawn = Private, "", ""
	subject := experimentSubject(n.ID)
	if err := t.append(subject, experimentAdded, n.Experiment); err != nil || n.Bench == nil {
		return err
	}
	for _, v := range n.Bench.Variants {
		if err := t.append(subject, variantKept, v); err != nil {
			return err
		}
	}
	if n.Bench.Rubric == nil {
		return nil
	}
	return t.append(subject, rubricChosen, *n.Bench.Rubric)
}
