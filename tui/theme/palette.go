package theme

import (
	"fmt"
	"strconv"
)

// A Palette is the colours of a theme, as "#RRGGBB"; one that is empty is the terminal's own.
type Palette struct {
	Name string
	Dark bool // for a dark background

	Accent, Dim, Good, Bad, Warn, Rule, PickedBack, PickedText string

	// Background is that of the terminals the palette is for; empty stands for what
	// dark or light terminals have. It is never drawn: contrast is judged by it.
	Background string
}

// The names of the themes that are part of Waymark. Those of Auto and Contrast are two
// each: the terminal's background says which.
const (
	Auto     = "auto"
	Contrast = "contrast"
	None     = "none"
)

// Names are those of the themes that are part of Waymark.
func Names() []string {
	return []string{Auto, "light", "dark", Contrast, "contrast-light", "contrast-dark", None}
}

// Named returns the palette of a theme that is part of Waymark, in a terminal whose
// background is dark or light.
func Named(name string, dark bool) (Palette, bool) {
	switch name {
	case Auto:
		name = map[bool]string{true: "dark", false: "light"}[dark]
	case Contrast:
		name = map[bool]string{true: "contrast-dark", false: "contrast-light"}[dark]
	case None:
		return Palette{Name: None, Dark: dark}, true
	}
	p := Palette{Name: name, Dark: name == "dark" || name == "contrast-dark"}
	switch name {
	case "light":
		p.Accent, p.Dim, p.Good, p.Bad, p.Warn, p.Rule = "#1D4ED8", "#59636E", "#15703A", "#B42318", "#8A4B08", "#AFB8C1"
		p.PickedBack, p.PickedText = "#DCE8FF", "#1F2328"
	case "dark":
		p.Accent, p.Dim, p.Good, p.Bad, p.Warn, p.Rule = "#8AB4F8", "#9AA4B2", "#7EE2A8", "#FF9A90", "#F2C36B", "#4A5260"
		p.PickedBack, p.PickedText = "#27344D", "#F2F5FA"
	case "contrast-light":
		p.Accent, p.Dim, p.Good, p.Bad, p.Warn, p.Rule = "#0B2A8C", "#333B44", "#0B4422", "#7A120B", "#572E00", "#4A525C"
		p.PickedBack, p.PickedText = "#D6E4FF", "#000000"
	case "contrast-dark":
		p.Accent, p.Dim, p.Good, p.Bad, p.Warn, p.Rule = "#A8D1FF", "#D8DEE6", "#8CFFB8", "#FFC2BC", "#FFDD85", "#C0C8D2"
		p.PickedBack, p.PickedText = "#0A2A5E", "#FFFFFF"
	default:
		return Palette{}, false
	}
	return p, true
}

// Light and Dark are the palettes that Waymark begins with.
func Light() Palette { p, _ := Named("light", false); return p }

// Dark is the palette for a dark background.
func Dark() Palette { p, _ := Named("dark", true); return p }

// A Part is one colour of a palette, by the name that a file gives it.
type Part struct{ Name, About string }

// Parts are the colours that a file may give.
func Parts() []Part {
	return []Part{
		{"accent", "what can be acted on now, headings, the keys"},
		{"dim", "what may be overlooked"},
		{"good", "what is right, done or kept"},
		{"bad", "what is wrong or failed"},
		{"warn", "what wants care; code in a lesson"},
		{"rule", "lines that separate, the empty part of a bar"},
		{"picked-back", "behind the row under the cursor"},
		{"picked-text", "the row under the cursor"},
		{"background", "of your terminal: it is not drawn, contrast is judged by it"},
	}
}

// Part is the colour of that name, to read or to set; nil where there is none.
func (p *Palette) Part(name string) *string {
	switch name {
	case "accent":
		return &p.Accent
	case "dim":
		return &p.Dim
	case "good":
		return &p.Good
	case "bad":
		return &p.Bad
	case "warn":
		return &p.Warn
	case "rule":
		return &p.Rule
	case "picked-back":
		return &p.PickedBack
	case "picked-text":
		return &p.PickedText
	case "background":
		return &p.Background
	}
	return nil
}

// Readable is the least contrast of text with what is behind it: WCAG 2.2, success
// criterion 1.4.3.
const Readable = 4.5

// backgrounds are what text may stand on, besides the row under the cursor.
func (p Palette) backgrounds() []string {
	switch {
	case p.Background != "":
		return []string{p.Background}
	case p.Dark:
		return []string{"#000000", "#1E1E1E", "#282C34"}
	}
	return []string{"#FFFFFF", "#FDFDFC", "#FAFAFA"}
}

// Least is the least contrast that a colour of text has, and with what.
func (p Palette) Least(part string) (ratio float64, back string) {
	backs := append(p.backgrounds(), p.PickedBack)
	if part == "picked-text" {
		backs = []string{p.PickedBack}
	}
	for _, b := range backs {
		if c := contrast(*p.Part(part), b); back == "" || c < ratio {
			ratio, back = c, b
		}
	}
	return ratio, back
}

// Faint says of each colour of text that is hard to read why it is, a sentence each.
func (p Palette) Faint() []string {
	var found []string
	if p.Name == None {
		return nil
	}
	for _, part := range Text() {
		if ratio, back := p.Least(part); ratio < Readable {
			found = append(found, fmt.Sprintf("%s %s on %s has a contrast of %.1f to 1, under %.1f: some people cannot read it", part, *p.Part(part), back, ratio, Readable))
		}
	}
	return found
}

// Text are the parts of a palette that text is written in.
func Text() []string { return []string{"accent", "dim", "good", "bad", "warn", "picked-text"} }

// IsColour reports that a text is a colour as a palette has it.
func IsColour(text string) bool {
	if len(text) != len("#RRGGBB") || text[0] != '#' {
		return false
	}
	_, err := strconv.ParseUint(text[1:], 16, 32)
	return err == nil
}
