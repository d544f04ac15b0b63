package cli

import (
	"cmp"

	"github.com/spf13/cobra"

	"waymark/store/team"
)

// teamHelpMap is each hand that is up, with those who can help.
type teamHelpMap struct {
	freshness
	Hands []handUp `json:"hands"`
}

type handUp struct {
	person
	topic
	Words   string   `json:"words"`
	Helpers []helper `json:"helpers"`
}

// helper is somebody whose offer fits a hand.
type helper struct {
	Learner      string `json:"learner"`
	Name         string `json:"name"`
	About        string `json:"about"`
	Note         string `json:"note"`
	Fit          string `json:"fit"`
	Introduction string `json:"introduction"`
}

func (a *app) teamHelpMapCommand() *cobra.Command {
	cmd := a.viewCommand("help-map", "See who asks for help, and who offers it", "For each pair it writes an introduction to copy.",
		team.HelpView, a.teamHelpMap)
	cmd.Example = "  waymark team help-map"
	return cmd
}

func (a *app) teamHelpMap(_ []string, of chosen) (result, error) {
	c, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	m, err := team.ReadHelp(c, s, f, a.now())
	if err != nil {
		return nil, err
	}
	found := teamHelpMap{freshnessOf(m.Freshness), []handUp{}}
	for _, h := range m.Hands {
		up := handUp{
			person{h.Learner, h.Name, h.Department}, topic{h.Topic.About, h.Topic.Title, h.Topic.Note, h.Topic.Since}, h.Words(), []helper{},
		}
		for _, o := range h.Helpers {
			up.Helpers = append(up.Helpers, helper{o.Learner, o.Name, cmp.Or(o.Topic.Title, o.Topic.About), o.Topic.Note, o.Fit.String(), h.Introduction(o)})
		}
		found.Hands = append(found.Hands, up)
	}
	return found, nil
}

func (m teamHelpMap) text(p *page) {
	if !m.header(p) {
		return
	}
	if len(m.Hands) == 0 {
		p.say("No hand is up.")
	}
	for _, h := range m.Hands {
		p.gap()
		p.say("%s %s", h.named(), h.Words)
		if h.Note != "" {
			p.inset("%s", h.Note)
		}
		for i, o := range h.Helpers {
			p.inset("%s offers %s: %s", o.Name, joined(o.About, o.Note), o.Fit)
			if i == 0 {
				p.indented("    ", "%s", o.Introduction)
			}
		}
	}
}
