package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// What commands answer comes in any order, and keys come before they answer.
// hold gives the model a message and keeps back what its command would do.
func (d *driver) hold(msg tea.Msg) (release func()) {
	var cmd tea.Cmd
	d.model, cmd = d.model.Update(msg)
	return func() { d.run(cmd) }
}

func TestAnEarlierLoadDoesNotEraseAnAnswer(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool")
	stale := loadLesson(d.model.(root).env, "fnd-what-ai-is", d.reader().load)()
	d.answer(true).see("✓ Right").send(stale)
	d.send(changedMsg{})
	d.see("✓ Right")
}

// Whatever was read before a change does not come over what was read after it.
func TestAnEarlierLoadDoesNotComeOverALaterOne(t *testing.T) {
	for _, keys := range [][]string{{"1"}, {"2"}, {"2", "d"}, {"3"}, {"3", "a"}, {"5"}} {
		d := drive(t, 80, 24, aside).press(keys...)
		stale := d.model.(root).top().Init()()
		prepared(d.store.RecordAttempt(store.Attempt{Lesson: "fnd-what-ai-is", Item: "invoice-tool", Answer: "c", Right: true, Score: 1}, store.Requirement{}))
		prepared(d.store.UpdateProfile(map[string]string{"pathway": "path-marketing"}))
		prepared(d.store.RecordDrill(store.Drill{Drill: "marketing/customer-survey", Misses: 3}))
		cards, err := d.store.Cards()
		must(err)
		for _, c := range cards {
			prepared(d.store.SuspendCard(c.ID, false))
		}
		before := d.frame()
		d.send(changedMsg{})
		after := d.frame()
		if d.send(stale); d.frame() != after || after == before {
			t.Errorf("%v shows\n%s", keys, d.frame())
		}
	}
}

// prepared ends a test that cannot prepare what it is about.
func prepared[T any](_ T, err error) { must(err) }

func TestEnterTwiceTakesAQuestionUpOnce(t *testing.T) {
	d := drive(t, 80, 24, aside).press("3", "a")
	first, second := d.hold(keyNamed("enter")), d.hold(keyNamed("enter"))
	first()
	second()
	d.see("1 question", "Taken up again").press("u").see("2 questions")
}

func TestEnterTwiceOpensOneLesson(t *testing.T) {
	d := drive(t, 80, 24)
	first, second := d.hold(keyNamed("enter")), d.hold(keyNamed("enter"))
	first()
	second()
	d.see("page 1 of").press("esc").see("Good morning")
}

func TestEnterTwiceInTheContentsStaysInTheLesson(t *testing.T) {
	d := drive(t, 80, 24).press("enter", "c", "down")
	first, second := d.hold(keyNamed("enter")), d.hold(keyNamed("enter"))
	first()
	second()
	d.see("page 2 of", "One question, three families")
}

func TestEnterWhileAnAnswerIsKeptWaitsForItsExplanation(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool").press("a")
	release := d.hold(keyNamed("enter"))
	d.press("enter")
	release()
	d.see("page 3 of", "your choice")
}

func TestAnAnswerThatIsKeptLeavesAnotherPageAlone(t *testing.T) {
	d := drive(t, 60, 16).press("enter").turnTo("invoice-tool").press("a")
	release := d.hold(keyNamed("enter"))
	d.press("right").turnTo("exercise").press("down", "down", "down")
	before := d.frame()
	release()
	if after := d.frame(); after != strings.ReplaceAll(before, "12 min left", "11 min left") {
		t.Errorf("the page moved:\n%s", after)
	}
}

func TestKeysBeforeThePersonIsKnownDoNothing(t *testing.T) {
	d := driveWith(t, 80, 24, Options{}).press("esc") // set up
	d.model = New(Options{Catalogue: loaded, Store: d.store, Now: clock()})
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.press("n", "enter", "q")
	if d.quit {
		t.Fatal("q quit before anything showed")
	}
	d.run(d.model.Init())
	d.see("Good morning").not("New experiment")
}

func TestALessonAskedForOpensAfterTheSetUp(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Lesson: "fnd-safe-start"}).see("Welcome to Waymark").press("esc")
	d.see("Before you paste: a safe start")
}

