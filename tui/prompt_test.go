package tui

import "testing"

// An empty line is answered, and a line that is filled in says how to empty it.
func TestAPromptSaysWhatItLacks(t *testing.T) {
	d := drive(t, 80, 24).press("6", "i", "down", "enter", "enter").see("Type something first, or Esc to leave.")
	d.write(d.store.Dir()).press("enter").see("Name of the team", "No snapshot is there yet.").not("empty the line").press("enter").see("A name is needed, or Esc to leave.")
	drive(t, 80, 24, sentOnce).press("6", "s", "f").see("Ctrl+U empty the line").press("ctrl+u").not("/srv/ward-3")
}
