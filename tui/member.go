package tui

import (
	"errors"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// member is everything that one person told, for a talk with them: what they need, what
// changed since the last talk, and what the lead gave them or notes for next time.
type member struct {
	room
	pane
	keys   memberKeys
	id     string
	told   teams.MemberView
	titles map[string]string // of the lessons and modules that are known here, by id
	now    time.Time
	loaded bool
	gone   bool // nobody has the id, or the person withdrew
	load   int  // which load is the newest
	at     int  // the module under the cursor
}

type memberKeys struct{ choose, note, talk, assign, waive, drop, trust, erase key.Binding }

func newMember(env Env, id string) member {
	return member{room: room{env: env}, pane: newPane(), id: id, keys: memberKeys{
		choose: pickKeys(), note: bind("private note", "m"), talk: bind("talked today", "t"),
		assign: bind("give a module", "a"), waive: bind("waive", "w"), drop: bind("take back", "d"),
		trust: bind("the changed key", "k"), erase: bind("erase", "e"),
	}}
}

// Init implements Screen.
func (m member) Init() tea.Cmd { return loadMember(m.env, m.id, m.load) }

func loadMember(env Env, id string, load int) tea.Cmd {
	return func() tea.Msg {
		told, err := teams.ReadMember(env.Catalogue, env.Store, id, env.Now())
		msg := memberMsg{id: id, load: load, told: told, now: env.Now(), titles: map[string]string{}}
		if errors.Is(err, store.ErrNotFound) {
			msg.gone, err = true, nil
		}
		for _, mod := range env.Catalogue.Modules() {
			msg.titles[mod.ID] = mod.Title
		}
		for _, l := range env.Catalogue.Lessons() {
			msg.titles[l.ID] = l.Title
		}
		return answer(msg, err)
	}
}

// Update implements Screen.
func (m member) Update(msg tea.Msg) (Screen, tea.Cmd) {
	m.room = m.room.fit(msg)
	switch msg := msg.(type) {
	case memberMsg:
		if msg.id == m.id && msg.load == m.load {
			m.told, m.gone, m.titles, m.now, m.loaded = msg.told, msg.gone, msg.titles, msg.now, true
			m.at = max(0, min(m.at, len(m.told.Told.Modules)-1))
		}
	case changedMsg:
		m.load++
		return m, m.Init()
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.MouseClickMsg:
		if row := m.rowUnder(msg); row != noRow {
			m.at = row
		}
	case tea.MouseWheelMsg:
		m.view, _ = m.view.Update(msg)
		return m, nil
	}
	return m.layout(), nil
}

func (m member) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	if !m.loaded || m.gone {
		return m, nil
	}
	switch k := msg.String(); {
	case k == "down", k == "j", k == "up", k == "k" && !m.alarmed():
		return m.step(k), nil
	case key.Matches(msg, m.keys.note):
		return m, m.note()
	case key.Matches(msg, m.keys.talk):
		return m, m.talk()
	case key.Matches(msg, m.keys.assign):
		return m, m.assign()
	case key.Matches(msg, m.keys.waive):
		return m, m.waive()
	case key.Matches(msg, m.keys.drop):
		return m, m.drop()
	case key.Matches(msg, m.keys.trust) && m.alarmed():
		return m, m.trust()
	case key.Matches(msg, m.keys.erase):
		return m, m.erase()
	default:
		m.view = scrolled(m.view, k)
	}
	return m, nil
}

// step moves over the modules, and at either end of them scrolls to the rest of the page.
func (m member) step(k string) member {
	down := k == "down" || k == "j"
	first, last := m.sheet.span(m.at)
	inView := first >= m.view.YOffset() && last < m.view.YOffset()+m.view.Height()
	switch {
	case down && inView && m.at < len(m.told.Told.Modules)-1:
		m.at++
	case !down && inView && m.at > 0:
		m.at--
	default:
		m.view = scrolled(m.view, k)
		return m
	}
	m = m.layout()
	m.pane = m.toRow(m.at)
	return m
}

// alarmed reports that another key signed in the person's name.
func (m member) alarmed() bool { return len(m.told.Member.Changes) > 0 }

// module is the one under the cursor; false where there is none.
func (m member) module() (snapshot.Module, bool) {
	if m.at >= len(m.told.Told.Modules) {
		return snapshot.Module{}, false
	}
	return m.told.Told.Modules[m.at], true
}

// given is what the lead said of a module; false where that is nothing.
func (m member) given(module string) (store.Assignment, bool) {
	for _, g := range m.told.Given {
		if g.Module == module {
			return g, true
		}
	}
	return store.Assignment{}, false
}

// View implements Screen.
func (m member) View() tea.View {
	switch {
	case !m.loaded:
		return tea.View{}
	case m.gone:
		s := newSheet(m.measure())
		s.add(noRow, m.look.Title.Render("Nothing is known of this person here any more"))
		s.add(noRow, "They withdrew what they had shared, or it was erased.")
		return tea.View{Content: "\n" + indent(s.text(), "  ")}
	}
	return tea.View{Content: m.draw(m.look)}
}

// Title implements Screen.
func (m member) Title() string {
	if !m.loaded || m.gone {
		return "Team"
	}
	return "Team " + crumb(m.look) + " " + clean.Line(m.told.Name())
}

// Status implements Screen.
func (m member) Status() string {
	if !m.loaded || m.gone {
		return ""
	}
	return "told " + agoWords(m.told.AgeDays)
}

// ShortHelp implements Screen.
func (m member) ShortHelp() []key.Binding {
	switch {
	case !m.loaded || m.gone:
		return nil
	case m.alarmed():
		return []key.Binding{m.keys.trust, m.keys.note, m.keys.talk, m.keys.assign, m.keys.waive}
	}
	keys := []key.Binding{m.keys.note, m.keys.talk, m.keys.assign, m.keys.waive}
	if mod, ok := m.module(); ok {
		if _, ok := m.given(mod.ID); ok {
			keys = append(keys, m.keys.drop)
		}
	}
	return append(keys, m.keys.choose)
}

// FullHelp implements Screen.
func (m member) FullHelp() [][]key.Binding {
	k := m.keys
	return [][]key.Binding{{k.choose, bindAs("PgUp PgDn", "scroll a page", "pgup", "pgdown"), k.note, k.talk, k.assign, k.waive, k.drop, k.trust, k.erase}}
}

// Explain says behind "?" how the page comes to what it says.
func (m member) Explain() (about string, paragraphs []string) {
	return "a person's page", teams.Rules(teams.MemberOfTeamView)
}

// memberMsg is everything about a person.
type memberMsg struct {
	id     string
	load   int // which load this is
	told   teams.MemberView
	titles map[string]string
	now    time.Time
	gone   bool
}
