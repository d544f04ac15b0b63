package tui

import (
	"strconv"

	"github.com/charmbracelet/x/ansi"

	"waymark/store/progress"
	"waymark/tui/theme"
)

// sign is the symbol of a state, in its colour.
func sign(look theme.Theme, s progress.State) string {
	switch s {
	case progress.Done:
		return look.Good.Render(look.Symbols.Full)
	case progress.Started:
		return look.Warn.Render(look.Symbols.Half)
	}
	return look.Dim.Render(look.Symbols.Empty)
}

// crumb separates the levels of a title.
func crumb(look theme.Theme) string { return look.Symbols.Crumb }

// countOf is a number with its noun.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// clip cuts text to width cells.
func clip(text string, width int) string { return ansi.Truncate(text, width, "…") }
