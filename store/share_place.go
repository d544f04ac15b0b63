package store

import (
	"fmt"
	"slices"

	"waymark/store/scan"
)

// A place is one text of an entry or its bench. Sharing, the scan before it and the
// redaction all go by one list of them, so that none of them can miss a text that
// another one has.
type place struct {
	key   string // within the entry: "field/learning", "output/0001/a"
	label string // for people
	get   func() string
	set   func(string) error
	field *Field // nil where it is no field of the entry
}

// disclosed are the places that others see.
func (b *Bench) disclosed(as Visibility) []place {
	if as == FullShared {
		return slices.Concat(b.entryPlaces(), b.benchPlaces(), b.roundPlaces())
	}
	var card []place
	for _, name := range []string{"title", "task", "verdict", "learning", "broke"} {
		f, _ := FieldOf(name)
		card = append(card, b.fieldPlace(f))
	}
	return card
}

// fieldPlace is a field of the entry.
func (b *Bench) fieldPlace(f Field) place {
	get := func() string { return f.Of(b.Experiment) }
	return place{"field/" + f.Name, f.Label, get, func(text string) error { return f.Set(&b.Experiment, text) }, &f}
}

// marks are what the scan finds there. The words of a choice are none: "internal" as
// the class of the data says what it is, and gives nothing away.
func (p place) marks() []scan.Mark {
	if p.field != nil && p.field.Kind == ChoiceField {
		return nil
	}
	return scan.Text(p.get())
}

// textPlace is a text that has no rules of its own.
func textPlace(text *string, label, key string, args ...any) place {
	set := func(s string) error {
		*text = s
		return checkLength(label, s, maxText)
	}
	return place{fmt.Sprintf(key, args...), label, func() string { return *text }, set, nil}
}

// entryPlaces are those of the entry, its amendments and its pilot.
func (b *Bench) entryPlaces() []place {
	var all []place
	for _, f := range fields() {
		all = append(all, b.fieldPlace(f))
	}
	x := &b.Experiment
	x.Amendments = slices.Clone(x.Amendments)
	for i := range x.Amendments {
		a := &x.Amendments[i]
		f, _ := FieldOf(a.Field)
		all = append(all,
			textPlace(&a.From, f.Label+", before it was amended", "amendment/%d/from", i),
			textPlace(&a.To, f.Label+", as amended", "amendment/%d/to", i),
			textPlace(&a.Reason, "Reason for the amendment", "amendment/%d/reason", i))
	}
	if x.Pilot != nil {
		p := *x.Pilot
		x.Pilot = &p
		all = append(all,
			textPlace(&p.Scope, "Pilot: scope", "pilot/scope"), textPlace(&p.Guard, "Pilot: what must not get worse", "pilot/guard"),
			textPlace(&p.Stop, "Pilot: stop rule", "pilot/stop"), textPlace(&p.Why, "Pilot: why it ended so", "pilot/why"))
	}
	return all
}

// benchPlaces are those of the variants, cases and outputs.
func (b *Bench) benchPlaces() []place {
	var all []place
	b.Variants, b.Cases, b.Outputs, b.Checks = slices.Clone(b.Variants), slices.Clone(b.Cases), slices.Clone(b.Outputs), slices.Clone(b.Checks)
	for i := range b.Variants {
		v := &b.Variants[i]
		of := fmt.Sprintf("Variant %s: ", v.ID)
		all = append(all,
			textPlace(&v.Name, of+"name", "variant/%s/name", v.ID), textPlace(&v.Prompt, of+"prompt", "variant/%s/prompt", v.ID),
			textPlace(&v.Tool, of+"tool", "variant/%s/tool", v.ID), textPlace(&v.Model, of+"model", "variant/%s/model", v.ID),
			textPlace(&v.Settings, of+"settings", "variant/%s/settings", v.ID), textPlace(&v.Note, of+"note", "variant/%s/note", v.ID))
	}
	for i := range b.Cases {
		c := &b.Cases[i]
		of := fmt.Sprintf("Case %d: ", i+1)
		all = append(all, textPlace(&c.Name, of+"name", "case/%s/name", c.ID),
			textPlace(&c.Input, of+"input", "case/%s/input", c.ID), textPlace(&c.Expected, of+"expected answer", "case/%s/expected", c.ID))
	}
	for i := range b.Outputs {
		o := &b.Outputs[i]
		n := slices.IndexFunc(b.Cases, func(c Case) bool { return c.ID == o.Case }) + 1
		of := fmt.Sprintf("Output of variant %s for case %d", o.Variant, n)
		all = append(all, textPlace(&o.Text, of, "output/%s/%s", o.Case, o.Variant),
			textPlace(&o.Model, of+": model", "output/%s/%s/model", o.Case, o.Variant))
	}
	for i := range b.Checks {
		all = append(all, textPlace(&b.Checks[i], "Automatic check", "check/%d", i))
	}
	return all
}

// roundPlaces are those of the rubrics, and of what raters wrote.
func (b *Bench) roundPlaces() []place {
	all := rubricPlaces(&b.Rubric, "Rubric", "rubric")
	b.Rounds = slices.Clone(b.Rounds)
	for i := range b.Rounds {
		r := &b.Rounds[i]
		r.Judgements = slices.Clone(r.Judgements)
		of := fmt.Sprintf("Rating %d", r.Number)
		all = append(all, rubricPlaces(&r.Rubric, of+": rubric", fmt.Sprintf("round/%d/rubric", r.Number))...)
		for j := range r.Judgements {
			judged := &r.Judgements[j]
			all = append(all, textPlace(&judged.Rater, of+": rater", "round/%d/%d/rater", r.Number, j),
				textPlace(&judged.Note, of+": note", "round/%d/%d/note", r.Number, j))
		}
	}
	return all
}

// rubricPlaces are those of a rubric, of which a copy is made.
func rubricPlaces(at **Rubric, label, key string) []place {
	if *at == nil {
		return nil
	}
	r := **at
	*at = &r
	all := []place{textPlace(&r.Title, label, "%s", key)}
	r.Criteria = slices.Clone(r.Criteria)
	for i := range r.Criteria {
		c := &r.Criteria[i]
		all = append(all, textPlace(&c.Name, label+": criterion", "%s/%d", key, i))
		c.Anchors = slices.Clone(c.Anchors)
		for j := range c.Anchors {
			all = append(all, textPlace(&c.Anchors[j].Text, label+": "+c.Name, "%s/%d/%d", key, i, j))
		}
	}
	return all
}
