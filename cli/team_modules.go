package cli

import (
	"github.com/spf13/cobra"

	"waymark/store/team"
)

// teamModules is what is hard, for whomever.
type teamModules struct {
	freshness
	Modules []hardModule `json:"modules"`
}

// hardModule counts people and names none. Among too few nothing is counted.
type hardModule struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	People  int          `json:"people"`
	TooFew  bool         `json:"too_few"`
	Hands   int          `json:"hands"`
	Stalled int          `json:"stalled"`
	Either  int          `json:"either"`
	Lessons []hardLesson `json:"lessons"`
	Words   string       `json:"words"`
}

type hardLesson struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Hands int    `json:"hands"`
}

func (a *app) teamModulesCommand() *cobra.Command {
	cmd := a.viewCommand("modules", "See which modules are hard, without names", "", team.ModulesView, a.teamModules)
	cmd.Example = "  waymark team modules"
	return cmd
}

func (a *app) teamModules(_ []string, of chosen) (result, error) {
	c, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	found, err := team.ReadHard(c, s, f, a.now())
	if err != nil {
		return nil, err
	}
	shown := teamModules{freshnessOf(found.Freshness), []hardModule{}}
	for _, m := range found.Modules {
		hard := hardModule{m.ID, m.Title, m.People, m.TooFew, m.Hands, m.Stalled, m.Either, []hardLesson{}, m.Words()}
		for _, l := range m.Lessons {
			hard.Lessons = append(hard.Lessons, hardLesson(l))
		}
		shown.Modules = append(shown.Modules, hard)
	}
	return shown, nil
}

func (m teamModules) text(p *page) {
	if !m.header(p) {
		return
	}
	for _, module := range m.Modules {
		p.gap()
		p.say("%s", module.Title)
		p.inset("%s", sentence(module.Words))
		for _, l := range module.Lessons {
			p.inset("%s: %s up", l.Title, count(l.Hands, "hand"))
		}
	}
}
