// Package clean makes text that others wrote safe to show: it takes out what
// could steer a terminal or hide itself, and keeps what can be read.
package clean

import (
	"strings"
	"unicode"
)

const tab = "    "

// Line returns s as one line of visible text, trimmed: control characters,
// bidirectional controls and invisible characters are gone, a line break is a
// space, and a byte that is not UTF-8 shows as U+FFFD.
func Line(s string) string {
	return strings.TrimSpace(keepVisible(s, " ", " "))
}

// Text is Line for text of several lines: line feeds stay, a tab becomes four
// spaces, and nothing is trimmed.
func Text(s string) string {
	return keepVisible(s, "\n", tab)
}

// keepVisible drops what cannot be seen and writes line breaks and tabs as told.
func keepVisible(s, newline, tab string) string {
	if isPlain(s, newline == "\n") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range strings.ReplaceAll(s, "\r\n", "\n") {
		switch {
		case r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			b.WriteString(newline)
		case r == '\t':
			b.WriteString(tab)
		case Visible(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain reports that s is printable ASCII, as most text is; it may have several lines.
func isPlain(s string, lines bool) bool {
	for i := range len(s) {
		if !isPrintable(s[i]) && (!lines || s[i] != '\n') {
			return false
		}
	}
	return true
}

func isPrintable(c byte) bool { return c >= ' ' && c <= '~' }

// Visible reports that r shows itself: it is no control character and no
// line separator, does not turn the direction of writing, and is not
// invisible (zero width, soft hyphen, tags, fillers).
func Visible(r rune) bool {
	switch {
	case r < ' ', r == 0x7f:
		return false
	case r <= '~', r >= 0x2100 && r < 0x3000: // ASCII, arrows, boxes, blocks
		return true
	case r < 0xa0, r == '\u2028', r == '\u2029', r > unicode.MaxRune:
		return false
	case unicode.Is(unicode.Cf, r):
		return unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return false
	case r >= 0xe0100 && r <= 0xe01ef:
		return false // these variation selectors can carry hidden text; those below only choose a glyph
	}
	return true
}
