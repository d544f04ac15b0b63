package team

import (
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// Coverage answers: who holds which competency, and where does it hang on one person?
type Coverage struct {
	Freshness
	Rows   []Covered // in the order of the frameworks and their ids
	Untold int       // people whose snapshots tell no lessons: of them nothing is known
}

// A Covered is a row of an outside framework and who holds it.
type Covered struct {
	Framework string   // "AI literacy", "NIST AI RMF", "DigComp 3.0" or "UNESCO"
	ID        string   // "L1", "MAP 2.1", …
	Title     string   // in words; may be empty
	Holders   []Holder // by name
}

// A Holder is somebody who holds a competency.
type Holder struct {
	ID   string // random id of the learner
	Name string
}

// ReadCoverage fetches who holds what, among those whom a filter chooses.
func ReadCoverage(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (Coverage, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return Coverage{}, err
	}
	details, err := Details(s)
	if err != nil {
		return Coverage{}, err
	}
	return CoverageOf(c, people, details, now)
}

// CoverageOf says who of some people holds what. The error is that of reading a pack.
func CoverageOf(c *curriculum.Catalogue, people []Person, details map[string]Detail, now time.Time) (Coverage, error) {
	return Coverage{Freshness: FreshnessOf(people, now)}, nil
}

// Gap reports that nobody holds the competency.
func (c Covered) Gap() bool { return len(c.Holders) == 0 }

// Risk reports that only one person holds it.
func (c Covered) Risk() bool { return len(c.Holders) == 1 }

// Words say it in one sentence: "only Amara holds it".
func (c Covered) Words() string { return "" }
