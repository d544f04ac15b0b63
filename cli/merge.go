package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
)

// merged is what came in from another machine, or would.
type merged struct {
	File     string   `json:"file"`
	DryRun   bool     `json:"dry_run"`
	New      bool     `json:"new"` // there was no file here: it is that one now
	Events   int      `json:"events"`
	Entries  int      `json:"entries"`
	Lessons  int      `json:"lessons"`
	Answers  int      `json:"answers"`
	Reviews  int      `json:"reviews"`
	Devices  []string `json:"devices"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	People   int      `json:"people"`
	Apart    []string `json:"apart"` // titles of entries of which both versions are kept
	OtherKey bool     `json:"other_key"`
	Backup   string   `json:"backup"`

	period string
}

func (a *app) mergeCommand() *cobra.Command {
	var samePerson, dryRun bool
	cmd := a.verb("merge FILE", "Bring in what you did on another machine", func(args []string) (result, error) {
		do := a.store().Merge
		if dryRun {
			do = a.store().PreviewMerge
		}
		m, err := do(args[0], samePerson)
		if err != nil {
			return nil, err
		}
		return mergedOf(m, dryRun), nil
	})
	cmd.Long = "Bring in what you did on another machine. FILE is the file waymark.db of that machine, a copy or a backup of it, or the folder that it lies in; it is only " +
		"read. What both machines did is then here, each thing once, in the order in which it was done; where both changed one thing, both versions are kept. Before, your file is " +
		"backed up. Merge on each machine, and both have the same. docs/moving.md goes through it step by step."
	cmd.Example = "  waymark merge /media/stick/waymark.db --dry-run\n  waymark merge /media/stick/waymark.db"
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "say what would come in, and change nothing")
	cmd.Flags().BoolVar(&samePerson, "same-person", false, "both files are yours, although each was set up on its own")
	return cmd
}

func mergedOf(m store.Merged, dryRun bool) merged {
	shown := merged{
		File: m.File, DryRun: dryRun, New: m.Anew, Events: m.Events, Entries: m.Entries, Lessons: m.Lessons, Answers: m.Answers, Reviews: m.Reviews,
		Devices: some(m.Devices), People: m.People, Apart: some(m.Apart), OtherKey: m.OtherKey, Backup: m.Backup,
	}
	if m.Events > 0 {
		shown.From, shown.To = stamp(m.From), stamp(m.To)
		shown.period = fmt.Sprintf("Done from %s to %s, by the clock of that machine", dayOf(m.From), dayOf(m.To))
		if n := len(m.Devices); n > 1 {
			shown.period = fmt.Sprintf("Done from %s to %s, by the clocks of %d machines", dayOf(m.From), dayOf(m.To), n)
		}
	}
	return shown
}

func (m merged) text(p *page) {
	if m.Events == 0 && m.People == 0 {
		p.say("There is nothing new in %s: what is in it is here already.", m.File)
		return
	}
	switch {
	case m.DryRun && m.New:
		p.say("You have no file here yet. %s would become it, and bring:", m.File)
	case m.DryRun:
		p.say("%s would bring:", m.File)
	case m.New:
		p.say("You had no file here yet: %s was taken over. It brought:", m.File)
	default:
		p.say("Merged. %s brought:", m.File)
	}
	if m.Events > 0 {
		p.inset("%s, %s completed, %s, %s", journalEntries(m.Entries), count(m.Lessons, "lesson"), count(m.Answers, "answer"), count(m.Reviews, "review"))
		p.inset("In all %s. %s.", count(m.Events, "step"), m.period)
	}
	if m.People > 0 {
		p.inset("As a lead: more about %s of your teams", people(m.People))
	}
	if len(m.Apart) > 0 {
		p.say("Changed on both machines, and kept in both versions: %s.", quotedList(m.Apart))
	}
	if m.OtherKey {
		p.say("That machine signs with another key. If both send snapshots, your lead is asked once which key is yours: docs/moving.md says how both get the same.")
	}
	switch {
	case m.DryRun:
		p.say("Nothing was changed. Without --dry-run it is brought in.")
	case m.Backup != "":
		p.say("Before that, your file was backed up: %s", m.Backup)
	}
}

func journalEntries(n int) string {
	if n == 1 {
		return "1 journal entry"
	}
	return fmt.Sprintf("%d journal entries", n)
}

// quotedList names the first few of several titles.
func quotedList(titles []string) string {
	const most = 5
	var named []string
	for _, title := range titles[:min(most, len(titles))] {
		named = append(named, fmt.Sprintf("%q", title))
	}
	if more := len(titles) - most; more > 0 {
		named = append(named, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(named, ", ")
}
