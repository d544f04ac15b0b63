package store

import "testing"

func TestAPieceBeginsWithWhatItsEntrySays(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 3)
	before, after := 30, 12
	_ = must(s.UpdateExperiment(x.ID, map[string]string{
		"question": "Does warmth help?", "today": "I write each reply.", "judged": "Two names.", "learning": "Ask first.", "broke": "Dates.",
		"verdict": "partly", "outcome": "Two of three.", "minutes_before": "30", "minutes_after": "12", "lesson": "prm-examples", "lessons": "evl-rubrics", "tool": "Chat",
	}))(t)
	b := must(s.Bench(x.ID))(t)
	equal(t, "minutes", []int{*b.Experiment.MinutesBefore, *b.Experiment.MinutesAfter}, []int{before, after})

	p := must(PieceOf(b, "", "A won 2 of 3: too few to tell."))(t)
	equal(t, "piece", p, Piece{
		Kind: "experiment", Title: b.Experiment.Title, Problem: "Does warmth help?\n\nI write each reply.", Mine: "Two names.",
		Evidence:   "Two of three.\n\nA won 2 of 3: too few to tell.\n\nMinutes for the task: 30 before, 12 with AI, checking and repair included.",
		Reflection: "Ask first.\n\nWhat broke: Dates.", Date: "2026-11-24", Experiments: []string{x.ID}, Lessons: []string{"prm-examples", "evl-rubrics"},
		Fields: map[string]string{
			"question": "Does warmth help?",
			"result":   "Two of three.\n\nA won 2 of 3: too few to tell.\n\nMinutes for the task: 30 before, 12 with AI, checking and repair included.",
		},
	})
	equal(t, "cases of an evaluation", must(PieceOf(b, "evaluation", ""))(t).Fields["cases"], "3")
	for _, kind := range PieceKindIDs() {
		kept := must(s.KeepPiece(must(PieceOf(b, kind, ""))(t)))(t)
		equal(t, "kind", kept.Kind, kind)
	}
	_, err := PieceOf(b, "poem", "")
	wantErr(t, err, ErrInvalid)

	_ = must(s.StartPilot(x.ID, Pilot{Scope: "Team", Guard: "Complaints", Stop: "More than 2", Ends: "2026-12-31"}))(t)
	equal(t, "kind of a pilot that runs", must(PieceOf(must(s.Bench(x.ID))(t), "", ""))(t).Kind, "experiment")
	_ = must(s.EndPilot(x.ID, Adopt, "It held"))(t)
	p = must(PieceOf(must(s.Bench(x.ID))(t), "", ""))(t)
	equal(t, "kind of a pilot that ended", p.Kind, "pilot")
	equal(t, "decision", p.Fields["decision"]+", "+p.Fields["why"]+", "+p.Fields["stop"], "adopt, It held, More than 2")

	_ = must(s.StartRound(x.ID, ByPair))(t)
	_, err = PieceOf(must(s.Bench(x.ID))(t), "", "")
	wantErr(t, err, ErrBlind)
}
