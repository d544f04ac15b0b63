package team

import (
	"time"

	"waymark/curriculum"
	"waymark/store"
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

// Changes are what became different about a person since their last talk with the lead.
// Where there was none it is since their first snapshot.
type Changes struct {
	From    string   // ISO day of the talk, or of the first snapshot
	Talked  bool     // it is since a talk
	Same    bool     // no newer snapshot came since
	Lessons int      // that were completed since, in all modules
	Lines   []string // each change in words: modules, hands, offers, policies
}

// ReadMember fetches what is told about a person, or store.ErrNotFound.
func ReadMember(c *curriculum.Catalogue, s *store.Store, id string, now time.Time) (MemberView, error) {
	return MemberView{}, nil
}

// Words introduce the lines: "Since you talked on 3 November".
func (c Changes) Words() string { return "" }
