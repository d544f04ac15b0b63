package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
)

// keyMap is the keys that mean the same everywhere.
type keyMap struct {
	Help, Back, Quit, Abort, Suspend, Undo, Capture, Settings, Palette key.Binding
}

func globalKeys() keyMap {
	return keyMap{
		Help:     bind("help", "?"),
		Back:     bind("back", "esc"),
		Quit:     bind("quit", "q"),
		Abort:    bind("quit at once", "ctrl+c"),
		Suspend:  bind("leave for the shell; fg comes back", "ctrl+z"),
		Undo:     bind("take back", "u"),
		Capture:  bind("new experiment", "n"),
		Settings: bind("settings", ","),
		Palette:  bindAs("Ctrl+K", "or : go to anything by name", "ctrl+k", ":"),
	}
}

// bind makes a binding whose help shows the first key as people know it.
func bind(does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keyName(keys[0]), does))
}

// bindAs makes a binding with a help name of its own, for groups of keys.
func bindAs(name, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(name, does))
}

func keyName(k string) string {
	switch k {
	case "pgdown":
		return "PgDn"
	case "pgup":
		return "PgUp"
	case "enter":
		return "Enter"
	case "esc":
		return "Esc"
	case "tab":
		return "Tab"
	case "space":
		return "Space"
	}
	if letter, held := strings.CutPrefix(k, "ctrl+"); held {
		return "Ctrl+" + strings.ToUpper(letter)
	}
	return k
}
