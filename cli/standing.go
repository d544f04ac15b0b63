package cli

import (
	"fmt"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// A standing is where the learner stands, with what a command works on.
type standing struct {
	progress.Standing
	catalogue *curriculum.Catalogue
	store     *store.Store
}

func (a *app) standing() (standing, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return standing{}, err
	}
	s := standing{catalogue: catalogue, store: a.store()}
	s.Standing, err = progress.Read(catalogue, s.store)
	return s, err
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
