package tui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"waymark/tui/theme"
)

// A field is one labelled text of a form.
type field struct {
	name, label, help string
	lines             int // height of the text; 1: Enter goes to the next field
	limit             int // characters; 0: the general limit
}

// A form is labelled texts, one of them focused. Every way to type text into a
// record is one. It is a value: focusing makes a new one.
type form struct {
	fields []field
	areas  []textarea.Model
	given  []string // what each held when the form opened
	at     int
}

func newForm(values map[string]string, fields ...field) form {
	f := form{fields: fields}
	for _, fd := range fields {
		area := newArea(fd.lines)
		if fd.limit > 0 {
			area.CharLimit = fd.limit
		}
		area.CharLimit = max(area.CharLimit, utf8.RuneCountInString(values[fd.name]))
		area.SetValue(values[fd.name])
		area.Blur()
		f.areas, f.given = append(f.areas, area), append(f.given, area.Value())
	}
	return f.focus(0)
}

// focus moves to the i-th field, round the ends.
func (f form) focus(i int) form {
	f.areas = append([]textarea.Model(nil), f.areas...)
	f.areas[f.at].Blur()
	f.at = (i + len(f.fields)) % len(f.fields)
	f.areas[f.at].Focus()
	return f
}

// update moves with Tab and the arrows, and types everything else.
func (f form) update(msg tea.Msg, width int) form {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "tab":
			return f.focus(f.at + 1)
		case "enter":
			if f.fields[f.at].lines == 1 {
				return f.focus(f.at + 1)
			}
			msg = tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModAlt} // a new line
		case "shift+tab":
			return f.focus(f.at - 1)
		case "down":
			if f.areas[f.at].Line() == f.areas[f.at].LineCount()-1 {
				return f.focus(min(f.at+1, len(f.fields)-1))
			}
		case "up":
			if f.areas[f.at].Line() == 0 {
				return f.focus(max(f.at-1, 0))
			}
		}
	}
	f.areas = append([]textarea.Model(nil), f.areas...)
	f.areas[f.at].SetWidth(max(10, width))
	f.areas[f.at], _ = f.areas[f.at].Update(oneLine(msg, f.fields[f.at].lines))
	return f
}

// paste puts a paste into the focused field, and says in words how much of it did
// not fit.
func (f form) paste(msg tea.PasteMsg, width int) (next form, cut string) {
	length := func(f form) int { return utf8.RuneCountInString(f.areas[f.at].Value()) }
	before := length(f)
	f = f.update(msg, width)
	if length(f) < f.areas[f.at].CharLimit {
		return f, ""
	}
	room := length(f) - before
	return f, fmt.Sprintf("The field is full: %d characters of the %d fitted.", room, utf8.RuneCountInString(msg.Content))
}

// oneLine joins the lines of a paste into a field of one line.
func oneLine(msg tea.Msg, lines int) tea.Msg {
	if p, ok := msg.(tea.PasteMsg); ok && lines == 1 {
		return tea.PasteMsg{Content: strings.Join(strings.Fields(p.Content), " ")}
	}
	return msg
}

// values are the texts, by the names of their fields.
func (f form) values() map[string]string {
	values := map[string]string{}
	for i, fd := range f.fields {
		values[fd.name] = strings.TrimSpace(f.areas[i].Value())
	}
	return values
}

// changed are the texts that are no longer what they were when the form opened.
func (f form) changed() map[string]string {
	changed := map[string]string{}
	for i, fd := range f.fields {
		if f.areas[i].Value() != f.given[i] {
			changed[fd.name] = strings.TrimSpace(f.areas[i].Value())
		}
	}
	return changed
}

// held is what the fields hold now. A copy of the form would not keep it: the
// areas of a copy share their text.
func (f form) held() []string {
	held := make([]string, len(f.areas))
	for i := range f.areas {
		held[i] = f.areas[i].Value()
	}
	return held
}

// after is the form once what it held before is saved.
func (f form) after(saved []string) form {
	f.given = saved
	return f
}

// draw lays the form out; the focused field explains itself. Rows are fields.
func (f form) draw(s *sheet, look theme.Theme) {
	for i, fd := range f.fields {
		label := look.Dim.Render(fd.label)
		if i == f.at {
			label = look.Accent.Render(fd.label)
			if fd.help != "" {
				label += look.Dim.Render("  " + fd.help)
			}
		}
		s.add(i, label)
		area := f.areas[i]
		area.SetWidth(max(10, s.width))
		area.SetStyles(areaStyles(look))
		var cursor *tea.Cursor
		if i == f.at {
			cursor = area.Cursor()
		}
		from := len(s.lines)
		s.widget(lipgloss.NewStyle().MaxWidth(s.width).Render(area.View()), cursor)
		for j := from; j < len(s.rows); j++ {
			s.rows[j] = i
		}
	}
}
