package team

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// Standing is progress.Read with what leads gave to the learner, or waived, in the team
// files that the learner accepted. Errors are as there: with curriculum.ErrNotFound the
// rest is there all the same.
func Standing(c *curriculum.Catalogue, s *store.Store) (progress.Standing, error) {
	at, lost := progress.Read(c, s)
	if lost != nil && !errors.Is(lost, curriculum.ErrNotFound) {
		return at, lost
	}
	files, err := Accepted(s)
	if err != nil || len(files) == 0 {
		return at, cmp.Or(err, lost)
	}
	learner, _, err := s.Identity()
	if err != nil {
		return at, err
	}
	for _, f := range files {
		for _, g := range f.For(learner) {
			given, err := givenOf(c, at, f, g)
			if err != nil {
				return at, err
			}
			at.Given = append(at.Given, given)
		}
	}
	return at, lost
}

// givenOf names a module that is in no pack in use by its id.
func givenOf(c *curriculum.Catalogue, at progress.Standing, f File, g Given) (progress.Given, error) {
	m, err := at.Module(c, g.Module)
	if errors.Is(err, curriculum.ErrNotFound) || err == nil && m.ID != g.Module { // another one, whose id begins with it
		m, err = progress.Module{Module: curriculum.Module{ID: g.Module, Title: g.Module}}, nil
	}
	return progress.Given{Module: m, Due: g.Due, Waived: g.Waived, Reason: g.Reason, From: f.Lead.Name}, err
}

// Offered is the team file that lies beside a snapshot that was just sent, where it is
// one that the learner has not accepted yet: of another team, key or number. A file that
// cannot be read as one is none: nobody asked for it.
func Offered(s *store.Store, sent string) (path string, f File, err error) {
	path = filepath.Join(filepath.Dir(sent), FileName)
	f, signed, unread := ReadFile(path)
	if unread != nil {
		return "", File{}, nil
	}
	kept, err := s.AcceptedTeams()
	if err != nil {
		return "", File{}, err
	}
	known := slices.ContainsFunc(kept, func(a store.Accepted) bool {
		return a.Team == f.Team && a.Key == signed.Signer && a.Number >= f.Number
	})
	if known {
		return "", File{}, nil
	}
	return path, f, nil
}

// Changes are what a team file says otherwise than the one that was accepted before, as
// far as it concerns one learner.
type Changes struct {
	Title   bool
	Lead    bool // the name, not the key
	Ceiling bool
	Given   []Given // new, or with another day or reason
	Gone    []Given // taken back
	Cards   int     // on the wall that were not there
}

// None reports that nothing changed for the learner.
func (c Changes) None() bool {
	return !c.Title && !c.Lead && !c.Ceiling && len(c.Given) == 0 && len(c.Gone) == 0 && c.Cards == 0
}

// Since compares the file with the one before it, for a learner.
func (f File) Since(before File, learner string) Changes {
	c := Changes{Title: f.Title != before.Title, Lead: f.Lead.Name != before.Lead.Name, Ceiling: f.Ceiling != before.Ceiling}
	then, now := before.For(learner), f.For(learner)
	for _, g := range now {
		if !slices.Contains(then, g) {
			c.Given = append(c.Given, g)
		}
	}
	for _, g := range then {
		if !slices.ContainsFunc(now, func(n Given) bool { return n.Module == g.Module }) {
			c.Gone = append(c.Gone, g)
		}
	}
	hung := map[string]bool{}
	for _, w := range before.Wall {
		hung[w.Card.ID] = true
	}
	for _, w := range f.Wall {
		if !hung[w.Card.ID] {
			c.Cards++
		}
	}
	return c
}

// CeilingWords name the team that lowers how much a snapshot tells from what the learner
// chose; empty where none does.
func CeilingWords(files []File, sharing string) string {
	chosen := snapshot.ProfileOf(sharing, "")
	if snapshot.ProfileOf(sharing, Ceiling(files)) == chosen {
		return ""
	}
	var teams []string
	lowest := Ceiling(files)
	for _, f := range files {
		if string(f.Ceiling) == lowest {
			teams = append(teams, f.Title)
		}
	}
	return strings.Join(teams, ", ") + " asks for no more than " + lowest + ", so " + string(chosen) + " tells no more than that"
}
