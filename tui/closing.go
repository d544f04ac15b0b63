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
	for _, name := range []string{"verdict", "met", "outcome", "broke", "learning", "next", "minutes_after", "skill", "reflection"} {
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
	shown := e
	b.keep = func(_, changed map[string]string) (said string, err error) {
		if len(changed) == 0 {
			return "Nothing changed.", nil
		}
		was := shown.Verdict
		shown, said, err = keepFields(env, shown, changed)
		if was == store.Open {
			said = strings.Replace(said, "Saved.", "Closed: "+changed["verdict"]+".", 1)
		}
		return said, err
	}
	return newPaper(env, b)
}

// closingAsks reports that an entry calls for a field. One that it calls for no longer is
// there as well, for a draft that was begun before.
func closingAsks(e store.Experiment, name string) bool {
	switch name {
	case "met":
		return e.Success != "" || e.Prediction != nil || e.Met != ""
	case "outcome":
		return e.Outcome == "" && e.FirstOutput.IsZero()
	case "minutes_after":
		return e.MinutesBefore != nil || e.MinutesAfter != nil
	case "skill", "reflection":
		return e.Lesson != "" || e.Reflection != "" || e.Skill != ""
	}
	return true
}

// closingField is a field as it is asked for at the end of this entry.
func closingField(env Env, e store.Experiment, f store.Field) field {
	fd := fieldOf(f)
	fd.skip = func(map[string]string) bool { return !closingAsks(e, f.Name) }
	switch f.Name {
	case "met":
		if e.Success != "" {
			fd.help = clip(strings.Join(strings.Fields(e.Success), " "), 60)
		}
	case "outcome":
		fd.lines = 2
	case "broke":
		fd.lines = 2
		fd.skip = func(values map[string]string) bool {
			return values["broke"] == "" && values["verdict"] == string(store.Worked)
		}
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
