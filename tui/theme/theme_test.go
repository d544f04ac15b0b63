package theme

import "testing"

// What text can stand on in a terminal, for dark and for light ones, and how far its
// colours are from that: 4.5 (WCAG 2.2, 1.4.3), and 7 in the themes of high contrast
// (1.4.6). Rules carry no meaning alone; there, they reach 4.5 too.
func TestTextCanBeRead(t *testing.T) {
	for _, test := range []struct {
		name        string
		least, rule float64
		backgrounds []string
	}{
		{"dark", 4.5, 0, []string{"#000000", "#1E1E1E", "#282C34"}},
		{"light", 4.5, 0, []string{"#FFFFFF", "#FDFDFC", "#FAFAFA"}},
		{"contrast-dark", 7, 4.5, []string{"#000000", "#1E1E1E", "#282C34"}},
		{"contrast-light", 7, 4.5, []string{"#FFFFFF", "#FDFDFC", "#FAFAFA"}},
	} {
		p, _ := Named(test.name, false)
		for name, text := range map[string]string{"accent": p.Accent, "dim": p.Dim, "good": p.Good, "bad": p.Bad, "warn": p.Warn, "picked-text": p.PickedText} {
			for _, back := range append(test.backgrounds, p.PickedBack) {
				if name == "picked-text" && back != p.PickedBack {
					continue
				}
				if c := contrast(text, back); c < test.least {
					t.Errorf("%s: %s %s on %s has a contrast of %.2f", test.name, name, text, back, c)
				}
			}
		}
		for _, back := range test.backgrounds {
			if c := contrast(p.Rule, back); c < test.rule {
				t.Errorf("%s: rule on %s has a contrast of %.2f", test.name, back, c)
			}
		}
	}
}

// The figures are examples that others publish: black on white is 21 to 1, and #767676 is
// the lightest grey that reaches 4.5 on white (https://webaim.org/resources/contrastchecker/).
func TestContrastIsThatOfTheStandard(t *testing.T) {
	for _, test := range []struct {
		a, b       string
		more, less float64
	}{
		{"#000000", "#FFFFFF", 20.99, 21.01},
		{"#FFFFFF", "#000000", 20.99, 21.01},
		{"#767676", "#FFFFFF", 4.54, 4.55},
		{"#777777", "#FFFFFF", 4.47, 4.49},
		{"#123456", "#123456", 1, 1.0001},
	} {
		if c := contrast(test.a, test.b); c < test.more || c > test.less {
			t.Errorf("%s on %s: %.4f", test.a, test.b, c)
		}
	}
}

func TestEveryNamedThemeIsThere(t *testing.T) {
	for _, name := range Names() {
		for _, dark := range []bool{true, false} {
			p, ok := Named(name, dark)
			if !ok || (name == Auto || name == Contrast || name == None) && p.Dark != dark {
				t.Errorf("%s in a terminal that is dark (%v): %+v, %v", name, dark, p, ok)
			}
			if faint := p.Faint(); len(faint) > 0 {
				t.Errorf("%s: %v", name, faint)
			}
		}
	}
	if _, ok := Named("pink", true); ok {
		t.Error("pink is part of Waymark")
	}
}

// A file can give each colour that a theme draws with.
func TestEveryPartCanBeSet(t *testing.T) {
	var p Palette
	for _, part := range Parts() {
		*p.Part(part.Name) = "#123456"
	}
	want := Palette{Accent: "#123456", Dim: "#123456", Good: "#123456", Bad: "#123456", Warn: "#123456", Rule: "#123456", PickedBack: "#123456", PickedText: "#123456", Background: "#123456"}
	if p != want {
		t.Errorf("got %+v", p)
	}
}

func TestSymbolsOfASCIIAreASCII(t *testing.T) {
	s := New(Dark(), true).Symbols
	for _, symbol := range []string{s.Cursor, s.Dash, s.Dot, s.Ellipsis, s.Crumb, s.Arrow, s.Yes, s.No, s.Part, s.Empty, s.Half, s.Full, s.Known, s.Star, s.On, s.Off, s.BarFull, s.BarEmpty, s.Up, s.Down, s.Bar} {
		for _, r := range symbol {
			if symbol == "" || r > 0x7e {
				t.Errorf("%q is not ASCII", symbol)
			}
		}
	}
}
