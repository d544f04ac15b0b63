package tui

import (
	"os"
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// reopened is the bench of an entry after the program ended, and began again.
func reopened(t *testing.T, before *driver, id string) *driver {
	t.Helper()
	d := driveAgain(t, before)
	d.send(openMsg{newBench(d.model.(root).env, id)})
	return d
}

// away takes the learner's file away, and returns how it comes back.
func away(t *testing.T, d *driver) (back func()) {
	t.Helper()
	move := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	file := d.store.File()
	move(file, file+".away")
	return func() { move(file+".away", file) }
}

func TestAPasteThatWaitsOutlivesTheProgram(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.paste("Precious words").see("Keep this for", "14 characters").beat()
	d = reopened(t, d, id)
	d.see("You pasted this today at", "and did not keep it", `"Precious words"`, `for "Formal"`).press("enter").see("1 of 4 outputs").beat()
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("a paste that is safe is still a draft: %+v", all)
	}
	reopened(t, d, id).not("You pasted this")
}

// Where the program ended between the saving of a paste and the end of its draft.
func TestAPasteThatIsSafeIsNotAskedAboutAgain(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.paste("Precious words").beat()
	keeps(d.store.KeepOutputs(id, store.Output{Variant: "a", Case: keeps(d.store.Bench(id)).Cases[0].ID, Text: "Precious words", Source: store.FromPaste}))
	reopened(t, d, id).see("1 of 4 outputs").not("You pasted this").beat()
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("left: %+v", all)
	}
}

// While one paste is on its way the next one may wait; if the first fails, both are
// asked about, one after the other.
func TestAPasteThatFailsTakesNoOthersPlace(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.paste("First")
	var save tea.Cmd
	d.model, save = d.model.Update(keyNamed("enter"))
	d.see("keeping", "0 of 4 outputs").paste("Second")
	letGo := away(t, d)
	d.run(save)
	d.see(`"Second"`, "not there any more")
	letGo()
	d.press("enter").see(`"First"`).press("enter").see("2 of 4 outputs")
	b := keeps(d.store.Bench(id))
	if len(b.Outputs) != 2 || b.Outputs[0].Text != "First" || b.Outputs[1].Text != "Second" {
		t.Errorf("outputs: %+v", b.Outputs)
	}
}

// Who leaves before a paste has arrived is told that it failed, and finds it again.
func TestWhoLeavesBeforeAPasteFailsFindsItAgain(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.paste("Precious words")
	var save tea.Cmd
	d.model, save = d.model.Update(keyNamed("enter"))
	d.press("esc").not("Bench ›")
	letGo := away(t, d)
	d.run(save)
	d.see("not there any more")
	letGo()
	d.send(openMsg{newBench(d.model.(root).env, id)})
	d.see("You pasted this today", `"Precious words"`)
}

// Who leaves at once after a paste is safe leaves no draft of it.
func TestAPasteThatIsSafeLeavesNoDraft(t *testing.T) {
	d, _ := openBench(t, 80, 24, compared(2))
	d.paste("Precious words").beat().press("enter").see("1 of 4 outputs").press("esc")
	if all := keeps(d.store.Drafts()); len(all) > 0 {
		t.Errorf("left: %+v", all)
	}
}

// A paste that was brought back cannot be pasted again: the next one waits behind it, and
// is asked about as what it then would be.
func TestAPasteThatWasBroughtBackIsNotLostToTheNext(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	d.paste("Precious words").beat()
	d = reopened(t, d, id)
	d.see("You pasted this", `"Precious words"`).paste("Other words").see("You pasted this", `"Precious words"`, "Your new paste waits").beat()
	if all := keeps(d.store.Drafts()); len(all) != 1 || len(all[0].Fields) != 2 {
		t.Errorf("kept as drafts: %+v", all)
	}
	d.press("enter").see("Replace try 1", `"Other words"`).press("esc").see("1 of 2 outputs")
	if o, _ := keeps(d.store.Bench(id)).Output("a", "0001"); o.Text != "Precious words" {
		t.Errorf("%+v", o)
	}
}

func TestAPasteThatFailedIsNotLostToTheNext(t *testing.T) {
	d, _ := openBench(t, 80, 24, compared(1))
	d.paste("Precious words")
	letGo := away(t, d)
	d.press("enter").see(`"Precious words"`).paste("Other words").see(`"Precious words"`)
	letGo()
	d.press("esc").see("Keep this", `"Other words"`).press("enter").see("1 of 2 outputs")
}
