package tui

import (
	"fmt"
	"iter"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/tui/theme"
)

// A roll is the cursor in a list whose rows may have several lines, and the part of the
// list that shows. Only rows that show are laid out, so that ten thousand of them cost no
// more than ten. What the rows are is for its screen to say, as rolled.
type roll struct {
	at     int // the row under the cursor
	top    int // the first row that shows
	height int // lines that it has
}

// Rolled is what a roll shows.
type rolled interface {
	// count is how many rows there are.
	count() int

	// lines lays out a row. First is true for the first one that shows, which may
	// repeat the heading that it stands under; picked for the one under the cursor.
	lines(row int, first, picked bool) []string

	// high is how many lines that are, at least one.
	high(row int, first bool) int
}

// fit gives the roll its lines, and keeps the cursor among the rows and in view.
func (r roll) fit(height int, in rolled) roll {
	r.height = max(1, height)
	r.at = max(0, min(r.at, in.count()-1))
	r.top = max(0, min(r.top, r.at))
	if n := in.count(); n > 0 {
		r.top = min(r.top, r.above(n-1, in))
	}
	r.top = max(r.top, r.above(r.at, in))
	return r
}

// moved is the roll once the row under the cursor is the row at, of other rows: it stands
// where it stood. Below zero it is gone, and the cursor stays where it is.
func (r roll) moved(at int) roll {
	if at >= 0 {
		r.top, r.at = r.top+at-r.at, at
	}
	return r
}

// above is the first row from which on another one shows whole.
func (r roll) above(row int, in rolled) int {
	if in.count() == 0 {
		return 0
	}
	room := r.room(in)
	below := 0 // lines of the rows after the one that comes first
	for first := row; first > 0; first-- {
		if first < row && below+in.high(first, true) > room {
			return first + 1
		}
		below += in.high(first, false)
	}
	if row > 0 && below+in.high(0, true) > room {
		return 1
	}
	return 0
}

// room is the lines for rows: the last line says where one is, unless all rows fit.
func (r roll) room(in rolled) int {
	if r.long(in) {
		return max(1, r.height-1)
	}
	return r.height
}

// long reports that the rows have more lines than the roll.
func (r roll) long(in rolled) bool {
	if in.count() > r.height {
		return true
	}
	lines := 0
	for row := 0; row < in.count() && lines <= r.height; row++ {
		lines += in.high(row, row == 0)
	}
	return lines > r.height
}

// update moves the cursor by keys, wheel and clicks; a click has the roll's own
// coordinates. Clicked tells that a row was clicked, which is now under the cursor.
func (r roll) update(msg tea.Msg, in rolled) (next roll, clicked bool) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		r.at += r.steps(msg.String(), in)
	case tea.MouseWheelMsg:
		r.at += map[tea.MouseButton]int{tea.MouseWheelUp: -1, tea.MouseWheelDown: 1}[msg.Button]
	case tea.MouseClickMsg:
		if row := r.under(msg.Y, in); row != noRow && msg.Button == tea.MouseLeft {
			r.at, clicked = row, true
		}
	}
	return r.fit(r.height, in), clicked
}

// steps is how far a key moves the cursor.
func (r roll) steps(k string, in rolled) int {
	switch k {
	case "up", "k":
		return -1
	case "down", "j":
		return 1
	case "pgup":
		return -max(1, r.shown(in)-1)
	case "pgdown", "space":
		return max(1, r.shown(in)-1)
	case "home":
		return -in.count()
	case "end":
		return in.count()
	}
	return 0
}

// under is the row on a line, or noRow.
func (r roll) under(y int, in rolled) int {
	if y < 0 || y >= r.room(in) {
		return noRow
	}
	for row := range r.rows(in) {
		if y -= in.high(row, row == r.top); y < 0 {
			return row
		}
	}
	return noRow
}

// rows are those that show.
func (r roll) rows(in rolled) iter.Seq[int] {
	to := min(in.count(), r.top+r.shown(in))
	return func(yield func(int) bool) {
		for row := r.top; row < to && yield(row); row++ {
		}
	}
}

// shown is how many rows show whole, or one of which only the beginning does.
func (r roll) shown(in rolled) int {
	left, n := r.room(in), 0
	for row := r.top; row < in.count(); row++ {
		if left -= in.high(row, row == r.top); left < 0 {
			break
		}
		n++
	}
	return max(1, n)
}

// draw shows the rows, and on a last line where one is among them if they do not all fit.
func (r roll) draw(in rolled, look theme.Theme) string {
	room := r.room(in)
	var lines []string
	for row := range r.rows(in) {
		lines = append(lines, in.lines(row, row == r.top, row == r.at)...)
	}
	lines = lines[:min(len(lines), room)]
	if !r.long(in) {
		return strings.Join(lines, "\n")
	}
	for len(lines) < room {
		lines = append(lines, "")
	}
	sign := look.Symbols.Down
	if r.top+r.shown(in) >= in.count() {
		sign = look.Symbols.Up
	}
	return strings.Join(append(lines, look.Dim.Render(fmt.Sprintf("  %s %d of %d", sign, r.at+1, in.count()))), "\n")
}
