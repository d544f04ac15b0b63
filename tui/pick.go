package tui

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/list"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// A choice is one row of a picker.
type choice struct {
	value string // what is chosen; identifies the row
	title string
	right string // stands at the right end of the row
	sign  string // a state symbol before the title
	level int    // indentation
	marks []store.Span

	below      string // stands under the title, where the picker has rows of two lines
	label      string // before it
	belowMarks []store.Span
}

// FilterValue makes a choice an item of the list component.
func (c choice) FilterValue() string { return c.title }

// A picker is a list of rows to choose from, by arrow keys, wheel and click: of one
// line each, or of two. Every list of the program is one.
type picker struct {
	list list.Model
	look theme.Theme
	of   int  // how many rows there are, where not all are here; 0: these are all
	tall bool // rows have two lines
}

func newPicker(rows ...choice) picker {
	l := list.New(nil, rowDelegate{}, 0, 0)
	l.SetShowTitle(false)
	l.SetShowStatusBar(false)
	l.SetShowHelp(false)
	l.SetShowFilter(false)
	l.SetShowPagination(false)
	l.SetFilteringEnabled(false)
	l.KeyMap = list.KeyMap{
		CursorUp:   key.NewBinding(key.WithKeys("up", "k")),
		CursorDown: key.NewBinding(key.WithKeys("down", "j")),
		NextPage:   key.NewBinding(key.WithKeys("pgdown")),
		PrevPage:   key.NewBinding(key.WithKeys("pgup")),
		GoToStart:  key.NewBinding(key.WithKeys("home")),
		GoToEnd:    key.NewBinding(key.WithKeys("end")),
	}
	return picker{list: l}.set(rows)
}

// set replaces the rows and keeps the chosen one, where it is still there.
func (p picker) set(rows []choice) picker {
	before, had := p.chosen()
	items := make([]list.Item, len(rows))
	for i, row := range rows {
		items[i] = row
	}
	p.list.SetItems(items) // its command only filters, which is off
	p.list.Select(min(p.list.Index(), max(0, len(rows)-1)))
	if had {
		return p.choose(before.value)
	}
	return p
}

// choose puts the cursor on the row with this value: the last one, since a
// heading may lead to the same place as the row below it.
func (p picker) choose(value string) picker {
	for i, item := range slices.Backward(p.list.Items()) {
		if item.(choice).value == value {
			p.list.Select(i)
			break
		}
	}
	return p
}

// chosen is the row under the cursor; false where there is none.
func (p picker) chosen() (choice, bool) {
	c, ok := p.list.SelectedItem().(choice)
	return c, ok
}

func (p picker) index() int  { return p.list.Index() }
func (p picker) empty() bool { return len(p.list.Items()) == 0 }

// size sets the room and the look of the list.
func (p picker) size(width, height int, look theme.Theme) picker {
	p.look = look
	d := rowDelegate{look, p.tall}
	p.list.SetDelegate(d)
	if len(p.list.Items())*d.Height() > height {
		height-- // for the line that says so
	}
	p.list.SetSize(width, max(1, height))
	return p
}

// update moves the cursor. Top is the line of the screen where the list begins.
// Clicked tells that a row was clicked, which is now the chosen one.
func (p picker) update(msg tea.Msg, top int) (next picker, clicked bool) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.list, _ = p.list.Update(msg)
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			p.list.CursorUp()
		case tea.MouseWheelDown:
			p.list.CursorDown()
		}
	case tea.MouseClickMsg:
		at := p.list.Paginator.Page*p.list.Paginator.PerPage + (msg.Y-top)/rowDelegate{p.look, p.tall}.Height()
		inside := msg.Y >= top && msg.Y < top+p.list.Height() && msg.X < p.list.Width()
		if msg.Button == tea.MouseLeft && inside && at < len(p.list.Items()) {
			p.list.Select(at)
			return p, true
		}
	}
	return p, false
}

// view draws the list. Where it has several pages the last line says so.
func (p picker) view() string {
	pages := p.list.Paginator.TotalPages
	if pages < 2 {
		return p.list.View()
	}
	where := fmt.Sprintf("page %d of %d", p.list.Paginator.Page+1, pages)
	if p.of > 0 {
		where = fmt.Sprintf("%d of %d", p.index()+1, p.of)
	}
	sign := p.look.Symbols.Down
	if p.list.Paginator.OnLastPage() {
		sign = p.look.Symbols.Up
	}
	rows := fill(p.list.View(), p.list.Width(), p.list.Height())
	return rows + "\n" + p.look.Dim.Render("  "+sign+" "+where)
}

// rowDelegate draws one choice.
type rowDelegate struct {
	look theme.Theme
	tall bool
}

// Height is the lines of a row.
func (d rowDelegate) Height() int {
	if d.tall {
		return 2
	}
	return 1
}

func (rowDelegate) Spacing() int                        { return 0 }
func (rowDelegate) Update(tea.Msg, *list.Model) tea.Cmd { return nil }

func (d rowDelegate) Render(w io.Writer, m list.Model, index int, item list.Item) {
	row := item.(choice)
	sign := row.sign
	if sign != "" {
		sign += " "
	}
	lead := strings.Repeat("  ", row.level) + sign
	left := lead + clean.Line(row.title)
	right := clean.Line(row.right)
	room := max(1, m.Width()-4-ansi.StringWidth(right))
	left = ansi.Truncate(left, room, d.look.Symbols.Ellipsis)
	gap := strings.Repeat(" ", max(1, m.Width()-3-ansi.StringWidth(left)-ansi.StringWidth(right)))
	at := 2 + ansi.StringWidth(lead)
	if index == m.Index() {
		// A sign in its own colour would end the colour of the row.
		line := d.look.Picked.Render(d.look.Symbols.Cursor + " " + ansi.Strip(left) + gap + right + " ")
		fmt.Fprint(w, marked(line, at, room+2, row.title, row.marks, d.look.Picked.Underline(true)))
	} else {
		fmt.Fprint(w, marked("  "+left+gap+d.look.Dim.Render(right)+" ", at, room+2, row.title, row.marks, d.look.Accent.Underline(true)))
	}
	if d.tall {
		fmt.Fprint(w, "\n"+d.under(row, at, m.Width()-1))
	}
}

// under is the second line of a row.
func (d rowDelegate) under(row choice, at, end int) string {
	text := clean.Line(row.below)
	if text == "" {
		return ""
	}
	line := ansi.Truncate(strings.Repeat(" ", at)+d.look.Dim.Render(row.label)+text, end, d.look.Symbols.Ellipsis)
	return marked(line, at+ansi.StringWidth(row.label), end-1, row.below, row.belowMarks, d.look.Accent.Underline(true))
}

// marked gives stretches of a text a style, in a line in which it stands at a cell
// and that is cut at another. They are underlined too: colour alone says nothing.
func marked(line string, at, end int, text string, spans []store.Span, style lipgloss.Style) string {
	if text != clean.Line(text) {
		return line // the spans are of another text than the one that shows
	}
	var ranges []lipgloss.Range
	for _, s := range spans {
		if s.To > len(text) || s.From > s.To {
			continue
		}
		from := at + ansi.StringWidth(text[:s.From])
		if to := min(end, from+ansi.StringWidth(text[s.From:s.To])); from < to {
			ranges = append(ranges, lipgloss.NewRange(from, to, style))
		}
	}
	if len(ranges) == 0 {
		return line
	}
	return lipgloss.StyleRanges(line, ranges...)
}

// pickKeys is what the footer says of a picker.
func pickKeys() key.Binding { return bindAs("↑↓", "choose", "up", "down") }
