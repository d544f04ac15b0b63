package tui

import (
	"os"
	"path/filepath"
	"testing"

	"waymark/store"
)

func TestWhatIsTypedIsOnDiskWithinABeat(t *testing.T) {
	d := drive(t, 80, 24).press("n").write("Warmer").beat()
	kept, found, err := d.store.Draft("capture")
	if !found || err != nil || kept.Fields["title"] != "Warmer" {
		t.Fatalf("kept %+v, %v, %v", kept, found, err)
	}
	d.beat()
	if again, _, _ := d.store.Draft("capture"); !again.At.Equal(kept.At) {
		t.Error("words that did not change were written again")
	}
	d.write(" tone").press("tab").write("It helps.").beat()
	if kept, _, _ = d.store.Draft("capture"); kept.Fields["title"] != "Warmer tone" || kept.Fields["hypothesis"] != "It helps." {
		t.Errorf("kept %+v", kept)
	}
	d.press("enter").see("Logged")
	if _, found, _ := d.store.Draft("capture"); found {
		t.Error("the draft outlived the entry")
	}
}

func TestADraftIsThereAgain(t *testing.T) {
	draft := func(s *store.Store) { must(s.KeepDraft("capture", map[string]string{"title": "Half an idea"})) }
	d := drive(t, 80, 24, daysAgo(3, draft)).press("n").see("Half an idea", "You were writing this on 21 Nov at 09:00", "Ctrl+X throws it away")
	d.press("ctrl+x", "n").not("Half an idea", "You were writing").press("esc")
	drafts, err := d.store.Drafts()
	if err != nil || len(drafts) > 0 {
		t.Errorf("left: %v, %v", drafts, err)
	}
}

// The program may have ended between the saving of an entry and the end of its draft.
func TestTheJournalSaysThatAnEntryWasBegun(t *testing.T) {
	draft := func(s *store.Store) { must(s.KeepDraft("capture", map[string]string{"title": "Half an idea"})) }
	drive(t, 80, 24, daysAgo(3, draft)).press("4").see("You began one on 21 Nov at 09:00: n goes on.")
	d := drive(t, 60, 20, busy, daysAgo(3, draft)).press("4").see("3 entries", "You began one on 21 Nov")
	d.press("n", "ctrl+x").not("You began one")
}

func TestADraftOfASavedEntryIsNone(t *testing.T) {
	d := drive(t, 80, 24, func(s *store.Store) {
		must(s.KeepDraft("capture", map[string]string{"title": "Saved already"}))
		one(s, map[string]string{"title": "Saved already"})
	}).press("n").not("Saved already")
	if _, found, _ := d.store.Draft("capture"); found {
		t.Error("the draft is still there")
	}
}

// The window may have been closed while the entry was being saved: then the words were
// kept as a draft when the program ended, after the entry.
func TestADraftOfAnEntryThatWasBeingSavedIsNone(t *testing.T) {
	d := drive(t, 80, 24).press("n").write("Saved in time")
	one(d.store, map[string]string{"title": "Saved in time"})
	d.model.(root).lastDrafts()
	driveAgain(t, d).press("n").not("Saved in time", "You were writing")
}

// A form that was opened a moment ago, and has not been told of its draft, is not one
// whose words were thrown away.
func TestADraftIsNotDroppedBeforeItIsThere(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "c", "f", "tab", "tab", "tab", "tab").write("Learnt").press("esc")
	opened, opens := d.model.Update(keyNamed("c"))
	opened, fetch := opened.Update(opens())
	d.model = opened
	d.beat().run(fetch)
	d.see("Learnt", "You were writing this")
}

// What is typed before the draft is there goes on from it.
func TestWordsTypedBeforeTheDraftIsThereFollowIt(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "c", "f", "tab", "tab", "tab", "tab").write("Learnt").press("esc")
	opened, opens := d.model.Update(keyNamed("c"))
	opened, fetch := opened.Update(opens())
	d.model = opened
	d.press("tab", "tab", "tab", "tab").write(" a lot").run(fetch)
	d.see("Learnt a lot", "You were writing this").beat()
	driveAgain(t, d).press("4", "enter", "c").see("Learnt a lot")
}

// A draft may have been begun before the last save: in a form that was opened too soon, or
// while another program saved.
func TestADraftGoesOnFromWhatIsSavedByNow(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "c", "f", "tab", "tab", "tab").write("Numbers drift.").press("ctrl+s").see("Closed: failed")
	d.press("c", "tab", "tab", "tab", "ctrl+end").write(" Dates too.").beat()
	e := keeps(d.store.Experiments())[0]
	keeps(d.store.UpdateExperiment(e.ID, map[string]string{"broke": "Numbers drift. Names as well."}))
	driveAgain(t, d).press("4", "enter", "c").see("Numbers drift. Names as well. Dates too.", "You were writing this")
}

