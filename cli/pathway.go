package cli

import (
	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/progress"
)

// pathwayProgress is how far the learner is on the chosen pathway.
type pathwayProgress struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Done    int    `json:"done"`
	Total   int    `json:"total"`
	LeftMin int    `json:"left_min"`
}

// pathwayCard is a pathway as lists show it.
type pathwayCard struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	For       string `json:"for"`
	Summary   string `json:"summary"`
	Lessons   int    `json:"lessons"`
	EffortMin int    `json:"effort_min"`
	Chosen    bool   `json:"chosen"`
}

type pathwayList struct {
	Pathways []pathwayCard `json:"pathways"`
}

// pathwayPage is a pathway with its lessons, module by module.
type pathwayPage struct {
	pathwayCard
	Modules []modulePage `json:"modules"`
}

// pathwayStart is the pathway that the learner now follows.
type pathwayStart struct {
	pathwayProgress
}

func (a *app) pathwayCommand() *cobra.Command {
	return a.noun("pathway", "List, show or choose what to learn",
		example(a.verb("list", "List the pathways", a.pathwayList), "waymark pathway list"),
		completing(example(a.verb("show ID", "Show a pathway and its lessons", a.pathwayShow), "waymark pathway show path-essentials"), a.ids(pathwayIDs)),
		completing(example(a.verb("start ID", "Follow a pathway from now on", a.pathwayStart), "waymark pathway start path-essentials"), a.ids(pathwayIDs)),
	)
}

func pathwayIDs(c *curriculum.Catalogue) []string {
	var ids []string
	for _, p := range c.Pathways() {
		ids = append(ids, p.ID+"\t"+p.Title)
	}
	return ids
}

func (a *app) pathwayList([]string) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	found := pathwayList{[]pathwayCard{}}
	for _, p := range s.catalogue.Pathways() {
		found.Pathways = append(found.Pathways, s.pathwayCard(p))
	}
	return found, nil
}

func (a *app) pathwayShow(args []string) (result, error) {
	s, path, err := a.pathway(args[0])
	if err != nil {
		return nil, err
	}
	return pathwayPage{s.pathwayCard(path.Pathway), s.pathwayModules(path)}, nil
}

// pathway is a pathway by the beginning of its id, and how far the learner is.
func (a *app) pathway(id string) (standing, progress.Pathway, error) {
	s, err := a.standing()
	if err != nil {
		return standing{}, progress.Pathway{}, err
	}
	p, err := s.catalogue.Pathway(id)
	if err != nil {
		return standing{}, progress.Pathway{}, err
	}
	path, err := progress.Of(s.catalogue, p.ID, s.Did)
	return s, path, err
}

func (a *app) pathwayStart(args []string) (result, error) {
	s, path, err := a.pathway(args[0])
	if err != nil {
		return nil, err
	}
	if _, err := s.store.UpdateProfile(map[string]string{"pathway": path.ID}); err != nil {
		return nil, err
	}
	return pathwayStart{pathwayProgressOf(path)}, nil
}

func (s standing) pathwayCard(p curriculum.Pathway) pathwayCard {
	card := pathwayCard{ID: p.ID, Title: p.Title, For: p.For, Summary: p.Summary, Chosen: p.ID == s.Path.ID}
	for _, id := range p.Lessons {
		if l, err := s.catalogue.Lesson(id); err == nil {
			card.Lessons++
			card.EffortMin += l.Minutes
		}
	}
	return card
}

func pathwayProgressOf(p progress.Pathway) pathwayProgress {
	return pathwayProgress{p.ID, p.Title, p.Done, p.Total, p.LeftMin}
}

func (l pathwayList) text(p *page) {
	for _, path := range l.Pathways {
		p.gap()
		path.text(p)
	}
}

func (c pathwayCard) text(p *page) {
	p.say("%s  %s", c.ID, c.Title)
	p.inset("%s, %s. For: %s", count(c.Lessons, "lesson"), minutes(c.EffortMin), c.For)
	p.inset("%s", c.Summary)
	if c.Chosen {
		p.inset("You are on this pathway.")
	}
}

func (c pathwayPage) text(p *page) {
	c.pathwayCard.text(p)
	for _, m := range c.Modules {
		m.section(p)
	}
}

func (s pathwayStart) text(p *page) {
	p.say("You are on the %s pathway: %d of %s done, %s left.", s.Title, s.Done, count(s.Total, "lesson"), minutes(s.LeftMin))
	p.say("What to do now: waymark next")
}
