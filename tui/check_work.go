package tui

import (
	"errors"
	"hash/fnv"
	"slices"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// loadCheck fetches the check of a module and what the learner has done in it.
func loadCheck(env Env, module string, load int) tea.Cmd {
	return func() tea.Msg {
		msg, err := readCheck(env, module)
		msg.module, msg.load, msg.err = module, load, err
		return msg
	}
}

// beginCheck stores a new check, in place of one that is dropped.
func beginCheck(env Env, m checkMsg, load int, drop string) tea.Cmd {
	return func() tea.Msg {
		var err error
		if drop != "" {
			err = env.Store.DropCheck(drop)
		}
		if err == nil {
			_, err = env.Store.StartCheck(m.drawn)
		}
		if err != nil {
			return checkMsg{module: m.module, load: load, err: err}
		}
		msg, err := readCheck(env, m.module)
		msg.module, msg.load, msg.began, msg.err = m.module, load, true, err
		return msg
	}
}

// keepInCheck stores an answer.
func keepInCheck(env Env, check string, s submission) tea.Cmd {
	return func() tea.Msg {
		need, err := requirement(env, s.item.Lesson)
		if err == nil {
			_, err = env.Store.RecordAttempt(s.attempt(check), need)
		}
		return checkKeptMsg{check, s.item.Ref(), err}
	}
}

func readCheck(env Env, module string) (checkMsg, error) {
	at, err := progress.Read(env.Catalogue, env.Store)
	if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
		return checkMsg{}, err
	}
	msg := checkMsg{did: at.Did, cards: at.Cards, items: map[string]curriculum.Item{}, titles: map[string]curriculum.Lesson{}, law: map[string]bool{}}
	taken := 0
	for _, c := range at.Checks {
		if c.Module != module {
			continue
		}
		taken++
		if !c.Dropped {
			msg.taken = c
		}
		if c.Passed {
			msg.passed = c
		}
	}
	i := slices.IndexFunc(at.Path.Modules, func(m progress.Module) bool { return m.ID == module })
	if i < 0 {
		return msg, nil
	}
	msg.of = at.Path.Modules[i]
	if err := msg.readLessons(env); err != nil {
		return msg, err
	}
	if err := msg.readItems(env.Catalogue); err != nil {
		return msg, err
	}
	msg.drawn, err = progress.DrawCheck(env.Catalogue, at.Path, msg.of, msg.attempts, drawSeed(at.Profile, module, taken))
	if errors.Is(err, curriculum.ErrNotFound) {
		err = nil // the lessons have no questions for checks
	}
	return msg, err
}

// drawSeed draws for each person, and each time, anew.
func drawSeed(p store.Profile, module string, taken int) uint64 {
	h := fnv.New64a()
	h.Write([]byte(module))
	return h.Sum64() ^ uint64(p.SetUp.UnixNano()) + uint64(taken)
}

// readLessons reads what was answered in the lessons of the module and of the
// check, and which of them state law.
func (m *checkMsg) readLessons(env Env) error {
	var ids []string
	for _, l := range m.of.Lessons {
		ids = append(ids, l.ID)
	}
	for _, l := range m.taken.Lessons {
		ids = append(ids, l.ID)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		attempts, err := env.Store.Attempts(id)
		if err != nil {
			return err
		}
		m.attempts = append(m.attempts, attempts...)
		l, err := env.Catalogue.Lesson(id)
		if err != nil || l.ID != id {
			continue // it was in a pack that is not in use
		}
		m.titles[id] = l
		body, err := env.Catalogue.Body(id, "")
		if err != nil {
			return err
		}
		m.law[id] = body.StatesLaw()
	}
	return nil
}

// readItems reads the items of the check that was taken. An id that only begins
// like the one of an item is the id of another item.
func (m *checkMsg) readItems(c *curriculum.Catalogue) error {
	for _, i := range m.taken.Items {
		item, err := c.Item(i.Ref)
		switch {
		case errors.Is(err, curriculum.ErrNotFound), errors.Is(err, curriculum.ErrAmbiguous):
		case err != nil:
			return err
		case item.Ref() == i.Ref:
			m.items[i.Ref] = item
		}
	}
	return nil
}

// gone reports that a question that waits for an answer is in no pack any more.
func (m checkMsg) gone() bool {
	return slices.ContainsFunc(m.taken.Items, func(i store.CheckItem) bool {
		_, there := m.items[i.Ref]
		return !i.Answered && !there
	})
}

// face is where the screen begins.
func (m checkMsg) face() checkFace {
	switch t := m.taken; {
	case m.of.ID == "":
		return checkNone
	case t.ID != "" && t.Open() && m.gone():
		return checkGone
	case t.ID != "" && t.Open():
		return checkAsk
	case t.Passed:
		return checkEnd
	case len(m.drawn.Items) == 0:
		return checkNone
	}
	return checkStart
}

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
		return c, nil // the last answer is being kept
	case next == noRow:
		c.face = checkEnd
		c.view.SetYOffset(0)
		return c.fillRows(), nil
	case next == c.at:
		return c, notice("This is the last question without an answer. Esc leaves; it waits for you.")
	case next < c.at:
		return c.turnTo(next), notice("Now the questions that you skipped.")
	default:
		return c.turnTo(next), nil
	}
}

// turnTo shows a question.
func (c checkScreen) turnTo(at int) checkScreen {
	if at != c.at {
		c.at = at
		c.view.SetYOffset(0)
	}
	return c
}
