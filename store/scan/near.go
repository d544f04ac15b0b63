package scan

import (
	"regexp"
	"slices"
	"strings"

	"waymark/store/lazy"
)

// How far a finding may reach from the letters that hint at it, in bytes.
const (
	reachBefore = 120
	reachAfter  = 320
	reachToken  = 8 << 10 // a signed token holds a whole document
)

// A form is a regular expression with the letters that every match holds. The
// expression is only tried near those letters: looking for them is a hundred
// times faster.
type form struct {
	hints []string // in small letters
	after int      // bytes that a match may reach behind a hint
	expr  func() *regexp.Regexp
}

func formOf(hints, expr string) form {
	return form{strings.Split(hints, "|"), reachAfter, lazy.Regexp(expr)}
}

func longForm(hints, expr string) form {
	f := formOf(hints, expr)
	f.after = reachToken
	return f
}

// A source is a text to look for forms in, and the same in small letters.
type source struct{ text, lower string }

// newSource lowers ASCII letters only, so that both texts have the same bytes.
func newSource(text string) source {
	lower := []byte(text)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c | 0x20
		}
	}
	return source{text, string(lower)}
}

// find returns the matches of a form, each as regexp gives its submatches. What
// begins where a window was cut is none: it began before.
func (s source) find(f form) [][]int {
	var found [][]int
	for _, w := range s.windows(f) {
		for _, at := range f.expr().FindAllStringSubmatchIndex(s.text[w.start:w.end], -1) {
			for i := range at {
				if at[i] >= 0 {
					at[i] += w.start
				}
			}
			if at[0] > w.start || w.start == 0 {
				found = append(found, at)
			}
		}
	}
	return found
}

type window struct{ start, end int }

// windows are the parts of the text around the hints, without overlaps, cut
// where no character is torn.
func (s source) windows(f form) []window {
	var all []window
	for _, hint := range f.hints {
		for at := 0; ; {
			i := strings.Index(s.lower[at:], hint)
			if i < 0 {
				break
			}
			at += i
			all = append(all, window{max(0, at-reachBefore), min(len(s.text), at+f.after)})
			at += len(hint)
		}
	}
	if len(f.hints) > 1 {
		slices.SortFunc(all, func(a, b window) int { return a.start - b.start })
	}
	return s.join(all)
}

// join makes one window of those that touch, and moves ends off the middle of
// a character.
func (s source) join(all []window) []window {
	var out []window
	for _, w := range all {
		for w.start > 0 && s.text[w.start]&0xc0 == 0x80 {
			w.start--
		}
		for w.end < len(s.text) && s.text[w.end]&0xc0 == 0x80 {
			w.end++
		}
		if n := len(out); n > 0 && w.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, w.end)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// numbers are the windows around digits that may make a long number: at least
// six with little between them.
func (s source) numbers() []window {
	var all []window
	for i := 0; i < len(s.text); {
		if !isDigit(s.text[i]) {
			i++
			continue
		}
		start, last, digits := i, i, 0
		for ; i < len(s.text) && i-last <= 4; i++ {
			if isDigit(s.text[i]) {
				last = i
				digits++
			} else if strings.IndexByte(" \n\t./()-", s.text[i]) < 0 {
				break
			}
		}
		i = last + 1
		if digits >= 6 {
			all = append(all, window{max(0, start-40), min(len(s.text), last+12)})
		}
	}
	return s.join(all)
}
