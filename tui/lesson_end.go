package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// drawEnd sums the lesson up: what was shown, what is still open, and the
// question of the lesson's human skill.
func (l lesson) drawEnd(s *sheet) {
	open := l.openWork()
	if progress.StateOf(l.loaded.did) == progress.TestedOut {
		s.hang(noRow, sign(l.look, progress.TestedOut)+" ", l.look.Good.Render("Known")+l.look.Dim.Render("  you passed a check that covers it; what is open here is up to you"))
	} else if len(open) == 0 {
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
	l.drawPolicy(s)
	if question := clean.Line(l.loaded.lesson.Reflection); question != "" {
		s.hang(noRow, l.look.Accent.Render("To think about  "), question)
		if own := clean.Text(l.loaded.did.Reflection); own != "" {
			s.hang(noRow, l.look.Dim.Render("You wrote       "), own)
		} else {
			s.add(noRow, l.look.Dim.Render("Press w to write your answer; only you see it."))
		}
		s.gap()
	}
	if words := l.comeBackWords(); words != "" && len(open) == 0 {
		s.add(noRow, l.look.Dim.Render(words))
	}
	if l.loaded.drills != "" {
		s.add(noRow, l.look.Dim.Render(drillsOf(l.loaded.drills)))
	}
	l.drawGoOn(s)
}

// openWork lists what is left to do before the lesson is done.
func (l lesson) openWork() []string {
	if progress.StateOf(l.loaded.did).Complete() {
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

// shown reports that an answer showed the objective, here or in a check.
func (l lesson) shown(objective string) bool {
	items := map[string]string{} // objective by item id, for answers that do not name theirs
	for _, item := range l.loaded.body.Items {
		items[item.ID] = item.Objective
	}
	return slices.ContainsFunc(l.loaded.attempts, func(a store.Attempt) bool {
		return a.Lesson == l.id && a.Shows() && cmp.Or(a.Objective, items[a.Item]) == objective
	})
}

// comeBackWords say what of a finished lesson comes back in the reviews: the questions
// that were answered, and its cards, which the lesson itself does not show.
func (l lesson) comeBackWords() string {
	questions, cards := 0, len(l.loaded.body.Cards)
	for _, item := range l.loaded.body.Items {
		if progress.ItemCard(item) != "" && slices.Contains(l.loaded.did.Answered, item.ID) {
			questions++
		}
	}
	var parts []string
	if questions > 0 {
		parts = append(parts, countOf(questions, "question", "questions"))
	}
	if cards > 0 {
		parts = append(parts, countOf(cards, "card", "cards"))
	}
	if len(parts) == 0 {
		return ""
	}
	verb := map[bool]string{true: "comes", false: "come"}[questions+cards == 1]
	return fmt.Sprintf("%s of this lesson %s back in your reviews.", strings.Join(parts, " and "), verb)
}

// firstOpen is the first page with work that makes the lesson done, or empty.
func (l lesson) firstOpen() string {
	if progress.StateOf(l.loaded.did).Complete() {
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

// drawGoOn says where Enter leads.
func (l lesson) drawGoOn(s *sheet) {
	next := ""
	if other, err := l.env.Catalogue.Lesson(l.loaded.next); l.loaded.next != "" && err == nil {
		next = clean.Line(other.Title)
	}
	switch check := l.loaded.check; {
	case l.firstOpen() != "":
		s.add(noRow, l.look.Accent.Render("Enter goes to what is still open."))
	case check.module != "":
		s.add(noRow, l.look.Accent.Render("Enter opens the module check of "+clean.Line(check.title)+".")+l.look.Dim.Render("  "+check.state))
		if next != "" {
			s.add(noRow, l.look.Dim.Render("Or press l for the next lesson: "+next))
		}
	case next != "":
		s.add(noRow, l.look.Accent.Render("Enter opens the next lesson: "+next))
	default:
		s.add(noRow, l.look.Accent.Render("Enter goes back. No other lesson of your pathway is open."))
	}
}

// endKeys are the keys of the last page.
func (l lesson) endKeys() []key.Binding {
	keys := []key.Binding{bind("go on", "enter")}
	if l.loaded.check.module != "" && l.firstOpen() == "" {
		keys = []key.Binding{bind("module check", "enter")}
		if l.loaded.next != "" {
			keys = append(keys, l.keys.skip)
		}
	}
	if l.loaded.asksPolicy() {
		keys = append(keys, l.keys.policy)
	}
	if l.loaded.drills != "" {
		keys = append(keys, l.keys.drills)
	}
	return append(keys, l.keys.reflect, l.keys.prev, l.keys.contents)
}
