package tui

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/review"
)

// A calendar is a clock whose days a test turns.
type calendar struct {
	now  func() time.Time
	days atomic.Int64
}

func newCalendar() *calendar { return &calendar{now: clock()} }

func (c *calendar) time() time.Time { return c.now().AddDate(0, 0, int(c.days.Load())) }

// driveOn drives with a calendar.
func driveOn(t testing.TB, c *calendar, prepare ...func(*store.Store)) *driver {
	t.Helper()
	return driveWith(t, 80, 24, Options{Dark: true, Now: c.time}, append([]func(*store.Store){setUp}, prepare...)...)
}

// card is a card of the reviews as it is stored.
func (d *driver) card(id string) store.Card {
	d.t.Helper()
	cards, err := d.store.Cards()
	must(err)
	for _, c := range cards {
		if c.ID == id {
			return c
		}
	}
	d.t.Fatalf("no card %s", id)
	return store.Card{}
}

// inHand is the card that is being asked.
func (d *driver) inHand() hand {
	d.t.Helper()
	r, ok := d.model.(root).top().(recall)
	if !ok {
		d.t.Fatalf("no card is asked:\n%s", d.frame())
	}
	return r.hand
}

// answerItem answers the item in hand, and how sure one is of it.
func (d *driver) answerItem(right bool, sure string) *driver {
	d.t.Helper()
	h := d.inHand()
	if !h.asks() {
		d.t.Fatalf("no item asks:\n%s", d.frame())
	}
	d.press(sure)
	switch h.Item.Kind {
	case curriculum.Match:
		d.match(h.quiz, right)
	case curriculum.Single, curriculum.Multi:
		d.choose(h.quiz, right)
	default:
		d.t.Fatalf("no answer to an item of kind %s", h.Item.Kind)
	}
	return d.press("enter")
}

func TestACardIsTurnedOverAndGraded(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3").see("9 questions to recall today", "about 5 minutes", "What AI is, and is not")
	d.press("enter").see("1 of 9 today", "What has it shown?").not("A check needs evidence", "again")
	d.press("3").see("Show the answer") // a grade before the answer is none
	d.press("space").see("A check needs evidence of its own", "again  1 d", "hard   2 d", "▸ 3  good   3 d", "easy   8 d")
	id := d.inHand().Card.ID
	d.press("3").see("2 of 9 today", "The one before  It comes back in 3 days, on Friday 27 November")
	if m := d.card(id).Memory; m.Reviews != 1 || m.Interval != 3 {
		t.Errorf("kept %+v", m)
	}
}

func TestEnterGivesTheGradeUnderTheCursor(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3", "enter", "enter")
	first := d.inHand().Card.ID
	d.press("enter", "enter").see("2 of 9 today")
	second := d.inHand().Card.ID
	d.press("up", "up", "enter").see("3 of 9 today", "It comes back tomorrow")
	if a, b := d.card(first).Memory.Interval, d.card(second).Memory.Interval; a != 3 || b != 1 {
		t.Errorf("Enter gave %d days, and two rows higher %d", a, b)
	}
}

// A card that was laid out anew for a smaller window still shows the grade that
// Enter gives.
func TestASmallerWindowShowsTheGradeUnderTheCursor(t *testing.T) {
	d := drive(t, 120, 40, reviews).press("3", "enter", "enter").see("▸ 3  good")
	d.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.see("▸ 3  good")
}

func TestUndoBringsTheCardBack(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3", "enter", "enter")
	first := d.inHand().Card.ID
	d.press("2", "enter")
	second := d.inHand().Card.ID
	d.press("4").see("3 of 9 today").press("u").see("Taken back: your review of a question in What AI is, and is not", "2 of 9 today")
	if id := d.inHand().Card.ID; id != second || d.inHand().open {
		t.Errorf("in hand is %s, not %s", id, second)
	}
	d.press("u").see("1 of 9 today")
	if id := d.inHand().Card.ID; id != first || !d.card(first).Memory.New() {
		t.Errorf("in hand is %s, %+v", id, d.card(first))
	}
}

