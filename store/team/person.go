package team

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"waymark/store"
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
func (p Person) Name() string {
	if p.Told.Learner.Name != "" {
		return p.Told.Learner.Name
	}
	return "no name, " + p.Member.ID[max(0, len(p.Member.ID)-6):]
}

// inNameOrder are the places of people in a list, ordered by their names; who has the same
// name is ordered by id. Of a list that is in this order already it takes one look at each.
func inNameOrder(people []Person) []int {
	order, names := make([]int, len(people)), make([]string, len(people))
	for i := range people {
		order[i], names[i] = i, people[i].Name()
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(compareNames(names[a], names[b]), strings.Compare(people[a].Member.ID, people[b].Member.ID))
	})
	return order
}

// compareNames orders names whatever the letters' case, as their small letters are.
func compareNames(a, b string) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
			return strings.Compare(strings.ToLower(a[i:]), strings.ToLower(b[i:]))
		}
		if x, y = smallLetter(x), smallLetter(y); x != y {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(len(a), len(b))
}

func smallLetter(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		b += 'a' - 'A'
	}
	return b
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
	people := make([]Person, len(members))
	if err := inParallel(len(members), func(i int) error { return people[i].read(members[i]) }); err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i := range members {
		at[members[i].ID] = i
	}
	for _, a := range given {
		if i, there := at[a.Learner]; there {
			people[i].Given = append(people[i].Given, a)
		}
	}
	inOrder := make([]Person, len(people)) // a Person is large: each is moved once
	for i, at := range inNameOrder(people) {
		inOrder[i] = people[at]
	}
	return inOrder, nil
}

func (p *Person) read(m store.Member) (err error) {
	p.Member = m
	if p.Told, err = unpackHead(m.Head); err != nil {
		return fmt.Errorf("the kept snapshot of %s: %w; take in the folder again", m.ID, snapshot.ErrInvalid)
	}
	return nil
}

// inParallel calls fn with 0 to n-1, on all processors.
func inParallel(n int, fn func(int) error) error {
	workers := min(n, runtime.GOMAXPROCS(0))
	errs := make([]error, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n && errs[w] == nil; i += workers {
				errs[w] = fn(i)
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
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
		err := inParallel(len(ids), func(i int) error {
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
