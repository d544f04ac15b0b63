//go:build unix

package cli_test

import (
	"testing"
	"time"

	"waymark/store"
)

// A backup is made and gone back to in the conversation, after a question.
func TestPlainBackups(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	l := listen(t, data)
	l.hear("alone for 1:")
	l.say("8")
	l.hear("Settings:", "Backups: see them, go back to one", "to go back:")
	l.say("17")
	l.hear("Backups, the newest first.", "1. Make a backup now", "to go back to the settings:")
	l.say("1")
	l.hear("A backup was made and read through: 0 entries in the journal", "0 entries in the journal", "asked for", "to go back to the settings:")
	s := store.New(data, time.Now)
	if _, _, err := s.AddExperiment(store.Experiment{Title: "Later"}); err != nil {
		t.Fatal(err)
	}
	l.say("2")
	l.hear("What is there now is kept as a backup", "Type yes to go back to it")
	l.say("")
	l.hear("Nothing was changed.", "to go back to the settings:")
	l.say("2")
	l.hear("leave everything as it is:")
	l.say("yes")
	l.hear("Restored, with 0 entries in the journal", "is kept as a backup", "before restoring", "to go back to the settings:")
	l.leave("\x04")
	all, err := s.Experiments()
	if err != nil || len(all) != 0 {
		t.Errorf("%d entries, %v", len(all), err)
	}
}

// What changed is backed up when a command or a sitting has ended, and no more often than
// hourly.
func TestABackupIsMadeByItself(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	call(t, data, "setup", "--name", "Ines", "--department", "hr", "--pathway", "path-essentials")
	call(t, data, "journal", "add", "Warmer tone")
	all, err := store.New(data, time.Now).Backups()
	if err != nil || len(all) != 1 || all[0].Reason != store.Automatic {
		t.Fatalf("%v, %v", all, err)
	}
	ages := func() time.Time { return time.Now().Add(2 * time.Hour) }
	if err := store.New(data, ages).Upkeep(func() {}); err != nil {
		t.Fatal(err)
	}
	all, err = store.New(data, time.Now).Backups()
	if err != nil || len(all) != 2 || all[0].Entries != 1 {
		t.Fatalf("%v, %v", all, err)
	}
}
