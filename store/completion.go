package store

import (
	"time"
)

// The ways in which something was completed.
const (
	ByLearning = "done"   // everything in the lesson was answered and marked
	ByCheck    = "tested" // a check of its module was passed before
	ByPassing  = "passed" // the check itself
)

// A Completion is an event by which a lesson was completed or a check passed.
type Completion struct {
	Event   string // id in the log
	How     string // one of the above
	Subject string // id of the lesson, or of the module whose check it was
	Version string // of the lesson as it was taught; empty for checks
	At      time.Time
	Undone  time.Time // when it was taken back; zero where it stands
}

// Completions returns all that was completed, in the order of the log, with what was taken
// back. It reads the whole log: it is for what leaves the machine, not for a screen.
func (s *Store) Completions() ([]Completion, error) {
	var all []Completion
	err := s.view(func(t *tx) error {
		return each(t, logBucket, "", func(_ string, e Event) error {
			c, found, err := t.completion(e)
			if found && err == nil {
				all = append(all, c)
			}
			return err
		})
	})
	return all, err
}

func (t *tx) completion(e Event) (c Completion, found bool, err error) {
	c = Completion{Event: e.ID, Subject: idOf(e.Subject), At: e.At}
	switch e.Kind {
	case lessonDone:
		var d doneData
		if err := e.data(&d); err != nil {
			return c, false, err
		}
		c.How, c.Version = ByLearning, d.Version
	case lessonTested:
		c.How = ByCheck
	case checkFinished:
		var d checkEndData
		if err := e.data(&d); err != nil || !d.Passed {
			return c, false, err
		}
		check, err := t.check(c.Subject)
		if err != nil {
			return c, false, err
		}
		c.How, c.Subject = ByPassing, check.Module
	default:
		return c, false, nil
	}
	_, err = t.get(undoneBucket, e.Action, &c.Undone)
	return c, true, err
}

// Events calls tell with each event of the log, oldest first, also with those that were
// taken back later. An error of tell ends it and is returned.
func (s *Store) Events(tell func(Event) error) error {
	return s.view(func(t *tx) error {
		return each(t, logBucket, "", func(_ string, e Event) error { return tell(e) })
	})
}
