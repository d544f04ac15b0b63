package tui

import (
	"fmt"
	"testing"

	teams "waymark/store/team"
)

// A frame is what a key press costs on the screen.
func BenchmarkFrame(b *testing.B) {
	for _, bench := range []struct {
		name string
		keys []string
	}{{"today", nil}, {"lesson", []string{"enter"}}, {"item", []string{"enter", "right", "right"}}, {"journal", []string{"4"}}} {
		b.Run(bench.name, func(b *testing.B) {
			d := drive(b, 120, 40, busy).press(bench.keys...)
			for b.Loop() {
				d.model.View()
			}
		})
	}
}

func BenchmarkKey(b *testing.B) {
	d := drive(b, 120, 40, busy).press("2")
	down, up := keyNamed("down"), keyNamed("up")
	for b.Loop() {
		d.model, _ = d.model.Update(down)
		d.model, _ = d.model.Update(up)
	}
}

// A key on a board of 10,000 people.
func BenchmarkTeamKey(b *testing.B) {
	d := drive(b, 120, 40, busy).press("6")
	board := teams.Board{Modules: make([]string, 7), Rows: make([]teams.Row, 10_000)}
	for i := range board.Rows {
		board.Rows[i] = teams.Row{ID: fmt.Sprint(i), Name: fmt.Sprint("Learner ", i), Cells: make([]teams.Cell, 7)}
	}
	d.model, _ = d.model.Update(teamMsg{board: board})
	down, up := keyNamed("down"), keyNamed("up")
	for b.Loop() {
		d.model, _ = d.model.Update(down)
		d.model, _ = d.model.Update(up)
	}
}
