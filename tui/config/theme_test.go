package config

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/tui/theme"
)

func TestAThemeOfOnesOwn(t *testing.T) {
	p := at(t, "theme = 'dusk'\n")
	write(t, filepath.Join(p.ThemeDir(), "dusk.toml"), "base = 'light'\naccent = '#000080' # navy\n")
	l := p.Look()
	if len(l.Faults) > 0 {
		t.Fatal(l.Faults)
	}
	want := theme.Light()
	want.Name, want.Accent = "dusk", "#000080"
	if got := l.Palette(true); got != want {
		t.Errorf("got %+v", got)
	}
	before := p.Stamp("dusk")
	write(t, filepath.Join(p.ThemeDir(), "dusk.toml"), "base = 'light'\naccent = '#000081' # another\n")
	if p.Stamp("dusk") == before {
		t.Error("a change of the theme goes unseen")
	}
	if got := p.Look().Palette(true).Accent; got != "#000081" {
		t.Error(got)
	}
}

func TestFaultsOfAThemeAreTold(t *testing.T) {
	p := at(t, "theme = 'dusk'\n")
	write(t, filepath.Join(p.ThemeDir(), "dusk.toml"), "base = 'night'\naccent = 'navy'\nacent = '#000080'\ndim = 3\ngood = '#223344'\n")
	write(t, filepath.Join(p.ThemeDir(), "dark.toml"), "no theme of Waymark's is replaced")
	write(t, filepath.Join(p.ThemeDir(), "my theme.toml"), "its name cannot be typed")
	faults, faint := p.Check()
	want := []string{
		`dusk.toml, line 1: a base is one of dark, light, contrast-dark, contrast-light; dark holds`,
		`dusk.toml, line 2: "navy" is no colour; write it like accent = "#1D4ED8"; the line is passed over`,
		`dusk.toml, line 3: there is no "acent" here, only base, accent, dim, good, bad, warn, rule, picked-back, picked-text, background; the line is passed over`,
		`dusk.toml, line 4: write the value of dim in quotes, like dim = "…"; the line is passed over`,
	}
	p.File = filepath.Join(p.ThemeDir(), "config.toml")
	if diff := cmp.Diff(want, faultsOf(p, faults)); diff != "" {
		t.Error(diff)
	}
	if len(faint) != 1 || !strings.Contains(faint[0].What, "good #223344 on #27344D has a contrast of 1.0 to 1") {
		t.Errorf("got %v", faint)
	}
}

func TestTheExampleOfAThemeHolds(t *testing.T) {
	p := at(t, "")
	write(t, filepath.Join(p.ThemeDir(), "example.toml"), ThemeExample())
	got, faults := p.Palette("example")
	want := theme.Dark()
	want.Name, want.Background = "example", "#0D1117"
	if got != want || len(faults) > 0 {
		t.Errorf("got %+v, %v", got, faults)
	}
	if faults, faint := p.Check(); len(faults)+len(faint) > 0 {
		t.Error(faults, faint)
	}
}

func TestAThemeThatIsGone(t *testing.T) {
	p := at(t, "")
	if got, faults := p.Palette("gone"); got != (theme.Palette{}) || len(faults) != 1 {
		t.Errorf("got %+v, %v", got, faults)
	}
	l := Look{Theme: Value{Text: "gone"}}
	if l.Palette(false) != theme.Light() {
		t.Error("a theme that is gone is not followed by what suits the terminal")
	}
}
