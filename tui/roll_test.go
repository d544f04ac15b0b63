package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/tui/theme"
)

// tall is rows of given heights, which count how often one was laid out.
type tall struct {
	heights []int
	laid    *int
}

func (t tall) count() int { return len(t.heights) }

func (t tall) lines(row int, first, picked bool) []string {
	*t.laid++
	if row == 0 && !first {
		panic("nothing is before the first row")
	}
	sign := " "
	if picked {
		sign = ">"
	}
	lines := []string{fmt.Sprint(sign, row)}
	if first {
		lines = append([]string{"heading"}, lines...)
	}
	for len(lines) < t.heights[row] {
		lines = append(lines, "more")
	}
	return lines
}

func (t tall) high(row int, first bool) int { return len(t.lines(row, first, false)) }

// Whatever is pressed, the row under the cursor shows, and no more lines than there are.
func TestTheCursorOfARollIsInView(t *testing.T) {
	look := theme.New(theme.Dark(), false)
	keys := []string{"down", "down", "down", "up", "pgdown", "pgup", "home", "end"}
	for seed := range uint64(200) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		in := tall{heights: make([]int, rnd.IntN(40)), laid: new(int)}
		for i := range in.heights {
			in.heights[i] = 1 + rnd.IntN(4)
		}
		r := roll{}.fit(6+rnd.IntN(12), in)
		for range 60 {
			if rnd.IntN(8) == 0 {
				r = r.fit(6+rnd.IntN(12), in)
			} else {
				r, _ = r.update(keyNamed(keys[rnd.IntN(len(keys))]), in)
			}
			lines := strings.Split(r.draw(in, look), "\n")
			if len(lines) > r.height {
				t.Fatalf("seed %d: %d lines in %d", seed, len(lines), r.height)
			}
			if in.count() > 0 && !strings.Contains(strings.Join(lines, "\n"), fmt.Sprint(">", r.at)) {
				t.Fatalf("seed %d: row %d does not show:\n%s", seed, r.at, strings.Join(lines, "\n"))
			}
		}
	}
}

func TestAClickFindsTheRowThatShowsThere(t *testing.T) {
	in := tall{heights: []int{2, 1, 3, 1, 1, 2, 1, 1}, laid: new(int)}
	r := roll{}.fit(7, in)
	for range 4 {
		r, _ = r.update(keyNamed("down"), in)
	}
	for y, line := range strings.Split(r.draw(in, theme.New(theme.Dark(), false)), "\n") {
		next, clicked := r.update(tea.MouseClickMsg{Y: y, Button: tea.MouseLeft}, in)
		var row int
		if n, _ := fmt.Sscan(strings.TrimLeft(line, "> "), &row); n == 1 && (!clicked || next.at != row) {
			t.Errorf("a click on %q chose %d", line, next.at)
		}
	}
}

// Ten thousand rows are no more work than ten.
func TestARollLaysOutWhatShows(t *testing.T) {
	in := tall{heights: make([]int, 10_000), laid: new(int)}
	for i := range in.heights {
		in.heights[i] = 2
	}
	r := roll{}.fit(30, in)
	r.at = 5_000
	*in.laid = 0
	r, _ = r.update(keyNamed("down"), in)
	r.draw(in, theme.New(theme.Dark(), false))
	if *in.laid > 300 {
		t.Errorf("a key and a frame laid out %d rows", *in.laid)
	}
}
