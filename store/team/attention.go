package team

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// Attention answers: who needs me this week? Everybody who needs something is in it once.
// By which rules is in docs/team-rules.md, and in Rules.
type Attention struct {
	Freshness
	Needs []Need // the strongest cause first; within a cause since when, then by name
	Fine  int    // people who need nothing
}

// A Need is a person, and why they need a lead.
type Need struct {
	ID         string // random id of the learner
	Name       string
	Department string  // id; may be empty
	AgeDays    int     // of the snapshot
	Causes     []Cause // at least one, the strongest first
}

// A Kind is why somebody needs a lead. A smaller one is stronger.
type Kind int

// The kinds of causes, the strongest first.
const (
	KeyChanged    Kind = iota // another key signed in the person's name
	HandUp                    // they ask for help
	DueAtRisk                 // a module that was given to them is due soon or was due, and is not complete
	Stalled                   // they started, are not through, and were last active three ISO weeks ago or more
	NotStartedYet             // no module of theirs is started
	NoNews                    // the snapshot is too old to say more
	RefreshDue                // a lesson changed a lot since they completed it
)

// A Cause is one reason why somebody needs a lead. Words puts it in words.
type Cause struct {
	Kind   Kind
	Since  string   // ISO day: since when, or of what is due, until when; empty where it is not known
	Days   int      // from Since to now; below zero: still to come
	About  string   // id of the module or lesson; of a hand perhaps a few words; may be empty
	Title  string   // of what it is about; may be empty
	Note   string   // of a hand
	Done   int      // lessons of the module that is due
	Total  int      // lessons of the module that is due; 0: it is not on the person's pathway
	Titles []string // of the lessons that changed
}

// dueDays is how many days before a module is due it is at risk: a lead looks once a week.
const dueDays = 7

// ReadAttention fetches who needs something, among those whom a filter chooses.
func ReadAttention(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (Attention, error) {
	people, err := taughtPeopleOf(s, f)
	if err != nil {
		return Attention{}, err
	}
	return AttentionOf(c, people, now), nil
}

// taughtPeopleOf are the people whom a filter chooses, with what they completed.
func taughtPeopleOf(s *store.Store, f Filter) ([]Person, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return nil, err
	}
	taught, err := s.Taught()
	for i := range people {
		people[i].Taught = taught[people[i].Member.ID]
	}
	return people, err
}

// AttentionOf says who of some people needs something at the time now.
func AttentionOf(c *curriculum.Catalogue, people []Person, now time.Time) Attention {
	a := Attention{Freshness: FreshnessOf(people, now)}
	in := newAssessor(c, now)
	for _, i := range inNameOrder(people) {
		p := &people[i]
		causes := in.causes(p)
		if len(causes) == 0 {
			a.Fine++
			continue
		}
		a.Needs = append(a.Needs, Need{
			ID: p.Member.ID, Name: p.Name(), Department: p.Told.Learner.Department,
			AgeDays: ageDays(p.Told.Made, in.today), Causes: causes,
		})
	}
	slices.SortStableFunc(a.Needs, func(a, b Need) int { // names are in order
		first, second := &a.Causes[0], &b.Causes[0]
		return cmp.Or(cmp.Compare(first.Kind, second.Kind), strings.Compare(first.Since, second.Since))
	})
	return a
}

// FineWords say how many need nothing: "4 people need nothing from you".
func (a Attention) FineWords() string {
	switch {
	case a.Total == 0:
		return "Nobody is here yet"
	case a.Fine == 0:
		return "Everybody here needs something"
	case a.Fine == 1 && a.Total == 1:
		return "The one person here needs nothing from you"
	case a.Fine == a.Total:
		return fmt.Sprintf("All %d people need nothing from you", a.Fine)
	case a.Fine == 1:
		return "1 person needs nothing from you"
	}
	return fmt.Sprintf("%d people need nothing from you", a.Fine)
}

// String is the kind for a column: "hand up".
func (k Kind) String() string {
	return [...]string{"key changed", "hand up", "due", "stalled", "not started", "no news", "refresh due"}[k]
}

// Kinds lists the kinds of causes, the strongest first.
func Kinds() []Kind {
	return []Kind{KeyChanged, HandUp, DueAtRisk, Stalled, NotStartedYet, NoNews, RefreshDue}
}
