package tui

import (
	"fmt"
	"slices"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// endRows is what can be done after a check. What is right for most stands first.
func (c checkScreen) endRows() []choice {
	var rows []choice
	for _, id := range progress.Returns(c.loaded.last) {
		if _, known := c.loaded.titles[id]; !known {
			continue
		}
		right, all := progress.RightOf(c.loaded.last, id)
		rows = append(rows, choice{value: id, title: c.lessonTitle(id), right: fmt.Sprintf("%d of %d right", right, all)})
	}
	if len(c.loaded.ahead().Items) > 0 {
		rows = append(rows, choice{value: rowBegin, title: "Another check, with " + c.freshness()})
	}
	done := choice{value: rowBack, title: "Go back"}
	if c.loaded.last.Passed {
		return slices.Insert(rows, 0, done)
	}
	return append(rows, done)
}

// drawEnd says how the check went, and what that changed.
func (c checkScreen) drawEnd(s *sheet) {
	t := c.loaded.last
	score := fmt.Sprintf("%d of %d right", t.Right(), len(t.Items))
	if t.Passed {
		s.add(noRow, c.look.Good.Render(c.look.Symbols.Yes+" Passed: "+score)+c.look.Dim.Render("  "+onDay(t)))
		c.drawChanged(s)
		if len(progress.Returns(t)) > 0 {
			s.gap()
			s.add(noRow, "Worth another look, where not every answer was right:")
		}
		return
	}
	s.add(noRow, c.look.Warn.Render(c.look.Symbols.Half+" Not passed yet: "+score)+c.look.Dim.Render("  "+onDay(t)))
	s.add(noRow, fmt.Sprintf("%d of %d pass it. Nothing is lost: what you showed stays shown.", t.Needed(), len(t.Items)))
	if p := c.loaded.passed; p.ID != "" {
		s.add(noRow, "You passed an earlier one "+onDay(p)+". That stays.")
	}
	s.gap()
	worth := "These lessons are worth returning to."
	if c.early() {
		worth = "These lessons are worth your time."
	}
	s.add(noRow, worth+" Enter opens one:")
}

// drawChanged says what passing the check changed.
func (c checkScreen) drawChanged(s *sheet) {
	t := c.loaded.last
	known, cards := 0, 0
	for _, l := range t.Lessons {
		if c.madeKnown(l.ID) {
			known++
		}
		for _, card := range c.loaded.cards {
			if card.Added.Equal(t.Finished) && slices.Contains(l.Cards, card.ID) {
				cards++
			}
		}
	}
	if known+cards == 0 {
		return
	}
	s.gap()
	if known > 0 {
		s.hang(noRow, sign(c.look, progress.TestedOut)+" ", countOf(known, "lesson counts", "lessons count")+" as known now, and need not be done.")
	}
	if cards > 0 {
		s.hang(noRow, c.look.Symbols.Dot+" ", countOf(cards, "question joins", "questions join")+" your reviews, so that what you know stays.")
	}
}

// madeKnown reports that a lesson counts as known by this check.
func (c checkScreen) madeKnown(lesson string) bool {
	t := c.loaded.last
	return t.Passed && c.loaded.did[lesson].Tested.Equal(t.Finished)
}

// drawShown lists, by lesson, what the check showed of each objective.
func (c checkScreen) drawShown(s *sheet) {
	s.add(noRow, c.look.Title.Render("What this check showed"))
	for _, l := range c.loaded.last.Lessons {
		s.gap()
		title := c.look.Strong.Render(c.lessonTitle(l.ID))
		if c.madeKnown(l.ID) {
			title = sign(c.look, progress.TestedOut) + " " + title + c.look.Dim.Render("  known now")
		}
		s.add(noRow, title)
		for _, o := range c.loaded.titles[l.ID].Objectives {
			sign, word := c.shown(l.ID, o.ID)
			s.hang(noRow, " "+sign+" ", clean.Line(o.Text)+c.look.Dim.Render("  "+word))
		}
	}
}

// shown is what the check showed of an objective, as a sign and in words. A right
// answer that was a guess shows nothing yet.
func (c checkScreen) shown(lesson, objective string) (sign, words string) {
	all, right, sure := 0, 0, 0
	for _, i := range c.loaded.last.Items {
		if i.Lesson() != lesson || i.Objective != objective {
			continue
		}
		all++
		if i.Right {
			right++
		}
		if slices.ContainsFunc(c.loaded.attempts, func(a store.Attempt) bool {
			return a.Check == c.loaded.last.ID && a.Lesson+"#"+a.Item == i.Ref && a.Shows()
		}) {
			sure++
		}
	}
	switch {
	case all == 0:
		return c.look.Dim.Render(c.look.Symbols.Dot), "not asked"
	case sure == all:
		return c.look.Good.Render(c.look.Symbols.Full), "shown"
	case right == all:
		return c.look.Warn.Render(c.look.Symbols.Half), "right, but a guess"
	case right > 0:
		return c.look.Warn.Render(c.look.Symbols.Half), fmt.Sprintf("%d of %d right", right, all)
	}
	return c.look.Dim.Render(c.look.Symbols.Empty), "not yet"
}
