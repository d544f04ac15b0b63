//go:build unix

package cli_test

import (
	"testing"
	"time"

	"waymark/store"
)

// A blind rating in lines: nothing that is said before the reveal tells the labels.
func TestPlainRating(t *testing.T) {
	data := setUpData(t)
	s := store.New(data, time.Now)
	x := ratingOf(t, s)
	l := listen(t, data, "journal", "rate", x.ID)
	l.hear("Outputs come in random order", "1. By pair", "2. By criterion", "go back:")
	l.say("1")
	l.hear("Item 1 of 2", "Left:", "Right:", "Which is better?")
	l.say("?")
	l.hear("b goes to the item before", "leaves:")
	l.say("n")
	l.hear("Your note", "leaves it empty:")
	l.say("clear")
	l.hear("leaves:")
	l.say("1")
	l.hear("Kept.", "Item 2 of 2", "leaves:")
	l.say("b")
	l.hear("Item 1 of 2", "You judged it already", "leaves:")
	l.say("0")
	l.hear("Kept.", "Item 2 of 2", "leaves:")
	l.say("e")
	l.hear("1 of 2 are not rated yet", "go on rating:")
	l.say("")
	l.hear("Item 2 of 2", "leaves:")
	sheet, err := s.Sheet(x.ID)
	if err != nil || sheet.Items[0].Mine == nil || sheet.Items[0].Mine.Choice != store.NoDifference || sheet.Items[0].Mine.Note != "clear" {
		t.Errorf("the store has %+v, %v", sheet.Items, err)
	}
	l.say("2")
	l.hear("Kept.", "All rated. Enter reveals", "for later:")
	l.say("")
	l.hear("too few to tell", "zebra", "Every judgement", "Enter goes on:")
}

// An entry leads to its bench and its rating, and a locked claim is amended with a
// reason.
func TestPlainEntry(t *testing.T) {
	data := setUpData(t)
	ratingOf(t, store.New(data, time.Now))
	l := listen(t, data)
	l.hear("alone for 1:")
	l.say("5")
	l.hear("to go back:")
	l.say("2")
	l.hear("The bench:", "b for its bench, r to rate it blind", "commands do:")
	l.say("?")
	l.hear("waymark journal share", "commands do:")
	l.say("b")
	l.hear("Variant a", "back to the entry:")
	l.say("")
	l.hear("commands do:")
	l.say("c")
	l.hear("1. What I expect", "to go back:")
	l.say("1")
	l.hear("What I expect, anew", "as it is:")
	l.say("Fewer calls")
	l.hear("it stands. It can be amended", "as it is:")
	l.say("I had left it out")
	l.hear("Kept.", "What I expect: Fewer calls", "Amended on", "I had left it out", "commands do:")
	l.say("r")
	l.hear("Outputs come in random order", "go back:")
	l.say("1")
	l.hear("Item 1 of", "leaves:")
	l.say("")
	l.hear("The rating waits for you", "A blind rating is under way", "r to rate it blind", "commands do:")
}

func TestPlainRatingByCriterion(t *testing.T) {
	data := setUpData(t)
	s := store.New(data, time.Now)
	x := ratingOf(t, s)
	l := listen(t, data, "journal", "rate", x.ID)
	l.hear("go back:")
	l.say("2")
	l.hear("Item 1 of 4", "Output:", "Criterion 1 of 1: Fits the reader.", "0: Not", "from 0 to 2;", "leaves:")
	l.say("3")
	l.hear(`There is no "3" here`, "leaves:")
	l.say("0")
	l.hear("Kept.", "Item 2 of 4", "leaves:")
	l.say("")
	l.hear("You left with 3 of 4 items to go. The rating waits for you.")
	sheet, err := s.Sheet(x.ID)
	if err != nil || sheet.Items[0].Mine == nil || sheet.Items[0].Mine.Scores["fit"] != 0 {
		t.Errorf("the store has %+v, %v", sheet.Items, err)
	}
}

// ratingOf is an entry with a bench of two variants and two cases that can be rated.
func ratingOf(t *testing.T, s *store.Store) store.Experiment {
	t.Helper()
	x, _, err := s.AddExperiment(store.Experiment{Title: "Warmer replies"})
	hold(t, err)
	for _, name := range []string{"zebra", "okapi"} {
		_, err := s.KeepVariant(x.ID, store.Variant{Name: name})
		hold(t, err)
	}
	_, err = s.ChooseRubric(x.ID, store.Rubric{ID: "tone", Title: "Tone", Criteria: []store.Criterion{
		{ID: "fit", Name: "Fits the reader", Weight: 1, Anchors: []store.Anchor{{Score: 0, Text: "Not"}, {Score: 2, Text: "Fully"}}},
	}})
	hold(t, err)
	cases, err := s.KeepCases(x.ID, store.Case{Input: "Parcel 1"}, store.Case{Input: "Parcel 2"})
	hold(t, err)
	for _, c := range cases {
		_, err := s.KeepOutputs(x.ID,
			store.Output{Variant: "a", Case: c.ID, Text: "Dear customer", Source: store.FromPaste},
			store.Output{Variant: "b", Case: c.ID, Text: "Hello", Source: store.FromPaste})
		hold(t, err)
	}
	return x
}

func hold(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
