package tui

import "testing"

// tourStories are the tour: its first stop, in the smallest window too, and its last.
func tourStories() []story {
	tour := []string{"ctrl+k", "t", "o", "u", "r", "enter"}
	return []story{
		{name: "placement-look", keys: append(placing(), "down", "down")},
		{name: "tour", keys: tour},
		{name: "tour-journal", keys: append(tour, "4")},
		{name: "tour-end", keys: append(tour, "6", "enter")},
	}
}

// A newcomer is offered a look around and comes back to Today, with nothing changed.
func TestTheTourShowsEachTab(t *testing.T) {
	d := driveWith(t, 80, 24, Options{}).press("enter", "enter", "enter", "enter").see("Look around first").press("down", "down", "enter")
	for i, p := range places() {
		d.see("["+string(rune('1'+i))+" "+p.title+"]", "tour, "+string(rune('1'+i))+" of 7").press("enter")
	}
	d.see("[1 Today]", "Esc goes back.", "tour, 7 of 7").press("enter").see("Next lesson", "quit").not("tour,")
	if attempts, err := d.store.Attempts("fnd-what-ai-is"); err != nil || len(attempts) > 0 {
		t.Errorf("the tour left %v, %v", attempts, err)
	}
}

func TestTheTourIsFoundAgainAndLeft(t *testing.T) {
	d := drive(t, 80, 24).press("4", "ctrl+k").write("tour").press("enter").see("[1 Today]", "tour, 1 of 7")
	d.press("left").see("tour, 1 of 7").press("x", "n", "u", "?").see("tour, 1 of 7") // the wrong keys
	d.press("3").see("[3 Review]", "tour, 3 of 7").press("left").see("[2 Pathways]", "tour, 2 of 7")
	d.press("esc").see("[1 Today]", "quit").not("tour,").press("enter").see("What AI is, and is not")
}

// A click on a tab is a stop of the tour, and one on what a page offers ends it.
func TestTheTourTakesClicks(t *testing.T) {
	d := drive(t, 80, 24).press("ctrl+k").write("tour").press("enter").clickOn("4 Journal").see("[4 Journal]", "tour, 4 of 7")
	d.press("1").clickOn("Next lesson").see("Foundations ›").press("esc").see("[1 Today]").not("tour,")
}

// In the smallest window the page gives way to the words, and the keys stay.
func TestTheTourFitsTheSmallestWindow(t *testing.T) {
	d := drive(t, minWidth, minHeight).press("ctrl+k").write("tour").press("enter")
	for i := range Tour() {
		d.fits(minWidth, minHeight)
		d.see("Enter", "of 7").see(Tour()[i].Place)
		d.press("enter")
	}
}
