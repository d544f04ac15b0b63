package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"waymark/store"
)

// restored says what was restored, and where what was there before is.
type restored struct {
	Path    string `json:"path"`
	Events  int    `json:"events"`
	Entries int    `json:"entries"`
	Kept    string `json:"kept"`    // what was there before; empty where nothing was
	Damaged bool   `json:"damaged"` // what was there could not be read, and is kept as it was
}

func (a *app) restoreCommand() *cobra.Command {
	var another bool
	cmd := a.verb("restore [FILE]", "List the backups, or go back to one", func(args []string) (result, error) {
		return a.restore(args, another)
	})
	cmd.Long = "List the backups with their date and the number of entries, or go back to one: FILE is a number of that list, the beginning " +
		"of a date, of which the newest is meant, or a file. It is read through before. What is there now is kept: as a backup, or " +
		"untouched under another name where it is damaged. Screens that are open go on with what was restored."
	cmd.Example = "  waymark restore\n  waymark restore 2\n  waymark restore 2026-11-24\n  waymark restore /media/stick/waymark-backup.db"
	cmd.Flags().BoolVar(&another, "another-learner", false, "also where the backup is of somebody else")
	cmd.ValidArgsFunction = a.backupWords
	return cmd
}

// backupWords complete a backup by its number.
func (a *app) backupWords(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	list, err := a.backups()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var words []string
	for _, b := range list.Backups {
		words = append(words, described(fmt.Sprint(b.Number), fmt.Sprintf("%s, %s", b.local(), b.Reason)))
	}
	return beginning(words, typed), cobra.ShellCompDirectiveDefault
}

func (a *app) restore(args []string, another bool) (result, error) {
	list, err := a.backups()
	if err != nil || len(args) == 0 {
		return list, err
	}
	path, err := list.find(args[0])
	if err != nil {
		return nil, err
	}
	r, err := a.store().RestoreFrom(path, another)
	if errors.Is(err, store.ErrAnother) {
		return nil, misuse("%v; nothing was changed. To put it in the place of what is here, which is kept: --another-learner", err)
	}
	return restored{path, r.Events, r.Entries, r.Kept, r.Damaged}, err
}

func (r restored) text(p *page) {
	p.say("Restored, with %s in the journal, from:", entries(r.Entries))
	p.inset("%s", r.Path)
	switch {
	case r.Damaged:
		p.say("What was there before was damaged. It is kept as it was:")
		p.inset("%s", r.Kept)
	case r.Kept != "":
		p.say("What was there before is kept as a backup. To go back to it: waymark restore 1")
	}
}
