// Package evidence hands what a team was taught to an auditor: a folder with the records,
// a report, the map of frameworks and the lessons to the letter, signed so that whoever
// changes a byte of it is found out, and where. It holds no score and no time: neither is
// collected.
package evidence

import (
	"cmp"
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// A Pack is what an auditor gets, as of a day. It is made of the newest snapshots of the
// people it is about, and has no field for notes, hands, offers, cards, scores or times.
type Pack struct {
	Made       string // ISO day
	Team       string // title; empty: everybody
	Department string // title; empty: all of them
	Lead       team.Lead
	Packs      []snapshot.Pack // of lessons, in use here
	Freshness  team.Freshness

	People  []Person // by name
	Records []Record
	Lessons []Lesson
	Areas   []Area   // by framework and id
	Map     []Mapped // which objective supports which area
	Law     []curriculum.Fact

	Open      int // modules that were given and are not complete
	Withdrawn int // people who took back what they had shared; of all teams
	Erased    int // people whose data were erased here; of all teams
}

// A Person is somebody with what is recorded of them, in numbers.
type Person struct {
	Learner, Name, Department, Role string
	Lessons                         int    // completed
	Policies                        int    // acknowledged
	Last                            string // ISO day of the newest of both; may be empty
	Untold                          bool   // a minimal snapshot, which tells no lessons
}

// A Lesson is a text that was taught, or a rule that was acknowledged: of a lesson there may be several
// versions.
type Lesson struct {
	ID, Title, Version string
	Hash               string // SHA-256 of its file; empty where the snapshot told none
	People             int
	Text               []byte // its file, to the letter; nil where no pack here holds that text
}

// Make makes the pack of those whom a filter chooses, as of the day of now. The same store
// and day give the same pack.
func Make(c *curriculum.Catalogue, s *store.Store, f team.Filter, now time.Time) (Pack, error) {
	people, err := team.People(s)
	if err != nil {
		return Pack{}, err
	}
	details, err := team.Details(s)
	if err != nil {
		return Pack{}, err
	}
	p, err := Of(c, f.Of(people), details, now)
	if err != nil {
		return p, err
	}
	p.Department = curriculum.DepartmentTitle(f.Department)
	if err := p.readLead(s, f.Team); err != nil {
		return p, err
	}
	return p, p.countGone(s)
}

// readLead fetches who signs, and the name of the team.
func (p *Pack) readLead(s *store.Store, id string) error {
	key, err := s.SigningKey()
	if err != nil {
		return err
	}
	profile, err := s.Profile()
	if err != nil {
		return err
	}
	p.Lead = team.Lead{Name: clean.Line(profile.Name), Key: envelope.ID(key.Public().(ed25519.PublicKey))}
	if id == "" {
		return nil
	}
	teams, err := s.Teams()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(teams, func(t store.Team) bool { return t.ID == id })
	if at < 0 {
		return fmt.Errorf("you have no team %q: %w", id, store.ErrNotFound)
	}
	p.Team = clean.Line(teams[at].Title)
	return nil
}

// countGone counts those of whom nothing may be said but that they are gone.
func (p *Pack) countGone(s *store.Store) error {
	members, err := s.Members()
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.Withdrawn {
			p.Withdrawn++
		}
	}
	erased, err := s.ErasedMembers()
	p.Erased = len(erased)
	return err
}

// Of makes the pack of some people whose details are known, without who signs it.
func Of(c *curriculum.Catalogue, people []team.Person, details map[string]team.Detail, now time.Time) (Pack, error) {
	c = c.Original() // evidence names what was taught, in whatever language it was read
	p := Pack{Made: now.Format(time.DateOnly), Freshness: team.FreshnessOf(people, now)}
	for _, pack := range c.Packs() {
		p.Packs = append(p.Packs, snapshot.Pack{ID: pack.ID, Version: pack.Version})
	}
	books, err := libraryOf(c)
	if err != nil {
		return p, err
	}
	for i := range people {
		p.add(&people[i], details[people[i].Member.ID].Lessons, books)
	}
	for i := range p.Records {
		p.Records[i].Row = i + 1
	}
	p.Lessons = lessonsOf(p.Records, books)
	if err := p.mapFrameworks(c); err != nil {
		return p, err
	}
	p.Law, err = lawOf(c)
	return p, err
}

// A library is the lessons of the packs in use, and their files by hash.
type library struct {
	lessons map[string]curriculum.Lesson
	modules map[string]string // id to title
	files   map[string][]byte
}

