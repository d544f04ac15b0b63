package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// A Bench is where an entry becomes a fair test: variants × cases, what came out,
// and how it was rated. While a blind rating is under way it holds no variants and
// no outputs, and its open round does not say which is which: nothing that reads
// the store can show what it does not get.
type Bench struct {
	Experiment Experiment `json:"experiment"`
	Variants   []Variant  `json:"variants"`
	Cases      []Case     `json:"cases"`
	Outputs    []Output   `json:"outputs"` // by case, then variant
	Rubric     *Rubric    `json:"rubric"`  // nil where none was chosen
	Checks     []string   `json:"checks"`
	Rounds     []Round    `json:"rounds"` // oldest first
}

// benchRecord is what was chosen for a bench as a whole.
type benchRecord struct {
	Rubric *Rubric  `json:"rubric,omitempty"`
	Checks []string `json:"checks,omitempty"`
	Tip    string   `json:"tip,omitempty"`  // the newest event there that says what it came after
	Back   bool     `json:"back,omitempty"` // it was taken back
}

// Bench returns the bench of the entry whose id begins with the given letters.
func (s *Store) Bench(idOrPrefix string) (Bench, error) {
	var b Bench
	err := s.view(func(t *tx) error {
		x, err := t.experiment(idOrPrefix)
		if err == nil {
			b, err = t.bench(x)
		}
		return err
	})
	if err == nil && b.Experiment.ID == "" || errors.Is(err, ErrNotFound) {
		return s.waitingBench(idOrPrefix)
	}
	return b.shown(), err
}

// waitingBench is the bench of an entry that is not in the learner's file yet.
func (s *Store) waitingBench(idOrPrefix string) (Bench, error) {
	x, err := s.Experiment(idOrPrefix)
	if err != nil {
		return Bench{}, err
	}
	b := Bench{Experiment: x}
	waiting, err := s.waiting()
	for _, w := range waiting {
		if w.ID == x.ID && w.Bench != nil {
			b.Variants, b.Rubric = w.Bench.Variants, w.Bench.Rubric
		}
	}
	return b, err
}

// bench reads all of a bench.
func (t *tx) bench(x Experiment) (Bench, error) {
	b := Bench{Experiment: x}
	var chosen benchRecord
	if _, err := t.get(benchBucket, x.ID, &chosen); err != nil {
		return b, err
	}
	b.Rubric, b.Checks = chosen.Rubric, chosen.Checks
	var err error
	if b.Variants, err = parts[Variant](t, variantBucket, x.ID); err != nil {
		return b, err
	}
	if b.Cases, err = parts[Case](t, caseBucket, x.ID); err != nil {
		return b, err
	}
	if b.Outputs, err = parts[Output](t, outputBucket, x.ID); err != nil {
		return b, err
	}
	b.Rounds, err = parts[Round](t, roundBucket, x.ID)
	return b, err
}

// changeBench changes the bench of an entry in one transaction, and returns it as it
// then is. While a blind rating is under way the bench stays as it is.
func (s *Store) changeBench(id, what string, fn func(*tx, Bench) error) (Bench, error) {
	return s.withBench(id, func(t *tx, b Bench) error {
		if b.Experiment.Blind {
			return blindError(what)
		}
		return fn(t, b)
	})
}

// withBench is changeBench that also a blind rating may use.
func (s *Store) withBench(id string, fn func(*tx, Bench) error) (Bench, error) {
	var b Bench
	err := s.update(func(t *tx) error {
		x, err := t.experiment(id)
		if err != nil {
			return err
		}
		if b, err = t.bench(x); err != nil {
			return err
		}
		var chosen benchRecord
		if _, err := t.get(benchBucket, x.ID, &chosen); err != nil {
			return err
		}
		t.know(x)
		t.known.tip, t.known.back = cmp.Or(chosen.Tip, x.ID), chosen.Back
		if err := fn(t, b); err != nil {
			return err
		}
		before := b
		if b, err = t.benchNow(x.ID); err != nil {
			return err
		}
		if err := t.guard(before, b); err != nil {
			return err
		}
		b, err = t.benchNow(x.ID)
		return err
	})
	return b.shown(), err
}

