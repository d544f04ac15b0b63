package portfolio

import (
	_ "embed" // the page's template and style
	"fmt"
	"html/template"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/webpage"
)

//go:embed page.html.tmpl
var pageTemplate string

//go:embed page.css
var pageStyle string

// colophon stands at the end of every page.
const colophon = "Made with Waymark. The words are those of the person named above, and so are the names of those who stand for a piece: Waymark did not ask them."

// HTML is the page for a browser: one file that needs no other, without a script, in
// dark and light, and fit for printing. The owner's words stand as they were typed;
// nothing in them is markup.
func (p Page) HTML() ([]byte, error) {
	k := webpage.Kind{Markup: pageTemplate, Style: pageStyle, Words: template.FuncMap{
		"title": Page.title, "number": func(i int) int { return i + 1 }, "card": cardWords, "rests": Piece.rests,
		"attested": Piece.attested, "colophon": func() string { return colophon },
	}}
	return k.Make(p.title(), p)
}

func (p Page) title() string {
	if p.Name == "" {
		return "Portfolio"
	}
	return "Portfolio of " + p.Name
}

// cardWords is a shared entry in words.
func cardWords(c store.EntryCard) string {
	words := []string{fmt.Sprintf("%s (%s)", c.Title, c.Verdict)}
	if c.Task != "" {
		words = append(words, curriculum.TaskTitle(c.Task))
	}
	if c.Learning != "" {
		words = append(words, c.Learning)
	}
	if c.Broke != "" {
		words = append(words, "What broke: "+c.Broke)
	}
	return strings.Join(words, "\n")
}

// rests says how many entries a piece rests on that are not shown.
func (p Piece) rests() string {
	switch p.PrivateEntries {
	case 0:
		return ""
	case 1:
		return "one entry of a private journal"
	}
	return fmt.Sprintf("%d entries of a private journal", p.PrivateEntries)
}

// attested says who stands for a piece.
func (p Piece) attested() string {
	if p.AttestedBy == "" || p.AttestedOn == "" {
		return p.AttestedBy
	}
	return p.AttestedBy + ", on " + webpage.Day(p.AttestedOn)
}
