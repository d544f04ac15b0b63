package tui

import (
	"errors"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	teams "waymark/store/team"
)

// loadLesson fetches a lesson and what the learner has done in it.
func loadLesson(env Env, id string, load int) tea.Cmd {
	return func() tea.Msg {
		meta, err := env.Catalogue.Lesson(id)
		if err != nil {
			return failedMsg{err}
		}
		at, err := teams.Standing(env.Catalogue, env.Store)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		body, err := env.Catalogue.Body(id, at.Profile.Department)
		if err != nil {
			return failedMsg{err}
		}
		attempts, err := env.Store.Attempts(id)
		msg := lessonMsg{load: load, lesson: meta, body: body, did: at.Did[id], attempts: attempts, next: at.After(id), check: nextCheck(at, id), drills: env.Catalogue.DrillDepartment(id)}
		if module, err := env.Catalogue.Module(meta.Module); err == nil {
			msg.module = module.Title
		}
		if err != nil {
			return failedMsg{err}
		}
		if msg.topics, err = readTopics(env.Store); err != nil {
			return failedMsg{err}
		}
		if msg.policy, msg.states, err = readPolicy(env, meta); err != nil {
			return failedMsg{err}
		}
		if msg.overdue, err = env.Catalogue.Overdue(meta, env.Now()); err != nil || meta.WarmUp == "" {
			return answer(msg, err)
		}
		if item, err := env.Catalogue.Item(meta.WarmUp); err == nil && !at.Did[item.Lesson].Started.IsZero() {
			earlier, err := env.Store.Attempts(item.Lesson)
			msg.warmUp, msg.attempts = &item, append(msg.attempts, attemptsAt(earlier, item)...)
			return answer(msg, err)
		}
		return msg
	}
}

// nextCheck is the check of a lesson's module, where all its lessons are complete and
// it is not passed: zero where it does not come next.
func nextCheck(at progress.Standing, id string) checkAhead {
	if m, ok := at.CheckAfter(id); ok {
		return checkAhead{m.ID, m.Title, checkWords(at.Checks, m.ID)}
	}
	return checkAhead{}
}

// A checkAhead is a module check that comes next.
type checkAhead struct{ module, title, state string }

// render renders the page that shows, then the next one ahead.
func (l lesson) render() tea.Cmd {
	var cmds []tea.Cmd
	for _, at := range []int{l.at, l.at + 1} {
		if at >= len(l.pages) || l.pages[at].text == "" || l.width == 0 || l.fits(l.texts[l.pages[at].id], l.pages[at]) {
			continue
		}
		env, id, page, width, look := l.env, l.id, l.pages[at], l.measure(), l.look
		cmds = append(cmds, func() tea.Msg {
			return pageMsg{id, page.id, page.text, width, look.Palette, env.Pages.Render(page.text, width, look)}
		})
	}
	return tea.Batch(cmds...)
}

// fits reports that a page was rendered from this text, in this width and look.
func (l lesson) fits(done pageMsg, page leaf) bool {
	return done.source == page.text && done.width == l.measure() && done.colours == l.look.Palette
}

// rendered takes over a rendered page, unless the room changed meanwhile.
func (l lesson) rendered(msg pageMsg) lesson {
	at := slices.IndexFunc(l.pages, func(p leaf) bool { return p.id == msg.page })
	if msg.lesson == l.id && at >= 0 && l.fits(msg, l.pages[at]) {
		l.texts = maps.Clone(l.texts)
		l.texts[msg.page] = msg
		if msg.page == l.page().id && l.marked != "" {
			return l.layout().reveal()
		}
	}
	return l
}

// keep stores an answer.
func (l lesson) keep(page string, s submission) tea.Cmd {
	env, id := l.env, l.id
	return func() tea.Msg {
		need, err := requirement(env, s.item.Lesson)
		if err != nil {
			return keptMsg{lesson: id, page: page, err: err}
		}
		a := s.attempt("")
		did, err := env.Store.RecordAttempt(a, need)
		return keptMsg{id, page, did, a, another(env, s), err}
	}
}

// another is the item to ask after one whose worked answer was shown.
func another(env Env, s submission) *curriculum.Item {
	if s.hints < store.WorkedHint {
		return nil
	}
	attempts, err := env.Store.Attempts(s.item.Lesson)
	if err != nil {
		return nil
	}
	if item, found := progress.Another(env.Catalogue, s.item, attempts); found {
		return &item
	}
	return nil
}

