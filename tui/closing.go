package tui

import (
	"strings"

	"waymark/store"
	"waymark/store/progress"
)

// newClosing asks what an entry came to. Only the verdict is needed.
func newClosing(env Env, e store.Experiment) paper {
	b := blank{
		title: entryTitle(e, "How it ended"), draft: "close-" + e.ID, given: map[string]string{}, save: "close the entry", leave: true,
		about: "All four verdicts are results. Only the verdict is needed; the rest helps you and others later.",
	}
	if e.Verdict != store.Open {
		b.about, b.save = "", "save"
	}
	for _, name := range closingFields(e) {
		f, _ := store.FieldOf(name)
		b.fields, b.given[name] = append(b.fields, closingField(env, e, f)), f.Of(e)
	}
	b.lacking = func(values map[string]string) (name, words string) {
		if values["verdict"] == "" {
			return "verdict", "A verdict is needed: choose one at the top. Esc leaves, and keeps what you wrote as a draft."
		}
		return "", ""
	}
	b.words = func(values map[string]string) []string { return closingWords(e, values) }
	b.find = func() []string { return recordWords(env) }
	b.keep = func(_, changed map[string]string) (string, error) {
		if len(changed) == 0 {
			return "Nothing changed.", nil
		}
		said, err := keepFields(env, e, changed)
		if e.Verdict == store.Open {
			said = strings.Replace(said, "Saved.", "Closed: "+changed["verdict"]+".", 1)
		}
		return said, err
	}
	return newPaper(env, b)
}

// closingFields are the fields that are asked for: only what the entry calls for.
func closingFields(e store.Experiment) []string {
	names := []string{"verdict"}
	if e.Success != "" || e.Prediction != nil || e.Met != "" {
		names = append(names, "met")
	}
	if e.Outcome == "" && e.FirstOutput.IsZero() {
		names = append(names, "outcome")
	}
	names = append(names, "broke", "learning", "next")
	if e.MinutesBefore != nil || e.MinutesAfter != nil {
		names = append(names, "minutes_after")
	}
	if e.Lesson != "" || e.Reflection != "" || e.Skill != "" {
		names = append(names, "skill", "reflection")
	}
	return names
}

// closingField is a field as it is asked for at the end of this entry.
func closingField(env Env, e store.Experiment, f store.Field) field {
	fd := fieldOf(f)
	switch f.Name {
	case "met":
		if e.Success != "" {
			fd.help = clip(strings.Join(strings.Fields(e.Success), " "), 60)
		}
	case "outcome":
		fd.lines = 2
	case "broke":
		fd.lines = 2
		fd.skip = func(values map[string]string) bool { return values["verdict"] == string(store.Worked) }
	case "learning":
		fd.help = "one sentence"
	case "reflection":
		fd.lines = 2
		if l, err := env.Catalogue.Lesson(e.Lesson); err == nil && l.Reflection != "" {
			fd.label, fd.help = l.Reflection, ""
		}
	}
	return fd
}

// closingWords are what follows from the answers so far: how far the prediction was
// off, and what became of the minutes.
func closingWords(e store.Experiment, values map[string]string) []string {
	for _, name := range []string{"met", "minutes_after"} {
		if text, asked := values[name]; asked {
			f, _ := store.FieldOf(name)
			_ = f.Set(&e, text) // what cannot be set is said when it is saved
		}
	}
	words := []string{progress.OffWords(e)}
	if took := progress.SavedWords(e); took != "" {
		words = append(words, "With AI: "+took+".")
	}
	if next := values["next"]; next == string(store.Adopt) && e.Pilot == nil {
		words = append(words, "To adopt it with a limit and an end, make it a pilot: P, on the page of the entry.")
	}
	return words
}

// recordWords are the learner's record of predictions, in one line.
func recordWords(env Env) []string {
	newest, err := env.Store.LatestExperiments(progress.PredictionsLookedAt)
	if err != nil {
		return nil
	}
	if p := progress.PredictionsOf(newest); p.N > 0 {
		return []string{"So far: " + p.Words()[0]}
	}
	return nil
}
