package store

import (
	"time"

	"waymark/store/clean"
)

// An Assignment is a module that a lead gave to a person, or waived for them. It travels
// to the learner in the team file.
type Assignment struct {
	Learner string    `json:"learner"`
	Module  string    `json:"module"`           // id
	Due     string    `json:"due,omitempty"`    // ISO day; empty where it is waived, or has no date
	Waived  bool      `json:"waived,omitempty"` // the person need not do it
	Reason  string    `json:"reason"`           // everyone who can read the team file can read it
	Made    time.Time `json:"made"`
}

// Assign gives a module to a person, or waives it, with a reason. It takes the place of
// what was said of that module before.
func (s *Store) Assign(a Assignment) (Assignment, error) {
	a.Reason = clean.Line(a.Reason)
	if err := checkIDs(a.Learner, a.Module); err != nil {
		return a, err
	}
	if err := checkLength("reason", a.Reason, maxNote); err != nil {
		return a, err
	}
	if a.Reason == "" {
		return a, invalid("an assignment without a reason: say in a few words why, since the person will read it")
	}
	if a.Due != "" {
		due, ok := ISODay(a.Due)
		if !ok {
			return a, invalid("the day %q: write it like 2026-12-31 or 31 Dec 2026", a.Due)
		}
		a.Due = due
	}
	if a.Waived && a.Due != "" {
		return a, invalid("a module that is waived is not due on any day")
	}
	err := s.update(func(t *tx) error {
		found, err := t.get(memberBucket, a.Learner, new(Member))
		if err == nil && !found {
			err = noMember(a.Learner)
		}
		if err != nil {
			return err
		}
		a.Made = t.now
		return t.putWhole(assignmentBucket, a.Learner+"\x00"+a.Module, a)
	})
	return a, err
}

// Unassign takes an assignment or a waiver back.
func (s *Store) Unassign(learner, module string) error {
	return s.update(func(t *tx) error {
		key := learner + "\x00" + module
		found, err := t.get(assignmentBucket, key, new(Assignment))
		if err == nil && !found {
			err = notFound("%s is neither given to %s nor waived", module, learner)
		}
		if err != nil {
			return err
		}
		return t.remove(assignmentBucket, key)
	})
}

// AssignmentsOf are what a lead gave to a person or waived for them, by module.
func (s *Store) AssignmentsOf(learner string) ([]Assignment, error) {
	return allOf[Assignment](s, assignmentBucket, learner+"\x00")
}

// Assignments are all that a lead gave or waived, by person and module.
func (s *Store) Assignments() ([]Assignment, error) {
	return allOf[Assignment](s, assignmentBucket, "")
}
