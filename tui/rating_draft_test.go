package tui

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestWhatIsBegunOfARatingOutlivesTheProgram(t *testing.T) {
	d := drive(t, 80, 24, trial(3)).rate().press("enter", "s", "w").write("Odd ").paste("words").beat()
	d = driveAgain(t, d).rate().see("1 of 3").press("s").see("2 of 3", "With a note.").press("w").see("Odd words")
	d.press("enter", "1").beat()
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("what is stored is still a draft: %+v", all)
	}
	if j := keeps(d.store.Sheet(d.newest().ID)).Items[1].Mine; j == nil || j.Note != "Odd words" {
		t.Errorf("stored: %+v", j)
	}
}

func TestScoresBegunOutliveTheProgram(t *testing.T) {
	d := drive(t, 80, 24, trial(1)).rate().press("down", "enter", "1").see("2 of 2: States the facts").beat()
	driveAgain(t, d).rate().see("2 of 2: States the facts").press("2").see("2 of 2", "1 rated")
}

// The program may have ended between the storing of a judgement and the end of what was
// begun.
func TestWhatWasBegunOfAStoredJudgementIsNone(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter", "w").write("Odd").press("enter").beat()
	begun := keeps(d.store.Drafts())
	d.press("1").beat()
	if err := d.store.KeepDraft(begun[0].Name, begun[0].Fields); err != nil {
		t.Fatal(err)
	}
	d = driveAgain(t, d).rate().beat()
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("left: %+v", all)
	}
}

// Another look at the file may come between a judgement and its answer: the rating goes
// on all the same, and no second judgement is sent meanwhile.
func TestALookAtTheFileEndsNoJudgement(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter").see("1 of 2")
	var judge tea.Cmd
	d.model, judge = d.model.Update(keyNamed("1"))
	stored := judge()
	d.send(changedMsg{})
	d.see("1 of 2", "Keeping").press("2").send(stored)
	d.see("2 of 2", "1 rated")
	if b := keeps(d.store.Bench(d.newest().ID)); len(b.Rounds[0].Judgements) != 1 || b.Rounds[0].Judgements[0].Choice != "left" {
		t.Errorf("stored: %+v", b.Rounds[0].Judgements)
	}
}

// The draft of a note may be older than the judgement that has it whole.
func TestAnOlderNoteDoesNotTakeThePlaceOfTheStoredOne(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter", "w").write("Odd").beat()
	file := filepath.Join(d.store.Dir(), "drafts", keeps(d.store.Drafts())[0].Name+".json")
	old := keeps(os.ReadFile(file))
	d.write(" indeed").press("enter", "1")
	must(os.WriteFile(file, old, 0o600))
	d = driveAgain(t, d).rate().press("p").see("1 of 2", "You said: left.").press("w").see("Odd indeed").press("enter", "2").beat()
	if j := keeps(d.store.Sheet(d.newest().ID)).Items[0].Mine; j.Note != "Odd indeed" {
		t.Errorf("stored: %+v", j)
	}
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("left: %+v", all)
	}
}

// A rating that cannot be read knows of no items, and may not say that nothing was begun.
func TestARatingThatCannotBeReadKeepsItsDraft(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter", "w").write("Odd").beat()
	d = driveAgain(t, d)
	env, id := d.model.(root).env, d.newest().ID
	d.hold(openMsg{newRating(env, id)})
	d.run(loadDraft(env, draftName("rating", id)))
	d.send(ratingMsg{id: id, err: errors.New("the file is busy")})
	d.beat()
	if all := keeps(d.store.Drafts()); len(all) != 1 {
		t.Errorf("kept: %+v", all)
	}
	d.send(changedMsg{})
	d.see("1 of 2", "With a note.")
}

func TestARatingThatIsDoneLeavesNoDraft(t *testing.T) {
	d := drive(t, 80, 24, trial(1)).rate().press("enter", "w").write("Odd").beat().press("enter", "1").see("All rated").press("enter")
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("left: %+v", all)
	}
}

// A note may be gone on with while the judgement of its item is on its way.
func TestANoteThatIsGoneOnWithWhileAnItemIsStoredIsKept(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter", "w").write("Odd").press("enter")
	answer := d.hold(keyNamed("1"))
	d.press("w").write(" indeed")
	answer()
	d.see("2 of 2").press("p", "w").see("Odd indeed")
}
