// Package config is what a person chose for one machine: how Waymark looks there and where
// it keeps its files. What is chosen for a person, on every machine, is in the learner's
// file: store.Profile. The choices are in a text file that people may write by hand.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"waymark/tui/theme"
)

// A Setting is one thing that can be chosen for a machine.
type Setting struct {
	Key      string
	About    string
	Default  string
	Switch   bool     // on or off
	Choices  string   // what it can be, in words
	Variable string   // of the environment, that goes before the file
	Under    []string // variables that hold where the file says nothing
	Example  string   // a value for the example of the file, as TOML
}

// The settings of a machine, by their keys.
const (
	Theme    = "theme"
	ASCII    = "ascii"
	Plain    = "plain"
	Mouse    = "mouse"
	Language = "language"
	Editor   = "editor"
	Data     = "data"
)

// On and Off are the values of a switch.
const (
	On  = "on"
	Off = "off"
)

const onOff = "on, off"

// Settings are all that can be chosen for a machine.
func Settings() []Setting {
	return []Setting{
		{Key: Theme, About: "colours of the screens", Default: theme.Auto, Choices: strings.Join(theme.Names(), ", ") + ", or the name of a theme of your own", Variable: "WAYMARK_THEME", Example: `"contrast"`},
		{Key: ASCII, About: "no symbols beyond ASCII", Default: Off, Switch: true, Choices: onOff, Variable: "WAYMARK_ASCII", Example: "false"},
		{Key: Plain, About: "lines instead of screens, for screen readers", Default: Off, Switch: true, Choices: onOff, Variable: "WAYMARK_PLAIN", Example: "false"},
		{Key: Mouse, About: "whether the mouse works in the screens; off, it selects text as everywhere in your terminal", Default: On, Switch: true, Choices: onOff, Variable: "WAYMARK_MOUSE", Example: "true"},
		{Key: Language, About: "language of the lessons, where a pack is translated", Choices: "a tag such as de or pt-BR", Variable: "WAYMARK_LANGUAGE", Under: []string{"LC_ALL", "LC_MESSAGES", "LANG"}, Example: `"de"`},
		{Key: Editor, About: "your editor for an entry of the journal, behind E", Choices: `a command, such as nano or code --wait`, Variable: "WAYMARK_EDITOR", Under: []string{"VISUAL", "EDITOR"}, Example: `"nano"`},
		{Key: Data, About: "the folder of your file", Choices: "a whole path", Variable: "WAYMARK_DATA", Example: `"/home/ines/waymark"`},
	}
}

// SettingOf is the setting of a key.
func SettingOf(key string) (Setting, bool) {
	all := Settings()
	at := slices.IndexFunc(all, func(s Setting) bool { return s.Key == key })
	if at < 0 {
		return Setting{}, false
	}
	return all[at], true
}

// A Source is where a value comes from, the stronger ones last.
type Source string

// The sources of values. Learner is for what is chosen for the person, not for the machine.
const (
	Default     Source = "default"
	Learner     Source = "learner"
	File        Source = "file"
	Environment Source = "environment"
	Flag        Source = "flag"
)

// A Value is what holds for a setting.
type Value struct {
	Text     string
	From     Source
	Variable string // of the environment that it is from
}

// A Place is where the choices for a machine are.
type Place struct {
	File  string            // its path; "" where the system names no folder for settings
	Env   map[string]string // the environment
	Flags map[string]string // what the call said, by key

	// Meant proposes which of some names a word was meant to be, as "; did you mean …?";
	// nil proposes nothing.
	Meant func(word string, names []string) string
}

// A Config is what holds on a machine.
type Config struct {
	values map[string]Value
	Faults []Fault // what is wrong with the file and the variables: there, the next source holds
}

// Value is what holds for a key.
func (c Config) Value(key string) Value { return c.values[key] }

// Text is the value that holds for a key.
func (c Config) Text(key string) string { return c.values[key].Text }

// Is reports that a switch is on.
func (c Config) Is(key string) bool { return c.Text(key) == On }

// A Fault says what is wrong, and where.
type Fault struct {
	File string // or the name of a variable
	Line int    // 0: none
	What string
}

// Error implements error.
func (f Fault) Error() string {
	if f.Line > 0 {
		return fmt.Sprintf("%s, line %d: %s", f.File, f.Line, f.What)
	}
	return f.File + ": " + f.What
}

// Read tells what holds: a flag goes before the environment, that before the file, and
// that before the default. What is wrong somewhere is told, and passed over.
func (p Place) Read() Config {
	written, faults := p.written()
	c := Config{values: map[string]Value{}, Faults: faults}
	for _, s := range Settings() {
		v, fault := p.value(s, written)
		c.values[s.Key] = v
		if fault != nil {
			c.Faults = append(c.Faults, *fault)
		}
	}
	return c
}

