package curriculum

import (
	"fmt"
	"slices"
	"strings"
)

// A document is the parsed text of a lesson, with the examples of all
// departments.
type document struct {
	pages       []documentPage
	items       []Item
	cards       []Card
	exercises   []Exercise
	experiments []Experiment
	drills      []Drill
	lines       map[string]int // where a block begins: by item, card and scenario id, "exercise", "experiment", "cards"
	faults      []*fault

	language, remark string // see Body
	law              bool   // see Body
}

// A documentPage is a page before the examples are in place.
type documentPage struct {
	Page
	line  int // of its heading or block
	parts []part
}

// A part is a stretch of a page: text for everyone, or an example for some.
type part struct {
	line int
	text string
	only []string // the departments of an example; nil for everyone
}

// readDocument reads and parses the body of a lesson. The error is its first
// fault.
func readDocument(s *source, l Lesson) (document, error) {
	text, err := s.text(l.File)
	if err != nil {
		return document{}, err
	}
	doc := parseDocument(l, text)
	if len(doc.faults) > 0 {
		return document{}, doc.faults[0]
	}
	return doc, nil
}

// body puts the examples of a department in place.
func (d document) body(department string) Body {
	b := Body{Items: d.items, Cards: d.cards, Language: d.language, Remark: d.remark, law: d.law}
	if len(d.exercises) > 0 {
		b.Exercise = d.exercises[0]
	}
	if len(d.experiments) > 0 {
		b.Experiment = d.experiments[0]
	}
	for _, p := range d.pages {
		page := p.Page
		page.Text = joinParts(p.parts, department)
		if len(p.parts) == 0 || page.Text != "" {
			b.Pages = append(b.Pages, page)
		}
	}
	return b
}

func joinParts(parts []part, department string) string {
	var texts []string
	for _, p := range parts {
		switch {
		case p.only == nil:
			texts = append(texts, p.text)
		case slices.Contains(p.only, department):
			texts = append(texts, quote("**EXAMPLE** "+p.text))
		}
	}
	return strings.Join(texts, "\n\n")
}

// quote writes text as a Markdown quote.
func quote(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("> "+l, " ")
	}
	return strings.Join(lines, "\n")
}

// A writer of a lesson may use these ids for no item: they are pages already.
var reservedIDs = []string{"exercise", "experiment"}

// finish gives every page its id: blocks have theirs, text takes the slug of
// its heading. A second page of the same name gets "-2", a third "-3".
func (d *document) finish() {
	taken := map[string]bool{}
	claim := func(base string) string {
		id := base
		for n := 2; taken[id]; n++ {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		taken[id] = true
		return id
	}
	for i, p := range d.pages {
		if len(p.parts) == 0 {
			d.pages[i].ID = claim(p.ID)
		}
	}
	for i, p := range d.pages {
		if len(p.parts) > 0 {
			d.pages[i].ID = claim(Slug(p.Heading))
		}
	}
}
