package store

import (
	"slices"
	"time"

	"waymark/store/clean"
)

// An Amendment is a change of a claim after it had locked: what was claimed before
// the first result may be corrected, but not unseen.
type Amendment struct {
	Field  string    `json:"field"`
	From   string    `json:"from"`
	To     string    `json:"to"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// Locked reports that the claims of an entry stand: what was expected, what counts
// as success and how sure the learner was. They lock with the first output on the
// bench, with the words on what came out, or with the verdict, and stay locked when
// these are emptied.
func (x Experiment) Locked() bool {
	return x.Reopened || !x.FirstOutput.IsZero() || x.Outcome != "" || x.Verdict != Open
}

// mayChange refuses changes of claims that have locked, also of one that is empty:
// what was not claimed before the result is claimed with a reason.
func (x Experiment) mayChange(changes []fieldData) error {
	if x.Blind {
		return blindError("change the entry")
	}
	for _, c := range changes {
		if f, _ := FieldOf(c.Field); f.Claim && x.Locked() {
			return lockedError(f)
		}
	}
	return nil
}

// Amend changes a claim that has locked, and keeps what it was and the reason. One
// that is still open is ErrInvalid, as is a change without a reason.
func (s *Store) Amend(id, field, text, reason string) (Experiment, error) {
	return s.changeExperiment(id, func(t *tx, x Experiment) error {
		f, found := FieldOf(field)
		reason = clean.Line(reason)
		switch {
		case !found || !f.Claim:
			return invalid("%q: only %s are amended; change the rest as usual", field, listed(claims()))
		case x.Blind:
			return blindError("amend the entry")
		case !x.Locked():
			return invalid("the entry has no result yet: change %q as usual", field)
		case reason == "":
			return invalid("an amendment without a reason: say why %q changes", field)
		}
		if err := checkLength("reason", reason, 500); err != nil {
			return err
		}
		wanted := x
		if err := f.Set(&wanted, text); err != nil || f.Of(wanted) == f.Of(x) {
			return err
		}
		a := Amendment{Field: field, From: f.Of(x), To: f.Of(wanted), Reason: reason, At: t.now}
		return t.append(experimentSubject(x.ID), experimentAmended, a)
	})
}

// claims are the names of the fields that lock.
func claims() []string {
	var names []string
	for _, f := range fields() {
		if f.Claim {
			names = append(names, f.Name)
		}
	}
	return names
}

func (t *tx) applyAmendment(e Event) error {
	var a Amendment
	if err := e.data(&a); err != nil {
		return err
	}
	return t.changeRecord(e, func(x *Experiment) error {
		f, known := FieldOf(a.Field)
		if !known {
			return damaged("%s %q amends the unknown field %q", logBucket, e.ID, a.Field)
		}
		x.Amendments = append(slices.Clip(x.Amendments), a)
		return f.Set(x, a.To)
	})
}

// changeRecord changes the record of the entry that an event is about, if it is there.
func (t *tx) changeRecord(e Event, fn func(*Experiment) error) error {
	id := idOf(e.Subject)
	var x Experiment
	if found, err := t.get(experimentBucket, id, &x); err != nil || !found {
		return err
	}
	if err := fn(&x); err != nil {
		return err
	}
	x.shield(e)
	x.Updated = e.At
	return t.putExperiment(x)
}
