package store

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// aYear fills a store with what a year of steady learning leaves: 60 lessons,
// each with 20 places, 10 answers and a marked exercise, and 150 entries.
func aYear(b *testing.B) *Store {
	b.Helper()
	s := newStore(b)
	check(b, s.update(func(t *tx) error {
		for i := range 60 {
			lesson := fmt.Sprintf("lesson-%02d", i)
			for page := range 20 {
				if err := t.append(lessonSubject(lesson), placeKept, placeData{"1.0.0", fmt.Sprint("page-", page), page == 19}); err != nil {
					return err
				}
			}
			for item := range 10 {
				if err := t.append(lessonSubject(lesson), attemptMade, attemptData{Item: fmt.Sprint("item-", item), Answer: "a,c"}); err != nil {
					return err
				}
			}
			if err := t.append(lessonSubject(lesson), exerciseMarked, struct{}{}); err != nil {
				return err
			}
		}
		for i := range 150 {
			id := randomID(t.now)
			x := Experiment{ID: id, Title: fmt.Sprint("Experiment ", i), Outcome: "What came out of it, in a few sentences.", Created: t.now}
			if err := t.append(experimentSubject(id), experimentAdded, x); err != nil {
				return err
			}
		}
		return nil
	}))
	return s
}

func BenchmarkVerbs(b *testing.B) {
	s := aYear(b)
	page := 0
	verbs := []struct {
		name string
		do   func() error
	}{
		{"Stamp", func() error { _, err := s.Stamp(); return err }},
		{"Profile", func() error { _, err := s.Profile(); return err }},
		{"Lessons", func() error { _, err := s.Lessons(); return err }},
		{"Attempts", func() error { _, err := s.Attempts("lesson-30"); return err }},
		{"Experiments", func() error { _, err := s.Experiments(); return err }},
		{"KeepPlace", func() error { page++; return s.KeepPlace("fnd", "1.0.0", fmt.Sprint("page-", page), false) }},
		{"RecordAttempt", func() error { _, err := s.RecordAttempt(attempt("one", true), need); return err }},
		{"AddExperiment", func() error { _, _, err := s.AddExperiment(Experiment{Title: "Tone"}); return err }},
		{"RecordAndUndo", func() error {
			_, recording := s.RecordAttempt(Attempt{Lesson: "lesson-30", Item: "one"}, need)
			_, undoing := s.Undo(time.Time{})
			return errors.Join(recording, undoing)
		}},
		{"Rebuild", s.Rebuild},
		{"FirstLook", func() error { _, err := New(s.Dir(), s.now).Profile(); return err }},
	}
	for _, verb := range verbs {
		b.Run(verb.name, func(b *testing.B) {
			for b.Loop() {
				check(b, verb.do())
			}
		})
	}
}

// A search of 1,000 entries: a word that few have, one that most have, and a beginning.
func BenchmarkSearch(b *testing.B) {
	s := newStore(b)
	fillJournal(b, s, 1_000, nil)
	words := newScribe(1).words
	for _, search := range []struct{ name, query string }{
		{"rare", words[5_000]}, {"frequent", words[10]}, {"beginning", "re"}, {"phrase", `"` + words[0] + " " + words[1] + `"`},
	} {
		b.Run(search.name, func(b *testing.B) {
			for b.Loop() {
				_, err := s.SearchExperiments(search.query, 20)
				check(b, err)
			}
		})
	}
}

// fullBench is a bench with as much as it can hold.
func fullBench() Bench {
	b := Bench{Experiment: Experiment{ID: "01X"}}
	for i := range MaxVariants {
		b.Variants = append(b.Variants, Variant{ID: string(rune('a' + i)), Name: fmt.Sprint("variant ", i)})
	}
	for i := range MaxCases {
		c := Case{ID: fmt.Sprintf("%04d", i+1), Input: fmt.Sprint("letter ", i)}
		b.Cases = append(b.Cases, c)
		for _, v := range b.Variants {
			b.Outputs = append(b.Outputs, Output{Variant: v.ID, Case: c.ID, Text: "out", Source: FromPaste, Tries: 1})
		}
	}
	return b
}

func BenchmarkFullBench(b *testing.B) {
	of := fullBench()
	f := Filling{of.Variants, of.Cases, of.Outputs}
	r := Round{Mode: ByCriterion, Items: of.singles()}
	for i := range r.Items {
		r.Judgements = append(r.Judgements, Judgement{Item: i})
	}
	verbs := []struct {
		name string
		do   func()
	}{
		{"Missing", func() { _ = of.Missing() }},
		{"Filling", func() { _, err := of.Filling(f); check(b, err) }},
		{"Left", func() { _ = r.left() }},
		{"Sheet", func() { _ = of.sheet(r) }},
	}
	for _, verb := range verbs {
		b.Run(verb.name, func(b *testing.B) {
			for b.Loop() {
				verb.do()
			}
		})
	}
}
