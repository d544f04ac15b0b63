package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/tui/theme"
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
	d.see("You could start with", "Foundations", "Its lessons wait", "4 answers can only tell so much").press("enter").see("You start with")
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

func TestTheLessonsOfSeveralModulesWait(t *testing.T) {
	drive(t, 80, 24).press(placing()...).press("down", "enter").place(true, true, true, true, false, false).see("Their lessons")
}

func TestAPlacementThatWasLeftGoesOn(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).press("down", "enter").place(true).see("question 2")
	d.press("esc").see("Pathways").press("w").see("question 2")
}

// Who says that it is new to them is told the answer, and is not called wrong.
func TestWhoeverDoesNotKnowIsToldTheAnswer(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).press("down", "enter")
	item := d.placementItem()
	d.press("right").see("You did not know it yet", "take back").not("Not quite")
	for _, o := range item.Options {
		d.see(o.Text)
	}
}

// However an item is answered: what was not answered is not said to be wrong.
func TestEveryKindOfItemIsExplainedToWhoeverDoesNotKnow(t *testing.T) {
	for _, item := range bank() {
		q, given := newQuiz(item, 1, "").unknown()
		if given == nil || given.grade.Right || given.grade.Score != 0 {
			t.Errorf("%s is given as %+v", item.Ref(), given)
		}
		s := newSheet(76)
		q.stored().draw(s, theme.New(theme.Dark(), false))
		text := ansi.Strip(s.text())
		if strings.Contains(text, "place 0") || strings.Contains(text, "you chose:") || strings.Contains(text, "Your answer") || strings.Contains(text, "yours agreed") {
			t.Errorf("%s (%s):\n%s", item.Ref(), item.Kind, text)
		}
		placed := item.Kind == curriculum.Order || item.Kind == curriculum.Match
		if placed && (strings.Contains(text, "✗") || !strings.Contains(text, "✓ 1")) {
			t.Errorf("%s does not mark what is right as right:\n%s", item.Ref(), text)
		}
	}
}

// bank is an item of every kind that the questions of checks have.
func bank() map[curriculum.Kind]curriculum.Item {
	kinds := map[curriculum.Kind]curriculum.Item{}
	for _, l := range catalogue().Lessons() {
		items, err := catalogue().Bank(l.ID)
		must(err)
		for _, item := range items {
			kinds[item.Kind] = item
		}
	}
	return kinds
}

func TestAnAnswerOfThePlacementThatIsTakenBackIsAskedAgain(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).press("down", "enter").press("right").see("You did not know it yet")
	d.press("u").see("Taken back", "How sure are you?").not("You did not know it yet")
	d.press("right").see("You did not know it yet").press("enter", "enter").see("question 2")
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

// A window that is made smaller still shows the answer under the cursor.
func TestAPlacementInASmallerWindowShowsTheChosenAnswer(t *testing.T) {
	d := drive(t, 80, 24).press(placing()...).press("down", "enter", "d").see("▸ d")
	d.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.see("▸ d")
}

func placementStories() []story {
	return []story{
		{name: "placement", keys: placing()},
		{name: "placement-question", keys: append(placing(), "down", "enter")},
		{name: "placement-end", keys: placing(), with: placed},
	}
}
