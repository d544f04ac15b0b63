package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// maxColumn is the most cells that a column is wide.
const maxColumn = 3

// Columns draws one column for each value on height lines, the lowest of which
// holds the labels. A value stands on top of its column unless it is wider than
// that or there are less than three lines. Labels have up to three cells.
func Columns(values []int, labels []string, height int, look theme.Theme) []string {
	if len(values) == 0 || height < 2 {
		return nil
	}
	rows := height - 2 // one for the value on top of the highest column
	if height == 2 {
		rows = 1
	}
	width, most := columnWidth(values, labels), slices.Max(values)
	lines := make([]strings.Builder, height)
	for i, value := range values {
		if i > 0 {
			for at := range lines {
				lines[at].WriteString(" ")
			}
		}
		filled := steps(share(float64(value), float64(most)), 8*rows)
		for at := range height - 1 {
			lines[at].WriteString(columnCell(value, filled, height-2-at, width, look))
		}
		label := ""
		if i < len(labels) {
			label = labels[i]
		}
		lines[height-1].WriteString(look.Dim.Render(centred(label, width)))
	}
	drawn := make([]string, height)
	for at := range lines {
		drawn[at] = lines[at].String()
	}
	return drawn
}

// columnWidth is the cells of the widest label or value.
func columnWidth(values []int, labels []string) int {
	width := 1
	for _, label := range labels[:min(len(labels), len(values))] {
		width = max(width, ansi.StringWidth(label))
	}
	for _, value := range values {
		if w := len(strconv.Itoa(max(0, value))); w <= maxColumn {
			width = max(width, w)
		}
	}
	return min(width, maxColumn)
}

// columnCell is a column on one row, counted from below: a piece of it, the
// value on top, or room.
func columnCell(value, filled, row, width int, look theme.Theme) string {
	if eighths := min(filled-8*row, 8); eighths > 0 {
		return look.Accent.Render(strings.Repeat(block(eighths, look), width))
	}
	text := strconv.Itoa(max(0, value))
	if row != (filled+7)/8 || len(text) > width {
		return strings.Repeat(" ", width)
	}
	if value <= 0 {
		return look.Dim.Render(centred(text, width))
	}
	return centred(text, width)
}

// block is a cell that is filled from below, 1 to 8 eighths.
func block(eighths int, look theme.Theme) string {
	switch {
	case !look.Symbols.ASCII:
		return string([]rune("▁▂▃▄▅▆▇█")[eighths-1])
	case eighths <= 4:
		return "_"
	}
	return "#"
}

// Spark draws the newest values on one line of at most width cells, one for
// each, from nothing to the greatest of them. What is not a number is a gap.
func Spark(values []float64, width int, look theme.Theme) string {
	if width <= 0 {
		return ""
	}
	values = values[max(0, len(values)-width):]
	var most float64
	for _, v := range values {
		if known(v) {
			most = max(most, v)
		}
	}
	signs := []rune("▁▂▃▄▅▆▇█")
	if look.Symbols.ASCII {
		signs = []rune("_.:-=+*#")
	}
	var b strings.Builder
	for _, v := range values {
		if known(v) {
			b.WriteRune(signs[max(1, steps(share(v, most), len(signs)))-1])
		} else {
			b.WriteString(" ")
		}
	}
	return look.Accent.Render(b.String())
}

func known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
