//go:build unix

package cli_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/store"
)

// The menu leads to the journal and the modules, and back.
func TestPlainMenu(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	l := listen(t, data)
	l.hear("5. Journal", "alone for 1:")
	l.say("5")
	l.hear("Journal: 0 entries.", "to go back:")
	l.say("1")
	l.hear("What do you want to try?", "goes back:")
	l.say("Warmer tone ┌─┐")
	l.hear("What do you expect?", "empty:")
	l.say("")
	l.hear("Logged in your journal: Warmer tone", "to go back:")
	l.say("2")
	l.hear("Verdict: open", "commands do:")
	l.say("w")
	l.hear("empty:")
	l.say("Fewer questions")
	l.hear("empty:")
	l.say("")
	l.hear("How did it go?", "1. worked", "open:")
	l.say("1")
	l.hear("What comes next?", "1. adopt", "open:")
	l.say("2")
	l.hear("Kept.", "Verdict: worked", "commands do:")
	l.say("")
	l.hear("to go back:")
	l.say("")
	l.hear("alone for 1:")
	l.say("3")
	l.hear("Modules:", "1. Foundations", "check not taken", "to go back:")
	l.say("1")
	l.hear("Module: Foundations", "1. What AI is, and is not", "Check what you know", "to go back:")
	l.say("q")
	l.hear("to go back:")
	l.say("b")
	l.hear("alone for 1:")
	l.say("9")
	l.hear("Taken back: closing the journal entry", "alone for 1:")
	l.say("6")
	l.hear("1. Activity", "2. Mastery", "to go back:")
	l.say("2")
	l.hear("Mastery.", "not shown", "Progress.", "to go back:")
	l.say("")
	l.hear("alone for 1:")
	l.say("10")
	l.hear("Ctrl+D", "Enter goes back:")
	l.say("")
	l.hear("alone for 1:")
	// What is echoed is the person's own; the program says nothing of it.
	out := strings.Replace(l.wrote(), "Warmer tone ┌─┐", "", 1)
	if at := drawn.FindString(out); at != "" {
		t.Errorf("said %q", at)
	}
	l.press("\x04")
	if code := l.end(); code != 0 {
		t.Errorf("ended with code %d", code)
	}
}

// A long journal is read out twenty entries at a time.
func TestPlainJournalComesByPages(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	at := time.Now().Add(-time.Hour)
	s := store.New(data, func() time.Time { at = at.Add(time.Second); return at })
	for i := range 45 {
		if _, _, err := s.AddExperiment(store.Experiment{Title: fmt.Sprintf("Try %d", i+1)}); err != nil {
			t.Fatal(err)
		}
	}
	l := listen(t, data)
	l.hear("alone for 1:")
	l.say("5")
	l.hear("Journal: 45 entries, here 1 to 20, newest first.", "2. Try 45: open", "21. Try 26", "22. More, older entries", "to go back:")
	l.say("22")
	l.hear("here 21 to 40", "2. Try 25: open", "22. More, older entries", "to go back:")
	l.say("22")
	l.hear("here 41 to 45", "2. Try 5: open", "6. Try 1: open", "to go back:")
	l.say("6")
	l.hear("Try 1", "what commands do:")
	l.say("")
	l.hear("here 41 to 45", "to go back:")
	l.leave("\x04")
}

// Whoever is lost types ?, and each list says how it is left. A long line that was
// typed by mistake is not read out again.
func TestPlainSaysWhereOneIs(t *testing.T) {
	t.Parallel()
	l := listen(t, t.TempDir())
	l.hear("q to leave, or Enter alone for none:")
	l.say("?")
	l.hear("A first name is enough.", "none:")
	l.say("")
	l.hear("10. Other", "q to leave, or Enter alone for Other:")
	l.say("?")
	l.hear("10. Other", "for Other:")
	l.say(strings.Repeat("wrong ", 100))
	l.hear(`There is no "wrong wrong wrong wrong wrong wrong w..." here.`, "? reads the list again, and q leaves it.", "for Other:")
	l.say("q")
	l.hear("You left the questions. Nothing was changed.")
	l.end()
}

