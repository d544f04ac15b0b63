package progress

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waymark/curriculum"
	"waymark/store"
)

// A Badge is a badge and how much of what it asks for is there.
type Badge struct {
	curriculum.Badge
	Earned bool
	Parts  []BadgePart // modules, then other badges, then evidence
}

// A BadgePart is one thing that a badge asks for.
type BadgePart struct {
	Text       string   // what is asked for, in words
	Have, Want int      // lessons, badges, entries or pieces; Have may be more
	Left       string   // what is left to do, in words; empty where it is all there
	By         []string // ids of the entries and pieces that count
}

// Met reports that nothing is left to do.
func (p BadgePart) Met() bool { return p.Have >= p.Want }

// Work is what badges are earned by.
type Work struct {
	Name        string                  // of the learner, who cannot stand for their own work
	Did         map[string]store.Lesson // by lesson id
	Experiments []store.Experiment
	Pieces      []store.Piece
}

// Badges says of each badge whether it is earned, and what is left. A piece counts
// when nothing in it is left open, and where a colleague has to stand for it, when
// it names somebody else and the day. Nothing counts twice for one part: not the
// same words in two pieces, nor an entry and the piece that tells of it. The error
// is that of reading the packs.
func Badges(c *curriculum.Catalogue, w Work) ([]Badge, error) {
	asked, err := c.Badges()
	if err != nil {
		return nil, err
	}
	all := make([]Badge, len(asked))
	for i, b := range asked {
		all[i] = Badge{Badge: b}
		for _, id := range b.Modules {
			all[i].Parts = append(all[i].Parts, modulePart(c, w, id))
		}
	}
	evidence := make([][]BadgePart, len(asked))
	for i, b := range asked {
		for _, e := range b.Evidence {
			evidence[i] = append(evidence[i], w.part(e))
		}
	}
	for range all { // a badge may ask for another one, which may stand behind it
		for i := range all {
			parts := slices.Concat(all[i].Parts[:len(asked[i].Modules)], badgeParts(all, asked[i].Badges), evidence[i])
			all[i].Parts = parts
			all[i].Earned = len(parts) > 0 && !slices.ContainsFunc(parts, func(p BadgePart) bool { return !p.Met() })
		}
	}
	return all, nil
}

// modulePart asks for every lesson of a module, done or known from a check.
func modulePart(c *curriculum.Catalogue, w Work, id string) BadgePart {
	m, err := c.Module(id)
	if err != nil || len(m.Lessons) == 0 {
		return BadgePart{Text: "The module " + id, Want: 1, Left: "no pack in use has lessons of it"}
	}
	p := BadgePart{Text: "All lessons of " + m.Title, Want: len(m.Lessons)}
	next := ""
	for _, id := range m.Lessons {
		if StateOf(w.Did[id]).Complete() {
			p.Have++
		} else if l, err := c.Lesson(id); err == nil && next == "" {
			next = l.Title
		}
	}
	if !p.Met() {
		p.Left = fmt.Sprintf("%d of %d lessons left; next: %s", p.Want-p.Have, p.Want, next)
	}
	return p
}

// badgeParts ask for other badges.
func badgeParts(all []Badge, ids []string) []BadgePart {
	var parts []BadgePart
	for _, id := range ids {
		p := BadgePart{Text: "The badge " + id, Want: 1, Left: "no pack in use has it"}
		if i := slices.IndexFunc(all, func(b Badge) bool { return b.ID == id }); i >= 0 {
			p.Text, p.Left = "The badge "+all[i].Title, "it is not earned yet"
			if all[i].Earned {
				p.Have, p.Left = 1, ""
			}
		}
		parts = append(parts, p)
	}
	return parts
}

// part is one kind of evidence.
func (w Work) part(e curriculum.Evidence) BadgePart {
	p := BadgePart{Text: e.Text, Want: e.Count}
	why := ""
	switch e.Kind {
	case "experiment", "setback":
		p.By = w.closed(e.Kind == "setback")
	default:
		p.By, why = w.counted(e)
	}
	if p.Have = len(p.By); p.Met() {
		return p
	}
	p.Left = fmt.Sprintf("%d of %d so far", p.Have, p.Want)
	if p.Want == 1 {
		p.Left = "not there yet"
	}
	if why != "" {
		p.Left += "; " + why
	}
	return p
}