func TestNotTodayPutsACardOffUntilTomorrow(t *testing.T) {
	days := newCalendar()
	d := driveOn(t, days, reviews).press("3", "enter")
	id := d.inHand().Card.ID
	d.press("p").see("Put off until tomorrow", "1 of 8 today")
	d.press("esc").see("8 questions to recall today")
	days.days.Add(1)
	d.send(changedMsg{})
	d.see("9 questions to recall today").press("enter")
	if d.inHand().Card.ID != id {
		t.Errorf("in hand is %s, not %s", d.inHand().Card.ID, id)
	}
	d.press("p").see("Put off", "Press u to take it back").press("u").see("Taken back: putting off a question in", "1 of 9 today")
	d.press("x").see("Set aside", "u to take it back").press("u").see("Taken back: setting aside a question in", "1 of 9 today")
	d.press("right").see("Skipped").not("Press u")
}

func TestAnotherVariantIsAskedTheNextTime(t *testing.T) {
	days := newCalendar()
	d := driveOn(t, days, ago(10, items("gen-task-triage"))).press("3", "enter")
	for d.inHand().Card.ID != "gen-task-triage#choir-poster" {
		d.press("right")
	}
	if id := d.inHand().Item.ID; id != "choir-poster-refunds" {
		t.Fatalf("asked first in the lesson, %s is asked again", id)
	}
	d.answerItem(true, "s").see("✓ Right", "It comes back in")
	if kept, _ := d.store.Attempts("gen-task-triage"); kept[len(kept)-1].Item != "choir-poster-refunds" {
		t.Errorf("kept %+v", kept[len(kept)-1])
	}
	days.days.Add(60)
	d.press("esc", "3", "enter")
	for d.inHand().Card.ID != "gen-task-triage#choir-poster" {
		d.press("right")
	}
	if id := d.inHand().Item.ID; id != "choir-poster" {
		t.Errorf("after the variant, %s is asked", id)
	}
}

func TestHowSureOneIsMovesTheDay(t *testing.T) {
	for _, tt := range []struct {
		right bool
		sure  string
		grade review.Grade
	}{{true, "s", review.Good}, {true, "g", review.Hard}, {false, "s", review.Again}} {
		d := drive(t, 80, 24, ago(10, items("fnd-what-ai-is"))).press("3", "enter")
		h := d.inHand()
		d.answerItem(tt.right, tt.sure)
		if m := d.card(h.Card.ID).Memory; m.Interval != h.days[tt.grade] || m.Reviews != 2 {
			t.Errorf("right %t, %s: %+v, want %d days", tt.right, tt.sure, m, h.days[tt.grade])
		}
	}
}

func TestAnAnswerIsExplainedAndTheNextCardWaits(t *testing.T) {
	d := drive(t, 80, 24, ago(10, items("fnd-what-ai-is"))).press("3", "enter")
	id := d.inHand().Card.ID
	d.answerItem(false, "g").see("1 of 4 today", "It comes back tomorrow")
	if h := d.inHand(); h.Card.ID != id || !h.answered() {
		t.Fatalf("in hand is %+v", h)
	}
	d.press("u").see("Taken back: your answer in What AI is", "1 of 4 today", "How sure are you?")
	if kept, _ := d.store.Attempts("fnd-what-ai-is"); d.inHand().Card.ID != id || len(kept) != 6 {
		t.Fatalf("in hand is %s, %d answers", d.inHand().Card.ID, len(kept))
	}
	d.answerItem(true, "s").press("right").see("2 of 4 today")
	if d.inHand().Card.ID == id {
		t.Error("the card is still in hand")
	}
}

func TestLeavingInTheMiddleKeepsEverything(t *testing.T) {
	d := drive(t, 80, 24, ago(10, items("fnd-how-llms-answer"))).press("3", "enter")
	for d.inHand().Item.Kind != curriculum.Numeric {
		d.press("right").see("Skipped: it comes again at the end")
	}
	id := d.inHand().Card.ID
	d.press("enter").write("10").press("p", "u").see("10").send(changedMsg{})
	d.see("10")
	d.press("esc", "esc").see("questions to recall today").press("esc").see("Good morning").press("3", "enter")
	for d.inHand().Card.ID != id {
		d.press("right")
	}
	d.see("10")
}

