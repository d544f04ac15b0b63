package theme

import (
	"math"
	"strconv"
	"testing"
)

// Every colour that text is written in can be read on the backgrounds that
// terminals have, and on a picked row: contrast of at least 4.5:1 (WCAG 2.2,
// success criterion 1.4.3).
func TestTextCanBeRead(t *testing.T) {
	for _, test := range []struct {
		dark        bool
		backgrounds []string
	}{
		{true, []string{"#000000", "#1E1E1E", "#282C34"}},
		{false, []string{"#FFFFFF", "#FDFDFC", "#FAFAFA"}},
	} {
		p := New(test.dark, false).Palette
		for name, text := range map[string]string{"accent": p.Accent, "dim": p.Dim, "good": p.Good, "bad": p.Bad, "warn": p.Warn} {
			for _, back := range append(test.backgrounds, p.PickedBack) {
				if c := contrast(text, back); c < 4.5 {
					t.Errorf("dark %v: %s %s on %s has a contrast of %.2f", test.dark, name, text, back, c)
				}
			}
		}
	}
}

func TestSymbolsOfASCIIAreASCII(t *testing.T) {
	s := New(true, true).Symbols
	for _, symbol := range []string{s.Cursor, s.Dash, s.Dot, s.Ellipsis, s.Crumb, s.Arrow, s.Yes, s.No, s.Part, s.Empty, s.Half, s.Full, s.Known, s.Star, s.On, s.Off, s.BarFull, s.BarEmpty, s.Up, s.Down, s.Bar} {
		for _, r := range symbol {
			if symbol == "" || r > 0x7e {
				t.Errorf("%q is not ASCII", symbol)
			}
		}
	}
}

// contrast is the ratio of the relative luminances of two colours (WCAG 2.2).
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	channel := func(at int) float64 {
		n, err := strconv.ParseUint(hex[at:at+2], 16, 8)
		if err != nil {
			panic(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(1) + 0.7152*channel(3) + 0.0722*channel(5)
}
