package tui

import (
	"slices"
	"testing"

	"waymark/store"
	"waymark/store/progress"
)

// holds is what the fields of the form that shows hold.
func (d *driver) holds() map[string]string {
	d.t.Helper()
	switch s := d.model.(root).top().(type) {
	case paper:
		return s.form.values()
	case capture:
		return s.form.values()
	}
	d.t.Fatalf("no form shows:\n%s", d.frame())
	return nil
}

// shorten takes characters away at the end of the focused field.
func (d *driver) shorten(by int) *driver {
	d.t.Helper()
	return d.press(slices.Repeat([]string{"backspace"}, by)...)
}

// closes is a driver on the form that closes the planned entry.
func closes(d *driver) *driver { return d.press("4", "enter", "c") }

// What was taken away from a text was typed as much as what was added.
func TestADraftThatShortensATextIsThereAgain(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	d.send(openMsg{newVariant(d.model.(root).env, id, "a")})
	d.press("enter", "tab").shorten(len("\nKeep it short.")).press("esc").see("Your words are kept")
	d.press("enter").see("You were writing this", "Answer the customer politely.").not("Keep it short.").beat()
	if all := keeps(d.store.Drafts()); len(all) != 1 {
		t.Errorf("kept: %+v", all)
	}
	d.press("ctrl+x", "enter").see("Keep it short.").not("You were writing")
}

func TestADraftThatShortensANumberOrEmptiesAFieldOutlivesTheProgram(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter").toSection("Claims").press("enter", "tab", "tab").shorten(1)
	d.press("tab", "tab").shorten(100).beat()
	d = driveAgain(t, d).press("4", "enter").toSection("Claims").press("enter").see("You were writing this")
	if got := d.holds(); got["prediction"] != "8" || got["guard"] != "" {
		t.Errorf("holds %q", got)
	}
	d.press("esc").see("Saved.")
	if e := d.newest(); *e.Prediction != 8 || e.Guard != "" {
		t.Errorf("stored: %d, %q", *e.Prediction, e.Guard)
	}
}

func TestAShortenedTitleOfALessonIsThereAgain(t *testing.T) {
	open := func(d *driver) *driver { return d.press("enter").turnTo("experiment").press("e") }
	d := open(drive(t, 80, 40))
	title := d.holds()["title"]
	d.shorten(5).beat()
	old := keeps(d.store.Drafts())[0]
	d = open(driveAgain(t, d)).see("You were writing this")
	if got := d.holds()["title"]; got != title[:len(title)-5] {
		t.Errorf("the title is %q, of %q", got, title)
	}
	d.press("enter").see("Logged")
	if err := d.store.KeepDraft(old.Name, old.Fields); err != nil {
		t.Fatal(err)
	}
	d.press("e").not("You were writing")
}

// The new words of a claim may be fewer than those that have locked.
func TestAShortenedClaimThatLocksMeanwhileWaitsAsAnAmendment(t *testing.T) {
	d := drive(t, 80, 40, planned).press("4", "enter").toSection("Claims").press("enter", "tab", "tab").shorten(1)
	keeps(store.New(d.store.Dir(), morning).UpdateExperiment(d.newest().ID, map[string]string{"outcome": "5 of 6."}))
	d.press("esc").see("so the claims stand", "You were writing an amendment").press("enter", "tab", "tab", "enter")
	if got := d.holds()["prediction"]; got != "8" {
		t.Errorf("the amendment holds %q", got)
	}
}

