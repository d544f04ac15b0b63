package chart

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"waymark/tui/theme"
)

// Bar draws value of most as one bar of width cells. A target over 0 has a mark,
// which a bar touches or passes only if it reaches the target. It says how much, not
// how good: what it counts may be errors.
func Bar(value, target, most float64, width int, look theme.Theme) string {
	if width <= 0 {
		return ""
	}
	s := look.Symbols
	full := steps(share(value, most), width)
	if !(target > 0) {
		return look.Accent.Render(strings.Repeat(s.BarFull, full)) + look.Rule.Render(strings.Repeat(s.BarEmpty, width-full))
	}
	at := min(steps(share(target, most), width), width-1)
	if !(value >= target) {
		full = min(full, max(0, at-1))
	}
	line := []rune(strings.Repeat(s.BarFull, full) + strings.Repeat(s.BarEmpty, width-full))
	line[at] = mark(look)
	return paint(string(line), func(sign rune) *lipgloss.Style {
		switch string(sign) {
		case s.BarFull:
			return &look.Accent
		case s.BarEmpty:
			return &look.Rule
		}
		return &look.Strong
	})
}

func mark(look theme.Theme) rune {
	if look.Symbols.ASCII {
		return '|'
	}
	return '┃'
}

// A Part is one part of a whole.
type Part struct {
	Name string
	Size int
}

// Stacked draws the parts of a whole as one bar of width cells: the first in the
// sign of nothing, up to the fourth in the sign of much. A part that is there has
// at least one cell where width allows. There is no sign for a fifth part, which
// is left out.
func Stacked(parts []Part, width int, look theme.Theme) string {
	if width <= 0 {
		return ""
	}
	signs := levels(look)
	parts = parts[:min(len(parts), len(signs))]
	var b strings.Builder
	for i, cells := range apportion(parts, width) {
		b.WriteString(levelStyle(i, look).Render(strings.Repeat(signs[i], cells)))
	}
	if b.Len() == 0 {
		return look.Rule.Render(strings.Repeat(look.Symbols.Dash, width))
	}
	return b.String()
}

// StackedLegend says what the signs of Stacked mean, one name for each part.
func StackedLegend(parts []Part, look theme.Theme) []string {
	signs := levels(look)
	var names []string
	for i, part := range parts[:min(len(parts), len(signs))] {
		names = append(names, levelStyle(i, look).Render(signs[i])+" "+part.Name)
	}
	return names
}

func levelStyle(level int, look theme.Theme) lipgloss.Style {
	if level == 0 {
		return look.Dim
	}
	return look.Accent
}

// apportion divides width among the parts by the largest remainder, so that the
// cells sum to width. A part that would vanish takes a cell of the widest one.
// Without anything to divide there are no cells.
func apportion(parts []Part, width int) []int {
	var whole float64
	for _, p := range parts {
		whole += float64(max(0, p.Size))
	}
	if whole == 0 {
		return nil
	}
	cells, rest := make([]int, len(parts)), make([]float64, len(parts))
	left := width
	for i, p := range parts {
		exact := float64(max(0, p.Size)) / whole * float64(width)
		cells[i] = int(exact)
		rest[i] = exact - float64(cells[i])
		left -= cells[i]
	}
	for ; left > 0; left-- {
		at := slices.Index(rest, slices.Max(rest))
		cells[at]++
		rest[at] = -1
	}
	for i, p := range parts {
		widest := slices.Max(cells)
		if p.Size > 0 && cells[i] == 0 && widest > 1 {
			cells[slices.Index(cells, widest)]--
			cells[i]++
		}
	}
	return cells
}
