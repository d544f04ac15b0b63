package tui

import (
	"os"
	"testing"

	"waymark/store"
)

// toBackups are the keys that lead to the backups, behind the settings.
var toBackups = []string{",", "b"}

func backedUp(s *store.Store) {
	busy(s)
	must(errorOf(s.BackUp(store.AskedFor)))
}

func errorOf(_ store.Backup, err error) error { return err }

func TestGoingBackToABackup(t *testing.T) {
	d := drive(t, 80, 24, busy)
	d.press(toBackups...).see("There is no backup yet").press("b").see("A backup was made and read through: 3 entries", "3 entries, ", "asked for")
	if _, _, err := d.store.AddExperiment(store.Experiment{Title: "Later"}); err != nil {
		t.Fatal(err)
	}
	d.press("enter").see("Go back to Tue 24 Nov 2026", "What is there now is kept as a backup").press("esc")
	if n := len(entriesOf(t, d.store)); n != 4 {
		t.Fatalf("Esc left %d entries", n)
	}
	d.press("enter", "y").see("You are back at", "before restoring", "4 entries")
	if n := len(entriesOf(t, d.store)); n != 3 {
		t.Fatalf("%d entries after going back", n)
	}
	d.press("home", "enter", "y").see("You are back at")
	if n := len(entriesOf(t, d.store)); n != 4 {
		t.Fatalf("%d entries after coming back", n)
	}
}

func entriesOf(t *testing.T, s *store.Store) []store.Experiment {
	t.Helper()
	all, err := s.Experiments()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestABackupThatIsDamagedIsSaid(t *testing.T) {
	d := drive(t, 80, 24, backedUp)
	all, err := d.store.Backups()
	if err == nil {
		err = os.WriteFile(all[0].Path, []byte("nothing"), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.press(toBackups...).press("enter", "y").see("cannot be used")
}
