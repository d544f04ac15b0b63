package tui

import (
	"errors"
	"strconv"
	"strings"

	"waymark/store"
	"waymark/store/clean"
)

// newSection is the form of one section of an entry. Claims that have locked can be
// read there, and lead to their amendment.
func newSection(env Env, e store.Experiment, part entrySection) paper {
	b := blank{
		title: entryTitle(e, part.title), draft: "edit-" + part.id + "-" + e.ID, given: map[string]string{}, save: "save and close",
		amend: func(field string) Screen { return newAmendment(env, e, field) },
	}
	for _, name := range part.fields {
		f, _ := store.FieldOf(name)
		fd := fieldOf(f)
		fd.locked = f.Claim && e.Locked()
		b.fields, b.given[name] = append(b.fields, fd), f.Of(e)
	}
	shown := e
	b.keep = func(_, changed map[string]string) (said string, err error) {
		if title, emptied := changed["title"]; emptied && title == "" {
			delete(changed, "title")
		}
		shown, said, err = keepFields(env, shown, changed)
		if errors.Is(err, store.ErrLocked) {
			return keepUnlocked(env, e.ID, b.given, changed)
		}
		return said, err
	}
	return newPaper(env, b)
}

// keepUnlocked saves the fields of an entry whose claims have locked while they were
// being written, in another window.
func keepUnlocked(env Env, id string, was, changed map[string]string) (said string, err error) {
	e, err := env.Store.Experiment(id)
	if err != nil {
		return "", err
	}
	if _, err := keepForLater(env, e, was, changed); err != nil {
		return "", err
	}
	if len(changed) > 0 {
		_, _, err = keepFields(env, e, changed)
	}
	return "A result has come in meanwhile, so the claims stand. Your new words are kept: Enter on Claims, and Enter on the field, amends it with a reason.", err
}

// keepForLater takes the claims that have locked out of what changed, and keeps their new
// words as drafts of amendments, with what was there when they were begun.
func keepForLater(env Env, e store.Experiment, was, changed map[string]string) (locked []store.Field, err error) {
	for _, f := range store.Fields() {
		text, is := changed[f.Name]
		if !is || !f.Claim || !e.Locked() {
			continue
		}
		if err := env.Store.KeepDraft(amendmentDraft(e, f.Name), map[string]string{f.Name: text, wasPrefix + f.Name: was[f.Name], "reason": ""}); err != nil {
			return nil, err
		}
		locked = append(locked, f)
		delete(changed, f.Name)
	}
	return locked, nil
}

// entryTitle is the title of a screen that is about a part of an entry.
func entryTitle(e store.Experiment, part string) string {
	return part + " › " + clean.Line(e.Title)
}

// keepFields saves fields of an entry that was shown as e. Where it was taken back
// meanwhile, here or in another program, the words become a new one. It returns the entry
// as it is then.
func keepFields(env Env, e store.Experiment, changed map[string]string) (saved store.Experiment, said string, err error) {
	saved, replaced, err := env.Store.RewriteExperiment(e, changed)
	if err == nil {
		return saved, "Saved. " + replacedWords(replaced) + "u takes it back.", nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return e, "", err
	}
	anew := e
	for name, text := range changed {
		f, _ := store.FieldOf(name)
		if err := f.Set(&anew, text); err != nil {
			return e, "", err
		}
	}
	anew.Amendments, anew.Pilot, anew.Blind = nil, nil, false
	if saved, _, err = env.Store.AddExperiment(anew); err != nil {
		return e, "", err
	}
	return saved, "The entry was taken back meanwhile. Your words are kept as a new one: " + saved.Title, nil
}

// replacedWords name the fields whose text was changed since the form was opened.
func replacedWords(names []string) string {
	if len(names) == 0 {
		return ""
	}
	labels := make([]string, len(names))
	for i, name := range names {
		f, _ := store.FieldOf(name)
		labels[i] = strconv.Quote(f.Label)
	}
	return "It replaced a newer text of " + strings.Join(labels, " and ") + "; "
}

func amendmentDraft(e store.Experiment, claim string) string { return draftName("amend", claim, e.ID) }

// newAmendment asks for the new text of a claim that has locked, and for the reason.
func newAmendment(env Env, e store.Experiment, name string) paper {
	f, _ := store.FieldOf(name)
	claim := fieldOf(f)
	return newPaper(env, blank{
		title: entryTitle(e, "Amendment"), draft: amendmentDraft(e, name), save: "amend", leave: true,
		about:  "It was claimed before the result. It may be corrected, but not unseen: what it was, and your reason, stay with the entry.",
		fields: []field{claim, {name: "reason", label: "Why it changes", help: "it will be shown", lines: 2, single: true, limit: 500}},
		given:  map[string]string{name: f.Of(e)},
		lacking: func(values map[string]string) (at, words string) {
			switch {
			case values[name] == f.Of(e):
				return name, "The claim is as it was. Change it, or leave with Esc."
			case values["reason"] == "":
				return "reason", "Say why it changes: the reason stays with the entry."
			}
			return "", ""
		},
		keep: func(values, _ map[string]string) (string, error) {
			_, err := env.Store.Amend(e.ID, name, values[name], values["reason"])
			return "Amended, with what it was and why. u takes it back.", err
		},
	})
}
