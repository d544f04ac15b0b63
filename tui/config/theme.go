package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"waymark/tui/theme"
)

// ThemeDir is the folder of the person's own themes; "" where there is none.
func (p Place) ThemeDir() string {
	if p.File == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(p.File), "themes")
}

const themeEnd = ".toml"

// Themes are the names of all themes: Waymark's, then the person's own.
func (p Place) Themes() []string {
	names := theme.Names()
	found, _ := os.ReadDir(p.ThemeDir()) // a folder that cannot be read has no themes
	for _, f := range found {
		if name, is := strings.CutSuffix(f.Name(), themeEnd); is && isThemeName(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// isThemeName reports that a theme can have a name: it is typed, and part of a path.
func isThemeName(name string) bool {
	return name != "" && len(name) <= 40 && !strings.ContainsFunc(name, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", r)
	})
}

func (p Place) themeFile(name string) string {
	if _, ours := theme.Named(name, false); ours || !isThemeName(name) || p.File == "" {
		return ""
	}
	return filepath.Join(p.ThemeDir(), name+themeEnd)
}

// Palette reads a theme of the person's own. What is wrong in it is told, and comes from
// its base instead.
func (p Place) Palette(name string) (theme.Palette, []Fault) {
	file := p.themeFile(name)
	data, err := read(file)
	if err == nil && data == nil {
		err = errors.New("there is no such theme")
	}
	if err != nil {
		return theme.Palette{}, []Fault{{File: file, What: reason(err)}}
	}
	entries, faults := parse(file, data)
	colours, fault := base(file, entries)
	if fault != nil {
		faults = append(faults, *fault)
	}
	colours.Name = name
	for _, e := range entries {
		part := colours.Part(e.key)
		if e.key == "base" {
			continue
		}
		text, err := e.words()
		switch {
		case part == nil:
			err = p.unknown(e.key, parts())
		case err == nil && !theme.IsColour(text):
			err = fmt.Errorf("%q is no colour; write it like %s = \"#1D4ED8\"", text, e.key)
		}
		if err != nil {
			faults = append(faults, Fault{file, e.line, err.Error() + "; the line is passed over"})
			continue
		}
		*part = text
	}
	return colours, faults
}

// base is the palette that a theme begins with.
func base(file string, entries []entry) (theme.Palette, *Fault) {
	bases := []string{"dark", "light", "contrast-dark", "contrast-light"}
	at := slices.IndexFunc(entries, func(e entry) bool { return e.key == "base" })
	if at < 0 {
		return theme.Dark(), nil
	}
	name, err := entries[at].words()
	if err == nil && slices.Contains(bases, name) {
		p, _ := theme.Named(name, false)
		return p, nil
	}
	return theme.Dark(), &Fault{file, entries[at].line, fmt.Sprintf("a base is one of %s; dark holds", strings.Join(bases, ", "))}
}

func parts() []string {
	names := []string{"base"}
	for _, part := range theme.Parts() {
		names = append(names, part.Name)
	}
	return names
}

// ThemeFaults says of each theme of the person's own what is wrong with it or hard to read.
func (p Place) ThemeFaults() map[string][]string {
	said := map[string][]string{}
	for _, name := range p.Themes() {
		if _, ours := theme.Named(name, false); ours {
			continue
		}
		colours, faults := p.Palette(name)
		for _, f := range faults {
			said[name] = append(said[name], fmt.Sprintf("Line %d of its file: %s", f.Line, f.What))
		}
		said[name] = append(said[name], colours.Faint()...)
	}
	return said
}

// Check is all that is wrong with the file, the variables and the person's own themes, and
// which colours of those are hard to read.
func (p Place) Check() (faults []Fault, faint []Fault) {
	faults = p.Read().Faults
	for _, name := range p.Themes() {
		if _, ours := theme.Named(name, false); ours {
			continue
		}
		colours, wrong := p.Palette(name)
		faults = append(faults, wrong...)
		for _, what := range colours.Faint() {
			faint = append(faint, Fault{File: p.themeFile(name), What: what})
		}
	}
	return faults, faint
}

// ThemeExample is the file of a theme that gives every colour: those of Waymark's dark one.
func ThemeExample() string {
	var b strings.Builder
	b.WriteString("# A theme of your own: keep it as themes/NAME.toml beside config.toml, then\n# type: waymark settings set theme NAME\n# What you leave out comes from the base: dark, light, contrast-dark or contrast-light.\nbase = \"dark\"\n\n")
	colours := theme.Dark()
	colours.Background = "#0D1117"
	for _, part := range theme.Parts() {
		fmt.Fprintf(&b, "%-11s = %q # %s\n", part.Name, *colours.Part(part.Name), part.About)
	}
	return b.String()
}
