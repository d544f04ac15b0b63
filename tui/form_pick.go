package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// fieldOf is the way to type a field of an entry.
func fieldOf(f store.Field) field {
	fd := field{name: f.Name, label: f.Label, help: f.Help, lines: 1, limit: f.Limit, choices: f.Choices}
	switch f.Kind {
	case store.TextField:
		fd.lines, fd.limit = 3, 0
	case store.NumberField:
		fd.unit, fd.limit = f.Unit, len(strconv.Itoa(f.Limit))
	case store.ListField:
		fd.limit = 1000
	case store.LineField:
		if f.Limit > 120 {
			fd.lines, fd.single = 2, true
		}
	}
	fd.check = func(text string) string { return refused(f, text) }
	if f.Name == "task" {
		fd.about = map[string]string{}
		for _, t := range store.Tasks() {
			fd.about[t.ID] = t.Name + ": " + t.Text + "."
		}
	}
	return fd
}

// refused is why a field of an entry cannot hold a text, by the label that stands on
// the screen; empty where it can.
func refused(f store.Field, text string) string {
	var scratch store.Experiment
	if f.Set(&scratch, text) == nil {
		return ""
	}
	label := fmt.Sprintf("%q", f.Label)
	switch f.Kind {
	case store.NumberField:
		return fmt.Sprintf("%s takes a whole number from 0 to %d, or nothing.", label, f.Limit)
	case store.MoneyField:
		return label + " takes an amount with its currency, such as 1.25 EUR, or nothing."
	case store.ListField:
		return label + " takes a few short words with commas between."
	}
	return label + " is too long."
}

// isNumeric reports that a message may reach a field for a whole number: digits,
// and keys that type nothing.
func isNumeric(msg tea.Msg) bool {
	text := ""
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		text = msg.Text
	case tea.PasteMsg:
		text = strings.TrimSpace(msg.Content)
	}
	return strings.Trim(text, "0123456789") == ""
}

// choose moves in the choices of the focused field: by the arrows, by the first
// letter, and to none with Backspace.
func (f form) choose(msg tea.Msg) form {
	k, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		return f
	}
	choices, now := f.here().choices, f.areas[f.at].Value()
	at := slices.Index(choices, now)
	switch key := k.String(); {
	case key == "right" || key == "space":
		at = min(at+1, len(choices)-1)
	case key == "left":
		at = max(at-1, 0)
	case key == "backspace" || key == "delete":
		at = -1
	case utf8.RuneCountInString(k.Text) == 1:
		at = startingWith(choices, strings.ToLower(k.Text), at)
	}
	f.areas = append([]textarea.Model(nil), f.areas...)
	if f.areas[f.at].SetValue(""); at >= 0 {
		f.areas[f.at].SetValue(choices[at])
	}
	return f
}

// startingWith is the next choice that begins with a letter, or the one there is.
func startingWith(choices []string, letter string, at int) int {
	for i := 1; i <= len(choices); i++ {
		if next := (at + i) % len(choices); strings.HasPrefix(choices[next], letter) {
			return next
		}
	}
	return at
}

// help is what the focused field says of itself. One with a limit counts once it is
// nearly full.
func (f form) help() string {
	fd := f.here()
	if fd.locked {
		return "it stands since the first result; Enter amends it, with your reason"
	}
	n, most := utf8.RuneCountInString(f.areas[f.at].Value()), f.areas[f.at].CharLimit
	if fd.unit == "" && fd.choices == nil && n*10 >= most*7 {
		return strings.Join(nonEmpty(fd.help, fmt.Sprintf("%d of %d", n, most)), "  ")
	}
	return fd.help
}

// drawChoices shows all choices in their order, alike but for the sign of the one
// that was chosen.
func (f form) drawChoices(s *sheet, i int, look theme.Theme) {
	fd, chosen := f.fields[i], f.areas[i].Value()
	style := look.Rule
	if i == f.at {
		style = look.Accent
	}
	lead := style.Render(fieldSign)
	line, width := "", 0
	for _, c := range fd.choices {
		word := look.Symbols.Empty + " " + c
		if c == chosen {
			word = look.Strong.Render(look.Symbols.Full + " " + c)
		}
		w := ansi.StringWidth(word) + 3
		if width > 0 && width+w > s.width-2 {
			s.add(i, lead+strings.TrimRight(line, " "))
			line, width = "", 0
		}
		line, width = line+word+"   ", width+w
	}
	s.add(i, lead+strings.TrimRight(line, " "))
	if about := fd.about[chosen]; about != "" && i == f.at {
		s.hang(i, lead, look.Dim.Render(clean.Line(about)))
	}
}

// drawLocked shows what a locked field holds.
func (f form) drawLocked(s *sheet, i int, look theme.Theme) {
	text := strings.TrimSpace(f.areas[i].Value())
	if text == "" {
		text = look.Dim.Render("nothing was said")
	} else if unit := f.fields[i].unit; unit != "" {
		text += " " + unit
	}
	s.hang(i, look.Rule.Render(look.Symbols.Lock)+" ", clean.Text(text))
}
