//go:build unix

package cli_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// The whole way without screens: set-up, two lessons with all seven kinds of item
// answered wrong and then right, the reviews of the next day, and the end.
func TestPlainWalk(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	known := newLearner(t)
	l := listen(t, data)
	l.setUpInLines()
	l.say("")
	kinds := map[curriculum.Kind]bool{}
	for i := range 2 {
		l.hear("Lesson: " + known.lessons[i].Title)
		l.readLesson(known, i, kinds)
		l.hear("This lesson is done.", "joined your reviews", "To think about:", "Enter to open the next lesson, "+known.lessons[i+1].Title)
		l.say("")
	}
	if len(kinds) != 7 {
		t.Errorf("only items of the kinds %v were asked", kinds)
	}
	l.hear("Lesson: "+known.lessons[2].Title, "to leave:")
	l.say("q")
	l.hear("2 of 16 lessons done", "alone for 1:")
	l.leave("q\r")
	heldInLines(t, data, known.lessons[:2])

	l = listen(t, data, "--at", time.Now().Add(24*time.Hour).Format(time.RFC3339), "review")
	l.hear("Reviews: 10 questions to recall")
	for left := 10; left > 0; left-- {
		l.recall(known)
	}
	if said := l.hear("That is all for today: 10 reviews.", "type more for up to 5 more", "to go back:"); strings.Contains(said, "could be recalled") {
		t.Errorf("what waits is told as a debt: %s", said)
	}
	l.say("more")
	l.hear("5 questions left.", "to leave:")
	l.say("q")
	l.hear("You left the reviews.")
	l.leave("")
}

// heldInLines holds that the lessons are done in the store, and that how sure the person
// was is there.
func heldInLines(t *testing.T, data string, lessons []curriculum.Lesson) {
	t.Helper()
	s := store.New(data, time.Now)
	for _, lesson := range lessons {
		did, err := s.Lesson(lesson.ID)
		if err != nil || did.Done.IsZero() || did.Page != "the-end" {
			t.Errorf("%s: %+v, %v", lesson.ID, did, err)
		}
		attempts, err := s.Attempts(lesson.ID)
		sure := slices.ContainsFunc(attempts, func(a store.Attempt) bool { return a.Confidence == store.Sure && a.Right })
		hinted := slices.ContainsFunc(attempts, func(a store.Attempt) bool { return a.Confidence == store.Guess && !a.Right && a.Hints == 1 })
		if err != nil || !sure || !hinted {
			t.Errorf("%s: sure %v, hinted %v, %v: %+v", lesson.ID, sure, hinted, err, attempts)
		}
	}
	entries, err := s.Experiments()
	if err != nil || len(entries) != 1 || entries[0].Lesson != lessons[0].ID {
		t.Errorf("the journal holds %+v, %v", entries, err)
	}
}

// readLesson reads the i-th lesson, page by page, up to its end.
func (l *listener) readLesson(known *learner, i int, kinds map[curriculum.Kind]bool) {
	l.t.Helper()
	lesson := known.lessons[i]
	body, err := known.catalogue.Body(lesson.ID, "other")
	if err != nil {
		l.t.Fatal(err)
	}
	for n, page := range body.Pages {
		l.hear(": " + page.Heading)
		switch {
		case page.Item != nil:
			kinds[page.Item.Kind] = true
			l.answerInLines(*page.Item)
		case page.Exercise != nil:
			l.hear("to leave:")
			l.say("done")
			l.hear("The exercise is marked as done.", "to leave:")
		case page.Trial != nil && i == 0:
			l.hear("to leave:")
			l.say("journal")
			l.hear("Logged in your journal: "+page.Trial.Title, "to leave:")
		default:
			l.hear("to leave:")
		}
		l.say("")
		if n == 0 && i > 0 {
			l.hear("From an earlier lesson", "to leave:")
			l.say("")
		}
	}
	l.hear("The end")
}

// A module check is left in its middle, gone on with, and passed.
func TestPlainCheck(t *testing.T) {
	t.Parallel()
	data, bank := setUpData(t), map[string]curriculum.Item{}
	known := newLearner(t)
	for _, lesson := range known.lessons {
		items, err := known.catalogue.Bank(lesson.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			bank[squeeze(item.Stem)] = item
		}
	}
	l := listen(t, data, "module", "check", "foundations")
	l.hear("Check of Foundations:", "There are no hints")
	l.answerChecked(bank)
	l.say("q")
	l.hear("You left the check")
	l.leave("")

	l = listen(t, data, "module", "check", "foundations")
	l.hear("You have answered 1 of them.")
	l.hear("Question 2", "to leave:")
	l.say("h")
	l.hear("There are no hints here", "to leave:")
	l.say("")
	for more := true; more; {
		l.answerChecked(bank)
		l.say("")
		l.wait("went on", func(string) bool {
			return strings.Contains(l.said(), "to leave:") || strings.Contains(l.said(), "to go back:")
		})
		if strings.Contains(l.said(), "You passed over 1 question") {
			l.hear("to leave:")
			l.say("")
		}
		more = !strings.Contains(l.said(), "to go back:")
	}
	l.hear("Check of Foundations: passed.", "You know this module", "to go back:")
	l.leave("\r")
}

