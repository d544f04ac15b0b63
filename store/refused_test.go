package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// A refusal is something that cannot be kept, and what the message has to say about it.
type refusal struct {
	says string
	do   func(s *Store) error
}

// Whatever cannot be kept is refused with what is wrong, and the file stays as it is.
func TestWhatTheFileCannotHoldIsRefused(t *testing.T) {
	w := eventful(t)
	s := storeOf(t, w.file)
	check(t, s.view(func(*tx) error { return nil }))
	for _, r := range append(append(w.learningRefused(), w.sharingRefused()...), append(w.benchRefused(), w.rubricsRefused()...)...) {
		err := r.do(s)
		if !errors.Is(err, ErrInvalid) && !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), r.says) {
			t.Errorf("got %v, want %q", err, r.says)
		}
	}
	equal(t, "the file is as it was", string(must(os.ReadFile(s.File()))(t)) == string(w.file), true)
}

// long is a text of so many characters.
func long(n int) string { return strings.Repeat("é", n) }

func (w world) learningRefused() []refusal {
	answer := func(change func(*Attempt)) func(s *Store) error {
		return func(s *Store) error {
			a := attempt("one", true)
			change(&a)
			return failed(s.RecordAttempt(a, need))
		}
	}
	return []refusal{
		{`the confidence "very"`, answer(func(a *Attempt) { a.Confidence = "very" })},
		{"9 hints", answer(func(a *Attempt) { a.Hints = 9 })},
		{`the id "a\x00b"`, answer(func(a *Attempt) { a.Card = "a\x00b" })},
		{`the id ""`, func(s *Store) error { return failed(s.MarkExercise("", need)) }},
		{"the id has 201 characters", func(s *Store) error { return failed(s.MarkExercise(long(201), need)) }},
		{"no card", func(s *Store) error { return failed(s.BuryCard("fnd#none")) }},
		{"the reflection has", func(s *Store) error { return failed(s.Reflect("fnd", long(maxText+1))) }},
		{`the id ""`, func(s *Store) error { return failed(s.RecordDrill(Drill{})) }},
		{"a count is below zero", func(s *Store) error { return failed(s.RecordDrill(Drill{Drill: "hr/letter", Misses: -1})) }},
		{"no check", func(s *Store) error { return s.DropCheck(another) }},
		{`the name "../x"`, func(s *Store) error { return s.DropDraft("../x") }},
		{`the id "../x"`, func(s *Store) error { return failed(s.BeginEdit("../x", nil)) }},
		{`the id "../x"`, func(s *Store) error { _, _, err := s.Edited("../x"); return err }},
		{`the id "../x"`, func(s *Store) error { return s.EndEdit("../x") }},
		{"portfolio piece", func(s *Store) error { return failed(New(s.Dir()+"/none", s.now).Piece("01")) }},
	}
}

func (w world) sharingRefused() []refusal {
	assign := func(a Assignment) func(s *Store) error {
		return func(s *Store) error { return failed(s.Assign(a)) }
	}
	return []refusal{
		{`the id ""`, func(s *Store) error { return failed(s.AcknowledgePolicy(Policy{Lesson: "own"})) }},
		{`the id ""`, func(s *Store) error { return failed(s.AcceptTeam(Accepted{Team: "01JT"}, false)) }},
		{`the id ""`, assign(Assignment{Learner: person})},
		{"the reason has", assign(Assignment{Learner: person, Module: "evaluation", Reason: long(maxNote + 1)})},
		{"not due on any day", assign(Assignment{Learner: person, Module: "evaluation", Reason: "r", Waived: true, Due: "2026-12-31"})},
		{"the topic has", func(s *Store) error { return failed(s.RaiseHand(long(maxAbout+1), "")) }},
		{"the note has", func(s *Store) error { return failed(s.MakeOffer("evl", long(maxNote+1))) }},
		{"the note has", func(s *Store) error { return failed(s.KeepTalkNote(person, long(maxText+1))) }},
		{`"public"`, func(s *Store) error { return failed(s.Disclosure(w.told.ID, "public")) }},
		{"no journal entry", func(s *Store) error { return failed(New(s.Dir()+"/none", s.now).Disclosure("01", CardShared)) }},
		{"the reason has", func(s *Store) error { return failed(s.ShareExperiment(w.new.ID, CardShared, long(501))) }},
		{"the reason has", func(s *Store) error { return failed(s.Amend(w.told.ID, "prediction", "70", long(501))) }},
		{`"many"`, func(s *Store) error { return failed(s.Amend(w.told.ID, "prediction", "many", "mistyped")) }},
		{"51 tags", func(s *Store) error {
			var tags []string
			for i := range 51 {
				tags = append(tags, fmt.Sprint("t", i))
			}
			return failed(s.UpdateExperiment(w.new.ID, map[string]string{"tags": strings.Join(tags, ",")}))
		}},
		{"nobody of your teams", func(s *Store) error { return failed(New(s.Dir()+"/none", s.now).TrustKey(person, "did:key:z1")) }},
	}
}

