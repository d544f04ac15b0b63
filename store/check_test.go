package store

import (
	"testing"
	"time"
)

// exampleCheck is a check of five items in two lessons.
func exampleCheck() Check {
	return Check{
		Module: "foundations", Pathway: "path",
		Lessons: []CheckLesson{{ID: "fnd", Cards: []string{"fnd#a"}}, {ID: "other", Cards: []string{"other#a"}}},
		Items: []CheckItem{
			{Ref: "fnd#bank-1", Objective: "O1"},
			{Ref: "other#bank-1", Objective: "O1"},
			{Ref: "fnd#bank-2", Objective: "O2"},
			{Ref: "other#bank-2", Objective: "O2"},
			{Ref: "fnd#bank-3", Objective: "O3"},
		},
	}
}

// inCheck is an answer to the next item of a check.
func inCheck(c Check, right bool) Attempt {
	item, _ := c.Next()
	return Attempt{Lesson: item.Lesson(), Item: item.Ref, Objective: item.Objective, Answer: "a", Right: right, Check: c.ID}
}

// take answers all items of a new check, and returns it.
func take(t *testing.T, s *Store, answers ...bool) Check {
	t.Helper()
	c := must(s.StartCheck(exampleCheck()))(t)
	for _, right := range answers {
		_ = must(s.RecordAttempt(inCheck(c, right), Requirement{}))(t)
		c = newestCheck(t, s)
	}
	return c
}

func newestCheck(t *testing.T, s *Store) Check {
	t.Helper()
	checks := must(s.Checks())(t)
	return checks[len(checks)-1]
}

func TestACheckIsPassedAtFourOfFive(t *testing.T) {
	tests := []struct {
		answers []bool
		passed  bool
	}{
		{[]bool{true, true, true, true, true}, true},
		{[]bool{true, false, true, true, true}, true},
		{[]bool{true, false, false, true, true}, false},
		{[]bool{false, false, false, false, false}, false},
	}
	for _, test := range tests {
		s := newStore(t)
		c := take(t, s, test.answers...)
		equal(t, "passed", c.Passed, test.passed)
		equal(t, "open", c.Open(), false)
		equal(t, "lesson tested out", !must(s.Lesson("other"))(t).Tested.IsZero(), test.passed)
		equal(t, "cards in the pile", len(must(s.Cards())(t)), map[bool]int{true: 2}[test.passed])
	}
}

func TestALessonThatWasOnlyTestedIsNotBegun(t *testing.T) {
	s := newStore(t)
	_ = take(t, s, true, true)
	_ = must(s.RecordAttempt(Attempt{Lesson: "fnd", Item: "bank-9", Objective: "O1", Answer: "a", Check: Placement}, Requirement{}))(t)
	equal(t, "the lesson", must(s.Lesson("fnd"))(t), Lesson{ID: "fnd"})
	_ = take(t, s, true, true, true)
	l := must(s.Lesson("fnd"))(t)
	equal(t, "begun, tested out", []bool{!l.Started.IsZero(), !l.Tested.IsZero()}, []bool{false, true})
}

func TestTheLeastNumberToPassIsFourFifthsRoundedUp(t *testing.T) {
	for items, needed := range map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 5, 10: 8, 15: 12, 18: 15, 24: 20} {
		equal(t, "needed", Check{Items: make([]CheckItem, items)}.Needed(), needed)
	}
}

func TestACheckWaitsWhereItWasLeft(t *testing.T) {
	s := newStore(t)
	c := take(t, s, true, false)
	again := must(New(s.Dir(), s.now).StartCheck(exampleCheck()))(t)
	equal(t, "the check gone on with", again, c)
	next, _ := again.Next()
	equal(t, "next item", next.Ref, "fnd#bank-2")
	equal(t, "answered and right", []int{again.Answered(), again.Right()}, []int{2, 1})
	check(t, s.DropCheck(c.ID))
	if fresh := must(s.StartCheck(exampleCheck()))(t); fresh.ID == c.ID {
		t.Error("a check that was given up goes on")
	}
}

func TestAFailedCheckTakesNothingAway(t *testing.T) {
	s := newStore(t)
	take(t, s, true, true, true, true, true)
	tested := must(s.Lesson("fnd"))(t).Tested
	take(t, s, false, false, false, false, false)
	equal(t, "tested out", must(s.Lesson("fnd"))(t).Tested, tested)
	equal(t, "passed checks", must(s.Checks())(t)[0].Passed, true)
}

func TestALessonThatWasDoneStaysDoneByItsOwnWork(t *testing.T) {
	s := newStore(t)
	_ = must(s.MarkExercise("fnd", Requirement{Exercise: true}))(t)
	done := must(s.Lesson("fnd"))(t).Done
	take(t, s, true, true, true, true, true)
	l := must(s.Lesson("fnd"))(t)
	equal(t, "done", l.Done, done)
	equal(t, "tested out", l.Tested.IsZero(), true)
}

func TestAnAnswerInACheckStays(t *testing.T) {
	s := newStore(t)
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	c := take(t, s, true)
	_, err := s.Undo(time.Time{})
	wantErr(t, err, ErrStays)
	equal(t, "answers of the check", newestCheck(t, s).Answered(), 1)
	twice := inCheck(c, true)
	twice.Lesson, twice.Item = "fnd", "fnd#bank-1"
	_, err = s.RecordAttempt(twice, Requirement{})
	wantErr(t, err, ErrInvalid)
	twice.Check = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
	_, err = s.RecordAttempt(twice, Requirement{})
	wantErr(t, err, ErrNotFound)
	equal(t, "answers of the lesson", len(must(s.Attempts("fnd"))(t)), 2)
}

func TestACheckThatCannotEndIsRefused(t *testing.T) {
	for name, change := range map[string]func(*Check){
		"no questions":   func(c *Check) { c.Items = nil },
		"no module":      func(c *Check) { c.Module = "" },
		"an unnamed one": func(c *Check) { c.Items[1].Ref = "" },
		"no objective":   func(c *Check) { c.Items[1].Objective = "" },
		"no lesson":      func(c *Check) { c.Lessons[1].ID = "" },
		"no card":        func(c *Check) { c.Lessons[1].Cards = []string{""} },
	} {
		t.Run(name, func(t *testing.T) {
			c := exampleCheck()
			change(&c)
			_, err := newStore(t).StartCheck(c)
			wantErr(t, err, ErrInvalid)
		})
	}
}

func TestChecksStayInOrderWhenTheClockGoesBack(t *testing.T) {
	s := newStore(t)
	first := take(t, s, false, false, false, false, false)
	s.now = func() time.Time { return start.Add(-time.Hour) }
	second := must(s.StartCheck(exampleCheck()))(t)
	checks := must(s.Checks())(t)
	equal(t, "ids", []string{checks[0].ID, checks[1].ID}, []string{first.ID, second.ID})
}
