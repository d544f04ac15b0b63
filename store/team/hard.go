package team

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// FewestForHard is how many people have to have a module before the view of modules says
// what is hard in it: among fewer a number would point at somebody.
const FewestForHard = 5

// Hard answers: what is hard, for whomever? It counts people and names none.
type Hard struct {
	Freshness
	Modules []HardModule // where the largest share asks or waits first, then in the order of the curriculum
}

// A HardModule is a module and how many ask for help in it, or wait. The counts after
// TooFew are zero where too few have it.
type HardModule struct {
	ID, Title string
	People    int // who have it, and for whom it is not waived
	TooFew    bool
	Hands     int          // people with a hand up about it, or about a lesson of it
	Stalled   int          // people who started it, are not through it, and stalled
	Either    int          // people of whom one or the other holds
	Lessons   []HardLesson // about which hands are up, most first
}

// A HardLesson is a lesson and how many have a hand up about it.
type HardLesson struct {
	ID, Title string
	Hands     int // people
}

// ReadHard fetches what is hard among those whom a filter chooses.
func ReadHard(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (Hard, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return Hard{}, err
	}
	return HardOf(c, people, now), nil
}

// HardOf says what is hard for some people at the time now.
func HardOf(c *curriculum.Catalogue, people []Person, now time.Time) Hard {
	at, columns, today := contentsOf(c), columnsOf(c, people), dayNumber(now)
	modules := make([]HardModule, len(columns.ids))
	for i := range modules {
		modules[i] = HardModule{ID: columns.ids[i], Title: columns.titles[i]}
	}
	for i := range people {
		p := &people[i]
		_, stalled := p.stalledSince(p.standing(today))
		for n := range p.Told.Modules {
			m := &p.Told.Modules[n]
			if !p.waived(m.ID) {
				started := m.State == progress.Started.String() && m.Done < m.Total
				modules[columns.of(n, m.ID)].count(at, p, stalled && started)
			}
		}
	}
	modules = slices.DeleteFunc(modules, func(m HardModule) bool { return m.People == 0 })
	for i := range modules {
		modules[i].close(at)
	}
	slices.SortStableFunc(modules, func(a, b HardModule) int {
		return cmp.Or(flag(a.TooFew)-flag(b.TooFew), b.Either*a.People-a.Either*b.People)
	})
	return Hard{FreshnessOf(people, now), modules}
}

// count adds a person who has the module.
func (m *HardModule) count(at contents, p *Person, stalled bool) {
	m.People++
	asks := false
	for i, hand := range p.Told.Hands {
		if at.module(hand.About) != m.ID && hand.About != m.ID {
			continue
		}
		asks = true
		again := slices.ContainsFunc(p.Told.Hands[:i], func(t snapshot.Topic) bool { return t.About == hand.About })
		if l, is := at.lessons[hand.About]; is && !again {
			m.addHand(l)
		}
	}
	m.Hands += flag(asks)
	m.Stalled += flag(stalled)
	m.Either += flag(asks || stalled)
}

// addHand counts a hand about a lesson.
func (m *HardModule) addHand(l curriculum.Lesson) {
	n := slices.IndexFunc(m.Lessons, func(known HardLesson) bool { return known.ID == l.ID })
	if n < 0 {
		n = len(m.Lessons)
		m.Lessons = append(m.Lessons, HardLesson{ID: l.ID, Title: l.Title})
	}
	m.Lessons[n].Hands++
}

// close orders the lessons, and forgets the counts where too few have the module.
func (m *HardModule) close(at contents) {
	if m.People < FewestForHard {
		*m = HardModule{ID: m.ID, Title: m.Title, People: m.People, TooFew: true}
		return
	}
	slices.SortFunc(m.Lessons, func(a, b HardLesson) int {
		return cmp.Or(b.Hands-a.Hands, cmp.Compare(at.places[a.ID], at.places[b.ID]))
	})
}

// Words say it in one sentence: "3 of 12 have a hand up, 2 of 12 stalled".
func (m HardModule) Words() string {
	switch {
	case m.TooFew && m.People == 1:
		return fmt.Sprintf("1 person has it: from %d on it is said what is hard, so that nobody is singled out", FewestForHard)
	case m.TooFew:
		return fmt.Sprintf("%d people have it: from %d on it is said what is hard, so that nobody is singled out", m.People, FewestForHard)
	case m.Either == 0:
		return fmt.Sprintf("none of %d has a hand up or stalled", m.People)
	}
	have := "have"
	if m.Hands == 1 {
		have = "has"
	}
	return fmt.Sprintf("%d of %d %s a hand up, %d of %d stalled", m.Hands, m.People, have, m.Stalled, m.People)
}
