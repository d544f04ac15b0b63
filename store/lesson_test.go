package store

import (
	"testing"
	"time"
)

func TestALessonIsDoneWhenAllIsAnsweredAndMarked(t *testing.T) {
	answer := func(item string) func(*Store) (Lesson, error) {
		return func(s *Store) (Lesson, error) { return s.RecordAttempt(attempt(item, false), need) }
	}
	mark := func(s *Store) (Lesson, error) { return s.MarkExercise("fnd", need) }
	tests := []struct {
		name  string
		steps []func(*Store) (Lesson, error)
		done  bool
	}{
		{"answers alone", []func(*Store) (Lesson, error){answer("one"), answer("two")}, false},
		{"exercise last", []func(*Store) (Lesson, error){answer("fnd#one"), answer("two"), mark}, true},
		{"exercise first, wrong answers", []func(*Store) (Lesson, error){mark, answer("two"), answer("one")}, true},
		{"one item twice", []func(*Store) (Lesson, error){mark, answer("two"), answer("two")}, false},
		{"answered again later", []func(*Store) (Lesson, error){mark, answer("two"), answer("one"), answer("one"), mark}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStore(t)
			var last Lesson
			for _, step := range test.steps {
				last = must(step(s))(t)
			}
			equal(t, "what the last step returned", last, must(s.Lesson("fnd"))(t))
			equal(t, "done", !last.Done.IsZero(), test.done)
			cards := must(s.Cards())(t)
			if test.done {
				equal(t, "cards", cards, []Card{{ID: "fnd#a", Added: last.Done}, {ID: "fnd#b", Added: last.Done}})
			} else {
				equal(t, "cards", len(cards), 0)
			}
		})
	}
}

func TestALessonThatNeedsNothingIsNotDoneByAccident(t *testing.T) {
	s := newStore(t)
	l := must(s.MarkExercise("fnd", Requirement{}))(t)
	equal(t, "done", l.Done.IsZero(), true)
}

func TestTheDayOfDoneStays(t *testing.T) {
	s := newStore(t)
	_ = must(s.MarkExercise("fnd", need))(t)
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	first := must(s.RecordAttempt(attempt("two", true), need))(t)
	again := must(s.RecordAttempt(attempt("two", false), need))(t)
	equal(t, "done", again.Done, first.Done)
	equal(t, "attempts", len(must(s.Attempts("fnd"))(t)), 3)
}

func TestThePlaceInALessonIsKept(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	check(t, s.KeepPlace("fnd", "1.0.0", "end", true))
	check(t, s.KeepPlace("fnd", "1.1.0", "b", false))
	check(t, s.KeepPlace("fnd-two", "1.0.0", "a", false))
	got := must(s.Lesson("fnd"))(t)
	equal(t, "lesson", got, Lesson{ID: "fnd", Version: "1.1.0", Page: "b", Read: true, Started: got.Started, Seen: got.Seen})
	equal(t, "time in the lesson", got.Seen.After(got.Started), true)
	equal(t, "lessons", len(must(s.Lessons())(t)), 2)
}

func TestAReflectionIsKeptWithItsLesson(t *testing.T) {
	s := newStore(t)
	got := must(s.Reflect("fnd", " I would want to see a second source. "))(t)
	equal(t, "reflection", got.Reflection, "I would want to see a second source.")
	_ = must(s.Reflect("fnd", "Two sources."))(t)
	equal(t, "undone", must(s.Undo(time.Time{}))(t).What, "your reflection")
	equal(t, "reflection after undo", must(s.Lesson("fnd"))(t).Reflection, "I would want to see a second source.")
	check(t, s.Rebuild())
	equal(t, "reflection after a rebuild", must(s.Lesson("fnd"))(t).Reflection, "I would want to see a second source.")
}
