package tui

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	teams "waymark/store/team"
)

// member is everything that one person told, for a talk with them.
type member struct {
	room
	pane
	id     string
	told   teams.MemberView
	loaded bool
	gone   bool
	load   int
}

func newMember(env Env, id string) member {
	return member{room: room{env: env}, pane: newPane(), id: id}
}

// Init implements Screen.
func (m member) Init() tea.Cmd { return loadMember(m.env, m.id, m.load) }

func loadMember(env Env, id string, load int) tea.Cmd {
	return func() tea.Msg {
		told, err := teams.ReadMember(env.Catalogue, env.Store, id, env.Now())
		if errors.Is(err, store.ErrNotFound) {
			return memberMsg{id: id, load: load, gone: true}
		}
		return answer(memberMsg{id: id, load: load, told: told}, err)
	}
}

// Update implements Screen.
func (m member) Update(msg tea.Msg) (Screen, tea.Cmd) {
	m.room = m.room.fit(msg)
	switch msg := msg.(type) {
	case memberMsg:
		if msg.id == m.id && msg.load == m.load {
			m.told, m.gone, m.loaded = msg.told, msg.gone, true
		}
	case changedMsg:
		m.load++
		return m, m.Init()
	case tea.KeyPressMsg:
		m.view = scrolled(m.view, msg.String())
		return m, nil
	case tea.MouseWheelMsg:
		m.view, _ = m.view.Update(msg)
		return m, nil
	}
	return m.layout(), nil
}

func (m member) layout() member {
	s := newSheet(m.measure())
	m.drawHead(s)
	m.pane = m.hold(s, m.width, m.height)
	return m
}

func (m member) drawHead(s *sheet) {
	p := m.told.Person
	s.add(noRow, m.look.Title.Render(clean.Line(p.Name()))+m.look.Dim.Render("  "+clean.Line(strings.Join(nonEmpty(curriculum.DepartmentTitle(p.Told.Learner.Department), p.Told.Learner.Role), ", "))))
	s.add(noRow, m.look.Dim.Render(fmt.Sprintf("Last active: %s.", weekWords(p.Told.LastActiveWeek, m.env.Now()))))
}

// View implements Screen.
func (m member) View() tea.View {
	if !m.loaded || m.gone {
		return tea.View{}
	}
	return tea.View{Content: m.draw(m.look)}
}

// Title implements Screen.
func (m member) Title() string { return "Team " + crumb(m.look) + " Person" }

// ShortHelp implements Screen.
func (m member) ShortHelp() []key.Binding { return nil }

// FullHelp implements Screen.
func (m member) FullHelp() [][]key.Binding { return nil }

// memberMsg is everything about a person.
type memberMsg struct {
	id   string
	load int
	told teams.MemberView
	gone bool // nobody has the id any more
}
