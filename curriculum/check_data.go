package curriculum

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// How old, in days, a fact may be before it is due to be checked again: law
// changes sooner than the findings of a study.
const lawMayBe, studyMayBe = 180, 540

// overdue reports that a fact was checked too long before a day.
func (f Fact) overdue(day time.Time) bool {
	checked, err := time.Parse(time.DateOnly, f.AsOf)
	if err != nil {
		return true
	}
	days := studyMayBe
	if strings.HasSuffix(f.file, "law.yaml") {
		days = lawMayBe
	}
	return day.Sub(checked) > time.Duration(days)*24*time.Hour
}

// Overdue returns the oldest day on which a fact that the lesson cites was
// checked, where that is longer ago than facts may be; empty where none is
// due. The first call reads the fact sheets.
func (c *Catalogue) Overdue(l Lesson, day time.Time) (string, error) {
	oldest := ""
	facts, err := c.facts()
	if err != nil {
		return "", err
	}
	for _, f := range facts {
		if f.Pack != l.Pack || !slices.Contains(l.Facts, f.ID) {
			continue
		}
		if f.overdue(day) && (oldest == "" || f.AsOf < oldest) {
			oldest = f.AsOf
		}
	}
	return oldest, nil
}

// checkAges: facts that lessons cite were checked not too long ago, as seen on
// the day of the check.
func checkAges(d *draft, say report) {
	citing := map[string][]string{}
	for _, l := range d.lessons {
		for _, id := range l.Facts {
			citing[id] = append(citing[id], l.ID)
		}
	}
	for id, lessons := range citing {
		if fact, ok := d.facts[id]; ok && fact.overdue(d.today) {
			say(fact.file, fact.line, fmt.Sprintf("%s was checked on %s; it stands in %s", id, fact.AsOf, strings.Join(lessons, ", ")), "check it again and give the new date")
		}
	}
}

// checkGlossary: every term is explained once, by a lesson that uses it.
func checkGlossary(d *draft, say report) {
	const file = "glossary.yaml"
	seen := map[string]bool{}
	for _, t := range d.glossary {
		name := strings.ToLower(t.Term)
		at := slices.IndexFunc(d.lessons, func(l *lessonDraft) bool { return l.ID == t.Lesson })
		switch {
		case t.Term == "" || t.Meaning == "":
			say(file, 1, fmt.Sprintf("the term %q has no name or no meaning", t.Term), "write both")
		case seen[name]:
			say(file, 1, fmt.Sprintf("the term %q stands twice", t.Term), "keep one")
		case at < 0:
			say(file, 1, fmt.Sprintf("the term %q names the lesson %q, which does not exist", t.Term, t.Lesson), "name the lesson that explains it")
		case !d.lessons[at].uses(name):
			say(file, 1, fmt.Sprintf("%s does not use the term %q", t.Lesson, t.Term), "name the lesson that explains it, or write the term as it stands there")
		}
		seen[name] = true
	}
}

func (l *lessonDraft) uses(term string) bool {
	return slices.ContainsFunc(l.passages, func(p passage) bool {
		return strings.Contains(strings.ToLower(plain(p.text)), term)
	})
}

// checkBadges: a badge has an id of its own, and names modules and badges that exist.
func checkBadges(d *draft, say report) {
	const file = "badges.yaml"
	seen := map[string]bool{}
	for _, b := range d.badges {
		if seen[b.ID] {
			say(file, 1, fmt.Sprintf("the id %q is used twice", b.ID), "give one of the badges another id")
		}
		seen[b.ID] = true
		if b.ID == "" || b.Title == "" || len(b.Modules)+len(b.Badges)+len(b.Evidence) == 0 {
			say(file, 1, fmt.Sprintf("the badge %q has no id, no title or nothing to earn it by", b.ID), "write what is missing")
		}
		for _, id := range b.Modules {
			if !slices.ContainsFunc(d.folder.modules, func(m Module) bool { return m.ID == id }) {
				say(file, 1, fmt.Sprintf("%s names a module %q that does not exist", b.ID, id), "correct the id")
			}
		}
		for _, id := range b.Badges {
			if id == b.ID || !slices.ContainsFunc(d.badges, func(other Badge) bool { return other.ID == id }) {
				say(file, 1, fmt.Sprintf("%s names a badge %q that is no other badge", b.ID, id), "correct the id")
			}
		}
		checkEvidence(file, b, say)
	}
}

