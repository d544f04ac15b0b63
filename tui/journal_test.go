package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

func TestAnIdeaIsLoggedInOneBreath(t *testing.T) {
	d := drive(t, 80, 24).press("n").write("Warmer tone in refund replies").press("enter")
	d.see("Logged in your journal", "From your journal", "Warmer tone in refund replies")
	d.press("4").see("Warmer tone in refund replies", "open")
}

func TestEscKeepsWhatWasTyped(t *testing.T) {
	drive(t, 80, 24).press("n").write("An idea").press("esc").see("Logged in your journal: An idea")
	d := drive(t, 80, 24).press("n", "esc", "4").see("Your journal is empty")
	d.press("n", "enter").see("A title is needed")
}

func TestTheLessonsExperimentOpensFilledIn(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("experiment").see("Hypothesis", "e start").press("e")
	d.see("From the lesson: What AI is, and is not", "Measure").press("enter").see("Logged in your journal")
	all, err := d.store.Experiments()
	if err != nil || len(all) != 1 || all[0].Lesson != "fnd-what-ai-is" || all[0].Measure == "" || all[0].Variants == "" {
		t.Fatalf("kept %+v, %v", all, err)
	}
}

func TestAnEntryIsEditedBySections(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "enter").see("Next", "say what would count as a success", "Still open")
	d.press("enter").see("What I expect", "Fewer customers write").press("tab")
	d.paste("7 of 10 customers write back.\nNone is angry.").press("esc").see("Saved", "It counts as a success if", "7 of 10", "None is angry.")
	d.press("u").see("Taken back").not("7 of 10")
}

func TestTextOfOthersCannotDriveTheTerminal(t *testing.T) {
	evil := "\x1b]0;owned\x07\x1b[2J\u009b31m title \u202eright\x00 \x1bPq#0\x1b\\ end"
	d := drive(t, 80, 24, func(s *store.Store) {
		if _, _, err := s.AddExperiment(store.Experiment{Title: evil, Outcome: evil}); err != nil {
			t.Fatal(err)
		}
		_, err := s.UpdateProfile(map[string]string{"name": evil})
		must(err)
	})
	for _, keys := range []string{"1", "4", "enter", "enter"} {
		view := d.press(keys).model.View()
		for _, bad := range []string{"\x1b]0", "\x1b[2J", "\u009b", "\u202e", "\x00", "\x1bP", "\x07"} {
			if strings.Contains(view.Content, bad) || strings.Contains(view.WindowTitle, bad) {
				t.Fatalf("%q reached the terminal after %s", bad, keys)
			}
		}
	}
}

func TestAnotherProgramsEntryAppears(t *testing.T) {
	d := drive(t, 80, 24).press("4").see("Your journal is empty")
	other := store.New(d.store.Dir(), morning)
	if _, _, err := other.AddExperiment(store.Experiment{Title: "From the other terminal"}); err != nil {
		t.Fatal(err)
	}
	d.send(d.model.(root).watch()())
	d.see("From the other terminal")
}

func TestAnEntryKeepsWhatTheFormDoesNotChange(t *testing.T) {
	long := strings.Repeat("words and more words\n", 2000)
	d := drive(t, 80, 24, func(s *store.Store) {
		_, _, err := s.AddExperiment(store.Experiment{Title: "Long", Outcome: long})
		must(err)
	}).press("4", "enter").toSection("Plan").press("enter")
	other := store.New(d.store.Dir(), morning)
	all, err := other.Experiments()
	must(err)
	_, err = other.UpdateExperiment(all[0].ID, map[string]string{"learning": "Changed elsewhere meanwhile."})
	must(err)
	d.press("tab", "tab").write("Long against short").press("esc").see("Saved")
	got, err := other.Experiment(all[0].ID)
	must(err)
	if got.Outcome != strings.TrimSpace(long) || got.Learning != "Changed elsewhere meanwhile." || got.Variants != "Long against short" {
		t.Errorf("outcome of %d characters, learning %q, variants %q", len(got.Outcome), got.Learning, got.Variants)
	}
}

func TestAnEntryThatWasTakenBackSaysSo(t *testing.T) {
	d := drive(t, 80, 24).press("4", "n").write("Warmer tone").press("enter", "enter").see("Next")
	d.press("u").see("Taken back", "no longer in your journal").press("c").see("no longer in your journal").press("esc").see("Your journal is empty")
}

func TestNoTypedWordIsLostByEsc(t *testing.T) {
	d := drive(t, 80, 24).press("n", "tab").write("Fewer people write again").press("esc").see("Logged in your journal")
	d.press("n").write("Not this").press("ctrl+x").not("Logged").press("4").see("Fewer people write again", "1 entry")
}

// While a save is under way more can be typed; none of it may be lost.
func TestWordsTypedWhileASaveIsUnderWayAreKept(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "enter", "enter", "tab").write("One.")
	release := d.hold(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl})
	d.write(" Two.")
	release()
	d.see("One. Two.", "Saved")
	d.press("enter", "esc").not("Saved") // nothing changed, so there is nothing to take back
}

func TestAPasteThatDoesNotFitSaysSo(t *testing.T) {
	d := drive(t, 80, 24).press("n").paste("short").not("did not fit", "fitted")
	d.paste(strings.Repeat("long ", 100)).see("The field is full: 195 characters of the 500 fitted.")
}

func TestWordsOutliveAnEntryThatIsTakenBackElsewhere(t *testing.T) {
	d := drive(t, 80, 24).press("n").write("Warmer tone").press("enter", "4", "enter", "shift+tab", "shift+tab", "enter", "tab").write("Does it help?")
	other := store.New(d.store.Dir(), morning)
	_, err := other.Undo(time.Time{})
	must(err)
	d.send(changedMsg{})
	d.see("Does it help?").press("esc").see("kept as a new one")
	all, err := other.Experiments()
	must(err)
	if len(all) != 1 || all[0].Question != "Does it help?" || all[0].Title != "Warmer tone" {
		t.Errorf("the journal holds %+v", all)
	}
}