// askAgain asks a kept item once more, shuffled anew.
func (l lesson) askAgain(q quiz) (lesson, tea.Cmd) {
	l.quizzes = maps.Clone(l.quizzes)
	l.quizzes[l.page().id] = newQuiz(q.item, q.seed+1, "")
	l.view.SetYOffset(0)
	return l, nil
}

// askAnother asks an item in the place of one whose worked answer was shown.
func (l lesson) askAnother(item curriculum.Item) (lesson, tea.Cmd) {
	l.quizzes = maps.Clone(l.quizzes)
	l.quizzes[l.page().id] = newQuiz(item, progress.Seed(item, len(attemptsAt(l.loaded.attempts, item))), "")
	l.view.SetYOffset(0)
	return l, nil
}

// markExercise stores that the exercise is done.
func (l lesson) markExercise() tea.Cmd {
	env, id := l.env, l.id
	return func() tea.Msg {
		need, err := requirement(env, id)
		if err != nil {
			return failedMsg{err}
		}
		did, err := env.Store.MarkExercise(id, need)
		return answer(markedMsg{did}, err)
	}
}

// requirement is what has to be done for a lesson to count as done.
func requirement(env Env, id string) (store.Requirement, error) {
	meta, err := env.Catalogue.Lesson(id)
	if err != nil {
		return store.Requirement{}, err
	}
	body, err := env.Catalogue.Body(id, "")
	if err != nil {
		return store.Requirement{}, err
	}
	return progress.Requirement(meta, body), nil
}

// finish goes to what is still open, then on to the module's check where that comes
// next, or to the next lesson.
func (l lesson) finish() tea.Cmd {
	if page := l.firstOpen(); page != "" {
		return send(gotoMsg{lesson: l.id, page: page})
	}
	if l.loaded.check.module != "" {
		return tea.Sequence(back(l), open(newCheck(l.env, l.loaded.check.module)))
	}
	return l.toNext()
}

// toNext goes on to the next lesson, or back where none is left.
func (l lesson) toNext() tea.Cmd {
	if l.loaded.next == "" {
		return back(l)
	}
	return tea.Sequence(back(l), open(newLesson(l.env, l.loaded.next)))
}

// A placeKeeper stores where the reader is, one write at a time and in order:
// while one is under way only the newest place waits.
type placeKeeper struct {
	busy    bool
	waiting *keptPlace
}

type keptPlace struct {
	lesson, version, page string
	reached               bool
}

// placeOf is where the reader is. A lesson that was done counts as read in its
// new version when the end is reached.
func placeOf(l lesson) keptPlace {
	at := keptPlace{l.id, l.loaded.lesson.Version, l.page().id, l.page().kind == endPage}
	if !at.reached && !l.loaded.did.Done.IsZero() && l.loaded.did.Version != "" {
		at.version = l.loaded.did.Version
	}
	return at
}

func (p placeKeeper) keep(env Env, at keptPlace) (placeKeeper, tea.Cmd) {
	if p.busy {
		p.waiting = &at
		return p, nil
	}
	p.busy = true
	return p, func() tea.Msg {
		return placedMsg{at.lesson, env.Store.KeepPlace(at.lesson, at.version, at.page, at.reached)}
	}
}

// placed folds in that a place of this lesson is stored.
func (l lesson) placed(msg placedMsg) (lesson, tea.Cmd) {
	if msg.lesson != l.id {
		return l, nil
	}
	var cmd tea.Cmd
	l.place, cmd = l.place.done(l.env, msg.err)
	return l, cmd
}

// done goes on with the place that waited.
func (p placeKeeper) done(env Env, err error) (placeKeeper, tea.Cmd) {
	waiting := p.waiting
	p.busy, p.waiting = false, nil
	var failed, next tea.Cmd
	if err != nil {
		failed = send(failedMsg{err})
	}
	if waiting != nil {
		p, next = p.keep(env, *waiting)
	}
	return p, tea.Batch(failed, next)
}

// placedMsg says that a place is stored.
type placedMsg struct {
	lesson string
	err    error
}

// celebrate takes over what the learner has done, and says so when that made
// the lesson done.
func (l lesson) celebrate(did store.Lesson) (lesson, tea.Cmd) {
	if did.ID != l.id {
		return l, nil
	}
	was := l.loaded.did
	l.loaded.did = did
	if was.Done.IsZero() && !did.Done.IsZero() {
		return l, notice("Lesson done. Every question is answered and the exercise is marked.")
	}
	return l, nil
}
