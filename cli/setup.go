package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/tui/config"
	"waymark/tui/theme"
)

// profile is what Waymark knows of the learner.
type profile struct {
	Name       string `json:"name"`
	Department string `json:"department"`
	Pathway    string `json:"pathway"`
	Theme      string `json:"theme"`
	SetUp      string `json:"set_up"`

	pathwayTitle string
	at           store.Location
}

func (a *app) setupCommand() *cobra.Command {
	var cmd *cobra.Command
	var want store.Profile
	cmd = a.verb("setup", "Say who you are and choose a pathway", func([]string) (result, error) {
		given := cmd.Flags().Changed
		switch {
		case given("name") || given("department") || given("pathway") || given("theme"):
			return a.setUp(want, given)
		case a.screens():
			return nil, a.open("")
		case a.talks():
			return nil, a.converse((*talk).setUp)
		}
		return nil, a.notEnough()
	})
	cmd.Long = "Say who you are and choose a pathway. The first time it needs a department and a " +
		"pathway; later it changes only what is given. Without flags it opens the screens, or " +
		"asks line by line with --plain. " +
		"Departments: " + strings.Join(departments(), ", ") + "."
	cmd.Example = "  waymark setup --name Ines --department marketing --pathway path-essentials"
	write(cmd, &want.Name, "name", "your name as a team lead sees it; may stay empty")
	choose(cmd, &want.Department, "department", departments(), "your department; its examples are shown")
	write(cmd, &want.Pathway, "pathway", "the `ID` of the pathway to follow")
	choose(cmd, &want.Theme, "theme", theme.Names(), "colours of the screens: auto, light, dark …")
	_ = cmd.RegisterFlagCompletionFunc("pathway", a.ids(pathwayIDs))
	return cmd
}

// setUp changes what the flags give and leaves the rest.
func (a *app) setUp(want store.Profile, given func(flag string) bool) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	if given("pathway") {
		path, err := catalogue.Pathway(want.Pathway)
		if err != nil {
			return nil, err
		}
		want.Pathway = path.ID
	}
	s := a.store()
	p, err := s.Profile()
	if err != nil {
		return nil, err
	}
	if cmp.Or(want.Department, p.Department) == "" || cmp.Or(want.Pathway, p.Pathway) == "" {
		return nil, a.notEnough()
	}
	set := map[string]string{}
	for name, value := range map[string]string{"name": want.Name, "department": want.Department, "pathway": want.Pathway} {
		if given(name) {
			set[name] = value
		}
	}
	if p, err = s.UpdateProfile(set); err != nil {
		return nil, err
	}
	if given("theme") {
		if err := a.place().Set(config.Theme, want.Theme); err != nil {
			return nil, err
		}
		a.here = nil
	}
	if _, err := s.SigningKey(); err != nil {
		return nil, err
	}
	found := a.profileOf(catalogue, p)
	found.at = s.Location()
	return found, nil
}

// notEnough says what the first set-up needs, and what there is to choose from.
func (a *app) notEnough() error {
	catalogue, err := a.catalogue()
	if err != nil {
		return err
	}
	var pathways []string
	for _, p := range catalogue.Pathways() {
		pathways = append(pathways, p.ID)
	}
	return misuse("the first set-up needs --department and --pathway; --name and --theme may be left out\n"+
		"departments: %s\npathways: %s", strings.Join(departments(), ", "), strings.Join(pathways, ", "))
}

func departments() []string {
	var ids []string
	for _, d := range curriculum.Departments() {
		ids = append(ids, d.ID)
	}
	return ids
}

func (a *app) profileOf(c *curriculum.Catalogue, p store.Profile) profile {
	return profile{p.Name, p.Department, p.Pathway, a.machineSettings(p)[0].Value, stamp(p.SetUp), pathwayTitle(c, p.Pathway), store.Location{}}
}

func (p profile) notes() []string { return locationNotes(p.at) }

// locationNotes says, where the file has just been made, that it lies in a bad place.
func locationNotes(at store.Location) []string {
	if !at.IsRisk() {
		return nil
	}
	return []string{at.What() + " " + at.Why() + " " + at.Next()}
}

func (p profile) text(out *page) {
	out.table([][]string{
		{"Name", cmp.Or(p.Name, "not given")},
		{"Department", curriculum.DepartmentTitle(p.Department)},
		{"Pathway", p.pathwayTitle},
		{"Theme", p.Theme},
	})
	out.say("What to do now: waymark next")
}
