package cli

import (
	"github.com/spf13/cobra"

	"waymark/store"
)

func (a *app) journalPilotCommand() *cobra.Command {
	var p store.Pilot
	var end bool
	cmd := a.verb("pilot ID", "Try an entry in earnest, with a limit and an end", func(args []string) (result, error) {
		return a.journalPilot(args[0], p, end)
	})
	cmd.Long = "Try an entry in earnest, with a limit and an end: --scope, --guard, --stop and --ends start it or change it; " +
		"--end with --decision and --why ends it; without flags it is shown."
	write(cmd, &p.Scope, "scope", "who, what, for how long")
	write(cmd, &p.Guard, "guard", "what must not get worse")
	write(cmd, &p.Stop, "stop", "when it is stopped early: a number and an action")
	write(cmd, &p.Ends, "ends", "the day on which it ends, like 2026-12-31")
	cmd.Flags().BoolVar(&end, "end", false, "end it")
	choose(cmd, &p.Decision, "decision", []store.Next{store.Adopt, store.Adapt, store.Drop, store.Repeat}, "how it ended: adopt, adapt, drop or repeat")
	write(cmd, &p.Why, "why", "the reason for the decision")
	cmd.Example = "  waymark journal pilot 01M86 --scope \"Refund replies\" --guard \"Complaints\" \\\n" +
		"    --stop \"3 complaints: stop\" --ends 2026-12-31\n  waymark journal pilot 01M86 --end --decision adopt --why \"No complaint\""
	return cmd
}

// pilotShown is an entry of which the pilot matters.
type pilotShown struct{ experiment }

func (a *app) journalPilot(id string, p store.Pilot, end bool) (result, error) {
	s := a.store()
	e, err := s.Experiment(id)
	if err != nil {
		return nil, err
	}
	switch {
	case end:
		e, err = s.EndPilot(e.ID, p.Decision, p.Why)
	case p.Decision != "" || p.Why != "":
		return nil, misuse("--decision and --why end a pilot: give --end as well")
	case p != (store.Pilot{}):
		e, err = s.StartPilot(e.ID, pilotFrom(e.Pilot, p))
	}
	if err != nil {
		return nil, err
	}
	return pilotShown{experimentOf(e)}, nil
}

// pilotFrom is a pilot of which some things are changed.
func pilotFrom(old *store.Pilot, p store.Pilot) store.Pilot {
	if old == nil || !old.Running() {
		return p
	}
	for _, part := range []struct{ now, before *string }{
		{&p.Scope, &old.Scope}, {&p.Guard, &old.Guard}, {&p.Stop, &old.Stop}, {&p.Ends, &old.Ends},
	} {
		if *part.now == "" {
			*part.now = *part.before
		}
	}
	return p
}

func (e pilotShown) text(p *page) {
	p.say("%s", e.Title)
	if e.entry.Pilot == nil {
		p.say("It is no pilot. Start one: waymark journal pilot %s --scope … --guard … --stop … --ends 2026-12-31", e.ID)
		return
	}
	e.pilotText(p, *e.entry.Pilot)
}
