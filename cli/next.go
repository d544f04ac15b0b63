package cli

import (
	"github.com/spf13/cobra"

	"waymark/store/progress"
)

// step is one thing to do, and the command that does it.
type step struct {
	Kind      string `json:"kind"`
	Title     string `json:"title"`
	Why       string `json:"why"`
	Ref       string `json:"ref"`
	EffortMin int    `json:"effort_min"`
	Command   string `json:"command"`

	lost error // why the pathway of the learner is not there
}

func (a *app) nextCommand() *cobra.Command {
	return a.verb("next", "See what to do now", a.next)
}

func (a *app) next([]string) (result, error) {
	s, err := a.whereIStand()
	if err != nil {
		return nil, err
	}
	first := s.Next[0]
	first.lost = s.lost
	return first, nil
}

func (s step) notes() []string { return lostNotes(s.lost) }

func stepsOf(steps []progress.Step) []step {
	found := make([]step, len(steps))
	for i, s := range steps {
		found[i] = step{Kind: s.Kind, Title: s.Title, Why: s.Why, Ref: s.Ref, EffortMin: s.Minutes, Command: commandFor(s)}
	}
	return found
}

func commandFor(s progress.Step) string {
	switch s.Kind {
	case progress.Setup:
		return "waymark setup --department DEPARTMENT --pathway PATHWAY"
	case progress.Continue, progress.Start, progress.Reread:
		return "waymark lesson open " + s.Ref
	case progress.Experiment:
		return "waymark journal show " + s.Ref
	}
	return "waymark pathway list"
}

func (s step) text(p *page) {
	switch {
	case s.Kind == progress.Finished:
		p.say("Finished: %s", s.Title)
	case s.EffortMin > 0:
		p.say("Next: %s (%s)", s.Title, minutes(s.EffortMin))
	default:
		p.say("Next: %s", s.Title)
	}
	if s.Why != "" {
		p.inset("%s", sentence(s.Why))
	}
	p.inset("%s", s.Command)
}
