package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waymark/store/clean"
	"waymark/store/scan"
)

// An EntryCard is what others see of an entry whose card is shared. There is no place in
// it for a prompt, a case or an output.
type EntryCard struct {
	Title    string  `json:"title"`
	Task     string  `json:"task"` // id of a Task
	Verdict  Verdict `json:"verdict"`
	Learning string  `json:"learning"`
	Broke    string  `json:"broke"`
}

// Card is what others see of the entry once its card is shared.
func (x Experiment) Card() EntryCard {
	return EntryCard{x.Title, x.Task, x.Verdict, x.Learning, x.Broke}
}

// A SharedText is one text that others would see, with what is marked in it.
type SharedText struct {
	Place string      // names the text within its entry, for programs: "field/learning"
	Label string      // names it for people: "What others can learn from it"
	Text  string      // never empty
	Marks []scan.Mark // what a person should look at before it is shared
}

// A Disclosure is what others would see of an entry.
type Disclosure struct {
	Experiment Experiment
	As         Visibility   // CardShared or FullShared
	Texts      []SharedText // all of them, in the order in which they are shown
}

// Disclosure says what others would see of an entry whose card or whose full record
// is shared, and marks what a person should look at. It shares nothing. While a
// blind rating is under way it is ErrBlind.
func (s *Store) Disclosure(id string, as Visibility) (Disclosure, error) {
	var d Disclosure
	err := s.view(func(t *tx) error {
		x, err := t.experiment(id)
		if err == nil {
			d, err = t.disclosure(x, as)
		}
		return err
	})
	if err == nil && d.As == Private {
		err = noEntry(id)
	}
	return d, err
}

func (t *tx) disclosure(x Experiment, as Visibility) (Disclosure, error) {
	d := Disclosure{Experiment: x, As: as}
	if as != CardShared && as != FullShared {
		return d, invalid("%q: share the card or the full record", as)
	}
	if x.Blind {
		return d, blindError("share the entry")
	}
	b := Bench{Experiment: x}
	if as == FullShared {
		var err error
		if b, err = t.bench(x); err != nil {
			return d, err
		}
	}
	return b.disclosure(as), nil
}

// disclosure is what others would see of an entry with all that belongs to it.
func (b Bench) disclosure(as Visibility) Disclosure {
	d := Disclosure{Experiment: b.Experiment, As: as}
	for _, p := range b.disclosed(as) {
		if text := p.get(); text != "" {
			d.Texts = append(d.Texts, SharedText{p.key, p.label, text, p.marks()})
		}
	}
	return d
}

// asShared is an entry from an export. It stays shared only where it could be shared
// here, or where that was overruled.
func (b Bench) asShared() Experiment {
	x := b.Experiment
	switch {
	case x.Visibility != CardShared && x.Visibility != FullShared:
		x.Visibility = Private
	case x.Overruled == "":
		if x.Withdrawn = b.disclosure(x.Visibility).Against(); x.Withdrawn != "" {
			x.Visibility = Private
		}
	}
	return x
}

// Marks counts what is marked.
func (d Disclosure) Marks() int {
	n := 0
	for _, text := range d.Texts {
		n += len(text.Marks)
	}
	return n
}

// Against says in words what speaks against sharing: the class of the data, and the
// marks. It is empty where nothing does.
func (d Disclosure) Against() string {
	var against []string
	if d.Experiment.restricted() {
		against = append(against, fmt.Sprintf("the entry says that it deals with %s data", d.Experiment.Data))
	}
	const most = 3
	named := 0
	for _, text := range d.Texts {
		for _, m := range text.Marks {
			if named++; named <= most {
				against = append(against, fmt.Sprintf("%q holds %s", text.Label, m.What))
			}
		}
	}
	if named > most {
		against = append(against, fmt.Sprintf("%d more marked", named-most))
	}
	return strings.Join(against, "; ")
}

// restricted reports that an entry may not be shared as it is, by the class of its data.
func (x Experiment) restricted() bool { return x.Data == Confidential || x.Data == Personal }

