package store

import (
	"cmp"
	"slices"
	"time"

	"waymark/store/review"
)

// A Reviewed is one review of a card that stands.
type Reviewed struct {
	Card     string
	Grade    review.Grade
	Day      string // ISO, by the learner's own clock
	At       time.Time
	Waited   bool    // the card was up for review
	Known    bool    // and not for the first time
	Expected float64 // of a known one: the recall that was predicted for that day
}

// Reviews returns all reviews that were not taken back, in the order of the log. It reads the whole
// log: it is for what leaves the machine, not for a screen.
func (s *Store) Reviews() ([]Reviewed, error) {
	var all []Reviewed
	err := s.view(func(t *tx) error {
		return each(t, logBucket, "", func(_ string, e Event) error {
			if e.Kind != cardReviewed {
				return nil
			}
			if undone, err := t.get(undoneBucket, e.Action, new(time.Time)); err != nil || undone {
				return err
			}
			var d reviewData
			if err := e.data(&d); err != nil {
				return err
			}
			all = append(all, Reviewed{idOf(e.Subject), d.Grade, d.Day, e.At, d.Waited, d.Known, d.Expected})
			return nil
		})
	})
	return all, err
}

// AllAttempts returns the answers to the items of all lessons, oldest first.
func (s *Store) AllAttempts() ([]Attempt, error) {
	all, err := allOf[Attempt](s, attemptBucket, "")
	slices.SortFunc(all, func(a, b Attempt) int { return cmp.Compare(a.ID, b.ID) })
	return all, err
}
