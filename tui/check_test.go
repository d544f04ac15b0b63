package tui

import (
	"os"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// didAll does every lesson of a module of the Essentials pathway.
func didAll(module string) func(*store.Store) {
	return func(s *store.Store) {
		for _, l := range essentials(s, module).Lessons {
			did(l.ID, true)(s)
		}
	}
}

// essentials is a module of the Essentials pathway, as a learner stands in it.
func essentials(s *store.Store, module string) progress.Module {
	at, err := progress.Read(catalogue(), s)
	must(err)
	i := slices.IndexFunc(at.Path.Modules, func(m progress.Module) bool { return m.ID == module })
	return at.Path.Modules[i]
}

// checked takes the check of Foundations, always the same: so many answers are
// right, and then so many wrong.
func checked(right, wrong int) func(*store.Store) {
	return func(s *store.Store) {
		c := catalogue()
		at, err := progress.Read(c, s)
		must(err)
		drawn, err := progress.DrawCheck(c, at, essentials(s, "foundations"), nil, 1)
		must(err)
		open, err := s.StartCheck(drawn)
		must(err)
		for n, i := range open.Items[:right+wrong] {
			item, err := c.Item(i.Ref)
			must(err)
			grade := curriculum.Grade{Right: n < right}
			_, err = s.RecordAttempt(progress.Attempt(item, progress.Answer{Text: given(item, n < right), Grade: grade, Check: open.ID}), store.Requirement{})
			must(err)
		}
	}
}

// given is an answer to an item as it is stored.
func given(item curriculum.Item, right bool) string {
	if right {
		return item.Format(item.Answer)
	}
	switch item.Kind {
	case curriculum.Single, curriculum.Multi:
		i := slices.IndexFunc(item.Options, func(o curriculum.Option) bool { return !slices.Contains(item.Answer.Keys, o.Key) })
		return item.Options[i].Key
	case curriculum.Numeric:
		return "0"
	}
	return item.Format(item.Answer)
}

// lost is a check with a question that no pack has.
func lost(s *store.Store) {
	items := []store.CheckItem{{Ref: "fnd-what-ai-is#vanished", Objective: "O1"}, {Ref: "fnd-what-ai-is#gone-too", Objective: "O2"}}
	_, err := s.StartCheck(store.Check{Module: "foundations", Pathway: "path-essentials", Items: items})
	must(err)
}

// checkStories are the frames of the module check, and of what leads to it.
func checkStories() []story {
	return []story{
		{name: "check-start", keys: toCheck(), with: didAll("foundations")},
		{name: "check-test-out", keys: toCheck()},
		{name: "check-question", keys: toCheck(), with: checked(4, 2)},
		{name: "check-question-ascii", keys: toCheck(), with: checked(4, 2), ascii: true},
		{name: "check-feedback", keys: append(toCheck(), "s", "a", "b", "c", "enter"), with: checked(4, 2)},
		{name: "check-passed", keys: toCheck(), with: checked(13, 2)},
		{name: "check-failed", keys: append(toCheck(), "down", "enter"), with: checked(9, 6)},
		{name: "check-again", keys: toCheck(), with: checked(9, 6)},
		{name: "check-quit", keys: append(toCheck(), "x"), with: checked(4, 2)},
		{name: "check-gone", keys: toCheck(), with: lost},
		{name: "lesson-end-check", keys: append(toCheck()[:2:2], "down", "down", "enter", "end"), with: didAll("foundations")},
		{name: "lesson-end-known", keys: append(toCheck()[:2:2], "down", "down", "enter", "end"), with: checked(15, 0)},
		{name: "pathways-known", keys: toCheck()[:3], with: checked(15, 0)},
	}
}

// toCheck is the keys that open the check of Foundations.
func toCheck() []string { return []string{"2", "home", "down", "t"} }

// check opens the check of a module.
func (d *driver) check(module string) *driver {
	d.send(openMsg{newCheck(d.model.(root).env, module)})
	return d
}

// again starts the program once more, on the same file.
func (d *driver) again() *driver {
	d.model = New(Options{Dark: true, Catalogue: loaded, Store: store.New(d.store.Dir(), clock()), Now: clock()})
	d.run(d.model.Init())
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return d
}

// taken is the newest check as the store has it.
func (d *driver) taken() store.Check {
	d.t.Helper()
	checks, err := d.store.Checks()
	if err != nil || len(checks) == 0 {
		d.t.Fatalf("checks %v, %v", checks, err)
	}
	return checks[len(checks)-1]
}

// answerAll answers what is open: right, but for the last ones.
func (d *driver) answerAll(wrong int) *driver {
	d.t.Helper()
	for n := len(d.taken().Items) - d.taken().Answered(); n > 0; n-- {
		d.answer(n > wrong).press("right")
	}
	return d
}

func refs(c store.Check) []string {
	var all []string
	for _, i := range c.Items {
		all = append(all, i.Ref)
	}
	return all
}

func TestATestOutIsPassed(t *testing.T) {
	d := drive(t, 80, 24).check("foundations").see("Test out › Foundations", "the 5 lessons", "15 questions", "12 of 15", "no timer")
	d.press("enter").see("question 1 of 15").answer(true).see("✓ Right", "from the lesson")
	d.press("right").answerAll(3).see("✓ Passed: 12 of 15 right", "5 lessons count as known now", "join your reviews", "Worth another look")
	for _, l := range essentials(d.store, "foundations").Lessons {
		if l.State != progress.TestedOut {
			t.Errorf("%s is %v", l.ID, l.State)
		}
	}
	d.press("enter").see("Good morning").check("foundations").see("✓ Passed", "Another check")
	d.press("r").see("question 1 of 15").press("esc").check("foundations").see("You did or know every lesson")
}

func TestACheckAfterTheLessonsChangesNoLesson(t *testing.T) {
	d := drive(t, 80, 24, didAll("foundations")).check("foundations").see("Module check › Foundations", "You did every lesson").not("Test out")
	d.press("enter").answerAll(0).see("✓ Passed: 15 of 15").not("count as known", "Worth another look", "join")
}

func TestAFailedCheckSaysWhereToReturnAndCostsNothing(t *testing.T) {
	d := drive(t, 80, 24).check("foundations").press("enter").answerAll(5)
	first := d.taken()
	d.see("Not passed yet: 10 of 15 right", "12 of 15 pass it", "Nothing is lost", "worth your time")
	drive(t, 80, 24, didAll("foundations")).check("foundations").press("enter").answerAll(5).see("worth returning to")
	if state := essentials(d.store, "foundations").State; state != progress.NotStarted {
		t.Errorf("a test-out that failed made the module %v", state)
	}
	d.press("enter")
	if id := d.reader().id; id != progress.Returns(first)[0] {
		t.Errorf("Enter opened %s, not the lesson with the most wrong answers of %v", id, progress.Returns(first))
	}
	d.press("esc").see("Not passed yet").press("r").see("question 1 of 15")
	for _, ref := range refs(d.taken()) {
		if slices.Contains(refs(first), ref) {
			t.Errorf("the second check asks %s again", ref)
		}
	}
	d.answerAll(0).see("✓ Passed: 15 of 15")
}

func TestAFailedCheckIsOfferedAgain(t *testing.T) {
	d := drive(t, 80, 24, checked(10, 5)).check("foundations").see("Last time 10 of 15 were right  on 24 November 2026", "with other questions")
	d.press("down", "enter").see("Not passed yet: 10 of 15").press("esc").check("foundations").press("enter").see("question 1 of 15")
}

func TestACheckBegunByMistakeHidesNoResult(t *testing.T) {
	d := drive(t, 80, 24, checked(10, 5)).check("foundations").press("down", "enter").see("worth your time").press("r").see("question 1 of 15").press("esc")
	d.check("foundations").see("Last time 10 of 15", "Start").press("down", "enter").see("worth your time").press("r").see("question 1 of 15")
	if checks, err := d.store.Checks(); err != nil || len(checks) != 2 {
		t.Errorf("%d checks, %v", len(checks), err)
	}
}

func TestACheckWaitsWhereItWasLeft(t *testing.T) {
	d := drive(t, 80, 24).check("foundations").press("enter").answer(true).press("right").answer(false).press("esc").see("Good morning")
	d.check("foundations").see("question 3 of 15", "You are where you left it: 2 of 15").press("esc")
	d.again().check("foundations").see("question 3 of 15").press("left").see("question 2 of 15", "answered before").press("right").see("question 3 of 15")
	d.answerAll(0).see("✓ Passed: 14 of 15")
}

func TestASkippedQuestionComesBackAtTheEnd(t *testing.T) {
	d := drive(t, 80, 24, checked(12, 0)).check("foundations").see("question 13 of 15").press("right").see("question 14 of 15")
	d.answer(true).press("right").see("question 15 of 15").answer(true).press("right").see("question 13 of 15", "that you skipped")
	d.press("right").see("question 13 of 15", "the last question without an answer").answer(true).press("right").see("✓ Passed: 15 of 15")
}

func TestACheckWithAVanishedQuestionIsDrawnAnew(t *testing.T) {
	d := drive(t, 80, 24, lost).check("foundations").see("This check cannot go on", "Draw a new check").press("down", "enter").see("Good morning")
	if !d.taken().Open() {
		t.Error("going back dropped the check")
	}
	d.check("foundations").press("enter").see("question 1 of 15").answerAll(0).see("✓ Passed")
}

func TestInACheckThereAreNoHintsAndNoSecondTries(t *testing.T) {
	d := drive(t, 80, 24, checked(10, 0)).check("foundations").not("hint", "Hint").press("tab", "tab", "tab").not("Hint", "Worked answer")
	d.press("enter").see("question 11 of 15").answer(false).see("✗").not("answer again", "take back")
	d.press("r").see("question 11 of 15", "✗").press("u").see("stays as you gave it", "✗")
	if c := d.taken(); c.Answered() != 11 || c.Right() != 10 {
		t.Fatalf("%d answered, %d right", c.Answered(), c.Right())
	}
	attempts, err := d.store.Attempts(d.taken().Items[10].Lesson())
	must(err)
	if last := attempts[len(attempts)-1]; last.Hints != 0 || last.Check != d.taken().ID {
		t.Errorf("kept %+v", last)
	}
}

func TestAGuessInACheckShowsNothingYet(t *testing.T) {
	d := drive(t, 120, 40, checked(14, 0)).check("foundations").press("g").see("[✓] a guess").answer(true).press("right")
	d.see("✓ Passed: 15 of 15", "right, but a guess")
}

func TestOtherScreensOverACheckLeaveTheAnswerAlone(t *testing.T) {
	d := drive(t, 80, 24, checked(3, 0)).check("foundations").press("a")
	before := d.frame()
	d.press("n").see("New experiment").press("esc")
	d.press("?").see("On this screen").press("esc")
	if after := d.frame(); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

func TestEnterTwiceBeginsOneCheck(t *testing.T) {
	d := drive(t, 80, 24).check("foundations")
	first, second := d.hold(keyNamed("enter")), d.hold(keyNamed("enter"))
	second()
	first()
	d.see("question 1 of 15")
	if checks, err := d.store.Checks(); err != nil || len(checks) != 1 {
		t.Errorf("checks %v, %v", checks, err)
	}
}

func TestKeysWhileTheLastAnswerIsKept(t *testing.T) {
	d := drive(t, 80, 24, checked(14, 0)).check("foundations")
	d.fill(true)
	release := d.hold(keyNamed("enter"))
	d.press("enter", "right", "left").hold(changedMsg{})()
	release()
	if !d.taken().Passed {
		t.Fatalf("the check is not passed:\n%s", d.frame())
	}
	d.press("right", "right").see("✓ Passed: 15 of 15")
}

// Enter after the last answer leads to the result, also before that was fetched.
func TestEnterDoesNotWaitForTheResult(t *testing.T) {
	d := drive(t, 120, 40, checked(14, 0)).check("foundations").fill(true)
	var keep tea.Cmd
	d.model, keep = d.model.Update(keyNamed("enter"))
	fetch := d.hold(keep())
	d.press("enter").see("✓ Right")
	fetch()
	d.see("✓ Passed: 15 of 15")
}

func TestACheckThatGoesOnInAnotherProgram(t *testing.T) {
	d := drive(t, 80, 24, checked(3, 0)).check("foundations").see("question 4 of 15")
	c := d.taken()
	must(d.store.DropCheck(c.ID))
	d.answer(true).see("went on in another window", "15 questions", "Start").press("enter").see("question 1 of 15")
	for d.taken().Answered() < 14 {
		d.answer(true).press("right")
	}
	elsewhere := store.New(d.store.Dir(), clock())
	open, _ := d.taken().Next()
	item, err := catalogue().Item(open.Ref)
	must(err)
	_, err = elsewhere.RecordAttempt(progress.Attempt(item, progress.Answer{Text: given(item, true), Grade: curriculum.Grade{Right: true}, Check: d.taken().ID}), store.Requirement{})
	must(err)
	d.send(changedMsg{})
	d.see("✓ Right", "answered before").press("right").see("✓ Passed")
}

func TestAPassedCheckStaysPassed(t *testing.T) {
	d := drive(t, 80, 24, checked(13, 2)).check("foundations").see("✓ Passed: 13 of 15").press("r").answerAll(15)
	d.see("Not passed yet: 0 of 15", "You passed an earlier one on 24 November 2026. That stays.")
}

func TestLawIsNoAdvice(t *testing.T) {
	const words = "not legal advice"
	d := drive(t, 80, 24).check("ethical-ai").press("enter").see("question 1 of").see(words)
	drive(t, 80, 24).check("prompt-design").press("enter").see("question 1 of").not(words)
	d.answer(true).see(words)
}

func TestAModuleThatCannotBeChecked(t *testing.T) {
	drive(t, 80, 24).check("team-lead").see("Not on your pathway").press("enter").see("Good morning")
}

func TestACheckIsTakenByMouse(t *testing.T) {
	d := drive(t, 120, 40).check("foundations").see("What it covers")
	d.clickOn("Start").see("question 1 of 15", "Questions").clickOn("Question 5").see("question 5 of 15")
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	d.see("question 5 of 15")
}

func TestNoFaceOfACheckBreaksInASmallWindow(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {60, 14}, {100, 20}} {
		for _, with := range []func(*store.Store){didAll("foundations"), checked(3, 2), checked(10, 5), checked(15, 0), lost} {
			d := drive(t, size[0], size[1], with).check("foundations")
			checkFrame(t, d.model.View().Content, size[0], size[1])
			for range 8 {
				d.press("space", "down", "a")
				checkFrame(t, d.model.View().Content, size[0], size[1])
			}
			d.press("enter")
			checkFrame(t, d.model.View().Content, size[0], size[1])
		}
	}
}

func TestTheEndOfTheLastLessonLeadsToTheCheck(t *testing.T) {
	d := drive(t, 80, 24, didAll("foundations"))
	d.send(openMsg{newLesson(d.model.(root).env, "fnd-safe-start")})
	d.press("end").see("Enter opens the module check of Foundations", "not taken", "press l for the next lesson").press("enter").see("Module check › Foundations", "Start").press("esc")
	d.see("Good morning").send(openMsg{newLesson(d.model.(root).env, "fnd-safe-start")})
	d.press("end", "l")
	if id := d.reader().id; id != "prm-brief-clearly" {
		t.Errorf("l opened %s", id)
	}
	passed := drive(t, 80, 24, didAll("foundations"), checked(15, 0))
	passed.send(openMsg{newLesson(passed.model.(root).env, "fnd-safe-start")})
	passed.press("end").see("Enter opens the next lesson").not("module check")
}

func TestALessonThatIsKnownHasNothingOpen(t *testing.T) {
	d := drive(t, 80, 24, checked(15, 0))
	d.send(openMsg{newLesson(d.model.(root).env, "fnd-safe-start")})
	d.press("end").see("◆ Known", "Enter opens the next lesson: Write the prompt as a brief").not("Not done yet", "wait for an answer")
}

func TestPathwaysLeadToTheCheck(t *testing.T) {
	d := drive(t, 80, 24).press("2").see("t test out").press("up").see("module check: not taken").press("t").see("Test out › Foundations", "15 questions").press("enter").answer(true).press("esc")
	d.see("module check: under way, 1 of 15 answered").press("up", "t").see("Choose a module or a lesson first")
	drive(t, 80, 24, checked(10, 5)).press("2", "up").see("module check: not passed yet, 10 of 15 right")
	drive(t, 80, 24, didAll("foundations")).press("2", "home", "down", "down").see("t module check").press("t").see("Module check › Foundations")
	known := drive(t, 120, 40, checked(15, 0)).press("2", "home", "down").see("module check: passed on 24 November 2026", "◆ What AI is", "◆ known", "5 of 5")
	known.press("down").see("known").not("known, known").press("?").see("known: passed by a check")
}

func TestAModuleOfAnotherPathwayHasNoCheck(t *testing.T) {
	d := drive(t, 80, 24).press("2", "home", "enter", "down", "enter", "down").not("t test out").press("t").see("the pathway you follow")
	d.press("f").see("You follow").press("t").see("Test out")
}

func TestAnAnswerInACheckThatCannotBeKeptIsNotLost(t *testing.T) {
	d := drive(t, 80, 24, checked(3, 0)).check("foundations").fill(true)
	file, err := os.ReadFile(d.store.File())
	must(err)
	must(os.WriteFile(d.store.File(), []byte("no database"), 0o600))
	d.press("enter").see("Your file is damaged").press("esc").see("question 4 of 15 · 3 answered").not("✓ Right")
	must(os.WriteFile(d.store.File(), file, 0o600))
	d.press("enter").see("✓ Right", "4 answered")
}

func TestACheckIsGivenUpOnlyWhenAskedTwice(t *testing.T) {
	d := drive(t, 80, 24, checked(4, 2)).see("6 of 15 questions").check("foundations").press("x").see("Give this check up?", "You answered 6 of 15").press("enter").see("question 7 of 15")
	d.press("left", "x", "esc").see("question 6 of 15").press("esc").check("foundations").see("question 7 of 15").press("x", "down", "enter").see("Given up", "15 questions", "Start")
	d.press("esc").see("Good morning").not("of 15 questions")
	if attempts, err := d.store.Attempts("fnd-what-ai-is"); err != nil || len(attempts) == 0 {
		t.Errorf("the answers are gone: %v, %v", attempts, err)
	}
}

func TestACheckWithoutAnAnswerIsNotUnderWay(t *testing.T) {
	drive(t, 80, 24, checked(0, 0)).see("What AI is, and is not").not("of 15 questions")
	drive(t, 80, 24, didAll("foundations"), checked(0, 0)).see("see what stayed")
}
