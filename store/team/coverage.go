package team

import (
	"fmt"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
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

// CoverageOf says who of some people holds what: whoever completed, at the level "holds" or
// above, four in five of the lessons that support it. Those that count are the ones of the
// person's pathway and every other one that they completed, as for the learner's own
// view of competencies: see docs/mastery.md. The error is that of reading a pack.
func CoverageOf(c *curriculum.Catalogue, people []Person, details map[string]Detail, now time.Time) (Coverage, error) {
	in, err := newSupport(c)
	if err != nil {
		return Coverage{}, err
	}
	all := Coverage{Freshness: FreshnessOf(people, now), Rows: in.rows}
	for _, i := range inNameOrder(people) {
		p := &people[i]
		if p.Told.Profile == snapshot.Minimal {
			all.Untold++
			continue
		}
		name := p.Name()
		for _, row := range in.held(p, details[p.Member.ID].Lessons) {
			all.Rows[row].Holders = append(all.Rows[row].Holders, Holder{p.Member.ID, name})
		}
	}
	return all, nil
}

// Gap reports that nobody holds the competency.
func (c Covered) Gap() bool { return len(c.Holders) == 0 }

// Risk reports that only one person holds it.
func (c Covered) Risk() bool { return len(c.Holders) == 1 }

// Words say it in one sentence: "only Amara holds it: nobody does while they are away".
func (c Covered) Words() string {
	switch n := len(c.Holders); n {
	case 0:
		return "nobody holds it yet"
	case 1:
		return "only " + c.Holders[0].Name + " holds it: nobody does while they are away"
	case 2, 3:
		names := make([]string, n)
		for i, h := range c.Holders {
			names[i] = h.Name
		}
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1] + " hold it"
	default:
		return fmt.Sprintf("%s, %s and %d more hold it", c.Holders[0].Name, c.Holders[1].Name, n-2)
	}
}

// A support is which lessons support which rows of the frameworks.
type support struct {
	catalogue *curriculum.Catalogue
	rows      []Covered
	of        map[string][]int  // lesson id to its rows
	pathways  map[string]demand // by id
	holds     []int             // of the person at hand: lessons of each row that hold
	needs     []int             // of the person at hand: lessons of each row that count
}

// A demand is the lessons of a pathway, and how many of them support each row.
type demand struct {
	lessons map[string]bool
	of      []int
}

func newSupport(c *curriculum.Catalogue) (*support, error) {
	in := &support{catalogue: c, of: map[string][]int{}, pathways: map[string]demand{}}
	var all []progress.Mastery
	for _, l := range c.Lessons() {
		all = append(all, objectivesOf(l)...)
	}
	rows, err := progress.Competencies(c, all)
	if err != nil {
		return nil, err
	}
	at := map[[2]string]int{}
	for i, r := range rows {
		in.rows = append(in.rows, Covered{Framework: r.Framework, ID: r.ID, Title: r.Title})
		at[[2]string{r.Framework, r.ID}] = i
	}
	for _, l := range c.Lessons() {
		rows, err := progress.Competencies(c, objectivesOf(l))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			in.of[l.ID] = append(in.of[l.ID], at[[2]string{r.Framework, r.ID}])
		}
	}
	in.holds, in.needs = make([]int, len(in.rows)), make([]int, len(in.rows))
	return in, nil
}

func objectivesOf(l curriculum.Lesson) []progress.Mastery {
	return progress.MasteryOf([]progress.Lesson{{Lesson: l}}, nil, nil)
}

// held are the rows that a person holds who completed some lessons.
func (in *support) held(p *Person, lessons []snapshot.Lesson) (rows []int) {
	path := in.demandOf(p)
	copy(in.needs, path.of)
	clear(in.holds)
	for _, l := range lessons {
		holds := l.Level == progress.Holds.String() || l.Level == progress.Applied.String()
		for _, row := range in.of[l.ID] {
			if !path.lessons[l.ID] {
				in.needs[row]++
			}
			if holds {
				in.holds[row]++
			}
		}
	}
	for row, n := range in.needs {
		if n > 0 && in.holds[row] >= (4*n+4)/5 { // four in five, rounded up
			rows = append(rows, row)
		}
	}
	return rows
}

// demandOf is what the person's pathway asks for. Of one that is in no pack here, it is
// the lessons of its modules that are.
func (in *support) demandOf(p *Person) demand {
	id := p.Told.Pathway.ID
	if d, known := in.pathways[id]; known {
		return d
	}
	for _, path := range in.catalogue.Pathways() {
		if path.ID == id {
			in.pathways[id] = in.sum(path.Lessons)
			return in.pathways[id]
		}
	}
	var lessons []string
	for _, m := range in.catalogue.Modules() {
		if p.module(m.ID) != nil {
			lessons = append(lessons, m.Lessons...)
		}
	}
	return in.sum(lessons)
}

func (in *support) sum(lessons []string) demand {
	d := demand{map[string]bool{}, make([]int, len(in.rows))}
	for _, id := range lessons {
		if d.lessons[id] {
			continue
		}
		d.lessons[id] = true
		for _, row := range in.of[id] {
			d.of[row]++
		}
	}
	return d
}