// closed are the entries with a verdict, or those among them that failed or were
// inconclusive: all verdicts are worth the same.
func (w Work) closed(setbacks bool) []string {
	var ids []string
	for _, x := range w.Experiments {
		setback := x.Verdict == store.Failed || x.Verdict == store.Inconclusive
		if x.Verdict != store.Open && (setback || !setbacks) && !slices.Contains(ids, x.ID) {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// counted are the pieces that count as evidence, and the entries that do without a
// piece; why says what the first piece that does not count still lacks.
func (w Work) counted(e curriculum.Evidence) (ids []string, why string) {
	seen, told := map[string]bool{}, map[string]bool{}
	for _, p := range w.Pieces {
		if p.Kind != e.Kind && e.Kind != "piece" {
			continue
		}
		if lacks := w.lacks(p, e); lacks != "" {
			if why == "" {
				why = fmt.Sprintf("%q %s", p.Title, lacks)
			}
			continue
		}
		words := strings.ToLower(strings.Join([]string{p.Kind, p.Title, p.Evidence}, "\n"))
		if seen[p.ID] || seen[words] {
			continue
		}
		seen[p.ID], seen[words] = true, true
		ids = append(ids, p.ID)
		for _, id := range p.Experiments {
			told[id] = true
		}
	}
	for _, x := range w.Experiments {
		if !speaksFor(x, e) || told[x.ID] {
			continue
		}
		told[x.ID] = true
		if e.Attested {
			if why == "" {
				why = fmt.Sprintf("%q has ended; a piece about it can name who stands for it", x.Title)
			}
			continue
		}
		ids = append(ids, x.ID)
	}
	return ids, why
}

// speaksFor reports that an entry is evidence without a piece: a learning that was
// shared, or a pilot that ended with a decision.
func speaksFor(x store.Experiment, e curriculum.Evidence) bool {
	switch e.Kind {
	case "shared-learning":
		return x.Visibility != store.Private && x.Learning != ""
	case "pilot":
		return x.Pilot != nil && !x.Pilot.Running() && x.Pilot.Decision != ""
	}
	return false
}

// lacks says what a piece needs before it counts as evidence; empty where it counts.
func (w Work) lacks(p store.Piece, e curriculum.Evidence) string {
	if open := p.Open(); len(open) > 0 {
		labels := make([]string, min(3, len(open)))
		for i := range labels {
			labels[i] = open[i].Label
		}
		more := ""
		if len(open) > len(labels) {
			more = fmt.Sprintf(" and %d more", len(open)-len(labels))
		}
		return "still needs: " + strings.Join(labels, ", ") + more
	}
	if lacks := countsLack(p, e); lacks != "" {
		return lacks
	}
	by := strings.TrimSpace(p.AttestedBy)
	switch {
	case !e.Attested:
		return ""
	case by == "" || p.AttestedOn == "":
		return "still needs the name of who stands for it, and the day"
	case strings.EqualFold(by, strings.TrimSpace(w.Name)):
		return "needs the name of somebody else: nobody can stand for their own work"
	}
	return ""
}

// isInterval reports that a text names two ends, the lower one first, as people
// write them: "87-95%", "95% interval from 0.87 to 0.95".
func isInterval(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789.,", r) })
	var numbers []float64
	for _, w := range words {
		if n, err := strconv.ParseFloat(strings.ReplaceAll(strings.Trim(w, ".,"), ",", "."), 64); err == nil {
			numbers = append(numbers, n)
		}
	}
	n := len(numbers)
	return n >= 2 && numbers[n-2] <= numbers[n-1]
}

// countsLack says what is wrong with the counts of a test.
func countsLack(p store.Piece, e curriculum.Evidence) string {
	cases, err := strconv.Atoi(p.Fields["cases"])
	if err != nil {
		return ""
	}
	good, err := strconv.Atoi(p.Fields["good"])
	switch {
	case err == nil && good > cases:
		return fmt.Sprintf("names %d right of %d cases: check the counts", good, cases)
	case cases < e.Cases:
		return fmt.Sprintf("has %d cases; it counts from %d on", cases, e.Cases)
	case p.Kind == "evaluation" && !isInterval(p.Fields["interval"]):
		return "names an interval without two ends, such as 87-95%"
	}
	return ""
}
