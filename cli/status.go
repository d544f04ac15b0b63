package cli

import (
	"fmt"
	"time"

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
}

func (a *app) statusCommand() *cobra.Command {
	return a.verb("status", "See where you stand", a.status)
}

func (a *app) status([]string) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	experiments, err := s.store.Experiments()
	if err != nil {
		return nil, err
	}
	found := status{
		SetUp:      !s.Profile.SetUp.IsZero(),
		Name:       s.Profile.Name,
		Department: s.Profile.Department,
		Modules:    modulesOf(s.Path),
		Next:       stepsOf(progress.Next(s.Path, s.Did, experiments, a.now())),
	}
	if s.Path.ID != "" {
		found.Pathway = new(pathwayProgressOf(s.Path))
	}
	if len(experiments) > 0 {
		found.Experiment = new(experimentOf(experiments[0]))
	}
	return found, nil
}

func (s status) text(p *page) {
	if s.Pathway == nil {
		p.say("Welcome to Waymark. Choose a department and a pathway to begin:")
		p.inset("waymark setup --department DEPARTMENT --pathway PATHWAY")
		p.say("waymark pathway list shows the pathways, and waymark setup --help the departments.")
	} else {
		s.whole(p)
	}
	if e := s.Experiment; e != nil {
		p.gap()
		p.say("Latest experiment: %s (%s, %s)", e.Title, day(e.Created), e.Verdict)
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

// day is the local date of a time as stamp writes it.
func day(stamped string) string {
	t, err := time.Parse(time.RFC3339, stamped)
	if err != nil {
		return "no date"
	}
	return t.Local().Format(time.DateOnly)
}
