package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
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
	Today      today            `json:"today"`
	StreakDays *int             `json:"streak_days"` // nil where the learner does not want to see it
	Location   *location        `json:"location"`    // nil where it is no risk to the file

	at   store.Location
	lost error // why the pathway of the learner is not there
}

// location is where the learner's file lies, where that is a risk to it.
type location struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// today is what the learner did today, and what is up.
type today struct {
	LearnedMin  int `json:"learned_min"`
	GoalMin     int `json:"goal_min"`
	ReviewsDone int `json:"reviews_done"`
	Reviews     int `json:"reviews"`
	ReviewsMin  int `json:"reviews_min"`
}

func (a *app) statusCommand() *cobra.Command {
	short := false
	cmd := a.verb("status", "See where you stand", func(args []string) (result, error) {
		if short {
			return a.statusLine(), nil
		}
		return a.status(args)
	})
	cmd.Long = "See where you stand: your pathway, today, and what to do next. With --short it is one line for a prompt or a status bar: the minutes " +
		"of the next step (or, once the goal of the day is met, those that you learned), the questions that are up for review, and the days in a row. It tells no names and no titles, " +
		"waits for nobody, and is empty where there is nothing to say. docs/integration.md shows how to put it there."
	cmd.Example = "  waymark status\n  waymark status --short"
	cmd.Flags().BoolVar(&short, "short", false, "one line, for a prompt or a status bar")
	return cmd
}

func (a *app) status([]string) (result, error) {
	found, err := a.whereIStand(0)
	if found.at = a.store().Location(); found.at.IsRisk() {
		found.Location = &location{string(found.at.Kind), found.at.Name}
	}
	return found, err
}

// whereIStand is the learner's status; what to do next fits into the minutes, if
// there are any.
func (a *app) whereIStand(minutes int) (status, error) {
	s, err := a.standing()
	if err != nil {
		return status{}, err
	}
	experiments, err := progress.Entries(s.store)
	if err != nil {
		return status{}, err
	}
	found := status{
		SetUp:      !s.Profile.SetUp.IsZero(),
		Name:       s.Profile.Name,
		Department: s.Profile.Department,
		Modules:    s.pathModules(),
		lost:       s.lost,
		Next:       s.steps(experiments, minutes),
		Today:      s.ofToday(),
	}
	if s.Profile.ShowsStreak() {
		found.StreakDays = new(progress.Streak(s.Days, s.now))
	}
	if s.Path.ID != "" {
		found.Pathway = new(pathwayProgressOf(s.Path))
	}
	if len(experiments) > 0 {
		found.Experiment = new(experimentOf(experiments[0]))
	}
	return found, nil
}

func (s standing) ofToday() today {
	pile := progress.PileOf(s.Standing, s.now)
	return today{progress.LearnedMin(s.Days, s.now), s.Profile.GoalMin(), pile.Done, len(pile.Cards), pile.Minutes()}
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
	if s.at.IsRisk() {
		p.gap()
		p.say("%s", s.at.Line())
	}
}

func (s status) whole(p *page) {
	if s.Name != "" {
		p.say("%s, %s", s.Name, curriculum.DepartmentTitle(s.Department))
	}
	p.say("%s pathway: %d of %s done, %s left", s.Pathway.Title, s.Pathway.Done,
		count(s.Pathway.Total, "lesson"), minutes(s.Pathway.LeftMin))
	s.Today.text(p)
	if s.StreakDays != nil && *s.StreakDays > 1 {
		p.say("%s in a row", count(*s.StreakDays, "day"))
	}
	p.gap()
	rows := make([][]string, len(s.Modules))
	for i, m := range s.Modules {
		rows[i] = []string{m.State, fmt.Sprintf("%d of %d", m.Done, m.Total), m.named()}
	}
	p.table(rows)
	if len(s.Next) > 0 {
		p.gap()
		s.Next[0].text(p)
	}
}

func (t today) text(p *page) {
	line := fmt.Sprintf("Today: %d of %d min", t.LearnedMin, t.GoalMin)
	if t.Reviews > 0 {
		line += fmt.Sprintf(", %s up (%s)", count(t.Reviews, "review"), minutes(t.ReviewsMin))
	}
	p.say("%s", line)
}
