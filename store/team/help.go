package team

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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
	Department string   // id; may be empty
	About      string   // in words: the title of the lesson or module, or what was written
	Helpers    []Helper // the first is proposed, at most mostHelpers; may be empty
	Topic      snapshot.Topic
}

// A Helper is somebody whose offer fits a hand.
type Helper struct {
	Learner string // random id
	Name    string
	About   string // of the offer, in words
	Fit     Fit
	Topic   snapshot.Topic // the offer
}

// A Fit is how near an offer is to a hand. A smaller one is nearer.
type Fit int

// The ways in which an offer fits a hand, the nearest first.
const (
	SameTopic      Fit = iota // the same lesson, the same module, or the same words
	SameModule                // another lesson of the module, the module of the lesson, or a lesson of the module
	SameDepartment            // about something else, by somebody of the department: only where nothing is nearer
)

// mostHelpers is how many are named beside a hand.
const mostHelpers = 3

// ReadHelp fetches who can help whom, among those whom a filter chooses.
func ReadHelp(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (HelpMap, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return HelpMap{}, err
	}
	return HelpOf(c, people, now), nil
}

// HelpOf finds for each hand that is up who of some people can help. Of those who fit
// equally well, whoever was proposed least for the hands before is proposed.
func HelpOf(c *curriculum.Catalogue, people []Person, now time.Time) HelpMap {
	all := newOffers(contentsOf(c), people)
	var hands []hand
	for at, i := range all.order {
		for n, t := range all.people[i].Told.Hands {
			if !slices.ContainsFunc(all.people[i].Told.Hands[:n], func(before snapshot.Topic) bool { return before.About == t.About }) {
				hands = append(hands, hand{at, t})
			}
		}
	}
	slices.SortStableFunc(hands, func(a, b hand) int {
		return cmp.Or(strings.Compare(a.Since, b.Since), a.by-b.by, strings.Compare(a.About, b.About))
	})
	m := HelpMap{Freshness: FreshnessOf(people, now)}
	for _, h := range hands {
		p := all.person(h.by)
		m.Hands = append(m.Hands, Hand{
			Learner: p.Member.ID, Name: p.Name(), Department: p.Told.Learner.Department,
			About: all.titleOf(h.Topic), Helpers: all.fitting(h), Topic: h.Topic,
		})
	}
	return m
}

// String is the fit in words: "the same topic".
func (f Fit) String() string {
	return [...]string{"the same topic", "the same module", "the same department"}[f]
}

// Words say it in one sentence, without the name of who asks.
func (h Hand) Words() string {
	words := "asks for help with " + quote(h.About)
	if len(h.Helpers) == 0 {
		return words + ": nobody offers it yet"
	}
	return words
}

// Introduction is a text for both, to copy. It holds nothing of the note that came with
// the hand: that was for the lead.
func (h Hand) Introduction(helper Helper) string {
	about, offer := quote(h.About), quote(helper.About)
	switch helper.Fit {
	case SameTopic:
		return fmt.Sprintf("%s, %s offers help with %s, which you asked about. %s, would you two find a moment for it?", h.Name, helper.Name, offer, helper.Name)
	case SameModule:
		return fmt.Sprintf("%s, %s offers help with %s. You asked about %s, which is in the same module. %s, would you two find a moment for it?", h.Name, helper.Name, offer, about, helper.Name)
	}
	return fmt.Sprintf("%s, %s, of your department, offers help with %s. You asked about %s: perhaps that is near enough. %s, would you two find a moment for it?", h.Name, helper.Name, offer, about, helper.Name)
}
