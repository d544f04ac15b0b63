package tui

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// publish shows a lead exactly what the next team file says, and to whom, before it is
// written.
type publish struct {
	room
	pane
	keys   publishKeys
	id     string // of the team; empty: the first one
	loaded publishMsg
	load   int    // which load is the newest: the answer of an earlier one is stale
	rows   picker // what can be set
	says   *sheet // what the file says, as laid out last
	busy   bool   // it is being written
}

type publishKeys struct{ change, write, choose key.Binding }

func newPublish(env Env, team string) publish {
	return publish{
		room: room{env: env}, pane: newPane(), id: team, rows: newPicker(), says: newSheet(0),
		keys: publishKeys{change: bind("change", "enter"), write: bind("publish", "p"), choose: bindAs("↑↓", "choose and scroll", "up")},
	}
}

// Init implements Screen.
func (p publish) Init() tea.Cmd {
	env, load, id := p.env, p.load, p.id
	return func() tea.Msg {
		msg := publishMsg{load: load, ready: true}
		var err error
		if msg.teams, err = env.Store.Teams(); err != nil || len(msg.teams) == 0 {
			return answer(msg, err)
		}
		msg.at = max(0, slices.IndexFunc(msg.teams, func(t store.Team) bool { return t.ID == id }))
		if msg.file, err = teams.NewFile(env.Store, msg.team(), env.Now()); err != nil {
			return failedMsg{err}
		}
		people, err := teams.People(env.Store)
		msg.accepted = teams.Acceptances(people, msg.team().ID)
		return answer(msg, err)
	}
}

// Update implements Screen.
func (p publish) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	switch msg := msg.(type) {
	case publishMsg:
		if msg.load == p.load {
			p.loaded = msg
			return p.draft(), nil
		}
	case publishedMsg:
		p.busy = false
		return p, msg.outcome()
	case changedMsg:
		p.load++
		return p, p.Init()
	case tea.WindowSizeMsg, lookMsg:
		return p.draft(), nil
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.MouseClickMsg:
		if row := p.rowUnder(msg); row != noRow {
			p.rows.list.Select(row)
			return p.layout().change()
		}
	case tea.MouseWheelMsg:
		p.view, _ = p.view.Update(msg)
	}
	return p, nil
}

// press moves among what can be set, and scrolls beyond it.
func (p publish) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	last := len(p.rows.list.Items()) - 1
	switch k := msg.String(); {
	case !p.loaded.ready || p.busy:
	case key.Matches(msg, p.keys.change):
		return p.change()
	case key.Matches(msg, p.keys.write) && len(p.loaded.teams) > 0:
		return p.write()
	case (k == "down" || k == "j") && p.rows.index() < last, (k == "up" || k == "k") && p.view.AtTop() && p.rows.index() > 0:
		p.rows, _ = p.rows.update(msg, 0)
		return p.layout(), nil
	default:
		p.view = scrolled(p.view, k)
	}
	return p, nil
}

// What can be set on the page.
const (
	publishTeam    = "team"
	publishFolder  = "folder"
	publishCeiling = "ceiling"
	publishWall    = "wall"
)

// change changes what is chosen: the folder is asked for; everything else has few values,
// of which the next one follows.
func (p publish) change() (Screen, tea.Cmd) {
	if len(p.loaded.teams) == 0 {
		return p, open(newTeamForm(p.env))
	}
	row, _ := p.rows.chosen()
	t := p.loaded.team()
	switch row.value {
	case publishTeam:
		p.id = p.loaded.teams[(p.loaded.at+1)%len(p.loaded.teams)].ID
		p.load++
		return p, p.Init()
	case publishFolder:
		return p, open(p.where(func(t store.Team) (tea.Msg, error) {
			_, err := teams.Keep(p.env.Store, t)
			return changedMsg{}, err
		}))
	case publishCeiling:
		next := map[string]snapshot.Profile{"": snapshot.Standard, string(snapshot.Standard): snapshot.Minimal}
		t.Ceiling = string(next[t.Ceiling])
	case publishWall:
		t.Wall = !t.Wall
	}
	env := p.env
	return p, func() tea.Msg {
		_, err := teams.Keep(env.Store, t)
		return answer(changedMsg{}, err)
	}
}

