package evidence

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// A section is a part of the report: sentences, and a table below them. It is written as
// Markdown and as HTML alike.
type section struct {
	Title   string
	Words   []string // a paragraph each
	Points  []string // a list
	Columns []string
	Rows    [][]cell
}

// A cell is a text of a table, which may lead to a file of the pack.
type cell struct{ Text, File string }

func texts(all ...string) []cell {
	cells := make([]cell, len(all))
	for i, text := range all {
		cells[i].Text = text
	}
	return cells
}

// scope is whom the pack is about.
func (p Pack) scope() string {
	parts := slices.DeleteFunc([]string{p.Team, p.Department}, func(s string) bool { return s == "" })
	return cmp.Or(strings.Join(parts, ", "), "everybody")
}

func (p Pack) title() string { return "Evidence of AI training: " + p.scope() }

// sections are the report, in the order in which it is read.
func (p Pack) sections() []section {
	return []section{
		p.glance(), p.missing(), p.taught(), p.people(), p.areas(), p.given(), p.law(), p.proof(),
	}
}

func (p Pack) glance() section {
	first, last := "", ""
	for _, r := range p.Records {
		if first == "" || r.Day < first {
			first = r.Day
		}
		last = max(last, r.Day)
	}
	s := section{Title: "At a glance", Words: []string{
		fmt.Sprintf("%s, %s. Lessons completed: %d; rules acknowledged: %d; modules given: %d; modules waived: %d.",
			counted(len(p.People), "person", "people"), counted(len(p.Records), "record", "records"),
			p.Count(LessonKind), p.Count(PolicyKind), p.Count(AssignmentKind), p.Count(WaiverKind)),
		snapshot.Purpose + " It says what the newest snapshot of each person tells, which they saw before it left. There is no score, no answer, no attempt, no duration and no time of day in it: none are collected.",
		"Snapshots: " + p.Freshness.Words() + ".",
	}}
	if first != "" {
		s.Words = append(s.Words, "The records are of "+first+" to "+last+".")
	}
	var packs []string
	for _, pack := range p.Packs {
		packs = append(packs, pack.ID+" "+pack.Version)
	}
	s.Words = append(s.Words, "Packs of lessons in use: "+strings.Join(packs, ", ")+".")
	return s
}

// missing says what the pack cannot show, before anything that it can.
func (p Pack) missing() section {
	s := section{Title: "What is missing"}
	say := func(format string, a ...any) { s.Points = append(s.Points, fmt.Sprintf(format, a...)) }
	for _, f := range p.Frameworks() {
		if len(f.Missing) > 0 {
			say("%s: nobody completed a lesson for %d of %s: %s.", f.Name, len(f.Missing), counted(f.Areas, "area", "areas"), strings.Join(words(f.Missing), "; "))
		}
	}
	if who := p.Without(); len(who) > 0 {
		say("No lesson is recorded of %s: %s.", counted(len(who), "person", "people"), strings.Join(names(who), ", "))
	}
	if who := p.Untold(); len(who) > 0 {
		say("%s (%s) chose to share no lessons: whether they completed any is not known here.", counted(len(who), "person", "people"), strings.Join(names(who), ", "))
	}
	if p.Open > 0 {
		say("Modules that were given and were not complete on the day of the snapshots: %d of %d.", p.Open, p.Count(AssignmentKind))
	}
	if lessons := p.NotHeld(); len(lessons) > 0 {
		var all []string
		for _, l := range lessons {
			all = append(all, strings.TrimSpace(l.ID+" "+l.Version))
		}
		say("The text of %s is not in this pack, since no pack of lessons here has it under the hash that was told: %s.", counted(len(lessons), "lesson", "lessons"), strings.Join(all, "; "))
	}
	if p.Withdrawn > 0 {
		say("%s withdrew what they had shared; nothing of it is in this pack.", counted(p.Withdrawn, "person", "people"))
	}
	if p.Erased > 0 {
		say("The data of %s were erased here; nothing of them is in this pack.", counted(p.Erased, "person", "people"))
	}
	if len(s.Points) == 0 {
		s.Words = []string{"Nothing that this program could tell: everybody has a record, and each area of the frameworks was taught to somebody."}
	}
	return s
}

