package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/progress"
	"waymark/store/review"
)

// learned is a person who learned on four days of each of the last twelve weeks:
// a lesson every other week, its questions again later, reviews, texts with
// errors, and two experiments that came to an end.
func learned(s *store.Store) {
	must(os.WriteFile(s.File(), learnedFile(), 0o600))
}

// learnedFile is the file of that person, made once for all frames.
var learnedFile = sync.OnceValue(func() []byte {
	dir, err := os.MkdirTemp("", "waymark")
	must(err)
	defer os.RemoveAll(dir)
	at := morning()
	past := store.New(dir, func() time.Time { at = at.Add(40 * time.Second); return at })
	setUp(past)
	learn(past, func(t time.Time) { at = t })
	_, err = past.Experiments() // takes the new entries into the file
	must(err)
	file, err := os.ReadFile(past.File())
	must(err)
	return file
})

func learn(past *store.Store, goTo func(time.Time)) {
	lessons := []string{"fnd-what-ai-is", "fnd-how-llms-answer", "fnd-jagged-frontier", "fnd-confabulation", "prm-brief-clearly", "prm-context-and-data"}
	sitting := 0
	for week := range 12 {
		for _, day := range []int{0, 2, 3, 5} {
			at := morning().AddDate(0, 0, 7*(week-11)+day-6)
			goTo(at)
			answerAll(past, lessons[week/2], sitting)
			if day == 2 && week > 1 {
				answerAll(past, lessons[week/2-1], sitting)
			}
			reviewAll(past, at, sitting)
			sitting++
		}
		if week%2 == 1 {
			drilled(past, week)
		}
	}
	for _, x := range []store.Experiment{
		{Title: "Three examples", Verdict: store.Worked, Lesson: "fnd-what-ai-is"},
		{Title: "Ask for sources", Verdict: store.Failed, Lesson: "fnd-how-llms-answer"},
	} {
		_, _, err := past.AddExperiment(x)
		must(err)
	}
}

// answerAll answers the items of a lesson, most of them rightly, and says of
// some how sure it is.
func answerAll(s *store.Store, lesson string, sitting int) {
	meta, body := read(lesson)
	need := progress.Requirement(meta, body)
	for i, item := range body.Items {
		a := progress.Answer{Text: item.Format(item.Answer)}
		a.Grade.Right = (sitting+i)%7 != 0
		a.Confidence = []string{store.Sure, "", store.Guess}[(sitting+i)%3]
		if item.SelfJudged() {
			a.Self, a.Confidence = "met", ""
		}
		_, err := s.RecordAttempt(progress.Attempt(item, a), need)
		must(err)
	}
	_, err := s.MarkExercise(lesson, need)
	must(err)
}

func reviewAll(s *store.Store, at time.Time, sitting int) {
	cards, err := s.Cards()
	must(err)
	for i, c := range cards {
		if !c.Waits(at.Format(time.DateOnly)) {
			continue
		}
		grade := review.Good
		if (sitting+i)%8 == 0 {
			grade = review.Again
		}
		_, err := s.ReviewCard(c.ID, grade)
		must(err)
	}
}

// drilled reads two texts of two errors and ten lines each, and gets better.
func drilled(s *store.Store, week int) {
	for i := range 2 {
		hits := min(2, (week+i)/4)
		d := store.Drill{Drill: fmt.Sprintf("marketing/text-%d-%d", week, i), Hits: hits, Misses: 2 - hits, FalseAlarms: (12 - week) / 5, Rejections: 8 - (12-week)/5}
		_, err := s.RecordDrill(d)
		must(err)
	}
}

// begun is a person who answered three questions yesterday.
func begun(s *store.Store) {
	daysAgo(1, func(s *store.Store) {
		_, body := read("fnd-what-ai-is")
		for _, item := range body.Items[:3] {
			a := progress.Answer{Text: item.Format(item.Answer), Confidence: store.Sure}
			a.Grade.Right = true
			_, err := s.RecordAttempt(progress.Attempt(item, a), store.Requirement{Items: body.ItemIDs()})
			must(err)
		}
		_, err := s.RecordDrill(store.Drill{Drill: "marketing/spring-newsletter", Hits: 1, Misses: 1, Rejections: 9})
		must(err)
	})(s)
}

// progressStories are the frames of Progress.
func progressStories() []story {
	return []story{
		{name: "progress-empty", keys: []string{"5"}},
		{name: "progress-begun", keys: []string{"5"}, with: begun},
		{name: "progress-help", keys: append(section(1), "?"), with: begun},
		{name: "progress-ascii", keys: section(4), with: learned, ascii: true},
		{name: "progress-activity", keys: section(0), with: learned},
		{name: "progress-mastery", keys: section(1), with: learned},
		{name: "progress-mastery-empty", keys: section(1)},
		{name: "progress-mastery-begun", keys: section(1), with: begun},
		{name: "progress-competencies", keys: section(2), with: learned},
		{name: "progress-competencies-empty", keys: section(2)},
		{name: "progress-competencies-begun", keys: section(2), with: begun},
		{name: "progress-reviews", keys: section(3), with: learned},
		{name: "progress-reviews-empty", keys: section(3)},
		{name: "progress-reviews-begun", keys: section(3), with: begun},
		{name: "progress-sureness", keys: section(4), with: learned},
		{name: "progress-sureness-empty", keys: section(4)},
		{name: "progress-sureness-begun", keys: section(4), with: begun},
		{name: "progress-errors", keys: section(5), with: learned},
		{name: "progress-errors-empty", keys: section(5)},
		{name: "progress-errors-begun", keys: section(5), with: begun},
	}
}

