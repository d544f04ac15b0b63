package team

import (
	"fmt"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/snapshot"
)

// A MemberView is everything that is told about one person, for a talk with them.
type MemberView struct {
	Person             // with what was given and waived
	Detail             // lessons, cards and packs
	AgeDays int        // of the snapshot
	Causes  []Cause    // why they need something, the strongest first; may be empty
	Talk    store.Talk // the private note, and the last talk; its Last is zero where there was none
	Since   Changes    // since the last talk
}

// ReadMember fetches what is told about a person. It is store.ErrNotFound where nobody has
// the id, or where the person withdrew what they had shared.
func ReadMember(c *curriculum.Catalogue, s *store.Store, id string, now time.Time) (MemberView, error) {
	m, err := s.Member(id)
	if err != nil {
		return MemberView{}, err
	}
	if m.Withdrawn {
		return MemberView{}, fmt.Errorf("%s withdrew what they had shared: %w", id, store.ErrNotFound)
	}
	var v MemberView
	if err := v.Person.read(&m); err != nil {
		return v, err
	}
	o, err := s.Original(id)
	if err != nil {
		return v, err
	}
	told, err := snapshot.Decode(o.Payload)
	if err != nil {
		return v, fmt.Errorf("the kept snapshot of %s: %w", id, err)
	}
	v.Detail = Detail{told.Lessons, told.Cards, told.Packs}
	v.Taught = taughtOf(told.Lessons)
	if v.Given, err = s.AssignmentsOf(id); err != nil {
		return v, err
	}
	if v.Talk, err = s.Talk(id); err != nil {
		return v, err
	}
	v.AgeDays = ageDays(v.Told.Made, dayNumber(now))
	v.Causes = newAssessor(c, now).causes(&v.Person)
	v.Since, err = sinceTalk(c, &v.Person, v.Talk)
	return v, err
}
