package portfolio

import (
	"fmt"
	"strings"

	"waymark/store/clean"
	"waymark/store/lazy"
	"waymark/store/webpage"
)

// Markdown is the page as CommonMark. The owner's words stand as they were typed:
// what would be markup in them is escaped.
func (p Page) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", clean.Literal(p.title()))
	if p.Department != "" {
		fmt.Fprintf(&b, "%s, ", clean.Literal(p.Department))
	}
	b.WriteString(webpage.Day(p.Made) + "\n")
	if len(p.Badges) > 0 {
		b.WriteString("\n## Badges\n")
	}
	for _, badge := range p.Badges {
		fmt.Fprintf(&b, "\n### %s\n\n", clean.Literal(badge.Title))
		for _, e := range badge.Evidence {
			fmt.Fprintf(&b, "- %s\n", clean.Literal(e))
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
		fmt.Fprintf(&b, "\n### %s\n\n%d of %d lessons\n\n", clean.Literal(m.Title), len(m.Lessons), m.Total)
		for _, l := range m.Lessons {
			fmt.Fprintf(&b, "- %s\n", clean.Literal(l))
		}
	}
	fmt.Fprintf(&b, "\n---\n\n%s\n", colophon)
	return []byte(b.String())
}

func (p Piece) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s\n\n%s", clean.Literal(p.Title), clean.Literal(p.Kind))
	if p.Date != "" {
		b.WriteString(", " + webpage.Day(p.Date))
	}
	b.WriteString("\n")
	part := func(label, text string) {
		if text != "" {
			fmt.Fprintf(b, "\n**%s**\n\n%s\n", clean.Literal(label), text)
		}
	}
	for _, f := range p.Fields {
		if f.Exact {
			part(f.Label, fenced(f.Text))
			continue
		}
		part(f.Label, clean.Literal(f.Text))
	}
	part("Lessons", clean.Literal(strings.Join(p.Lessons, "; ")))
	for _, card := range p.Entries {
		part("From the journal", clean.Literal(cardWords(card)))
	}
	part("Rests on", p.rests())
	part("Attested", clean.Literal(p.attested()))
}

var ticks = lazy.Regexp("`+")

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
