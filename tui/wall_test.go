package tui

import (
	"path/filepath"
	"testing"

	"waymark/store"
	teams "waymark/store/team"
)

// accepting is a learner who accepted the team file of a lead, with or without a wall.
func accepting(withWall bool) func(*store.Store) {
	return func(s *store.Store) {
		lead := store.New(filepath.Join(s.Dir(), "lead"), morning)
		_, err := lead.UpdateProfile(map[string]string{"name": "Rosa Marin"})
		must(err)
		staffed(support()...)(lead)
		kept, err := lead.Teams()
		must(err)
		kept[0].Wall = withWall
		_, err = lead.KeepTeam(kept[0])
		must(err)
		path, _, err := teams.Publish(lead, kept[0], lead.Dir(), morning())
		must(err)
		accepts(s, path)
	}
}

func wallStories() []story {
	return []story{
		{name: "wall", keys: []string{"4", "w"}, with: accepting(true)},
		{name: "wall-search", keys: []string{"6", "w", "/"}, text: "sources", with: accepting(true)},
		{name: "wall-none", keys: []string{"4", "w"}},
		{name: "wall-bare", keys: []string{"4", "w"}, with: accepting(false)},
		{name: "wall-ascii", keys: []string{"4", "w", "down"}, with: accepting(true), ascii: true},
	}
}

func TestALearnerSeesTheWallOfTheTeam(t *testing.T) {
	d := drive(t, 120, 40, accepting(true)).press("4").see("w team's wall").press("w")
	d.see("Team wall", "3 cards, newest first", "Refund replies in a warmer tone", "Mira Novak", "Already tried, and like it")
	d.press("/").write("sources").see("1 card").press("enter").see("What broke: 4 of 10 sources did not exist.")
	d.press("esc", "esc").see("3 cards, newest first").press("?").see("What it means: the wall").press("esc", "esc").see("[4 Journal]")
	d.press("6").see("w team's wall").press("w").see("Team wall", "3 cards")
}

// A card that was taken back is gone with the next file that is accepted.
func TestTheWallFollowsTheNewestFile(t *testing.T) {
	d := drive(t, 80, 24, accepting(true)).press("4", "w").see("3 cards, newest first")
	must(d.store.LeaveTeam(keeps(d.store.AcceptedTeams())[0].Team))
	d.send(changedMsg{})
	d.see("Nothing hangs on the wall yet", "your lead publishes")
}
