package cli

import (
	"errors"
	"fmt"
)

// backups lists the backups, makes one and goes back to one.
func (t *talk) backups() error {
	for {
		list, err := t.app.backups()
		if err != nil {
			return err
		}
		rows := []row{{"Make a backup now", ""}}
		for _, b := range list.Backups {
			rows = append(rows, row{b.spoken(), fmt.Sprintf("%s, %s", b.holds(), b.Reason)})
		}
		t.say("Backups, the newest first. Waymark makes one every hour in which something changed. Type a number to go back to one:")
		n, err := t.choose(rows, -1, "to go back to the settings")
		switch {
		case err != nil || n < 0:
			return err
		case n == 0:
			err = t.result(t.app.backUp(nil, false))
		default:
			err = t.goBackTo(list.Backups[n-1])
		}
		if errors.Is(err, errLeft) {
			return err
		}
		if err != nil {
			t.failed(err)
		}
		t.gap()
	}
}

// goBackTo asks, and restores a backup.
func (t *talk) goBackTo(b backup) error {
	t.say("Your journal, lessons, reviews and settings are then as they were on %s: %s. What is there now is kept as a backup, first in this list.", b.spoken(), b.holds())
	typed, err := t.ask("Type yes to go back to it, or Enter alone to leave everything as it is:")
	if err != nil {
		return err
	}
	if command(typed, free, "yes") == "" {
		t.say("Nothing was changed.")
		return nil
	}
	return t.result(t.app.restore([]string{b.Path}, false))
}

// spoken is when a backup was made, as one says it.
func (b backup) spoken() string { return b.made.Format("2 January 2006, 15:04") }
