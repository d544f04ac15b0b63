package store

import (
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
	"waymark/store/review"
)

// An Attempt is one answer to one item.
type Attempt struct {
	ID         string    `json:"id"`
	Lesson     string    `json:"lesson"`
	Item       string    `json:"item"`   // id within the lesson
	Answer     string    `json:"answer"` // as written on the command line: "a,c", "1=b,2=a", text
	Right      bool      `json:"right"`
	Score      float64   `json:"score"`                // 0 to 1
	Self       string    `json:"self,omitempty"`       // the learner's own judgement: "met", "partly" or "not"
	Confidence string    `json:"confidence,omitempty"` // what the learner said of it before: Sure, Guess or nothing
	Objective  string    `json:"objective,omitempty"`  // id within the lesson; empty: it tests none
	Hints      int       `json:"hints,omitempty"`      // how many were looked at; WorkedHint: the worked answer as well
	Check      string    `json:"check,omitempty"`      // id of the module check that it was given in, or Placement
	Card       string    `json:"card,omitempty"`       // id of the review card that it grades; empty: none
	At         time.Time `json:"at"`
}

// What a learner may say of an answer before it is graded.
const (
	Sure  = "sure"
	Guess = "guess"
)

// Placement stands in an attempt's Check for one of the questions that propose
// where to start.
const Placement = "placement"

// WorkedHint is the number of the hint that is the worked answer.
const WorkedHint = 3

// Shows reports that the answer shows its objective: it is right, and neither a
// guess nor given after the worked answer.
func (a Attempt) Shows() bool { return a.Right && a.Confidence != Guess && a.Hints < WorkedHint }

// Grade is what the answer says of how well the item is remembered: right is
// Good; right, but a guess or with a hint, Hard; wrong, or after the worked
// answer, Again.
func (a Attempt) Grade() review.Grade {
	switch {
	case !a.Right || a.Hints >= WorkedHint:
		return review.Again
	case a.Confidence == Guess || a.Hints > 0:
		return review.Hard
	}
	return review.Good
}

type attemptData struct {
	Item       string  `json:"item"`
	Answer     string  `json:"answer"`
	Right      bool    `json:"right"`
	Score      float64 `json:"score"`
	Self       string  `json:"self,omitempty"`
	Confidence string  `json:"confidence,omitempty"`
	Objective  string  `json:"objective,omitempty"`
	Hints      int     `json:"hints,omitempty"`
	Check      string  `json:"check,omitempty"`
	Card       string  `json:"card,omitempty"`
}

// RecordAttempt saves an answer; its ID and At are set here. With it come, in
// the same step, the review of the card that it grades, its place in a module
// check, and the end of that check or of the lesson where it was the last thing
// needed. What is done stays done, whatever is answered later.
func (s *Store) RecordAttempt(a Attempt, need Requirement) (Lesson, error) {
	a.Item, a.Answer = itemID(a.Item), clean.Text(a.Answer)
	d := attemptData{a.Item, a.Answer, a.Right, a.Score, a.Self, a.Confidence, a.Objective, a.Hints, a.Check, a.Card}
	if err := d.check(a.Lesson); err != nil {
		return Lesson{}, err
	}
	var l Lesson
	err := s.update(func(t *tx) (err error) {
		if err := t.append(lessonSubject(a.Lesson), attemptMade, d); err != nil {
			return err
		}
		if err := t.follow(a); err != nil {
			return err
		}
		l, err = t.finish(a.Lesson, need)
		return err
	})
	return l, err
}

// follow appends what an answer brings about elsewhere.
func (t *tx) follow(a Attempt) error {
	if a.Card != "" {
		if err := t.practise(a.Card, a.Grade()); err != nil {
			return err
		}
	}
	if a.Check != "" && a.Check != Placement {
		return t.answerCheck(a)
	}
	return nil
}

func (d attemptData) check(lesson string) error {
	if err := checkIDs(lesson, d.Item); err != nil {
		return err
	}
	if !(d.Score >= 0 && d.Score <= 1) {
		return invalid("the score %v: it has to be from 0 to 1", d.Score)
	}
	switch d.Self {
	case "", "met", "partly", "not":
	default:
		return invalid("the judgement %q: choose met, partly or not", d.Self)
	}
	switch d.Confidence {
	case "", Sure, Guess:
	default:
		return invalid("the confidence %q: choose sure or guess, or leave it out", clean.Line(d.Confidence))
	}
	for _, id := range []string{d.Objective, d.Check, d.Card} {
		if id != "" {
			if err := checkIDs(id); err != nil {
				return err
			}
		}
	}
	if d.Hints < 0 || d.Hints > WorkedHint {
		return invalid("%d hints: there are 0 to %d", d.Hints, WorkedHint)
	}
	return checkLength("answer", d.Answer, maxText)
}

// Attempts returns the answers to the items of a lesson, oldest first.
func (s *Store) Attempts(lesson string) ([]Attempt, error) {
	var attempts []Attempt
	err := s.view(func(t *tx) error {
		return each(t, attemptBucket, lesson+"\x00", func(_ string, a Attempt) error {
			attempts = append(attempts, a)
			return nil
		})
	})
	return attempts, err
}

func (t *tx) applyAttempt(e Event) error {
	var d attemptData
	if err := e.data(&d); err != nil {
		return err
	}
	_, lesson, _ := strings.Cut(e.Subject, "/")
	a := Attempt{
		ID: e.ID, Lesson: lesson, Item: d.Item, Answer: d.Answer, Right: d.Right, Score: d.Score,
		Self: d.Self, Confidence: d.Confidence, Objective: d.Objective, Hints: d.Hints, Check: d.Check, Card: d.Card, At: e.At,
	}
	if err := t.put(attemptBucket, lesson+"\x00"+e.ID, a); err != nil {
		return err
	}
	if err := t.showObjective(a); err != nil || d.Check != "" { // whoever is tested on a lesson has not begun it
		return err
	}
	return t.changeLesson(e, func(l *Lesson) {
		if at, found := slices.BinarySearch(l.Answered, d.Item); !found {
			l.Answered = slices.Insert(l.Answered, at, d.Item)
		}
	})
}
