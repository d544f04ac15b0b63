package team

import (
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/snapshot"
)

// A HelpMap answers: who can help whom? It has each hand that is up, with those who offer
// what fits.
type HelpMap struct {
	Freshness
	Hands []Hand // since when, then by name
}

// A Hand is a hand that is up.
type Hand struct {
	Learner    string // random id
	Name       string
	Department string // id; may be empty
	Topic      snapshot.Topic
	Helpers    []Helper // the first is proposed; may be empty
}

// A Helper is somebody whose offer fits a hand.
type Helper struct {
	Learner string // random id
	Name    string
	Topic   snapshot.Topic // the offer
	Fit     Fit
}

// A Fit is how near an offer is to a hand. A smaller one is nearer.
type Fit int

// The ways in which an offer fits a hand, the nearest first.
const (
	SameTopic      Fit = iota // the same lesson, the same module, or the same words
	SameModule                // a lesson of the module, or the module of the lesson
	SameDepartment            // about something else; proposed only where nothing is nearer
)

// ReadHelp fetches who can help whom, among those whom a filter chooses.
func ReadHelp(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (HelpMap, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return HelpMap{}, err
	}
	return HelpOf(c, people, now), nil
}

// HelpOf finds for each hand that is up who of some people can help.
func HelpOf(c *curriculum.Catalogue, people []Person, now time.Time) HelpMap {
	return HelpMap{Freshness: FreshnessOf(people, now)}
}

// String is the fit in words: "the same topic".
func (f Fit) String() string {
	return [...]string{"the same topic", "the same module", "the same department"}[f]
}

// Introduction is a text for both, to copy: "Amara, Jonas offers help with …".
func (h Hand) Introduction(helper Helper) string { return "" }