// checkEvidence: what a badge asks for can be counted.
func checkEvidence(file string, b Badge, say report) {
	for _, e := range b.Evidence {
		switch {
		case e.Count < 1 || e.Text == "":
			say(file, 1, fmt.Sprintf("%s asks for evidence without a count or words", b.ID), "write both")
		case !slices.Contains(EvidenceKinds(), e.Kind):
			say(file, 1, fmt.Sprintf("%s asks for evidence of the kind %q, which does not exist", b.ID, e.Kind), "use "+strings.Join(EvidenceKinds(), ", "))
		case e.Cases < 0 || e.Cases > 0 && e.Kind != "evaluation" && e.Kind != "template-card":
			say(file, 1, fmt.Sprintf("%s asks for cases of a kind that has none: %q", b.ID, e.Kind), "ask for cases of an evaluation or a template-card only")
		}
	}
}

// checkMap: the competency map has every objective and no other, each supports
// something, and the rows of a lesson add up to what its front matter says.
func checkMap(d *draft, say report) {
	rows := map[string]map[string]Frameworks{}
	files := map[string]string{}
	for _, f := range d.frameworks {
		if !isoDate().MatchString(f.AsOf) {
			say(f.file, 1, fmt.Sprintf("as_of %q is not a date", f.AsOf), `write it like "as_of: 2026-11-24"`)
		}
		for lesson, objectives := range f.Objectives {
			rows[lesson], files[lesson] = objectives, f.file
			checkRows(d, f.file, lesson, objectives, say)
		}
	}
	for _, l := range d.lessons {
		file := files[l.ID]
		if file == "" {
			say("frameworks/"+l.Module+".yaml", 1, "the competency map lacks "+l.ID, "add a row for each of its objectives")
			continue
		}
		var all Frameworks
		for _, o := range l.Objectives {
			f := rows[l.ID][o.ID]
			if l.tests(o.ID) && (len(f.Literacy) == 0 || len(f.NIST) == 0) {
				say(file, 1, fmt.Sprintf("%s#%s supports no literacy area or no outcome of NIST", l.ID, o.ID), "name at least one of each")
			}
			all = Frameworks{
				append(all.Literacy, f.Literacy...), append(all.NIST, f.NIST...),
				append(all.DigComp, f.DigComp...), append(all.UNESCO, f.UNESCO...),
			}
		}
		if !sameSet(all.Literacy, l.Frameworks.Literacy) || !sameSet(all.NIST, l.Frameworks.NIST) ||
			!sameSet(all.DigComp, l.Frameworks.DigComp) || !sameSet(all.UNESCO, l.Frameworks.UNESCO) {
			say(file, 1, "the rows of "+l.ID+" do not add up to its front matter", "make both name the same ids")
		}
	}
}

// checkRows: the rows of a lesson belong to objectives that it has.
func checkRows(d *draft, file, lesson string, rows map[string]Frameworks, say report) {
	at := slices.IndexFunc(d.lessons, func(l *lessonDraft) bool { return l.ID == lesson })
	if at < 0 {
		say(file, 1, fmt.Sprintf("has rows of a lesson %q, which does not exist", lesson), "correct the id or take the rows out")
		return
	}
	for id := range rows {
		if !slices.ContainsFunc(d.lessons[at].Objectives, func(o Objective) bool { return o.ID == id }) {
			say(file, 1, fmt.Sprintf("%s has no objective %q", lesson, id), "correct the id or take the row out")
		}
	}
}

func sameSet(a, b []string) bool {
	sorted := func(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }
	return slices.Equal(sorted(a), sorted(b))
}
