package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/progress"
)

// status is where the learner stands, and what to do next.
type status struct {
	SetUp      bool             `json:"set_up"`
	Name       string           `json:"name"`
	Department string           `json:"department"`
	Pathway    *pathwayProgress `json:"pathway"`
	Modules    []moduleProgress `json:"modules"`
	Next       []step           `json:"next"`
	Experiment *experiment      `json:"experiment"`

	lost error // why the pathway of the learner is not there
}

func (a *app) statusCommand() *cobra.Command {
	return a.verb("status", "See where you stand", a.status)
}

func (a *app) status([]string) (result, error) { return a.whereIStand() }

func (a *app) whereIStand() (status, error) {
	s, err := a.standing()
	if err != nil {
		return status{}, err
	}
	experiments, err := s.store.Experiments()
	if err != nil {
		return status{}, err
	}
	found := status{
		SetUp:      !s.Profile.SetUp.IsZero(),
		Name:       s.Profile.Name,
		Department: s.Profile.Department,
		Modules:    modulesOf(s.Path),
		lost:       s.lost,
		Next:       stepsOf(progress.Next(s.Standing, experiments, s.now, 0)),
	}
	if s.Path.ID != "" {
		found.Pathway = new(pathwayProgressOf(s.Path))
	}
	if len(experiments) > 0 {
		found.Experiment = new(experimentOf(experiments[0]))
	}
	return found, nil
}

func (s status) notes() []string { return lostNotes(s.lost) }

func (s status) text(p *page) {
	switch {
	case s.lost != nil:
		s.Next[0].text(p)
	case s.Pathway == nil:
		p.say("Welcome to Waymark. Choose a department and a pathway to begin:")
		p.inset("waymark setup --department DEPARTMENT --pathway PATHWAY")
		p.say("waymark pathway list shows the pathways, and waymark setup --help the departments.")
	default:
		s.whole(p)
	}
	if e := s.Experiment; e != nil {
		p.gap()
		p.say("Latest experiment: %s (%s, %s)", e.Title, e.day, e.Verdict)
	}
}

func (s status) whole(p *page) {
	if s.Name != "" {
		p.say("%s, %s", s.Name, curriculum.DepartmentTitle(s.Department))
	}
	p.say("%s pathway: %d of %s done, %s left", s.Pathway.Title, s.Pathway.Done,
		count(s.Pathway.Total, "lesson"), minutes(s.Pathway.LeftMin))
	p.gap()
	rows := make([][]string, len(s.Modules))
	for i, m := range s.Modules {
		rows[i] = []string{m.State, fmt.Sprintf("%d of %d", m.Done, m.Total), m.Title}
	}
	p.table(rows)
	if len(s.Next) > 0 {
		p.gap()
		s.Next[0].text(p)
	}
}
