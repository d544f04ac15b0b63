package tui

import (
	"testing"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// place answers the questions of a placement the way its key says, or wrongly,
// until a number of them is answered.
func (d *driver) place(answers ...bool) *driver {
	d.t.Helper()
	for _, right := range answers {
		item := d.placementItem()
		if !right {
			d.press("right")
		} else {
			d.answer(true)
		}
		d.press("enter")
		for range 9 { // what is longer than the window is read on
			if d.placementItem().Ref() != item.Ref() {
				break
			}
			d.press("enter")
		}
	}
	return d
}

func (d *driver) placementItem() curriculum.Item {
	d.t.Helper()
	r := d.model.(root)
	s, ok := r.top().(placementScreen)
	if !ok {
		d.t.Fatalf("no placement shows:\n%s", d.frame())
	}
	if s.face != placementAsk {
		return curriculum.Item{}
	}
	return s.quiz.item
}

// placing are the keys that lead to the placement.
func placing() []string { return []string{"2", "w"} }

func TestAPlacementProposesAndThePersonDecides(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).see("Do you know some of this already?").press("down", "enter")
	d.see("About Foundations", "question 1, at most 12").place(true, true, false, false)
	d.see("You could start with", "Foundations", "4 answers can only tell so much").press("enter").see("You start with")
	p, err := d.store.Profile()
	must(err)
	if l, err := catalogue().Lesson(p.Start); err != nil || l.Module != "prompt-design" {
		t.Errorf("the start is %q, %v", p.Start, err)
	}
	d.press("1").see("Next lesson", l(p.Start))
	d.press("2", "w").see("You could start with").press("down", "enter").see("You start at the beginning")
	if p, err = d.store.Profile(); err != nil || p.Start != "" {
		t.Errorf("the start is %q, %v", p.Start, err)
	}
}

func l(id string) string {
	meta, _ := read(id)
	return meta.Title
}

func TestWhoeverKnowsNothingStartsAtTheBeginning(t *testing.T) {
	drive(t, 80, 24).press(placing()...).press("down", "enter").place(false, false).see("Start at the beginning", "new to you").not("Test out")
}

func TestAPlacementThatWasLeftGoesOn(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).press("down", "enter").place(true).see("question 2")
	d.press("esc").see("Pathways").press("w").see("question 2")
}

func TestAModuleThatWasKnownCanBeTestedOut(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).press("down", "enter").place(true, true, false, false)
	d.press("down", "down").press("enter").see("Test out", "Foundations")
}

func TestTheSetUpEndsWithWhereToStart(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Dark: true}).press("enter", "enter", "enter", "enter").see("Where to start").press("enter").see("[1 Today]")
	if p, err := d.store.Profile(); err != nil || p.Start != "" || p.SetUp.IsZero() {
		t.Errorf("%+v, %v", p, err)
	}
}

// A person who answers only the placement has begun no lesson.
func TestAPlacementBeginsNoLesson(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).press("down", "enter").place(true, true, false, false)
	did, err := d.store.Lessons()
	must(err)
	for id, l := range did {
		if progress.StateOf(l) != progress.NotStarted {
			t.Errorf("%s is %v", id, progress.StateOf(l))
		}
	}
	answers, err := d.store.Attempts("fnd-what-ai-is")
	must(err)
	if len(answers) == 0 || answers[0].Check != store.Placement {
		t.Errorf("the answers are %+v", answers)
	}
}

func placementStories() []story {
	return []story{
		{name: "placement", keys: placing()},
		{name: "placement-question", keys: append(placing(), "down", "enter")},
		{name: "placement-end", keys: placing(), with: placed},
	}
}
