package tui

import (
	"errors"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/tui/config"
)

func TestSetUpLeadsToToday(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Dark: true}).see("Welcome to Waymark").write("Inés q?").press("enter")
	d.see("Where do you work?").press("home", "down", "enter").see("Which pathway").press("enter").see("Which colours").press("enter").press("enter")
	d.see("Good morning, Inés q?", "Next lesson", "What AI is, and is not")
	p, err := d.store.Profile()
	if err != nil || p.Department != "marketing" || p.Pathway != "path-marketing" || p.SetUp.IsZero() {
		t.Fatalf("kept %+v, %v", p, err)
	}
}

func TestEscSkipsTheSetUp(t *testing.T) {
	d := driveWith(t, 80, 24, Options{}).press("esc").see("Good morning", "Next lesson")
	p, err := d.store.Profile()
	if err != nil || p.Department != "other" || p.Pathway == "" || p.SetUp.IsZero() {
		t.Fatalf("kept %+v, %v", p, err)
	}
}

func TestSettingsChangeOneThing(t *testing.T) {
	d := drive(t, 80, 24).press(",", "down", "enter").see("Where do you work?").press("home", "enter").see("Settings", "Other")
	d.press("up", "enter").write(" B.").press("enter").see("Ines B.").press("esc").see("Good morning, Ines B.")
}

// Where a cloud copies the folder, the set-up ends with a word about it, and the settings
// keep it; elsewhere neither says anything.
func TestASyncedFolderIsTold(t *testing.T) {
	mark := func(s *store.Store) {
		if err := os.MkdirAll(filepath.Join(s.Dir(), ".stfolder"), 0o700); err != nil {
			t.Error(err)
		}
	}
	const told = "where Syncthing copies it"
	driveWith(t, 120, 30, Options{}, mark).press("esc").see("Good morning", told).press("up").not(told).press(",").see("Settings", told, "waymark doctor")
	driveWith(t, 120, 30, Options{}).press("esc").see("Good morning").not("can be damaged").press(",").see("Settings").not("can be damaged")
}

// In the smallest window the cursor never leaves what shows.
func TestTheLastSettingShowsInTheSmallestWindow(t *testing.T) {
	drive(t, 40, 12).press(",", "end").see("▸ Folder of your file").press("enter").see("In which folder")
}

// An address that may not be used is refused where it is typed, with the reason.
func TestAnEndpointIsSetUp(t *testing.T) {
	d := drive(t, 120, 40).press(slices.Concat([]string{","}, slices.Repeat([]string{"down"}, 10), []string{"enter"})...).see("At which address does a model answer?")
	d.write("http://10.0.0.5:8000/v1").press("enter").see("anybody on the way can read", "At which address")
	for range "http://10.0.0.5:8000/v1" {
		d.press("backspace")
	}
	d.write("https://gateway.example.com/v1").press("enter").see("Model's address", "https://gateway.example.com/v1")
	d.press("down", "enter").see("Which model").write("small-1").press("enter").see("small-1")
	d.press("down", "enter").write("sk-not-a-name").press("enter").see("give the name of an environment variable")
}

func TestTheThemeShowsAtOnceAndEscTakesItBack(t *testing.T) {
	d := drive(t, 80, 24).press(",", "down", "down", "down", "enter")
	dark := d.model.View().Content
	if d.press("down"); d.model.View().Content == dark {
		t.Fatal("light looks like dark")
	}
	d.press("esc")
	if !d.model.(root).look.Palette.Dark {
		t.Fatal("Esc kept the theme that was only looked at")
	}
}

func TestWrongKeysDoNoHarm(t *testing.T) {
	keys := []string{"x", "r", "e", "w", "9", "0", "home", "end", "pgup", "pgdown", "left", "right", "tab", "shift+tab", "space", "down", "up", "esc", "?", "esc", "z", "#"}
	for _, tab := range []string{"1", "2", "3", "4", "5", "6"} {
		for _, k := range keys {
			d := drive(t, 60, 20, busy).press(tab, k)
			checkFrame(t, d.model.View().Content, 60, 20)
		}
	}
}

func TestEveryWindowSizeIsHeld(t *testing.T) {
	d := drive(t, 80, 24, busy, leads)
	for _, tab := range []string{"1", "2", "3", "4", "5", "6"} {
		d.press(tab)
		for _, size := range [][2]int{{0, 0}, {1, 1}, {10, 3}, {40, 12}, {41, 13}, {99, 30}, {100, 30}, {250, 80}, {2000, 2000}} {
			d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			lines := strings.Split(d.model.View().Content, "\n")
			if want := max(1, min(size[1], maxHeight)); len(lines) != want {
				t.Errorf("tab %s at %v has %d lines", tab, size, len(lines))
			}
		}
	}
	d.send(tea.WindowSizeMsg{Width: 10, Height: 3})
	d.see("Waymark")
}

func TestFailuresAreSaidAndNothingIsLost(t *testing.T) {
	d := drive(t, 80, 24)
	d.send(noticeMsg{"Logged in your journal: Tone"})
	d.send(failedMsg{store.ErrBusy}) // of a page that is read again
	d.see("Logged in your journal: Tone", "nother program")
	d.send(failedMsg{store.ErrBusy}) // and of the next one
	d.see("Logged in your journal: Tone", "nother program").press("down")
	d.send(failedMsg{fmt.Errorf("saving: %w", errors.New("the disk\x1b[2J is full"))})
	d.see("Saving: the disk", "is full").press("down").not("is full")
}

