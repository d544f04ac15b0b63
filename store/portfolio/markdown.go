package portfolio

import (
	"fmt"
	"strings"

	"waymark/store/lazy"
)

// Markdown is the page as CommonMark. The owner's words stand as they were typed:
// what would be markup in them is escaped.
func (p Page) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", escaped(p.title()))
	if p.Department != "" {
		fmt.Fprintf(&b, "%s, ", escaped(p.Department))
	}
	b.WriteString(day(p.Made) + "\n")
	if len(p.Badges) > 0 {
		b.WriteString("\n## Badges\n")
	}
	for _, badge := range p.Badges {
		fmt.Fprintf(&b, "\n### %s\n\n", escaped(badge.Title))
		for _, e := range badge.Evidence {
			fmt.Fprintf(&b, "- %s\n", escaped(e))
		}
	}
	if len(p.Pieces) > 0 {
		b.WriteString("\n## Work\n")
	}
	for _, piece := range p.Pieces {
		piece.markdown(&b)
	}
	if len(p.Modules) > 0 {
		b.WriteString("\n## Lessons\n")
	}
	for _, m := range p.Modules {
		fmt.Fprintf(&b, "\n### %s\n\n%d of %d lessons\n\n", escaped(m.Title), len(m.Lessons), m.Total)
		for _, l := range m.Lessons {
			fmt.Fprintf(&b, "- %s\n", escaped(l))
		}
	}
	fmt.Fprintf(&b, "\n---\n\n%s\n", colophon)
	return []byte(b.String())
}

func (p Piece) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s\n\n%s", escaped(p.Title), escaped(p.Kind))
	if p.Date != "" {
		b.WriteString(", " + day(p.Date))
	}
	b.WriteString("\n")
	part := func(label, text string) {
		if text != "" {
			fmt.Fprintf(b, "\n**%s**\n\n%s\n", escaped(label), text)
		}
	}
	for _, f := range p.Fields {
		if f.Exact {
			part(f.Label, fenced(f.Text))
			continue
		}
		part(f.Label, escaped(f.Text))
	}
	part("Lessons", escaped(strings.Join(p.Lessons, "; ")))
	for _, card := range p.Entries {
		part("From the journal", escaped(cardWords(card)))
	}
	part("Rests on", p.rests())
	part("Attested", escaped(p.attested()))
}

var (
	// marksInline are characters that can be markup anywhere in a line.
	marksInline = lazy.Regexp("[\\\\`*_\\[\\]<>&~|#$]")
	// marksBegin are beginnings of a line that can make a block of it.
	marksBegin = lazy.Regexp(`^([+=-]|[0-9]+[.)])`)
	ticks      = lazy.Regexp("`+")
)

// escaped is a text that a Markdown renderer shows as it was typed, line by line.
func escaped(text string) string {
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

// fenced is a text as a block of code, whatever stands in it.
func fenced(text string) string {
	fence := "```"
	for _, run := range ticks().FindAllString(text, -1) {
		if len(run) >= len(fence) {
			fence = run + "`"
		}
	}
	return fence + "\n" + text + "\n" + fence
}
