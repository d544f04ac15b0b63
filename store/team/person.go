package team

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waymark/store"
	"waymark/store/parallel"
	"waymark/store/snapshot"
)

// A Person is somebody whose snapshot a lead took in.
type Person struct {
	Member store.Member
	Told   snapshot.Snapshot  // its Head: without lessons and cards, which Details fetches
	Given  []store.Assignment // what the lead assigned or waived, by module
	Taught string             // versions of lessons, for refreshers; only ReadAttention, ReadMember and NewReport fill it in
}

// Name is the name that the person chose, or words that tell people without one apart.
func (p *Person) Name() string { return nameOf(&p.Member, p.Told.Learner.Name) }

func nameOf(m *store.Member, chosen string) string {
	if chosen != "" {
		return chosen
	}
	return "no name, " + m.ID[max(0, len(m.ID)-6):]
}

// A named is the place of somebody in a list, and what they are ordered by.
type named struct {
	place     int
	small, id string // the name in small letters; the id of the learner
}

func newNamed(place int, m *store.Member, name string) named {
	return named{place, strings.ToLower(name), m.ID}
}

// byName orders people by their names, whatever the letters' case; who has the same name is
// ordered by id.
func byName(all []named) {
	slices.SortFunc(all, func(a, b named) int {
		return cmp.Or(strings.Compare(a.small, b.small), strings.Compare(a.id, b.id))
	})
}

// inNameOrder are the places of people in a list, ordered by their names.
func inNameOrder(people []Person) []int {
	all := make([]named, len(people))
	for i := range people {
		all[i] = newNamed(i, &people[i].Member, people[i].Name())
	}
	byName(all)
	order := make([]int, len(all))
	for i := range all {
		order[i] = all[i].place
	}
	return order
}

// People returns everyone whose snapshot was taken in, by name. Whoever withdrew is not
// among them.
func People(s *store.Store) ([]Person, error) {
	members, err := s.Members()
	if err != nil {
		return nil, err
	}
	members = slices.DeleteFunc(members, func(m store.Member) bool { return m.Withdrawn })
	given, err := s.Assignments()
	if err != nil {
		return nil, err
	}
	order, err := membersByName(members)
	if err != nil {
		return nil, err
	}
	people := make([]Person, len(members))
	if err := parallel.For(len(order), func(i int) error { return people[i].read(&members[order[i].place]) }); err != nil {
		return nil, err
	}
	if len(given) > 0 {
		give(people, given)
	}
	return people, nil
}

// membersByName orders members by the names in their heads: a Person is large, so each is
// read to where it stays.
func membersByName(members []store.Member) ([]named, error) {
	all := make([]named, len(members))
	err := parallel.For(len(members), func(i int) error {
		name, err := nameInHead(members[i].Head)
		all[i] = newNamed(i, &members[i], nameOf(&members[i], name))
		return unreadable(&members[i], err)
	})
	byName(all)
	return all, err
}

// give adds to people what the lead gave them.
func give(people []Person, given []store.Assignment) {
	at := map[string]*Person{}
	for i := range people {
		at[people[i].Member.ID] = &people[i]
	}
	for _, a := range given {
		if p, there := at[a.Learner]; there {
			p.Given = append(p.Given, a)
		}
	}
}

func (p *Person) read(m *store.Member) (err error) {
	p.Member = *m
	p.Told, err = unpackHead(m.Head)
	return unreadable(m, err)
}

func unreadable(m *store.Member, err error) error {
	if err != nil {
		return fmt.Errorf("the kept snapshot of %s: %w; take in the folder again", m.ID, snapshot.ErrInvalid)
	}
	return nil
}

// A Detail is what single views need of a snapshot beside its head.
type Detail struct {
	Lessons []snapshot.Lesson
	Cards   []snapshot.Card
	Packs   []snapshot.Pack
}

// Details fetches the lessons and cards of everyone, by learner id. It reads every
// snapshot as it was signed, which takes a moment for thousands.
func Details(s *store.Store) (map[string]Detail, error) {
	details := map[string]Detail{}
	var ids []string
	var payloads [][]byte
	waiting := 0 // bytes
	decode := func() error {
		told := make([]Detail, len(ids))
		err := parallel.For(len(ids), func(i int) error {
			s, err := snapshot.Decode(payloads[i])
			if err != nil {
				return fmt.Errorf("the kept snapshot of %s: %w", ids[i], err)
			}
			told[i] = Detail{s.Lessons, s.Cards, s.Packs}
			return nil
		})
		for i, id := range ids {
			details[id] = told[i]
		}
		ids, payloads, waiting = ids[:0], payloads[:0], 0
		return err
	}
	err := s.EachOriginal(func(learner string, o store.Original) error {
		ids, payloads, waiting = append(ids, learner), append(payloads, o.Payload), waiting+len(o.Payload)
		if len(ids) < batch && waiting < batchBytes {
			return nil
		}
		return decode()
	})
	if err == nil {
		err = decode()
	}
	return details, err
}
