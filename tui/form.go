package tui

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"waymark/store/clean"
	"waymark/tui/theme"
)

// A field is one labelled text of a form.
type field struct {
	name, label, help string
	lines             int               // height of the text; 1: Enter goes to the next field
	single            bool              // no line breaks, whatever its height
	limit             int               // characters; 0: the general limit
	choices           []string          // the text is one of these, or none
	about             map[string]string // a choice in more words, which stand below it
	unit              string            // of a whole number: only digits are typed
	locked            bool              // it can be read here and not changed

	// check says in words why a text cannot be saved here; empty where it can. It may
	// be nil.
	check func(text string) string

	// joint is what stands between a draft and what was typed before that was there. It
	// may be nil: the one goes on where the other ends.
	joint func(before, after string) string

	// skip reports that the field is not asked for, given what the form holds. It may be
	// nil; a field that has changed is always asked for.
	skip func(values map[string]string) bool
}

// isProse reports that a text can go on where another one ends.
func (fd field) isProse() bool { return len(fd.choices) == 0 && fd.unit == "" }

// A form is labelled fields, one of them focused. Every way to type text into a
// record is one. It is a value: focusing makes a new one.
type form struct {
	fields []field
	areas  []textarea.Model // what each field holds, as text
	given  []string         // what each held when the form opened
	was    []string         // what each held when its text was begun; a draft may be older than the form
	at     int
	said   string // below the focused field: why the form cannot be saved
}

func newForm(values map[string]string, fields ...field) form {
	f := form{fields: fields}
	for _, fd := range fields {
		area := newArea(max(1, fd.lines))
		if fd.limit > 0 {
			area.CharLimit = fd.limit
		}
		area.CharLimit = max(area.CharLimit, utf8.RuneCountInString(values[fd.name]))
		area.SetValue(values[fd.name])
		area.Blur()
		f.areas, f.given = append(f.areas, area), append(f.given, area.Value())
	}
	f.was = f.given
	return f.focus(0)
}

// with puts texts into the fields, such as those of a draft; what was typed meanwhile
// follows them. Where a field has changed since they were begun and begins with one, that
// is what was saved there, as it was a moment before.
func (f form) with(values map[string]string) form {
	f.areas, f.was = append([]textarea.Model(nil), f.areas...), append([]string(nil), f.was...)
	for i, fd := range f.fields {
		text, there := values[fd.name]
		was, given := values[wasPrefix+fd.name], f.given[i]
		typed, goesOn := strings.CutPrefix(f.areas[i].Value(), given)
		saved := was != given && strings.HasPrefix(given, text)
		if there && !fd.locked && goesOn && (typed == "" || fd.isProse()) && !saved {
			text = fd.joined(fd.rebased(text, was, given), typed)
			f.areas[i].CharLimit = max(f.areas[i].CharLimit, utf8.RuneCountInString(text))
			f.areas[i].SetValue(text)
			if fd.isLine() {
				f.was[i] = was
			}
		}
	}
	return f
}

// joined is the text of a draft with what was typed before that was there.
func (fd field) joined(before, after string) string {
	if fd.joint == nil || before == "" || after == "" {
		return before + after
	}
	return before + fd.joint(before, after) + after
}

// wasPrefix stands before the name of a field in a draft, where the draft says what the
// field held when it was begun.
const wasPrefix = "was "

// drafted is what changed, as a draft keeps it: with what was there before.
func (f form) drafted() map[string]string {
	drafted := f.changed()
	for i, fd := range f.fields {
		if _, there := drafted[fd.name]; there && f.was[i] != "" {
			drafted[wasPrefix+fd.name] = f.was[i]
		}
	}
	return drafted
}

// rebased is the text of a draft that was begun when the field held something else than
// now: it goes on from what is there, unless one of the two holds the other already. In
// one line there is no room for both, see replaces.
func (fd field) rebased(text, was, now string) string {
	if was == now || strings.HasPrefix(now, text) || strings.HasPrefix(text, now) || !fd.isProse() {
		return text
	}
	if more, goesOn := strings.CutPrefix(text, was); goesOn && was != "" {
		return now + more
	}
	if fd.isLine() {
		return text
	}
	return now + "\n" + text
}

// replaces reports that a text takes the place of one that was saved after it was begun.
func (f form) replaces(i int) bool {
	text := f.areas[i].Value()
	if f.fields[i].isProse() && strings.Contains(text, f.given[i]) {
		return false
	}
	return f.was[i] != f.given[i] && text != f.given[i]
}

// focus moves to the i-th field, round the ends.
func (f form) focus(i int) form {
	f.areas = append([]textarea.Model(nil), f.areas...)
	f.areas[f.at].Blur()
	f.at = (i + len(f.fields)) % len(f.fields)
	f.areas[f.at].Focus()
	return f
}

