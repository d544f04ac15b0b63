package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"waymark/store/clean"
	"waymark/tui/config"
	"waymark/tui/theme"
)

// errSettings says that something is wrong in the settings of this machine.
var errSettings = errors.New("the settings of this machine have faults")

// place is where the settings of this machine are, under what this call says.
func (a *app) place() config.Place {
	p := config.Place{File: a.environ["WAYMARK_CONFIG"], Env: a.environ, Flags: map[string]string{}, Meant: func(word string, names []string) string {
		return closest(word, "", names)
	}}
	if p.File == "" {
		if dir, err := os.UserConfigDir(); err == nil {
			p.File = filepath.Join(dir, "waymark", "config.toml")
		}
	}
	if a.flags == nil {
		return p
	}
	for _, name := range []string{config.Plain, config.ASCII} {
		if f := a.flags.Lookup(name); f.Changed {
			p.Flags[name] = map[string]string{"true": config.On, "false": config.Off}[f.Value.String()]
		}
	}
	if f := a.flags.Lookup("no-color"); f.Changed && f.Value.String() == "true" {
		p.Flags[config.Theme] = theme.None
	}
	if f := a.flags.Lookup("data"); f.Changed && f.Value.String() != "" {
		p.Flags[config.Data] = f.Value.String()
	}
	return p
}

// config is what is set on this machine; it is read once.
func (a *app) config() config.Config {
	if a.here == nil {
		read := a.place().Read()
		a.here = &read
	}
	return *a.here
}

// sayFaults says what is wrong with the settings of this machine, if they were asked for; a
// prompt is no place for it.
func (a *app) sayFaults(stderr io.Writer) {
	if a.here == nil || a.glances {
		return
	}
	for _, fault := range a.here.Faults {
		fmt.Fprintln(stderr, wrapped(stderr, "waymark: "+clean.Line(fault.Error())))
	}
}
