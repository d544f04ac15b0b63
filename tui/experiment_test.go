package tui

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"waymark/store"
)

// one is an entry in the journal, and its id.
func one(s *store.Store, fields map[string]string) string {
	var e store.Experiment
	for name, text := range fields {
		f, _ := store.FieldOf(name)
		must(f.Set(&e, text))
	}
	saved, _, err := s.AddExperiment(e)
	must(err)
	return saved.ID
}

// planned is a person with an entry that was thought through before the first try.
func planned(s *store.Store) {
	one(s, map[string]string{
		"title": "Two examples in the reply template", "question": "Do two good examples make refund replies warmer?",
		"hypothesis": "Customers answer less often, since the first reply settles it.", "success": "Of 6 replies at least 5 need no repair.",
		"prediction": "80", "guard": "No promise that the shop does not keep.", "rule": "5 or 6 of 6: adopt. 3 or 4: adapt. Fewer: drop.",
		"today": "I write each reply by hand, from an old one.", "minutes_before": "12", "variants": "as today; with two examples",
		"task": "draft", "use": "augment", "data": "internal", "tool": "the chat assistant of our office", "model": "M 3", "tags": "refund, tone",
		"measure": "Replies that need no repair, of 6.", "lesson": "prm-brief-clearly",
	})
}

// benched is planned with a bench on which one output is missing.
func benched(s *store.Store) {
	planned(s)
	all, err := s.Experiments()
	must(err)
	id := all[0].ID
	var variants []store.Variant
	for _, name := range []string{"as today", "with two examples"} {
		v, err := s.KeepVariant(id, store.Variant{Name: name})
		must(err)
		variants = append(variants, v)
	}
	for i := range 3 {
		_, err := s.KeepCases(id, store.Case{Name: fmt.Sprintf("Complaint %d", i+1), Input: "Where is my parcel?"})
		must(err)
	}
	b, err := s.Bench(id)
	must(err)
	for i, c := range b.Cases {
		for j, v := range variants {
			if i+j < 3 {
				_, err := s.KeepOutputs(id, store.Output{Variant: v.ID, Case: c.ID, Text: "We are sorry.", Source: store.FromPaste})
				must(err)
			}
		}
	}
}

// concluded is benched with a claim amended and a verdict.
func concluded(s *store.Store) {
	benched(s)
	all, err := s.Experiments()
	must(err)
	id := all[0].ID
	_, err = s.Amend(id, "success", "Of 6 replies at least 4 need no repair.", "One case turned out to be no complaint.")
	must(err)
	_, err = s.UpdateExperiment(id, map[string]string{
		"outcome": "4 of 6 without examples, 5 of 6 with them.", "verdict": "partly", "met": "no", "minutes_after": "24",
		"broke":    "It promised a refund in two days, which we do not.",
		"learning": "Two examples make replies warmer, and it copies their promises too.", "next": "adapt",
	})
	must(err)
}

// piloted is concluded with a pilot under way.
func piloted(s *store.Store) {
	concluded(s)
	all, err := s.Experiments()
	must(err)
	_, err = s.StartPilot(all[0].ID, store.Pilot{Scope: "Two of us, refunds only, for two weeks.", Guard: "No promise that is not kept.", Stop: "One complaint about a promise.", Ends: "2026-12-08"})
	must(err)
}

func experimentStories() []story {
	open := []string{"4", "enter"}
	return []story{
		{name: "experiment", keys: open, with: busy},
		{name: "experiment-edit", keys: append(open, "enter"), with: busy},
		{name: "experiment-planned", keys: open, with: planned},
		{name: "experiment-bench", keys: append(open, "tab", "tab"), with: benched},
		{name: "experiment-concluded", keys: append(open, "tab", "tab"), with: concluded},
		{name: "experiment-set-up", keys: append(open, "tab", "tab", "tab", "enter", "right"), with: planned},
		{name: "experiment-claims", keys: append(open, "tab", "tab", "tab", "tab", "enter", "tab"), with: concluded},
		{name: "experiment-ascii", keys: append(open, "tab", "tab"), with: concluded, ascii: true},
		{name: "amendment", keys: append(open, "tab", "tab", "tab", "tab", "enter", "tab", "enter"), with: concluded},
		{name: "closing", keys: append(open, "c", "f", "tab", "n"), with: planned},
		{name: "closing-again", keys: append(open, "c", "tab", "tab"), with: concluded},
		{name: "pilot-start", keys: append(open, "P"), with: planned},
		{name: "pilot", keys: append(open, "P", "end"), with: piloted},
		{name: "capture-similar", keys: []string{"n"}, text: "Sources in market summaries", with: busy},
		{name: "capture-lesson", keys: append(fromEnd(3), "e")},
	}
}

