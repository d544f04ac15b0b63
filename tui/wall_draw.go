package tui

import (
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// drawCard lays out all that a shared card says. What failed looks like what worked.
func drawCard(s *sheet, look theme.Theme, c teams.WallCard) {
	card := c.Card
	s.add(noRow, look.Strong.Render(clean.Line(card.Title)))
	by := nonEmpty(clean.Line(c.Name), curriculum.DepartmentTitle(c.Department), dayWords(card.Shared))
	s.add(noRow, look.Dim.Render(strings.Join(by, " "+look.Symbols.Dot+" ")))
	s.hang(noRow, verdictSign(look, card.Verdict)+" ", strings.Join(nonEmpty(card.Verdict.String(), taskName(card.Task)), " "+look.Symbols.Dot+" "))
	if card.Learning != "" {
		s.hang(noRow, "  ", clean.Line(card.Learning))
	}
	if card.Broke != "" {
		s.hang(noRow, "  ", look.Dim.Render("What broke: ")+clean.Text(card.Broke))
	}
	if card.Record != "" {
		s.hang(noRow, "  ", "The full record is shared, too: a file of its own beside the snapshot.")
	}
}

// taskName is a type of task in words, or its id where this version knows none.
func taskName(id string) string {
	for _, t := range store.Tasks() {
		if t.ID == id {
			return t.Name
		}
	}
	return clean.Line(id)
}
