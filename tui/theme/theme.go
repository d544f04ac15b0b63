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
	Dark    bool
	Symbols Symbols
	Palette Palette

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

// Palette is the colours behind the styles, for renderers that take colours.
type Palette struct {
	Accent, Dim, Good, Bad, Warn, Rule, PickedBack, PickedText string
}

// New returns the theme for a dark or a light terminal. Text keeps the
// terminal's own foreground; the colours have a contrast of at least 4.5:1.
func New(dark, ascii bool) Theme {
	p := Palette{Accent: "#1D4ED8", Dim: "#59636E", Good: "#15703A", Bad: "#B42318", Warn: "#8A4B08", Rule: "#AFB8C1", PickedBack: "#DCE8FF", PickedText: "#1F2328"}
	if dark {
		p = Palette{Accent: "#8AB4F8", Dim: "#9AA4B2", Good: "#7EE2A8", Bad: "#FF9A90", Warn: "#F2C36B", Rule: "#4A5260", PickedBack: "#27344D", PickedText: "#F2F5FA"}
	}
	fg := func(hex string) lipgloss.Style { return lipgloss.NewStyle().Foreground(hue(hex)) }
	return Theme{
		Dark:    dark,
		Symbols: symbols(ascii),
		Palette: p,
		Title:   lipgloss.NewStyle().Bold(true),
		Strong:  lipgloss.NewStyle().Bold(true),
		Dim:     fg(p.Dim),
		Accent:  fg(p.Accent).Bold(true),
		Picked:  fg(p.PickedText).Background(hue(p.PickedBack)).Bold(true),
		Tab:     fg(p.Accent).Bold(true),
		Good:    fg(p.Good).Bold(true),
		Bad:     fg(p.Bad).Bold(true),
		Warn:    fg(p.Warn).Bold(true),
		Rule:    fg(p.Rule),
		HelpKey: fg(p.Accent),
	}
}

func hue(hex string) color.Color { return lipgloss.Color(hex) }

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
