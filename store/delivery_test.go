package store

import (
	"strings"
	"testing"
	"time"
)

const lrs = "https://records.example.com/xapi"

// makeExampleDelivery sends two statements, of which one is refused.
func makeExampleDelivery(t *testing.T, s *Store) {
	t.Helper()
	check(t, s.Deliver(lrs, []Delivery{{ID: "a", About: "completed fnd", Statement: `{"id":"a"}`}, {ID: "b", Statement: `{"id":"b"}`}}))
	check(t, s.Arrive(lrs, []Receipt{{ID: "a", State: There}, {ID: "b", State: Refused, Why: "no\x1b such verb" + strings.Repeat("!", 600)}}))
}

func TestWhatIsSentToARecordStoreIsNotedBeforeAndAfter(t *testing.T) {
	s := newStore(t)
	check(t, s.Deliver(lrs, []Delivery{{ID: "a", Event: "01J", About: "completed fnd", Statement: `{"id":"a"}`}}))
	going := must(s.Deliveries(lrs))(t)
	equal(t, "deliveries", len(going), 1)
	equal(t, "state", going[0].State, Going)
	equal(t, "to the letter", going[0].Statement, `{"id":"a"}`)
	equal(t, "those to another place", len(must(s.Deliveries("https://records.example.com/xap"))(t)), 0)
	makeExampleDelivery(t, s)
	check(t, s.Deliver("https://other.example.com", []Delivery{{ID: "z", Statement: `{"id":"z"}`}}))
	equal(t, "record stores", must(s.RecordStores())(t), []string{"https://other.example.com", lrs})
	all := must(s.Deliveries(lrs))(t)
	equal(t, "states", []string{all[0].State, all[1].State}, []string{There, Refused})
	equal(t, "words of others are short and safe", len([]rune(all[1].Why)) == maxWhy && !strings.Contains(all[1].Why, "\x1b"), true)
	check(t, s.Rebuild())
	equal(t, "after a rebuild", must(s.Deliveries(lrs))(t), all)
	_, err := s.Undo(time.Time{})
	wantErr(t, err, ErrNothingToUndo)
	equal(t, "days of learning", len(must(s.Days())(t)), 0)
}

func TestCompletionsSayWhatStandsAndWhatWasTakenBack(t *testing.T) {
	s := newStore(t)
	_ = must(s.MarkExercise("fnd", need))(t)
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	_ = must(s.RecordAttempt(attempt("two", true), need))(t)
	_ = must(s.Undo(time.Time{}))(t)
	last := must(s.RecordAttempt(attempt("two", false), need))(t)
	all := must(s.Completions())(t)
	equal(t, "completions", len(all), 2)
	equal(t, "the first was taken back", all[0].Undone.IsZero(), false)
	equal(t, "the second", all[1], Completion{Event: all[1].Event, How: ByLearning, Subject: "fnd", Version: "1.0.0", At: last.Done})

	var kinds []string
	check(t, s.Events(func(e Event) error { kinds = append(kinds, e.Kind); return nil }))
	equal(t, "events begin with", kinds[:3], []string{exerciseMarked, attemptMade, attemptMade})
}

func TestAPassedCheckIsACompletion(t *testing.T) {
	s := newStore(t)
	c := must(s.StartCheck(exampleCheck()))(t)
	for _, i := range c.Items {
		_, err := s.RecordAttempt(Attempt{Lesson: i.Lesson(), Item: itemID(i.Ref), Answer: "a", Right: true, Check: c.ID}, Requirement{})
		check(t, err)
	}
	var hows []string
	for _, one := range must(s.Completions())(t) {
		hows = append(hows, one.How+" "+one.Subject)
	}
	equal(t, "completions", hows[0], "passed "+c.Module)
	equal(t, "known lessons", len(hows) > 1 && strings.HasPrefix(hows[1], ByCheck), true)
}
