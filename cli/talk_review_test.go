//go:build unix

package cli_test

import (
	"testing"
	"time"

	"waymark/store"
	"waymark/store/review"
)

// reviewsUp is a learner with one thing up for review: a card of a lesson that was
// done some days ago, or a question that was answered then.
func reviewsUp(t *testing.T, question bool) (data string, s *store.Store) {
	t.Helper()
	data = setUpData(t)
	past := store.New(data, func() time.Time { return time.Now().AddDate(0, 0, -9) })
	var err error
	if question {
		_, err = past.RecordAttempt(store.Attempt{
			Lesson: "fnd-what-ai-is", Item: "invoice-tool", Objective: "O1", Right: true, Card: "fnd-what-ai-is#invoice-tool",
		}, store.Requirement{})
	} else {
		_, err = past.MarkExercise("fnd-what-ai-is", store.Requirement{Exercise: true, Cards: []string{"fnd-what-ai-is#one-question"}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return data, store.New(data, time.Now)
}

// A card that another program graded meanwhile is not graded twice.
func TestPlainReviewOfACardReviewedMeanwhile(t *testing.T) {
	data, s := reviewsUp(t, false)
	l := listen(t, data, "review")
	l.hear("What one question sorts", "q to leave:")
	l.say("")
	l.hear("Answer:", "q to leave:")
	if _, err := s.ReviewCard("fnd-what-ai-is#one-question", review.Easy); err != nil {
		t.Fatal(err)
	}
	l.say("again")
	l.hear("You reviewed it meanwhile. It comes back in 8 days.", "That is all for today: 1 review.")
	cards, err := s.Cards()
	if err != nil || cards[0].Memory.Reviews != 1 {
		t.Errorf("got %+v, %v", cards, err)
	}
}

// After an answer only what is said there can be done: s leaves nothing out.
func TestPlainReviewAfterAnAnswer(t *testing.T) {
	data, s := reviewsUp(t, true)
	l := listen(t, data, "review")
	l.hear("A tool was built from 40,000 past invoices", "to leave:")
	if _, err := s.RecordAttempt(store.Attempt{
		Lesson: "fnd-what-ai-is", Item: "invoice-tool", Objective: "O1", Right: true, Card: "fnd-what-ai-is#invoice-tool",
	}, store.Requirement{}); err != nil {
		t.Fatal(err)
	}
	l.say("a")
	l.hear("You reviewed it meanwhile. It comes back", "Enter for the next")
	l.say("s")
	l.hear(`There is no "s" here.`)
	l.say("")
	l.hear("That is all for today: 1 review.")
	if cards, err := s.Cards(); err != nil || cards[0].Suspended {
		t.Errorf("got %+v, %v", cards, err)
	}
}