func libraryOf(c *curriculum.Catalogue) (library, error) {
	at := library{map[string]curriculum.Lesson{}, map[string]string{}, map[string][]byte{}}
	for _, m := range c.Modules() {
		at.modules[m.ID] = m.Title
	}
	for _, l := range c.Lessons() {
		text, err := c.Text(l.ID)
		if err != nil {
			return at, fmt.Errorf("the lesson %s: %w", l.ID, err)
		}
		at.lessons[l.ID], at.files[envelope.Hash(text)] = l, text
	}
	return at, nil
}

// add records what is known of a person.
func (p *Pack) add(from *team.Person, lessons []snapshot.Lesson, at library) {
	told := from.Told.Learner
	who := Person{
		Learner: from.Member.ID, Name: clean.Line(from.Name()), Department: clean.Line(curriculum.DepartmentTitle(told.Department)),
		Role: clean.Line(told.Role), Untold: from.Told.Profile == snapshot.Minimal,
	}
	before := len(p.Records)
	for _, l := range lessons {
		r := who.record(LessonKind, l.Completed)
		r.about(l.ID, l.Version, l.Hash, at)
		r.How, r.Level = clean.Line(l.How), clean.Line(l.Level)
		p.Records, who.Lessons = append(p.Records, r), who.Lessons+1
	}
	for _, l := range from.Told.Policies {
		r := who.record(PolicyKind, l.Day)
		r.about(l.Lesson, l.Version, l.Hash, at)
		p.Records, who.Policies = append(p.Records, r), who.Policies+1
	}
	for _, r := range p.Records[before:] {
		who.Last = max(who.Last, r.Day)
	}
	for _, a := range from.Given {
		r := who.record(AssignmentKind, a.Made.Format(time.DateOnly))
		if a.Waived {
			r.Kind = WaiverKind
		} else if !isComplete(from.Told, a.Module) {
			p.Open++
		}
		r.Module, r.Title, r.Due, r.Reason = clean.Line(a.Module), clean.Line(at.modules[a.Module]), a.Due, clean.Line(a.Reason)
		p.Records = append(p.Records, r)
	}
	slices.SortStableFunc(p.Records[before:], compare)
	p.People = append(p.People, who)
}

func (p Person) record(kind Kind, day string) Record {
	return Record{Kind: kind, Learner: p.Learner, Person: p.Name, Department: p.Department, Role: p.Role, Day: day}
}

// about says which text a record is about.
func (r *Record) about(lesson, version, hash string, at library) {
	l := at.lessons[lesson]
	r.Lesson, r.Version, r.Content = clean.Line(lesson), clean.Line(version), clean.Line(hash)
	r.Module, r.Title = clean.Line(l.Module), clean.Line(l.Title)
}

// compare orders the records of one person.
func compare(a, b Record) int {
	return cmp.Or(
		cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)), strings.Compare(a.Day, b.Day),
		strings.Compare(a.Lesson, b.Lesson), strings.Compare(a.Module, b.Module),
	)
}

func isComplete(s snapshot.Snapshot, module string) bool {
	return slices.ContainsFunc(s.Modules, func(m snapshot.Module) bool { return m.ID == module && m.Done >= m.Total })
}

// lessonsOf are the texts that some records are about, by id, version and hash.
func lessonsOf(records []Record, at library) []Lesson {
	found := map[[3]string]*Lesson{}
	for _, r := range records {
		if r.Lesson == "" {
			continue
		}
		key := [3]string{r.Lesson, r.Version, r.Content}
		if found[key] == nil {
			found[key] = &Lesson{ID: r.Lesson, Title: r.Title, Version: r.Version, Hash: r.Content, Text: at.files[r.Content]}
		}
		found[key].People++
	}
	var all []Lesson
	for _, l := range found {
		all = append(all, *l)
	}
	slices.SortFunc(all, func(a, b Lesson) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Version, b.Version), strings.Compare(a.Hash, b.Hash))
	})
	return all
}

// Untold are the people whose snapshots tell no lessons.
func (p Pack) Untold() []Person {
	return slices.DeleteFunc(slices.Clone(p.People), func(who Person) bool { return !who.Untold })
}

// Without are the people whose snapshots could tell lessons and tell none.
func (p Pack) Without() []Person {
	return slices.DeleteFunc(slices.Clone(p.People), func(who Person) bool { return who.Untold || who.Lessons > 0 })
}

// NotHeld are the texts that the pack names and does not hold.
func (p Pack) NotHeld() []Lesson {
	return slices.DeleteFunc(slices.Clone(p.Lessons), func(l Lesson) bool { return l.Text != nil })
}

// Count is how many records of a kind there are.
func (p Pack) Count(k Kind) int {
	n := 0
	for _, r := range p.Records {
		if r.Kind == k {
			n++
		}
	}
	return n
}
