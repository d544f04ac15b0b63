package store

import (
	"fmt"

	"waymark/store/clean"
)

type sharedData struct {
	Visibility Visibility `json:"visibility"`
	Overruled  string     `json:"overruled,omitempty"`
}

// ShareExperiment makes an entry visible to others: its card, or the full record. A
// rule that speaks against it is ErrPrivacy, unless a reason for overruling it is
// given, which is kept with the entry.
func (s *Store) ShareExperiment(id string, as Visibility, reason string) (Experiment, error) {
	return s.changeExperiment(id, func(t *tx, x Experiment) error {
		reason = clean.Line(reason)
		if as != CardShared && as != FullShared {
			return invalid("%q: share the card or the full record", as)
		}
		if x.Blind {
			return blindError("share the entry")
		}
		if (x.Data == Confidential || x.Data == Personal) && reason == "" {
			return fmt.Errorf("%w: the entry deals with %s data; take it out and change the class, or say why it may be shared", ErrPrivacy, x.Data)
		}
		if err := checkLength("reason", reason, 500); err != nil {
			return err
		}
		return t.append(experimentSubject(x.ID), experimentShared, sharedData{as, reason})
	})
}

// UnshareExperiment makes an entry private again.
func (s *Store) UnshareExperiment(id string) (Experiment, error) {
	return s.changeExperiment(id, func(t *tx, x Experiment) error {
		if x.Visibility == Private {
			return nil
		}
		return t.append(experimentSubject(x.ID), experimentShared, sharedData{})
	})
}

func (t *tx) applyShared(e Event) error {
	var d sharedData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeRecord(e, func(x *Experiment) error {
		x.Visibility, x.Overruled = d.Visibility, d.Overruled
		return nil
	})
}
