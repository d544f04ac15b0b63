package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Most people who open the tab lead nobody: whoever does says so first, and can take it back.

// leading reports that somebody said that they lead a team.
func (t team) leading() bool { return !t.empty() || len(t.teams) > 0 }

// keysWhenEmpty are the keys before there are people.
func (t team) keysWhenEmpty() []key.Binding {
	if t.leading() {
		return []key.Binding{t.keys.share, t.keys.mine, t.keys.take, t.keys.stop, t.keys.wall}
	}
	return []key.Binding{t.keys.share, t.keys.mine, t.keys.lead, t.keys.wall}
}

// pressEmpty acts on a key before there are people.
func (t team) pressEmpty(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case msg.String() == "enter" && t.offer.path != "":
		return open(newAccept(t.env, t.offer.path))
	case key.Matches(msg, t.keys.take) && t.leading():
		return t.askFolder()
	case key.Matches(msg, t.keys.lead):
		return t.askLead()
	case key.Matches(msg, t.keys.share):
		return open(newShare(t.env))
	case key.Matches(msg, t.keys.mine):
		return open(newMyTeams(t.env))
	case key.Matches(msg, t.keys.wall):
		return open(newWall(t.env))
	case key.Matches(msg, t.keys.stop) && t.leading():
		return open(t.asksStop())
	}
	return nil
}

// askLead asks whether somebody leads others, before the tab becomes a lead's.
func (t team) askLead() tea.Cmd {
	rows := []choice{{value: "", title: "No, I only learn"}, {value: "lead", title: "Yes, I lead them"}}
	help := "This shows you the snapshots of others, and the tab Team becomes a lead's. What your own lead gave you is behind t, what they see of you behind s."
	return open(newChooser(t.env, "Team "+crumb(t.look)+" Lead", "Do you lead a team?", help, rows, "", func(value string) tea.Cmd {
		if value == "" {
			return nil
		}
		return t.askFolder()
	}))
}

// asksStop asks before all that a lead keeps of others is forgotten.
func (t team) asksStop() sure {
	env := t.env
	return newSure(env, "Stop leading", "Stop leading, and forget the people whose snapshots are here?", []string{
		"This machine then forgets your teams and all that it knows of " + countOf(len(t.people), "person", "people") + ": what they told, what you gave them, your private notes and talks. This cannot be taken back, not even with u.",
		"The files in the folder stay as they are: whoever leads the team can take them in again. Your own learning and your journal stay, and so do the teams of which you are a member.",
	}, bind("forget them", "y"), func() (string, error) {
		return "You lead no team here any more.", env.Store.StopLeading()
	})
}

// viewAt is where the view of a name stands.
func (t team) viewAt(name string) int {
	return max(0, slices.IndexFunc(t.views, func(v teamView) bool { return v.name() == name }))
}
