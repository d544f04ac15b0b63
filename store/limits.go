package store

import (
	"unicode/utf8"

	"waymark/store/clean"
)

const (
	maxID   = 200     // characters
	maxText = 1 << 20 // characters
)

// checkIDs refuses ids that could not be keys.
func checkIDs(ids ...string) error {
	for _, id := range ids {
		if id == "" || id != clean.Line(id) {
			return invalid("the id %q: it may not be empty or hold invisible characters", id)
		}
		if err := checkLength("id", id, maxID); err != nil {
			return err
		}
	}
	return nil
}

func checkLength(what, text string, most int) error {
	if n := utf8.RuneCountInString(text); n > most {
		return invalid("the %s has %d characters; shorten it to %d", what, n, most)
	}
	return nil
}
