package cli

import (
	"github.com/spf13/cobra"

	"waymark/store/team"
)

// teamNeeds is who needs their lead, and why.
type teamNeeds struct {
	freshness
	Needs []teamNeed `json:"needs"`
	Fine  int        `json:"fine"`

	fine string
}

type teamNeed struct {
	person
	AgeDays int         `json:"age_days"`
	Causes  []teamCause `json:"causes"`
}

func (a *app) teamAttentionCommand() *cobra.Command {
	cmd := a.viewCommand("attention", "See who needs you this week, and why", "", team.AttentionView, a.teamAttention)
	cmd.Example = "  waymark team attention\n  waymark team attention --department hr"
	return cmd
}

func (a *app) teamAttention(_ []string, of chosen) (result, error) {
	c, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	found, err := team.ReadAttention(c, s, f, a.now())
	if err != nil {
		return nil, err
	}
	needs := teamNeeds{freshnessOf(found.Freshness), []teamNeed{}, found.Fine, found.FineWords()}
	for _, n := range found.Needs {
		needs.Needs = append(needs.Needs, teamNeed{person{n.ID, n.Name, n.Department}, n.AgeDays, causesOf(n.Causes)})
	}
	return needs, nil
}

func (n teamNeeds) text(p *page) {
	if !n.header(p) {
		return
	}
	for _, need := range n.Needs {
		p.gap()
		p.say("%s", need.named())
		for _, c := range need.Causes {
			p.inset("%s", sentence(c.Words))
		}
	}
	p.gap()
	p.say("%s", sentence(n.fine))
	if len(n.Needs) > 0 {
		p.say("All about one of them: waymark team member NAME")
	}
}
