// Package theme holds the program's styles, named by what they mean.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// A Theme is one set of styles and symbols. It is a value: root sends a new one
// when the terminal tells its background or the person chooses another.
type Theme struct {
	Symbols Symbols
	Palette Palette // the colours behind the styles, for renderers that take colours

	Title   lipgloss.Style // the name of what is shown
	Strong  lipgloss.Style // what the eye should find first
	Dim     lipgloss.Style // what may be overlooked
	Accent  lipgloss.Style // what can be acted on now
	Picked  lipgloss.Style // the row under the cursor
	Tab     lipgloss.Style // the open tab
	Good    lipgloss.Style
	Bad     lipgloss.Style
	Warn    lipgloss.Style
	Rule    lipgloss.Style // lines that separate
	HelpKey lipgloss.Style
}

// New returns the theme of a palette. Text keeps the terminal's own foreground. Without
// colours the row under the cursor is drawn in reverse, and what is bold stays so.
func New(p Palette, ascii bool) Theme {
	fg := func(hex string) lipgloss.Style { return lipgloss.NewStyle().Foreground(hue(hex)) }
	picked := fg(p.PickedText).Background(hue(p.PickedBack)).Bold(true)
	if p.PickedBack == "" {
		picked = picked.Reverse(true)
	}
	return Theme{
		Symbols: symbols(ascii),
		Palette: p,
		Title:   lipgloss.NewStyle().Bold(true),
		Strong:  lipgloss.NewStyle().Bold(true),
		Dim:     fg(p.Dim),
		Accent:  fg(p.Accent).Bold(true),
		Picked:  picked,
		Tab:     fg(p.Accent).Bold(true),
		Good:    fg(p.Good).Bold(true),
		Bad:     fg(p.Bad).Bold(true),
		Warn:    fg(p.Warn).Bold(true),
		Rule:    fg(p.Rule),
		HelpKey: fg(p.Accent),
	}
}

func hue(hex string) color.Color { return lipgloss.Color(hex) } // none of ""

// Symbols are the signs that carry state; words stand beside them.
type Symbols struct {
	ASCII                                     bool
	Cursor, Dash, Dot, Ellipsis, Crumb, Arrow string
	Yes, No, Part                             string
	Empty, Half, Full, Known, Star            string
	On, Off                                   string
	BarFull, BarEmpty                         string
	Up, Down, Bar, Lock                       string
}

func symbols(ascii bool) Symbols {
	if ascii {
		return Symbols{
			ASCII: true, Cursor: ">", Dash: "-", Dot: "-", Ellipsis: "...", Crumb: ">", Arrow: ">",
			Yes: "+", No: "x", Part: "~", Empty: "o", Half: "~", Full: "*", Known: "=", Star: "@",
			On: "[x]", Off: "[ ]", BarFull: "#", BarEmpty: ".", Up: "^", Down: "v", Bar: "|", Lock: "=",
		}
	}
	return Symbols{
		Cursor: "▸", Dash: "─", Dot: "·", Ellipsis: "…", Crumb: "›", Arrow: "→",
		Yes: "✓", No: "✗", Part: "~", Empty: "○", Half: "◐", Full: "●", Known: "◆", Star: "★",
		On: "[✓]", Off: "[ ]", BarFull: "━", BarEmpty: "─", Up: "↑", Down: "↓", Bar: "│", Lock: "▪",
	}
}

// ToASCII replaces the signs that Waymark or a library drew by one-cell ASCII,
// for terminals that have no others. Letters stay as they are.
func ToASCII(frame string) string {
	return strings.NewReplacer("↑", "^", "↓", "v", "←", "<", "→", ">", "×", "x", "…", "~", "│", "|", "─", "-", "┼", "+", "·", "-", "•", "*", "›", ">", "′", "'", "\u2011", "-", "\u00a0", " ").Replace(frame)
}
