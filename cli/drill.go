package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// drillList is the texts with planted errors, by department.
type drillList struct {
	Departments []drillShelf `json:"departments"`
	Figures     drillFigures `json:"figures"`
}

type drillShelf struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Read   int         `json:"read"`
	Drills []drillCard `json:"drills"`
}

// drillCard is a text in the list. It tells of no text that was not read whether
// anything is wrong in it.
type drillCard struct {
	ID       string        `json:"id"`
	Title    string        `json:"title"`
	Readings int           `json:"readings"`
	First    *drillReading `json:"first"`
}

// drillReading is one reading of a text, in lines.
type drillReading struct {
	Marked      []int  `json:"marked"`
	Hits        int    `json:"hits"`
	Misses      int    `json:"misses"`
	FalseAlarms int    `json:"false_alarms"`
	Rejections  int    `json:"rejections"`
	At          string `json:"at"`
}

// drillFigures are the first readings of all texts, added up.
type drillFigures struct {
	Texts       int      `json:"texts"`
	Hits        int      `json:"hits"`
	Misses      int      `json:"misses"`
	FalseAlarms int      `json:"false_alarms"`
	Rejections  int      `json:"rejections"`
	DPrime      *float64 `json:"d_prime"`
	Words       []string `json:"words"`
}

// drillPage is a text as it is read.
type drillPage struct {
	ID         string     `json:"id"`
	Title      string     `json:"title"`
	Department string     `json:"department"`
	Given      string     `json:"given"`
	Lines      []textLine `json:"lines"`
}

type textLine struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
}

// drillDone is a reading that was handed in, with what was planted.
type drillDone struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	drillReading
	Counts  bool         `json:"counts"`
	Lines   []gradedLine `json:"lines"`
	Figures drillFigures `json:"figures"`
	verdict string
}

type gradedLine struct {
	textLine
	Marked  bool           `json:"marked"`
	Outcome string         `json:"outcome"`
	Errors  []plantedError `json:"errors"`
	reasons []string
}

func (a *app) drillCommand() *cobra.Command {
	var marks string
	var none bool
	var run *cobra.Command
	run = a.verb("run ID", "Read a text, and hand in the lines that are wrong", func(args []string) (result, error) {
		return a.drillRun(args[0], run.Flags().Changed("mark"), marks, none)
	})
	write(run, &marks, "mark", "the numbers of the lines that are wrong, such as 2,5")
	run.Flags().BoolVar(&none, "none", false, "nothing is wrong in it")
	run.Long = "Read a text that an assistant might have written, and find what is wrong in it: there may be several errors, or none. " +
		"Without a flag the text opens in the screens, or is asked about in lines with --plain; without a terminal it is printed. With --mark or --none the reading is graded, recorded and explained. " +
		"Only the first reading of a text counts in your figures."
	run.Example = "  waymark drill run marketing/spring-newsletter\n  waymark drill run marketing/spring-newsletter --mark 2,5"
	return a.noun("drill", "Find the planted errors in texts",
		example(a.verb("list", "List the texts, those of your department first", a.drillList), "waymark drill list"),
		completing(run, a.ids(drillIDs)),
	)
}

func drillIDs(c *curriculum.Catalogue) []string {
	var ids []string
	for _, department := range curriculum.Departments() {
		drills, err := c.Drills(department.ID)
		if err != nil {
			return nil
		}
		for _, d := range drills {
			ids = append(ids, d.Ref+"\t"+d.Title)
		}
	}
	return ids
}

func (a *app) drillList([]string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	all, err := progress.ReadDrills(catalogue, a.store())
	if err != nil {
		return nil, err
	}
	found := drillList{[]drillShelf{}, figuresOf(all.First)}
	for _, s := range all.Shelves {
		shelf := drillShelf{s.Department.ID, s.Department.Title, s.Read(), nil}
		for _, d := range s.Drills {
			card := drillCard{ID: d.Ref, Title: d.Title, Readings: len(d.Readings)}
			if d.Read() {
				first := readingOf(d.Readings[0])
				card.First = &first
			}
			shelf.Drills = append(shelf.Drills, card)
		}
		found.Departments = append(found.Departments, shelf)
	}
	return found, nil
}

func (a *app) drillRun(id string, marked bool, marks string, none bool) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	drill, err := catalogue.Drill(id)
	if err != nil {
		return nil, err
	}
	switch {
	case marked && none:
		return nil, misuse("--mark and --none exclude each other; give one of them")
	case !marked && !none && a.screens():
		return nil, a.openDrill(drill.Ref)
	case !marked && !none && a.talks():
		return nil, a.converse(func(t *talk) error { return t.drill(drill) })
	case !marked && !none:
		return drillPageOf(drill), nil
	}
	lines, err := drill.ParseMarks(marks)
	if err != nil {
		return nil, usageError{err.Error()}
	}
	if marked && len(lines) == 0 {
		return nil, misuse("--mark needs the numbers of lines, such as 2,5; if nothing is wrong in the text, say --none")
	}
	done, err := a.handIn(drill, lines)
	if err != nil {
		return nil, err
	}
	return done, nil
}

