package curriculum

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// A draft is a pack as the checker reads it.
type draft struct {
	folder  folder
	lessons []*lessonDraft
	banks   []*lessonDraft // the items of lessons that only checks and re-tests ask
	drills  []drillFile

	bankNames []string // of the files below bank/
	byID      func() map[string]Lesson
	full      func() bool // more is found already than is told
	facts     map[string]Fact
	today     time.Time

	translations []*translationDraft
	noLanguages  []string // what else is below translations/

	glossary     []Term
	badges       []Badge
	rubrics      []Rubric
	helps        Helps
	frameworks   []frameworkFile
	outside      []Lesson             // of Waymark's own pack, which other packs may build on
	outsideAsked map[string]lessonIDs // of these lessons, by id
	outsidePaths []Pathway            // of Waymark's own pack, which other packs may extend
	outsideRates []Rubric             // of Waymark's own pack, which other packs may rate by
}

// A lessonDraft is a lesson as the checker reads it.
type lessonDraft struct {
	Lesson
	pack     *draft
	doc      document
	lines    []string // of the file
	passages []passage
}

func (d *draft) house() bool { return d.folder.pack.Style == "waymark" }

// readDraft reads a whole pack, as far as it can be read.
func readDraft(fsys fs.FS) (*draft, []error) {
	s := &source{fsys: fsys}
	f, faults := readFolder(s)
	d := &draft{folder: f, facts: map[string]Fact{}, full: func() bool { return false }}
	d.byID = sync.OnceValue(d.lessonsByID)
	for _, l := range f.lessons {
		text, err := s.text(l.File)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		one := &lessonDraft{Lesson: l, pack: d, doc: parseDocument(l, text), lines: strings.Split(text, "\n")}
		for _, f := range one.doc.faults {
			faults = append(faults, f)
		}
		one.passages = one.allPassages()
		d.lessons = append(d.lessons, one)
		faults = append(faults, d.readBank(s, one)...)
	}
	faults = append(faults, d.readDrills(s)...)
	names, err := s.names("bank", ".md")
	if err != nil {
		faults = append(faults, err)
	}
	for _, name := range names {
		d.bankNames = append(d.bankNames, strings.TrimSuffix(name, ".md"))
	}
	faults = append(faults, d.readTables(s)...)
	faults = append(faults, d.readTranslations(s)...)
	facts, errs := readFacts(s)
	for _, fact := range facts {
		if first, taken := d.facts[fact.ID]; taken {
			faults = append(faults, &fault{fact.file, fact.line, fmt.Sprintf("the id %q is used in %s too", fact.ID, first.file), "give one of the facts another id"})
		}
		d.facts[fact.ID] = fact
	}
	own := &source{fsys: Embedded()}
	if first, _ := readLists(own); first.pack.ID != f.pack.ID {
		d.outside, d.outsideAsked, d.outsidePaths = first.lessons, first.asked, first.pathways
		d.outsideRates, _ = readRubrics(own)
	}
	return d, append(faults, errs...)
}

// readTables reads the files of a pack that are YAML as a whole.
func (d *draft) readTables(s *source) (faults []error) {
	note := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	var err error
	d.glossary, err = readGlossary(s)
	note(err)
	d.badges, err = readBadges(s, d.folder.pack.ID)
	note(err)
	d.rubrics, err = readRubrics(s)
	note(err)
	d.helps, err = readHelps(s)
	note(err)
	d.frameworks, err = readFrameworks(s)
	note(err)
	return faults
}