func (p Pack) taught() section {
	s := section{
		Title: "What was taught", Columns: []string{"Lesson", "Id", "Version", "People", "Text as taught (SHA-256)"},
		Words: []string{"Each text is in the folder lessons, to the letter, under its hash. A lesson may stand here in several versions. Rules of the company that were acknowledged are among them."},
	}
	for _, l := range p.Lessons {
		row := texts(cmp.Or(l.Title, l.ID), l.ID, l.Version, strconv.Itoa(l.People), cmp.Or(l.Hash, "not told"))
		if l.Text != nil {
			row[4].File = lessonFile(l.Hash)
		} else {
			row[4].Text += " (not in this pack)"
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (p Pack) people() section {
	s := section{
		Title: "To whom", Columns: []string{"Person", "Department", "Role", "Lessons completed", "Rules acknowledged", "Newest record"},
		Words: []string{"In the order of names; nobody is ranked. Which lessons, on which day, says each row of records.csv. The number depends on the pathway that a person follows."},
	}
	for _, who := range p.People {
		lessons := strconv.Itoa(who.Lessons)
		if who.Untold {
			lessons = "not shared"
		}
		s.Rows = append(s.Rows, texts(who.Name, who.Department, who.Role, lessons, strconv.Itoa(who.Policies), who.Last))
	}
	return s
}

func (p Pack) areas() section {
	s := section{
		Title: "How it maps to the frameworks", Columns: []string{"Framework", "Area", "Lessons that support it", "Of these completed by somebody", "People"},
		Words: []string{
			"An area counts a person who completed at least one lesson that supports it. It is a map of subjects, not a measure of what anybody can do. Which objective supports which area, and as of which day, says frameworks.csv.",
			"The areas of AI literacy, L1 to L5, are Waymark's own reading of Art. 3(56) and Art. 4 of the EU AI Act, and no official list.",
		},
	}
	for _, f := range p.Frameworks() {
		if words := IDWords(f.Name); words != "" {
			s.Words = append(s.Words, f.Name+". "+words)
		}
	}
	for _, a := range p.Areas {
		s.Rows = append(s.Rows, texts(a.Framework, a.Words(), strconv.Itoa(a.Lessons), strconv.Itoa(a.Taught), strconv.Itoa(a.People)))
	}
	return s
}

// IDWords say what the ids of a framework mean whose areas have no title here; empty for
// others.
func IDWords(framework string) string {
	switch framework {
	case "NIST AI RMF":
		return "The ids are its subcategories; their words are in NIST AI 100-1, part 2."
	case "UNESCO":
		return "The ids are of the AI competency framework for students: an aspect (H human-centred mindset, E ethics of AI, " +
			"T AI techniques and applications, S AI system design) and a level (U understand, A apply, C create)."
	}
	return ""
}

func (p Pack) given() section {
	s := section{Title: "What was given and waived", Columns: []string{"Person", "Module", "What", "Day", "Due", "Reason"}}
	for _, r := range p.Records {
		if what := map[Kind]string{AssignmentKind: "given", WaiverKind: "waived"}[r.Kind]; what != "" {
			s.Rows = append(s.Rows, texts(r.Person, cmp.Or(r.Title, r.Module), what, r.Day, r.Due, r.Reason))
		}
	}
	if len(s.Rows) == 0 {
		s.Words = []string{"Nothing was."}
	}
	return s
}

func (p Pack) law() section {
	s := section{
		Title: "What the law and the standard say", Columns: []string{"What it says", "Source", "Checked on", "Status", "Fact"},
		Words: []string{
			"General information, not legal advice. Each statement comes from the packs of lessons with the day on which it was checked; law changes, so check it again before you rely on it. V1: read in the primary text; V2: two independent sources; V3: one secondary source.",
			"For Art. 4 of the AI Act this pack shows measures that were taken, to whom and when. For ISO/IEC 42001, clause 7.2, it is documented information on training; which competence is necessary, and whether training was effective, the organisation decides and shows elsewhere.",
		},
	}
	for _, f := range p.Law {
		s.Rows = append(s.Rows, texts(f.Claim, f.Source, f.AsOf, f.Status, f.ID))
	}
	return s
}

func (p Pack) proof() section {
	return section{
		Title: "What this pack proves, and how to check it",
		Words: []string{
			"It proves that nothing in this folder was changed since " + cmp.Or(p.Lead.Name, "its maker") + " signed it on " + p.Made + " with the key " + p.Lead.Key + " (fingerprint " + envelope.Fingerprint(p.Lead.Key) + "). It does not prove who holds that key: compare the fingerprint by voice.",
			"It does not prove that the records were complete or true when they were signed: whoever signs could have left somebody out. Each record was told by the person's own program, whose signature was checked when it was taken in.",
			"To check it: waymark evidence verify FOLDER --key " + p.Lead.Key,
		},
	}
}

func words(areas []Area) []string {
	all := make([]string, len(areas))
	for i, a := range areas {
		all[i] = a.Words()
	}
	return all
}

func names(people []Person) []string {
	all := make([]string, len(people))
	for i, who := range people {
		all[i] = who.Name
	}
	return all
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
