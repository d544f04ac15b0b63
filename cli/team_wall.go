package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/team"
)

// teamWall is the experiments that people shared, newest first.
type teamWall struct {
	freshness
	Query string     `json:"query"`
	From  string     `json:"from"` // snapshots, or the team files that were accepted
	Cards []wallCard `json:"cards"`
	Tried []wallCard `json:"tried"` // which the query resembles
}

// wallCard is an entry's card and who shared it.
type wallCard struct {
	person
	ID  string `json:"id"`
	Day string `json:"day"`
	store.EntryCard
}

func (a *app) teamWallCommand() *cobra.Command {
	cmd := a.viewCommand("wall [QUERY]", "See what was tried and shared, also what failed", "Each word of QUERY begins a word of the card. Where no snapshots were taken in, it is the wall of the team files that you accepted.",
		team.WallView, func(args []string, of chosen) (result, error) {
			return a.teamWall(strings.Join(args, ""), of)
		})
	cmd.Example = "  waymark team wall\n  waymark team wall \"refund tone\""
	return cmd
}

func (a *app) teamWall(query string, of chosen) (result, error) {
	_, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	wall, err := team.ReadWall(s, f, a.now())
	if err != nil {
		return nil, err
	}
	from := "snapshots"
	if wall.Total == 0 && of == (chosen{}) {
		files, err := team.Accepted(s)
		if err != nil {
			return nil, err
		}
		if len(files) > 0 {
			wall, from = team.WallOfFiles(files), "team files"
		}
	}
	found := teamWall{freshnessOf(wall.Freshness), query, from, cardsOf(wall.Search(query).Cards), []wallCard{}}
	if query != "" {
		found.Tried = cardsOf(wall.Tried(query))
	}
	return found, nil
}

func cardsOf(all []team.WallCard) []wallCard {
	cards := []wallCard{}
	for _, c := range all {
		cards = append(cards, wallCard{person{c.Learner, c.Name, c.Department}, c.Card.ID, c.Card.Shared, c.Card.EntryCard})
	}
	return cards
}

func (w teamWall) text(p *page) {
	if w.From == "snapshots" && !w.header(p) {
		return
	}
	switch {
	case len(w.Cards) == 0 && w.Query == "":
		p.say("Nobody has shared an experiment yet.")
	case len(w.Cards) == 0:
		p.say("No card fits %q.", w.Query)
	}
	for _, c := range w.Cards {
		p.gap()
		c.text(p)
	}
	for i, c := range w.Tried {
		if i == 0 && len(w.Cards) == 0 {
			p.gap()
			p.say("These come near:")
		}
		if len(w.Cards) == 0 {
			p.gap()
			c.text(p)
		}
	}
}

func (c wallCard) text(p *page) {
	p.say("%s: %s", c.Verdict.String(), c.Title)
	p.inset("%s, %s", c.named(), c.Day)
	for _, line := range []string{c.Learning, joinedIf("What broke", c.Broke)} {
		if line != "" {
			p.inset("%s", line)
		}
	}
}

// joinedIf puts a label before a text, if there is one.
func joinedIf(label, text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return label + ": " + text
}
