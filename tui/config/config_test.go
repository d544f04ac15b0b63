package config

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/tui/theme"
)

// at is a place whose file says something.
func at(t *testing.T, text string) Place {
	t.Helper()
	p := Place{File: filepath.Join(t.TempDir(), "waymark", "config.toml"), Env: map[string]string{}, Flags: map[string]string{}}
	if text != "" {
		write(t, p.File, text)
	}
	return p
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// faultsOf are the faults, without the folder of the test.
func faultsOf(p Place, faults []Fault) []string {
	var said []string
	for _, f := range faults {
		said = append(said, strings.ReplaceAll(f.Error(), filepath.Dir(p.File)+string(filepath.Separator), ""))
	}
	return said
}

func TestTheStrongerSourceHolds(t *testing.T) {
	p := at(t, "theme = 'light'\nplain = true\neditor = \"vi\"\n")
	check := func(key string, want Value) {
		t.Helper()
		if got := p.Read().Value(key); got != want {
			t.Errorf("%s: got %+v, want %+v", key, got, want)
		}
	}
	check(Theme, Value{"light", File, ""})
	check(Plain, Value{On, File, ""})
	check(Mouse, Value{On, Default, ""})
	check(Data, Value{"", Default, ""})
	p.Env = map[string]string{"WAYMARK_THEME": "dark", "WAYMARK_PLAIN": "0", "VISUAL": "emacs", "WAYMARK_ASCII": "1", "WAYMARK_DATA": "here"}
	check(Theme, Value{"dark", Environment, "WAYMARK_THEME"})
	check(Plain, Value{Off, Environment, "WAYMARK_PLAIN"})
	check(ASCII, Value{On, Environment, "WAYMARK_ASCII"})
	check(Editor, Value{"vi", File, ""}) // as with git, whose own setting goes before VISUAL
	check(Data, Value{"here", Environment, "WAYMARK_DATA"})
	p.Env["NO_COLOR"] = "0"
	check(Theme, Value{theme.None, Environment, "NO_COLOR"})
	p.Flags = map[string]string{Theme: "contrast", Plain: On}
	check(Theme, Value{"contrast", Flag, ""})
	check(Plain, Value{On, Flag, ""})
	p.File = ""
	check(Editor, Value{"emacs", Environment, "VISUAL"})
	if faults := p.Read().Faults; len(faults) > 0 {
		t.Error(faults)
	}
}

// What is wrong is told with its line, and the rest of the file holds.
func TestFaultsAreTold(t *testing.T) {
	p := at(t, "# mine\nthme = 'dark'\nascii = 'on'\n\ntheme = 3\nmouse = false\nmouse = true\ndata = 'somewhere'\nplain = [\n 1 ]\n[tui]\nplain = true\n")
	p.Meant = func(word string, _ []string) string {
		if word == "thme" {
			return "; did you mean theme?"
		}
		return ""
	}
	p.Env["WAYMARK_THEME"] = "pink"
	c := p.Read()
	want := []string{
		`config.toml, line 7: "mouse" is in line 6 already, which holds; take one away`,
		`config.toml, line 11: there are no sections in [brackets] here; what follows is passed over`,
		`config.toml, line 2: there is no "thme" here, only theme, ascii, plain, mouse, language, editor, data; did you mean theme?; the line is passed over`,
		`config.toml, line 3: write ascii = true or ascii = false, without quotes; the line is passed over`,
		`config.toml, line 5: write the value of theme in quotes, like theme = "…"; the line is passed over`,
		`config.toml, line 8: "somewhere" is not the whole path of a folder; write it from its beginning on; the line is passed over`,
		`config.toml, line 9: write plain = true or plain = false, without quotes; the line is passed over`,
		`WAYMARK_THEME: there is no theme "pink"; the themes are auto, light, dark, contrast, contrast-light, contrast-dark, none; the variable is passed over`,
	}
	if diff := cmp.Diff(want, faultsOf(p, c.Faults)); diff != "" {
		t.Error(diff)
	}
	if c.Is(Mouse) || c.Value(Theme).From != Default || c.Is(Plain) {
		t.Errorf("got %+v", c.values)
	}
}

func TestAFileThatCannotBeUnderstoodStopsNothing(t *testing.T) {
	for text, want := range map[string]string{
		"ascii = true\ntheme = dark\n": `config.toml, line 2: unexpected character U\+0064 'd' at start of value; write each line like theme = "dark".*`,
		"theme":                        `config.toml, line 1: .*write each line like.*`,
		"theme = \"da\xffrk\"":         `config.toml, line 1: .*`,
		"\x00":                         `config.toml, line 1: .*`,
		strings.Repeat("# long\n", 10_000) + "ascii=true": `config.toml: the file is longer than 64 KB; .*`,
		strings.Repeat("a = [", 12_000):                   `config.toml, line 1: .*`,
	} {
		p := at(t, text)
		c := p.Read()
		said := strings.Join(faultsOf(p, c.Faults), "\n")
		if !regexp.MustCompile(`^` + want + `$`).MatchString(said) {
			t.Errorf("%.20q: got %s", text, said)
		}
		if c.Is(ASCII) || c.Text(Theme) != theme.Auto {
			t.Errorf("%.20q: got %+v", text, c.values)
		}
		if err := p.Set(ASCII, On); err == nil {
			t.Errorf("%.20q was written over", text)
		}
		if now, _ := os.ReadFile(p.File); string(now) != text {
			t.Errorf("%.20q is now %.20q", text, now)
		}
	}
	p := at(t, "")
	if err := os.MkdirAll(p.File, 0o755); err != nil {
		t.Fatal(err)
	}
	if said := faultsOf(p, p.Read().Faults); len(said) != 1 || !strings.Contains(said[0], "this is no file") {
		t.Errorf("a folder in place of the file: %v", said)
	}
	p.File = os.DevNull
	if c := p.Read(); len(c.Faults) > 0 {
		t.Error(c.Faults)
	}
}

// What people wrote by hand stays theirs: comments, order, spaces and the ends of lines.
func TestSettingOneThingLeavesTheRest(t *testing.T) {
	mine := "# My settings\r\n\r\ntheme='dark'   # for the evening\r\n\"plain\" = false\r\n# mouse = true\r\n  editor = \"\"\"\r\nnano\"\"\" # short\r\nascii = true"
	for _, test := range []struct{ key, text, old, new string }{
		{Theme, "contrast", "'dark'", `"contrast"`},
		{Theme, "", "theme='dark'   # for the evening\r\n", ""},
		{Plain, On, `"plain" = false`, `"plain" = true`},
		{Mouse, Off, "ascii = true", "ascii = true\nmouse = false\n"},
		{Mouse, "", "", ""},
		{ASCII, "", "ascii = true", ""},
		{Editor, `"C:\Program Files\e.exe" -w`, "\"\"\"\r\nnano\"\"\"", `'"C:\Program Files\e.exe" -w'`},
		{Editor, `it's "this"`, "\"\"\"\r\nnano\"\"\"", `"it's \"this\""`},
		{Theme, "dark", "'dark'", `"dark"`},
	} {
		p := at(t, mine)
		if err := p.Set(test.key, test.text); err != nil {
			t.Fatal(err)
		}
		now, _ := os.ReadFile(p.File)
		if diff := cmp.Diff(strings.Replace(mine, test.old, test.new, 1), string(now)); diff != "" {
			t.Errorf("%s %q: %s", test.key, test.text, diff)
		}
		c := p.Read()
		if got := c.Value(test.key); test.text != "" && got != (Value{test.text, File, ""}) || len(c.Faults) > 0 {
			t.Errorf("%s %q: got %+v, %v", test.key, test.text, got, c.Faults)
		}
	}
}

func TestTheFirstChoiceMakesTheFile(t *testing.T) {
	p := at(t, "")
	if err := p.Set(Theme, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(p.File); err == nil {
		t.Error("nothing was chosen, and there is a file")
	}
	if err := p.Set(Mouse, "OFF"); err != nil {
		t.Fatal(err)
	}
	now, _ := os.ReadFile(p.File)
	if !strings.HasPrefix(string(now), "# ") || !strings.HasSuffix(string(now), "\nmouse = false\n") {
		t.Errorf("got %s", now)
	}
	for key, text := range map[string]string{"thme": "dark", Theme: "pink", ASCII: "perhaps", Data: "here", Editor: "a\nb"} {
		if err := p.Set(key, text); err == nil {
			t.Errorf("%s is %s now", key, text)
		}
	}
	p.File = ""
	if err := p.Set(Mouse, Off); err == nil || !strings.Contains(err.Error(), "WAYMARK_CONFIG") {
		t.Errorf("without a folder: %v", err)
	}
}

// People keep such files elsewhere, with a link to them.
func TestALinkToTheFileStays(t *testing.T) {
	p := at(t, "")
	kept := filepath.Join(t.TempDir(), "dotfiles.toml")
	write(t, kept, "ascii = true\n")
	if err := os.MkdirAll(filepath.Dir(p.File), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(kept, p.File); err != nil {
		t.Skip(err)
	}
	if err := p.Set(Mouse, Off); err != nil {
		t.Fatal(err)
	}
	now, _ := os.ReadFile(kept)
	if info, err := os.Lstat(p.File); err != nil || info.Mode().IsRegular() || string(now) != "ascii = true\nmouse = false\n" {
		t.Errorf("the file is now %q", now)
	}
}

// The example holds all there is to say, and every line of it can be used.
func TestTheExampleHolds(t *testing.T) {
	used := regexp.MustCompile(`(?m)^# ([a-z]+ = )`).ReplaceAllString(Example(), "$1")
	p := at(t, strings.ReplaceAll(used, `"/home/ines/waymark"`, `'`+t.TempDir()+`'`))
	c := p.Read()
	if len(c.Faults) > 0 {
		t.Fatal(c.Faults)
	}
	for _, s := range Settings() {
		if c.Value(s.Key).From != File {
			t.Errorf("the example does not set %s: %+v", s.Key, c.Value(s.Key))
		}
	}
	if c := at(t, Example()).Read(); len(c.Faults) > 0 || c.Value(Theme).From != Default {
		t.Errorf("as it is, it says something: %+v", c)
	}
}
