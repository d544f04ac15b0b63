package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

func TestALessonIsDoneByAnswering(t *testing.T) {
	d := drive(t, 80, 24).press("enter")
	d.see("page 1 of", "Why it matters at work").press("end").see("Not done yet", "questions wait")
	_, body := read("fnd-what-ai-is")
	for _, item := range body.Items {
		d.turnTo(item.ID).answer(true).press("enter")
	}
	d.press("end").see("Not done yet", "exercise is not marked").not("questions wait")
	d.turnTo("exercise").press("x").see("Lesson done").press("end").see("✓ Lesson done", "● Identify")
	cards, err := d.store.Cards()
	must(err)
	d.see("4 questions and 5 cards of this lesson come back in your reviews")
	if len(cards) != 9 {
		t.Errorf("%d cards are kept", len(cards))
	}
	d.press("esc").see("1 of 16 lessons", "Next lesson How a language model builds an answer")
}

func TestReadingAloneMakesNothingDone(t *testing.T) {
	d := drive(t, 80, 24).press("enter")
	for range 2 * len(d.reader().pages) {
		d.press("right")
	}
	d.press("esc").see("0 of 16 lessons")
}

func TestEnterAloneAnswersNothing(t *testing.T) {
	d := drive(t, 80, 24).press("enter")
	for range 12 {
		d.press("enter")
	}
	if kept, _ := d.store.Attempts("fnd-what-ai-is"); len(kept) != 0 {
		t.Fatalf("Enter alone gave the answer %+v", kept)
	}
	d.see("Choose an answer first")
}

func TestThePlaceIsKept(t *testing.T) {
	d := drive(t, 80, 24).press("enter", "right", "right", "right").see("Sort features, not products", "page 4")
	d.press("esc").see("Continue", "What AI is, and is not").press("enter").see("Sort features, not products", "page 4")
}

// Who was at the end of a lesson that is done, and comes back to it, reads it again.
func TestALessonThatWasReadToItsEndIsReadAgainFromItsBeginning(t *testing.T) {
	d := drive(t, 80, 24, did("fnd-what-ai-is", true)).press("2", "home", "down", "down", "enter").see("What AI is, and is not").press("end").see("Lesson done")
	d.press("esc", "enter").see("page 1 of")
	d.press("right", "right", "esc", "enter").see("page 3 of")
}

func TestUndoTakesTheAnswerBack(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool").answer(false).see("✗ Not quite")
	d.press("u").see("Taken back: your answer").not("✗ Not quite").answer(true).see("✓ Right")
	kept, err := d.store.Attempts("fnd-what-ai-is")
	if err != nil || len(kept) != 1 || !kept[0].Right {
		t.Fatalf("kept %+v, %v", kept, err)
	}
}

func TestAnEarlierAnswerShowsWhenTheLessonOpensAgain(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool").answer(true)
	d.press("esc", "enter").turnTo("invoice-tool").see("✓ Right", "answered before").press("r").not("✓ Right").answer(true).see("✓ Right")
}

func TestHintsComeOneByOne(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool").not("Hint 1")
	d.press("tab").see("Hint 1").not("Hint 2").press("tab").see("Hint 2")
}

// What was refused is not said any more once something else is done.
func TestARefusalGoesWithTheNextStep(t *testing.T) {
	drive(t, 80, 24).press("enter").turnTo("invoice-tool").press("enter").see("Choose an answer first").press("tab").see("Hint 1").not("Choose an answer first")
	d := drive(t, 80, 24).press("enter").turnTo("totals-checked").press("enter").write("It is only words.").press("enter", "enter").see("then choose")
	d.press("esc").see("It is only words.").not("then choose")
}

func TestSearchFindsAndMarks(t *testing.T) {
	d := drive(t, 80, 24).press("enter", "/").write("pattern engine").see("Sounding human is not evidence")
	d.press("enter").see("Sounding human is not evidence", "very fast pattern engine")
	d.press("/").write("no such words anywhere").see("do not stand in this lesson").press("esc").see("very fast pattern engine")
}

func TestContentsGoToAPage(t *testing.T) {
	drive(t, 80, 24).press("enter", "c").see("Contents", "The end").press("end", "enter").see("What you have shown")
	drive(t, 120, 40).press("enter").see("Contents").click(90, 7).see("page 4")
}

func TestClickChoosesAnAnswer(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool")
	d.click(10, 8).press("enter")
	if kept, _ := d.store.Attempts("fnd-what-ai-is"); len(kept) != 1 {
		t.Fatalf("kept %+v:\n%s", kept, d.frame())
	}
}

func TestPasteGoesIntoAnAnswer(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("totals-checked")
	d.press("enter").paste("Saying so is\nno check \x1b[31mat all").see("Saying so is", "no check at all")
	d.press("q", "?", "n").see("at allq?n") // letters are text now
}

func TestEscRestsTheFieldAndKeepsTheWords(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("totals-checked").press("enter").write("half a thought")
	d.press("esc").see("half a thought").press("left", "right").see("half a thought").press("enter").write(" more").see("half a thought more")
}

func TestAPageTooLongForTheRoomScrolls(t *testing.T) {
	d := drive(t, 60, 20).press("enter").turnTo("exercise").see("more")
	before := d.frame()
	d.press("space")
	if d.frame() == before {
		t.Fatal("Space did not scroll")
	}
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	d.press("space", "space", "space", "space", "space", "space").not("page 10 of")
}

func TestTheWarmUpAsksAnEarlierItem(t *testing.T) {
	d := drive(t, 80, 24, func(s *store.Store) { must(s.KeepPlace("fnd-what-ai-is", "1.0.0", "myths", false)) })
	d.send(openMsg{newLesson(d.model.(root).env, "fnd-how-llms-answer")})
	d.press("right").see("From an earlier lesson", "40,000").answer(true).see("✓ Right")
	d.send(changedMsg{})
	d.see("✓ Right").press("u").see("Taken back").not("✓ Right").answer(true)
	if kept, _ := d.store.Attempts("fnd-what-ai-is"); len(kept) != 1 {
		t.Fatalf("the warm-up belongs to its own lesson, which has %+v", kept)
	}
}

// The board of a lead would show a lesson as started that was never opened.
func TestNoWarmUpFromALessonThatWasNotStarted(t *testing.T) {
	d := drive(t, 80, 24)
	d.send(openMsg{newLesson(d.model.(root).env, "fnd-how-llms-answer")})
	d.press("right").not("From an earlier lesson")
}

func TestUndoOfASecondJudgementShowsTheFirst(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("totals-checked").answer(true).see("you judged it: Met")
	d.press("r", "enter").write("It treats words as evidence.").press("enter", "enter").see("then choose").press("c").see("you judged it: Not yet")
	d.press("u").see("Taken back", "you judged it: Met")
}

func TestUndoOfASecondAnswerShowsTheFirst(t *testing.T) {
	d := drive(t, 80, 24).press("enter").turnTo("invoice-tool").answer(true).see("✓ Right")
	d.press("r").answer(false).see("✗ Not quite").press("u").see("Taken back", "✓ Right")
}
