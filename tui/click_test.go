package tui

import (
	"strings"
	"testing"
)

// A newcomer gets through the set-up, a lesson and the help with the mouse alone.
func TestTheKeysAreButtons(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Dark: true})
	for range 4 {
		d.clickOn("continue")
	}
	d.see("Do you know some of this already?").clickOn("take it").see("Next lesson").clickOn("You start at the beginning")
	d.clickOn("Enter open").see("page 1 of").clickOn("next page").see("page 2 of").clickOn("page back").see("page 1 of")
	d.clickOn("Esc back").see("[1 Today]").clickOn("new experiment").see("New experiment")
}

func TestTheKeysBehindHelpAreButtons(t *testing.T) {
	for _, width := range []int{60, 80} {
		d := drive(t, width, 40).press("4").clickOn("? help").see("On this screen: Journal")
		d.clickOn("settings").see("Settings").not("On this screen").press("esc").see("[4 Journal]")
		d.clickOn("? help").clickOn("go to anything").see("Go to")
	}
}

// A group of keys, such as the arrows, is no button, nor is the room between two.
func TestWhatIsNoKeyIsNoButton(t *testing.T) {
	d := drive(t, 80, 24)
	before := d.frame()
	line := strings.Split(before, "\n")[23]
	for _, x := range []int{0, strings.Index(line, "choose"), 79} {
		if d.click(x, 23); d.frame() != before {
			t.Errorf("a click at %d shows\n%s", x, d.frame())
		}
	}
}

// The tour and a notice are left with the mouse, too.
func TestTheTourHasButtons(t *testing.T) {
	d := drive(t, 80, 24).press("ctrl+k").write("tour").press("enter").clickOn("Enter next").see("[2 Pathways]", "2 of 7").clickOn("before").see("1 of 7")
	d.clickOn("end the tour").see("quit").not("tour,")
}
