package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/review"
)

// cardStatus is when a card comes up.
type cardStatus struct {
	ID           string `json:"id"`
	Due          string `json:"due"`
	IntervalDays int    `json:"interval_days"`
	Reviews      int    `json:"reviews"`
	Suspended    bool   `json:"suspended"`
}

// cardQuestion is a card with what it asks: a front to recall the back of, or a
// question to answer. It holds no answer.
type cardQuestion struct {
	cardStatus
	Lesson   lessonLink `json:"lesson"`
	Front    string     `json:"front,omitempty"`
	Question *question  `json:"question,omitempty"`
}

// cardPage is a card turned over, with when each grade brings it back.
type cardPage struct {
	cardQuestion
	Back   string      `json:"back,omitempty"`
	Grades []gradeCard `json:"grades"`
}

type gradeCard struct {
	Grade        string `json:"grade"`
	IntervalDays int    `json:"interval_days"`
}

// reviewed is what became of a card.
type reviewed struct {
	Action string     `json:"action"`
	Card   cardStatus `json:"card"`
}

// cardIDs completes the ids of the cards in the pile.
func (a *app) cardIDs(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	s, err := a.standing()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var ids []string
	for _, c := range s.Cards {
		if strings.HasPrefix(c.ID, typed) {
			ids = append(ids, c.ID)
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// recall is what a card asks.
func (s standing) recall(c store.Card) (progress.Recall, error) {
	lesson, _, _ := strings.Cut(c.ID, "#")
	attempts, err := s.store.Attempts(lesson)
	if err != nil {
		return progress.Recall{}, err
	}
	return progress.RecallOf(s.catalogue, c, attempts)
}

func (s standing) cardQuestion(r progress.Recall) cardQuestion {
	found := cardQuestion{cardStatus: cardStatusOf(r.Card), Lesson: s.lessonLink(r.Lesson.ID), Front: r.Front}
	if r.Item != nil {
		found.Question = new(questionOf(*r.Item))
	}
	return found
}

func cardStatusOf(c store.Card) cardStatus {
	return cardStatus{c.ID, c.Up(), c.Memory.Interval, c.Memory.Reviews, c.Suspended}
}

// card finds a card of the pile by its id or an unambiguous beginning of it, of
// which the lesson and what stands behind the # may both be shortened.
func (s standing) card(id string) (store.Card, error) {
	lesson, rest, _ := strings.Cut(id, "#")
	var found []store.Card
	for _, c := range s.Cards {
		l, r, _ := strings.Cut(c.ID, "#")
		switch {
		case c.ID == id:
			return c, nil
		case strings.HasPrefix(l, lesson) && strings.HasPrefix(r, rest):
			found = append(found, c)
		}
	}
	switch len(found) {
	case 0:
		return store.Card{}, s.noCard(id)
	case 1:
		return found[0], nil
	}
	var ids []string
	for _, c := range found[:min(5, len(found))] {
		ids = append(ids, c.ID)
	}
	return store.Card{}, fmt.Errorf("card %q: %w; it may be %s", id, curriculum.ErrAmbiguous, strings.Join(ids, ", "))
}

// noCard says why there is no such card: also of one whose pack is not in use.
func (s standing) noCard(id string) error {
	all, err := s.store.Cards()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(c store.Card) bool { return c.ID == id }) {
		return fmt.Errorf("the question of the card %s is in none of the packs in use: %w; what you did with it is kept. Add the folder of its pack with --pack", id, curriculum.ErrNotFound)
	}
	return fmt.Errorf("no card %q is among your reviews: %w; waymark review lists what is up", id, store.ErrNotFound)
}

// reviewCard shows a card, or does with it what the flags say.
func (a *app) reviewCard(id string, flags reviewFlags) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	c, err := s.card(id)
	if err != nil {
		return nil, err
	}
	action := cmp.Or(flags.grade, strings.TrimPrefix(strings.Join(flags.given(), ""), "--"))
	switch action {
	case "":
		return s.cardPage(c)
	case "bury":
		c, err = s.store.BuryCard(c.ID)
	case "suspend", "resume":
		c, err = s.store.SuspendCard(c.ID, flags.suspend)
	default:
		c, err = s.gradeCard(c, action)
	}
	if err != nil {
		return nil, err
	}
	return reviewed{action, cardStatusOf(c)}, nil
}

// gradeCard records how well the learner recalled a card. A card that is a question
// is graded by an answer.
func (s standing) gradeCard(c store.Card, word string) (store.Card, error) {
	r, err := s.recall(c)
	if err != nil {
		return c, err
	}
	if r.Item != nil {
		return c, misuse("%s is a question: your answer grades it. Answer it with: waymark answer %s ANSWER", c.ID, r.Item.Ref())
	}
	grade, err := review.ParseGrade(word)
	if err != nil {
		return c, err
	}
	return s.store.ReviewCard(c.ID, grade)
}

func (s standing) cardPage(c store.Card) (result, error) {
	r, err := s.recall(c)
	if err != nil {
		return nil, err
	}
	days, err := c.Memory.Intervals(s.today(), s.Profile.Plan())
	if err != nil {
		return nil, err
	}
	found := cardPage{s.cardQuestion(r), r.Back, []gradeCard{}}
	for _, g := range review.Grades() {
		found.Grades = append(found.Grades, gradeCard{g.String(), days[g]})
	}
	return found, nil
}

func (c cardQuestion) text(p *page) {
	if c.Question != nil {
		c.Question.text(p)
		return
	}
	p.say("Card %s, of %s", c.ID, c.Lesson.Title)
	p.say("%s", c.Front)
	p.say("When you have the answer in mind:")
	p.inset("waymark review %s", c.ID)
}

func (c cardPage) text(p *page) {
	if c.Question != nil {
		c.cardQuestion.text(p)
		p.say("Right, it comes back %s; wrong, %s.", inDays(c.days(review.Good)), inDays(c.days(review.Again)))
		return
	}
	p.say("Card %s, of %s", c.ID, c.Lesson.Title)
	p.say("Question: %s", c.Front)
	p.say("Answer: %s", c.Back)
	p.gap()
	p.say("How well did you recall it? It comes back:")
	rows := make([][]string, len(c.Grades))
	for i, g := range c.Grades {
		rows[i] = []string{g.Grade, inDays(g.IntervalDays), meanings()[g.Grade]}
	}
	p.table(rows)
	p.say("Say it with:")
	p.inset("waymark review %s --grade good", c.ID)
}

// meanings say what each grade stands for.
func meanings() map[string]string {
	return map[string]string{
		review.Again.String(): "it did not come to you, or something else did",
		review.Hard.String():  "it came, with effort",
		review.Good.String():  "it came after a moment",
		review.Easy.String():  "it was there at once",
	}
}

func (c cardPage) days(g review.Grade) int {
	at := slices.IndexFunc(c.Grades, func(of gradeCard) bool { return of.Grade == g.String() })
	return c.Grades[at].IntervalDays
}

func (r reviewed) text(p *page) {
	switch r.Action {
	case "suspend":
		r.Card.returns(p, r.Card.ID)
		return
	case "bury":
		p.say("%s is put off.", r.Card.ID)
	case "resume":
		p.say("%s is among your reviews again.", r.Card.ID)
	default:
		p.say("%s is graded %s.", r.Card.ID, r.Action)
	}
	r.Card.returns(p, "It")
	p.say("What else is up: waymark review")
}

// returns says when a card, by what it is called in the sentence, comes up.
func (c cardStatus) returns(p *page, it string) {
	if !c.Suspended {
		p.say("%s comes back for review on %s.", it, c.Due)
		return
	}
	p.say("%s is left out of your reviews. To take it up again:", it)
	p.inset("waymark review %s --resume", c.ID)
}

// inDays says when something comes that is so many days away.
func inDays(n int) string {
	if n == 1 {
		return "tomorrow"
	}
	return fmt.Sprintf("in %d days", n)
}
