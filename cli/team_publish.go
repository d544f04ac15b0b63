package cli

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// teamPublished is a team file that was written.
type teamPublished struct {
	File        string       `json:"file"`
	Team        string       `json:"team"` // title
	Number      int          `json:"number"`
	Ceiling     string       `json:"ceiling"`
	Given       []assignment `json:"given"`
	Wall        int          `json:"wall"`        // cards
	Fingerprint string       `json:"fingerprint"` // of the lead's own key
}

// noCeiling is the word that takes a ceiling away.
const noCeiling = "none"

func (a *app) teamPublishCommand() *cobra.Command {
	var title, ceiling string
	var wall bool
	var cmd *cobra.Command
	cmd = a.verb("publish [DIR]", "Write the team file: what you gave, the wall, the team's policy", func(args []string) (result, error) {
		t, err := a.teamToPublish(title)
		if err != nil {
			return nil, err
		}
		if cmd.Flags().Changed("wall") {
			t.Wall = wall
		}
		if cmd.Flags().Changed("ceiling") {
			if t.Ceiling = ceiling; ceiling == noCeiling {
				t.Ceiling = ""
			}
		}
		return a.teamPublish(t, args)
	})
	cmd.Long = "Write the team file, signed with your key, into the team's folder or into DIR: what you gave and waived, with its reasons, " +
		"the most that a snapshot may tell (--ceiling), and with --wall the shared experiments. Everyone who can read the folder can read it. " +
		"Ceiling and wall stay as they are until you say otherwise (--ceiling none, --wall=false)."
	cmd.Example = "  waymark team publish\n  waymark team publish /shared/team --ceiling standard --wall"
	choose(cmd, &ceiling, "ceiling", append([]string{noCeiling}, profiles()...), "most that a snapshot tells: none, minimal, standard, open")
	cmd.Flags().BoolVar(&wall, "wall", false, "the shared experiments go with it")
	a.teamFlag(cmd, &title)
	return cmd
}

// teamToPublish is the named team, or the only one.
func (a *app) teamToPublish(title string) (store.Team, error) {
	teams, err := a.store().Teams()
	switch {
	case err != nil:
		return store.Team{}, err
	case title != "":
		return namedTeam(teams, title)
	case len(teams) == 0:
		return store.Team{}, fmt.Errorf("there is no team yet: %w; take in a folder first: waymark team import DIR", store.ErrNotFound)
	}
	return a.teamFor("", "")
}

func (a *app) teamPublish(t store.Team, args []string) (result, error) {
	folder := t.Folder
	if len(args) > 0 {
		folder = args[0]
	}
	if folder == "" {
		return nil, misuse("say into which folder: waymark team publish DIR")
	}
	folder, err := filepath.Abs(snapshot.Expand(folder))
	if err != nil {
		return nil, err
	}
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	if t, err = a.store().KeepTeam(t); err != nil {
		return nil, err
	}
	file, f, err := team.Publish(a.store(), t, folder, a.now())
	if err != nil {
		return nil, err
	}
	people, err := team.People(a.store())
	if err != nil {
		return nil, err
	}
	done := teamPublished{file, f.Title, f.Number, string(f.Ceiling), []assignment{}, len(f.Wall), envelope.Fingerprint(f.Lead.Key)}
	for _, g := range f.Given {
		given := assignment{g.Learner, g.Learner, g.Module, titleOf(c, g.Module), g.Due, g.Waived, g.Reason, g.Made}
		if i := slices.IndexFunc(people, func(p team.Person) bool { return p.Member.ID == g.Learner }); i >= 0 {
			given.Name = people[i].Name()
		}
		done.Given = append(done.Given, given)
	}
	return done, nil
}

func (d teamPublished) text(p *page) {
	p.say("Published: %s, file %d", d.Team, d.Number)
	p.inset("%s", d.File)
	if d.Ceiling != "" {
		p.say("A snapshot tells no more than the profile %s.", d.Ceiling)
	}
	if d.Wall > 0 {
		p.say("On the wall: %s", count(d.Wall, "card"))
	}
	if len(d.Given) > 0 {
		rows := make([][]string, len(d.Given))
		for i, g := range d.Given {
			rows[i] = []string{g.Name, g.what(), joined(nameOrID(g.Title, g.Module), g.Reason)}
		}
		p.table(rows)
	}
	p.say("Your people take it in with: waymark team accept %s", team.FileName)
	p.say("They ask you for your key. Read out all of it: %s", d.Fingerprint)
}

func nameOrID(title, id string) string {
	if title == "" {
		return id
	}
	return title
}