// says moves to the field with a name, and says below it why the form cannot be saved.
func (f form) says(name, words string) form {
	for i, fd := range f.fields {
		if fd.name == name {
			f = f.focus(i)
		}
	}
	f.said = words
	return f
}

// step moves to the next field that is asked for, or the one before. Without round it
// stays where there is none.
func (f form) step(by int, round bool) form {
	for i := f.at + by; ; i += by {
		if !round && (i < 0 || i >= len(f.fields)) {
			return f
		}
		if i = (i + len(f.fields)) % len(f.fields); !f.skips(i) {
			return f.focus(i)
		}
	}
}

// skips reports that a field is not asked for.
func (f form) skips(i int) bool {
	fd := f.fields[i]
	return fd.skip != nil && f.areas[i].Value() == f.given[i] && i != f.at && fd.skip(f.values())
}

// atLast reports that no field after the focused one is asked for.
func (f form) atLast() bool { return f.step(1, false).at == f.at }

// here is the focused field.
func (f form) here() field { return f.fields[f.at] }

// update moves with Tab and the arrows, and types everything else.
func (f form) update(msg tea.Msg, width int) form {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		single := f.here().isLine()
		switch k.String() {
		case "tab":
			return f.step(1, true)
		case "enter":
			if single {
				return f.step(1, true)
			}
			msg = tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModAlt} // a new line
		case "shift+tab":
			return f.step(-1, true)
		case "down":
			if single || f.areas[f.at].Line() == f.areas[f.at].LineCount()-1 {
				return f.step(1, false)
			}
		case "up":
			if single || f.areas[f.at].Line() == 0 {
				return f.step(-1, false)
			}
		}
	}
	switch {
	case f.here().locked:
		return f
	case f.here().choices != nil:
		return f.choose(msg)
	case f.here().unit != "" && !isNumeric(msg):
		return f
	}
	f.areas = append([]textarea.Model(nil), f.areas...)
	f.areas[f.at].SetWidth(max(10, width))
	f.areas[f.at].SetHeight(f.height(f.at))
	f.areas[f.at], _ = f.areas[f.at].Update(oneLine(msg, f.here().holds()))
	return f
}

// height is the lines that a field takes: the focused one grows with its text.
func (f form) height(i int) int {
	const most = 10
	fd := f.fields[i]
	if i != f.at || fd.isLine() {
		return max(1, fd.lines)
	}
	return max(1, fd.lines, min(most, f.areas[i].LineCount()))
}

// holds is how many lines of text a field may hold: one, or any number.
func (fd field) holds() int {
	if fd.isLine() {
		return 1
	}
	return fd.lines
}

// isLine reports that a field has one line: Enter and the arrows leave it.
func (fd field) isLine() bool {
	return fd.lines <= 1 || fd.single || fd.locked || fd.choices != nil || fd.unit != ""
}

// paste puts a paste into the focused field, and says in words how much of it did
// not fit.
func (f form) paste(msg tea.PasteMsg, width int) (next form, cut string) {
	if fd := f.here(); fd.locked || fd.choices != nil {
		return f, ""
	}
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
	f.given, f.was = saved, saved
	return f
}

// draw lays the form out; the focused field explains itself. Rows are fields.
func (f form) draw(s *sheet, look theme.Theme) {
	for i, fd := range f.fields {
		if f.skips(i) {
			continue
		}
		from := len(s.lines)
		label := look.Dim.Render(fd.label)
		if i == f.at {
			label = look.Accent.Render(fd.label)
			if help := f.help(); help != "" {
				label += look.Dim.Render("  " + help)
			}
		}
		s.add(i, label)
		switch {
		case fd.locked:
			f.drawLocked(s, i, look)
		case fd.choices != nil:
			f.drawChoices(s, i, look)
		default:
			f.drawArea(s, i, look)
		}
		if f.replaces(i) {
			s.add(i, look.Warn.Render("Saved here meanwhile: "+clean.Line(cmp.Or(f.given[i], "nothing"))))
		}
		if i == f.at && f.said != "" {
			s.add(i, look.Warn.Render(f.said))
		}
		for j := from; j < len(s.rows); j++ {
			s.rows[j] = i
		}
	}
}

func (f form) drawArea(s *sheet, i int, look theme.Theme) {
	area, width := f.areas[i], max(10, s.width)
	if f.fields[i].unit != "" {
		width = 9
	}
	area.SetWidth(width)
	area.SetHeight(f.height(i))
	area.SetStyles(areaStyles(look))
	var cursor *tea.Cursor
	if i == f.at {
		cursor = area.Cursor()
	}
	text := lipgloss.NewStyle().MaxWidth(s.width).Render(area.View())
	if unit := f.fields[i].unit; unit != "" {
		text = lipgloss.JoinHorizontal(lipgloss.Top, text, look.Dim.Render(" "+clean.Line(unit)))
	}
	s.widget(text, cursor)
}
