package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/tui/theme"
)

// askNumber answers numeric items: one line for a number.
type askNumber struct {
	input textinput.Model
	unit  string
}

func newAskNumber(unit, draft string) askNumber {
	return askNumber{input: newInput(draft, 24), unit: unit}
}

func (a askNumber) update(msg tea.Msg, _ int) ask {
	a.input, _ = a.input.Update(msg)
	return a
}

func (a askNumber) draw(s *sheet, look theme.Theme) {
	s.widget("  "+restyled(a.input, look).View()+"  "+look.Dim.Render(clean.Line(a.unit)), shifted(a.input.Cursor(), 2))
}

func (a askNumber) answer() (string, bool) {
	text := strings.TrimSpace(a.input.Value())
	return text, text != ""
}

func (a askNumber) row() int            { return noRow }
func (a askNumber) typing() bool        { return true }
func (a askNumber) keys() []key.Binding { return []key.Binding{bind("answer", "enter")} }

// askText answers flaw and free items: a few lines of text.
type askText struct{ area textarea.Model }

func newAskText(draft string) askText {
	a := askText{newArea(4)}
	a.area.SetValue(draft)
	return a
}

func (a askText) update(msg tea.Msg, width int) ask {
	a.area.SetWidth(max(10, width))
	a.area, _ = a.area.Update(msg)
	return a
}

func (a askText) draw(s *sheet, look theme.Theme) {
	area := a.area
	area.SetWidth(max(10, s.width))
	area.SetStyles(areaStyles(look))
	s.widget(area.View(), area.Cursor())
}

func (a askText) answer() (string, bool) {
	text := strings.TrimSpace(a.area.Value())
	return text, text != ""
}

func (a askText) row() int     { return noRow }
func (a askText) typing() bool { return true }

func (a askText) keys() []key.Binding {
	return []key.Binding{bind("done", "enter"), bindAs("Alt+Enter", "new line", "alt+enter")}
}
