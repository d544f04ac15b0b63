package chart

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"waymark/tui/theme"
)

// Heat draws what was done on each day as seven rows from Monday to Sunday, with
// one column for each week after a label of four cells. The days are the oldest
// first, in whole weeks from a Monday on; the last week may end early. A day of
// less than 0 is one of which nothing is known, such as tomorrow.
func Heat(days []int, look theme.Theme) []string {
	most := 0
	if len(days) > 0 {
		most = slices.Max(days)
	}
	signs := levels(look)
	rows := make([]string, 7)
	for day, label := range []string{"Mon", "", "Wed", "", "Fri", "", "Sun"} {
		var b strings.Builder
		for at := day; at < (len(days)+6)/7*7; at += 7 {
			if at >= len(days) || days[at] < 0 {
				b.WriteString(" ")
				continue
			}
			b.WriteString(signs[heatLevel(days[at], most)])
		}
		rows[day] = look.Dim.Render(label+strings.Repeat(" ", 4-len(label))) + paintLevels(b.String(), look)
	}
	return rows
}

// heatLevel is 0 for nothing, and else 1 to 3: up to a third of the busiest day,
// up to two thirds, more.
func heatLevel(count, most int) int {
	part := share(float64(count), float64(most))
	switch {
	case part == 0:
		return 0
	case part <= 1.0/3:
		return 1
	case part <= 2.0/3:
		return 2
	}
	return 3
}

// HeatLegend says what the signs of Heat mean.
func HeatLegend(look theme.Theme) string {
	signs := levels(look)
	return look.Dim.Render("none "+signs[0]+"  less ") + look.Accent.Render(strings.Join(signs[1:], " ")) + look.Dim.Render(" more")
}

// paintLevels renders a line of levels, nothing dim and the rest in the accent.
func paintLevels(line string, look theme.Theme) string {
	none := levels(look)[0]
	return paint(line, func(sign rune) *lipgloss.Style {
		switch string(sign) {
		case " ":
			return nil
		case none:
			return &look.Dim
		}
		return &look.Accent
	})
}
