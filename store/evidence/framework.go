package evidence

import (
	"cmp"
	"errors"
	"strings"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/progress"
)

// An Area is a row of an outside framework, and how far it was taught.
type Area struct {
	Framework string // "AI literacy", "NIST AI RMF", "DigComp 3.0" or "UNESCO"
	ID        string // "L1", "MAP 2.1", …
	Title     string // in words; may be empty
	Lessons   int    // that support it, of the packs in use
	Taught    int    // of those: lessons that somebody completed
	People    int    // who completed one of them at least
}

// A Mapped is an objective of a lesson that supports an area.
type Mapped struct {
	Lesson, Title, Objective, Text string
	Framework, ID, AreaTitle       string
	AsOf                           string // ISO day of the statement
}

// mapFrameworks says what was taught by the frameworks: see docs/evidence.md.
func (p *Pack) mapFrameworks(c *curriculum.Catalogue) error {
	var all []progress.Mastery
	for _, l := range c.Lessons() {
		all = append(all, objectivesOf(l)...)
	}
	rows, err := progress.Competencies(c, all)
	if err != nil {
		return err
	}
	at := map[[2]string]int{}
	for i, r := range rows {
		at[[2]string{r.Framework, r.ID}] = i
		p.Areas = append(p.Areas, Area{Framework: r.Framework, ID: clean.Line(r.ID), Title: clean.Line(r.Title)})
	}
	supports := map[string][]int{} // lesson to its areas
	for _, l := range c.Lessons() {
		own, err := progress.Competencies(c, objectivesOf(l))
		if err != nil {
			return err
		}
		for _, r := range own {
			area := at[[2]string{r.Framework, r.ID}]
			p.Areas[area].Lessons++
			supports[l.ID] = append(supports[l.ID], area)
		}
		if err := p.mapLesson(c, l); err != nil {
			return err
		}
	}
	p.countTaught(supports)
	return nil
}

func objectivesOf(l curriculum.Lesson) []progress.Mastery {
	return progress.MasteryOf([]progress.Lesson{{Lesson: l}}, nil, nil)
}

// mapLesson lists what each objective of a lesson supports.
func (p *Pack) mapLesson(c *curriculum.Catalogue, l curriculum.Lesson) error {
	for _, m := range objectivesOf(l) {
		rows, err := progress.Competencies(c, []progress.Mastery{m})
		if err != nil {
			return err
		}
		_, asOf, err := c.Frameworks(l.ID, m.Objective.ID)
		if err != nil {
			return err
		}
		for _, r := range rows {
			p.Map = append(p.Map, Mapped{
				clean.Line(l.ID), clean.Line(l.Title), clean.Line(m.Objective.ID), clean.Line(m.Objective.Text),
				r.Framework, clean.Line(r.ID), clean.Line(r.Title), clean.Line(asOf),
			})
		}
	}
	return nil
}

// countTaught counts lessons and people for each area.
func (p *Pack) countTaught(supports map[string][]int) {
	taught, person := map[string]bool{}, map[int]string{} // areas to whom was counted last: the records of a person stand together
	for _, r := range p.Records {
		if r.Kind != LessonKind {
			continue
		}
		for _, area := range supports[r.Lesson] {
			if !taught[r.Lesson] {
				p.Areas[area].Taught++
			}
			if person[area] != r.Learner {
				person[area] = r.Learner
				p.Areas[area].People++
			}
		}
		taught[r.Lesson] = true
	}
}

// A Framework is a framework as a whole.
type Framework struct {
	Name    string
	Areas   int
	Missing []Area // of which nobody completed a lesson
}

// Frameworks sum the areas up.
func (p Pack) Frameworks() []Framework {
	var all []Framework
	for _, a := range p.Areas {
		if len(all) == 0 || all[len(all)-1].Name != a.Framework {
			all = append(all, Framework{Name: a.Framework})
		}
		f := &all[len(all)-1]
		f.Areas++
		if a.People == 0 {
			f.Missing = append(f.Missing, a)
		}
	}
	return all
}

// Words name an area: "L1 How AI works, and its chances and dangers".
func (a Area) Words() string { return strings.TrimSpace(a.ID + " " + a.Title) }

// frameworksCSV is the map as a table.
func (p Pack) frameworksCSV() []byte {
	var b strings.Builder
	b.WriteString(mark + "lesson,title,objective,text,framework,id,area,as_of\r\n")
	for _, m := range p.Map {
		cells := []string{m.Lesson, m.Title, m.Objective, m.Text, m.Framework, m.ID, m.AreaTitle, m.AsOf}
		for i := range cells {
			cells[i] = clean.Cell(cells[i])
		}
		b.WriteString(csvLine(cells) + "\r\n")
	}
	return []byte(b.String())
}

// lawFacts are the facts of the packs that a pack of evidence stands on: the AI Act and its change, what
// Article 4 asks, what AI literacy is, what to record, what is at stake, and competence in
// ISO/IEC 42001.
func lawFacts() []string { return []string{"R-04", "R-05", "R-06", "R-07", "R-08", "R-14", "R-36"} }

// lawOf are those facts as the packs state them. One that no pack states is left out.
func lawOf(c *curriculum.Catalogue) ([]curriculum.Fact, error) {
	var law []curriculum.Fact
	for _, id := range lawFacts() {
		f, err := c.Fact(id)
		switch {
		case errors.Is(err, curriculum.ErrNotFound), errors.Is(err, curriculum.ErrAmbiguous), err == nil && f.ID != id:
			continue
		case err != nil:
			return nil, err
		}
		f.Claim, f.Source = clean.Line(f.Claim), clean.Line(f.Source)
		f.ID, f.AsOf, f.Status = clean.Line(f.ID), clean.Line(f.AsOf), cmp.Or(clean.Line(f.Status), "not said")
		law = append(law, f)
	}
	return law, nil
}