// What was thrown away does not come back where the form is opened again before the disk
// has followed.
func TestADraftThatIsThrownAwayStaysAway(t *testing.T) {
	d := drive(t, 80, 24).press("n").write("Half an idea").beat()
	closed, drop := d.model.Update(keyNamed("ctrl+x"))
	d.model = closed
	steps := sequence(drop())
	d.run(steps[0])
	dropping, remove := d.model.Update(steps[1]())
	d.model = dropping
	d.press("n").not("Half an idea")
	d.run(remove)
	d.press("esc", "n").not("Half an idea")
}

// The program may have ended between the saving of a form and the end of its draft, which
// may lack the letters that were typed last.
func TestAnOlderDraftDoesNotTakeThePlaceOfWhatIsSaved(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "c", "f", "tab", "tab", "tab", "tab").write("Learnt").beat()
	old := keeps(d.store.Drafts())[0]
	d.write(" a lot").press("ctrl+s").see("Closed: failed")
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("left: %+v", all)
	}
	if err := d.store.KeepDraft(old.Name, old.Fields); err != nil {
		t.Fatal(err)
	}
	driveAgain(t, d).press("4", "enter", "c").see("Learnt a lot").not("You were writing")
}

// The same where the field held something before.
func TestAnOlderDraftOfAChangedTextIsNotAddedToIt(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "c", "f", "tab", "tab", "tab", "tab").write("Learnt").press("ctrl+s").see("Closed: failed")
	d.press("c", "tab", "tab", "tab", "tab", "end").write(" a lot").beat()
	old := keeps(d.store.Drafts())[0]
	d.write(" today").press("ctrl+s").see("Saved.")
	if err := d.store.KeepDraft(old.Name, old.Fields); err != nil {
		t.Fatal(err)
	}
	driveAgain(t, d).press("4", "enter", "c").see("Learnt a lot today").not("You were writing", "today a lot")
}

func TestTheEndOfTheProgramKeepsWhatIsTyped(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "c", "f", "tab", "tab", "tab", "tab").write("Learnt")
	d.model.(root).lastDrafts()
	all, err := d.store.Experiments()
	must(err)
	kept, found, err := d.store.Draft("close-" + all[0].ID)
	if !found || err != nil || kept.Fields["verdict"] != "failed" || len(kept.Fields) != 2 {
		t.Errorf("kept %+v, %v, %v", kept, found, err)
	}
}

func TestADraftThatCannotBeKeptIsSaidOnce(t *testing.T) {
	d := drive(t, 80, 24, func(s *store.Store) {
		must(os.WriteFile(filepath.Join(s.Dir(), "drafts"), nil, 0o600)) // where the folder would be
	}).press("n").write("Warm").beat().see("What you type is not kept until you save it")
	d.write("er").beat().not("is not kept").press("enter").see("Logged in your journal: Warmer")
}

// What could not be kept as a draft, and is saved by now, is no failure.
func TestADraftThatFailsBesideItsSaveIsNotSaid(t *testing.T) {
	d := drive(t, 80, 24, func(s *store.Store) {
		must(os.WriteFile(filepath.Join(s.Dir(), "drafts"), nil, 0o600)) // where the folder would be
	}).press("n").write("Warmer")
	r, keep := d.model.(root).keepDrafts()
	d.model = r
	d.press("enter").see("Logged in your journal: Warmer")
	d.run(keep)
	d.see("Logged in your journal: Warmer").not("is not kept")
}

func TestATemplateFillsInTheEntryAndItsBench(t *testing.T) {
	d := drive(t, 80, 40).press("enter").turnTo("experiment").press("e").see("From the lesson", "Variants", "Success", "Guard").press("enter")
	all, err := d.store.Experiments()
	must(err)
	e := all[0]
	b, err := d.store.Bench(e.ID)
	must(err)
	if e.Success == "" || e.Guard == "" || e.Rule == "" || e.Skill == "" || len(b.Variants) < 2 {
		t.Errorf("entry %+v with %d variants", e, len(b.Variants))
	}
	d.press("esc", "4", "enter", "c").see("The human skill that it took")
	lesson, err := catalogue().Lesson(e.Lesson)
	must(err)
	d.see(lesson.Reflection[:20])
}

func TestAWrongKeyInAChoiceOrANumberDoesNothing(t *testing.T) {
	d := drive(t, 80, 40, planned).press("4", "enter", "shift+tab", "shift+tab", "shift+tab").toSection("Plan").press("enter", "tab").write("x3y").press("esc").see("123 min")
	d.toSection("Set-up").press("enter").write("?!9").press("right", "left").see("Draft text").press("backspace", "esc").not("Draft text")
}

func TestWhatWasTriedBeforeShowsWhileATitleIsTyped(t *testing.T) {
	d := drive(t, 80, 24, busy).press("n").write("Sources in market summaries").see("You tried something like it before", "Ask for sources in market summaries", "failed", "invent")
	d.press("ctrl+x", "n").not("You tried").write("Nothing of the kind").not("You tried").press("enter").see("Logged")
}
