package tui

import (
	"image/color"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestFirstMinute draws what the README shows first: a newcomer learns something, notes an
// idea, and sees where they stand.
func TestFirstMinute(t *testing.T) {
	const width, height = 80, 24
	d := driveWith(t, width, height, Options{Dark: true})
	var scenes []scene
	shown := func() {
		s := scene{dark: d.model.View().Content, cursor: d.model.View().Cursor}
		d.light()
		s.light = d.model.View().Content
		d.send(tea.BackgroundColorMsg{Color: color.Black})
		scenes = append(scenes, s)
	}
	d.write("Ines").see("What shall we call you?")
	shown()
	d.press("enter", "up", "up", "up", "up", "up", "up", "up", "up", "up").see("Where do you work?")
	shown()
	d.press("enter", "enter", "enter", "enter").see("Good morning, Ines")
	shown()
	d.press("enter", "right").see("page 2")
	shown()
	d.press("right", "c").see("Predictive machine learning")
	shown()
	d.press("enter").see("Right")
	shown()
	d.press("esc", "n").write("Warmer tone in refund replies").see("New experiment")
	shown()
	d.press("enter").press("4").see("Warmer tone in refund replies")
	shown()
	d.press("5").see("Activity")
	shown()
	keepPicture(t, "first-minute.svg", animation(scenes, 2, width, height))
}
