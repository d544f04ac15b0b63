// Package snapshot is what a learner shares with a team lead: how far they are, what they
// ask and offer, and what they chose to show. Nothing else has a place in it.
package snapshot

import (
	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/progress"
)

// Format is the name and version of a snapshot's form, Kind the media type under which it
// is signed, and Purpose what it is for, which stands in every snapshot.
const (
	Format  = "waymark-snapshot/2"
	Kind    = "application/vnd.waymark.snapshot+json"
	Purpose = "For support and training records; not for appraisal."
)

// A Snapshot is a statement of progress on a day. Its fields are all that is ever shared:
// there is none for answers, scores, attempts, durations, times of day, confidence,
// reviews, days in a row, drafts, private entries, prompts or outputs.
type Snapshot struct {
	Format         string   `json:"format"`
	Purpose        string   `json:"purpose,omitempty"`
	Profile        Profile  `json:"profile"`
	Learner        Learner  `json:"learner"`
	Number         int      `json:"number"`             // 1, 2, 3 …: of two of one day the higher one holds
	Previous       string   `json:"previous,omitempty"` // hash of the one that was sent before
	Made           string   `json:"made"`               // ISO day
	Withdrawn      bool     `json:"withdrawn,omitzero"`
	App            string   `json:"app,omitempty"` // version of Waymark
	Packs          []Pack   `json:"packs,omitempty"`
	Pathway        Pathway  `json:"pathway,omitzero"`
	Modules        []Module `json:"modules,omitempty"`
	Lessons        []Lesson `json:"lessons,omitempty"`          // those that are complete, also outside the pathway
	LastActiveWeek string   `json:"last_active_week,omitempty"` // ISO week: "2026-W48"; empty: never
	MinutesLeft    int      `json:"left_min"`                   // of the pathway
	Hands          []Topic  `json:"hands,omitempty"`
	Offers         []Topic  `json:"offers,omitempty"`
	Cards          []Card   `json:"cards,omitempty"`
	Policies       []Policy `json:"policies,omitempty"`
	Teams          []Team   `json:"teams,omitempty"`
	Withheld       []string `json:"withheld,omitempty"` // in words
}

// A Learner is who made the snapshot.
type Learner struct {
	ID         string `json:"id"`  // random (ULID)
	Key        string `json:"key"` // did:key that signs
	Name       string `json:"name,omitempty"`
	Department string `json:"department,omitempty"`
	Role       string `json:"role,omitempty"`
}

// A Pack is a pack in use and its version.
type Pack struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// A Pathway names the pathway.
type Pathway struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Version string `json:"version"` // of its pack
}

// A Module is how far a module of the pathway is, or one that a lead gave.
type Module struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	State     string `json:"state"` // "not started", "started" or "done"
	Done      int    `json:"done"`  // lessons
	Total     int    `json:"total"` // lessons
	Level     string `json:"level,omitempty"`
	Completed string `json:"completed,omitempty"` // ISO day
}

// A Lesson is a lesson that was completed: the training record.
type Lesson struct {
	ID        string `json:"id"`
	Completed string `json:"completed"` // ISO day
	How       string `json:"how"`       // "done" or "tested out"
	Level     string `json:"level"`
	Version   string `json:"version,omitempty"` // of the lesson as it was taught
	Hash      string `json:"hash,omitempty"`    // of its file; empty where that version is not there any more
}

// A Topic is a raised hand or an offer of help.
type Topic struct {
	About string `json:"about"`           // id of a lesson or module, or a few words
	Title string `json:"title,omitempty"` // of the lesson or module
	Note  string `json:"note,omitempty"`
	Since string `json:"since"` // ISO day
}

// A Card is an entry of the journal whose card was shared.
type Card struct {
	ID     string `json:"id"`  // random: that of the entry without the time in it
	Shared string `json:"day"` // ISO day on which the entry was last changed
	store.EntryCard
	Record string `json:"record,omitempty"` // hash of the file that holds the full record
}

// A Policy is a rule of the company that was acknowledged.
type Policy struct {
	Lesson  string `json:"lesson"`
	Version string `json:"version,omitempty"`
	Hash    string `json:"hash"`
	Day     string `json:"day"` // ISO
}

// A Team is a team file that the learner accepted.
type Team struct {
	ID     string `json:"id"`
	Number int    `json:"number"`
}

// Progress is the state of the module as a value. Of a module that was decoded it is
// known.
func (m Module) Progress() progress.State {
	s, _ := m.state()
	return s
}

func (m Module) state() (s progress.State, ok bool) {
	for _, s := range []progress.State{progress.NotStarted, progress.Started, progress.Done} {
		if s.String() == m.State {
			return s, true
		}
	}
	return 0, false
}

// Encode returns the snapshot as the bytes that are signed, or ErrInvalid if they could
// not be read back.
func (s Snapshot) Encode() ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	payload, err := envelope.Encode(s)
	if err == nil && len(payload) > MaxPayload {
		err = errTooLarge
	}
	return payload, err
}

// Head is the snapshot without what only single views of a lead need.
func (s Snapshot) Head() Snapshot {
	s.Purpose, s.App, s.Packs, s.Lessons, s.Cards, s.Withheld = "", "", nil, nil, nil, nil
	return s
}
