package store

import (
	"strings"
	"testing"
)

// A form would show the pilot masked, and keep the mask in the place of the words.
func TestAPilotIsNotChangedDuringABlindRating(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	p := Pilot{Scope: "The zebra, for the team", Guard: "Complaints", Stop: "More than 2", Ends: "2026-12-31"}
	_ = must(s.StartPilot(x.ID, p))(t)
	_ = must(s.StartRound(x.ID, ByPair))(t)
	masked := *must(s.Experiment(x.ID))(t).Pilot
	equal(t, "masked", strings.Contains(masked.Scope, "zebra"), false)
	_, err := s.StartPilot(x.ID, masked)
	wantErr(t, err, ErrBlind)
	_ = must(s.EndPilot(x.ID, Drop, "Too many complaints"))(t) // a pilot can be stopped at any time
	_ = must(s.Reveal(x.ID, true))(t)
	equal(t, "scope", must(s.Experiment(x.ID))(t).Pilot.Scope, p.Scope)
}

func TestAPilotIsWhole(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 0)
	for name, spoil := range map[string]func(*Pilot){
		"scope": func(p *Pilot) { p.Scope = " " }, "guard": func(p *Pilot) { p.Guard = "" }, "stop": func(p *Pilot) { p.Stop = "" },
		"end": func(p *Pilot) { p.Ends = "3/4/2027" }, "length": func(p *Pilot) { p.Scope = strings.Repeat("x", 2001) },
	} {
		p := Pilot{Scope: "Team", Guard: "Complaints", Stop: "More than 2", Ends: "2026-12-31"}
		spoil(&p)
		if _, err := s.StartPilot(x.ID, p); err == nil {
			t.Errorf("a pilot without its %s was started", name)
		}
	}
	_, err := s.EndPilot(x.ID, Adopt, "It held")
	wantErr(t, err, ErrNotFound)
	_ = must(s.StartPilot(x.ID, Pilot{Scope: "Team", Guard: "Complaints", Stop: "More than 2", Ends: "2026-12-31"}))(t)
	_, err = s.EndPilot(x.ID, "maybe", "It held")
	wantErr(t, err, ErrInvalid)
	_, err = s.EndPilot(x.ID, Adopt, " ")
	wantErr(t, err, ErrInvalid)
	_ = must(s.EndPilot(x.ID, Adopt, "It held"))(t)
	equal(t, "waiting", len(must(s.WaitingExperiments())(t)), 0)
}
