package tui

import (
	"fmt"
	"strconv"
	"time"

	"github.com/charmbracelet/x/ansi"

	"waymark/store/progress"
	"waymark/tui/theme"
)

// symbol is the state as one character.
func symbol(look theme.Theme, s progress.State) string {
	switch s {
	case progress.Done:
		return look.Symbols.Full
	case progress.Started:
		return look.Symbols.Half
	case progress.TestedOut:
		return look.Symbols.Known
	}
	return look.Symbols.Empty
}

// sign is the symbol of a state, in its colour.
func sign(look theme.Theme, s progress.State) string {
	switch s {
	case progress.Done:
		return look.Good.Render(symbol(look, s))
	case progress.TestedOut:
		return look.Good.Render(symbol(look, s))
	case progress.Started:
		return look.Warn.Render(symbol(look, s))
	}
	return look.Dim.Render(symbol(look, s))
}

// stateWords is the state in words: what a passed check covers is known.
func stateWords(s progress.State) string {
	if s == progress.TestedOut {
		return "known"
	}
	return s.String()
}

// levelSign is how well something is shown as one character, in its colour.
func levelSign(look theme.Theme, l progress.Level) string {
	switch l {
	case progress.Applied:
		return look.Good.Render(look.Symbols.Star)
	case progress.Holds:
		return look.Good.Render(look.Symbols.Full)
	case progress.ShownOnce:
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

// dayWords is an ISO day as people write it.
func dayWords(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// weekWords says how long ago an ISO week ("2026-W48") is, seen from now.
func weekWords(week string, now time.Time) string {
	var year, number int
	if _, err := fmt.Sscanf(week, "%d-W%d", &year, &number); err != nil {
		return "never"
	}
	thisYear, thisNumber := now.ISOWeek()
	switch ago := weekStart(thisYear, thisNumber).Sub(weekStart(year, number)) / (7 * 24 * time.Hour); {
	case ago <= 0:
		return "this week"
	case ago == 1:
		return "last week"
	default:
		return fmt.Sprintf("%d weeks ago", ago)
	}
}

// weekStart is the Monday of an ISO week: the one that 4 January lies in is
// the first of its year.
func weekStart(year, week int) time.Time {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	return monday.AddDate(0, 0, 7*(week-1))
}
