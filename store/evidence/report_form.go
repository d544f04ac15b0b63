package evidence

import (
	_ "embed" // the page's template and its style
	"fmt"
	"strings"

	"waymark/store/clean"
	"waymark/store/webpage"
)

//go:embed report.html.tmpl
var pageTemplate string

//go:embed report.css
var pageStyle string

// Markdown is the report as CommonMark with tables. What people wrote is escaped.
func (p Pack) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", literal(p.title()), p.Made)
	for _, s := range p.sections() {
		fmt.Fprintf(&b, "\n## %s\n", s.Title)
		for _, words := range s.Words {
			fmt.Fprintf(&b, "\n%s\n", literal(words))
		}
		if len(s.Points) > 0 {
			b.WriteString("\n")
		}
		for _, point := range s.Points {
			fmt.Fprintf(&b, "- %s\n", literal(point))
		}
		if len(s.Rows) > 0 {
			b.WriteString("\n| " + strings.Join(s.Columns, " | ") + " |\n" + strings.Repeat("| --- ", len(s.Columns)) + "|\n")
		}
		for _, row := range s.Rows {
			for _, c := range row {
				b.WriteString("| " + c.markdown() + " ")
			}
			b.WriteString("|\n")
		}
	}
	return []byte(b.String())
}

// literal is a text on one line, as it was typed.
func literal(text string) string { return clean.Literal(clean.Line(text)) }

func (c cell) markdown() string {
	if c.File == "" {
		return literal(c.Text)
	}
	return "[" + literal(c.Text) + "](" + c.File + ")"
}

// HTML is the report for a browser: one page that needs no other, without a script, in
// dark and light, and fit for printing. Nobody's words are markup in it.
func (p Pack) HTML() ([]byte, error) {
	return webpage.Kind{Markup: pageTemplate, Style: pageStyle}.Make(p.title(), struct {
		Title, Made string
		Sections    []section
	}{p.title(), p.Made, p.sections()})
}