func TestAnIdeaSurvivesAFolderThatCannotBeWritten(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	d := drive(t, 80, 24)
	must(os.Chmod(d.store.Dir(), 0o500))
	t.Cleanup(func() { must(os.Chmod(d.store.Dir(), 0o700)) })
	d.press("n").write("An idea").press("enter").see("An idea").not("Logged")
}

func TestQuitAndTabs(t *testing.T) {
	d := drive(t, 80, 24).press("2").see("[2 Pathways]").press("esc").see("[1 Today]")
	d.click(40, 0).see("[3 Review]").press("q")
	if !d.quit {
		t.Fatal("q did not quit")
	}
	if d = drive(t, 80, 24).press("n", "q"); d.quit {
		t.Fatal("q quit while text was typed")
	}
	if d.press("ctrl+c"); !d.quit {
		t.Fatal("ctrl+c did not quit")
	}
}

func TestALearnerSeesAndWritesASnapshot(t *testing.T) {
	d := drive(t, 80, 24).press("6", "s").see("What leaves this machine", "Ines").press("pgdown").see("What does not leave")
	folder := t.TempDir()
	d.press("enter").press("end").send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	d.write(folder).press("enter").see("Sent", "number 1")
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Fatalf("the folder holds %v, %v", files, err)
	}
}

func TestAKeyPressedTwiceClosesOneScreen(t *testing.T) {
	d := drive(t, 80, 24).press("6", "s", "enter", "backspace").write(t.TempDir())
	enter := tea.KeyPressMsg{Code: tea.KeyEnter}
	var first, second tea.Cmd
	d.model, first = d.model.Update(enter)
	d.model, second = d.model.Update(enter)
	d.run(first)
	d.run(second)
	d.see("What my lead sees", "Sent")
}

func TestAThemeChosenInAnotherProgramShows(t *testing.T) {
	d := drive(t, 80, 24)
	d.send(d.model.(root).watch()())
	must(d.model.(root).env.Config.Set(config.Theme, "light"))
	d.send(d.model.(root).watch()())
	if d.model.(root).look.Palette.Dark {
		t.Error("the screens are still dark")
	}
}

func TestAnotherPathwayIsChosenWhereTheOldOneIsGone(t *testing.T) {
	d := drive(t, 80, 24, func(s *store.Store) {
		_, err := s.UpdateProfile(map[string]string{"pathway": "path-of-a-pack"})
		must(err)
	}).see("path-of-a-pack is not in the packs", "Choose a pathway").press("enter").see("Which pathway").press("enter")
	p, err := d.store.Profile()
	must(err)
	if p.Name != "Ines" || p.Department != "marketing" || p.Pathway != "path-essentials" {
		t.Errorf("the profile is %+v", p)
	}
}

// Nothing moves by itself, so nobody has to ask for less motion.
func TestNothingMovesByItself(t *testing.T) {
	for _, s := range stories() {
		if !slices.Contains([]string{"today-busy", "lesson", "quiz-single", "settings", "capture", "bench-full", "team", "review"}, s.name) {
			continue
		}
		d := tell(t, s, 80, 24)
		before := d.model.View()
		for range 3 {
			d.beat()
		}
		if after := d.model.View(); after.Content != before.Content {
			t.Errorf("%s moved:\n%s", s.name, d.frame())
		}
		if c := before.Cursor; c != nil && c.Blink {
			t.Errorf("%s: the cursor blinks", s.name)
		}
	}
}

// A terminal that tells its background is asked once to tell when its colours change, and
// asked again for the background when they did.
func TestTheScreensFollowTheTerminal(t *testing.T) {
	r := drive(t, 80, 24).model
	next, cmd := r.Update(tea.BackgroundColorMsg{Color: color.White})
	if next.(root).look.Palette.Dark || !asks(cmd, tea.RawMsg{Msg: ansi.SetModeLightDark}) {
		t.Fatal("a light terminal is not followed")
	}
	next, cmd = next.Update(tea.BackgroundColorMsg{Color: color.Black})
	if !next.(root).look.Palette.Dark || asks(cmd, tea.RawMsg{Msg: ansi.SetModeLightDark}) {
		t.Fatal("a terminal that turned dark is not followed, or asked once more")
	}
	for _, msg := range []tea.Msg{uv.LightColorSchemeEvent{}, uv.DarkColorSchemeEvent{}, tea.ResumeMsg{}} {
		if _, cmd = next.Update(msg); !asks(cmd, tea.RequestBackgroundColor()) {
			t.Errorf("after %T the background is not asked for", msg)
		}
	}
}

// asks reports that a command answers something, alone or among others.
func asks(cmd tea.Cmd, want tea.Msg) bool {
	if cmd == nil {
		return false
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		return slices.ContainsFunc(batch, func(c tea.Cmd) bool { return asks(c, want) })
	}
	return reflect.DeepEqual(msg, want)
}

func TestTheMouseIsLeftToTheTerminal(t *testing.T) {
	d := drive(t, 80, 24)
	if d.model.View().MouseMode == tea.MouseModeNone {
		t.Fatal("the mouse does not work")
	}
	must(d.model.(root).env.Config.Set(config.Mouse, config.Off))
	if d.beat().beat(); d.model.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse works still")
	}
}
