package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/clean"
)

// experimentShown is an entry with how far its bench is.
type experimentShown struct {
	experiment
	Bench *benchCount `json:"bench"` // null during a blind rating, which withholds it

	lesson string // its title
}

// benchCount says how far a bench is.
type benchCount struct {
	Variants int  `json:"variants"`
	Cases    int  `json:"cases"`
	Outputs  int  `json:"outputs"`
	Missing  int  `json:"missing"`
	Rated    bool `json:"rated"` // a blind rating of it was revealed
}

// experimentShown reads an entry whole. A lesson that no pack has any more is named
// by its id.
func (a *app) experimentShown(id string) (experimentShown, error) {
	b, err := a.store().Bench(id)
	if err != nil {
		return experimentShown{}, err
	}
	shown := experimentShown{experiment: experimentOf(b.Experiment), lesson: b.Experiment.Lesson}
	if !b.Experiment.Blind {
		shown.Bench = &benchCount{len(b.Variants), len(b.Cases), len(b.Outputs), len(b.Missing()), revealed(b)}
	}
	if shown.lesson != "" {
		if catalogue, err := a.catalogue(); err == nil {
			if l, err := catalogue.Lesson(shown.lesson); err == nil {
				shown.lesson = l.Title + " (" + l.ID + ")"
			}
		}
	}
	return shown, nil
}

func revealed(b store.Bench) bool {
	for _, r := range b.Rounds {
		if !r.Revealed.IsZero() {
			return true
		}
	}
	return false
}

// entrySections are the headings under which the fields of an entry are read, by the
// field that each begins with.
func entrySections() map[string]string {
	return map[string]string{"question": "The plan", "task": "With what, and where", "outcome": "What came of it"}
}

func (e experimentShown) text(p *page) {
	p.say("%s", e.Title)
	about := "Logged on " + e.day + ". Verdict: " + e.Verdict
	if closed := dayOf(e.entry.Closed); closed != "" {
		about += ", closed on " + closed
	}
	p.inset("%s. Id: %s", about, e.ID)
	sections, heading := entrySections(), ""
	head := func() {
		if heading != "" {
			p.gap()
			p.say("%s", heading)
			heading = ""
		}
	}
	for _, f := range store.Fields() {
		heading = cmp.Or(sections[f.Name], heading)
		if words := e.words(f); words != "" {
			head()
			fieldText(p, f.Label, words)
		}
	}
	for _, words := range []string{minutesWords(e.entry), predictionWords(e.entry)} {
		if words != "" {
			head()
			p.inset("%s", words)
		}
	}
	p.gap()
	e.status(p)
	e.bench(p)
}

// words are what a field holds as it is read; nothing for what stands above already.
func (e experimentShown) words(f store.Field) string {
	words := f.Of(e.entry)
	switch {
	case f.Name == "title", f.Name == "verdict", words == "":
		return ""
	case f.Name == "lesson":
		return e.lesson
	case f.Kind == store.NumberField:
		return words + " " + f.Unit
	}
	return words
}

// fieldText writes a field: on a line where it fits, and else below its label, with
// the lines and paragraphs that it has.
func fieldText(p *page, label, words string) {
	if !strings.HasSuffix(label, "?") {
		label += ":"
	}
	if !strings.Contains(words, "\n") && ansi.StringWidth(label+words) < columns-3 {
		p.inset("%s %s", label, words)
		return
	}
	p.inset("%s", label)
	const indent = "    "
	for line := range strings.SplitSeq(clean.Text(words), "\n") {
		p.wrap(indent, indent, strings.TrimRight(line, " "))
	}
}

// minutesWords say what a use saves, which may be less than nothing.
func minutesWords(e store.Experiment) string {
	if e.MinutesBefore == nil || e.MinutesAfter == nil {
		return ""
	}
	before, after := *e.MinutesBefore, *e.MinutesAfter
	switch {
	case after < before:
		return fmt.Sprintf("It saves %s each time: %d min before, %d min with AI.", count(before-after, "minute"), before, after)
	case after > before:
		return fmt.Sprintf("It takes %s longer each time: %d min before, %d min with AI.", count(after-before, "minute"), before, after)
	}
	return fmt.Sprintf("It takes as long as before: %s.", count(before, "minute"))
}

// inList is an entry in a line or two of a list: its title, and what is going on.
func (e experiment) inList() string {
	var marks []string
	if e.Blind {
		marks = append(marks, "to rate")
	}
	if e.entry.Pilot != nil && e.entry.Pilot.Running() {
		marks = append(marks, "pilot to "+e.entry.Pilot.Ends)
	}
	if e.Visibility != "private" {
		marks = append(marks, "shared")
	}
	title := cut(e.Title, 75)
	if len(marks) > 0 {
		title += " [" + strings.Join(marks, ", ") + "]"
	}
	return title
}

// bench says how far the bench is, and what shows it.
func (e experimentShown) bench(p *page) {
	b := e.Bench
	switch {
	case b == nil:
		p.say("A blind rating is under way: %s to rate. Until then it is withheld which variant made what.", count(e.ToRate, "output"))
		p.inset("waymark journal rate %s", e.ID)
	case b.Variants+b.Cases == 0:
	default:
		p.say("%s", b.words())
		verb := "bench"
		if b.Rated {
			verb = "result"
		}
		p.inset("waymark journal %s %s", verb, e.ID)
	}
}

func (b benchCount) words() string {
	words := fmt.Sprintf("The bench: %s and %s", count(b.Variants, "variant"), count(b.Cases, "case"))
	switch {
	case b.Variants*b.Cases == 0:
	case b.Missing == 0:
		words += ", with every output"
	default:
		words += fmt.Sprintf(", %d of %s missing", b.Missing, count(b.Variants*b.Cases, "output"))
	}
	if b.Rated {
		return words + ". It was rated blind."
	}
	return words + ". It is not rated yet."
}
