package clean

import (
	"strings"

	"waymark/store/lazy"
)

var (
	// marksInline are characters that can be markup anywhere in a line.
	marksInline = lazy.Regexp("[\\\\`*_\\[\\]<>&~|#$]")
	// marksBegin are beginnings of a line that can make a block of it.
	marksBegin = lazy.Regexp(`^([+=-]|[0-9]+[.)])`)
)

// Literal is a text that a Markdown renderer shows as it was typed, line by line.
func Literal(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		line = marksInline().ReplaceAllString(line, `\$0`)
		if m := marksBegin().FindString(line); m != "" {
			line = m[:len(m)-1] + `\` + line[len(m)-1:]
		}
		if line != "" && i < len(lines)-1 && strings.TrimSpace(lines[i+1]) != "" {
			line += `\`
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}