func TestAnAmendmentKeepsWhatWasClaimed(t *testing.T) {
	d := drive(t, 80, 24, benched).press("4", "enter").toSection("Claims").see("they stand since the first output, 24 November 2026")
	d.press("enter", "tab").see("it stands since the first result").write("x").press("enter").see("It was claimed before the result", "Why it changes")
	d.press("ctrl+s").see("The claim is as it was")
	d.write(" Or 4.").press("ctrl+s").see("Say why it changes").write("A case was none.").press("ctrl+s")
	d.see("Amended", "no repair. Or", "Changed on 24 November 2026: A case was none.")
}

// What a field cannot hold is said below it, by the label that stands there, and the
// cursor is on it.
func TestAFormSaysWhichFieldItCannotSave(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 20}, {40, 12}} {
		d := drive(t, size[0], size[1], planned).press("4", "enter").toSection("Claims").press("enter", "tab", "tab")
		d.write("0").press("tab", "tab", "esc").see("whole number", "How sure I am of")
		d.press("backspace").not("whole number").press("esc").see("Claims").not("whole number")
	}
	d := drive(t, 80, 24, planned).press("4", "enter").toSection("Outcome").press("enter", "tab", "tab")
	d.write("ten").press("esc").see("an amount with its currency, such as 1.25 EUR")
	d.press("backspace", "backspace", "backspace").write("2 EUR").press("esc").see("Saved.")
	drive(t, 60, 20, planned).press("4", "enter", "P").write("Two of us").press("ctrl+s").see("Say when it is stopped").write("A complaint.").press("ctrl+s").see("The pilot runs until")
}

// Esc on a form that is saved by Ctrl+S keeps the words, and says that they are not saved.
func TestEscSaysThatWordsAreNotSavedYet(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "b", "v").write("Warm").press("esc").see("Not saved yet. Your words are kept")
	d.press("v").see("Warm", "You were writing this").press("ctrl+x", "v").not("│ Warm", "You were writing").press("esc").not("Not saved yet")
}

// A result may come in through another window while a claim is being written.
func TestAClaimThatLocksMeanwhileWaitsAsAnAmendment(t *testing.T) {
	d := drive(t, 80, 40, planned).press("4", "enter").toSection("Claims").press("enter").write("Not so. ")
	all, err := d.store.Experiments()
	must(err)
	_, err = store.New(d.store.Dir(), morning).UpdateExperiment(all[0].ID, map[string]string{"outcome": "5 of 6."})
	must(err)
	d.press("esc").see("so the claims stand", "You were writing an amendment").press("enter", "enter").see("Not so.", "Why it changes")
	d.press("tab").write("I was unsure.").press("ctrl+s").see("Amended", "Not so.").not("You were writing")
}

func TestAnEntryIsClosedInWords(t *testing.T) {
	d := drive(t, 80, 40, planned).press("4", "enter", "c").see("worked", "partly", "failed", "inconclusive", "Was the success test met?")
	d.press("ctrl+s").see("A verdict is needed")
	d.press("w").not("What broke").press("f").see("What broke", "failed")
	d.press("tab", "n").see("You were 80% sure; it was not met: 80 points off.").press("backspace", "y").see("it was met: 20 points off.")
	d.press("tab", "tab", "tab").write("Examples are copied with their promises.").press("tab", "d", "tab").write("24")
	d.see("12 minutes longer").press("ctrl+s").see("Closed: failed", "How it ended", "Examples are copied with their promises.", "drop")
	all, err := d.store.Experiments()
	must(err)
	if e := all[0]; e.Verdict != store.Failed || e.Met != store.Yes || e.Next != store.Drop || e.MinutesAfter == nil || *e.MinutesAfter != 24 {
		t.Errorf("kept %+v", e)
	}
}

