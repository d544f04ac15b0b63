package curriculum

import (
	"strings"
	"unicode"
)

// clean returns text as lessons may hold it: lines end in "\n", and what steers
// a terminal or cannot be seen is gone. Tabs stay; the checker reports them.
func clean(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for _, lineBreak := range []string{"\r", "\u2028", "\u2029"} {
		text = strings.ReplaceAll(text, lineBreak, "\n")
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || !hidden(r) {
			return r
		}
		return -1
	}, text)
}

// hidden reports control characters, bidirectional controls and other
// characters without a shape of their own.
func hidden(r rune) bool {
	if r < 0x7f {
		return r < ' '
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}
