package tui

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// placementScreen proposes where to start on the pathway: what it is, a few
// questions one at a time, and the proposal. The person decides.
type placementScreen struct {
	room
	pane
	face   placementFace
	loaded placementMsg
	quiz   quiz
	rows   picker // what can be done on the pages around the questions
	load   int    // which load is the newest: the answer of an earlier one is stale
	open   key.Binding
	pass   key.Binding
	undo   key.Binding
}

// A placementFace is one of the pages of the screen.
type placementFace int

const (
	placementLoading placementFace = iota
	placementStart                 // what it is, before it begins
	placementAsk                   // a question
	placementEnd                   // the proposal
)

func newPlacement(env Env) placementScreen {
	return placementScreen{
		room: room{env: env}, pane: newPane(), rows: newPicker(),
		open: bind("take it", "enter"), pass: bindAs("→", "I do not know it", "right"), undo: bind("take back", "u"),
	}
}

// Init implements Screen.
func (p placementScreen) Init() tea.Cmd { return loadPlacement(p.env, p.load, false) }

// Update implements Screen.
func (p placementScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, lookMsg:
		if p = p.layout(); p.face == placementAsk {
			p.pane = p.toQuiz(p.quiz)
		}
	case placementMsg:
		p, cmd = p.take(msg)
	case placementKeptMsg:
		p, cmd = p.kept(msg)
	case changedMsg:
		cmd = p.recheck()
	case placementUndoneMsg:
		p = p.undone(msg)
	case tea.KeyPressMsg:
		p, cmd = p.press(msg)
	case tea.PasteMsg:
		p, cmd = p.give(msg)
	case tea.MouseClickMsg:
		p, cmd = p.click(msg)
	case tea.MouseWheelMsg:
		p.view, cmd = p.view.Update(msg)
		return p, cmd
	}
	return p.layout(), cmd
}

// take takes over what a command fetched. A placement that was left goes on.
func (p placementScreen) take(msg placementMsg) (placementScreen, tea.Cmd) {
	if msg.load != p.load {
		return p, nil
	}
	if msg.err != nil {
		return p, send(failedMsg{msg.err})
	}
	p.loaded = msg
	p.view.SetYOffset(0)
	switch {
	case msg.found.Done:
		p.face = placementEnd
	case msg.found.Asked == 0 && !msg.again && p.face == placementLoading:
		p.face = placementStart
	default:
		p.face = placementAsk
		p = p.ask(msg.found.Next)
	}
	p.rows = newPicker(p.choices()...)
	return p, nil
}

// ask asks a question.
func (p placementScreen) ask(item curriculum.Item) placementScreen {
	p.quiz = newQuiz(item, progress.Seed(item, len(attemptsAt(p.loaded.answers, item))), p.env.Drafts.of(placementDraft(item)))
	p.quiz.sealed = true
	return p
}

// placementDraft names the words typed as an answer and not sent.
func placementDraft(item curriculum.Item) string { return "placement " + item.Ref() }

// undone asks the question again whose answer was taken back.
func (p placementScreen) undone(msg placementUndoneMsg) placementScreen {
	if p.face != placementAsk || p.quiz.phase != kept || p.quiz.item.Ref() != msg.ref {
		return p
	}
	p.view.GotoTop()
	return p.ask(p.quiz.item)
}

// press acts on a key.
func (p placementScreen) press(msg tea.KeyPressMsg) (placementScreen, tea.Cmd) {
	k := msg.String()
	switch {
	case p.face == placementLoading:
		return p, nil
	case p.face != placementAsk && key.Matches(msg, p.open):
		return p.act()
	case p.face != placementAsk:
		p.rows, _ = p.rows.update(msg, 0)
		return p, nil
	case p.quiz.phase == kept && (k == "enter" || k == "space"):
		if !p.view.AtBottom() {
			p.view.PageDown()
			return p, nil
		}
		p.load++
		return p, loadPlacement(p.env, p.load, false)
	case p.quiz.phase == asking && !p.quiz.typing() && key.Matches(msg, p.pass):
		q, given := p.quiz.unknown()
		p.quiz = q
		return p, keepPlacement(p.env, *given)
	case p.quiz.takes(k):
		return p.give(msg)
	}
	p.view = scrolled(p.view, k)
	return p, nil
}