type sharedData struct {
	Visibility Visibility `json:"visibility"`
	Overruled  string     `json:"overruled,omitempty"`
	Withdrawn  string     `json:"withdrawn,omitempty"`
	Over       string     `json:"over,omitempty"`  // the event that said it before, or the entry
	Shown      string     `json:"shown,omitempty"` // hash of all that others would see
}

// ShareExperiment makes an entry visible to others: its card, or the full record. An
// entry that deals with confidential or personal data, or that holds what the scan
// marks, is ErrPrivacy, unless a reason for overruling that is given, which is kept
// with the entry.
func (s *Store) ShareExperiment(id string, as Visibility, reason string) (Experiment, error) {
	return s.changeExperiment(id, func(t *tx, x Experiment) error {
		d, err := t.disclosure(x, as)
		if err != nil {
			return err
		}
		reason = clean.Line(reason)
		if err := checkLength("reason", reason, 500); err != nil {
			return err
		}
		against := d.Against()
		switch {
		case against == "":
			reason = ""
		case reason == "":
			return fmt.Errorf("%w: %s; take it out, or give a reason why it may be shared", ErrPrivacy, against)
		case len(scan.Text(reason)) > 0:
			return invalid("the reason itself holds %s: leave it out", scan.Text(reason)[0].What)
		}
		return t.share(x, sharedData{Visibility: as, Overruled: reason, Shown: d.hash()})
	})
}

// UnshareExperiment makes an entry private again.
func (s *Store) UnshareExperiment(id string) (Experiment, error) {
	return s.changeExperiment(id, func(t *tx, x Experiment) error {
		if x.Visibility == Private {
			return nil
		}
		return t.share(x, sharedData{})
	})
}

// guarded is an entry as it is after a change, once guard has looked at it.
func (t *tx) guarded(before Experiment) (Experiment, error) {
	now, err := t.record(before.ID)
	if err != nil {
		return now, err
	}
	if err := t.guard(Bench{Experiment: before}, Bench{Experiment: now}); err != nil {
		return now, err
	}
	return t.record(before.ID)
}

// guard makes a shared entry private again where a change brought in what speaks
// against sharing it. What was overruled before stays overruled.
func (t *tx) guard(before, after Bench) error {
	as := after.Experiment.Visibility
	if before.Experiment.Visibility != as || as == Private {
		return nil
	}
	why := ""
	if after.Experiment.restricted() && before.Experiment.Data != after.Experiment.Data {
		why = fmt.Sprintf("it deals with %s data now", after.Experiment.Data)
	}
	was := map[string]string{}
	for _, p := range before.disclosed(as) {
		was[p.key] = p.get()
	}
	for _, p := range after.disclosed(as) {
		if text := p.get(); why == "" && text != was[p.key] && len(p.marks()) > 0 {
			if m, found := newMark(was[p.key], text); found {
				why = fmt.Sprintf("%s came into %q", m.What, p.label)
			}
		}
	}
	if why == "" {
		return nil
	}
	return t.share(after.Experiment, sharedData{Withdrawn: why})
}

// newMark is a part that is marked in a text and was not in it before.
func newMark(before, after string) (scan.Mark, bool) {
	var known []string
	for _, m := range scan.Text(before) {
		known = append(known, before[m.Start:m.End])
	}
	for _, m := range scan.Text(after) {
		if !slices.Contains(known, after[m.Start:m.End]) {
			return m, true
		}
	}
	return scan.Mark{}, false
}

// share says who may see an entry from now on.
func (t *tx) share(x Experiment, d sharedData) error {
	d.Over = cmp.Or(x.SharedBy, x.ID)
	return t.append(experimentSubject(x.ID), experimentShared, d)
}

func (t *tx) applyShared(e Event) error {
	var d sharedData
	if err := e.data(&d); err != nil {
		return err
	}
	d, err := t.narrowed(idOf(e.Subject), d)
	if err != nil {
		return err
	}
	return t.changeRecord(e, func(x *Experiment) error {
		x.Visibility, x.Overruled, x.Withdrawn = d.Visibility, d.Overruled, d.Withdrawn
		if d.Over != "" {
			x.SharedBy = x.sharedBy(d, e.ID)
		}
		return nil
	})
}
