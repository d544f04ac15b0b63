package chart

import (
	"fmt"
	"math"
	"strings"

	"charm.land/lipgloss/v2"

	"waymark/tui/theme"
)

// few is the number of answers under which a point is hollow.
const few = 10

// A Point is what came of one stated probability, with all shares from 0 to 1.
type Point struct {
	Said, Right float64 // what was stated, and the share that was right
	Low, High   float64 // the interval of that share
	N           int     // answers; a point without any is not drawn
}

// The smallest picture of reliability.
const (
	reliabilityWidth  = 24
	reliabilityHeight = 7
	axisWidth         = len("100%") + 1
	axisHeight        = 3 // the name on top, the axis and its labels
)

// Reliability draws how often answers were right, upwards, by how often they
// were said to be, to the right. Dots join the places where both are the same:
// points below them are over-confident. It has height lines of width cells, and
// none where there is not room enough.
func Reliability(points []Point, width, height int, look theme.Theme) []string {
	if width < reliabilityWidth || height < reliabilityHeight {
		return nil
	}
	g := newGrid(width-axisWidth, height-axisHeight)
	g.diagonal(look)
	for _, p := range points {
		g.interval(p, look)
	}
	for _, p := range points { // over the intervals of other points
		g.point(p, look)
	}
	corner := "└"
	if look.Symbols.ASCII {
		corner = "+"
	}
	lines := []string{look.Dim.Render("right") + strings.Repeat(" ", width-len("right"))}
	for row, signs := range g {
		lines = append(lines, look.Dim.Render(g.label(row)+look.Symbols.Bar)+paintPoints(string(signs), look))
	}
	return append(lines,
		look.Dim.Render(strings.Repeat(" ", axisWidth-1)+corner+strings.Repeat(look.Symbols.Dash, width-axisWidth)),
		look.Dim.Render(strings.Repeat(" ", axisWidth)+"0%"+centred("said", width-axisWidth-len("0%100%"))+"100%"))
}

// ReliabilityLegend says what the signs of Reliability mean.
func ReliabilityLegend(look theme.Theme) []string {
	s := look.Symbols
	return []string{
		look.Accent.Render(s.Full) + " what came of it",
		look.Accent.Render(s.Empty) + fmt.Sprintf(" fewer than %d answers", few),
		look.Accent.Render(s.Bar) + " where the share may lie",
		look.Dim.Render(string(dot(look))) + " right as often as said",
	}
}

// A grid is the signs of a plane whose sides are 0 to 1, the top row first.
type grid [][]rune

func newGrid(width, height int) grid {
	g := make(grid, height)
	for row := range g {
		g[row] = []rune(strings.Repeat(" ", width))
	}
	return g
}

func (g grid) column(x float64) int { return nearest(x, len(g[0])) }

func (g grid) row(y float64) int { return len(g) - 1 - nearest(y, len(g)) }

// nearest is the one of n cells, from 0 to 1, in which a value lies.
func nearest(value float64, n int) int {
	return int(math.Round(min(max(value, 0), 1) * float64(n-1)))
}

// diagonal has one dot on each row.
func (g grid) diagonal(look theme.Theme) {
	for row := range g {
		same := 1 - float64(row)/float64(len(g)-1)
		g[row][g.column(same)] = dot(look)
	}
}

func (p Point) drawn() bool { return p.N > 0 && known(p.Said) && known(p.Right) }

func (g grid) interval(p Point, look theme.Theme) {
	if !p.drawn() || !known(p.Low) || !known(p.High) {
		return
	}
	for row := g.row(p.High); row <= g.row(p.Low); row++ {
		g[row][g.column(p.Said)] = []rune(look.Symbols.Bar)[0]
	}
}

func (g grid) point(p Point, look theme.Theme) {
	if !p.drawn() {
		return
	}
	sign := look.Symbols.Full
	if p.N < few {
		sign = look.Symbols.Empty
	}
	g[g.row(p.Right)][g.column(p.Said)] = []rune(sign)[0]
}

// label is what stands before a row: the shares at the top, in the middle and
// at the bottom.
func (g grid) label(row int) string {
	switch row {
	case g.row(1):
		return "100%"
	case g.row(0.5):
		return " 50%"
	case g.row(0):
		return "  0%"
	}
	return strings.Repeat(" ", axisWidth-1)
}

func dot(look theme.Theme) rune {
	if look.Symbols.ASCII {
		return '.'
	}
	return '·'
}

func paintPoints(line string, look theme.Theme) string {
	dots := dot(look)
	return paint(line, func(sign rune) *lipgloss.Style {
		switch sign {
		case ' ':
			return nil
		case dots:
			return &look.Dim
		}
		return &look.Accent
	})
}
