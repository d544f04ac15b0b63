// Package portfolio makes a page of what somebody did and wants to show: pieces of
// work, badges and lessons. The type Page is the list of what it holds; of an entry
// of the journal it holds no more than its owner shares.
package portfolio

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// Format names the layout of the JSON file.
const Format = "waymark-portfolio/1"

// A Page is a portfolio as it leaves the machine.
type Page struct {
	Format     string   `json:"format"`
	Name       string   `json:"name"`       // of its owner; may be empty
	Department string   `json:"department"` // in words; may be empty
	Made       string   `json:"made"`       // ISO date
	Badges     []Badge  `json:"badges"`     // those that were earned
	Pieces     []Piece  `json:"pieces"`
	Modules    []Module `json:"modules"` // with the lessons that were done
}

// A Badge is an earned badge and what it was earned by, in words.
type Badge struct {
	Title    string   `json:"title"`
	Evidence []string `json:"evidence"`
}

// A Piece is a portfolio piece in its owner's words.
type Piece struct {
	ID             string            `json:"id"`
	Kind           string            `json:"kind"` // in words
	Title          string            `json:"title"`
	Date           string            `json:"date"`   // ISO date of the work; may be empty
	Fields         []Field           `json:"fields"` // those that were filled in
	Lessons        []string          `json:"lessons"`
	Entries        []store.EntryCard `json:"entries"`         // those that are shared
	PrivateEntries int               `json:"private_entries"` // how many more it rests on
	AttestedBy     string            `json:"attested_by"`
	AttestedOn     string            `json:"attested_on"` // ISO date
}

// A Field is one part of a piece.
type Field struct {
	Label  string `json:"label"`
	Text   string `json:"text"`
	Choice bool   `json:"choice"` // one of a few given words
	Exact  bool   `json:"exact"`  // a prompt or an example, where every space counts
}

// A Module is a module of the curriculum with the lessons that were done.
type Module struct {
	Title   string   `json:"title"`
	Total   int      `json:"total"`   // lessons that it has
	Lessons []string `json:"lessons"` // titles
}

// Make puts a page together from the chosen pieces, in their order, on a day. The
// error is that of reading the packs.
func Make(c *curriculum.Catalogue, w progress.Work, department string, chosen []store.Piece, on time.Time) (Page, error) {
	p := Page{
		Format: Format, Name: clean.Line(w.Name), Department: clean.Line(curriculum.DepartmentTitle(department)), Made: on.Format(time.DateOnly),
		Badges: []Badge{}, Pieces: []Piece{}, Modules: modules(c, w.Did),
	}
	badges, err := progress.Badges(c, w)
	if err != nil {
		return p, err
	}
	for _, b := range badges {
		if !b.Earned {
			continue
		}
		earned := Badge{Title: b.Title, Evidence: []string{}}
		for _, part := range b.Parts {
			earned.Evidence = append(earned.Evidence, part.Text)
		}
		p.Badges = append(p.Badges, earned)
	}
	for _, piece := range chosen {
		p.Pieces = append(p.Pieces, pieceOf(c, w, piece))
	}
	return p, nil
}

// modules are those in which a lesson is done or known.
func modules(c *curriculum.Catalogue, did map[string]store.Lesson) []Module {
	all := []Module{}
	for _, m := range c.Modules() {
		shown := Module{Title: m.Title, Total: len(m.Lessons)}
		for _, id := range m.Lessons {
			if l, err := c.Lesson(id); err == nil && progress.StateOf(did[id]).Complete() {
				shown.Lessons = append(shown.Lessons, l.Title)
			}
		}
		if len(shown.Lessons) > 0 {
			all = append(all, shown)
		}
	}
	return all
}

// pieceOf is a piece as the page shows it.
func pieceOf(c *curriculum.Catalogue, w progress.Work, piece store.Piece) Piece {
	kind, _ := store.PieceKindOf(piece.Kind)
	p := Piece{
		ID: piece.ID, Kind: kind.Name, Title: clean.Line(piece.Title), Date: piece.Date, Fields: []Field{},
		Lessons: []string{}, Entries: []store.EntryCard{}, AttestedBy: clean.Line(piece.AttestedBy), AttestedOn: piece.AttestedOn,
	}
	apart := []string{"title", "date", "experiments", "lessons", "attested_by", "attested_on"}
	exact := []string{"prompt", "example_in", "example_out"}
	for _, f := range kind.AllFields() {
		if text := clean.Text(f.Of(piece)); text != "" && !slices.Contains(apart, f.Name) {
			p.Fields = append(p.Fields, Field{f.Label, text, f.Form == store.ChoiceField, slices.Contains(exact, f.Name)})
		}
	}
	for _, id := range piece.Lessons {
		title := id
		if l, err := c.Lesson(id); err == nil {
			title = l.Title
		}
		p.Lessons = append(p.Lessons, clean.Line(title))
	}
	for _, id := range piece.Experiments {
		at := slices.IndexFunc(w.Experiments, func(x store.Experiment) bool { return x.ID == id })
		if at >= 0 && w.Experiments[at].Visibility != store.Private && !w.Experiments[at].Blind {
			p.Entries = append(p.Entries, w.Experiments[at].Card())
		} else {
			p.PrivateEntries++
		}
	}
	return p
}

// JSON is the page for programs.
func (p Page) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(p, "", "  ")
	return append(text, '\n'), err
}

// Encode is the page in a format: "md", "html" or "json".
func (p Page) Encode(format string) ([]byte, error) {
	switch format {
	case "md":
		return p.Markdown(), nil
	case "html":
		return p.HTML()
	case "json":
		return p.JSON()
	}
	return nil, fmt.Errorf("there is no format %q: choose md, html or json", format)
}

// FormatOf is the format that the name of a file asks for.
func FormatOf(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm":
		return "html"
	case ".json":
		return "json"
	}
	return "md"
}
