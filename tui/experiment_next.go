package tui

import (
	"fmt"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/clean"
)

// counts are how far a bench is.
type counts struct {
	variants, cases, outputs, missing int
	rated                             bool // a round was revealed
}

func countsOf(b store.Bench) counts {
	c := counts{variants: len(b.Variants), cases: len(b.Cases), outputs: len(b.Outputs)}
	c.missing = max(0, c.variants*c.cases-c.outputs)
	for _, r := range b.Rounds {
		c.rated = c.rated || !r.Revealed.IsZero()
	}
	return c
}

// next is the one thing to do now, in words, and its key.
func (x experiment) next() (words, k string) {
	e := x.loaded.entry
	switch p := e.Pilot; {
	case e.Blind:
		return "go on rating: " + countOf(e.ToRate, "judgement is", "judgements are") + " left", "r"
	case p != nil && p.Running() && p.Ends < x.env.Now().Format(time.DateOnly):
		return "the pilot ended on " + dayWords(p.Ends) + ": decide what follows", "P"
	case e.Verdict == store.Open:
		return x.nextOpen()
	case p != nil && p.Running():
		return "the pilot ends on " + dayWords(p.Ends), "P"
	case e.Learning == "":
		return "say in one sentence what others can learn from it", "c"
	case e.Next == store.Adopt && p == nil:
		return "try it in earnest, as a pilot with a limit and an end", "P"
	case e.Next == store.Repeat:
		return "try it again, as an entry of its own", "n"
	case e.Next == store.Adapt:
		return "change what did not work and try that, as an entry of its own", "n"
	}
	return "nothing is left to do here", ""
}

// nextOpen is next for an entry without a verdict.
func (x experiment) nextOpen() (words, k string) {
	e, n := x.loaded.entry, countsOf(x.loaded.bench)
	switch {
	case n.outputs > 0 && n.missing > 0:
		return "collect " + countOf(n.missing, "output", "outputs"), "b"
	case n.outputs > 0 && !n.rated:
		return "rate " + countOf(n.outputs, "output", "outputs") + ", without knowing which is which", "r"
	case n.rated, e.Outcome != "":
		return "close it: what did it come to?", "c"
	case e.Success == "":
		return "say what would count as a success, before you see a result", onSection + "Claims"
	case n.missing > 0:
		return "collect " + countOf(n.missing, "output", "outputs"), "b"
	case n.variants > 0 || n.cases > 0:
		return "put what is still missing on the bench: at least two variants and one case", "b"
	}
	return "try it, and write down what came out", onSection + "Outcome"
}

// nextSection is the section where Enter does what comes next, or empty.
func (x experiment) nextSection() string {
	_, k := x.next()
	section, _ := strings.CutPrefix(k, onSection)
	if section == k {
		return ""
	}
	return strings.ToLower(section)
}

// onSection begins the key of what is done on a section of the page.
const onSection = "Enter on "

// benchWords are what is on the bench, and the key that leads on from there. A bench
// that is empty says what it is for, unless the entry is closed.
func (x experiment) benchWords() (words, k string) {
	e, n := x.loaded.entry, countsOf(x.loaded.bench)
	switch {
	case e.Blind:
		return "What came from which variant stays hidden until all is rated.", ""
	case n.variants+n.cases == 0 && e.Verdict == store.Open:
		return "nothing yet; here two ways get a fair test", "b"
	case n.variants+n.cases == 0:
		return "", ""
	}
	parts := []string{countOf(n.variants, "variant", "variants"), countOf(n.cases, "case", "cases")}
	switch k = "b"; {
	case n.missing > 0:
		parts = append(parts, countOf(n.missing, "output", "outputs")+" missing")
	case n.outputs > 0 && !n.rated:
		parts = append(parts, countOf(n.outputs, "output", "outputs")+" to rate")
	case n.rated:
		parts, k = append(parts, "rated"), "= shows the result"
	}
	if r := x.loaded.bench.Rubric; r != nil {
		parts = append(parts, "rubric "+clean.Line(r.Title))
	}
	return strings.Join(parts, ", "), k
}

// drawSide shows where the entry stands, and what was claimed.
func (x experiment) drawSide(s *sheet) {
	e, n := x.loaded.entry, countsOf(x.loaded.bench)
	s.add(noRow, x.look.Strong.Render("Where it stands"))
	outputs := "Outputs"
	if n.variants*n.cases > 0 {
		outputs = fmt.Sprintf("Outputs, %d of %d", n.outputs, n.variants*n.cases)
	}
	steps := []struct {
		name string
		done bool
	}{
		{"Noted", true},
		{"Claimed before the result", e.Success != "" || e.Hypothesis != ""},
		{"Variants and cases", n.variants > 1 && n.cases > 0 || e.Blind},
		{outputs, n.outputs > 0 && n.missing == 0 || e.Blind},
		{"Rated", n.rated},
		{"Closed", e.Verdict != store.Open},
	}
	for _, step := range steps {
		sign := x.look.Dim.Render(x.look.Symbols.Empty)
		if step.done {
			sign = x.look.Good.Render(x.look.Symbols.Full)
		}
		s.hang(noRow, sign+" ", step.name)
	}
	s.gap()
	s.add(noRow, x.look.Strong.Render("What you said before"))
	said := false
	for _, name := range []string{"success", "prediction", "guard"} {
		f, _ := store.FieldOf(name)
		if text := fieldText(f, e); text != "" {
			said = true
			s.add(noRow, x.look.Dim.Render(f.Label))
			s.hang(noRow, "  ", clip(clean.Line(text), 3*(s.width-4)))
		}
	}
	if !said {
		s.add(noRow, x.look.Dim.Render("Nothing yet. What counts as a success is easiest to say before there is a result."))
	}
	if e.Verdict == store.Open {
		s.gap()
		s.add(noRow, x.look.Dim.Render("Partly, failed and inconclusive are results as much as worked."))
	}
}

// draftPart is the part of an entry that a draft is of, in words.
func draftPart(name string) string {
	part, _, _ := strings.Cut(name, "-")
	switch part {
	case "close":
		return "how it ended"
	case "pilot":
		return "its pilot"
	case "amend":
		return "an amendment"
	case "editor":
		return "in your editor"
	case "edit":
		for _, s := range allSections() {
			if strings.HasPrefix(name, "edit-"+s.id+"-") {
				return "on " + s.title
			}
		}
	}
	return "on its bench"
}
