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
	return func() tea.Msg { return checkNow(env, module, load, nil) }
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
		msg := checkNow(env, m.module, load, err)
		msg.began = true
		return msg
	}
}

// dropCheck gives the open check up.
func dropCheck(env Env, m checkMsg, load int) tea.Cmd {
	return func() tea.Msg {
		msg := checkNow(env, m.module, load, env.Store.DropCheck(m.taken.ID))
		msg.dropped = true
		return msg
	}
}

// checkNow is the check of a module after a change, unless that failed.
func checkNow(env Env, module string, load int, changed error) checkMsg {
	msg, err := checkMsg{}, changed
	if err == nil {
		msg, err = readCheck(env, module)
	}
	msg.module, msg.load, msg.err = module, load, err
	return msg
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
		if !c.Finished.IsZero() {
			msg.last = c
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
	msg.drawn, err = progress.DrawCheck(env.Catalogue, at, msg.of, msg.attempts, drawSeed(at.Profile, module, taken))
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
	for _, l := range slices.Concat(m.taken.Lessons, m.last.Lessons) {
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

// isOpen reports that a check waits for answers.
func (m checkMsg) isOpen() bool { return m.taken.ID != "" && m.taken.Open() }

// ahead is the check to take: the open one, or a new one.
func (m checkMsg) ahead() store.Check {
	if m.isOpen() {
		return m.taken
	}
	return m.drawn
}

// face is where the screen begins. A check that is open and has no answers yet
// waits behind the page that leads to it.
func (m checkMsg) face() checkFace {
	switch {
	case m.of.ID == "":
		return checkNone
	case m.isOpen() && m.gone():
		return checkGone
	case m.isOpen() && (m.began || m.taken.Answered() > 0):
		return checkAsk
	case !m.isOpen() && m.taken.Passed:
		return checkEnd
	case len(m.ahead().Items) == 0:
		return checkNone
	}
	return checkStart
}
