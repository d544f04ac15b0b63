package tui

import (
	"cmp"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// teamModules answers: what is hard, for whomever?
type teamModules struct {
	twin
	binds teamModulesKeys
	teamModulesMsg
}

type teamModulesKeys struct{ open, choose key.Binding }

func newTeamModules(env Env) teamModules {
	return teamModules{twin: twin{room: room{env: env}, terse: true}, binds: teamModulesKeys{bind("who asks", "enter"), pickKeys()}}
}

func (m teamModules) name() string    { return "Modules" }
func (m teamModules) detailed() bool  { return false }
func (m teamModules) rules() []string { return teams.Rules(teams.ModulesView) }

// ask finds what is hard, and which hands are up about it: whoever raised a hand wants to
// be found, whoever waits is only counted.
func (m teamModules) ask(in teamInput) tea.Msg {
	msg := teamModulesMsg{hard: teams.HardOf(in.catalogue, in.people, in.now), hands: map[string][]teams.Hand{}}
	lessons := map[string]curriculum.Lesson{}
	for _, l := range in.catalogue.Lessons() {
		lessons[l.ID] = l
	}
	for _, hand := range teams.HelpOf(in.catalogue, in.people, in.now).Hands {
		module := cmp.Or(lessons[hand.Topic.About].Module, hand.Topic.About)
		msg.hands[module] = append(msg.hands[module], hand)
	}
	return msg
}

func (m teamModules) update(msg tea.Msg) (teamView, tea.Cmd) {
	m.room = m.room.fit(msg)
	switch msg := msg.(type) {
	case teamModulesMsg:
		m = m.take(msg)
	case tea.KeyPressMsg:
		if key.Matches(msg, m.binds.open) {
			return m, m.openChosen()
		}
	}
	var clicked bool
	if m.twin, clicked = m.twin.update(msg, m); clicked && !m.wide() {
		return m, m.openChosen()
	}
	return m, nil
}

// take folds in an answer; the cursor stays on its module.
func (m teamModules) take(msg teamModulesMsg) teamModules {
	if m.at < m.count() {
		id := m.hard.Modules[m.at].ID
		m.roll = m.roll.moved(slices.IndexFunc(msg.hard.Modules, func(h teams.HardModule) bool { return h.ID == id }))
	}
	m.teamModulesMsg = msg
	return m
}

func (m teamModules) openChosen() tea.Cmd {
	if m.at >= m.count() {
		return nil
	}
	return open(newPage(m.env, "Team "+crumb(m.look)+" "+m.hard.Modules[m.at].Title, m.aside))
}

// count implements rolled.
func (m teamModules) count() int { return len(m.hard.Modules) }

// high implements rolled.
func (m teamModules) high(row int, first bool) int { return len(m.lines(row, first, false)) }

// lines implements rolled.
func (m teamModules) lines(row int, _, picked bool) []string {
	h := m.hard.Modules[row]
	sign, words := m.look.Symbols.Empty, capital(h.Words())+"."
	switch {
	case h.TooFew:
		sign, words = " ", "Silent: "+countOf(h.People, "person has", "people have")+" it, and it speaks from "+strconv.Itoa(teams.FewestForHard)+" on."
	case h.Either > 0:
		sign = m.look.Symbols.Full
	}
	return m.row(picked, sign+" "+clean.Line(h.Title), "", m.look.Dim.Render(words))
}

// aside implements twinned.
func (m teamModules) aside(s *sheet, look theme.Theme) {
	h := m.hard.Modules[m.at]
	s.add(noRow, look.Title.Render(clean.Line(h.Title)))
	s.add(noRow, capital(h.Words())+".")
	if h.TooFew {
		s.gap()
		s.add(noRow, look.Dim.Render("Whoever raised a hand is in Help map, whatever the number."))
		return
	}
	if hands := m.hands[h.ID]; len(hands) > 0 {
		s.gap()
		s.add(noRow, look.Title.Render("Hands that are up"))
		for _, hand := range hands {
			s.hang(noRow, look.Symbols.Up+" ", look.Strong.Render(clean.Line(hand.Name))+": "+topicWords(hand.Topic))
		}
	}
	if len(h.Lessons) > 0 {
		s.gap()
		s.add(noRow, look.Title.Render("Lessons that they are about"))
		for _, l := range h.Lessons {
			s.hang(noRow, look.Symbols.Dot+" ", clean.Line(l.Title)+look.Dim.Render("  "+countOf(l.Hands, "person", "people")))
		}
	}
	if h.Stalled > 0 {
		s.gap()
		s.add(noRow, look.Dim.Render("Who stalled is not named here; Attention says who has not gone on for a while, and why it says so."))
	}
}

func (m teamModules) draw() string {
	if m.count() == 0 {
		return m.look.Dim.Render("  Nobody whom you look at follows a pathway yet.")
	}
	return m.twin.draw(m)
}

func (m teamModules) keys() []key.Binding {
	if m.count() == 0 {
		return nil
	}
	return []key.Binding{m.binds.open, m.binds.choose}
}

// teamModulesMsg is what is hard, and which hands are up.
type teamModulesMsg struct {
	hard  teams.Hard
	hands map[string][]teams.Hand // by the id of their module
}
