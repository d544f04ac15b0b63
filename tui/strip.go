package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// A strip is a line with the names of what can be shown below it, the open one in
// brackets. Where they do not fit on the line, it names the open one and says which
// it is.
type strip struct {
	names []string
	at    int
}

func (s strip) draw(width int, look theme.Theme) string {
	if !s.fits(width) {
		open := "← " + look.Tab.Render("["+s.names[s.at]+"]") + " →"
		return " " + open + look.Dim.Render(fmt.Sprintf("  %d of %d", s.at+1, len(s.names)))
	}
	var b strings.Builder
	b.WriteString(" ")
	for i, name := range s.names {
		if i == s.at {
			b.WriteString(look.Tab.Render("[" + name + "]"))
		} else {
			b.WriteString(" " + name + " ")
		}
	}
	return b.String()
}

func (s strip) fits(width int) bool {
	room := 1
	for _, name := range s.names {
		room += ansi.StringWidth(name) + 2
	}
	return room <= width
}

// under is what a click in a column means: the name there, or -1.
func (s strip) under(x, width int) int {
	left := 1
	if !s.fits(width) {
		if x <= left+1 { // on the arrow to the left
			return s.round(-1)
		}
		return s.round(1)
	}
	for i, name := range s.names {
		w := ansi.StringWidth(name) + 2
		if x >= left && x < left+w {
			return i
		}
		left += w
	}
	return -1
}

// round is the name so many after the open one; after the last comes the first.
func (s strip) round(by int) int { return (s.at + by + len(s.names)) % len(s.names) }