func TestAClosingThatIsLeftWaitsAsADraft(t *testing.T) {
	d := drive(t, 80, 40, planned).press("4", "enter", "c", "p", "tab", "tab", "tab", "tab").write("Half a lesson").press("esc")
	d.see("You were writing how it ended today at 09:00").press("c").see("Half a lesson", "Ctrl+X throws it away")
	d.press("ctrl+x").not("You were writing", "Half a lesson").press("c").not("Half a lesson")
}

func TestAPilotIsStartedAndEnded(t *testing.T) {
	d := drive(t, 80, 40, planned).press("4", "enter", "P").see("Scope", "2026-12-08")
	d.press("ctrl+s").see("Say what the pilot covers").write("Two of us").press("tab", "tab").write("A complaint").press("ctrl+s")
	d.see("The pilot runs until 8 December 2026", "Two of us").press("P", "end").press("shift+tab", "shift+tab").press("a", "ctrl+s").see("Say why")
	d.write("It held.").press("ctrl+s").see("The pilot has ended: adopt", "It held.")
}

func TestABlindEntryStaysAsItIs(t *testing.T) {
	d := drive(t, 80, 24, benched)
	all, err := d.store.Experiments()
	must(err)
	b, err := d.store.Bench(all[0].ID)
	must(err)
	for _, c := range b.Cases {
		for _, v := range b.Variants {
			_, err := d.store.KeepOutputs(all[0].ID, store.Output{Variant: v.ID, Case: c.ID, Text: "Sorry.", Source: store.FromPaste})
			must(err)
		}
	}
	_, err = d.store.StartRound(all[0].ID, store.ByPair)
	must(err)
	d.press("4", "enter").see("go on rating: 3 judgements are left").not("with two examples")
	for _, k := range []string{"enter", "c", "P", "E"} {
		d.press(k).see("being rated blind").not("with two examples")
	}
}

func TestLongTextsIntoAFieldAreKeptWhole(t *testing.T) {
	lines := strings.Repeat("A line of a report that somebody pasted.\n", 200)
	d := drive(t, 60, 20, planned).press("4", "enter").toSection("Outcome").press("enter").paste(lines).see("What came out")
	d.press("esc").see("Saved")
	all, err := d.store.Experiments()
	must(err)
	if got := strings.Count(all[0].Outcome, "\n"); got != 199 {
		t.Errorf("%d lines of 200", got+1)
	}
}

func TestRatingAndResultOpenFromThePage(t *testing.T) {
	d := drive(t, 80, 40, benched).press("4", "enter")
	for k, want := range map[string]any{"r": rating{}, "=": result{}} {
		d.press(k)
		if top := d.model.(root).top(); reflect.TypeOf(top) != reflect.TypeOf(want) {
			t.Errorf("%s opens a %T", k, top)
		}
		d.press("esc").see("Next")
	}
}

// The page may not know yet what was saved a moment ago, here or in another program.
func TestAFormTakesBackNothingThatItDidNotShow(t *testing.T) {
	d := drive(t, 80, 24, planned).press("4", "enter", "c", "f", "tab", "tab", "tab").write("Also dates.")
	e := keeps(d.store.Experiments())[0]
	keeps(d.store.UpdateExperiment(e.ID, map[string]string{"broke": "Numbers drift.", "learning": "Count twice"}))
	d.press("tab").write("Count once").press("ctrl+s").see(`It replaced a newer text of "What others can learn from it"`)
	if e = keeps(d.store.Experiment(e.ID)); e.Broke != "Numbers drift.\nAlso dates." || e.Learning != "Count once" {
		t.Errorf("kept %q and %q", e.Broke, e.Learning)
	}
}