func TestProgressShowsOneSectionAtATime(t *testing.T) {
	d := drive(t, 80, 24, learned).press("5").see("[Activity]", "Minutes in each week", "days of learning in a row").not("What you still knew")
	d.press("right").see("[Mastery]", "of 49 objectives are shown").press("right").see("[Competencies]", "AI literacy")
	d.press("right").see("[Reviews]", "Questions that come up").press("right").see("[Sureness]", "you were sure about")
	d.press("right").see("[Errors]", "you find 14 of 24 errors").press("right").see("[Activity]")
	d.press("left").see("[Errors]").press("y", "enter").see("[Errors]").press("d").see("Find the errors").press("esc").see("[Errors]").press("esc").see("[1 Today]")
	d.press("5").see("[Errors]")
}

func TestProgressWritesAFileForAnotherSystem(t *testing.T) {
	for name, holds := range map[string]string{"mine.csv": "lesson,fnd-what-ai-is,", "mine.json": "https://waymark.invalid/waymark/lesson/fnd-what-ai-is"} {
		file := filepath.Join(t.TempDir(), name)
		d := drive(t, 80, 24, learned).press("5", "x").see("which file shall it be?", "No answers, no scores")
		d.press("ctrl+u").write(file).press("enter").see("Written: ", "[Activity]")
		content, err := os.ReadFile(file)
		must(err)
		if text := string(content); !strings.Contains(text, holds) || strings.Contains(text, "Ines") {
			t.Errorf("no %q, or a name, in %s", holds, text)
		}
		d.press("x", "ctrl+u").write(file).press("enter").see("There is such a file already")
		d.press("ctrl+u").write("mine.xml").press("enter").see("has to end in .csv or .json")
	}
}

func TestProgressScrolls(t *testing.T) {
	d := drive(t, 80, 24, learned).press("5", "right").see("Foundations", "more").not("What AI is, and is not")
	d.press("pgdown").see("What AI is, and is not").press("end").not("more").press("home").see("18 of 49")
	for range 4 {
		d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: 9, Y: 9})
	}
	d.see("What AI is, and is not").press("right", "left").see("18 of 49")
}

func TestProgressByMouse(t *testing.T) {
	d := drive(t, 80, 24, learned).press("5")
	d.click(13, 2).see("[Mastery]").click(50, 2).see("[Sureness]").click(79, 2).see("[Sureness]").click(3, 10).see("[Sureness]")
	d = drive(t, 60, 20, learned).press("5").see("← [Activity] →  1 of 6")
	d.click(12, 2).see("[Mastery]").click(1, 2).click(1, 2).see("[Errors]")
}

func TestProgressFollowsTheFile(t *testing.T) {
	d := drive(t, 80, 24).press("5").see("you have learned nothing yet")
	begun(d.store)
	d.send(changedMsg{})
	d.see("you learned on 1 day", "One day: the next one makes it a row")
	_, err := d.store.UpdateProfile(map[string]string{"streak": "off"})
	must(err)
	d.send(changedMsg{})
	d.see("you learned on 1 day").not("a row")
}

func TestProgressWithoutThePack(t *testing.T) {
	drive(t, 80, 24, begun, func(s *store.Store) {
		_, err := s.UpdateProfile(map[string]string{"pathway": "path-gone"})
		must(err)
	}).press("5", "right").see("of 3 objectives", "Foundations")
}

// Whatever the size, a frame holds to its window, and each section says something.
func TestProgressFitsAnyWindow(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {41, 30}, {67, 13}, {100, 12}, {200, 60}} {
		d := drive(t, size[0], size[1], learned).press("5")
		for range progressSections() {
			checkFrame(t, d.model.View().Content, size[0], size[1])
			d.press("end", "right")
		}
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.see("[Activity]", "Minutes in each week", "Days, a column for each week")
	}
}

func TestProgressExplainsItsFigures(t *testing.T) {
	for at, words := range []string{"lunch", "seven days later", "seven days later", "FSRS", "Brier", "z(H)"} {
		drive(t, 120, 40, learned).press(section(at)...).press("?").see("What it means", words).press("esc").see("5 Progress")
	}
	d := drive(t, 60, 20, learned).press(section(1)...).press("?").see("more").not("Shown once")
	d.press("pgdown").see("Shown once").press("pgdown", "pgdown").see("A level may fall").not("more").press("pgup", "pgup", "pgup", "pgup").see("On this screen")
}
