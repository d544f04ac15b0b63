package team

import (
	"strings"
	"testing"

	"waymark/store"
)

// A module that a lead gave to somebody whose pathway does without it is due until it is
// complete, and no longer.
func TestAModuleOutsideThePathwayIsDueUntilItIsComplete(t *testing.T) {
	s := newShared(t)
	_, err := s.jonas.store.UpdateProfile(map[string]string{"pathway": "path"}) // without beta
	s.jonas.must(err)
	s.jonas.completes("a-1", "a-2", "a-3", "a-4", "a-5")
	s.jonas.sends()
	crew, err := s.lead.KeepTeam(store.Team{Title: "Desk", Folder: s.folder})
	s.jonas.must(err)
	_, err = Import(s.lead, crew.ID, s.folder, s.now)
	s.jonas.must(err)
	id, _, err := s.jonas.store.Identity()
	s.jonas.must(err)
	_, err = s.lead.Assign(store.Assignment{Learner: id, Module: "beta", Due: daysAgo(-3), Reason: "The audit."})
	s.jonas.must(err)
	same(t, "before the file is accepted", needs(s.attention()), []string{
		`Jonas: "BETA" is due on 29 November 2026, in 3 days; it is not on the pathway that the snapshot tells of`,
	})
	path, _, err := Publish(s.lead, crew, s.folder, s.now)
	s.jonas.must(err)
	accept(t, s.jonas.store, path)

	s.jonas.completes("b-1")
	s.jonas.sends()
	same(t, "begun", needs(s.attention()), []string{`Jonas: "BETA" is due on 29 November 2026, in 3 days; 1 of 5 lessons done`})
	s.jonas.completes("b-2", "b-3", "b-4", "b-5")
	s.jonas.sends()
	same(t, "complete", len(needs(s.attention())), 0)
	var told []string
	for _, l := range s.member(s.jonas).Lessons {
		told = append(told, l.ID)
	}
	same(t, "the training record", strings.Join(told, " "), "a-1 a-2 a-3 a-4 a-5 b-1 b-2 b-3 b-4 b-5")
}