func (w world) benchRefused() []refusal {
	output := func(change func(*Output)) func(s *Store) error {
		return func(s *Store) error {
			o := Output{Variant: "a", Case: "0002", Text: "x", Source: FromPaste}
			change(&o)
			return failed(s.KeepOutputs(w.new.ID, o))
		}
	}
	return []refusal{
		{`the source "a dream"`, output(func(o *Output) { o.Source = "a dream" })},
		{"a figure below nothing", output(func(o *Output) { o.TokensIn = -1 })},
		{"of the variant has", func(s *Store) error { return failed(s.KeepVariant(w.new.ID, Variant{Name: long(201)})) }},
		{"of the case has", func(s *Store) error { return failed(s.KeepCases(w.new.ID, Case{Input: long(maxText + 1)})) }},
		{`the way of rating "by feel"`, func(s *Store) error { return failed(s.StartRound(w.told.ID, "by feel")) }},
		{"no journal entry", func(s *Store) error { return failed(New(s.Dir()+"/none", s.now).Sheet("01")) }},
		{"name of the rater has", func(s *Store) error {
			return failed(s.Judge(w.rated.ID, Judgement{Rater: long(81), Choice: LeftBetter}))
		}},
		{"the note has", func(s *Store) error {
			return failed(s.Judge(w.rated.ID, Judgement{Note: long(2001), Choice: LeftBetter}))
		}},
		{`score "Fits the reader" from 0 to 2`, func(s *Store) error {
			return failed(s.Judge(w.told.ID, Judgement{Rater: "Eva", Scores: map[string]int{"fit": 3}}))
		}},
		{"keep to 20", func(s *Store) error {
			checks := strings.Split(strings.Repeat("json,,", 21), ",")
			return failed(s.SetChecks(w.new.ID, checks))
		}},
		{"the check has", func(s *Store) error { return failed(s.SetChecks(w.new.ID, []string{long(501)})) }},
		{"at most", func(s *Store) error {
			x, variants, rubric := filled()
			for len(variants) <= MaxVariants {
				variants = append(variants, Variant{Name: fmt.Sprint("v", len(variants))})
			}
			_, _, err := s.AddExperimentWith(x, variants, rubric)
			return err
		}},
		{"without a name", func(s *Store) error {
			x, _, rubric := filled()
			_, _, err := s.AddExperimentWith(x, []Variant{{}}, rubric)
			return err
		}},
	}
}

// rubricsRefused are rubrics by which nobody could rate.
func (w world) rubricsRefused() (all []refusal) {
	for says, spoil := range map[string]func(r *Rubric){
		"title of the rubric has":   func(r *Rubric) { r.Title = long(201) },
		"twice":                     func(r *Rubric) { r.Criteria = append(r.Criteria, r.Criteria[0]) },
		"a criterion without":       func(r *Rubric) { r.Criteria[0].Name = " " },
		"the weight 0":              func(r *Rubric) { r.Criteria[0].Weight = 0 },
		"the score 2":               func(r *Rubric) { r.Criteria[0].Anchors = append(r.Criteria[0].Anchors, Anchor{2, "Again"}) },
		"description of a score":    func(r *Rubric) { r.Criteria[0].Anchors[0].Text = long(501) },
		"name of the criterion has": func(r *Rubric) { r.Criteria[0].Name = long(201) },
	} {
		spoilt := func() Rubric {
			r := tone()
			spoil(&r)
			return r
		}
		all = append(all,
			refusal{says, func(s *Store) error { return failed(s.KeepRubric(spoilt())) }},
			refusal{says, func(s *Store) error { return failed(s.ChooseRubric(w.new.ID, spoilt())) }},
		)
	}
	return all
}
