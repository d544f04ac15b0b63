package tui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/tui/theme"
)

// maxText bounds what can be typed or pasted into one field, in characters.
const maxText = 20_000

// fieldSign stands before every place where text can be typed, so that an empty
// one can be seen.
const fieldSign = "│ "

// newInput is a focused one-line field of the given width, with the terminal's
// own cursor, so that input methods work.
func newInput(value string, width int) textinput.Model {
	in := textinput.New()
	in.Prompt = fieldSign
	in.CharLimit = 500
	in.SetVirtualCursor(false)
	in.SetWidth(width)
	in.SetValue(value)
	in.CursorEnd()
	in.Focus()
	return in
}

// newArea is a focused field of several lines; Enter is left to its screen.
func newArea(height int) textarea.Model {
	area := textarea.New()
	area.ShowLineNumbers = false
	area.Prompt = fieldSign
	area.CharLimit = maxText
	area.MaxHeight = 0
	area.SetVirtualCursor(false)
	area.SetHeight(height)
	area.KeyMap.InsertNewline = key.NewBinding(key.WithKeys("alt+enter", "shift+enter", "ctrl+j"))
	area.Focus()
	return area
}

func restyled(in textinput.Model, look theme.Theme) textinput.Model {
	state := textinput.StyleState{Placeholder: look.Dim, Prompt: look.Accent}
	in.SetStyles(textinput.Styles{Focused: state, Blurred: state})
	return in
}

func areaStyles(look theme.Theme) textarea.Styles {
	state := textarea.StyleState{Placeholder: look.Dim, Prompt: look.Accent}
	blurred := state
	blurred.Prompt = look.Rule
	return textarea.Styles{Focused: state, Blurred: blurred}
}

// shifted is a cursor moved right, or none.
func shifted(c *tea.Cursor, right int) *tea.Cursor {
	if c == nil {
		return nil
	}
	moved := *c
	moved.X += right
	return &moved
}
