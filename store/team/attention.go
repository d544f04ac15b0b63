package team

import (
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

// ReadAttention fetches who needs something, among those whom a filter chooses.
func ReadAttention(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (Attention, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return Attention{}, err
	}
	return AttentionOf(c, people, now), nil
}

// AttentionOf says who of some people needs something at the time now.
func AttentionOf(c *curriculum.Catalogue, people []Person, now time.Time) Attention {
	return Attention{Freshness: FreshnessOf(people, now), Fine: len(people)}
}

// FineWords says how many need nothing: "4 people need nothing from you".
func (a Attention) FineWords() string { return "" }

// String is the kind for a column: "hand up".
func (k Kind) String() string {
	return [...]string{"key changed", "hand up", "due", "stalled", "not started", "no news", "refresh due"}[k]
}

// Kinds lists the kinds of causes, the strongest first.
func Kinds() []Kind {
	return []Kind{KeyChanged, HandUp, DueAtRisk, Stalled, NotStartedYet, NoNews, RefreshDue}
}

// Words say the cause in one sentence without a name: "has not started yet; the first
// snapshot came 12 days ago".
func (c Cause) Words() string { return "" }