// where asks for the folder of the team and hands the team on with it.
func (p publish) where(then func(store.Team) (tea.Msg, error)) Screen {
	t := p.loaded.team()
	help := "One that your people can read, for example on a shared drive: their snapshots come from there, and the team file goes there."
	return newPrompt(p.env, "Team folder", "Which folder is the team's?", help, t.Folder, func(path string) (tea.Msg, error) {
		t.Folder = path
		return then(t)
	})
}

// write writes the file that shows; without a folder that is asked for first.
func (p publish) write() (Screen, tea.Cmd) {
	env, file := p.env, p.loaded.file
	to := func(folder string) publishedMsg {
		path, err := teams.Write(env.Store, file, folder)
		return publishedMsg{file.Number, path, err}
	}
	if p.loaded.team().Folder == "" {
		return p, open(p.where(func(t store.Team) (tea.Msg, error) {
			msg := to(t.Folder)
			return msg, msg.err
		}))
	}
	p.busy = true
	folder := p.loaded.team().Folder
	return p, func() tea.Msg { return to(folder) }
}

// outcome says what became of it.
func (m publishedMsg) outcome() tea.Cmd {
	if m.err != nil {
		return send(failedMsg{m.err})
	}
	words := fmt.Sprintf("Published number %d: %s. Your people accept it: tab Team, then t, or waymark team accept.", m.number, m.path)
	return tea.Sequence(send(changedMsg{}), notice(words))
}

// View implements Screen.
func (p publish) View() tea.View {
	if !p.loaded.ready {
		return tea.View{}
	}
	return tea.View{Content: p.pane.draw(p.look)}
}

// Title implements Screen.
func (p publish) Title() string { return "Team " + crumb(p.look) + " Publish" }

// ShortHelp implements Screen.
func (p publish) ShortHelp() []key.Binding {
	if len(p.loaded.teams) == 0 {
		return []key.Binding{bind("make a team", "enter")}
	}
	return []key.Binding{p.keys.write, p.keys.change, p.keys.choose}
}

// FullHelp implements Screen.
func (p publish) FullHelp() [][]key.Binding {
	return [][]key.Binding{{p.keys.write, p.keys.change, p.keys.choose, bindAs("PgUp PgDn", "scroll a page", "pgup", "pgdown")}}
}

// Explain says what a team file is.
func (p publish) Explain() (about string, paragraphs []string) {
	return "the team file", []string{
		"The team file tells your people what you gave them or waived, the most that their snapshots may tell, and the wall of shared experiments. It lies in the folder of the team as " + teams.FileName + ", signed with your key. Whoever can read the folder can read all of it.",
		"Your people see it before they accept it, and which one they accepted stands in their next snapshot. Nobody has to accept it: without it they lack what it says, and nothing else.",
		"A ceiling only lowers: it never adds anything to a snapshot, and everybody may tell less than it allows.",
		"The wall holds the cards that people shared, the newest " + fmt.Sprint(teams.MostOnWall) + " of them, with their names. A card that somebody takes back is gone with the next file that you publish.",
	}
}

type (
	// publishMsg is what the next file of a team says.
	publishMsg struct {
		load     int
		ready    bool
		teams    []store.Team
		at       int // which of them
		file     teams.File
		accepted []teams.Acceptance
	}
	// publishedMsg says that the file was written, or why not.
	publishedMsg struct {
		number int
		path   string
		err    error
	}
)

// team is the team whose file it is. There has to be one.
func (m publishMsg) team() store.Team { return m.teams[m.at] }
