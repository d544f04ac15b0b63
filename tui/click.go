package tui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A key that is named in the footer, or behind "?", is a button too: whoever uses the mouse
// needs no keyboard but to type.

// clickKey presses the key whose name or meaning stands at a column of the footer.
func (r root) clickKey(x int) (tea.Model, tea.Cmd) {
	_, working := r.env.Jobs.shown()
	var keys []key.Binding
	switch {
	case working && !r.notice.failed:
		return r.press(tea.KeyPressMsg{Code: tea.KeyEscape})
	case r.notice.text != "":
		r.notice = note{} // the keys show again
		return r, nil
	case r.touring():
		keys = r.tourHelp()
	default:
		keys, _ = r.fitting()
	}
	const margin, gap = 1, 3
	left := margin
	for _, b := range keys {
		if !b.Enabled() {
			continue
		}
		width := ansi.StringWidth(b.Help().Key + " " + b.Help().Desc)
		if press, ok := pressOf(b); ok && x >= left && x < left+width {
			return r.press(press)
		}
		left += width + gap
	}
	return r, nil
}

// pressOf is the press of a binding that stands for one key; a group, such as the arrows, is
// none.
func pressOf(b key.Binding) (tea.KeyPressMsg, bool) {
	for _, name := range b.Keys() {
		if len(b.Keys()) == 1 || keyName(name) == b.Help().Key {
			return pressed(name)
		}
	}
	return tea.KeyPressMsg{}, false
}

// pressed is the press of a key, by its name.
func pressed(name string) (tea.KeyPressMsg, bool) {
	mod := tea.KeyMod(0)
	for prefix, m := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift} {
		if rest, held := strings.CutPrefix(name, prefix); held {
			name, mod = rest, m
		}
	}
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}, true
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, true
	}
	r, size := utf8.DecodeRuneInString(name)
	if size == 0 || size != len(name) {
		return tea.KeyPressMsg{}, false
	}
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}, true
	}
	return tea.KeyPressMsg{Code: r, Text: name}, true
}
