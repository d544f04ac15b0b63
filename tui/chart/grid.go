package chart

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// A GridCell is one count of a Grid.
type GridCell struct {
	Count   int
	Planned bool // something is planned where nothing was counted yet
}

// Grid draws counts as rows × columns: a level as a sign, and the count beside it, so
// that neither colour nor shade is needed to read it. Columns are named by two
// letters; rows has a label for each row of cells, and own is the column with a star
// beside its name, or -1. It is labels, two cells, and three for each column wide.
func Grid(rows, columns []string, own int, cells [][]GridCell, look theme.Theme) []string {
	widest, most := 0, 0
	for i, label := range rows {
		widest = max(widest, ansi.StringWidth(label))
		for _, c := range cells[i] {
			most = max(most, c.Count)
		}
	}
	var head strings.Builder
	head.WriteString(strings.Repeat(" ", widest+2))
	for i, name := range columns {
		name = ansi.Truncate(name, 2, "")
		name += strings.Repeat(" ", 2-ansi.StringWidth(name))
		if i == own {
			head.WriteString(look.Accent.Render(name + "*"))
		} else {
			head.WriteString(look.Dim.Render(name + " "))
		}
	}
	lines := []string{head.String()}
	for i, label := range rows {
		var line strings.Builder
		line.WriteString(label + strings.Repeat(" ", widest+2-ansi.StringWidth(label)))
		for _, c := range cells[i] {
			line.WriteString(gridCell(c, most, look))
		}
		lines = append(lines, line.String())
	}
	return lines
}

func gridCell(c GridCell, most int, look theme.Theme) string {
	signs := levels(look)
	switch {
	case c.Count > 9:
		return look.Accent.Render(signs[heatLevel(c.Count, most)] + "+ ")
	case c.Count > 0:
		return look.Accent.Render(fmt.Sprintf("%s%d ", signs[heatLevel(c.Count, most)], c.Count))
	case c.Planned:
		return look.Symbols.Empty + "  "
	}
	return look.Dim.Render(signs[0]) + "  "
}

// GridLegend says what the signs of Grid mean, and which column is which; it is
// wrapped to a width in cells.
func GridLegend(columns, titles []string, own, width int, look theme.Theme) []string {
	signs := levels(look)
	parts := []string{signs[0] + " nothing", look.Symbols.Empty + " planned", strings.Join(signs[1:], " ") + " tried, and how often (+ over 9)"}
	for i, title := range titles {
		sign := columns[i]
		if i == own {
			sign, title = sign+"*", title+" (your own)"
		}
		parts = append(parts, sign+" "+title)
	}
	legend := lipgloss.Wrap(strings.Join(unbroken(parts), "   "), max(1, width), " ")
	lines := strings.Split(strings.ReplaceAll(legend, "\u00a0", " "), "\n")
	for i, line := range lines {
		lines[i] = look.Dim.Render(strings.TrimSpace(line))
	}
	return lines
}

// unbroken keeps the words of a part on one line.
func unbroken(parts []string) []string {
	parts = slices.Clone(parts)
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], " ", "\u00a0")
	}
	return parts
}
