package store

import (
	"time"

	"waymark/store/review"
)

// A Day is what was learned on one day of the learner's calendar: the date that
// their clock showed, wherever they were.
type Day struct {
	Date        string    `json:"date"` // ISO
	First       time.Time `json:"first"`
	Last        time.Time `json:"last"`
	ActiveSec   int       `json:"active_s,omitempty"`    // see pause
	Learned     int       `json:"learned,omitempty"`     // things done that are learning; to turn a page is none
	Attempts    int       `json:"attempts,omitempty"`    // answers to items
	Sure        int       `json:"sure,omitempty"`        // of them, said to be sure, where a key judges and the worked answer was not shown
	SureRight   int       `json:"sure_right,omitempty"`  // of these, right
	Guesses     int       `json:"guesses,omitempty"`     // answers said to be a guess, where a key judges and the worked answer was not shown
	GuessRight  int       `json:"guess_right,omitempty"` // of these, right
	Reviews     int       `json:"reviews,omitempty"`     // of cards that were up for review
	Known       int       `json:"known,omitempty"`       // of these, not for the first time
	Recalled    int       `json:"recalled,omitempty"`    // of the known, not graded "again"
	Expected    float64   `json:"expected,omitempty"`    // of the known, how many were predicted to be recalled
	Lessons     int       `json:"lessons,omitempty"`     // done
	Experiments int       `json:"experiments,omitempty"` // noted or gone on with
}

// pause is the longest time between two things done that counts as learning
// time; after a longer one somebody came back.
const pause = 5 * time.Minute

// counts reports that an event counts for its day.
func counts(e Event) bool {
	return e.Of == "" && e.Kind != profileChanged && e.Kind != actionUndone && !isOfTeam(e.Kind)
}

// Days returns the days on which something was done, oldest first.
func (s *Store) Days() ([]Day, error) {
	var days []Day
	err := s.view(func(t *tx) error {
		return each(t, dayBucket, "", func(_ string, d Day) error {
			days = append(days, d)
			return nil
		})
	})
	return days, err
}

// LastDays returns the last n days on which something was done before an ISO
// date, oldest first; of all days where it is empty.
func (s *Store) LastDays(n int, before string) ([]Day, error) {
	var days []Day
	err := s.view(func(t *tx) (err error) {
		days, err = latest[Day](t, dayBucket, before, n)
		return err
	})
	return days, err
}

// applyToDay folds an event into the record of its day, and of nothing else.
func (t *tx) applyToDay(e Event) error {
	if !counts(e) {
		return nil
	}
	date := e.At.Format(time.DateOnly)
	d := Day{Date: date, First: e.At, Last: e.At}
	if _, err := t.get(dayBucket, date, &d); err != nil {
		return err
	}
	if gap := e.At.Sub(d.Last); gap > 0 && gap <= pause {
		d.ActiveSec += int(e.At.Unix() - d.Last.Unix()) // so that the parts of seconds add up
	}
	if e.At.Before(d.First) {
		d.First = e.At
	}
	if e.At.After(d.Last) {
		d.Last = e.At
	}
	if err := d.count(e); err != nil {
		return err
	}
	return t.put(dayBucket, date, d)
}

// count adds up what an event is.
func (d *Day) count(e Event) error {
	switch e.Kind {
	case placeKept, cardAdded, cardBuried, cardSuspended, checkStarted, checkAnswered, checkFinished, checkDropped, lessonTested,
		experimentShared, variantRemoved, caseRemoved, outputRemoved, rubricChosen, checksSet, roundStarted, pieceRemoved:
		return nil // no learning, or part of what is counted already
	case variantKept, caseKept, outputKept, outputJudged:
		if e.ID != e.Action {
			return nil // one import, one paste of many
		}
		d.Experiments++
	case lessonDone:
		d.Lessons++
		return nil
	case experimentAdded, experimentChanged, experimentClosed, experimentAmended, pilotStarted, pilotEnded, roundRevealed:
		d.Experiments++
	case attemptMade:
		if err := d.countAttempt(e); err != nil {
			return err
		}
	case cardReviewed:
		if err := d.countReview(e); err != nil {
			return err
		}
	}
	d.Learned++
	return nil
}

func (d *Day) countAttempt(e Event) error {
	var a attemptData
	if err := e.data(&a); err != nil {
		return err
	}
	right := 0
	if a.Right {
		right = 1
	}
	d.Attempts++
	if a.Hints >= WorkedHint || a.Self != "" {
		return nil // being sure says nothing of an answer that was told, or that no key judges
	}
	switch a.Confidence {
	case Sure:
		d.Sure++
		d.SureRight += right
	case Guess:
		d.Guesses++
		d.GuessRight += right
	}
	return nil
}

func (d *Day) countReview(e Event) error {
	var r reviewData
	if err := e.data(&r); err != nil {
		return err
	}
	if r.Waited {
		d.Reviews++
	}
	if !r.Known {
		return nil
	}
	d.Known++
	d.Expected += r.Expected
	if r.Grade != review.Again {
		d.Recalled++
	}
	return nil
}
