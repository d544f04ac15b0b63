package scan

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"waymark/store/clean"
)

// A folded text is a text in plain forms, and where each of its bytes was.
type folded struct {
	text string
	at   []int // the byte of the original, for each byte and the end; nil: the same
}

// origin is the place in the original of a byte of the folded text.
func (f folded) origin(i int) int {
	if f.at == nil {
		return i
	}
	return f.at[i]
}

// fold writes digits, spaces and dashes of all scripts as ASCII and leaves out
// what cannot be seen, so that 4\u200b111 reads 4111.
func fold(s string) folded {
	if isASCII(s) {
		return folded{text: s}
	}
	var b strings.Builder
	b.Grow(len(s))
	at := make([]int, 0, len(s)+1)
	for i, r := range s {
		r, seen := plain(r)
		if !seen {
			continue
		}
		b.WriteRune(r)
		for range utf8.RuneLen(r) {
			at = append(at, i)
		}
	}
	return folded{b.String(), append(at, len(s))}
}

// isASCII reports that s is visible ASCII, line feeds, returns and tabs.
func isASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// plain is the ASCII form of a character, if it has one that matters here, and
// whether it can be seen.
func plain(r rune) (rune, bool) {
	switch {
	case r == '\n', r == '\t', r == '\r':
		return r, true
	case r == '\u0085', r == '\u2028', r == '\u2029':
		return '\n', true
	case r < 0x7f:
		return r, r >= ' '
	case unicode.Is(unicode.Zs, r):
		return ' ', true
	case unicode.Is(unicode.Pd, r), r == '\u2212':
		return '-', true
	case r >= '\uff01' && r <= '\uff5e': // the wide forms of ASCII
		return r - 0xfee0, true
	case r == '\u2019':
		return '\'', true
	case unicode.IsDigit(r):
		return digit(r), true
	}
	return r, clean.Visible(r)
}

// digit is the ASCII form of a decimal digit: Unicode keeps the ten of a
// script together, from zero on.
func digit(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if lo := rune(t.Lo); r >= lo && r <= rune(t.Hi) {
			return '0' + (r-lo)%10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if lo := rune(t.Lo); r >= lo && r <= rune(t.Hi) {
			return '0' + (r-lo)%10
		}
	}
	return r
}
