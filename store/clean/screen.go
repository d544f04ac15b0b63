package clean

import (
	"strings"
	"unicode/utf8"
)

const esc = 0x1b

// Screen returns a drawn frame with nothing in it that a terminal obeys except
// line feeds, colours and styles (SGR), and OSC 8 links to http, https and
// mailto addresses. It returns s itself if there is nothing to take out.
func Screen(s string) string {
	var kept strings.Builder
	from := 0 // s[from:i] is kept and not yet written
	for i := 0; i < len(s); {
		if isPrintable(s[i]) || s[i] == '\n' {
			i++
			continue
		}
		n, keep := next(s[i:])
		if !keep {
			kept.WriteString(s[from:i])
			from = i + n
		}
		i += n
	}
	if from == 0 {
		return s
	}
	kept.WriteString(s[from:])
	return kept.String()
}

// next measures what stands at the start of s, which is not plain ASCII, and
// says whether a frame may hold it.
func next(s string) (n int, keep bool) {
	if s[0] == esc {
		return escape(s)
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 {
		return 1, false
	}
	return n, Visible(r)
}

// escape measures an escape sequence. One that does not end is not a sequence:
// only its first byte goes, and the rest is shown as the text that it is.
func escape(s string) (n int, keep bool) {
	switch s[1:min(2, len(s))] {
	case "[":
		return controlSequence(s)
	case "]", "P", "X", "^", "_":
		return controlString(s)
	}
	return 1, false
}

// maxParameters is how many parameters a style may have. Ours have 21 at most; beyond 32 the
// parser of Bubble Tea's renderer (x/ansi 0.11.9) ends the program.
const maxParameters = 30

// controlSequence measures "ESC [ parameters letter"; SGR ends in m.
func controlSequence(s string) (n int, keep bool) {
	sgr, parameters := true, 1
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case c == ';', c == ':':
			parameters++
		case c >= ' ' && c < '@':
			sgr = false
		case c >= '@' && c <= '~':
			return i + 1, sgr && c == 'm' && parameters <= maxParameters
		default:
			return 1, false
		}
	}
	return 1, false
}

// controlString measures a string such as OSC, which BEL or "ESC \" ends. It
// has to end on its line, so that an open one cannot take the frame with it.
func controlString(s string) (n int, keep bool) {
	for i := 2; i < len(s); i++ {
		switch s[i] {
		case '\a':
			return i + 1, isLink(s[1:i])
		case esc:
			if strings.HasPrefix(s[i:], "\x1b\\") {
				return i + 2, isLink(s[1:i])
			}
			return 1, false
		case '\n':
			return 1, false
		}
	}
	return 1, false
}

// isLink reports that s is the inside of an OSC 8 link, "]8;parameters;address",
// to a place that a browser or mail program opens. An empty address ends a link.
func isLink(s string) bool {
	rest, ok := strings.CutPrefix(s, "]8;")
	if !ok {
		return false
	}
	_, address, ok := strings.Cut(rest, ";")
	if !ok || !isPlain(rest, false) {
		return false
	}
	if address == "" {
		return true
	}
	scheme, _, ok := strings.Cut(strings.ToLower(address), ":")
	return ok && (scheme == "http" || scheme == "https" || scheme == "mailto")
}
