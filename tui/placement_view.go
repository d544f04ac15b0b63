package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// loadPlacement fetches how far the placement is; again begins another one.
func loadPlacement(env Env, load int, again bool) tea.Cmd {
	return func() tea.Msg {
		msg, err := readPlacement(env, again)
		msg.load, msg.again, msg.err = load, again, err
		return msg
	}
}

func readPlacement(env Env, again bool) (placementMsg, error) {
	var msg placementMsg
	at, err := progress.Read(env.Catalogue, env.Store)
	if err != nil {
		return msg, err
	}
	msg.path = at.Path
	if msg.answers, err = progress.Answers(env.Store, at.Path.InOrder()); err != nil {
		return msg, err
	}
	of := progress.PlacementOf
	if again {
		of = progress.NewPlacement
	}
	if msg.found, err = of(env.Catalogue, at.Path, msg.answers); err != nil || msg.found.Done {
		return msg, err
	}
	body, err := env.Catalogue.Body(msg.found.Next.Lesson, "")
	msg.law = body.StatesLaw()
	return msg, err
}

// keepPlacement stores an answer; an empty one says that the person does not know.
func keepPlacement(env Env, s submission) tea.Cmd {
	return func() tea.Msg {
		_, err := env.Store.RecordAttempt(s.attempt(store.Placement), store.Requirement{})
		return placementKeptMsg{s.item.Ref(), err}
	}
}

// recheck looks whether the answer that is explained was taken back.
func (p placementScreen) recheck() tea.Cmd {
	if p.face != placementAsk || p.quiz.phase != kept {
		return nil
	}
	env, item, before := p.env, p.quiz.item, len(attemptsAt(p.loaded.answers, p.quiz.item))
	return func() tea.Msg {
		attempts, err := env.Store.Attempts(item.Lesson)
		if err == nil && len(attemptsAt(attempts, item)) > before {
			return nil
		}
		return answer(placementUndoneMsg{item.Ref()}, err)
	}
}

// chooseStart stores where the person wants to start, and leaves the screen.
func chooseStart(p placementScreen, lesson, said string) tea.Cmd {
	return func() tea.Msg {
		if _, err := p.env.Store.UpdateProfile(map[string]string{"start": lesson}); err != nil {
			return failedMsg{err}
		}
		return tea.Sequence(back(p), send(changedMsg{}), notice(said))()
	}
}

// The rows that lead neither to a lesson nor to a module.
const (
	placementGo    = "#go"
	placementAgain = "#again"
	placementLook  = "#look"
	placementFirst = "#first"
	placementBack  = "#back"
)

// choices are what can be done on the page that shows.
func (p placementScreen) choices() []choice {
	first := choice{value: placementFirst, title: "Start at the beginning"}
	switch p.face {
	case placementStart:
		return []choice{first, {value: placementGo, title: "Find out with a few questions"}, {value: placementLook, title: "Look around first, one minute"}}
	case placementEnd:
	default:
		return nil
	}
	var rows []choice
	if start := p.loaded.found.Start; start != "" && len(p.loaded.found.Known) > 0 {
		rows = append(rows, choice{value: start, title: "Start with " + p.lessonTitle(start)})
	}
	rows = append(rows, first)
	for _, m := range p.loaded.path.Modules {
		if slices.Contains(p.loaded.found.Known, m.ID) && m.State != progress.Done {
			rows = append(rows, choice{value: m.ID, title: "Test out of " + m.Title})
		}
	}
	if p.loaded.found.Asked > 0 {
		rows = append(rows, choice{value: placementAgain, title: "Answer other questions"})
	}
	return append(rows, choice{value: placementBack, title: "Leave it as it is"})
}

// layout puts the face into the view.
func (p placementScreen) layout() placementScreen {
	s := newSheet(p.measure())
	switch p.face {
	case placementStart:
		p.drawStart(s)
	case placementAsk:
		s.heading(p.look.Accent.Render("About " + p.moduleTitle()))
		p.quiz.draw(s, p.look)
		s.noAdvice(p.loaded.law, p.look)
	case placementEnd:
		p.drawEnd(s)
	}
	p.rows = s.choices(p.rows, p.look)
	p.pane = p.hold(s, p.width, p.height)
	if p.face != placementAsk {
		p.pane = p.toRow(p.rows.index())
	}
	return p
}

func (p placementScreen) drawStart(s *sheet) {
	s.add(noRow, p.look.Title.Render("Do you know some of this already?"))
	s.add(noRow, "Then a few questions can tell where to start on the "+clean.Line(p.loaded.path.Title)+" pathway. If all is new to you, start at the beginning.")
	s.gap()
	s.add(noRow, p.look.Dim.Render(fmt.Sprintf(
		"At most %d questions, a minute each. You decide, and find this page again with w in Pathways.", progress.PlacementMost)))
}

// drawEnd says what the answers showed, and how little that is.
func (p placementScreen) drawEnd(s *sheet) {
	found := p.loaded.found
	titles := p.titles(found.Known)
	switch {
	case found.Asked == 0:
		s.add(noRow, p.look.Title.Render("Start at the beginning"))
		s.add(noRow, "There are no questions yet about what comes first on this pathway.")
		return
	case len(titles) == 0:
		s.add(noRow, p.look.Title.Render("Start at the beginning"))
		s.add(noRow, "Its first lessons are new to you, so they are worth your time.")
	case found.Start == "":
		s.add(noRow, p.look.Title.Render("You knew something of every module"))
		s.add(noRow, "A module check shows the rest: pass it, and the lessons of a module count as known.")
	default:
		s.add(noRow, p.look.Title.Render("You could start with "+p.lessonTitle(found.Start)))
		whose := "Its"
		if len(found.Known) > 1 {
			whose = "Their"
		}
		s.add(noRow, "You knew what was asked about "+titles+". "+whose+" lessons wait at the end of your pathway; a module check makes them count as known.")
	}
	s.gap()
	s.add(noRow, p.look.Dim.Render(fmt.Sprintf("%s can only tell so much. You decide.", capital(countOf(found.Asked, "answer", "answers")))))
}

// titles lists modules in words.
func (p placementScreen) titles(ids []string) string {
	var titles []string
	for _, m := range p.loaded.path.Modules {
		if slices.Contains(ids, m.ID) {
			titles = append(titles, clean.Line(m.Title))
		}
	}
	if len(titles) < 2 {
		return strings.Join(titles, "")
	}
	last := len(titles) - 1
	return strings.Join(titles[:last], ", ") + " and " + titles[last]
}

func (p placementScreen) lessonTitle(id string) string {
	l, err := p.env.Catalogue.Lesson(id)
	if errors.Is(err, curriculum.ErrNotFound) {
		return id
	}
	return clean.Line(l.Title)
}

// moduleTitle is the module of the question.
func (p placementScreen) moduleTitle() string {
	for _, m := range p.loaded.path.Modules {
		if slices.ContainsFunc(m.Lessons, func(l progress.Lesson) bool { return l.ID == p.quiz.item.Lesson }) {
			return clean.Line(m.Title)
		}
	}
	return ""
}

// View implements Screen.
func (p placementScreen) View() tea.View {
	if p.face == placementLoading {
		return tea.View{}
	}
	return tea.View{Content: p.draw(p.look), Cursor: p.caret(p.Typing())}
}
