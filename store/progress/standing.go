package progress

import (
	"cmp"
	"errors"
	"fmt"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/parallel"
)

// A Standing is where a learner stands: who, what was done, and how far that is.
type Standing struct {
	Profile  store.Profile
	Did      map[string]store.Lesson // by lesson id
	Path     Pathway                 // zero before a pathway was chosen
	Checks   []store.Check           // oldest first
	Cards    []store.Card            // the review pile, without cards that no pack in use asks any more
	Given    []Given                 // by leads: store/team fills it in; empty where nobody gave anything
	Policies []Policy                // rules that the pathway's lessons state, or others that are complete
	Days     []store.Day             // on which something was done, oldest first: see recentDays
}

// Read fetches where the learner of a store stands. If the pathway is in none
// of the packs in use the error is curriculum.ErrNotFound, and the rest of the
// standing is there all the same.
func Read(c *curriculum.Catalogue, s *store.Store) (Standing, error) {
	var at Standing
	var err error
	if at.Profile, err = s.Profile(); err != nil {
		return at, err
	}
	if err = at.readRecords(s); err != nil {
		return at, err
	}
	at.Cards = asked(c, at.Cards)
	at.Path, err = Of(c, at.Profile.Pathway, at.Did)
	if err == nil && at.Path.ID != at.Profile.Pathway { // another one, whose id begins with it
		at.Path, err = Pathway{}, curriculum.ErrNotFound
	}
	if errors.Is(err, curriculum.ErrNotFound) {
		err = fmt.Errorf("your pathway %s is not in the packs in use; add its folder with --pack, or choose another pathway: %w", at.Profile.Pathway, err)
	}
	if failed := at.readPolicies(c, s); failed != nil {
		return at, failed
	}
	return at, err
}

// readRecords fetches what was done, side by side: the first frame of the program waits for it.
func (at *Standing) readRecords(s *store.Store) error {
	reads := []func() error{
		func() (err error) { at.Days, err = recentDays(s); return err },
		func() (err error) { at.Did, err = s.Lessons(); return err },
		func() (err error) { at.Checks, err = s.Checks(); return err },
		func() (err error) { at.Cards, err = s.Cards(); return err },
	}
	errs := make([]error, len(reads)) // of which one is said: they may all be the same
	_ = parallel.For(len(reads), func(i int) error { errs[i] = reads[i](); return nil })
	return cmp.Or(errs...)
}

// Module returns a module as the learner has it, in the way of Catalogue.Module:
// with the lessons that the pathway takes from it, or with all of its lessons
// where the pathway takes none.
func (at Standing) Module(c *curriculum.Catalogue, id string) (Module, error) {
	module, err := c.Module(id)
	if err != nil {
		return Module{}, err
	}
	for _, m := range at.Path.Modules {
		if m.ID == module.ID {
			return m, nil
		}
	}
	m := Module{Module: module}
	for _, id := range module.Lessons {
		l, err := lessonOf(c, id, at.Did[id])
		if err != nil {
			return Module{}, err
		}
		m.add(l)
		m.Tests = m.Tests || c.HasBank(id)
	}
	return m, nil
}

// recentDays are the last days on which something was done: as many as twelve
// weeks have, or as the days in a row reach back.
func recentDays(s *store.Store) ([]store.Day, error) {
	var days []store.Day
	before := ""
	for n := 7 * 12; ; n *= 4 { // whoever is in a row of months is asked for years, in few steps
		earlier, err := s.LastDays(n, before)
		days = append(earlier, days...)
		if err != nil || len(earlier) < n || !inARow(days) {
			return days, err
		}
		before = days[0].Date
	}
}

// inARow reports that the days in a row reach back to the first of these.
func inARow(days []store.Day) bool {
	learned := 0
	for _, d := range days {
		if d.Learned > 0 {
			learned++
		}
	}
	return Streak(days, days[len(days)-1].Last) == learned
}
