package cli

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// However many modules there are and however long the names, the board fits 80
// columns and shows every module of everyone.
func TestBoardFits(t *testing.T) {
	modules := []string{"Foundations", "Prompt design", "Model evaluation", "Ethical AI", "Verantwortungsbewusstsein", ""}
	board := teamBoard{Modules: modules, freshness: freshness{1, 2, 9, "1 of 2 shared in the last 7 days; the oldest is 9 days old"}}
	for _, name := range []string{"Ada", "Maximiliane Wolkenstein-Trostburg 王小明"} {
		row := teamRow{person: person{Name: name}, LastActiveWeek: "2026-W48"}
		for range modules {
			row.Modules = append(row.Modules, &teamCell{State: "started", Done: 117, Total: 239})
		}
		board.People = append(board.People, row)
	}
	p := new(page)
	board.text(p)
	text := p.out.String()
	for line := range strings.Lines(text) {
		if w := ansi.StringWidth(line); w > columns {
			t.Errorf("%d columns: %s", w, line)
		}
	}
	if got, want := strings.Count(text, "117 of 239"), 2*len(modules); got != want {
		t.Errorf("%d cells, want %d:\n%s", got, want, text)
	}
	if t.Failed() {
		t.Log(text)
	}
}
