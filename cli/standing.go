package cli

import (
	"errors"
	"fmt"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	teams "waymark/store/team"
)

// A standing is where the learner stands, with what a command works on.
type standing struct {
	progress.Standing
	catalogue *curriculum.Catalogue
	store     *store.Store
	now       time.Time
	lost      error // why the pathway of the learner is not there; nil where it is
}

func (a *app) standing() (standing, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return standing{}, err
	}
	s := standing{catalogue: catalogue, store: a.store(), now: a.now()}
	s.Standing, err = teams.Standing(catalogue, s.store)
	if errors.Is(err, curriculum.ErrNotFound) {
		s.lost, err = err, nil
	}
	return s, err
}

// lostNotes says on standard error that the learner's pathway is not there.
func lostNotes(lost error) []string {
	if lost == nil {
		return nil
	}
	return []string{"waymark: " + clean.Line(lost.Error())}
}

// pathwayTitle is the pathway in words, or its id where it is not to be found.
func pathwayTitle(c *curriculum.Catalogue, id string) string {
	if p, err := c.Pathway(id); err == nil {
		return p.Title
	}
	return id
}

// stamp writes a time as RFC 3339 in UTC; none is empty.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// minutes writes an effort in words.
func minutes(n int) string { return fmt.Sprintf("about %d min", n) }

// count writes a number with its noun: "1 lesson", "2 lessons".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