// What is set for the machine is no part of the learner's file, and not taken back with it.
func TestAThemeIsKeptForTheMachine(t *testing.T) {
	d := drive(t, 80, 24).press(",", "down", "down", "down", "enter", "down", "enter", "esc")
	if d.model.(root).look.Palette.Dark {
		t.Fatal("light was chosen and is not shown")
	}
	if p, err := d.store.Profile(); err != nil || p.Theme != "auto" {
		t.Fatalf("the learner's file has the theme %q, %v", p.Theme, err)
	}
	if d.press("u").see("Nothing more to take back"); d.model.(root).look.Palette.Dark {
		t.Fatal("undo took back the theme")
	}
}

func TestReadingOnReachesEveryLesson(t *testing.T) {
	d := drive(t, 80, 24).press("enter")
	seen := map[string]bool{}
	for range 16 {
		seen[d.reader().id] = true
		did(d.reader().id, true)(d.store)
		d.send(changedMsg{})
		if d.press("end"); strings.Contains(d.frame(), "Or press l for the next lesson") {
			d.press("l")
		} else {
			d.press("enter")
		}
	}
	if len(seen) != 16 {
		t.Errorf("read on through %d lessons of 16", len(seen))
	}
}

func TestTheEndLeadsToWhatIsOpen(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool").answer(true)
	d.press("end").see("Not done yet", "5 questions wait").press("enter").see("You point out a wrong figure")
	d.press("enter", "enter", "enter").see("You point out a wrong figure") // a key held down skips nothing
}

func TestALookAtALessonBeginsNothing(t *testing.T) {
	d := drive(t, 80, 24).press("2", "down", "down", "enter").see("The jagged frontier", "page 1 of").press("esc", "esc")
	d.see("Next lesson What AI is, and is not").not("started  ")
}

func TestWordsNotSentAreThereAgain(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("totals-checked").press("enter").write("half a thought").press("esc", "esc", "enter")
	d.turnTo("totals-checked").see("half a thought", "Press Enter to write")
	d.press("enter", "enter").see("A good answer").press("esc").see("half a thought").not("A good answer")
	d.press("esc", "esc", "enter").turnTo("totals-checked").see("half a thought")
	d.press("enter", "enter", "a").see("✓ Kept").press("r").not("half a thought")
}

func TestAnUncoveredPageKeepsItsTextWhileItIsRenderedAnew(t *testing.T) {
	d := drive(t, 80, 24).press("enter").see("Monday, 9:40")
	release := d.hold(tea.WindowSizeMsg{Width: 70, Height: 24})
	d.see("Monday, 9:40")
	release()
	d.see("Monday, 9:40")
}

func TestALongItemScrollsWhileItIsAnswered(t *testing.T) {
	d := drive(t, 40, 12).press("enter").turnTo("totals-checked").press("enter").write("words").press("enter")
	for range 8 {
		if strings.Contains(d.frame(), "A colleague says") {
			return
		}
		d.press("pgup")
	}
	t.Fatalf("the question cannot be reached:\n%s", d.frame())
}

func TestDigitsOpenANumberField(t *testing.T) {
	d := drive(t, 80, 24)
	d.send(openMsg{newLesson(d.model.(root).env, "fnd-how-llms-answer")})
	d.turnTo("tokens-left").write("1024").see("1024")
}

func TestAClickOnTheRuleChoosesNothing(t *testing.T) {
	d := drive(t, 40, 12).press("enter").turnTo("invoice-tool")
	before := d.frame()
	d.click(5, 10)
	if after := d.frame(); after != before {
		t.Errorf("a click on the rule changed the screen:\n%s", after)
	}
}

func TestALongFailureIsSaidInFull(t *testing.T) {
	drive(t, 60, 20).press("6", "i", "down", "enter").write("/no/such/folder-of-snapshots/anywhere").press("enter").see("There is no folder or file", "anywhere", "check the spelling", "Where are the snapshots?")
}

func TestTheCursorStaysInTheBody(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {60, 20}, {80, 24}} {
		d := drive(t, size[0], size[1]).press("enter").turnTo("totals-checked").press("enter")
		d.write(strings.Repeat("some words ", 30))
		c := d.model.View().Cursor
		if c == nil || c.Y < headerHeight || c.Y >= size[1]-footerHeight || c.X >= size[0] {
			t.Errorf("at %v the cursor is at %+v:\n%s", size, c, d.frame())
		}
	}
}
