package cli

import (
	"cmp"

	"waymark/store"
)

// journal lists the entries, newest first, and opens one or adds one.
func (t *talk) journal() error {
	for {
		all, err := t.app.store().Experiments()
		if err != nil {
			return err
		}
		rows := []row{{title: "Write down an experiment"}}
		for _, e := range all {
			rows = append(rows, row{e.Title, e.Verdict.String() + ", " + e.Created.Format("2 January 2006")})
		}
		t.say("Journal: %s.", entries(len(all)))
		n, err := t.choose(rows, -1, "to go back")
		switch {
		case err != nil || n < 0:
			return err
		case n == 0:
			err = t.addEntry()
		default:
			err = t.entry(all[n-1].ID)
		}
		if err != nil {
			return err
		}
		t.gap()
	}
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return count(n, "entrie")
}

// addEntry notes an experiment: the title is enough.
func (t *talk) addEntry() error {
	title, err := t.ask("What do you want to try? The title is enough; Enter alone goes back:")
	if err != nil || title == "" {
		return err
	}
	hypothesis, err := t.ask("What do you expect? Enter alone leaves it empty:")
	if err != nil {
		return err
	}
	saved, waiting, err := t.app.store().AddExperiment(store.Experiment{Title: title, Hypothesis: hypothesis})
	if err != nil {
		t.failed(err)
		return nil
	}
	t.added(saved, waiting)
	return nil
}

// added confirms a new entry.
func (t *talk) added(e store.Experiment, waiting error) {
	t.say("Logged in your journal: %s", e.Title)
	if waiting != nil {
		t.say("It is safe, but could not join your file yet; your next change takes it in. The reason: %v", waiting)
	}
}

// entry reads an entry, and asks what came of it when the person wants to say so.
func (t *talk) entry(id string) error {
	for {
		e, err := t.app.experimentShown(id)
		if err != nil {
			return err
		}
		t.gap()
		t.show(e.text)
		typed, err := t.ask("Enter goes back, w to write what came of it:")
		if err != nil {
			return err
		}
		switch {
		case typed == "" || command(typed, free, "quit", "back") != "":
			return nil
		case command(typed, free, "write") == "":
			t.unknown(typed)
		default:
			if err := t.outcome(e.entry); err != nil {
				return err
			}
		}
	}
}

// outcome asks for what came of an experiment, a line each; what is there stays
// where nothing is typed.
func (t *talk) outcome(e store.Experiment) error {
	set := map[string]string{}
	if err := t.fields(e, set, "outcome", "learning"); err != nil {
		return err
	}
	if err := t.field(e, set, "verdict", "How did it go?"); err != nil {
		return err
	}
	if verdict := cmp.Or(set["verdict"], string(e.Verdict)); verdict != "" {
		if verdict != string(store.Worked) {
			if err := t.fields(e, set, "broke"); err != nil {
				return err
			}
		}
		if e.Success != "" || e.Prediction != nil {
			if err := t.field(e, set, "met", "Was the success test met?"); err != nil {
				return err
			}
		}
		if err := t.field(e, set, "next", "What comes next?"); err != nil {
			return err
		}
	}
	saved, err := t.app.store().UpdateExperiment(e.ID, set)
	if err != nil {
		t.failed(err)
		return nil
	}
	t.say("Kept.")
	if words := predictionWords(saved); words != "" && set["met"] != "" {
		t.say("%s", words)
	}
	return nil
}

// fields asks for fields of text, a line each.
func (t *talk) fields(e store.Experiment, set map[string]string, names ...string) error {
	for _, name := range names {
		f, _ := store.FieldOf(name)
		now := f.Of(e)
		typed, err := t.ask("%s? Enter alone %s:", f.Label, keeps(now))
		if err != nil {
			return err
		}
		set[name] = cmp.Or(typed, now)
	}
	return nil
}

// field asks for one of the choices of a field.
func (t *talk) field(e store.Experiment, set map[string]string, name, question string) error {
	f, _ := store.FieldOf(name)
	t.say("%s", question)
	var rows []row
	for _, choice := range f.Choices {
		rows = append(rows, row{title: choice})
	}
	n, err := t.choose(rows, -1, "to leave it "+cmp.Or(f.Of(e), "open"))
	if err == nil && n >= 0 {
		set[name] = f.Choices[n]
	}
	return err
}

func keeps(now string) string {
	if now == "" {
		return "leaves it empty"
	}
	return "keeps: " + now
}