func (p Place) value(s Setting, written map[string]string) (v Value, fault *Fault) {
	if text, given := p.Flags[s.Key]; given {
		return Value{text, Flag, ""}, nil
	}
	if s.Key == Theme && p.Env["NO_COLOR"] != "" { //nolint:misspell // https://no-color.org
		return Value{theme.None, Environment, "NO_COLOR"}, nil
	}
	if text := p.Env[s.Variable]; text != "" {
		text, err := p.fromEnv(s, text)
		if err == nil {
			return Value{text, Environment, s.Variable}, nil
		}
		fault = &Fault{File: s.Variable, What: err.Error() + "; the variable is passed over"}
	}
	if text, is := written[s.Key]; is {
		return Value{text, File, ""}, fault
	}
	for _, name := range s.Under {
		text := strings.TrimSpace(p.Env[name])
		if text == "" {
			continue
		}
		if s.Key == Language {
			if text = ofLocale(text); text == "" {
				break
			}
		}
		return Value{text, Environment, name}, fault
	}
	return Value{s.Default, Default, ""}, fault
}

// fromEnv is the value that a variable gives. As people are used to, a switch that is given
// anything but a no is on.
func (p Place) fromEnv(s Setting, text string) (string, error) {
	if s.Switch {
		if slices.Contains([]string{"0", Off, "false", "no"}, strings.ToLower(text)) {
			return Off, nil
		}
		return On, nil
	}
	if s.Key == Data {
		return text, nil // as ever, it may be a part of a path
	}
	return p.check(s, text)
}

// check is a value as it is kept, or why it cannot be one.
func (p Place) check(s Setting, text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case s.Switch:
		if text = strings.ToLower(text); text != On && text != Off {
			return "", fmt.Errorf("%s is on or off, not %q", s.Key, text)
		}
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "", fmt.Errorf("the value of %s holds characters that cannot be seen; write it anew", s.Key)
	case s.Key == Theme:
		return text, p.checkTheme(text)
	case s.Key == Language:
		return checkLanguage(text)
	case s.Key == Data && !filepath.IsAbs(text):
		return "", fmt.Errorf("%q is not the whole path of a folder; write it from its beginning on", text)
	}
	return text, nil
}

func (p Place) checkTheme(name string) error {
	if _, ours := theme.Named(name, false); ours {
		return nil
	}
	if names := p.Themes(); !slices.Contains(names, name) {
		meant := ""
		if p.Meant != nil {
			meant = p.Meant(name, names)
		}
		return fmt.Errorf("there is no theme %q; the themes are %s%s", name, strings.Join(names, ", "), meant)
	}
	return nil
}

// ErrInvalid says that a setting cannot have a value, or that the file cannot be changed as it is.
var ErrInvalid = errors.New("this setting cannot be kept")

type invalid struct{ error }

func (invalid) Is(target error) bool { return target == ErrInvalid }

// A Look is how the screens look on a machine.
type Look struct {
	Theme   Value
	Own     theme.Palette // of the theme, where it is the person's own
	ASCII   bool
	NoMouse bool
	Faults  []Fault
}

// Look is what holds for the screens, with the theme of the person's own, if it is one.
func (p Place) Look() Look {
	c := p.Read()
	return p.look(c, c.Value(Theme))
}

// Preview is the look with another theme.
func (p Place) Preview(name string) Look { return p.look(p.Read(), Value{Text: name}) }

func (p Place) look(c Config, name Value) Look {
	l := Look{Theme: name, ASCII: c.Is(ASCII), NoMouse: !c.Is(Mouse), Faults: c.Faults}
	if _, ours := theme.Named(l.Theme.Text, false); !ours {
		own, faults := p.Palette(l.Theme.Text)
		l.Own, l.Faults = own, slices.Concat(l.Faults, faults)
	}
	return l
}

// Colourless reports that this start is to use no colour at all.
func (l Look) Colourless() bool {
	return l.Theme.Text == theme.None && (l.Theme.From == Environment || l.Theme.From == Flag)
}

// Palette is the colours of the look in a terminal whose background is dark or light.
func (l Look) Palette(dark bool) theme.Palette {
	if p, ours := theme.Named(cmp.Or(l.Theme.Text, theme.Auto), dark); ours {
		return p
	}
	if l.Own.Name == l.Theme.Text {
		return l.Own
	}
	p, _ := theme.Named(theme.Auto, dark)
	return p
}
