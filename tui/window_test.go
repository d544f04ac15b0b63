package tui

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A size that is told twice lays nothing out again.
func TestTheSameSizeTwice(t *testing.T) {
	d := drive(t, 80, 24).press("enter").see("page 1 of")
	before := d.model.View().Content
	next, cmd := d.model.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if cmd != nil {
		t.Error("the screens have something to do")
	}
	if next.View().Content != before {
		t.Error("another frame is drawn")
	}
	if _, cmd := next.Update(tea.WindowSizeMsg{Width: 60, Height: 24}); cmd == nil {
		t.Error("another size is nothing to lay out for")
	}
}

// Whatever size a terminal claims, a frame of that size is drawn, up to the largest.
func TestEachSizeOfAWindow(t *testing.T) {
	sides := func(most int) []int { return []int{math.MinInt32, 0, 1, 2, 11, 12, 39, 40, 80, most, math.MaxInt32} }
	for _, keys := range [][]string{{"enter"}, {"2"}, {"n"}, {"5"}, {"?"}} {
		t.Run(strings.Join(keys, " "), func(t *testing.T) {
			t.Parallel()
			d := drive(t, 80, 24).press(keys...)
			for _, width := range sides(maxWidth) {
				for _, height := range sides(maxHeight) {
					d.send(tea.WindowSizeMsg{Width: width, Height: height})
					d.fits(width, height)
				}
			}
		})
	}
}

// fits holds the frame to the window: no panic, as many lines as it has, none too wide.
func (d *driver) fits(width, height int) {
	d.t.Helper()
	width, height = max(0, min(width, maxWidth)), max(0, min(height, maxHeight))
	content := d.model.View().Content
	if width == 0 || height == 0 {
		if content != "" {
			d.t.Errorf("%d x %d: something is drawn: %q", width, height, content)
		}
		return
	}
	lines := strings.Split(content, "\n")
	if len(lines) != height {
		d.t.Errorf("%d x %d: %d lines", width, height, len(lines))
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			d.t.Errorf("%d x %d: line %d has %d cells: %q", width, height, i, w, ansi.Strip(line))
		}
	}
}

// Somebody drags the edge of the window while working. The number in the name of a trial
// is its seed.
func TestResizesWithKeysBetween(t *testing.T) {
	const resizes = 500
	keys := []string{
		"1", "2", "3", "4", "5", "6", "up", "down", "left", "right", "enter", "esc", "esc", "tab", "space", "pgup", "pgdown",
		"home", "end", "a", "b", "c", "x", "n", "s", "?", "/", ",", "u", "backspace", "ctrl+s",
	}
	walks := uint64(1)
	if os.Getenv("WAYMARK_PROOFS") == "all" {
		walks = 20
	}
	for seed := range walks {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(20261126, seed))
			d := drive(t, 80, 24)
			for range resizes {
				width, height := random.IntN(maxWidth+20), random.IntN(maxHeight+20)
				if random.IntN(5) > 0 {
					width, height = random.IntN(130), random.IntN(50)
				}
				d.send(tea.WindowSizeMsg{Width: width, Height: height})
				for range random.IntN(3) {
					d.press(keys[random.IntN(len(keys))])
				}
				d.fits(width, height)
			}
			d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
			for range 5 {
				d.press("esc")
			}
			checkFrame(t, d.press("1").model.View().Content, 80, 24)
		})
	}
}
