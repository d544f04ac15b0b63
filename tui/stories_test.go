package tui

import (
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// busy is a person with a lesson done, one begun and a journal.
func busy(s *store.Store) {
	did("fnd-what-ai-is", true)(s)
	did("fnd-how-llms-answer", false)(s)
	for _, e := range []store.Experiment{
		{Title: "Three examples for product notes", Verdict: store.Worked, Learning: "Three examples beat one long instruction for product descriptions."},
		{Title: "Ask for sources in market summaries", Verdict: store.Failed, Learning: "Asking for sources made it invent them.", Outcome: "4 of 10 sources did not exist."},
		{Title: "Warmer tone in refund replies", Hypothesis: "Fewer customers write a second time.", Lesson: "prm-brief-clearly"},
	} {
		if _, _, err := s.AddExperiment(e); err != nil {
			panic(err)
		}
	}
}

// did answers half of a lesson, or all of it and the exercise.
func did(lesson string, all bool) func(*store.Store) {
	return func(s *store.Store) {
		meta, body := read(lesson)
		doneBy(s, meta, body, all)
	}
}

// doneBy answers half of a lesson, or all of it and the exercise.
func doneBy(s *store.Store, meta curriculum.Lesson, body curriculum.Body, all bool) {
	lesson := meta.ID
	need := progress.Requirement(meta, body)
	must(s.KeepPlace(lesson, meta.Version, body.Pages[2].ID, all))
	for i, item := range body.Items {
		if !all && i > 1 {
			return
		}
		_, err := s.RecordAttempt(store.Attempt{Lesson: lesson, Item: item.ID, Answer: item.Format(item.Answer), Right: true, Score: 1, Self: self(item)}, need)
		must(err)
	}
	_, err := s.MarkExercise(lesson, need)
	must(err)
}

// daysAgo does things some days before the test, a second apart.
func daysAgo(days int, do ...func(*store.Store)) func(*store.Store) {
	return func(s *store.Store) {
		at := morning().AddDate(0, 0, -days)
		past := store.New(s.Dir(), func() time.Time { at = at.Add(time.Second); return at })
		for _, d := range do {
			d(past)
		}
	}
}

// returning is a person on the third day in a row, who did the first module.
func returning(s *store.Store) {
	daysAgo(2, did("fnd-what-ai-is", true), did("fnd-how-llms-answer", true))(s)
	daysAgo(1, did("fnd-jagged-frontier", true))(s)
	did("fnd-confabulation", false)(s)
}

// placed is a person who knew the first module and not the second.
func placed(s *store.Store) {
	c := catalogue()
	at, err := progress.Read(c, s)
	must(err)
	for _, right := range []bool{true, true, false, false} {
		answers, err := progress.Answers(s, at.Path.InOrder())
		must(err)
		found, err := progress.PlacementOf(c, at.Path, answers)
		must(err)
		grade := curriculum.Grade{Right: right}
		_, err = s.RecordAttempt(progress.Attempt(found.Next, progress.Answer{Text: "a", Grade: grade, Check: store.Placement}), store.Requirement{})
		must(err)
	}
}

func self(item curriculum.Item) string {
	if item.SelfJudged() {
		return string(curriculum.Met)
	}
	return ""
}

func read(lesson string) (curriculum.Lesson, curriculum.Body) {
	c := catalogue()
	meta, err := c.Lesson(lesson)
	must(err)
	body, err := c.Body(lesson, "")
	must(err)
	return meta, body
}

func catalogue() *curriculum.Catalogue {
	c, err := curriculum.Load(curriculum.Embedded())
	must(err)
	return c
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func TestStoriesHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range stories() {
		if seen[s.name] {
			t.Errorf("two stories are called %s", s.name)
		}
		seen[s.name] = true
	}
}
