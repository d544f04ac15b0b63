package tui

import (
	"testing"

	"charm.land/bubbles/v2/key"

	"waymark/store"
)

type keyBinding = key.Binding

// reaching is a person who asks for help and offers some.
func reaching(s *store.Store) {
	ines(s)
	keeps(s.RaiseHand("fnd-what-ai-is", "Which kind is our chatbot?"))
	keeps(s.RaiseHand("prompt-design", ""))
	keeps(s.MakeOffer("fnd-what-ai-is", "Tuesdays after lunch."))
	keeps(s.MakeOffer("Excel formulas", ""))
}

func handStories() []story {
	return []story{
		{name: "hand-form", keys: []string{"2", "h"}, text: "Which kind is our chatbot?"},
		{name: "offer-form", keys: []string{"enter", "o"}},
		{name: "hand-words", keys: []string{"6", "s", "h", "h"}, with: ines, text: "Excel formulas"},
		{name: "hands", keys: []string{"6", "s", "h"}, with: reaching},
		{name: "hands-empty", keys: []string{"6", "s", "h"}, with: ines},
		{name: "pathways-hands", keys: []string{"2"}, with: reaching},
		{name: "lesson-hand", keys: []string{"enter"}, with: reaching},
	}
}

func TestAHandIsRaisedAndLoweredWhereOneLearns(t *testing.T) {
	d := drive(t, 80, 24, ines).press("enter", "h").see("Raise my hand", "About What AI is, and is not", "everyone who can read that folder", "Nothing is")
	d.write("Which kind?").press("enter").see("Your hand is up").see("hand up · 1/")
	if hands := keeps(d.store.Hands()); len(hands) != 1 || hands[0].About != "fnd-what-ai-is" || hands[0].Note != "Which kind?" {
		t.Fatalf("%+v", hands)
	}
	d.press("esc", "2").see("hand up, 12 min").press("h").see("Your hand is down").not("hand up, 12 min")
	d.press("u").see("Taken back: lowering your hand about What AI is, and is not", "hand up, 12 min")
	d.press("u").not("hand up, 12 min").press("o", "enter").see("help offered, 12 min").press("o").see("Your offer is taken back")
}

// A note that was begun is there when the form is opened again; leaving raises no hand.
func TestANoteForAHandIsNotLost(t *testing.T) {
	d := drive(t, 120, 40, ines).press("2", "h").write("Half a thought").press("esc")
	if hands := keeps(d.store.Hands()); len(hands) != 0 {
		t.Fatalf("%+v", hands)
	}
	d.press("h").see("Half a thought").press("ctrl+o").see("What my lead sees", "Half a thought")
}

func TestAHandAboutWordsOfOnesOwn(t *testing.T) {
	d := drive(t, 80, 24, ines).press("6", "s", "h").see("No hand is up").press("h", "enter", "enter").see("Say in a few words what it is about.")
	d.write("Excel formulas").press("enter").write("For the budget.").press("enter").see("Hand up", "Excel formulas", "\"For the budget.\"")
	d.press("o").write("Proofreading").press("ctrl+s").see("Help offered").press("x").see("Your hand is down").not("Excel")
	d.press("x").see("taken back", "No hand is up")
}

func TestAHandIsAboutALessonOrAModule(t *testing.T) {
	d := drive(t, 80, 24, ines).press("2", "up", "h").see("About Foundations").press("enter").see("hand up, 0 of 5")
	d.press("up", "h").see("Choose a module or a lesson first")
}
