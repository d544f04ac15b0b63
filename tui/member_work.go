package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/envelope"
)

// What a lead does on a person's page. Everything that could not be taken back is asked
// for once more, with what it means.

// note opens the private note.
func (m member) note() tea.Cmd {
	env, id := m.env, m.id
	return open(newPaper(env, blank{
		title: m.page("Private note"), draft: noteDraft(id), save: "keep", leave: true,
		about:  "For your next talk with " + m.told.Name() + ". It never leaves this machine: no report, no export and no team file has a place for it.",
		fields: []field{{name: "note", label: "Private note", lines: 8}},
		given:  map[string]string{"note": m.told.Talk.Note},
		keep: func(values, _ map[string]string) (string, error) {
			_, err := env.Store.KeepTalkNote(id, values["note"])
			return "Kept, on this machine alone.", err
		},
	}))
}

// The drafts of a person's page go with the person.
func noteDraft(id string) string   { return draftName("talk", id) }
func assignDraft(id string) string { return draftName("assign", id) }
func waiveDraft(id string) string  { return draftName("waive", id) }

// first is the first name of the person.
func (m member) first() string {
	name, _, _ := strings.Cut(m.told.Told.Learner.Name, " ")
	return clean.Line(cmp.Or(name, "this person"))
}

func (m member) page(title string) string { return "Team " + crumb(m.look) + " " + title }

// talk asks whether they talked today.
func (m member) talk() tea.Cmd {
	env, id, name := m.env, m.id, clean.Line(m.told.Name())
	rows := []choice{{value: "no", title: "No, nothing happens"}, {value: "yes", title: "Yes, we talked today"}}
	return open(newChooser(env, m.page("Talk"), "Did you talk with "+name+" today?",
		"From then on their page says what changed since today. Your private note stays.", rows, "no", ifYes(func() tea.Msg {
			_, err := env.Store.RecordTalk(id)
			return said(err, "Noted: what changes from now on is new for your next talk.")
		})))
}

// ifYes carries a command out where yes was chosen.
func ifYes(cmd tea.Cmd) func(string) tea.Cmd {
	return func(value string) tea.Cmd {
		if value != "yes" {
			return nil
		}
		return cmd
	}
}

// said lets the screens fetch again, and says what happened or failed.
func said(err error, words string) tea.Msg {
	if err != nil {
		return failedMsg{err}
	}
	return tea.Sequence(send(changedMsg{}), notice(words))()
}

// assign gives the person a module, until a day or without one.
func (m member) assign() tea.Cmd {
	due := field{name: "due", label: "Until which day?", help: "like 2026-12-31 or 31 Dec 2026; empty: no day", limit: 24, check: func(text string) string {
		if _, ok := store.ISODay(text); text != "" && !ok {
			return "Write the day like 2026-12-31 or 31 Dec 2026, or leave it empty."
		}
		return ""
	}}
	b := m.giving("Give a module", assignDraft(m.id), "give", due)
	return open(newPaper(m.env, b))
}

// waive says that the person need not do a module.
func (m member) waive() tea.Cmd {
	return open(newPaper(m.env, m.giving("Waive a module", waiveDraft(m.id), "waive")))
}

// giving is the form for a module and a reason, with more fields between.
func (m member) giving(title, draft, save string, more ...field) blank {
	names, ids := m.choices()
	given := map[string]string{}
	if mod, ok := m.module(); ok {
		given["module"] = names[slices.Index(ids, mod.ID)]
		if g, ok := m.given(mod.ID); ok {
			given["due"], given["reason"] = g.Due, g.Reason
		}
	}
	env, id, first := m.env, m.id, m.first()
	fields := append([]field{{name: "module", label: "Which module?", choices: names}}, more...)
	fields = append(fields, field{name: "reason", label: "Why?", help: "in a few words", limit: 200, lines: 2, single: true})
	return blank{
		title: m.page(title), draft: draft, save: save, leave: true, given: given, fields: fields,
		about: m.told.Name() + " reads it in Waymark once you publish the team file. Everyone who can read the team's folder can read the reason as well.",
		lacking: func(values map[string]string) (string, string) {
			switch {
			case !slices.Contains(names, values["module"]):
				return "module", "Choose a module with the arrow keys."
			case values["reason"] == "":
				return "reason", "Say in a few words why: " + first + " will read it."
			}
			return "", ""
		},
		keep: func(values, _ map[string]string) (string, error) {
			a, err := env.Store.Assign(store.Assignment{
				Learner: id, Module: ids[slices.Index(names, values["module"])],
				Due: values["due"], Waived: save == "waive", Reason: values["reason"],
			})
			return givenWords(a, first), err
		},
	}
}

