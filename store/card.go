package store

import (
	"fmt"
	"strings"
	"time"

	"waymark/store/review"
)

// A Card is a question in the learner's review pile: a card of a lesson, or an
// item of one, which comes back to be answered again.
type Card struct {
	ID        string        `json:"id"` // "lesson#card" or "lesson#item"
	Added     time.Time     `json:"added"`
	Memory    review.Memory `json:"memory,omitzero"`
	Suspended bool          `json:"suspended,omitempty"` // it does not come up until it is taken up again
	Buried    string        `json:"buried,omitempty"`    // ISO day on which it was put off to the next one
}

// Waits reports that the card may come up on an ISO day: it is up, and not
// suspended.
func (c Card) Waits(day string) bool { return !c.Suspended && c.Up() <= day }

// Up is the ISO day from which on the card comes up: that on which it is due, or
// the one after it was put off. A new one comes up on the day after it was added:
// before that nothing could have been forgotten.
func (c Card) Up() string {
	up := c.Memory.Due
	if c.Memory.New() {
		up = dayAfter(c.Added.Format(time.DateOnly))
	}
	if c.Buried != "" {
		up = max(up, dayAfter(c.Buried))
	}
	return up
}

// dayAfter is the ISO day that follows one.
func dayAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// Recall is the chance that the card is recalled on an ISO day. One that was never
// reviewed is taken to have been learned, well enough, on the day it was added.
func (c Card) Recall(day string, plan review.Plan) float64 {
	if c.Memory.New() {
		if learned, err := c.Memory.After(review.Good, c.Added.Format(time.DateOnly), plan); err == nil {
			return learned.Recall(day)
		}
	}
	return c.Memory.Recall(day)
}

type reviewData struct {
	Grade    review.Grade `json:"grade"`
	Day      string       `json:"day"` // the learner's local day
	Retain   float64      `json:"retention"`
	Longest  int          `json:"longest_days"`
	Waited   bool         `json:"waited,omitempty"`   // it was up for review
	Known    bool         `json:"known,omitempty"`    // and not for the first time: the grade tells about remembering
	Expected float64      `json:"expected,omitempty"` // the recall that was predicted for that day
}

type suspendData struct {
	On bool `json:"on"`
}

type buryData struct {
	Day string `json:"day"`
}

func cardSubject(id string) string { return "card/" + id }

// Cards returns the review pile, by id.
func (s *Store) Cards() ([]Card, error) {
	var cards []Card
	err := s.view(func(t *tx) error {
		return each(t, cardBucket, "", func(_ string, c Card) error {
			cards = append(cards, c)
			return nil
		})
	})
	return cards, err
}

// ReviewCard grades a card of the pile, today, and returns it with the day on
// which it comes back. It is ErrNotFound where the pile has no such card.
func (s *Store) ReviewCard(id string, g review.Grade) (Card, error) {
	return s.changeCard(id, func(t *tx) error { return t.gradeCard(id, g) })
}

// BuryCard puts a card off to the next day, ungraded.
func (s *Store) BuryCard(id string) (Card, error) {
	return s.changeCard(id, func(t *tx) error {
		return t.append(cardSubject(id), cardBuried, buryData{t.today()})
	})
}

// SuspendCard takes a card out of the reviews, or back into them.
func (s *Store) SuspendCard(id string, on bool) (Card, error) {
	return s.changeCard(id, func(t *tx) error {
		return t.append(cardSubject(id), cardSuspended, suspendData{on})
	})
}

func (s *Store) changeCard(id string, change func(*tx) error) (Card, error) {
	var c Card
	err := s.update(func(t *tx) (err error) {
		if found, err := t.get(cardBucket, id, &c); err != nil || !found {
			return orMissing(err, "no card %q is among your reviews", id)
		}
		if err := change(t); err != nil {
			return err
		}
		c = Card{}
		_, err = t.get(cardBucket, id, &c)
		return err
	})
	return c, err
}

// orMissing is the error, or where there is none, that something is not there.
func orMissing(err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s", ErrNotFound, fmt.Sprintf(format, args...))
}

// today is the learner's local day.
func (t *tx) today() string { return t.now.Format(time.DateOnly) }

// gradeCard appends a review of a card that is in the pile.
func (t *tx) gradeCard(id string, g review.Grade) error {
	var c Card
	if _, err := t.get(cardBucket, id, &c); err != nil {
		return err
	}
	plan, err := t.plan()
	if err != nil {
		return err
	}
	day := t.today()
	d := reviewData{Grade: g, Day: day, Retain: plan.Retention, Longest: plan.Longest}
	if d.Waited = c.Waits(day); d.Waited && !c.Memory.New() {
		d.Known, d.Expected = true, c.Memory.Recall(day)
	}
	if _, err := c.Memory.After(g, day, plan); err != nil {
		return invalid("the review of %s: %v", id, err)
	}
	return t.append(cardSubject(id), cardReviewed, d)
}

// plan is how reviews are spaced, as the person chose.
func (t *tx) plan() (review.Plan, error) {
	var p Profile
	_, err := t.get(profileBucket, profileSubject, &p)
	return p.Plan(), err
}

// practise grades the card of an item by an answer to it. Only the first answer
// of a day tells about remembering; the later ones are practice. A clock that is
// off by centuries keeps nobody from answering.
func (t *tx) practise(id string, g review.Grade) error {
	if err := t.addCard(id); err != nil {
		return err
	}
	var c Card
	if _, err := t.get(cardBucket, id, &c); err != nil || c.Memory.Last >= t.today() {
		return err
	}
	plan, err := t.plan()
	if err != nil {
		return err
	}
	if _, off := c.Memory.After(g, t.today(), plan); off != nil {
		return nil //nolint:nilerr // the answer counts without a review
	}
	return t.gradeCard(id, g)
}

func (t *tx) addCards(ids []string) error {
	for _, id := range ids {
		if err := t.addCard(id); err != nil {
			return err
		}
	}
	return nil
}

// addCard puts a card into the pile, unless it is there already.
func (t *tx) addCard(id string) error {
	if err := checkIDs(id); err != nil {
		return err
	}
	var c Card
	if found, err := t.get(cardBucket, id, &c); err != nil || found {
		return err
	}
	return t.append(cardSubject(id), cardAdded, struct{}{})
}

func (t *tx) applyCard(e Event) error {
	_, id, _ := strings.Cut(e.Subject, "/")
	var c Card
	found, err := t.get(cardBucket, id, &c)
	switch {
	case err != nil:
		return err
	case e.Kind == cardAdded && !found:
		return t.put(cardBucket, id, Card{ID: id, Added: e.At})
	case e.Kind == cardAdded:
		return nil // two machines added it: what it remembers stays
	case !found:
		return nil // what added the card was taken back
	}
	if err := c.change(e); err != nil {
		return err
	}
	return t.put(cardBucket, id, c)
}

// change folds an event into the card.
func (c *Card) change(e Event) error {
	switch e.Kind {
	case cardReviewed:
		var d reviewData
		if err := e.data(&d); err != nil {
			return err
		}
		after, err := c.Memory.After(d.Grade, d.Day, review.Plan{Retention: d.Retain, Longest: d.Longest})
		if err != nil {
			return damaged("%s %q: %v", logBucket, e.ID, err)
		}
		c.Memory = after
	case cardBuried:
		var d buryData
		if err := e.data(&d); err != nil {
			return err
		}
		c.Buried = d.Day
	case cardSuspended:
		var d suspendData
		if err := e.data(&d); err != nil {
			return err
		}
		c.Suspended = d.On
	}
	return nil
}
