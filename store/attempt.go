package store

import (
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
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
	Confidence string    `json:"confidence,omitempty"` // what the learner said of it before: "sure", "guess"
	At         time.Time `json:"at"`
}

type attemptData struct {
	Item       string  `json:"item"`
	Answer     string  `json:"answer"`
	Right      bool    `json:"right"`
	Score      float64 `json:"score"`
	Self       string  `json:"self,omitempty"`
	Confidence string  `json:"confidence,omitempty"`
}

// RecordAttempt saves an answer; its ID and At are set here. If it was the
// last thing that the lesson needed, the lesson is done in the same step, and
// stays done whatever is answered later.
func (s *Store) RecordAttempt(a Attempt, need Requirement) (Lesson, error) {
	d := attemptData{itemID(a.Item), clean.Text(a.Answer), a.Right, a.Score, a.Self, clean.Line(a.Confidence)}
	if err := d.check(a.Lesson); err != nil {
		return Lesson{}, err
	}
	var l Lesson
	err := s.update(func(t *tx) (err error) {
		if err := t.append(lessonSubject(a.Lesson), attemptMade, d); err != nil {
			return err
		}
		l, err = t.finish(a.Lesson, need)
		return err
	})
	return l, err
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
	if err := checkLength("confidence", d.Confidence, 20); err != nil {
		return err
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
		Self: d.Self, Confidence: d.Confidence, At: e.At,
	}
	if err := t.put(attemptBucket, lesson+"\x00"+e.ID, a); err != nil {
		return err
	}
	return t.changeLesson(e, func(l *Lesson) {
		if at, found := slices.BinarySearch(l.Answered, d.Item); !found {
			l.Answered = slices.Insert(l.Answered, at, d.Item)
		}
	})
}
