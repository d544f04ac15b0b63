package tui

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	teams "waymark/store/team"
)

// A lead says once where snapshots are, and what the team is called. From then on the
// folder is looked into by itself.

// askFolder asks where the snapshots are.
func (t team) askFolder() tea.Cmd {
	return open(newPrompt(t.env, "Team › Folder", "Where are the snapshots?",
		"The folder that you agreed on with your people, or one file, for example from a mail. No snapshot in it is changed.",
		t.folder(), func(path string) (tea.Msg, error) {
			full, isFolder, err := teams.Place(path)
			if err != nil {
				return nil, err
			}
			found, err := teams.Found(full)
			return teamFolderMsg{full, isFolder, found}, err
		}))
}

// place goes on from a folder or file: to a team that has it, to the name of the first
// one, or to the question which team it is for.
func (t team) place(msg teamFolderMsg) tea.Cmd {
	for _, kept := range t.teams {
		if msg.folder && kept.Folder == msg.path {
			return t.takeIn(kept, msg)
		}
	}
	if len(t.teams) == 0 {
		return t.askName(msg)
	}
	var rows []choice
	for _, kept := range t.teams {
		row := choice{value: kept.ID, title: kept.Title}
		if msg.folder && kept.Folder != "" {
			row.right = clip("instead of "+fileName(kept.Folder), 40)
		}
		rows = append(rows, row)
	}
	rows = append(rows, choice{value: newTeamValue, title: "A new team"})
	kept := t.teams
	return open(newChooser(t.env, "Team › Folder", "Which team is this for?", msg.path, rows, "", func(value string) tea.Cmd {
		for _, k := range kept {
			if k.ID == value {
				return send(teamForMsg{k, msg})
			}
		}
		return send(teamForMsg{store.Team{}, msg})
	}))
}

// namedOrTaken goes on from the team that a folder is for.
func (t team) namedOrTaken(msg teamForMsg) tea.Cmd {
	if msg.team.ID == "" {
		return t.askName(msg.where)
	}
	return t.takeIn(msg.team, msg.where)
}

// newTeamValue stands for a team that is still to be made.
const newTeamValue = "new"

// askName asks what a new team is called.
func (t team) askName(where teamFolderMsg) tea.Cmd {
	env := t.env
	found := "No snapshot is there yet."
	if where.found > 0 {
		found = countOf(where.found, "file is", "files are") + " there to be taken in."
	}
	return open(newPrompt(t.env, "Team › Name", "Name of the team", "Your people see it when you send them something. "+found, "",
		func(title string) (tea.Msg, error) {
			return takenIn(env, store.Team{Title: title}, where)
		}).lacking("A name is needed, or Esc to leave."))
}

// takeIn takes in a folder or file for a team that exists.
func (t team) takeIn(kept store.Team, where teamFolderMsg) tea.Cmd {
	env := t.env
	return func() tea.Msg {
		msg, err := takenIn(env, kept, where)
		return answer(msg, err)
	}
}

// takenIn keeps a team with its folder, and takes in what is there.
func takenIn(env Env, t store.Team, where teamFolderMsg) (tea.Msg, error) {
	if where.folder {
		t.Folder = where.path
	}
	t, err := teams.Keep(env.Store, t)
	if err != nil {
		return nil, err
	}
	tell, end := env.Jobs.begin("Taking in snapshots")
	defer end()
	outcome, err := teams.ImportTelling(env.Store, t.ID, where.path, env.Now(), tell)
	if errors.Is(err, context.Canceled) { // what was taken in stays, and the folder is looked into again
		err = nil
	}
	return teamTakenMsg{t, outcome}, err
}

// taken says what came of it. What was refused from a folder is listed on its own page;
// from a single file it is said at once.
func (t team) taken(msg teamTakenMsg) (team, tea.Cmd) {
	t, cmd := t.fetch()
	return t, tea.Batch(cmd, notice(outcomeWords(msg.outcome)))
}

func outcomeWords(o teams.Outcome) string {
	words := countOf(len(o.Taken), "snapshot", "snapshots") + " taken in"
	if n := o.Same + len(o.Older); n > 0 {
		words += fmt.Sprintf(", %d known already", n)
	}
	if n := len(o.Alarms); n > 0 {
		words += fmt.Sprintf(", %s", countOf(n, "changed key", "changed keys"))
	}
	switch n := len(o.Refused); {
	case n == 1:
		words += fmt.Sprintf(". Refused: %s, since %s", o.Refused[0].File, o.Refused[0].Reason)
	case n > 1:
		words += fmt.Sprintf(", %d refused", n)
	}
	return words + "."
}

type (
	// teamFolderMsg is where the lead says that snapshots are.
	teamFolderMsg struct {
		path   string // whole
		folder bool   // it is no single file
		found  int    // files that may be snapshots
	}
	// teamForMsg is the team that a folder is for; one without an ID is to be made.
	teamForMsg struct {
		team  store.Team
		where teamFolderMsg
	}
	teamTakenMsg struct {
		team    store.Team
		outcome teams.Outcome
	}
)
