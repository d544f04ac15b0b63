package store

import "testing"

// What is in the middle of something waits: a pilot until it ends, a blind rating until it is
// revealed.
func TestEntriesWaitUntilTheyAreBroughtToAnEnd(t *testing.T) {
	s := newStore(t)
	waiting := func() []string { return titles(must(s.WaitingExperiments())(t)) }
	_, _, err := s.AddExperiment(Experiment{Title: "At rest"})
	check(t, err)
	p, _, err := s.AddExperiment(Experiment{Title: "Piloted"})
	check(t, err)
	rated := trial(t, s, 2)
	equal(t, "before", waiting(), nil)
	_ = must(s.StartPilot(p.ID, Pilot{Scope: "all", Guard: "g", Stop: "s", Ends: "2026-12-31"}))(t)
	sheet := must(s.StartRound(rated.ID, ByPair))(t)
	equal(t, "under way", len(waiting()), 2)
	for i := range sheet.Items {
		_ = must(s.Judge(rated.ID, Judgement{Item: i, Choice: LeftBetter}))(t)
	}
	_ = must(s.Reveal(rated.ID, false))(t)
	equal(t, "revealed", waiting(), []string{"Piloted"})
	_ = must(s.EndPilot(p.ID, Adopt, "It held"))(t)
	equal(t, "ended", waiting(), nil)
}

// Only two outputs of one case are a pair.
func TestAPairIsTwoOutputsOfOneCase(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 2)
	_ = must(s.RemoveOutput(x.ID, "b", "0002"))(t)
	sheet := must(s.StartRound(x.ID, ByPair))(t)
	equal(t, "pairs", len(sheet.Items), 1)
}
