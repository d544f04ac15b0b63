package cli

import (
	"github.com/spf13/cobra"

	"waymark/store"
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

// mostMinutes are those of a day.
const mostMinutes = 24 * 60

func (a *app) nextCommand() *cobra.Command {
	var minutes int
	cmd := a.verb("next", "See what to do now", func([]string) (result, error) {
		return a.next(minutes)
	})
	cmd.Example = "  waymark next\n  waymark next --minutes 5"
	whole(cmd, &minutes, "minutes", 0, mostMinutes, "what fits into `N` minutes, or can be left in the middle")
	return cmd
}

func (a *app) next(minutes int) (result, error) {
	s, err := a.whereIStand(minutes)
	if err != nil {
		return nil, err
	}
	first := s.Next[0]
	first.lost = s.lost
	return first, nil
}

func (s step) notes() []string { return lostNotes(s.lost) }

// steps are what to do now within some minutes; 0: however long it takes.
func (s standing) steps(experiments []store.Experiment, minutes int) []step {
	var found []step
	for _, n := range progress.Next(s.Standing, experiments, s.now, minutes) {
		found = append(found, step{Kind: n.Kind, Title: n.Title, Why: n.Why, Ref: n.Ref, EffortMin: n.Minutes, Command: s.commandFor(n)})
	}
	return found
}

func (s standing) commandFor(n progress.Step) string {
	switch n.Kind {
	case progress.Setup:
		return "waymark setup --department DEPARTMENT --pathway PATHWAY"
	case progress.Continue, progress.Start, progress.Reread, progress.Assigned, progress.Acknowledge:
		return "waymark lesson open " + n.Ref
	case progress.Experiment:
		return "waymark journal show " + n.Ref
	case progress.Rate:
		return "waymark journal rate " + n.Ref
	case progress.Pilot:
		return "waymark journal pilot " + n.Ref
	case progress.Review:
		return "waymark review"
	case progress.CheckNow:
		command := "waymark module check " + n.Ref
		if state, _ := progress.CheckOf(s.Checks, n.Ref); state == progress.Failed {
			return command + " --again"
		}
		return command
	}
	return "waymark pathway list"
}

func (s step) text(p *page) {
	switch {
	case s.Kind == progress.Finished:
		p.say("Finished: %s", s.Title)
	case s.Kind == progress.Review:
		p.say("Next: recall %s (%s)", s.Title, minutes(s.EffortMin))
	case s.Kind == progress.CheckNow:
		p.say("Next: the check of %s (%s)", s.Title, minutes(s.EffortMin))
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