// readBank reads the bank of a lesson, which is judged like a lesson of its own
// with the same objectives.
func (d *draft) readBank(s *source, l *lessonDraft) (faults []error) {
	bank := &lessonDraft{Lesson: l.Lesson, pack: d}
	bank.File = bankFile(l.ID)
	if !s.has(bank.File) {
		return nil
	}
	text, err := s.text(bank.File)
	if err != nil {
		return []error{err}
	}
	bank.doc, bank.lines = scan(bank.Lesson, text, 1), strings.Split(text, "\n")
	for _, f := range bank.doc.faults {
		faults = append(faults, f)
	}
	for id := range bank.doc.lines {
		if l.doc.lines[id] > 0 {
			faults = append(faults, &fault{bank.File, bank.doc.lines[id], fmt.Sprintf("the id %q is taken by the lesson", id), "give the item another id"})
		}
	}
	bank.passages = bank.allPassages()
	d.banks = append(d.banks, bank)
	return faults
}

func (d *draft) readDrills(s *source) (faults []error) {
	files, err := readDrills(s)
	if err != nil {
		return []error{err}
	}
	for _, f := range files {
		for _, fault := range f.faults {
			faults = append(faults, fault)
		}
	}
	d.drills = files
	return faults
}

// lesson returns the front matter of a lesson of the pack or of Waymark's own.
func (d *draft) lesson(id string) (Lesson, bool) {
	l, ok := d.byID()[id]
	return l, ok
}

func (d *draft) lessonsByID() map[string]Lesson {
	byID := map[string]Lesson{}
	for _, l := range slices.Concat(d.outside, d.folder.lessons) {
		byID[l.ID] = l
	}
	return byID
}

// frontLine is the line of a field in the front matter.
func (l *lessonDraft) frontLine(field string) int {
	return max(1, 1+slices.IndexFunc(l.lines, func(line string) bool { return strings.HasPrefix(line, field+":") }))
}

// allPassages lists the text of the pages and of the blocks.
func (l *lessonDraft) allPassages() []passage {
	var all []passage
	for _, page := range l.doc.pages {
		for _, part := range page.parts {
			all = append(all, passages(part, page.Heading)...)
		}
		block := func(kind string, texts ...string) {
			all = append(all, l.blockPassages(page, kind, texts)...)
		}
		switch {
		case page.Item != nil:
			for _, i := range append([]Item{*page.Item}, page.Item.Variants...) {
				block("item", slices.Concat([]string{i.Stem, i.Why, i.Model, i.Worked}, i.Hints, i.Rubric)...)
				for _, o := range slices.Concat(i.Options, i.Left) {
					block("option", o.Text)
					block("item", o.Why)
				}
			}
		case page.Exercise != nil:
			block("exercise", page.Exercise.Task, page.Exercise.Without)
		case page.Trial != nil:
			block("experiment", page.Trial.Title, page.Trial.Hypothesis, page.Trial.Measure, page.Trial.Cases,
				page.Trial.Success, page.Trial.Guard, page.Trial.Rule)
		case page.Scenario != nil:
			block("scenario", page.Scenario.Text)
			for _, b := range page.Scenario.Branches {
				block("scenario", b.Choice, b.Outcome)
			}
		}
	}
	for _, c := range l.doc.cards {
		page := documentPage{line: l.doc.lines["card "+c.ID]}
		all = append(all, l.blockPassages(page, "card", []string{c.Question, c.Answer})...)
	}
	return all
}

// blockPassages splits texts of a block. Their lines are those of the file
// where their first words can be found there.
func (l *lessonDraft) blockPassages(page documentPage, kind string, texts []string) []passage {
	var all []passage
	for _, text := range texts {
		for _, p := range passages(part{text: text}, page.Heading) {
			p.block, p.line = kind, l.find(p.text, page.line)
			all = append(all, p)
		}
	}
	return all
}

// find returns the line of the file, from a line on, that holds the first words
// of a text; that line where none does.
func (l *lessonDraft) find(text string, from int) int {
	words := strings.Fields(text)
	begin := strings.Join(words[:min(3, len(words))], " ")
	for at := from; at < len(l.lines); at++ {
		if strings.Contains(l.lines[at], begin) {
			return at + 1
		}
	}
	return from
}
