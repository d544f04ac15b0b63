package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waymark/store/clean"
)

// A Case is one input that every variant is given.
type Case struct {
	ID       string `json:"id"` // "0001", given by the store in the order in which they were added
	Name     string `json:"name,omitempty"`
	Input    string `json:"input,omitempty"`
	Expected string `json:"expected,omitempty"` // what a right answer says; may be empty
}

// Title is how lists name a case: by its name, or by its number.
func (c Case) Title() string {
	if c.Name != "" {
		return c.Name
	}
	return "case " + strings.TrimLeft(c.ID, "0")
}

func (c *Case) tidy() error {
	c.Name = clean.Line(c.Name)
	for what, text := range map[string]*string{"input": &c.Input, "expected answer": &c.Expected} {
		*text = strings.TrimSpace(clean.Text(*text))
		if err := checkLength(what+" of the case", *text, maxText); err != nil {
			return err
		}
	}
	if c.Name == "" && c.Input == "" {
		return invalid("a case with neither a name nor an input: give it one of them")
	}
	return checkLength("name of the case", c.Name, 200)
}

// KeepCases adds cases to the bench of an entry, or changes those with an ID. Once a
// case has outputs only its name and the expected answer change; its input is
// ErrLocked. Either all are kept or none.
func (s *Store) KeepCases(experiment string, cases ...Case) ([]Case, error) {
	cases = slices.Clone(cases)
	_, err := s.changeBench(experiment, "change the cases", func(t *tx, b Bench) error {
		next, room := b.nextCase(), MaxCases-len(b.Cases)
		for i := range cases {
			c := &cases[i]
			if err := c.tidy(); err != nil {
				return err
			}
			if c.ID == "" {
				c.ID = caseID(next)
				next, room = next+1, room-1
			} else if err := b.mayChangeCase(*c); err != nil {
				return err
			}
			if room < 0 || next > lastCase+1 {
				return invalid("a bench holds at most %d cases", MaxCases)
			}
			if err := t.append(experimentSubject(b.Experiment.ID), caseKept, *c); err != nil {
				return err
			}
		}
		return nil
	})
	return cases, err
}

// lastCase is the greatest number that an id of a case can tell.
const lastCase = 9999

func caseID(number int) string { return fmt.Sprintf("%04d", number) }

func (b Bench) nextCase() int {
	if len(b.Cases) == 0 {
		return 1
	}
	last, _ := strconv.Atoi(b.Cases[len(b.Cases)-1].ID)
	return last + 1
}

func (b Bench) mayChangeCase(c Case) error {
	old, found := b.Case(c.ID)
	switch {
	case !found:
		return notFound("the bench has no case %q", c.ID)
	case old.Input != c.Input && b.used("", c.ID):
		return lockedOutput("case %q", c.ID)
	}
	return nil
}

// RemoveCase takes a case from the bench that has no outputs and was never rated.
func (s *Store) RemoveCase(experiment, id string) error {
	_, err := s.changeBench(experiment, "change the cases", func(t *tx, b Bench) error {
		if _, found := b.Case(id); !found {
			return notFound("the bench has no case %q", id)
		}
		if b.used("", id) {
			return lockedOutput("case %q", id)
		}
		return t.append(experimentSubject(b.Experiment.ID), caseRemoved, idData{id})
	})
	return err
}

// Case returns the case with an id.
func (b Bench) Case(id string) (Case, bool) {
	for _, c := range b.Cases {
		if c.ID == id {
			return c, true
		}
	}
	return Case{}, false
}

func (t *tx) applyCase(e Event) error {
	if e.Kind == caseRemoved {
		return t.removePart(e, caseBucket)
	}
	var c Case
	if err := e.data(&c); err != nil {
		return err
	}
	return t.putPart(e, caseBucket, c.ID, c)
}
