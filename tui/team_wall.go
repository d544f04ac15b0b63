package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	teams "waymark/store/team"
)

// teamWall answers: what did we try? What failed stands there like what worked.
type teamWall struct{ cards wallCards }

func newTeamWall(env Env) teamWall { return teamWall{newWallCards(env, true, "Wall")} }

func (w teamWall) name() string         { return "Wall" }
func (w teamWall) detailed() bool       { return true }
func (w teamWall) rules() []string      { return teams.Rules(teams.WallView) }
func (w teamWall) typing() bool         { return w.cards.typing }
func (w teamWall) claims(k string) bool { return w.cards.claims(k) }
func (w teamWall) cursor() *tea.Cursor  { return w.cards.cursor() }
func (w teamWall) keys() []key.Binding  { return w.cards.keys() }

func (w teamWall) ask(in teamInput) tea.Msg {
	return teamWallMsg{teams.WallOf(in.people, in.details, in.now)}
}

func (w teamWall) update(msg tea.Msg) (teamView, tea.Cmd) {
	var hung, cmd tea.Cmd
	if found, is := msg.(teamWallMsg); is {
		w.cards, hung = w.cards.hang(found.wall)
	}
	w.cards, cmd = w.cards.update(msg)
	return w, tea.Batch(hung, cmd)
}

func (w teamWall) draw() string {
	if len(w.cards.wall.Cards) > 0 {
		return w.cards.draw()
	}
	s := newSheet(w.cards.measure())
	s.add(noRow, w.cards.look.Title.Render("Nobody shared an experiment yet"))
	s.gap()
	s.add(noRow, "Whoever shares an entry of their journal shares a card: what was tried, what came of it and what others can learn. Failures are as welcome as successes. Cards come with the next snapshot.")
	return indent(s.text(), "  ")
}

// teamWallMsg is what was tried.
type teamWallMsg struct{ wall teams.Wall }