// The end of a module's last lesson leads to its check, or on to the next lesson.
func TestPlainEndOfAModule(t *testing.T) {
	t.Parallel()
	data, known := setUpData(t), newLearner(t)
	s := store.New(data, time.Now)
	for _, lesson := range known.lessons[:5] {
		_, err := s.RecordAttempt(store.Attempt{Lesson: lesson.ID, Item: "any"}, store.Requirement{Items: []string{"any"}, Version: lesson.Version})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.KeepPlace(lesson.ID, lesson.Version, "the-end", true); err != nil {
			t.Fatal(err)
		}
	}
	l := listen(t, data, "lesson", "open", known.lessons[4].ID)
	l.toEnd()
	l.hear("The end", "Enter for the check of Foundations, l for the next lesson, "+known.lessons[5].Title, "to leave:")
	l.say("l")
	l.hear("Lesson: "+known.lessons[5].Title, "to leave:")
	l.leave("q\r")
	l = listen(t, data, "lesson", "open", known.lessons[4].ID)
	l.toEnd()
	l.hear("The end", "to leave:")
	l.say("w")
	l.hear("Enter alone changes nothing:")
	l.say("A second source.")
	l.hear("Kept.", "to leave:")
	l.say("")
	l.hear("Check of Foundations:", "Question 1 of", "to leave:")
	l.say("q")
	l.hear("You left the check")
	l.leave("")
	if did, err := s.Lesson(known.lessons[4].ID); err != nil || did.Reflection != "A second source." {
		t.Errorf("%+v, %v", did, err)
	}
}

// toEnd goes to the last page of a lesson that was done, which opens at the first.
func (l *listener) toEnd() {
	l.t.Helper()
	opened := l.hear("pages. You have done it", "Page 1 of", "to leave:")
	l.say(regexp.MustCompile(`(\d+) pages`).FindStringSubmatch(opened)[1])
}

// Whoever ends the input in the middle loses nothing that was confirmed.
func TestPlainIsLeftInTheMiddle(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*listener){
		"Ctrl+D":  func(l *listener) { l.press("\x04") },
		"Ctrl+C":  func(l *listener) { l.press("half an answer\x03") },
		"SIGTERM": func(l *listener) { l.signal(syscall.SIGTERM) },
		"SIGHUP":  func(l *listener) { l.signal(syscall.SIGHUP) },
	} {
		t.Run(name, func(t *testing.T) {
			data := setUpData(t)
			l := listen(t, data, "lesson", "open", "fnd-what-ai-is")
			l.hear("Page 1 of", "to leave:")
			l.say("b") // there is no page before the first
			l.hear("Page 1 of", "to leave:")
			l.say("g")
			l.hear("Enter alone for all terms of this lesson:")
			l.say("generative")
			l.hear("Generative AI:", "to leave:")
			l.say("nothing")
			l.hear("The number of a page goes to it", "to leave:")
			l.say("2")
			l.hear("Page 2 of", "to leave:")
			l.say("")
			l.hear("Page 3 of", "to leave:")
			l.say("c")
			l.hear("Right.", "to leave:")
			leave(l)
			l.hear("Everything is kept.")
			l.leave("")
			did, err := store.New(data, time.Now).Lesson("fnd-what-ai-is")
			if err != nil || did.Page != "invoice-tool" || !slices.Equal(did.Answered, []string{"invoice-tool"}) {
				t.Errorf("%+v, %v", did, err)
			}
		})
	}
}

// A set-up that is broken off leaves nothing behind, and is asked again.
func TestPlainSetUpBrokenOff(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	l := listen(t, data)
	l.hear("none:")
	l.say("Ines")
	l.hear("for Other:")
	l.leave("\x04")
	l = listen(t, data, "setup")
	l.hear("What shall we call you?", "none:")
	l.say("\x1b[A\x1b[DInes") // arrow keys leave no trace
	l.hear("for Other:")
	l.say("1")
	l.hear("for Marketing:")
	l.say("")
	l.hear("Kept: Ines, Marketing, Marketing pathway.")
	l.end()
}

// Where a cloud copies the folder, the set-up ends with what is better.
func TestTalkSetUpInASyncedFolder(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if err := os.Mkdir(filepath.Join(data, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	l := listen(t, data, "setup")
	l.hear("none:")
	l.say("Ines")
	l.hear("for Other:")
	l.say("1")
	l.hear("for Marketing:")
	l.say("")
	l.hear("Kept: Ines", "Syncthing copies it", "WAYMARK_DATA", "waymark merge")
	l.end()
}

// A terminal that can do nothing but lines gets lines, without being asked to.
func TestDumbTerminal(t *testing.T) {
	t.Parallel()
	l := &listener{terminal: start(t, setting{env: []string{"TERM=dumb"}})}
	l.hear("Welcome to Waymark", "none:")
	l.leave("\x04")
}

// Without a terminal nothing is asked: with an input that is empty, and with one
// that stays open and says nothing.
func TestPlainWithoutATerminal(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	for _, args := range []string{
		"", "status", "lesson open fnd-what-ai-is", "review", "module check foundations", "setup",
	} {
		for _, open := range []bool{false, true} {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			cmd := exec.CommandContext(ctx, "waymark", append([]string{"--plain", "--data", data}, strings.Fields(args)...)...)
			if open {
				in, err := cmd.StdinPipe()
				if err != nil {
					t.Fatal(err)
				}
				defer in.Close()
			}
			out, err := cmd.CombinedOutput()
			asked := regexp.MustCompile(`(Enter|to leave|quits).*:\s*$`).Match(out)
			if args == "setup" != (err != nil) || ctx.Err() != nil || asked || len(out) == 0 {
				t.Errorf("waymark %s, input open: %v: %v, %v: %s", args, open, err, ctx.Err(), out)
			}
			cancel()
		}
	}
}
