package clean

import (
	"html"
	"strconv"
	"strings"

	"waymark/store/lazy"
)

var (
	entity = lazy.Regexp(`&(#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?`)
	tag    = lazy.Regexp(`<[A-Za-z/!?]`)
	link   = lazy.Regexp(`^<([A-Za-z][A-Za-z0-9+.-]+:|[\w.+-]+@)[^\s<>]*>`)
	fence  = lazy.Regexp("^[ >*+-]*(`{3,}|~{3,})")
)

// Markdown returns s ready for a Markdown renderer: Text, in which an entity
// that stands for a control or invisible character shows as it is written,
// and HTML is text to read instead of markup that vanishes. Code is left alone.
func Markdown(s string) string {
	s = entity().ReplaceAllStringFunc(Text(s), showHidden)
	if !tag().MatchString(s) {
		return s
	}
	lines := strings.Split(s, "\n")
	open := "" // the fence of the code block that the line stands in
	for i, line := range lines {
		mark := fence().FindStringSubmatch(line)
		switch {
		case open == "" && mark != nil:
			open = mark[1]
		case open == "":
			lines[i] = showTags(line)
		case mark != nil && strings.HasPrefix(mark[1], open):
			open = ""
		}
	}
	return strings.Join(lines, "\n")
}

// showHidden escapes an entity that would become a character nobody sees.
func showHidden(entity string) string {
	for _, r := range decode(entity) {
		if !Visible(r) {
			return "&amp;" + entity[1:]
		}
	}
	return entity
}

// decode gives the text that an entity stands for, numbers taken literally:
// html.UnescapeString would read 128 to 159 as Windows letters, renderers do not.
func decode(entity string) string {
	name := strings.TrimSuffix(entity[1:], ";")
	if name[0] != '#' {
		return html.UnescapeString("&" + name + ";")
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseInt(digits, base, 32)
	if err != nil {
		return "\x00"
	}
	return string(rune(code))
}

// showTags escapes the angle brackets of HTML in a line, outside code spans.
func showTags(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); {
		switch {
		case line[i] == '`':
			n := codeSpan(line[i:])
			b.WriteString(line[i : i+n])
			i += n
		case tag().MatchString(line[i:min(i+2, len(line))]) && !link().MatchString(line[i:]):
			b.WriteString("&lt;")
			i++
		default:
			b.WriteByte(line[i])
			i++
		}
	}
	return b.String()
}

// codeSpan measures the code span at the start of s, or its backticks if none ends it.
func codeSpan(s string) int {
	ticks := len(s) - len(strings.TrimLeft(s, "`"))
	for i := ticks; i < len(s); i++ {
		if s[i] != '`' {
			continue
		}
		n := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if n == ticks {
			return i + n
		}
		i += n - 1
	}
	return ticks
}
