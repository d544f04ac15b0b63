package tui

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// A script is an editor that does what a test says.
type script struct {
	path string
	do   func(text string) (string, error)
}

func (s script) Run() error {
	text, err := os.ReadFile(s.path)
	if err != nil {
		return err
	}
	edited, err := s.do(string(text))
	if edited == string(text) || err != nil && edited == "" {
		return err
	}
	return errors.Join(err, os.WriteFile(s.path, []byte(edited), 0o600))
}

func (script) SetStdin(io.Reader)  {}
func (script) SetStdout(io.Writer) {}
func (script) SetStderr(io.Writer) {}

// driveEditor drives the page of an entry with an editor that takes its time.
func driveEditor(t *testing.T, with func(*store.Store), do func(string) (string, error)) *driver {
	t.Helper()
	var reads atomic.Int64 // what Today needs is read side by side
	o := Options{Dark: true, Now: func() time.Time { return morning().Add(time.Duration(reads.Add(1)) * 4 * time.Second) }}
	o.Editor = func(path string) (tea.ExecCommand, error) { return script{path, do}, nil }
	return driveWith(t, 80, 40, o, setUp, with).press("4", "enter")
}

func replace(pairs ...string) func(string) (string, error) {
	return func(text string) (string, error) { return strings.NewReplacer(pairs...).Replace(text), nil }
}

func leftEdits(d *driver) int {
	files, _ := os.ReadDir(d.store.Dir() + "/edits")
	drafts, err := d.store.Drafts()
	must(err)
	return len(files) + len(drafts)
}

func TestAnEntryIsEditedInTheOwnEditor(t *testing.T) {
	d := driveEditor(t, planned, replace("Do two good examples", "Do three good examples", "I write each reply", "I type each reply"))
	d.press("E").see("Saved from your editor: 2 fields", "Do three good examples", "I type each reply")
	if n := leftEdits(d); n != 0 {
		t.Errorf("%d files and drafts are left", n)
	}
	d = driveEditor(t, planned, replace())
	if d.press("E").see("Nothing was changed"); leftEdits(d) != 0 {
		t.Error("a file is left")
	}
}

func TestTheEditorsFileIsForTheLearnerAlone(t *testing.T) {
	d := driveEditor(t, planned, nil)
	env := d.model.(root).env
	all, err := env.Store.Experiments()
	must(err)
	path, err := beginEdit(env, all[0])
	must(err)
	info, err := os.Stat(path)
	must(err)
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %v", mode)
	}
}

func TestWhatCannotBeReadBackIsKeptAndShown(t *testing.T) {
	d := driveEditor(t, planned, func(text string) (string, error) {
		if strings.Contains(text, "many") {
			return strings.Replace(text, "many", "70", 1), nil
		}
		return strings.NewReplacer("prediction: 80", "prediction: many", "Do two good", "Do three good").Replace(text), nil
	})
	d.press("E").see("From your editor", "This could not be read", "many", "line ", "0 to 100")
	d.press("esc").see("Do three good examples", "80%", "You were writing in your editor")
	d.press("E").see("Saved from your editor: 1 field", "70%").not("You were writing")
	if n := leftEdits(d); n != 0 {
		t.Errorf("%d files and drafts are left", n)
	}
}

func TestALockedClaimFromAnEditorWaitsForItsReason(t *testing.T) {
	d := driveEditor(t, benched, replace("at least 5 need", "at least 3 need", "Do two good", "Do three good"))
	d.press("E").see("These claims stand since the first result", "It counts as a success if")
	d.press("enter").see("at least 3 need", "Why it changes").press("tab").write("I had counted twice.").press("ctrl+s", "esc")
	d.see("Do three good", "at least 3 need", "I had counted twice.", `Before: "Of 6`).not("You were writing")
}

func TestAnEditorThatComesBackAtOnceIsTold(t *testing.T) {
	o := Options{Dark: true, Now: clock(), Editor: func(path string) (tea.ExecCommand, error) { return script{path, replace()}, nil }}
	driveWith(t, 80, 40, o, setUp, planned).press("4", "enter", "E").see("came back at once", "code --wait")
	drive(t, 80, 40, planned).press("4", "enter", "E").see("VISUAL or EDITOR")
}

func TestWordsSurviveAnEditorThatFails(t *testing.T) {
	d := driveEditor(t, planned, func(text string) (string, error) {
		if strings.Contains(text, "three") {
			return text + "\n", nil
		}
		return strings.Replace(text, "Do two good", "Do three good", 1), errors.New("exit status 1")
	})
	d.press("E").see("nothing was saved", "E opens it again").press("E").see("Saved from your editor: 1 field", "Do three good")
	d = driveEditor(t, planned, func(string) (string, error) { return "", errors.New("no such program") })
	if d.press("E").see("could not be used", "no such program"); leftEdits(d) != 0 {
		t.Error("a file is left")
	}
}

// The entry may change elsewhere while the editor has it.
func TestOnlyWhatTheEditorChangedIsSaved(t *testing.T) {
	var d *driver
	d = driveEditor(t, planned, func(text string) (string, error) {
		all, err := d.store.Experiments()
		must(err)
		_, err = d.store.UpdateExperiment(all[0].ID, map[string]string{"tool": "another tool"})
		must(err)
		return strings.Replace(text, "Do two good", "Do three good", 1), nil
	})
	d.press("E").see("Do three good", "another tool")
}
