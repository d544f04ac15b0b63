package store

import (
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
)

// A Pilot is an entry that is tried in earnest, with a limit and an end.
type Pilot struct {
	Scope    string    `json:"scope"` // who, what, for how long
	Guard    string    `json:"guard"` // what must not get worse
	Stop     string    `json:"stop"`  // when it is stopped early
	Ends     string    `json:"ends"`  // ISO date
	Started  time.Time `json:"started"`
	Ended    time.Time `json:"ended,omitzero"`
	Decision Next      `json:"decision,omitempty"` // how it ended
	Why      string    `json:"why,omitempty"`
}

// Running reports that the pilot has not ended.
func (p Pilot) Running() bool { return p.Ended.IsZero() }

// tidy cleans what was typed and refuses a pilot that says not all.
func (p *Pilot) tidy() error {
	texts := []struct {
		what string
		text *string
	}{{"scope", &p.Scope}, {"guard measure", &p.Guard}, {"stop rule", &p.Stop}}
	for _, t := range texts {
		if *t.text = strings.TrimSpace(clean.Text(*t.text)); *t.text == "" {
			return invalid("a pilot without a %s: give it one", t.what)
		}
		if err := checkLength(t.what, *t.text, 2000); err != nil {
			return err
		}
	}
	ends, ok := ISODay(p.Ends)
	if !ok {
		return invalid("%q for the end of the pilot: write the day like 2026-12-31", p.Ends)
	}
	p.Ends = ends
	return nil
}

// tidyEnd is tidy for how it ended.
func (p *Pilot) tidyEnd() error {
	next, _ := FieldOf("next")
	p.Why = strings.TrimSpace(clean.Text(p.Why))
	switch {
	case !slices.Contains(next.Choices, string(p.Decision)):
		return invalid("the decision %q: choose %s", p.Decision, listed(next.Choices))
	case p.Why == "":
		return invalid("a decision without a reason: say why")
	}
	return checkLength("reason", p.Why, 2000)
}

// StartPilot makes an entry a pilot, or changes the pilot that is running. Scope,
// guard, stop rule and end date are all needed.
func (s *Store) StartPilot(experiment string, p Pilot) (Experiment, error) {
	return s.changeExperiment(experiment, func(t *tx, x Experiment) error {
		if x.Blind { // what a form shows of it is masked
			return blindError("change the pilot")
		}
		if err := p.tidy(); err != nil {
			return err
		}
		p.Started, p.Ended, p.Decision, p.Why = t.now, time.Time{}, "", ""
		if x.Pilot != nil && x.Pilot.Running() {
			p.Started = x.Pilot.Started
		}
		return t.append(experimentSubject(x.ID), pilotStarted, p)
	})
}

// EndPilot ends the pilot of an entry with a decision and the reason for it.
func (s *Store) EndPilot(experiment string, decision Next, why string) (Experiment, error) {
	return s.changeExperiment(experiment, func(t *tx, x Experiment) error {
		if x.Pilot == nil || !x.Pilot.Running() {
			return notFound("the entry has no pilot that is running")
		}
		p := Pilot{Decision: decision, Why: why}
		if err := p.tidyEnd(); err != nil {
			return err
		}
		return t.append(experimentSubject(x.ID), pilotEnded, pilotEnd{p.Decision, p.Why})
	})
}

type pilotEnd struct {
	Decision Next   `json:"decision"`
	Why      string `json:"why"`
}

func (t *tx) applyPilot(e Event) error {
	if e.Kind == pilotStarted {
		var p Pilot
		if err := e.data(&p); err != nil {
			return err
		}
		return t.changeRecord(e, func(x *Experiment) error {
			x.Pilot = &p
			return nil
		})
	}
	var d pilotEnd
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeRecord(e, func(x *Experiment) error {
		if x.Pilot != nil {
			p := *x.Pilot
			p.Ended, p.Decision, p.Why = e.At, d.Decision, d.Why
			x.Pilot = &p
		}
		return nil
	})
}
