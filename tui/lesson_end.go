package tui

import (
	"fmt"
	"slices"

	"waymark/store/clean"
	"waymark/store/progress"
)

// drawEnd sums the lesson up: what was shown, what is still open, and the
// question of the lesson's human skill.
func (l lesson) drawEnd(s *sheet) {
	open := l.openWork()
	if len(open) == 0 {
		s.add(noRow, l.look.Good.Render(l.look.Symbols.Yes+" Lesson done"))
	} else {
		s.add(noRow, l.look.Warn.Render(l.look.Symbols.Half+" Not done yet"))
		for _, what := range open {
			s.hang(noRow, "   ", what)
		}
	}
	s.gap()
	s.add(noRow, l.look.Title.Render("What you have shown"))
	for _, o := range l.loaded.lesson.Objectives {
		sign, word := l.look.Symbols.Empty, "not shown yet"
		if l.shown(o.ID) {
			sign, word = l.look.Good.Render(l.look.Symbols.Full), "shown"
		}
		s.hang(noRow, " "+sign+" ", clean.Line(o.Text)+l.look.Dim.Render("  "+word))
	}
	s.gap()
	if question := clean.Line(l.loaded.lesson.Reflection); question != "" {
		s.hang(noRow, l.look.Accent.Render("To think about  "), question)
		if own := clean.Text(l.loaded.did.Reflection); own != "" {
			s.hang(noRow, l.look.Dim.Render("You wrote       "), own)
		} else {
			s.add(noRow, l.look.Dim.Render("Press w to write your answer; only you see it."))
		}
		s.gap()
	}
	if n := len(l.loaded.body.Cards); n > 0 && len(open) == 0 {
		s.add(noRow, l.look.Dim.Render(fmt.Sprintf("%d questions of this lesson are kept for spaced review.", n)))
	}
	s.add(noRow, l.goOn())
}

// openWork lists what is left to do before the lesson is done.
func (l lesson) openWork() []string {
	if !l.loaded.did.Done.IsZero() {
		return nil
	}
	var open []string
	if n := len(l.loaded.body.Items) - progress.Answered(l.loaded.body.ItemIDs(), l.loaded.did); n == 1 {
		open = append(open, "1 question waits for an answer (c shows where)")
	} else if n > 1 {
		open = append(open, fmt.Sprintf("%d questions wait for an answer (c shows where)", n))
	}
	if l.loaded.body.Exercise.Task != "" && l.loaded.did.Exercise.IsZero() {
		open = append(open, "the exercise is not marked as done (x on its page)")
	}
	return open
}

// shown reports that an item of the objective was answered right.
func (l lesson) shown(objective string) bool {
	for _, item := range l.loaded.body.Items {
		for _, a := range attemptsAt(l.loaded.attempts, item) {
			if item.Objective == objective && a.Right {
				return true
			}
		}
	}
	return false
}

// firstOpen is the first page with work that makes the lesson done, or empty.
func (l lesson) firstOpen() string {
	if !l.loaded.did.Done.IsZero() {
		return ""
	}
	for _, p := range l.pages {
		needed := p.item != nil && p.item.Lesson == l.id && slices.Contains(l.loaded.body.ItemIDs(), p.item.ID)
		unanswered := needed && !slices.Contains(l.loaded.did.Answered, p.item.ID)
		if unanswered || p.kind == exercisePage && l.loaded.did.Exercise.IsZero() {
			return p.id
		}
	}
	return ""
}

func (l lesson) goOn() string {
	if l.firstOpen() != "" {
		return l.look.Accent.Render("Enter goes to what is still open.")
	}
	if l.loaded.next == "" {
		return l.look.Accent.Render("Enter goes back. No other lesson of your pathway is open.")
	}
	next, err := l.env.Catalogue.Lesson(l.loaded.next)
	if err != nil {
		return ""
	}
	return l.look.Accent.Render("Enter opens the next lesson: " + clean.Line(next.Title))
}
