package cli

import (
	"errors"
	"fmt"
	"strings"

	"waymark/store/progress"
	"waymark/store/team"
)

// leads reports that the person has a team.
func (t *talk) leads() bool {
	teams, err := t.app.store().Teams()
	return err == nil && len(teams) > 0
}

// team leads to what a lead asks: who needs me, where everybody is, and all about one.
func (t *talk) team() error {
	deeds := []deed{
		{row{"Who needs you this week", ""}, t.attention},
		{row{"The board", "row by row: how far everybody is"}, t.board},
		{row{"Somebody", "all that one person shared, and your talk"}, t.someone},
		{row{"Who can help whom", ""}, func() error { return t.heard(t.app.teamHelpMap(nil, chosen{})) }},
		{row{"The wall", "what was tried and shared"}, func() error { return t.heard(t.app.teamWall("", chosen{})) }},
		{row{"Take in the snapshots again", "from the folders of your teams"}, t.takeInAll},
	}
	for {
		again, err := t.doOne("Your team:", deeds)
		if err != nil || !again {
			return err
		}
	}
}

// heard reads what a command would print, and waits.
func (t *talk) heard(r result, err error) error {
	if err := t.result(r, err); err != nil {
		return err
	}
	_, err = t.ask("Enter goes back:")
	return err
}

// attention reads who needs the lead, and goes on to one of them.
func (t *talk) attention() error {
	for {
		found, err := t.app.teamAttention(nil, chosen{})
		needs, ok := found.(teamNeeds)
		if err != nil || !ok {
			return err
		}
		if needs.Total == 0 || len(needs.Needs) == 0 {
			return t.heard(needs, nil)
		}
		t.say("Snapshots: %s.", needs.words)
		var rows []row
		for _, need := range needs.Needs {
			var words []string
			for _, c := range need.Causes {
				words = append(words, c.Words)
			}
			rows = append(rows, row{need.named(), strings.Join(words, "; ")})
		}
		t.say("%s.", sentence(strings.TrimSuffix(needs.fine, ".")))
		t.say("These do:")
		n, err := t.choose(rows, -1, "to go back")
		if err != nil || n < 0 {
			return err
		}
		if err := t.teamMember(needs.Needs[n].Learner); err != nil {
			return err
		}
	}
}

// board reads the board row by row, a person to a line.
func (t *talk) board() error {
	found, err := t.app.teamBoard(chosen{}, "")
	board, ok := found.(teamBoard)
	if err != nil || !ok {
		return err
	}
	if board.Total == 0 {
		return t.heard(board, nil)
	}
	t.say("Snapshots: %s.", board.words)
	var rows []row
	for _, r := range board.People {
		rows = append(rows, row{r.named(), r.inWords(board.Modules)})
	}
	n, err := t.choose(rows, -1, "to go back")
	if err != nil || n < 0 {
		return err
	}
	return t.teamMember(board.People[n].Learner)
}

// inWords is the row as people hear it: each module with its name.
func (r teamRow) inWords(titles []string) string {
	if r.NotStarted {
		return "has not started yet, snapshot of " + r.age()
	}
	var parts []string
	for i, cell := range r.Modules {
		switch {
		case cell == nil:
		case cell.State == progress.NotStarted.String() && !cell.Waived:
			parts = append(parts, titles[i]+" not started")
		default:
			parts = append(parts, titles[i]+" "+cell.words())
		}
	}
	return fmt.Sprintf("%s; last active in week %s, snapshot of %s", strings.Join(parts, ", "), r.active(), r.age())
}

// someone asks for a name, and goes to that person.
func (t *talk) someone() error {
	all, err := team.People(t.app.store())
	if err != nil {
		return err
	}
	typed, err := t.ask("There are %s. Type a name or its beginning; Enter alone goes back:", people(len(all)))
	if err != nil || typed == "" || command(typed, free, "quit", "back") != "" {
		return err
	}
	return t.teamMember(typed)
}

// teamMember reads all about one person, and leads to what a lead can do.
func (t *talk) teamMember(typed string) error {
	for {
		m, err := t.app.teamMember(typed)
		if err != nil {
			return err
		}
		typed = m.Learner
		t.gap()
		t.show(m.text)
		said, err := t.ask("Enter goes back, n to write your private note, t if you talked today, a to give a module, w to waive one:")
		if err != nil {
			return err
		}
		switch command(said, free, "note", "talked", "assign", "waive", "quit", "back") {
		case "quit", "back":
			return nil
		case "note":
			err = t.privateNote(m)
		case "talked":
			err = t.result(t.app.teamTalked([]string{m.Learner}))
		case "assign", "waive":
			err = t.give(m, command(said, free, "waive") != "")
		default:
			if said == "" {
				return nil
			}
			t.unknown(said)
		}
		if errors.Is(err, errLeft) {
			return err
		} else if err != nil {
			t.failed(err)
		}
	}
}

func (t *talk) privateNote(m teamMember) error {
	note, err := t.ask("Your note about %s, which nobody else sees; Enter alone leaves it as it is, and none takes it away:", m.Name)
	if err != nil || note == "" {
		return err
	}
	if command(note, func(string) bool { return true }, "none") != "" {
		note = ""
	}
	return t.result(t.app.teamNote([]string{m.Learner, note}))
}

// give gives a module to a person or waives it.
func (t *talk) give(m teamMember, waive bool) error {
	var rows []row
	for _, module := range m.Modules {
		rows = append(rows, row{module.Title, fmt.Sprintf("%s, %d of %d", module.State, module.Done, module.Total)})
	}
	t.say("Which module?")
	n, err := t.choose(rows, -1, "to go back")
	if err != nil || n < 0 {
		return err
	}
	due := ""
	if !waive {
		if due, err = t.ask("Until which day? Type it like 2026-12-31; Enter alone sets none:"); err != nil {
			return err
		}
	}
	reason, err := t.ask("Why, in a few words? Everyone who can read the team file can read it; Enter alone goes back:")
	if err != nil || reason == "" {
		return err
	}
	return t.result(t.app.give([]string{m.Learner, m.Modules[n].ID}, due, reason, waive))
}

// takeInAll takes in the folders of all teams.
func (t *talk) takeInAll() error {
	teams, err := t.app.store().Teams()
	if err != nil {
		return err
	}
	for _, kept := range teams {
		if kept.Folder == "" {
			t.say("%s has no folder: waymark team import DIR --team takes one in.", kept.Title)
			continue
		}
		if err := t.result(t.app.teamImport(kept.Folder, kept.Title)); err != nil {
			return err
		}
	}
	return nil
}
