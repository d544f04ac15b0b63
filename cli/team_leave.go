package cli

import (
	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/team"
)

// teamLeft is a team that was left.
type teamLeft struct {
	Team  string `json:"team"` // id
	Title string `json:"title"`
}

func (a *app) teamLeaveCommand() *cobra.Command {
	cmd := a.verb("leave TEAM", "Forget what a lead published, and the lead's key", a.teamLeave)
	cmd.Long = "Forget what a lead published, and the lead's key. TEAM is its name or id, or the beginning of one. What you sent stays where it " +
		"is: waymark snapshot withdraw takes it back."
	cmd.Example = "  waymark team leave Sales"
	return completing(cmd, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		teams, err := acceptedTeams(a.store())
		if err != nil {
			return nil, quietly // a shell has no place for an error
		}
		return beginning(titlesOf(teams), typed), quietly
	})
}

// acceptedTeams are the teams whose files were accepted.
func acceptedTeams(s *store.Store) ([]store.Team, error) {
	files, err := team.Accepted(s)
	var teams []store.Team
	for _, f := range files {
		teams = append(teams, store.Team{ID: f.Team, Title: f.Title})
	}
	return teams, err
}

func (a *app) teamLeave(args []string) (result, error) {
	teams, err := acceptedTeams(a.store())
	if err != nil {
		return nil, err
	}
	t, err := namedTeam(teams, args[0])
	if err != nil {
		return nil, err
	}
	if err := a.store().LeaveTeam(t.ID); err != nil {
		return nil, err
	}
	return teamLeft{t.ID, t.Title}, nil
}

func (t teamLeft) text(p *page) {
	p.say("You left %s. What you sent before stays where it is.", t.Title)
}