func givenWords(a store.Assignment, first string) string {
	what := "Given"
	if a.Waived {
		what = "Waived"
	}
	return what + ". " + first + " sees it once you publish: Esc, then p."
}

// choices are the modules that can be given: those of the person's pathway, then all
// others, by names of which no two are the same.
func (m member) choices() (names, ids []string) {
	add := func(id, title string) {
		title = clean.Line(cmp.Or(title, m.titles[id], id))
		if slices.Contains(ids, id) {
			return
		}
		if slices.Contains(names, title) {
			title += " (" + id + ")"
		}
		names, ids = append(names, title), append(ids, id)
	}
	for _, mod := range m.told.Told.Modules {
		add(mod.ID, mod.Title)
	}
	for _, mod := range m.env.Catalogue.Modules() {
		add(mod.ID, mod.Title)
	}
	return names, ids
}

// drop takes back what was given or waived: of the module under the cursor, or one that is
// not on the pathway.
func (m member) drop() tea.Cmd {
	mod, _ := m.module()
	env, id := m.env, m.id
	rows := []choice{{value: "", title: "Nothing, all stays"}}
	for _, g := range m.told.Given {
		word := "given"
		if g.Waived {
			word = "waived"
		}
		rows = append(rows, choice{value: g.Module, title: cmp.Or(m.titles[g.Module], g.Module), right: word})
	}
	if len(rows) == 1 {
		return notice("Nothing was given to " + m.first() + " or waived yet: a gives a module, w waives one.")
	}
	return open(newChooser(env, m.page("Take back"), "What do you take back?", "It leaves their page at once, and the team file when you publish it next.", rows, mod.ID,
		func(module string) tea.Cmd {
			if module == "" {
				return nil
			}
			return func() tea.Msg { return said(env.Store.Unassign(id, module), "Taken back.") }
		}))
}

// trust asks which of the new keys are the person's. What is chosen is decided of the key
// that shows, whatever arrives meanwhile.
func (m member) trust() tea.Cmd {
	env, id, name := m.env, m.id, clean.Line(m.told.Name())
	question := "Is one of these the key of " + name + "?"
	rows := []choice{{title: "I could not ask yet: keep the key that is known"}}
	for _, c := range m.told.Member.Changes {
		print := envelope.Fingerprint(c.Key)
		if len(m.told.Member.Changes) == 1 {
			question = "Is this the key of " + name + ":  " + print + " ?"
		}
		rows = append(rows,
			choice{value: trustWord + c.Key, title: "Yes, they read me " + print + ": trust it"},
			choice{value: c.Key, title: "No, " + print + " is not theirs: refuse it"})
	}
	return open(newChooser(env, m.page("Changed key"), question,
		"Ask them by voice, not by mail: whoever sent the file can write mails too. A key that you trust takes the place of the old one, and what it signed is taken in. What a key signed that is not theirs is refused from now on.",
		rows, "", func(value string) tea.Cmd {
			key, theirs := strings.CutPrefix(value, trustWord)
			if key == "" {
				return nil
			}
			return func() tea.Msg {
				if theirs {
					_, err := env.Store.TrustKey(id, key)
					return said(err, "The new key is trusted. What it signed is taken in with the next look at the folder.")
				}
				_, err := env.Store.RefuseKey(id, key)
				return said(err, "Refused. What that key signed is listed with the refused files and raises no alarm.")
			}
		}))
}

// trustWord stands before a key that is trusted.
const trustWord = "trust "

// erase asks what for, and says what goes and what stays.
func (m member) erase() tea.Cmd {
	env, id, name := m.env, m.id, clean.Line(m.told.Name())
	rows := []choice{
		{value: "", title: "Keep everything"},
		{value: "they asked for it", title: "Erase, they asked for it"},
		{value: "they left the team", title: "Erase, they left the team"},
		{value: "taken in by mistake", title: "Erase, it was taken in by mistake"},
	}
	help := fmt.Sprintf("Erased is all that this machine knows of %s: name, progress, what they asked and shared, what you gave them, and your private note. "+
		"What stays is a random number without the name, with the day and the reason, so that their files are not taken in again. The files in the folder stay as they are. It cannot be taken back.", name)
	closed := back(m)
	return open(newChooser(env, m.page("Erase"), "Erase what you know of "+name+"?", help, rows, "", func(reason string) tea.Cmd {
		if reason == "" {
			return nil
		}
		return func() tea.Msg {
			if err := env.Store.EraseMember(id, reason); err != nil {
				return failedMsg{err}
			}
			return tea.Sequence(closed, send(changedMsg{}), notice("Erased: nothing is known of "+name+" here any more."))()
		}
	}))
}
