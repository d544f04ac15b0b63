package tui

import (
	"errors"
	"fmt"
	"maps"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// refreshQuizzes makes the questions agree with what is stored: answered ones
// show their answer, the others are asked. What is being answered stays.
func (c checkScreen) refreshQuizzes() checkScreen {
	quizzes := map[string]quiz{}
	for _, i := range c.loaded.taken.Items {
		item, there := c.loaded.items[i.Ref]
		if !there {
			continue
		}
		q, open := c.quizzes[i.Ref]
		given := attemptsAt(c.loaded.attempts, item)
		switch {
		case open && (q.phase == keeping || i.Answered == (q.phase == kept)):
		case i.Answered && len(given) > 0:
			last := given[len(given)-1]
			q = newQuiz(item, progress.Seed(item, len(given)-1), "").recall(i.Answer, curriculum.Judgement(last.Self))
		default:
			q = newQuiz(item, progress.Seed(item, len(given)), c.env.Drafts.of(i.Ref))
		}
		q.sealed = true
		quizzes[i.Ref] = q
	}
	c.quizzes = quizzes
	return c
}

// pressAsk gives a key to the question, or moves on.
func (c checkScreen) pressAsk(msg tea.KeyPressMsg) (checkScreen, tea.Cmd) {
	q, asked := c.quiz()
	k := msg.String()
	switch {
	case (!asked || q.phase == kept) && (k == "enter" || k == "space"):
		if !c.view.AtBottom() {
			c.view.PageDown()
			return c, nil
		}
		return c.onward()
	case asked && q.takes(k):
		return c.give(msg)
	case key.Matches(msg, c.keys.next):
		return c.onward()
	case key.Matches(msg, c.keys.prev):
		return c.turnTo(max(0, c.at-1)), nil
	case key.Matches(msg, c.keys.quit) && c.loaded.isOpen():
		c.face = checkQuit
		c.view.SetYOffset(0)
		return c.fillRows(), nil
	}
	return c.scroll(k), nil
}

// give hands input to the question, and keeps what was answered.
func (c checkScreen) give(msg tea.Msg) (checkScreen, tea.Cmd) {
	q, asked := c.quiz()
	if c.face != checkAsk || !asked {
		return c, nil
	}
	before := q
	q, given := q.update(msg, c.measure())
	c = c.with(q).layout()
	c.env.Drafts.keep(q.item.Ref(), q.draft())
	c.pane = c.follow(before, q)
	if given == nil {
		return c, nil
	}
	return c, keepInCheck(c.env, c.loaded.taken.ID, *given)
}

// kept folds in that an answer is stored; only now the answer is explained.
func (c checkScreen) kept(msg checkKeptMsg) (checkScreen, tea.Cmd) {
	q, asked := c.quizzes[msg.ref]
	if msg.check != c.loaded.taken.ID || !asked || q.phase != keeping {
		return c, nil
	}
	c, again := c.reload()
	if errors.Is(msg.err, store.ErrInvalid) {
		return c.with(q.failed()), tea.Batch(notice("This check went on in another window. Here is how it stands."), again)
	}
	if msg.err != nil {
		return c.with(q.failed()), tea.Batch(send(failedMsg{msg.err}), again)
	}
	c.env.Drafts.keep(msg.ref, "")
	if here, _ := c.quiz(); here.item.Ref() == msg.ref {
		c.view.SetYOffset(0)
	}
	return c.with(q.stored()), again
}

// quiz is the question that shows; false where its item is gone.
func (c checkScreen) quiz() (quiz, bool) {
	if c.at >= len(c.loaded.taken.Items) {
		return quiz{}, false
	}
	q, asked := c.quizzes[c.loaded.taken.Items[c.at].Ref]
	return q, asked
}

// with puts a changed question in its place.
func (c checkScreen) with(q quiz) checkScreen {
	c.quizzes = maps.Clone(c.quizzes)
	c.quizzes[q.item.Ref()] = q
	return c
}

// isAnswered reports that a question has its answer, or is about to.
func (c checkScreen) isAnswered(at int) bool {
	i := c.loaded.taken.Items[at]
	q, asked := c.quizzes[i.Ref]
	return i.Answered || asked && q.phase >= keeping
}

func (c checkScreen) answered() int {
	n := 0
	for i := range c.loaded.taken.Items {
		if c.isAnswered(i) {
			n++
		}
	}
	return n
}

// firstOpen is the first question without an answer, from one on and round the
// end; noRow where there is none.
func (c checkScreen) firstOpen(from int) int {
	n := len(c.loaded.taken.Items)
	for i := range n {
		if at := (from + i) % n; !c.isAnswered(at) {
			return at
		}
	}
	return noRow
}

// onward shows the next question without an answer; those that were skipped come
// at the end. After the last answer it shows the result.
func (c checkScreen) onward() (checkScreen, tea.Cmd) {
	switch next := c.firstOpen(c.at + 1); {
	case next == noRow && c.loaded.taken.Open():
		c.ending = true // the last answer was kept, and the result is on its way
		return c, nil
	case next == noRow:
		return c.end(), nil
	case next == c.at:
		return c, notice("This is the last question without an answer. Esc leaves; it waits for you.")
	case next < c.at:
		return c.turnTo(next), notice("Now the questions that you skipped.")
	default:
		return c.turnTo(next), nil
	}
}

// end shows the result.
func (c checkScreen) end() checkScreen {
	c.face, c.ending = checkEnd, false
	c.view.SetYOffset(0)
	return c.fillRows()
}

// turnTo shows a question.
func (c checkScreen) turnTo(at int) checkScreen {
	if at != c.at {
		c.at = at
		c.view.SetYOffset(0)
	}
	return c
}

// drawQuestion lays out the question that shows.
func (c checkScreen) drawQuestion(s *sheet) {
	q, asked := c.quiz()
	s.heading(c.heading(q))
	if !asked {
		s.add(noRow, "You answered this question, and the packs in use have it no more. Enter goes on.")
		return
	}
	q.draw(s, c.look)
	s.noAdvice(c.loaded.law[q.item.Lesson], c.look)
}

// heading names the question, and once it is answered the lesson that it is about.
func (c checkScreen) heading(q quiz) string {
	heading := c.look.Accent.Render(fmt.Sprintf("Question %d of %d", c.at+1, len(c.loaded.taken.Items)))
	if q.phase == kept {
		heading += c.look.Dim.Render("  from the lesson " + c.lessonTitle(q.item.Lesson))
	}
	return heading
}

// listRows is the questions for the second pane.
func (c checkScreen) listRows() []choice {
	var rows []choice
	for i, item := range c.loaded.taken.Items {
		sign, word := c.look.Symbols.Empty, "open"
		if q, asked := c.quizzes[item.Ref]; asked && q.phase == kept {
			sign, word = c.look.Symbols.No, "not right"
			if q.grade.Right {
				sign, word = c.look.Symbols.Yes, "right"
			}
		} else if c.isAnswered(i) {
			sign, word = c.look.Symbols.Dot, "answered"
		}
		rows = append(rows, choice{value: item.Ref, title: fmt.Sprintf("Question %d", i+1), sign: sign, right: word})
	}
	return rows
}
