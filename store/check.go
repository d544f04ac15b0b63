package store

import (
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
)

// A Check is a module check: items that the lessons do not ask, which together
// test every objective of some lessons. It may be left and gone on with at any time.
type Check struct {
	ID       string        `json:"id"`
	Module   string        `json:"module"`            // id
	Pathway  string        `json:"pathway,omitempty"` // id; the lessons are its
	Lessons  []CheckLesson `json:"lessons"`           // that it covers
	Items    []CheckItem   `json:"items"`             // in the order in which they are asked
	Started  time.Time     `json:"started"`
	Finished time.Time     `json:"finished,omitzero"`
	Passed   bool          `json:"passed,omitempty"`
	Dropped  bool          `json:"dropped,omitempty"` // given up before the end
}

// A CheckLesson is a lesson that counts as known once the check is passed.
type CheckLesson struct {
	ID    string   `json:"id"`
	Cards []string `json:"cards,omitempty"` // ids of the cards that join the review pile then
}

// A CheckItem is one item of a check.
type CheckItem struct {
	Ref       string `json:"ref"`       // "lesson#item"
	Objective string `json:"objective"` // id within the lesson
	Answered  bool   `json:"answered,omitempty"`
	Right     bool   `json:"right,omitempty"`
	Answer    string `json:"answer,omitempty"`
}

// Lesson is the id of the item's lesson.
func (i CheckItem) Lesson() string { return i.Ref[:max(0, strings.LastIndexByte(i.Ref, '#'))] }

// PassMark is the share of the items that has to be right to pass a check.
const PassMark = 0.8

// Open reports that the check waits for answers.
func (c Check) Open() bool { return c.Finished.IsZero() && !c.Dropped }

// Answered and Right count the items.
func (c Check) Answered() int { return c.count(func(i CheckItem) bool { return i.Answered }) }

// Right counts the items that were answered right.
func (c Check) Right() int { return c.count(func(i CheckItem) bool { return i.Right }) }

// Needed is how many items have to be right to pass.
func (c Check) Needed() int {
	needed := 0
	for float64(needed) < PassMark*float64(len(c.Items)) {
		needed++
	}
	return needed
}

// Next is the first item without an answer; false where there is none.
func (c Check) Next() (CheckItem, bool) {
	at := slices.IndexFunc(c.Items, func(i CheckItem) bool { return !i.Answered })
	if at < 0 {
		return CheckItem{}, false
	}
	return c.Items[at], true
}

func (c Check) count(is func(CheckItem) bool) int {
	n := 0
	for _, i := range c.Items {
		if is(i) {
			n++
		}
	}
	return n
}

type checkAnswerData struct {
	Ref    string `json:"ref"`
	Right  bool   `json:"right"`
	Answer string `json:"answer"`
}

type checkEndData struct {
	Passed bool `json:"passed"`
}

func checkSubject(id string) string { return "check/" + id }

// Checks returns all module checks, oldest first.
func (s *Store) Checks() ([]Check, error) {
	var checks []Check
	err := s.view(func(t *tx) error {
		return each(t, checkBucket, "", func(_ string, c Check) error {
			checks = append(checks, c)
			return nil
		})
	})
	return checks, err
}

// StartCheck begins a check; its ID and times are set here. A check of the same
// module that is open is gone on with instead, and returned.
func (s *Store) StartCheck(c Check) (Check, error) {
	if len(c.Items) == 0 {
		return Check{}, invalid("a check of %s without questions: its lessons have none", clean.Line(c.Module))
	}
	ids := []string{c.Module}
	for _, i := range c.Items {
		ids = append(ids, i.Ref, i.Objective)
	}
	for _, l := range c.Lessons {
		ids = append(append(ids, l.ID), l.Cards...)
	}
	if err := checkIDs(ids...); err != nil {
		return Check{}, err
	}
	err := s.update(func(t *tx) error {
		open, found, err := t.openCheck(c.Module)
		if err != nil || found {
			c = open
			return err
		}
		id, err := t.nextID() // above those of the checks before, also after the clock went back
		if err != nil {
			return err
		}
		c = Check{ID: id, Module: c.Module, Pathway: c.Pathway, Lessons: c.Lessons, Items: c.Items, Started: t.now}
		return t.append(checkSubject(c.ID), checkStarted, c)
	})
	return c, err
}

