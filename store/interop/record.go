// Package interop tells other systems what a learner completed, in forms that they read:
// xAPI statements, which it also hands to a record store, Open Badges, and a table for a
// learning management system. What it tells are types that list what is told: nothing in
// them has a field for an answer, a score, a duration or a time of day.
package interop

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// The kinds of thing that can be completed or passed.
const (
	Lesson  = "lesson"
	Check   = "check" // of a module
	Module  = "module"
	Pathway = "pathway"
)

// What became of them.
const (
	Completed = "completed"
	Passed    = "passed"
)

// A Record is one thing that a learner completed or passed.
type Record struct {
	Kind     string // one of the above
	ID       string // of the lesson, module or pathway in its pack
	Title    string
	Pack     string // id
	Language string // of the title: BCP 47
	Version  string // of the lesson as it was taught; empty for other kinds
	Status   string // Completed, or Passed: a check, or a lesson that is known from one
	Day      string // ISO date by the learner's own clock

	event string // id in the log of what made it so: with the kind and the id, it names the record for ever
}

// Read fetches what the learner of a store completed. The learner has no name in it.
func Read(c *curriculum.Catalogue, s *store.Store) (Learner, []Record, error) {
	p, err := s.Profile()
	if err != nil {
		return Learner{}, nil, err
	}
	id, _, err := s.Identity()
	if err != nil {
		return Learner{}, nil, err
	}
	all, err := s.Completions()
	if err != nil {
		return Learner{}, nil, err
	}
	return Learner{ID: id}, Records(c, all, p.Pathway), nil
}

// Encode is records as the file that its ending says: a table (.csv), or xAPI statements
// (.json). Another ending is store.ErrInvalid.
func Encode(path string, who Learner, records []Record) ([]byte, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return Table(who, records)
	case ".json":
		return EncodeStatements(Statements(who, records))
	}
	return nil, fmt.Errorf("%w: the name has to end in .csv or .json, which says what it will be", store.ErrInvalid)
}

// Records derives from the log what a learner completed, in the order in which it was. What
// was taken back does not count, nor what no pack in use has. A module is completed with the
// last of its lessons, be they done or known from a check; so is the pathway that is followed.
func Records(c *curriculum.Catalogue, all []store.Completion, pathway string) []Record {
	c = c.Original() // its titles are in the languages that statements say they are
	b := newBook(c)
	for _, one := range all {
		if one.Undone.IsZero() {
			b.take(one)
		}
	}
	for _, m := range c.Modules() {
		b.whole(Record{Kind: Module, ID: m.ID, Title: m.Title, Pack: m.Pack}, m.Lessons)
	}
	for _, p := range c.Pathways() {
		if p.ID == pathway {
			b.whole(Record{Kind: Pathway, ID: p.ID, Title: p.Title, Pack: p.Pack}, p.Lessons)
		}
	}
	slices.SortStableFunc(b.records, func(x, y Record) int { return cmp.Compare(x.event, y.event) })
	return b.records
}

// A book is records being made.
type book struct {
	lessons   map[string]curriculum.Lesson
	modules   map[string]curriculum.Module
	languages map[string]string           // of the packs
	first     map[string]store.Completion // of lessons
	at        map[string]int              // kind and id: which of the records it is
	records   []Record
}

func newBook(c *curriculum.Catalogue) *book {
	b := &book{
		lessons: map[string]curriculum.Lesson{}, modules: map[string]curriculum.Module{}, languages: map[string]string{},
		first: map[string]store.Completion{}, at: map[string]int{},
	}
	for _, l := range c.Lessons() {
		b.lessons[l.ID] = l
	}
	for _, m := range c.Modules() {
		b.modules[m.ID] = m
	}
	for _, p := range c.Packs() {
		b.languages[p.ID] = p.Language
	}
	return b
}

// take notes what was completed.
func (b *book) take(one store.Completion) {
	if one.How == store.ByPassing {
		if m, known := b.modules[one.Subject]; known {
			b.add(Record{Kind: Check, ID: m.ID, Title: m.Title, Pack: m.Pack, Status: Passed}, one)
		}
		return
	}
	l, known := b.lessons[one.Subject]
	if !known {
		return
	}
	if _, before := b.first[l.ID]; !before {
		b.first[l.ID] = one
	}
	r := Record{Kind: Lesson, ID: l.ID, Title: l.Title, Pack: l.Pack, Version: one.Version, Status: Completed}
	if one.How == store.ByCheck {
		r.Status = Passed
	}
	b.add(r, one)
}

// add takes in a record. A lesson that was known from a check and done later is done; apart
// from that, the first time counts.
func (b *book) add(r Record, by store.Completion) {
	r.Language, r.Day, r.event = b.languages[r.Pack], by.At.Format(time.DateOnly), by.Event
	key := r.Kind + "/" + r.ID
	i, before := b.at[key]
	switch {
	case !before:
		b.at[key] = len(b.records)
		b.records = append(b.records, r)
	case r.Kind == Lesson && r.Status == Completed && b.records[i].Status == Passed:
		b.records[i] = r
	}
}

// whole adds what is completed with the last of some lessons, once all of them are.
func (b *book) whole(r Record, lessons []string) {
	var last store.Completion
	for _, id := range lessons {
		one, found := b.first[id]
		if !found {
			return
		}
		if one.Event > last.Event {
			last = one
		}
	}
	if last.Event != "" {
		r.Status = Completed
		b.add(r, last)
	}
}
