package portfolio

import (
	"slices"

	"waymark/store/clean"
	"waymark/store/scan"
)

// A Warning is a part of a page that a person should look at before it is written.
type Warning struct {
	Where string // in words: `"Problem" of "Refund template"`
	What  string // "an e-mail address"
	Part  string // the words themselves
}

// Warnings are what the scan marks on the page.
func (p Page) Warnings() []Warning {
	var all []Warning
	look := func(where, text string) {
		for _, m := range scan.Text(text) {
			all = append(all, Warning{where, m.What, clean.Line(text[m.Start:m.End])})
		}
	}
	look("Your name", p.Name)
	for _, piece := range p.Pieces {
		of := " of \"" + piece.Title + "\""
		look("A title", piece.Title)
		for _, f := range piece.Fields {
			if !f.Choice {
				look("\""+f.Label+"\""+of, f.Text)
			}
		}
		look("Attested by"+of, piece.AttestedBy)
		for _, card := range piece.Entries {
			for _, text := range slices.Compact([]string{card.Title, card.Learning, card.Broke}) {
				look("An entry"+of, text)
			}
		}
	}
	return all
}
