package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"waymark/store/scan"
)

// redacted is the reason of an amendment that a redaction makes.
const redacted = "redacted"

// A Redaction says what stands in the place of marked parts.
type Redaction struct {
	Label string // of the text, for people
	Kind  scan.Kind
	Was   string // the part that was marked
	Now   string // "[e-mail address]"
}

// Redactions are the parts of a disclosure that a redaction would replace. Words
// that name a data class are not among them: without them a text would be as
// confidential as before, and no longer say so.
func (d Disclosure) Redactions() []Redaction {
	var all []Redaction
	for _, text := range d.Texts {
		for _, m := range removable(text.Marks) {
			all = append(all, Redaction{text.Label, m.Kind, text.Text[m.Start:m.End], scan.Redact(text.Text[m.Start:m.End], []scan.Mark{{Start: 0, End: m.End - m.Start, Kind: m.Kind}})})
		}
	}
	return all
}

// removable are the marks that can be taken out.
func removable(marks []scan.Mark) []scan.Mark {
	return slices.DeleteFunc(slices.Clone(marks), func(m scan.Mark) bool { return m.Kind == scan.Label })
}

type redactedData struct {
	Texts map[string]string `json:"texts"` // by place
}

// Redact replaces what is marked in an entry's card, or in its full record, by its
// kind in brackets, and returns what it replaced. An output stays the try that it
// was, and a claim that has locked gets an amendment, which does not keep what was
// taken out. The log still holds the old words until the learner's file is made
// anew: they are on this machine, and can be undone.
func (s *Store) Redact(id string, as Visibility) (Experiment, []Redaction, error) {
	var done []Redaction
	x, err := s.changeExperiment(id, func(t *tx, x Experiment) error {
		d, err := t.disclosure(x, as)
		if err != nil {
			return err
		}
		done = d.Redactions()
		data := redactedData{map[string]string{}}
		for _, text := range d.Texts {
			if marks := removable(text.Marks); len(marks) > 0 {
				data.Texts[text.Place] = scan.Redact(text.Text, marks)
			}
		}
		if len(data.Texts) == 0 {
			return nil
		}
		b, err := t.bench(x)
		if err != nil {
			return err
		}
		if err := b.replace(data.Texts); err != nil {
			return err
		}
		return t.append(experimentSubject(x.ID), experimentRedacted, data)
	})
	return x, done, err
}

// replace puts texts into their places. Variants and raters whose names were different
// keep different names.
func (b *Bench) replace(texts map[string]string) error {
	was := *b
	for _, p := range b.disclosed(FullShared) {
		if text, found := texts[p.key]; found {
			if err := p.set(text); err != nil {
				return err
			}
		}
	}
	b.keepApart(was)
	return nil
}

func (b *Bench) keepApart(was Bench) {
	variants, raters := apart{}, apart{}
	for i := range b.Variants {
		b.Variants[i].Name = variants.name(was.Variants[i].Name, b.Variants[i].Name)
	}
	for i := range b.Rounds {
		r := &b.Rounds[i]
		for k := range r.Judgements {
			r.Judgements[k].Rater = raters.name(was.Rounds[i].Judgements[k].Rater, r.Judgements[k].Rater)
		}
		slices.SortFunc(r.Judgements, byItem)
	}
}

// apart tells by each name, in small letters, whose it was before.
type apart map[string]string

// name numbers a name that another one has become already: "[e-mail address] 2".
func (a apart) name(was, now string) string {
	name := now
	for n := 2; ; n++ {
		if owner, taken := a[strings.ToLower(name)]; !taken || owner == was || name == was {
			a[strings.ToLower(name)] = was
			return name
		}
		name = fmt.Sprintf("%s %d", now, n)
	}
}

func (t *tx) applyRedacted(e Event) error {
	var d redactedData
	if err := e.data(&d); err != nil {
		return err
	}
	var b Bench
	var x Experiment
	found, err := t.get(experimentBucket, idOf(e.Subject), &x)
	if err != nil || !found {
		return err
	}
	if b, err = t.bench(x); err != nil {
		return err
	}
	if err := b.replace(d.Texts); err != nil {
		return damaged("%s %q: %v", logBucket, e.ID, err)
	}
	for _, p := range b.disclosed(FullShared) {
		if text, found := d.Texts[p.key]; found && p.field != nil && p.field.Claim && x.Locked() {
			b.Experiment.Amendments = append(b.Experiment.Amendments, Amendment{p.field.Name, text, text, redacted, e.At})
		}
	}
	if err := t.changeRecord(e, func(x *Experiment) error { *x = b.Experiment; return nil }); err != nil {
		return err
	}
	return t.putBench(x.ID, b)
}

// putBench keeps all parts of a bench.
func (t *tx) putBench(id string, b Bench) error {
	var chosen benchRecord
	if _, err := t.get(benchBucket, id, &chosen); err != nil {
		return err
	}
	chosen.Rubric, chosen.Checks = b.Rubric, b.Checks
	return errors.Join(
		t.put(benchBucket, id, chosen),
		putParts(t, variantBucket, id, b.Variants, func(v Variant) string { return v.ID }),
		putParts(t, caseBucket, id, b.Cases, func(c Case) string { return c.ID }),
		putParts(t, outputBucket, id, b.Outputs, func(o Output) string { return o.Case + "\x00" + o.Variant }),
		putParts(t, roundBucket, id, b.Rounds, func(r Round) string { return roundPart(r.Number) }),
	)
}

func putParts[T any](t *tx, bucket, id string, all []T, part func(T) string) error {
	for _, v := range all {
		if err := t.put(bucket, partKey(id, part(v)), v); err != nil {
			return err
		}
	}
	return nil
}