// give hands input to the question, and keeps what was answered.
func (p placementScreen) give(msg tea.Msg) (placementScreen, tea.Cmd) {
	if p.face != placementAsk {
		return p, nil
	}
	before := p.quiz
	var given *submission
	p.quiz, given = before.update(msg, p.measure())
	p.env.Drafts.keep(placementDraft(p.quiz.item), p.quiz.draft())
	p = p.layout()
	p.pane = p.follow(before, p.quiz)
	if given == nil {
		return p, nil
	}
	return p, keepPlacement(p.env, *given)
}

// kept folds in that an answer is stored; only now the answer is explained.
func (p placementScreen) kept(msg placementKeptMsg) (placementScreen, tea.Cmd) {
	if p.face != placementAsk || p.quiz.phase != keeping || p.quiz.item.Ref() != msg.ref {
		return p, nil
	}
	if msg.err != nil {
		p.quiz = p.quiz.failed()
		return p, send(failedMsg{msg.err})
	}
	p.view.SetYOffset(0)
	p.quiz = p.quiz.stored()
	p.env.Drafts.keep(placementDraft(p.quiz.item), "")
	return p, nil
}

func (p placementScreen) click(msg tea.MouseClickMsg) (placementScreen, tea.Cmd) {
	row := p.rowUnder(msg)
	switch {
	case row == noRow:
		return p, nil
	case p.face == placementAsk:
		return p.give(rowMsg{row})
	}
	p.rows.list.Select(row)
	return p.act()
}

// act does the chosen row: a lesson's id is where to start.
func (p placementScreen) act() (placementScreen, tea.Cmd) {
	row, ok := p.rows.chosen()
	switch {
	case !ok:
		return p, nil
	case row.value == placementBack:
		return p, back(p)
	case row.value == placementGo || row.value == placementAgain:
		p.load++
		return p, loadPlacement(p.env, p.load, true)
	case row.value == placementLook:
		return p, tea.Sequence(back(p), send(tourMsg{}))
	case row.value == placementFirst:
		return p, chooseStart(p, "", "You start at the beginning.")
	case row.value == p.loaded.found.Start:
		return p, chooseStart(p, row.value, "You start with "+p.lessonTitle(row.value)+". The lessons before it wait at the end.")
	}
	return p, open(newCheck(p.env, row.value))
}

// Title implements Screen.
func (p placementScreen) Title() string { return "Where to start" }

// Status implements Screen.
func (p placementScreen) Status() string {
	if p.face != placementAsk {
		return ""
	}
	return fmt.Sprintf("question %d, at most %d", p.loaded.found.Asked+1, progress.PlacementMost)
}

// Claims reports that a key answers the question, whatever else it means.
func (p placementScreen) Claims(k string) bool {
	return p.face == placementAsk && p.quiz.ask.typing() && p.quiz.claims(k)
}

// Typing implements Screen.
func (p placementScreen) Typing() bool { return p.face == placementAsk && p.quiz.typing() }

// ShortHelp implements Screen.
func (p placementScreen) ShortHelp() []key.Binding {
	switch {
	case p.face == placementLoading:
		return nil
	case p.face != placementAsk:
		return []key.Binding{p.open, pickKeys()}
	case p.quiz.phase == kept:
		return append(p.quiz.keys(), p.undo)
	case p.quiz.typing():
		return append(p.quiz.keys(), bind("leave the field", "esc"))
	}
	keys := p.quiz.keys()
	if p.quiz.phase == asking {
		keys = slices.Insert(keys[:len(keys)-1], 1, p.pass) // in the place of skipping
	}
	return keys
}

// FullHelp implements Screen.
func (p placementScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{pickKeys(), p.open}, quizHelp(p.pass)}
}

// placementMsg is how far the placement is.
type placementMsg struct {
	load    int
	again   bool // another one was asked for
	path    progress.Pathway
	found   progress.Placement
	answers []store.Attempt
	law     bool // the lesson of the question states law
	err     error
}

// placementUndoneMsg says that an answer is stored no more.
type placementUndoneMsg struct{ ref string }

// placementKeptMsg says that an answer is stored.
type placementKeptMsg struct {
	ref string
	err error
}
