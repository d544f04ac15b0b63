package store

import (
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
)

// The ways in which an output came.
const (
	FromPaste    = "paste"
	FromFile     = "file"
	FromImport   = "import"
	FromCommand  = "command"
	FromEndpoint = "endpoint"
)

// An Output is what a variant made of a case.
type Output struct {
	Variant   string    `json:"variant"`
	Case      string    `json:"case"`
	Text      string    `json:"text"`
	Source    string    `json:"source"`
	Model     string    `json:"model,omitempty"`      // as the endpoint names it
	LatencyMS int64     `json:"latency_ms,omitempty"` // from asking to the end of the answer
	TokensIn  int       `json:"tokens_in,omitempty"`
	TokensOut int       `json:"tokens_out,omitempty"`
	Cost      *Money    `json:"cost,omitempty"`
	Minutes   *int      `json:"minutes,omitempty"` // a person's, to get it ready for use
	At        time.Time `json:"at"`
	Tries     int       `json:"tries"` // how often it was made: 1, more where it was replaced
}

func (o *Output) tidy() (err error) {
	o.Text = clean.Text(o.Text)
	o.Model, o.Source = clean.Line(o.Model), clean.Line(o.Source)
	switch {
	case strings.TrimSpace(o.Text) == "":
		return invalid("an output without a text: paste what came out")
	case !slices.Contains([]string{FromPaste, FromFile, FromImport, FromCommand, FromEndpoint}, o.Source):
		return invalid("the source %q of an output", o.Source)
	case o.LatencyMS < 0 || o.TokensIn < 0 || o.TokensOut < 0 || o.Minutes != nil && (*o.Minutes < 0 || *o.Minutes > maxMinutes):
		return invalid("a figure below nothing, or too large, at an output")
	}
	if o.Cost, err = o.Cost.tidied(); err != nil {
		return err
	}
	return checkLength("output", o.Text, maxText)
}

// KeepOutputs puts outputs on the bench of an entry; its time and tries are set
// here. One for the same variant and case is replaced, and counted as a further
// try. The first output locks the claims. Either all are kept or none.
func (s *Store) KeepOutputs(experiment string, outputs ...Output) (Bench, error) {
	return s.changeBench(experiment, "change the outputs", func(t *tx, b Bench) error {
		places := b.places()
		for _, o := range outputs {
			if err := o.tidy(); err != nil {
				return err
			}
			if _, found := b.Case(o.Case); !found || !b.has(o.Variant) {
				return notFound("the bench has no place for variant %q and case %q", o.Variant, o.Case)
			}
			at := cell{o.Variant, o.Case}
			o.At, o.Tries = t.now, places[at].Tries+1
			places[at] = o
			if err := t.append(experimentSubject(b.Experiment.ID), outputKept, o); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetMinutes says how long a person took to get an output ready for use; nil takes
// that back. The output stays the one that it is: it is no further try.
func (s *Store) SetMinutes(experiment, variant, of string, minutes *int) (Bench, error) {
	return s.changeBench(experiment, "change the outputs", func(t *tx, b Bench) error {
		o, found := b.Output(variant, of)
		if !found {
			return noOutput(variant, of)
		}
		if o.Minutes = minutes; minutes != nil && (*minutes < 0 || *minutes > maxMinutes) {
			return invalid("%d minutes: give 0 to %d", *minutes, maxMinutes)
		}
		return t.append(experimentSubject(b.Experiment.ID), outputKept, o)
	})
}

// RemoveOutput takes an output from the bench. The claims stay locked: its owner has
// seen a result.
func (s *Store) RemoveOutput(experiment, variant, of string) (Bench, error) {
	return s.changeBench(experiment, "change the outputs", func(t *tx, b Bench) error {
		if _, found := b.Output(variant, of); !found {
			return noOutput(variant, of)
		}
		return t.append(experimentSubject(b.Experiment.ID), outputRemoved, idData{of + "\x00" + variant})
	})
}

func noOutput(variant, of string) error {
	return notFound("the bench has no output of variant %q for case %q", variant, of)
}

// Output returns what a variant made of a case.
func (b Bench) Output(variant, of string) (Output, bool) {
	for _, o := range b.Outputs {
		if o.Variant == variant && o.Case == of {
			return o, true
		}
	}
	return Output{}, false
}

// A cell is where an output stands on the bench.
type cell struct{ variant, of string }

// places is what Output would find, for whoever looks at many: a bench may have
// 26,000 outputs.
func (b Bench) places() map[cell]Output {
	all := make(map[cell]Output, len(b.Outputs))
	for _, o := range b.Outputs {
		all[cell{o.Variant, o.Case}] = o
	}
	return all
}

// Missing lists the places of the bench that have no output, case by case.
func (b Bench) Missing() []Output {
	places := b.places()
	var missing []Output
	for _, c := range b.Cases {
		for _, v := range b.Variants {
			if _, found := places[cell{v.ID, c.ID}]; !found {
				missing = append(missing, Output{Variant: v.ID, Case: c.ID})
			}
		}
	}
	return missing
}

// used reports that a variant, or a case, has an output or was rated: then it stays
// what it was, and its id is nothing else's.
func (b Bench) used(variant, of string) bool {
	is := func(v, c string) bool { return v == variant || c == of }
	if slices.ContainsFunc(b.Outputs, func(o Output) bool { return is(o.Variant, o.Case) }) {
		return true
	}
	return slices.ContainsFunc(b.Rounds, func(r Round) bool {
		return slices.ContainsFunc(r.Items, func(it RoundItem) bool {
			return is(it.Left, it.Case) || it.Right != "" && is(it.Right, it.Case)
		})
	})
}

func (t *tx) applyOutput(e Event) error {
	if e.Kind == outputRemoved {
		return t.removePart(e, outputBucket)
	}
	var o Output
	if err := e.data(&o); err != nil {
		return err
	}
	err := t.changeRecord(e, func(x *Experiment) error {
		if x.FirstOutput.IsZero() {
			x.FirstOutput = e.At
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.putPart(e, outputBucket, o.Case+"\x00"+o.Variant, o)
}