// record is an entry as its record holds it.
func (t *tx) record(id string) (Experiment, error) {
	var x Experiment
	_, err := t.get(experimentBucket, id, &x)
	return x, err
}

// benchNow reads a bench as it is after a change.
func (t *tx) benchNow(id string) (Bench, error) {
	x, err := t.record(id)
	if err != nil {
		return Bench{}, err
	}
	return t.bench(x)
}

// shown is what leaves the store: all of it, or what a blind rating allows.
func (b Bench) shown() Bench {
	if !b.Experiment.Blind {
		return b
	}
	b.Experiment = b.Experiment.masked(b.Variants)
	hide := hider(b.Variants)
	b.Checks = slices.Clone(b.Checks)
	for i := range b.Checks {
		b.Checks[i] = hide(b.Checks[i])
	}
	b.Cases = slices.Clone(b.Cases)
	for i := range b.Cases {
		b.Cases[i] = b.Cases[i].masked(hide)
	}
	b.Variants, b.Outputs, b.Rubric = nil, nil, b.Rubric.masked(hide)
	b.Rounds = slices.Clone(b.Rounds)
	for i := range b.Rounds {
		r := &b.Rounds[i]
		r.Rubric = r.Rubric.masked(hide)
		if r.Revealed.IsZero() {
			r.Seed, r.Items = 0, nil
		}
	}
	return b
}

// asShown gives an entry as it leaves the store: masked while it is blind.
func (t *tx) asShown(x Experiment) (Experiment, error) {
	if !x.Blind {
		return x, nil
	}
	variants, err := parts[Variant](t, variantBucket, x.ID)
	return x.masked(variants), err
}

func partKey(experiment, part string) string { return experiment + "\x00" + part }

// parts reads the parts of an entry that a bucket holds, in order.
func parts[T any](t *tx, bucket, experiment string) ([]T, error) {
	var all []T
	err := each(t, bucket, partKey(experiment, ""), func(_ string, v T) error {
		all = append(all, v)
		return nil
	})
	return all, err
}

// putPart keeps a part of the entry that an event is about.
func (t *tx) putPart(e Event, bucket, part string, v any) error {
	id := idOf(e.Subject)
	if err := t.put(bucket, partKey(id, part), v); err != nil {
		return err
	}
	return t.changeRecord(e, func(*Experiment) error { return nil })
}

func (t *tx) removePart(e Event, bucket string) error {
	var d idData
	if err := e.data(&d); err != nil {
		return err
	}
	id := idOf(e.Subject)
	if err := t.remove(bucket, partKey(id, d.ID)); err != nil {
		return err
	}
	return t.changeRecord(e, func(*Experiment) error { return nil })
}

func (t *tx) changeBenchRecord(e Event, fn func(*benchRecord)) error {
	id := idOf(e.Subject)
	var b benchRecord
	if _, err := t.get(benchBucket, id, &b); err != nil {
		return err
	}
	fn(&b)
	if err := t.put(benchBucket, id, b); err != nil {
		return err
	}
	return t.changeRecord(e, func(*Experiment) error { return nil })
}

// forgetBench removes all parts of an entry.
func (t *tx) forgetBench(experiment string) error {
	for _, bucket := range []string{variantBucket, caseBucket, outputBucket, roundBucket} {
		if err := t.removeAll(bucket, partKey(experiment, "")); err != nil {
			return err
		}
	}
	return t.remove(benchBucket, experiment)
}

func lockedOutput(format string, args ...any) error {
	return fmt.Errorf("%w: %s has outputs or was rated; add a new one instead", ErrLocked, fmt.Sprintf(format, args...))
}
