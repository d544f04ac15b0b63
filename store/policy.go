package store

import "time"

// A Policy is a rule of the company that the learner said to have read: the lesson that
// states it, as it read then.
type Policy struct {
	Lesson  string    `json:"lesson"`
	Version string    `json:"version"` // of the lesson
	Hash    string    `json:"hash"`    // SHA-256 of the lesson's file, in hexadecimal digits
	At      time.Time `json:"at"`
}

// AcknowledgePolicy records that the learner read a policy. The same text again changes
// nothing; it cannot be undone, since it is a record.
func (s *Store) AcknowledgePolicy(p Policy) (Policy, error) {
	if err := checkIDs(p.Lesson, p.Hash); err != nil {
		return p, err
	}
	err := s.update(func(t *tx) error {
		var before Policy
		if _, err := t.get(policyBucket, p.Lesson, &before); err != nil {
			return err
		}
		if before.Hash == p.Hash {
			p = before
			return nil
		}
		p.At = t.now
		return t.append("policy/"+p.Lesson, policyAcknowledged, p)
	})
	return p, err
}

// Policies are what was acknowledged, by lesson: the text that was read last.
func (s *Store) Policies() ([]Policy, error) {
	var all []Policy
	err := s.view(func(t *tx) error {
		return each(t, policyBucket, "", func(_ string, p Policy) error {
			all = append(all, p)
			return nil
		})
	})
	return all, err
}

func (t *tx) applyPolicy(e Event) error {
	var p Policy
	if err := e.data(&p); err != nil {
		return err
	}
	return t.put(policyBucket, p.Lesson, p)
}
