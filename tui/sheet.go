package tui

import (
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// A sheet is text being laid out line by line. It remembers which lines belong
// to which row, so that a click finds the row and the cursor stays in view.
type sheet struct {
	width  int
	lines  []string
	rows   []int // the row that each line belongs to, or -1
	cursor *tea.Cursor
	marked int // the line with marked words that is to be seen, or noRow
}

const noRow = -1

func newSheet(width int) *sheet { return &sheet{width: width, marked: noRow} }

// add puts text on new lines, wrapped, that belong to row.
func (s *sheet) add(row int, text string) {
	for line := range strings.SplitSeq(lipgloss.Wrap(text, max(1, s.width), " "), "\n") {
		s.lines = append(s.lines, line)
		s.rows = append(s.rows, row)
	}
}

// hang puts text on new lines behind lead, later lines indented as far as lead
// is wide.
func (s *sheet) hang(row int, lead, text string) {
	indent := ansi.StringWidth(lead)
	for i, line := range strings.Split(lipgloss.Wrap(text, max(1, s.width-indent), " "), "\n") {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		s.lines = append(s.lines, lead+line)
		s.rows = append(s.rows, row)
	}
}

// flow puts parts on new lines with sep between them. Each part stays whole, where it is
// no wider than the sheet.
func (s *sheet) flow(sep string, parts ...string) {
	line := ""
	for _, part := range parts {
		switch joined := line + sep + part; {
		case line == "":
			line = part
		case ansi.StringWidth(strings.TrimRight(joined, " ")) <= s.width:
			line = joined
		default:
			s.add(noRow, line+strings.TrimRight(sep, " "))
			line = part
		}
	}
	s.add(noRow, line)
}

// heading names the question below it.
func (s *sheet) heading(label string) {
	s.add(noRow, label)
	s.gap()
}

// noAdvice says below a question what it is not, where its lesson states law.
func (s *sheet) noAdvice(law bool, look theme.Theme) {
	if law {
		s.gap()
		s.add(noRow, look.Dim.Render("From a lesson on law: general information, not legal advice."))
	}
}

// choices puts a list on new lines, each choice a row, and returns it as it fits.
func (s *sheet) choices(p picker, look theme.Theme) picker {
	n := len(p.list.Items())
	if n == 0 {
		return p
	}
	s.gap()
	p = p.size(s.width, n, look)
	for i, line := range strings.Split(p.view(), "\n") {
		s.lines, s.rows = append(s.lines, line), append(s.rows, i)
	}
	return p
}

// gap adds an empty line.
func (s *sheet) gap() { s.add(noRow, "") }

// widget adds the lines of a component as they are, and its cursor.
func (s *sheet) widget(text string, cursor *tea.Cursor) {
	if cursor != nil {
		c := *cursor
		c.Y += len(s.lines)
		s.cursor = &c
	}
	for line := range strings.SplitSeq(text, "\n") {
		s.lines = append(s.lines, line)
		s.rows = append(s.rows, noRow)
	}
}

// mark shows where words stand in the lines so far, whatever their case, and
// notes the nth line with them, or the last one where there are fewer.
func (s *sheet) mark(words string, nth int, style lipgloss.Style) {
	if words == "" {
		return
	}
	find := regexp.MustCompile("(?i)" + regexp.QuoteMeta(words))
	for i, line := range s.lines {
		plain := ansi.Strip(line)
		var ranges []lipgloss.Range
		for _, at := range find.FindAllStringIndex(plain, -1) {
			ranges = append(ranges, lipgloss.NewRange(ansi.StringWidth(plain[:at[0]]), ansi.StringWidth(plain[:at[1]]), style))
		}
		if len(ranges) > 0 && nth >= 0 {
			s.marked = i
			nth--
		}
		s.lines[i] = lipgloss.StyleRanges(line, ranges...)
	}
}

// rowAt is the row on a line, or noRow.
func (s *sheet) rowAt(line int) int {
	if line < 0 || line >= len(s.rows) {
		return noRow
	}
	return s.rows[line]
}

// span is the first and last line of a row.
func (s *sheet) span(row int) (first, last int) {
	first, last = -1, -1
	for i, r := range s.rows {
		if r == row && first < 0 {
			first = i
		}
		if r == row {
			last = i
		}
	}
	return first, last
}

// text is all lines.
func (s *sheet) text() string { return strings.Join(s.lines, "\n") }