// handIn grades a reading and stores it.
func (a *app) handIn(drill curriculum.Drill, marks []int) (drillDone, error) {
	s := a.store()
	reading, err := s.RecordDrill(progress.DrillReading(drill, marks))
	if err != nil {
		return drillDone{}, err
	}
	all, err := s.Drills()
	if err != nil {
		return drillDone{}, err
	}
	first := progress.FirstReadings(all)
	found := drillDone{
		ID: drill.Ref, Title: drill.Title, drillReading: readingOf(reading), Figures: figuresOf(first), verdict: progress.DrillVerdict(reading),
		Counts: slices.ContainsFunc(first, func(r store.Drill) bool { return r.ID == reading.ID }),
	}
	for _, l := range drill.Lines() {
		on := slices.Contains(marks, l.Number)
		line := gradedLine{textLine: textLine{l.Number, l.Text}, Marked: on, Outcome: progress.OutcomeOf(l, on).String(), Errors: []plantedError{}}
		for _, e := range l.Errors {
			line.Errors = append(line.Errors, plantedError{e.Quote, e.Kind, e.Why})
			line.reasons = append(line.reasons, l.Reason(e))
		}
		found.Lines = append(found.Lines, line)
	}
	return found, nil
}

func readingOf(r store.Drill) drillReading {
	return drillReading{append([]int{}, r.Marked...), r.Hits, r.Misses, r.FalseAlarms, r.Rejections, stamp(r.At)}
}

func figuresOf(first []store.Drill) drillFigures {
	sum := progress.Detected(first...)
	f := drillFigures{
		Texts: len(first), Hits: sum.Hits, Misses: sum.Misses, FalseAlarms: sum.FalseAlarms, Rejections: sum.CorrectRejections,
		DPrime: known(sum.Sensitivity()), Words: progress.DrillWords(first),
	}
	for i, words := range f.Words { // in signs that can be typed, and that a screen reader knows
		f.Words[i] = strings.ReplaceAll(words, "′", "'")
	}
	return f
}

func drillPageOf(d curriculum.Drill) drillPage {
	found := drillPage{ID: d.Ref, Title: d.Title, Department: d.Department, Given: d.Given()}
	for _, l := range d.Lines() {
		found.Lines = append(found.Lines, textLine{l.Number, l.Text})
	}
	return found
}

func (l drillList) text(p *page) {
	l.Figures.text(p)
	for _, shelf := range l.Departments {
		p.gap()
		p.say("%s: %d of %d read", shelf.Title, shelf.Read, len(shelf.Drills))
		var rows [][]string
		for _, d := range shelf.Drills {
			if d.First == nil {
				rows = append(rows, []string{d.ID, "new", d.Title})
				continue
			}
			rows = append(rows, []string{d.ID, "read", d.Title}, []string{"", "", progress.DrillResult(d.First.record())})
		}
		p.table(rows)
	}
}

// record is the reading as the store has it.
func (r drillReading) record() store.Drill {
	return store.Drill{Hits: r.Hits, Misses: r.Misses, FalseAlarms: r.FalseAlarms, Rejections: r.Rejections}
}

func (f drillFigures) text(p *page) {
	for _, words := range f.Words {
		p.say("%s", words)
	}
}

func (d drillPage) text(p *page) {
	p.say("%s", d.Title)
	p.gap()
	if d.Given != "" {
		p.say("What the assistant was given. This much is right.")
		for line := range strings.SplitSeq(d.Given, "\n") {
			p.inset("%s", line)
		}
		p.gap()
	}
	p.say("What it wrote. Some of these lines may be wrong, or none.")
	rows := make([][]string, len(d.Lines))
	for i, l := range d.Lines {
		rows[i] = []string{strconv.Itoa(l.Number), l.Text}
	}
	p.table(rows)
	p.gap()
	p.say("Hand in the lines that are wrong, such as 2 and 5:")
	p.inset("waymark drill run %s --mark 2,5", d.ID)
	p.say("or, if nothing is wrong:")
	p.inset("waymark drill run %s --none", d.ID)
}

func (d drillDone) text(p *page) {
	p.say("%s", d.verdict)
	p.gap()
	var rows [][]string
	for _, l := range d.Lines {
		rows = append(rows, []string{strconv.Itoa(l.Number), l.mark(), l.Text})
		for _, reason := range l.reasons {
			rows = append(rows, []string{"", "", reason})
		}
	}
	p.table(rows)
	p.gap()
	if !d.Counts {
		p.say("You had read this text before: only the first reading counts.")
	}
	d.Figures.text(p)
}

// mark is what came of the line; a sound one that was let pass needs no word.
func (l gradedLine) mark() string {
	if l.Outcome == progress.Rejection.String() {
		return ""
	}
	return l.Outcome
}