// DropCheck gives up an open check: a new one asks other items.
func (s *Store) DropCheck(id string) error {
	return s.update(func(t *tx) error {
		c, err := t.check(id)
		if err != nil || !c.Open() {
			return err
		}
		return t.append(checkSubject(id), checkDropped, struct{}{})
	})
}

func (t *tx) check(id string) (Check, error) {
	var c Check
	found, err := t.get(checkBucket, id, &c)
	if err != nil || !found {
		return c, orMissing(err, "no check has the id %q", id)
	}
	return c, nil
}

func (t *tx) openCheck(module string) (open Check, found bool, err error) {
	err = each(t, checkBucket, "", func(_ string, c Check) error {
		if c.Module == module && c.Open() {
			open, found = c, true
		}
		return nil
	})
	return open, found, err
}

// answerCheck notes an answer in the check that it was given in, and ends the
// check with its last one. An answer that was given stays.
func (t *tx) answerCheck(a Attempt) error {
	c, err := t.check(a.Check)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(c.Items, func(i CheckItem) bool { return i.Ref == a.Lesson+"#"+itemID(a.Item) })
	if at < 0 || c.Items[at].Answered || !c.Open() {
		return invalid("the answer to %s#%s: this check does not wait for it", a.Lesson, a.Item)
	}
	d := checkAnswerData{c.Items[at].Ref, a.Right, a.Answer}
	if err := t.append(checkSubject(c.ID), checkAnswered, d); err != nil {
		return err
	}
	if c, err = t.check(c.ID); err != nil || c.Answered() < len(c.Items) {
		return err
	}
	passed := c.Right() >= c.Needed()
	if err := t.append(checkSubject(c.ID), checkFinished, checkEndData{passed}); err != nil || !passed {
		return err
	}
	return t.testOut(c)
}

// testOut makes the lessons of a passed check count as known. What was done
// already stays as it is.
func (t *tx) testOut(c Check) error {
	for _, lesson := range c.Lessons {
		l, err := t.lesson(lesson.ID)
		if err != nil {
			return err
		}
		if l.Done.IsZero() && l.Tested.IsZero() {
			if err := t.append(lessonSubject(lesson.ID), lessonTested, struct{}{}); err != nil {
				return err
			}
		}
		if err := t.addCards(lesson.Cards); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) applyCheck(e Event) error {
	_, id, _ := strings.Cut(e.Subject, "/")
	var c Check
	if e.Kind == checkStarted {
		if err := e.data(&c); err != nil {
			return err
		}
		return t.put(checkBucket, id, c)
	}
	if found, err := t.get(checkBucket, id, &c); err != nil || !found {
		return err
	}
	switch e.Kind {
	case checkAnswered:
		var d checkAnswerData
		if err := e.data(&d); err != nil {
			return err
		}
		for i := range c.Items {
			// On two machines the same may be answered twice: the first answer stays.
			if c.Items[i].Ref == d.Ref && !c.Items[i].Answered && c.Finished.IsZero() {
				c.Items[i].Answered, c.Items[i].Right, c.Items[i].Answer = true, d.Right, d.Answer
			}
		}
	case checkFinished:
		var d checkEndData
		if err := e.data(&d); err != nil {
			return err
		}
		if c.Finished.IsZero() {
			c.Finished, c.Passed, c.Dropped = e.At, d.Passed, false
		}
	case checkDropped:
		c.Dropped = c.Finished.IsZero()
	}
	return t.put(checkBucket, id, c)
}
