package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// A twin is a list, and what is known of the row under its cursor: beside the list where
// there is room for that, and below it otherwise, unless the rows say most of it. What does
// not fit there is on a page that Enter opens.
type twin struct {
	room
	roll
	above int  // lines that its screen draws over both
	terse bool // nothing stands below the list
}

// A twinned list also says what is known of a row.
type twinned interface {
	rolled

	// aside lays out what is known of the row under the cursor.
	aside(*sheet, theme.Theme)
}

// column is the width of the list.
func (t twin) column() int {
	if t.wide() {
		return t.width * 11 / 20
	}
	return t.width
}

// space is the lines for list and side.
func (t twin) space() int { return max(1, t.room.height-t.above) }

// side is what is known of the row under the cursor, in the lines that it gets.
func (t twin) side(in twinned) []string {
	if in.count() == 0 || !t.split() {
		return nil
	}
	width, most := t.width-t.column()-5, t.space()
	if !t.wide() {
		width, most = t.width-4, max(1, t.space()-1-t.listLines(in))
	}
	s := newSheet(max(10, width))
	in.aside(s, t.look)
	lines := s.lines
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], t.look.Dim.Render(t.look.Symbols.Down+" more: Enter"))
	}
	return lines
}

// split reports that what is known of a row shows beside the list or below it. In a low
// window the list needs all the room.
func (t twin) split() bool {
	const low = 6
	return t.wide() || !t.terse && t.space() >= low
}

// fit gives the list its lines.
func (t twin) fit(in twinned) twin {
	t.roll = t.roll.fit(t.listLines(in), in)
	return t
}

// listLines is how many lines the list gets. Where something stands below it, that is up to
// half of them, whatever row is chosen: the list stays where it is as the cursor moves.
func (t twin) listLines(in twinned) int {
	if t.wide() || !t.split() || in.count() == 0 {
		return t.space()
	}
	half, lines := max(1, t.space()/2), 0
	for row := 0; row < in.count() && lines < half; row++ {
		lines += in.high(row, row == 0)
	}
	return min(half, lines)
}

// update moves in the list. Clicked tells that the row under the cursor was clicked; beside
// the list a click does nothing.
func (t twin) update(msg tea.Msg, in twinned) (next twin, clicked bool) {
	t = t.fit(in)
	if click, is := msg.(tea.MouseClickMsg); is {
		if click.Y -= t.above; click.X >= t.column() || click.Y >= t.roll.height {
			return t, false
		}
		msg = click
	}
	t.roll, clicked = t.roll.update(msg, in)
	return t, clicked
}

// draw puts list and side together.
func (t twin) draw(in twinned) string {
	list, side := t.roll.draw(in, t.look), strings.Join(t.side(in), "\n")
	if t.wide() {
		bar := " " + t.look.Rule.Render(t.look.Symbols.Bar) + "  "
		return beside(list, indent(fill(side, t.width-t.column()-5, t.space()), bar), t.column(), t.space())
	}
	if !t.split() {
		return list
	}
	rule := t.look.Rule.Render(strings.Repeat(t.look.Symbols.Dash, max(0, t.width-4)))
	return fill(list, t.width, t.roll.height) + "\n  " + rule + "\n" + indent(side, "  ")
}

// row lays out a line of the list, which is cut where it is too long, and under it others
// that belong to it.
func (t twin) row(picked bool, left, right string, under ...string) []string {
	width := max(10, t.column()-1)
	left = " " + pad("", 2) + left
	if picked {
		left = " " + t.look.Symbols.Cursor + left[2:]
	}
	lines := []string{spread(left, t.look.Dim.Render(right), width)}
	for _, text := range under {
		s := newSheet(width - 5)
		s.add(noRow, text)
		lines = append(lines, strings.Split(indent(s.text(), "     "), "\n")...)
	}
	if picked {
		lines = mapped(lines, func(line string) string { return t.look.Picked.Render(pad(ansi.Strip(line), width)) })
	}
	return lines
}
