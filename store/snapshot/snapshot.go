// Package snapshot is what a learner shares with a team lead: how far they are,
// and nothing else.
package snapshot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"waymark/store"
	"waymark/store/progress"
)

// Format is the name and version of a snapshot's form.
const Format = "waymark-snapshot/1"

// A Snapshot is a statement of progress on a day. Its fields are all that is
// ever shared: there is none for answers, scores, attempts, reviews, times of day
// or the journal.
type Snapshot struct {
	Format         string   `json:"format"`
	Learner        string   `json:"learner"` // random id (ULID)
	Name           string   `json:"name"`
	Department     string   `json:"department"`
	Pathway        Pathway  `json:"pathway"`
	Modules        []Module `json:"modules"`
	LastActiveWeek string   `json:"last_active_week"` // ISO week: "2026-W48"; empty: never
	MinutesLeft    int      `json:"left_min"`         // of the pathway
	Made           string   `json:"made"`             // ISO day
	Signed         bool     `json:"signed"`           // false: nothing proves who made it
}

// A Pathway names the pathway; both are empty before one was chosen.
type Pathway struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// A Module is how far a module of the pathway is.
type Module struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	State string `json:"state"` // "not started", "started" or "done"
	Done  int    `json:"done"`  // lessons
	Total int    `json:"total"` // lessons
}

// Make takes the snapshot of a learner, whose random id is given. Did is what
// was done, by lesson id; only the week of the newest of it is shared.
func Make(profile store.Profile, learner string, p progress.Pathway, did map[string]store.Lesson, now time.Time) Snapshot {
	s := Snapshot{
		Format: Format, Learner: learner, Name: profile.Name, Department: profile.Department,
		Pathway: Pathway{p.ID, p.Title}, Modules: []Module{},
		MinutesLeft: p.LeftMin, Made: now.Format(time.DateOnly),
	}
	for _, m := range p.Modules {
		s.Modules = append(s.Modules, Module{m.ID, m.Title, m.State.String(), m.Done, len(m.Lessons)})
	}
	var last time.Time
	for _, l := range did {
		for _, at := range []time.Time{l.Seen, l.Tested} { // a lesson that was tested out was never opened
			if at.After(last) {
				last = at
			}
		}
	}
	if !last.IsZero() {
		year, week := last.ISOWeek()
		s.LastActiveWeek = fmt.Sprintf("%04d-W%02d", year, week)
	}
	return s
}

// Encode returns the snapshot as the bytes of its file, or ErrInvalid if it
// could not be read back.
func (s Snapshot) Encode() ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(s)
	return b.Bytes(), err
}

// Withheld says in words what is never in a snapshot.
func Withheld() []string {
	return []string{
		"your answers, right or wrong",
		"scores, attempts and how sure you were",
		"your reviews, the errors you find in texts, and your days in a row",
		"times of day, and how long anything took you",
		"your journal: experiments, outcomes, what you learned",
		"what you wrote at the end of a lesson",
		"the page where you are, and which single lessons you opened",
		"your e-mail address, user name or computer",
	}
}
