package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	teams "waymark/store/team"
)

// wall shows a learner what others of their teams tried: the cards that came with the team
// files that they accepted.
type wall struct {
	cards  wallCards
	loaded bool
	load   int  // which load is the newest: the answer of an earlier one is stale
	teams  bool // a team file was accepted
}

func newWall(env Env) wall { return wall{cards: newWallCards(env, false, "Team wall")} }

// Init implements Screen.
func (w wall) Init() tea.Cmd {
	env, load := w.cards.env, w.load
	return func() tea.Msg {
		files, err := teams.Accepted(env.Store)
		return answer(wallMsg{load, teams.WallOfFiles(files), len(files) > 0}, err)
	}
}

// Update implements Screen.
func (w wall) Update(msg tea.Msg) (Screen, tea.Cmd) {
	var hung, cmd tea.Cmd
	switch msg := msg.(type) {
	case wallMsg:
		if msg.load != w.load {
			return w, nil
		}
		w.loaded, w.teams = true, msg.teams
		w.cards, hung = w.cards.hang(msg.wall)
	case changedMsg:
		w.load++
		return w, w.Init()
	}
	w.cards, cmd = w.cards.update(msg)
	return w, tea.Batch(hung, cmd)
}

// View implements Screen.
func (w wall) View() tea.View {
	switch {
	case !w.loaded:
		return tea.View{}
	case len(w.cards.wall.Cards) > 0:
		return tea.View{Content: w.cards.draw(), Cursor: w.cards.cursor()}
	}
	s := newSheet(w.cards.measure())
	s.gap()
	s.add(noRow, w.cards.look.Title.Render("Nothing hangs on the wall yet"))
	s.gap()
	if w.teams {
		s.add(noRow, "The team file that you accepted has no cards. Your lead decides whether shared experiments travel in it; what you share reaches your lead with your next snapshot.")
	} else {
		s.add(noRow, "The wall shows what others of your team tried with AI. It comes with the file that your lead publishes; you accept that in the tab Team.")
	}
	return tea.View{Content: indent(s.text(), "  ")}
}

// Title implements Screen.
func (w wall) Title() string { return "Team wall" }

// Status implements Screen.
func (w wall) Status() string { return "" }

// Typing implements Screen.
func (w wall) Typing() bool { return w.cards.typing }

// Claims reports that Esc ends a search before it leaves the wall.
func (w wall) Claims(k string) bool { return w.cards.claims(k) }

// ShortHelp implements Screen.
func (w wall) ShortHelp() []key.Binding { return w.cards.keys() }

// FullHelp implements Screen.
func (w wall) FullHelp() [][]key.Binding {
	b := w.cards.binds
	return [][]key.Binding{{b.open, b.find, bind("end the search", "esc"), b.choose, bindAs("PgUp PgDn", "a page", "pgup", "pgdown")}}
}

// Explain says what is on the wall.
func (w wall) Explain() (about string, paragraphs []string) {
	return "the wall", teams.Rules(teams.WallView)
}

// wallMsg is the cards that came with team files.
type wallMsg struct {
	load  int
	wall  teams.Wall
	teams bool
}