func TestACardReviewedInAnotherWindowIsNotGradedTwice(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3", "enter", "enter")
	id := d.inHand().Card.ID
	_, err := d.store.ReviewCard(id, review.Easy)
	must(err)
	d.send(changedMsg{})
	d.see("A check needs evidence") // the card in hand stays
	d.press("1").see("You reviewed it meanwhile", "8 days")
	if m := d.card(id).Memory; m.Reviews != 1 || m.Interval != 8 {
		t.Errorf("kept %+v", m)
	}
}

func TestAnItemAnsweredInAnotherWindowKeepsItsDay(t *testing.T) {
	d := drive(t, 80, 24, ago(10, items("fnd-what-ai-is"))).press("3", "enter")
	h := d.inHand()
	items("fnd-what-ai-is")(d.store)
	d.send(changedMsg{})
	d.answerItem(false, "s").see("You reviewed it meanwhile")
	if m := d.card(h.Card.ID).Memory; m.Reviews != 2 || m.Lapses != 0 {
		t.Errorf("kept %+v", m)
	}
	d.press("right").see("Done for today")
}

func TestTheMouseReviews(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3").click(4, 5).see("1 of 9 today")
	id := d.inHand().Card.ID
	d.click(4, 9).see("A check needs evidence").click(6, 12).see("2 of 9 today")
	if m := d.card(id).Memory; m.Interval != 1 {
		t.Errorf("the first grade gave %+v", m)
	}
}

func TestTheLessonOfACardOpens(t *testing.T) {
	drive(t, 80, 24, reviews).press("3", "enter", "l").see("page", "What AI is, and is not").press("esc").see("1 of 9 today")
}

func TestAGradeThatCannotBeStoredIsNotLost(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3", "enter", "enter")
	id := d.inHand().Card.ID
	d.hold(keyNamed("3"))
	d.send(settledMsg{id: id, err: errors.New("the disk is full")})
	d.see("The disk is full").press("4").see("2 of 9 today")
	if m := d.card(id).Memory; m.Reviews != 1 {
		t.Errorf("kept %+v", m)
	}
}

func TestAKeyPressedTwiceGradesOneCard(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3", "enter", "enter")
	first, second := d.hold(keyNamed("3")), d.hold(keyNamed("3"))
	first()
	second()
	d.see("2 of 9 today", "Show the answer")
}

func TestAReloadThatCameLateChangesNothing(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3", "enter", "enter")
	stale := loadRecall(d.model.(root).env, 0, d.model.(root).top().(recall).load)()
	d.press("3").send(stale)
	d.see("2 of 9 today")
}

func TestANewDayBeginsWhileACardIsOpen(t *testing.T) {
	days := newCalendar()
	few := func(s *store.Store) {
		_, err := s.UpdateProfile(map[string]string{"reviews": "2"})
		must(err)
	}
	d := driveOn(t, days, few, reviews).press("3", "enter", "p", "enter", "enter", "enter", "enter", "m").see("3 of 7 today", "Show the answer")
	id := d.inHand().Card.ID
	days.days.Add(1)
	d.send(changedMsg{})
	d.see("1 of 2 today", "Show the answer")
	if d.inHand().Card.ID != id {
		t.Errorf("in hand is %s, not %s", d.inHand().Card.ID, id)
	}
	d.press("enter", "3", "enter", "3").see("Done for today", "2 questions")
}

func TestWhatStatesLawIsNoAdvice(t *testing.T) {
	const words = "general information, not legal advice."
	drive(t, 80, 24, ago(10, items("rai-law-map"), exercise("rai-law-map"))).press("3", "enter").see(words)
	drive(t, 80, 24, ago(10, items("rai-law-map"))).press("3", "enter").see(words)
	drive(t, 80, 24, ago(10, items("fnd-how-llms-answer"))).press("3", "enter").not(words)
}
