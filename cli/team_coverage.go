package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"waymark/store/team"
)

// teamCoverage is who holds which competency.
type teamCoverage struct {
	freshness
	Rows   []covered `json:"rows"`
	Untold int       `json:"untold"`
}

type covered struct {
	Framework string   `json:"framework"`
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Holders   []holder `json:"holders"`
	Gap       bool     `json:"gap"`
	Risk      bool     `json:"risk"`
	Words     string   `json:"words"`
}

type holder struct {
	Learner string `json:"learner"`
	Name    string `json:"name"`
}

func (a *app) teamCoverageCommand() *cobra.Command {
	cmd := a.viewCommand("coverage", "See which competency is held, and by whom alone", "", team.CoverageView, a.teamCoverage)
	cmd.Example = "  waymark team coverage"
	return cmd
}

func (a *app) teamCoverage(_ []string, of chosen) (result, error) {
	c, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	found, err := team.ReadCoverage(c, s, f, a.now())
	if err != nil {
		return nil, err
	}
	shown := teamCoverage{freshnessOf(found.Freshness), []covered{}, found.Untold}
	for _, r := range found.Rows {
		row := covered{r.Framework, r.ID, r.Title, []holder{}, r.Gap(), r.Risk(), r.Words()}
		for _, h := range r.Holders {
			row.Holders = append(row.Holders, holder{h.ID, h.Name})
		}
		shown.Rows = append(shown.Rows, row)
	}
	return shown, nil
}

func (c teamCoverage) text(p *page) {
	if !c.header(p) {
		return
	}
	var rows [][]string
	for i, r := range c.Rows {
		if i > 0 && r.Framework != c.Rows[i-1].Framework || i == 0 {
			p.table(rows)
			rows = nil
			p.gap()
			p.say("%s", r.Framework)
		}
		rows = append(rows, []string{r.ID, joined(r.Title, r.Words)})
	}
	p.table(rows)
	if c.Untold > 0 {
		p.gap()
		p.say("Of %s nothing is known here: their snapshots tell no lessons.", people(c.Untold))
	}
}

// people counts persons in words.
func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}
