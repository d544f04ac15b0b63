package team

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/oklog/ulid/v2"

	"waymark/store/clean"
	"waymark/store/snapshot"
)

// Limits of what a team file may say. They are those of the snapshots that it draws on.
const (
	maxLine  = 300   // characters of a line
	maxBroke = 1_000 // characters of what broke
	maxGiven = 100_000
)

// check refuses what no lead's program would write.
func (f File) check() error {
	wrong := func(what string) error { return fmt.Errorf("%w: %s", ErrFile, what) }
	if f.Format != FileFormat {
		return wrong("its format is not " + FileFormat)
	}
	if _, err := ulid.ParseStrict(f.Team); err != nil || f.Number < 1 {
		return wrong("it has no id or number")
	}
	if !isDay(f.Made) {
		return wrong("it was made on no day")
	}
	if f.Ceiling != "" && !slices.Contains(snapshot.Profiles(), f.Ceiling) {
		return wrong("its ceiling is no profile")
	}
	if len(f.Wall) > MostOnWall || len(f.Given) > maxGiven {
		return wrong("it is too long")
	}
	lines := []string{f.Title, f.Lead.Name, f.Lead.Key, f.Previous}
	for _, g := range f.Given {
		if g.Module == "" || !isDay(g.Made) || g.Due != "" && !isDay(g.Due) {
			return wrong("it gives no module, or on or for no day")
		}
		lines = append(lines, g.Learner, g.Module, g.Reason)
	}
	for _, w := range f.Wall {
		c := w.Card
		if _, err := ulid.ParseStrict(c.ID); err != nil || !isDay(c.Shared) || c.Record != "" {
			return wrong("a card on its wall has no id or no day, or more than a card has")
		}
		if c.Broke != clean.Text(c.Broke) || utf8.RuneCountInString(c.Broke) > maxBroke {
			return wrong("a card on its wall is too long, or holds characters that cannot be seen")
		}
		lines = append(lines, w.Name, c.Title, c.Task, string(c.Verdict), c.Learning)
	}
	for _, line := range lines {
		if line != clean.Line(line) || utf8.RuneCountInString(line) > maxLine {
			return wrong("a line in it is too long, or holds characters that cannot be seen")
		}
	}
	return nil
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
