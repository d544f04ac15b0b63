package store

import (
	"errors"
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
)

// A Lesson is what the learner did in a lesson.
type Lesson struct {
	ID       string    `json:"id"`
	Version  string    `json:"version,omitempty"` // of the lesson when it was last read
	Page     string    `json:"page,omitempty"`    // id of the page where the reader is
	Started  time.Time `json:"started,omitzero"`
	Seen     time.Time `json:"seen,omitzero"` // the last time something was done in it
	Done     time.Time `json:"done,omitzero"`
	Taught   string    `json:"taught,omitempty"`   // version of the lesson when it was done
	Tested   time.Time `json:"tested,omitzero"`    // a module check that covers it was passed before it was done
	Read     bool      `json:"read,omitempty"`     // the last page was reached
	Exercise time.Time `json:"exercise,omitzero"`  // marked as done
	Answered []string  `json:"answered,omitempty"` // ids of the items answered so far, without "lesson#", sorted

	Reflection string `json:"reflection,omitempty"` // the learner's answer to the question at the lesson's end; private
}

// A Requirement is what makes a lesson done, which the curriculum knows. One
// without items and exercise makes no lesson done.
type Requirement struct {
	Items    []string // ids of the items to answer, with or without "lesson#"
	Exercise bool     // the exercise has to be marked
	Cards    []string // ids ("lesson#card") of the cards that join the review pile then
	Version  string   // of the lesson
}

func (r Requirement) met(l Lesson) bool {
	if len(r.Items) == 0 && !r.Exercise || r.Exercise && l.Exercise.IsZero() {
		return false
	}
	for _, item := range r.Items {
		if !slices.Contains(l.Answered, itemID(item)) {
			return false
		}
	}
	return true
}

// itemID is the id of an item within its lesson.
func itemID(ref string) string { return ref[strings.LastIndexByte(ref, '#')+1:] }

func lessonSubject(id string) string { return "lesson/" + id }

type placeData struct {
	Version string `json:"version,omitempty"`
	Page    string `json:"page"`
	End     bool   `json:"end,omitempty"`
}

type reflectionData struct {
	Text string `json:"text"`
}

type doneData struct {
	Version string `json:"version,omitempty"`
}

// Lessons returns every lesson in which something was done, or that was tested out, by id.
func (s *Store) Lessons() (map[string]Lesson, error) {
	lessons := map[string]Lesson{}
	err := s.view(func(t *tx) error {
		return each(t, lessonBucket, "", func(id string, l Lesson) error {
			lessons[id] = l
			return nil
		})
	})
	return lessons, err
}

// Lesson returns what was done in a lesson: a zero Lesson, but for its id, if
// nothing was.
func (s *Store) Lesson(id string) (Lesson, error) {
	l := Lesson{ID: id}
	err := s.view(func(t *tx) error {
		_, err := t.get(lessonBucket, id, &l)
		return err
	})
	return l, err
}

// KeepPlace notes the page where the reader of a lesson is; end says that it
// is the last page. It saves nothing if the place is the same as before, on
// the same day.
func (s *Store) KeepPlace(lesson, version, page string, end bool) error {
	if err := checkIDs(lesson, page); err != nil {
		return err
	}
	return s.update(func(t *tx) error {
		l, err := t.lesson(lesson)
		if err != nil {
			return err
		}
		if l.Page == page && l.Version == version && (l.Read || !end) && sameDay(l.Seen, t.now) {
			return nil
		}
		return t.append(lessonSubject(lesson), placeKept, placeData{version, page, end})
	})
}

func sameDay(a, b time.Time) bool {
	return a.In(b.Location()).Format(time.DateOnly) == b.Format(time.DateOnly)
}

// MarkExercise notes that the exercise of a lesson was done, and that the
// lesson is done if nothing else of what it needs is missing.
func (s *Store) MarkExercise(lesson string, need Requirement) (Lesson, error) {
	if err := checkIDs(lesson); err != nil {
		return Lesson{}, err
	}
	var l Lesson
	err := s.update(func(t *tx) (err error) {
		if l, err = t.lesson(lesson); err != nil {
			return err
		}
		if l.Exercise.IsZero() {
			if err := t.append(lessonSubject(lesson), exerciseMarked, struct{}{}); err != nil {
				return err
			}
		}
		l, err = t.finish(lesson, need)
		return err
	})
	return l, err
}

// Reflect keeps the learner's answer to the question at a lesson's end; an
// empty one takes an earlier one away.
func (s *Store) Reflect(lesson, text string) (Lesson, error) {
	text = strings.TrimSpace(clean.Text(text))
	if err := errors.Join(checkIDs(lesson), checkLength("reflection", text, maxText)); err != nil {
		return Lesson{}, err
	}
	var l Lesson
	err := s.update(func(t *tx) (err error) {
		if l, err = t.lesson(lesson); err != nil || l.Reflection == text {
			return err
		}
		if err := t.append(lessonSubject(lesson), reflectionKept, reflectionData{text}); err != nil {
			return err
		}
		l, err = t.lesson(lesson)
		return err
	})
	return l, err
}

// lesson reads the record of a lesson.
func (t *tx) lesson(id string) (Lesson, error) {
	l := Lesson{ID: id}
	_, err := t.get(lessonBucket, id, &l)
	return l, err
}

// finish makes a lesson done if it has all that it needs and is not done yet.
func (t *tx) finish(lesson string, need Requirement) (Lesson, error) {
	l, err := t.lesson(lesson)
	if err != nil || !l.Done.IsZero() || !need.met(l) {
		return l, err
	}
	if err := t.append(lessonSubject(lesson), lessonDone, doneData{need.Version}); err != nil {
		return l, err
	}
	if err := t.addCards(need.Cards); err != nil {
		return l, err
	}
	return t.lesson(lesson)
}

// changeLesson applies an event about a lesson to its record.
func (t *tx) changeLesson(e Event, change func(*Lesson)) error {
	_, id, _ := strings.Cut(e.Subject, "/")
	l, err := t.lesson(id)
	if err != nil {
		return err
	}
	if l.Started.IsZero() {
		l.Started = e.At
	}
	l.Seen = e.At
	change(&l)
	return t.put(lessonBucket, id, l)
}

func (t *tx) applyPlace(e Event) error {
	var d placeData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeLesson(e, func(l *Lesson) {
		l.Version, l.Page, l.Read = d.Version, d.Page, l.Read || d.End
	})
}

func (t *tx) applyExercise(e Event) error {
	return t.changeLesson(e, func(l *Lesson) { l.Exercise = first(l.Exercise, e.At) })
}

func (t *tx) applyReflection(e Event) error {
	var d reflectionData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeLesson(e, func(l *Lesson) { l.Reflection = d.Text })
}

// applyTested leaves alone when the lesson was begun and seen: it was not opened.
func (t *tx) applyTested(e Event) error {
	_, id, _ := strings.Cut(e.Subject, "/")
	l, err := t.lesson(id)
	if err != nil {
		return err
	}
	l.Tested = first(l.Tested, e.At)
	return t.put(lessonBucket, id, l)
}

func (t *tx) applyDone(e Event) error {
	var d doneData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeLesson(e, func(l *Lesson) {
		if l.Done.IsZero() {
			l.Done, l.Taught = e.At, d.Version
		}
	})
}

// first is when something was done that was done on two machines: what is done stays done.
func first(before, now time.Time) time.Time {
	if before.IsZero() {
		return now
	}
	return before
}