// What came out is asked for until the entry says it, and after that as well where
// words about it were begun.
func TestWhatCameOutIsNotLostWhereItIsNoLongerAskedFor(t *testing.T) {
	for name, comesOut := range map[string]func(*store.Store, string){
		"an output": func(s *store.Store, id string) {
			keeps(s.KeepVariant(id, store.Variant{Name: "Warm"}))
			of := keeps(s.KeepCases(id, store.Case{Input: "Where is it?"}))[0].ID
			keeps(s.KeepOutputs(id, store.Output{Variant: "a", Case: of, Text: "Sorry.", Source: store.FromPaste}))
		},
		"an outcome": func(s *store.Store, id string) {
			keeps(s.UpdateExperiment(id, map[string]string{"outcome": "4 of 6."}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := closes(drive(t, 80, 40, planned)).press("f", "tab", "tab").write("It took long.").press("esc")
			comesOut(d.store, d.newest().ID)
			said := d.newest().Outcome
			d = closes(driveAgain(t, d)).see("What came out", "It took long.", said).beat()
			closes(driveAgain(t, d)).see("It took long.", said).press("ctrl+s").see("Closed: failed")
			if got := d.newest().Outcome; got != said+"\nIt took long." && got != "It took long." {
				t.Errorf("stored: %q", got)
			}
			d = driveAgain(t, d)
			closes(d).not("What came out")
		})
	}
}

// Words that were begun in an empty field follow what was saved there meanwhile.
func TestADraftOfAnEmptyFieldFollowsWhatWasSavedThere(t *testing.T) {
	d := closes(drive(t, 80, 24, planned)).press("f", "tab", "tab", "tab").write("Dates.").beat()
	keeps(d.store.UpdateExperiment(d.newest().ID, map[string]string{"broke": "Numbers drift."}))
	d = closes(driveAgain(t, d)).see("Numbers drift.", "Dates.").beat()
	closes(driveAgain(t, d)).press("ctrl+s").see("Closed: failed")
	if got := d.newest().Broke; got != "Numbers drift.\nDates." {
		t.Errorf("stored: %q", got)
	}
}

// Two texts do not fit into one line: the one that would be replaced is shown.
func TestADraftOfOneLineSaysWhatWasSavedThere(t *testing.T) {
	d := closes(drive(t, 80, 40, planned)).press("f", "tab", "tab", "tab", "tab").write("Dates drift.").beat()
	keeps(d.store.UpdateExperiment(d.newest().ID, map[string]string{"learning": "Numbers drift.", "verdict": "partly"}))
	for range 2 { // also where the program ends once more
		d = closes(driveAgain(t, d)).see("Dates drift.", "Saved here meanwhile: Numbers drift.", "Saved here meanwhile: partly").beat()
	}
	d.press("p", "tab", "tab", "tab", "tab").write(" Numbers drift.").not("Saved here meanwhile").press("ctrl+s").see("Saved.")
	if got := d.newest().Learning; got != "Dates drift. Numbers drift." {
		t.Errorf("stored: %q", got)
	}
}

// Cases that were pasted before stay apart from those that are pasted now.
func TestCasesPastedTwiceStayApart(t *testing.T) {
	d, _ := openBench(t, 80, 40, compared(0))
	d.paste("one\ntwo").see("2 cases").press("esc").paste("three\nfour").see("4 cases", " 2  two", " 3  three")
	d, _ = openBench(t, 80, 40, compared(0))
	d.paste("one\nmore\n\ntwo\nmore").see("2 cases").press("esc").paste("three\n\nfour").see("4 cases", " 2  two more", " 3  three")
}

// What the footer has no room for is the least of it.
func TestANarrowFormSaysHowToThrowAway(t *testing.T) {
	d, _ := openBench(t, 60, 20, compared(1))
	d.press("c").write("One").see("Ctrl+S save", "Esc later", "Ctrl+X throw away")
	closes(drive(t, 60, 20, planned)).press("f").see("Esc later", "Ctrl+X throw away")
}

// Esc while a save is under way waits for it: nothing is left to be saved later.
func TestEscWhileAFormIsSavedSaysNothingElse(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	d.press("v").shorten(10).write("Third")
	answer := d.hold(keyNamed("ctrl+s"))
	d.press("esc").not("Not saved yet")
	answer()
	d.see("Saved: the variant").not("Not saved yet", "New variant")
	if b := keeps(d.store.Bench(id)); len(b.Variants) != 3 || len(keeps(d.store.Drafts())) > 0 {
		t.Errorf("variants: %+v, drafts: %+v", b.Variants, keeps(d.store.Drafts()))
	}
}

// What is typed while something new is saved changes it, and makes no second one.
func TestWhatIsTypedWhileSomethingNewIsSavedMakesNoSecondOne(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	env := d.model.(root).env
	typesOn := func(s Screen, text string, keys ...string) {
		t.Helper()
		d.send(openMsg{s})
		d.write(text).press(keys...)
		answer := d.hold(keyNamed("ctrl+s"))
		d.write("yz")
		answer()
		if _, open := d.model.(root).top().(paper); open {
			t.Errorf("the form is still there:\n%s", d.frame())
		}
	}
	typesOn(newVariantForm(env, keeps(d.store.Bench(id)), store.Variant{}), "Third")
	typesOn(newCaseForm(env, id, store.Case{}, false), "Second case", "tab", "q")
	typesOn(newCases(env, id), "One\nTwo", "enter", "3")
	b := keeps(d.store.Bench(id))
	if len(b.Variants) != 3 || b.Variants[2].Name != "Thirdyz" || len(b.Cases) != 5 || b.Cases[1].Input != "qyz" || b.Cases[4].Input != "3yz" {
		t.Errorf("bench: %+v, %+v", b.Variants, b.Cases)
	}
	typesOn(newRubricForm(env, id, ownRubric{Rubric: tone()}), "", "home")
	if all := keeps(d.store.Rubrics()); len(all) != 1 {
		t.Errorf("rubrics: %+v", all)
	}
	typesOn(newPieceForm(env, store.Piece{Kind: "evaluation"}), "Refunds")
	if all := pieces(t, d.store); len(all) != 1 || all[0].Title != "Refundsyz" {
		t.Errorf("pieces: %+v", all)
	}
	typesOn(newTrial(env, progress.RangeStep{}), "A trial")
	if all := keeps(d.store.Experiments()); len(all) != 2 || d.newest().Title != "A trialyz" {
		t.Errorf("entries: %+v", all)
	}
}

// The words before do not come twice where more is typed while they are saved.
func TestWhatIsTypedWhileAnEntryIsSavedGoesOn(t *testing.T) {
	d := closes(drive(t, 80, 24, planned)).press("f", "tab", "tab", "tab").write("Numbers").press("ctrl+s")
	d.press("c", "tab", "tab", "tab").write(" drift")
	answer := d.hold(keyNamed("ctrl+s"))
	d.write(" far")
	answer()
	if got := d.newest().Broke; got != "Numbers drift far" {
		t.Errorf("stored: %q", got)
	}
}
