package team

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
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
// one that the learner has not accepted yet: of another team or key, or a later one, or
// another with the same number, as a lead's restored backup makes it. A file that
// cannot be read as one is none: nobody asked for it. Nor is that of a team which is led
// from here.
func Offered(s *store.Store, sent string) (path string, f File, err error) {
	path = filepath.Join(filepath.Dir(sent), FileName)
	f, signed, unread := ReadFile(path)
	if unread != nil {
		return "", File{}, nil //nolint:nilerr // see above
	}
	led, err := s.Teams()
	if err != nil || slices.ContainsFunc(led, func(t store.Team) bool { return t.ID == f.Team }) {
		return "", File{}, err
	}
	kept, err := s.AcceptedTeams()
	if err != nil {
		return "", File{}, err
	}
	known := slices.ContainsFunc(kept, func(a store.Accepted) bool {
		same := a.Number == f.Number && a.Hash == envelope.Hash(signed.Payload)
		return a.Team == f.Team && a.Key == signed.Signer && (a.Number > f.Number || same)
	})
	if known {
		return "", File{}, nil
	}
	return path, f, nil
}

// FileChanges are what a team file says otherwise than the one that was accepted before, as
// far as it concerns one learner.
type FileChanges struct {
	Title   bool
	Lead    bool // the name, not the key
	Ceiling bool
	Given   []Given // new, or with another day or reason
	Gone    []Given // taken back
	Cards   int     // on the wall that were not there
}

// None reports that nothing changed for the learner.
func (c FileChanges) None() bool {
	return !c.Title && !c.Lead && !c.Ceiling && len(c.Given) == 0 && len(c.Gone) == 0 && c.Cards == 0
}

// Since compares the file with the one before it, for a learner.
func (f File) Since(before File, learner string) FileChanges {
	c := FileChanges{Title: f.Title != before.Title, Lead: f.Lead.Name != before.Lead.Name, Ceiling: f.Ceiling != before.Ceiling}
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

// CeilingBy is Ceiling, with the titles of the teams that ask for it.
func CeilingBy(files []File) (ceiling snapshot.Profile, titles []string) {
	ceiling = snapshot.Profile(Ceiling(files))
	for _, f := range files {
		if ceiling != "" && f.Ceiling == ceiling {
			titles = append(titles, f.Title)
		}
	}
	return ceiling, titles
}

// Find is the path of a team file: path itself, or the file in it where it is a folder. A
// leading "~" stands for the home folder.
func Find(path string) (string, error) {
	path = snapshot.Expand(path)
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		path = filepath.Join(path, FileName)
		_, err = os.Stat(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "", snapshot.MissingError{Message: "there is no team file " + path + "; check the spelling, or ask your lead where they publish it"}
	}
	return path, err
}
