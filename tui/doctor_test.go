package tui

import (
	"os"
	"testing"

	"waymark/store"
)

// loseAFirstPage damages the learner's file as a disk does that lost a write.
func loseAFirstPage(s *store.Store) {
	content, err := os.ReadFile(s.File())
	if err == nil {
		clear(content[4096:8192])
		err = os.WriteFile(s.File(), content, 0o600)
	}
	if err != nil {
		panic(err)
	}
}

func doctorStories() []story {
	empty := func(s *store.Store) {
		if err := os.Truncate(s.File(), 0); err != nil {
			panic(err)
		}
	}
	return []story{
		{name: "doctor", with: loseAFirstPage},
		{name: "doctor-what", with: loseAFirstPage, keys: []string{"l"}},
		{name: "doctor-nothing", with: empty, keys: []string{"l"}},
	}
}

// A damaged file is a calm page with its keys, at the start and while the program runs; the
// way out leads to the screens.
func TestDamageIsAPage(t *testing.T) {
	d := drive(t, 80, 24, loseAFirstPage)
	d.see("Your file is damaged. Nothing of it is written over.")
	d.press("1", "3", "n", "z", "esc", ",")
	d.see("Your file is damaged. Nothing of it is written over.")
	d.press("l")
	d.see("One of the two first pages")
	d.press("m")
	d.see("Your file was made anew.")
	d.press("enter")
	d.see("[1 Today]")
	d.press("4")
	d.see("[4 Journal]")

	later := drive(t, 80, 24)
	loseAFirstPage(later.store)
	later.press("4")
	later.see("Your file is damaged.")
	later.press("m", "enter")
	later.see("[4 Journal]")
	later.press("1", "enter")
	later.see("Foundations")
}

// Words that are being typed are never taken for keys of the page about damage.
func TestWhoeverTypesIsNotCalledAway(t *testing.T) {
	d := drive(t, 80, 24).press("n").see("What do you want to try?").write("A warmer")
	loseAFirstPage(d.store)
	_, err := d.store.Profile()
	d.send(failedMsg{err})
	d.see("damaged").write(" mail").see("A warmer mail")
}
