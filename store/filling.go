package store

import (
	"fmt"
	"slices"
	"strings"
)

// A Filling is variants, cases and outputs that come to a bench together, as from a
// file of another tool. Its ids count within it: the bench gives its own.
type Filling struct {
	Variants []Variant
	Cases    []Case
	Outputs  []Output
}

// Filled says what a filling changes in a bench.
type Filled struct {
	Variants int // that are new
	Cases    int // that are new
	Outputs  int
	Replaced int // of the outputs, those that take the place of an earlier try
}

// Filling says what FillBench would change, without changing anything.
func (b Bench) Filling(f Filling) (Filled, error) {
	_, done, err := b.place(f)
	return done, err
}

// FillBench puts a filling on the bench of an entry: all of it or nothing. A variant
// that the bench has by name, and a case that it has by name or input, is taken for
// the same one, but not a case with another input; an output for a place that has one
// is a further try.
func (s *Store) FillBench(experiment string, f Filling) (Filled, error) {
	var done Filled
	_, err := s.changeBench(experiment, "change the bench", func(t *tx, b Bench) (err error) {
		var placed Filling
		if placed, done, err = b.place(f); err != nil {
			return err
		}
		subject := experimentSubject(b.Experiment.ID)
		for _, v := range placed.Variants {
			if err := t.append(subject, variantKept, v); err != nil {
				return err
			}
		}
		for _, c := range placed.Cases {
			if err := t.append(subject, caseKept, c); err != nil {
				return err
			}
		}
		for _, o := range placed.Outputs {
			o.At = t.now
			if err := t.append(subject, outputKept, o); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// place finds the place of everything in a filling: what is new in it or changes,
// with the ids that it has on the bench.
func (b Bench) place(f Filling) (placed Filling, done Filled, err error) {
	variants, cases := map[string]string{}, map[string]string{}
	after := b
	for _, v := range f.Variants {
		own := v.ID
		if err := v.tidy(); err != nil {
			return placed, done, err
		}
		v, changes, err := after.placeVariant(v)
		if err != nil {
			return placed, done, err
		}
		if variants[own] = v.ID; !changes {
			continue
		}
		after.Variants = slices.Clone(after.Variants)
		if at := slices.IndexFunc(after.Variants, func(old Variant) bool { return old.ID == v.ID }); at >= 0 {
			after.Variants[at] = v
		} else {
			done.Variants++
			after.Variants = append(after.Variants, v)
		}
		placed.Variants = append(placed.Variants, v)
	}
	for _, c := range f.Cases {
		own := c.ID
		if err := c.tidy(); err != nil {
			return placed, done, err
		}
		id, isNew := after.placeCase(c)
		if cases[own] = id; !isNew {
			continue
		}
		if c.ID = id; len(after.Cases) >= MaxCases {
			return placed, done, invalid("a bench holds at most %d cases", MaxCases)
		}
		done.Cases++
		after.Cases = append(slices.Clip(after.Cases), c)
		placed.Cases = append(placed.Cases, c)
	}
	placed.Outputs, done.Outputs, done.Replaced, err = b.placeOutputs(f.Outputs, variants, cases)
	return placed, done, err
}

// placeVariant is the variant as the bench has it, or will. One that has neither a
// prompt nor outputs yet takes the prompt over.
func (b Bench) placeVariant(v Variant) (placed Variant, changes bool, err error) {
	for _, old := range b.Variants {
		switch {
		case !strings.EqualFold(old.Name, v.Name):
		case v.Prompt == "" || v.Prompt == old.Prompt:
			return old, false, nil
		case old.Prompt != "" || b.used(old.ID, ""):
			return old, false, fmt.Errorf("%w: the variant %q has another prompt here; give the one in the file another name", ErrLocked, old.Name)
		default:
			old.Prompt = v.Prompt
			return old, true, nil
		}
	}
	if len(b.Variants) >= MaxVariants {
		return v, false, invalid("a bench holds at most %d variants", MaxVariants)
	}
	v.ID, v.Parent = b.nextVariant(), ""
	return v, true, nil
}

// placeCase is the id of a case on the bench, and whether it is new there.
func (b Bench) placeCase(c Case) (id string, isNew bool) {
	for _, old := range b.Cases {
		sameInput := old.Input == c.Input
		if c.Name != "" && old.Name == c.Name && (sameInput || c.Input == "" || old.Input == "") || c.Name == "" && sameInput {
			return old.ID, false
		}
	}
	return caseID(b.nextCase()), true
}

func (b Bench) placeOutputs(outputs []Output, variants, cases map[string]string) (placed []Output, all, replaced int, err error) {
	places := b.places()
	for _, o := range outputs {
		if err := o.tidy(); err != nil {
			return nil, 0, 0, err
		}
		var known, given bool
		if o.Variant, known = variants[o.Variant]; known {
			o.Case, given = cases[o.Case]
		}
		if !known || !given {
			return nil, 0, 0, notFound("an output whose variant or case is not in the file")
		}
		at := cell{o.Variant, o.Case}
		old, there := places[at]
		if there {
			replaced++
		}
		o.Tries = old.Tries + 1
		places[at] = o
		placed = append(placed, o)
	}
	return placed, len(placed), replaced, nil
}
