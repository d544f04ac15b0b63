package chart

import (
	"math"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// A DotRow is one row of Dots: a variant, or a criterion. What is not a number is not
// drawn.
type DotRow struct {
	Label     string
	Dots      []float64 // single cases
	Mean      float64
	Low, High float64 // the interval of the mean
}

// A Scale is what Dots are drawn on.
type Scale struct {
	From, To float64
	Mark     float64 // a value with a line through it, such as no difference; not a number for none
}

// The smallest dot plot.
const (
	dotsWidth  = 30
	trackWidth = 16 // the least that a label leaves
	apart      = 2  // between a label and its track: a count at the very left is no part of the label
)

// Dots draws each row on two lines: its cases one by one, and below them the mean with
// its interval. Cases that share a cell are counted: 2 to 9, and + from ten on. Below
// the rows stands the scale, with its ends. The lines have width cells. There are none
// where there is not room enough, no row, or no scale.
func Dots(rows []DotRow, scale Scale, width int, look theme.Theme) []string {
	if width < dotsWidth || len(rows) == 0 || !scale.drawn() {
		return nil
	}
	names := 0
	for _, r := range rows {
		names = max(names, ansi.StringWidth(r.Label))
	}
	names = min(names, width/3, width-trackWidth-apart)
	cells := width - names - apart
	var lines []string
	for _, r := range rows {
		label := ansi.Truncate(r.Label, names, look.Symbols.Ellipsis)
		label += strings.Repeat(" ", names-ansi.StringWidth(label)+apart)
		lines = append(lines,
			label+paintDots(scale.cases(r, cells, look), look),
			strings.Repeat(" ", names+apart)+paintDots(scale.interval(r, cells, look), look))
	}
	gap := strings.Repeat(" ", names+apart)
	return append(lines,
		look.Dim.Render(gap+strings.Repeat(look.Symbols.Dash, cells)),
		look.Dim.Render(gap+scale.ends(cells)))
}

// DotsLegend says what the signs of Dots mean.
func DotsLegend(look theme.Theme) []string {
	left, right := ends(look)
	return []string{
		look.Accent.Render(look.Symbols.Empty) + " one case, 2 to 9 or + several",
		look.Accent.Render(look.Symbols.Full) + " mean",
		look.Accent.Render(left+strings.Repeat(look.Symbols.Dash, 2)+right) + " where it may lie",
	}
}

func (s Scale) drawn() bool { return known(s.From) && known(s.To) && s.half() > 0 }

// half is half of the scale, since the whole may be too large for a number.
func (s Scale) half() float64 { return s.To/2 - s.From/2 }

// column is the one of so many cells in which a value lies, at an end if it is beyond.
func (s Scale) column(value float64, cells int) int {
	return nearest((value/2-s.From/2)/s.half(), cells)
}

// track is an empty line with the mark.
func (s Scale) track(cells int, look theme.Theme) []rune {
	line := []rune(strings.Repeat(" ", cells))
	if at := s.marked(cells); at >= 0 {
		line[at] = []rune(look.Symbols.Bar)[0]
	}
	return line
}

// marked is the cell of the mark, or -1.
func (s Scale) marked(cells int) int {
	if !known(s.Mark) || s.Mark < s.From || s.Mark > s.To {
		return -1
	}
	return s.column(s.Mark, cells)
}

func (s Scale) cases(r DotRow, cells int, look theme.Theme) string {
	line, counts := s.track(cells, look), make([]int, cells)
	for _, value := range r.Dots {
		if known(value) {
			counts[s.column(value, cells)]++
		}
	}
	for at, n := range counts {
		switch {
		case n == 1:
			line[at] = []rune(look.Symbols.Empty)[0]
		case n > 9:
			line[at] = '+'
		case n > 1:
			line[at] = rune('0' + n)
		}
	}
	return string(line)
}

func (s Scale) interval(r DotRow, cells int, look theme.Theme) string {
	line := s.track(cells, look)
	if known(r.Low) && known(r.High) && r.Low <= r.High {
		from, to := s.column(r.Low, cells), s.column(r.High, cells)
		left, right := ends(look)
		for at := from; at <= to; at++ {
			if line[at] = []rune(look.Symbols.Dash)[0]; at == s.marked(cells) {
				line[at] = cross(look)
			}
		}
		line[from], line[to] = []rune(left)[0], []rune(right)[0]
	}
	if known(r.Mean) {
		line[s.column(r.Mean, cells)] = []rune(look.Symbols.Full)[0]
	}
	return string(line)
}

// ends are the numbers at the ends of the scale, and at its mark if there is room.
func (s Scale) ends(cells int) string {
	from, to, mark := short(s.From), short(s.To), short(s.Mark)
	if len(from)+len(to) >= cells {
		return strings.Repeat(" ", cells)
	}
	line := []byte(from + strings.Repeat(" ", cells-len(from)-len(to)) + to)
	if known(s.Mark) && s.Mark > s.From && s.Mark < s.To {
		at := s.column(s.Mark, cells) - len(mark)/2
		if at > len(from) && at+len(mark) < cells-len(to) {
			copy(line[at:], mark)
		}
	}
	return string(line)
}

// short is a number with at most two decimals.
func short(x float64) string {
	if math.Abs(x) >= 1e9 {
		return strconv.FormatFloat(x, 'g', 3, 64)
	}
	return strconv.FormatFloat(math.Round(x*100)/100+0, 'f', -1, 64)
}

// ends are the signs at the ends of an interval.
func ends(look theme.Theme) (left, right string) {
	if look.Symbols.ASCII {
		return "[", "]"
	}
	return "├", "┤"
}

// cross is where an interval holds the mark.
func cross(look theme.Theme) rune {
	if look.Symbols.ASCII {
		return '+'
	}
	return '┼'
}

func paintDots(line string, look theme.Theme) string {
	return paint(line, func(sign rune) *lipgloss.Style {
		switch string(sign) {
		case " ":
			return nil
		case look.Symbols.Bar:
			return &look.Dim
		}
		return &look.Accent
	})
}
