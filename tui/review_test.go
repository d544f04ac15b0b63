package tui

import (
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/review"
)

// ago does something as of some days before the test.
func ago(days int, doing ...func(*store.Store)) func(*store.Store) {
	return func(s *store.Store) {
		now := clock()
		then := store.New(s.Dir(), func() time.Time { return now().AddDate(0, 0, -days) })
		for _, do := range doing {
			do(then)
		}
	}
}

// items answers the items of a lesson right, as the reader does: those that have
// a card join the reviews.
func items(lesson string) func(*store.Store) {
	return func(s *store.Store) {
		meta, body := read(lesson)
		for _, item := range body.Items {
			a := progress.Attempt(item, progress.Answer{Text: item.Format(item.Answer), Grade: curriculum.Grade{Right: true, Score: 1}, Self: curriculum.Judgement(self(item))})
			_, err := s.RecordAttempt(a, progress.Requirement(meta, body))
			must(err)
		}
	}
}

// exercise does the exercise of a lesson. With the items answered, its cards
// join the reviews.
func exercise(lesson string) func(*store.Store) {
	return func(s *store.Store) {
		_, err := s.MarkExercise(lesson, progress.Requirement(read(lesson)))
		must(err)
	}
}

// reviews is somebody with a lesson done ten days ago: nine cards are up.
func reviews(s *store.Store) { ago(10, items("fnd-what-ai-is"), exercise("fnd-what-ai-is"))(s) }

// reviewed is the same after the three reviews of a day: the others wait.
func reviewed(s *store.Store) {
	reviews(s)
	_, err := s.UpdateProfile(map[string]string{"reviews": "3"})
	must(err)
	for _, id := range []string{"fnd-what-ai-is#one-question", "fnd-what-ai-is#invoice-tool", "fnd-what-ai-is#model-or-system"} {
		_, err := s.ReviewCard(id, review.Good)
		must(err)
	}
}

// aside is reviews with two cards set aside.
func aside(s *store.Store) {
	reviews(s)
	for _, id := range []string{"fnd-what-ai-is#one-question", "fnd-what-ai-is#invoice-tool"} {
		_, err := s.SuspendCard(id, true)
		must(err)
	}
}

// reviewStories are the frames of the reviews.
func reviewStories() []story {
	return []story{
		{name: "review-empty", keys: []string{"3"}},
		{name: "review", keys: []string{"3"}, with: reviews},
		{name: "review-begun", keys: []string{"3", "enter", "enter", "4", "p", "enter", "2", "x", "esc"}, with: reviews},
		{name: "review-done", keys: []string{"3"}, with: reviewed},
		{name: "review-quiet", keys: []string{"3"}, with: ago(1, items("fnd-what-ai-is"))},
		{name: "review-ascii", keys: []string{"3"}, with: reviewed, ascii: true},
		{name: "recall", keys: []string{"3", "enter"}, with: reviews},
		{name: "recall-answer", keys: []string{"3", "enter", "enter"}, with: reviews},
		{name: "recall-next", keys: []string{"3", "enter", "enter", "enter"}, with: reviews},
		{name: "recall-item", keys: []string{"3", "enter", "right", "a", "s"}, with: ago(10, items("fnd-what-ai-is"))},
		{name: "recall-item-answered", keys: []string{"3", "enter", "right", "a", "g", "enter"}, with: ago(10, items("fnd-what-ai-is"))},
		{name: "recall-ascii", keys: []string{"3", "enter", "enter"}, with: reviews, ascii: true},
		{name: "suspended", keys: []string{"3", "a"}, with: aside},
	}
}

func TestTheDayEndsAtTheDailyNumberAndFiveMoreAreAnOffer(t *testing.T) {
	few := func(s *store.Store) {
		_, err := s.UpdateProfile(map[string]string{"reviews": "3"})
		must(err)
	}
	d := drive(t, 80, 24, few, reviews).press("3").see("3 questions to recall today").not("Five more")
	d.press("m").see("3 questions to recall today") // nothing to lift yet
	d.press("enter", "enter", "enter", "enter", "enter").see("3 of 3 today").press("enter", "enter")
	d.see("Done for today", "3 questions", "Tomorrow: 3 questions", "Five more, if you like")
	d.press("enter").see("Done for today") // Enter held down begins nothing
	d.press("m").see("4 of 8 today").press("enter", "enter", "esc").see("4 done today, 4 to go")
	d.press("enter").see("5 of 8 today")
}

// More may have been done than the daily number: in an earlier sitting, or in a
// lesson.
func TestFiveMoreAreFiveWhateverWasDone(t *testing.T) {
	fewer := func(s *store.Store) {
		_, err := s.UpdateProfile(map[string]string{"reviews": "1"})
		must(err)
	}
	drive(t, 80, 24, reviewed, fewer).press("3").see("Done for today  3 questions").press("m").see("4 of 8 today")
}

func TestACardIsSetAsideAndTakenUpAgain(t *testing.T) {
	d := drive(t, 80, 24, reviews).press("3", "enter")
	id := d.inHand().Card.ID
	d.press("x").see("Set aside: it is not asked again", "1 of 8 today")
	if d.inHand().Card.ID == id || !d.card(id).Suspended {
		t.Fatalf("%s is in hand, %+v", d.inHand().Card.ID, d.card(id))
	}
	d.press("esc").see("1 question is set aside").press("a").see("Set aside", "What has it shown?")
	d.press("enter").see("Nothing is set aside", "Taken up again: it can come up from now on")
	d.press("u").see("What has it shown?").press("enter", "esc").see("9 questions to recall today").not("set aside")
}

func TestWhatIsGoneFromThePacksIsNotAsked(t *testing.T) {
	gone := func(s *store.Store) {
		need := store.Requirement{Items: []string{"q"}, Cards: []string{"fnd-what-ai-is#gone", "old-lesson#card", "old-lesson#q"}}
		_, err := s.RecordAttempt(store.Attempt{Lesson: "old-lesson", Item: "q", Answer: "a", Card: "old-lesson#q", Right: true, Score: 1}, need)
		must(err)
	}
	d := drive(t, 80, 24, ago(10, gone)).press("3").see("Nothing to review yet")
	reviews(d.store)
	d.send(changedMsg{})
	d.see("9 questions to recall today").press("enter").see("1 of 9 today")
}

func TestNothingIsUp(t *testing.T) {
	days := newCalendar()
	d := driveOn(t, days, items("fnd-what-ai-is")).press("3").see("Nothing to review today", "in 3 days: 4 questions").press("enter", "m", "a")
	d.see("Nothing to review today")
	days.days.Add(3)
	d.send(changedMsg{})
	d.see("4 questions to recall today")
}

func TestReviewsInASmallWindow(t *testing.T) {
	for _, s := range reviewStories() {
		t.Run(s.name, func(t *testing.T) { checkFrame(t, tell(t, s, 40, 12).model.View().Content, 40, 12) })
	}
}
