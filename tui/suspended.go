package tui

import (
	"errors"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// suspended lists the cards that were set aside, to take them up again.
type suspended struct {
	room
	keys   suspendedKeys
	cards  []progress.Recall
	loaded bool
	busy   bool // one is being taken up
	load   int  // which load is the newest: the answer of an earlier one is stale
	rows   picker
}

type suspendedKeys struct{ resume, choose key.Binding }

func newSuspended(env Env) suspended {
	return suspended{room: room{env: env}, rows: newPicker(), keys: suspendedKeys{resume: bind("take it up again", "enter"), choose: pickKeys()}}
}

// Init implements Screen.
func (s suspended) Init() tea.Cmd {
	env, load := s.env, s.load
	return func() tea.Msg {
		at, err := progress.Read(env.Catalogue, env.Store)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		msg := suspendedMsg{load: load}
		for _, card := range at.Cards {
			if r, err := progress.RecallOf(env.Catalogue, card, nil); err == nil && card.Suspended {
				msg.cards = append(msg.cards, r)
			}
		}
		return msg
	}
}

// Update implements Screen.
func (s suspended) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	switch msg := msg.(type) {
	case suspendedMsg:
		if msg.load == s.load {
			s.cards, s.loaded = msg.cards, true
			s.rows = s.rows.set(s.list())
		}
	case changedMsg:
		s.load++
		return s, s.Init()
	case resumedMsg:
		return s.resumed(msg)
	case tea.KeyPressMsg:
		if key.Matches(msg, s.keys.resume) {
			return s.resume()
		}
	}
	s.rows = s.rows.size(s.column(), max(1, s.height-suspendedTop), s.look)
	var clicked bool
	if s.rows, clicked = s.rows.update(msg, suspendedTop); clicked && !s.wide() {
		return s.resume()
	}
	return s, nil
}

// suspendedTop is the line where the list begins.
const suspendedTop = 2

func (s suspended) list() []choice {
	rows := make([]choice, len(s.cards))
	for i, r := range s.cards {
		rows[i] = choice{value: r.Card.ID, title: questionOf(r)}
	}
	return rows
}

// questionOf is what a card asks, in one line.
func questionOf(r progress.Recall) string {
	if r.Item == nil {
		return clean.Line(r.Front)
	}
	return clean.Line(r.Item.Stem)
}

// resume takes the chosen card up again.
func (s suspended) resume() (suspended, tea.Cmd) {
	row, ok := s.rows.chosen()
	if !ok || s.busy {
		return s, nil
	}
	s.busy = true
	env := s.env
	return s, func() tea.Msg {
		card, err := env.Store.SuspendCard(row.value, false)
		return resumedMsg{card, env.Now(), err}
	}
}

// resumed folds in that a card is among the reviews again.
func (s suspended) resumed(msg resumedMsg) (suspended, tea.Cmd) {
	s.busy = false
	if msg.err != nil {
		return s, send(failedMsg{msg.err})
	}
	return s, tea.Sequence(send(changedMsg{}), notice(msg.words()))
}

func (s suspended) column() int {
	if s.wide() {
		return s.width / 2
	}
	return s.width
}

// View implements Screen.
func (s suspended) View() tea.View {
	switch {
	case !s.loaded:
		return tea.View{}
	case len(s.cards) == 0:
		return tea.View{Content: "\n  Nothing is set aside. Esc goes back to the reviews."}
	}
	text := " " + s.look.Dim.Render("These are not asked. Enter takes one up again.") + "\n\n" + s.rows.view()
	if s.wide() {
		text = beside(text, s.preview(), s.column(), s.height)
	}
	return tea.View{Content: text}
}

// preview shows the whole of the chosen question beside the list.
func (s suspended) preview() string {
	page := newSheet(s.width - s.column() - 5)
	if i := s.rows.index(); i < len(s.cards) {
		r := s.cards[i]
		page.gap()
		page.hang(noRow, s.look.Dim.Render("From the lesson  "), clean.Line(r.Lesson.Title))
		page.gap()
		text := r.Front
		if r.Item != nil {
			text = r.Item.Stem
		}
		page.add(noRow, strings.TrimSpace(clean.Text(text)))
	}
	return indent(fill(page.text(), page.width, s.height), " "+s.look.Rule.Render(s.look.Symbols.Bar)+"  ")
}

// Title implements Screen.
func (s suspended) Title() string { return "Review " + crumb(s.look) + " Set aside" }

// Status implements Screen.
func (s suspended) Status() string {
	if !s.loaded {
		return ""
	}
	return countOf(len(s.cards), "question", "questions")
}

// ShortHelp implements Screen.
func (s suspended) ShortHelp() []key.Binding {
	if len(s.cards) == 0 {
		return nil
	}
	return []key.Binding{s.keys.resume, s.keys.choose}
}

// FullHelp implements Screen.
func (s suspended) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.resume, s.keys.choose}}
}

// words say when a card that was taken up again is asked.
func (m resumedMsg) words() string {
	if m.card.Waits(m.now.Format(time.DateOnly)) || m.card.Memory.New() {
		return "Taken up again: it can come up from now on."
	}
	return "Taken up again. " + comesBack(m.card.Memory, m.now)
}

type (
	// suspendedMsg is the cards that are set aside.
	suspendedMsg struct {
		load  int // which load this answers
		cards []progress.Recall
	}
	// resumedMsg is a card that was taken up again.
	resumedMsg struct {
		card store.Card
		now  time.Time
		err  error
	}
)
