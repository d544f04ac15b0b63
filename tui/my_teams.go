package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/envelope"
	teams "waymark/store/team"
)

// myTeams shows the teams whose files the learner accepted, and leaves one.
type myTeams struct {
	room
	pane
	keys   myTeamsKeys
	at     int // the team that shows
	loaded bool
	load   int
	offer  offer
	myTeamsMsg
}

type myTeamsKeys struct{ accept, leave, next, look key.Binding }

func newMyTeams(env Env) myTeams {
	return myTeams{
		room: room{env: env}, pane: newPane(),
		keys: myTeamsKeys{accept: bind("look at a file", "a"), leave: bind("leave it", "x"), next: bindAs("←→", "other team", "left", "right"), look: bind("look at what is new", "enter")},
	}
}

// Init implements Screen.
func (m myTeams) Init() tea.Cmd {
	env, load := m.env, m.load
	return func() tea.Msg {
		msg := myTeamsMsg{load: load}
		var err error
		if msg.files, err = teams.Accepted(env.Store); err != nil {
			return failedMsg{err}
		}
		if msg.kept, err = env.Store.AcceptedTeams(); err != nil {
			return failedMsg{err}
		}
		if msg.last, err = env.Store.LastSent(); err != nil {
			return failedMsg{err}
		}
		if len(msg.files) > 0 {
			msg.learner, _, err = env.Store.Identity()
		}
		return answer(msg, err)
	}
}

// Update implements Screen.
func (m myTeams) Update(msg tea.Msg) (Screen, tea.Cmd) {
	m.room = m.room.fit(msg)
	switch msg := msg.(type) {
	case myTeamsMsg:
		if msg.load == m.load && len(msg.files) == len(msg.kept) {
			m.myTeamsMsg, m.loaded = msg, true
			m.at = min(m.at, max(0, len(m.files)-1))
			return m.layout(), lookForOffer(m.env, m.Title(), m.load)
		}
	case offerMsg:
		if msg.to(m.Title(), m.load) {
			m.offer = msg.offer
		}
	case changedMsg:
		m.load++
		return m, m.Init()
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.MouseWheelMsg:
		m.view, _ = m.view.Update(msg)
		return m, nil
	}
	return m.layout(), nil
}

func (m myTeams) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	switch n := len(m.files); {
	case !m.loaded:
	case key.Matches(msg, m.keys.accept):
		return m, open(newAcceptFrom(m.env, m.where()))
	case m.offer.path != "" && key.Matches(msg, m.keys.look):
		return m, open(newAccept(m.env, m.offer.path))
	case n > 0 && key.Matches(msg, m.keys.leave):
		return m, open(m.asksLeave())
	case n > 1 && msg.String() == "right":
		m.at = (m.at + 1) % n
		return m.layout(), nil
	case n > 1 && msg.String() == "left":
		m.at = (m.at + n - 1) % n
		return m.layout(), nil
	default:
		m.view = scrolled(m.view, msg.String())
	}
	return m, nil
}

// where is the place to look at first: where the team's last file lay, or where the last
// snapshot went.
func (m myTeams) where() string {
	if len(m.kept) > 0 {
		return m.kept[m.at].From
	}
	if m.last.Number > 0 {
		return m.last.Folder()
	}
	return ""
}

// asksLeave asks before a team is left.
func (m myTeams) asksLeave() sure {
	env, f := m.env, m.files[m.at]
	return newSure(env, "Leave a team", "Leave "+clean.Line(f.Title)+"?", []string{
		"What was given to you or waived is gone from Today and Pathways, the ceiling no longer holds, and the key of its lead is forgotten.",
		"What you sent stays where it is: w under What my lead sees withdraws it. You can accept the file again at any time.",
	}, bind("leave the team", "y"), func() (string, error) {
		return "You left " + clean.Line(f.Title) + ".", env.Store.LeaveTeam(f.Team)
	})
}

func (m myTeams) layout() myTeams {
	if !m.loaded || m.width == 0 {
		return m
	}
	s := newSheet(m.measure())
	if words := m.offer.words(); words != "" {
		s.add(noRow, m.look.Accent.Render(words+": Enter looks at it"))
		s.gap()
	}
	if len(m.files) == 0 {
		s.add(noRow, m.look.Title.Render("You accepted no team file"))
		s.gap()
		s.add(noRow, "A lead can tell you which modules they ask of you or waive, with a reason, and share what the team tried. That comes as a signed file in the folder where you send your snapshots.")
		s.gap()
		s.add(noRow, m.look.Accent.Render("Press a to look at one."))
		m.pane = m.hold(s, m.width, m.height)
		return m
	}
	f, kept := m.files[m.at], m.kept[m.at]
	drawFile(s, m.room, f, m.learner)
	s.gap()
	s.hang(noRow, m.look.Dim.Render("Lead        "), clean.Line(f.Lead.Name))
	s.hang(noRow, m.look.Dim.Render("Key         "), envelope.Fingerprint(kept.Key)+m.look.Dim.Render("  pinned on "+kept.First.Format("2 January 2006")))
	s.hang(noRow, m.look.Dim.Render("Accepted    "), kept.At.Format("2 January 2006")+", from "+clean.Line(kept.From))
	m.pane = m.hold(s, m.width, m.height)
	return m
}

// View implements Screen.
func (m myTeams) View() tea.View {
	if !m.loaded {
		return tea.View{}
	}
	return tea.View{Content: m.draw(m.look)}
}

// Title implements Screen.
func (m myTeams) Title() string { return "My teams" }

// Status implements Screen.
func (m myTeams) Status() string {
	if len(m.files) < 2 {
		return ""
	}
	return fmt.Sprintf("%d of %d", m.at+1, len(m.files))
}

// ShortHelp implements Screen.
func (m myTeams) ShortHelp() []key.Binding {
	var keys []key.Binding
	if m.offer.path != "" {
		keys = append(keys, m.keys.look)
	}
	if len(m.files) > 1 {
		keys = append(keys, m.keys.next)
	}
	if keys = append(keys, m.keys.accept); len(m.files) > 0 {
		keys = append(keys, m.keys.leave)
	}
	return keys
}

// FullHelp implements Screen.
func (m myTeams) FullHelp() [][]key.Binding { return [][]key.Binding{m.ShortHelp()} }

// myTeamsMsg is what was accepted: the files, and how they are kept, in one order.
type myTeamsMsg struct {
	load    int
	files   []teams.File
	kept    []store.Accepted
	learner string     // random id
	last    store.Sent // zero where nothing was sent
}
