package tui

import (
	"time"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// pilotLasts is how long a pilot is proposed to be.
const pilotLasts = 14 // days

// newPilot makes an entry a pilot, or changes or ends the one that is running.
func newPilot(env Env, e store.Experiment) paper {
	fields := []field{
		{name: "scope", label: "Scope", help: "who tries it, on what, how often", lines: 2, limit: 2000},
		{name: "guard", label: "What must not get worse", help: "the guard measure, and where it stands now", lines: 2, limit: 2000},
		{name: "stop", label: "Stop at once if", help: "the rule that ends it early", lines: 2, limit: 2000},
		{name: "ends", label: "Last day", help: "such as 2026-12-31 or 31 Dec 2026", lines: 1, limit: 24},
	}
	b := blank{
		title: entryTitle(e, "Pilot"), draft: "pilot-" + e.ID, fields: fields, save: "start the pilot", leave: true,
		about: "A pilot is tried in earnest, with a limit and an end. All four are needed, and nothing here is sent to anybody.",
		given: map[string]string{"guard": e.Guard, "ends": env.Now().AddDate(0, 0, pilotLasts).Format(time.DateOnly)},
	}
	if p := e.Pilot; p != nil && p.Running() {
		b.about, b.save = "It ends with a decision and the reason for it. Leave both empty while it goes on.", "save"
		b.given = map[string]string{"scope": p.Scope, "guard": p.Guard, "stop": p.Stop, "ends": p.Ends}
		b.fields = append(b.fields, decisionFields()...)
	}
	b.lacking = lackingInPilot
	b.keep = func(values, changed map[string]string) (string, error) { return keepPilot(env, e, values, changed) }
	return newPaper(env, b)
}

func decisionFields() []field {
	next, _ := store.FieldOf("next")
	decision := fieldOf(next)
	decision.name, decision.label = "decision", "Decision, once it ends"
	return []field{decision, {name: "why", label: "Why", lines: 2, limit: 2000}}
}

// lackingInPilot is what a pilot still needs, and in which field.
func lackingInPilot(values map[string]string) (name, words string) {
	for _, need := range []struct{ name, words string }{
		{"scope", "Say what the pilot covers."},
		{"guard", "Say what must not get worse."},
		{"stop", "Say when it is stopped at once."},
		{"ends", "Give it a last day."},
	} {
		if values[need.name] == "" {
			return need.name, need.words
		}
	}
	switch {
	case values["decision"] != "" && values["why"] == "":
		return "why", "Say why: the reason stays with the pilot."
	case values["decision"] == "" && values["why"] != "":
		return "decision", "Choose a decision, or take the reason away while the pilot goes on."
	}
	return "", ""
}

func keepPilot(env Env, e store.Experiment, values, changed map[string]string) (string, error) {
	p := store.Pilot{Scope: values["scope"], Guard: values["guard"], Stop: values["stop"], Ends: values["ends"]}
	running := e.Pilot != nil && e.Pilot.Running()
	delete(changed, "decision")
	delete(changed, "why")
	if !running || len(changed) > 0 {
		if _, err := env.Store.StartPilot(e.ID, p); err != nil {
			return "", err
		}
	}
	if values["decision"] == "" {
		day, _ := store.ISODay(p.Ends) // it is one, or it would not be kept
		return "The pilot runs until " + dayWords(day) + ".", nil
	}
	_, err := env.Store.EndPilot(e.ID, store.Next(values["decision"]), values["why"])
	return "The pilot has ended: " + values["decision"] + ". u takes it back.", err
}

// drawPilot lays out a pilot for reading.
func drawPilot(s *sheet, row int, p store.Pilot, look theme.Theme) {
	state := "runs until " + dayWords(p.Ends)
	if !p.Running() {
		state = "ended on " + p.Ended.Format("2 January 2006") + ": " + string(p.Decision)
	}
	drawField(s, row, "State", state, look)
	drawField(s, row, "Scope", clean.Text(p.Scope), look)
	drawField(s, row, "What must not get worse", clean.Text(p.Guard), look)
	drawField(s, row, "Stop at once if", clean.Text(p.Stop), look)
	if p.Why != "" {
		drawField(s, row, "Why it ended so", clean.Text(p.Why), look)
	}
}
