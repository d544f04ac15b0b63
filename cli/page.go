package cli

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
)

// columns is how wide a page is.
const columns = 80

// A page is text on its way to the terminal: no line wider than columns, and
// nothing in it that steers the terminal, whoever wrote it.
type page struct{ out bytes.Buffer }

// say writes a paragraph.
func (p *page) say(format string, a ...any) { p.indented("", format, a...) }

// inset writes a paragraph that is set off by two columns.
func (p *page) inset(format string, a ...any) { p.indented("  ", format, a...) }

func (p *page) indented(indent, format string, a ...any) {
	p.wrap(indent, indent, clean.Line(fmt.Sprintf(format, a...)))
}

// gap sets what follows off by an empty line, unless nothing stands above it.
func (p *page) gap() {
	if p.out.Len() > 0 && !bytes.HasSuffix(p.out.Bytes(), []byte("\n\n")) {
		p.out.WriteByte('\n')
	}
}

// prose writes Markdown as it stands; a long line of a list or a quote hangs
// below its beginning.
func (p *page) prose(text string) {
	for line := range strings.Lines(clean.Text(text)) {
		line = strings.TrimRight(line, " \n")
		mark := listMark.FindString(line)
		rest := strings.Repeat(" ", len(mark))
		if strings.HasPrefix(mark, ">") {
			rest = mark
		}
		p.wrap(mark, rest, line[len(mark):])
	}
}

// listMark is how a line of a list or a quote begins.
var listMark = regexp.MustCompile(`^(> | *- | *[0-9]+\. )`)

// table writes rows in columns, two apart; the last column wraps.
func (p *page) table(rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row[:len(row)-1] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(clean.Line(cell)))
		}
	}
	for _, row := range rows {
		first := []string{""}
		for i, cell := range row[:len(row)-1] {
			first = append(first, pad(clean.Line(cell), widths[i]))
		}
		left := strings.Join(first, "  ") + "  "
		p.wrap(left, strings.Repeat(" ", ansi.StringWidth(left)), clean.Line(row[len(row)-1]))
	}
}

// raw writes bytes as they are; they must be clean already.
func (p *page) raw(text []byte) { p.out.Write(text) }

func (p *page) bytes() []byte { return p.out.Bytes() }

// wrap writes text in lines of at most the page's width, the first one behind
// first and the others behind rest.
func (p *page) wrap(first, rest, text string) {
	for _, line := range split(text, max(columns-ansi.StringWidth(rest), 20)) {
		p.out.WriteString(strings.TrimRight(first+line, " ") + "\n")
		first = rest
	}
}

// split breaks a line that is too long between words, so that ids stay whole; only
// a word that is longer than a line is broken.
func split(text string, width int) []string {
	if ansi.StringWidth(text) <= width {
		return []string{text}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		for part := range strings.SplitSeq(ansi.Hardwrap(word, width, false), "\n") {
			if line != "" && ansi.StringWidth(line)+1+ansi.StringWidth(part) > width {
				lines = append(lines, line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+part, " ")
		}
	}
	return append(lines, line)
}

// pad fills text up to a width in cells.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// cut shortens text to a width in cells.
func cut(text string, width int) string { return ansi.Truncate(clean.Line(text), width, "...") }

// escapeControls writes the control and format characters inside a JSON
// document as \u escapes: the same data, but nothing that a terminal acts on.
func escapeControls(document []byte) []byte {
	out := make([]byte, 0, len(document))
	for len(document) > 0 {
		r, size := utf8.DecodeRune(document)
		switch {
		case r == utf8.RuneError && size == 1: // no UTF-8
			out = append(out, `\ufffd`...)
		case r == '\n' || clean.Visible(r):
			out = append(out, document[:size]...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		document = document[size:]
	}
	return out
}

// sentence begins a text with a capital.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
