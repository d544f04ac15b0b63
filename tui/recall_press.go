package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/review"
)

// press gives a key to the item that is being answered, or acts on it.
func (r recall) press(msg tea.KeyPressMsg) (recall, tea.Cmd) {
	h, k := r.hand, msg.String()
	switch {
	case h.empty() || h.busy:
		return r, nil
	case h.asks() && h.quiz.takes(k):
		return r.give(msg)
	case key.Matches(msg, r.keys.lesson):
		return r, open(newLesson(r.env, h.Lesson.ID))
	case h.answered():
		return r.pressAnswered(msg)
	case key.Matches(msg, r.keys.bury):
		return r.bury()
	case key.Matches(msg, r.keys.suspend):
		return r.suspend()
	case key.Matches(msg, r.keys.later):
		return r.putLast()
	case h.Item == nil && !h.open && key.Matches(msg, r.keys.show):
		return r.turnOver(), nil
	case h.Item == nil && h.open:
		return r.pressOpen(msg)
	}
	r.view = scrolled(r.view, k)
	return r, nil
}

// turnOver shows the answer of a flash card, and the grades below it.
func (r recall) turnOver() recall {
	r.hand.open, r.said = true, ""
	return r.layout().reveal()
}

// pressOpen grades the card whose answer shows.
func (r recall) pressOpen(msg tea.KeyPressMsg) (recall, tea.Cmd) {
	grades := review.Grades()
	if row := digitRow(msg.String(), len(grades)); row != noRow {
		return r.grade(grades[row])
	}
	if key.Matches(msg, r.keys.grade) {
		return r.grade(grades[r.hand.at])
	}
	if at := moved(r.hand.at, msg.String(), len(grades)); at != r.hand.at {
		r.hand.at = at
		return r.layout().reveal(), nil
	}
	r.view = scrolled(r.view, msg.String())
	return r, nil
}

// pressAnswered reads on in the explanation of an item, and goes to the next card.
func (r recall) pressAnswered(msg tea.KeyPressMsg) (recall, tea.Cmd) {
	switch {
	case key.Matches(msg, r.keys.next) && msg.String() != "right" && !r.view.AtBottom():
		r.view.PageDown()
		return r, nil
	case key.Matches(msg, r.keys.next):
		return r.next()
	}
	r.view = scrolled(r.view, msg.String())
	return r, nil
}

// putLast passes the card over: it comes again after all others.
func (r recall) putLast() (recall, tea.Cmd) {
	if len(r.up.recalls) < 2 {
		return r, notice("It is the last one for today. Esc leaves it for another time.")
	}
	r.later = append(slices.Clone(r.later), r.hand.Card.ID)
	r.said, r.undoes = "Skipped: it comes again at the end.", false
	return r.next()
}

// give hands input to the item in hand, and keeps what was answered.
func (r recall) give(msg tea.Msg) (recall, tea.Cmd) {
	if !r.hand.asks() || r.hand.busy {
		return r, nil
	}
	before := r.hand.quiz
	q, given := before.update(msg, r.measure())
	r.hand.quiz, r.said = q, ""
	r.env.Drafts.keep(recallDraft(r.hand.Recall), q.draft())
	r = r.layout()
	r.pane = r.follow(before, q)
	if given == nil {
		return r, nil
	}
	return r.keep(*given)
}

// The rows that a click finds besides those of grades and items.
const (
	showRow = 100 + iota
	nextRow
)

func (r recall) click(msg tea.MouseClickMsg) (recall, tea.Cmd) {
	switch row := r.rowUnder(msg); {
	case row == noRow || r.hand.empty() || r.hand.busy:
	case row == showRow:
		return r.turnOver(), nil
	case row == nextRow:
		return r.next()
	case r.hand.asks():
		return r.give(rowMsg{row})
	case r.hand.open:
		return r.grade(review.Grades()[row])
	}
	return r, nil
}

// Claims reports that a key answers the item in hand: letters where words are
// asked for, whatever else they mean.
func (r recall) Claims(k string) bool {
	return r.hand.asks() && r.hand.quiz.ask.typing() && r.hand.quiz.claims(k)
}

// Typing implements Screen.
func (r recall) Typing() bool { return r.hand.asks() && r.hand.quiz.typing() }

// ShortHelp implements Screen.
func (r recall) ShortHelp() []key.Binding {
	h := r.hand
	rest := []key.Binding{r.keys.bury, r.keys.suspend, r.keys.lesson}
	switch {
	case h.empty():
		return nil
	case h.answered():
		return []key.Binding{r.keys.next, r.keys.back, r.keys.lesson}
	case h.asks() && h.quiz.typing():
		return append(h.quiz.keys(), bind("leave the field", "esc"))
	case h.asks() && h.quiz.resting:
		return slices.Concat([]key.Binding{bind("answer", "enter")}, h.quiz.hintKey(), rest)
	case h.asks():
		return append(h.quiz.keys(), rest...)
	case h.open:
		return append([]key.Binding{bind(review.Grades()[h.at].String(), "enter"), r.keys.choose}, rest...)
	}
	return append([]key.Binding{r.keys.show}, rest...)
}

// FullHelp implements Screen.
func (r recall) FullHelp() [][]key.Binding {
	k := r.keys
	flash := []key.Binding{k.show, bindAs("1 2 3 4", "again, hard, good, easy", "1"), bindAs("↑↓ Enter", "choose a grade, give it", "up")}
	return [][]key.Binding{append(flash, k.later, bind("not today: ask tomorrow", "p"), bind("set aside: ask no more", "x"), k.lesson), quizHelp(bind("hint", "tab"))}
}
