// Package chart draws figures with the characters of a terminal. Every drawing
// can be read without colour, and with ASCII alone.
package chart

import (
	"math"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// levels are the signs of nothing, a little, some and much.
func levels(look theme.Theme) [4]string {
	if look.Symbols.ASCII {
		return [4]string{".", ":", "+", "#"}
	}
	return [4]string{"·", "░", "▒", "█"}
}

// share is what part value is of whole, 0 to 1, whatever the numbers are.
func share(value, whole float64) float64 {
	switch {
	case !(value > 0) || !(whole > 0): // neither is a number that is not one
		return 0
	case value >= whole:
		return 1
	}
	return value / whole
}

// steps is a share in whole steps of n. What is there is at least one step, and
// only the whole is all of them.
func steps(share float64, n int) int {
	switch {
	case share <= 0 || n <= 0:
		return 0
	case share >= 1:
		return n
	}
	return max(1, min(n-1, int(math.Round(share*float64(n)))))
}

// centred puts text in the middle of width cells, and cuts what is longer.
func centred(text string, width int) string {
	text = ansi.Truncate(text, width, "")
	room := width - ansi.StringWidth(text)
	return strings.Repeat(" ", (room+1)/2) + text + strings.Repeat(" ", room/2)
}

// paint renders a line, each sign in its style. Signs beside each other that
// share a style are rendered at once; nil leaves them as they are.
func paint(line string, styleOf func(sign rune) *lipgloss.Style) string {
	var b strings.Builder
	for line != "" {
		first, end := utf8.DecodeRuneInString(line)
		style := styleOf(first)
		for end < len(line) {
			next, size := utf8.DecodeRuneInString(line[end:])
			if styleOf(next) != style {
				break
			}
			end += size
		}
		if style == nil {
			b.WriteString(line[:end])
		} else {
			b.WriteString(style.Render(line[:end]))
		}
		line = line[end:]
	}
	return b.String()
}