// Settings are changed from the menu, and a value that cannot be is refused.
func TestPlainSettings(t *testing.T) {
	t.Parallel()
	l := listen(t, setUpData(t))
	l.hear("alone for 1:")
	l.say("8")
	l.hear("Settings:", "5. Goal: 15", "to go back:")
	l.say("5")
	l.hear("To choose from: 5 to 120", "to keep it:")
	l.say("a lot")
	l.hear("That did not work", "to go back:")
	l.say("5")
	l.hear("to keep it:")
	l.say("20")
	l.hear("goal: 20", "5. Goal: 20", "to go back:")
	l.say("5")
	l.hear("default for what Waymark proposes", "to keep it:")
	l.say("default")
	l.hear("goal: 15", "5. Goal: 15", "to go back:")
	l.say("1")
	l.hear("Three questions.", "to keep Ines:")
	l.say("q")
	l.hear("to go back:")
	l.say("")
	l.hear("of 15 min", "alone for 1:")
	l.leave("\x04")
}

// A few questions after the set-up propose where to start; they are left and gone
// on with.
func TestPlainPlacement(t *testing.T) {
	t.Parallel()
	l := listen(t, t.TempDir())
	for _, prompt := range []string{"none:", "for Other:", "for Essentials:"} {
		l.hear(prompt)
		l.say("")
	}
	l.hear("2. Find out with a few questions", "for the beginning:")
	l.say("2")
	l.hear("Question 1, at most 12. About Foundations:", "to leave:")
	l.say("q")
	l.hear("They go on where you were.", "alone for 1:")
	l.say("3")
	l.hear("8. Find out where to start", "to go back:")
	l.say("8")
	for _, question := range []string{"Question 1,", "Question 2,"} {
		l.hear(question, "Enter alone if you do not know it", "to leave:")
		l.say("")
	}
	l.hear("Start at the beginning: its first lessons are new to you", "2 answers can only tell so much", "1. Start at the beginning", "to leave it as it is:")
	l.say("1")
	l.hear("You start at the beginning.", "Modules:", "to go back:")
	l.leave("\x04")
}

// A text with planted errors is read line by line, and handed in once.
func TestPlainDrill(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	drills, err := newLearner(t).catalogue.Drills("hr")
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t, data)
	l.hear("4. Find the errors", "alone for 1:")
	l.say("4")
	l.hear("You have not looked for errors", "1. HR: 0 of", "to go back:")
	l.say("1")
	l.hear("1. "+drills[0].Title+": new", "to go back:")
	l.say("1")
	l.hear("What it wrote.", "Line 1: "+drills[0].Lines()[0].Text, "goes back:")
	l.say("99")
	l.hear(`"99" is no line`, "goes back:")
	l.say("r")
	l.hear("Line 1:", "goes back:")
	l.say("?")
	l.hear("Each line is wrong or sound.", "goes back:")
	l.say("1")
	l.hear("Line 1, ", "All other lines are sound.", "So far you", "Enter goes on:")
	l.say("")
	l.hear("1. HR: 1 of", "to go back:")
	l.leave("\x04")
	readings, err := store.New(data, time.Now).Drills()
	if err != nil || len(readings) != 1 || !slices.Equal(readings[0].Marked, []int{1}) {
		t.Errorf("%+v, %v", readings, err)
	}
	l = listen(t, data, "drill", "run", drills[1].Ref)
	l.hear("What it wrote.", "goes back:")
	l.say("none")
	l.hear("So far you", "Enter goes on:")
	l.leave("\r")
}

// A lesson is read in the language wished for, and one that is not translated says so.
func TestALessonInLinesInAnotherLanguage(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	for lesson, words := range map[string][]string{
		"two-cups": {"Lesson: Zwei Tassen ohne Namen", "Mei kauft Tee"},
		"ten-cups": {"Lesson: Ten cups say more", "in English: not translated yet."},
	} {
		l := &listener{terminal: start(t, setting{data: data, env: []string{"WAYMARK_LANGUAGE=de"}}, "--plain", "--pack", "../curriculum/testdata/languages", "lesson", "open", lesson)}
		l.hear(words...)
		l.leave("q\r")
	}
}
