package tui

import (
	"waymark/store"
	teams "waymark/store/team"
)

// newTeamForm makes a team.
func newTeamForm(env Env) paper {
	var made store.Team
	return newPaper(env, blank{
		title: "New team", draft: draftName("team"), save: "make the team", leave: true, given: map[string]string{},
		about: "A team is the people whose snapshots lie in one folder.",
		fields: []field{
			{name: "title", label: "Name of the team", help: "Your people see it.", limit: 80},
			{name: "folder", label: "Folder", help: "Where snapshots come from and the team file goes. It can wait.", limit: 500},
		},
		lacking: func(values map[string]string) (name, words string) {
			if values["title"] == "" {
				return "title", "A name is needed, such as Customer support."
			}
			return "", ""
		},
		keep: func(values, _ map[string]string) (string, error) {
			made.Title, made.Folder = values["title"], values["folder"]
			kept, err := teams.Keep(env.Store, made)
			if err == nil {
				made = kept
			}
			return "Made: " + kept.Title + ".", err
		},
	})
}
