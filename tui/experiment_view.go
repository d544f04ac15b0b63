package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// An entrySection is a part of an entry's page, edited as a whole.
type entrySection struct {
	id, title string
	fields    []string // names of fields of an entry
}

// sectionsOf are the sections of an entry in the order in which they are read: what
// came of it stands first once it is known.
func sectionsOf(e store.Experiment) []entrySection {
	all := allSections()
	if e.Verdict == store.Open {
		return all
	}
	const outcome, end, pilot = 4, 5, 6
	return slices.Concat(all[:1], all[end:pilot], all[outcome:end], all[1:outcome], all[pilot:])
}

func allSections() []entrySection {
	return []entrySection{
		{"idea", "Idea", []string{"title", "question", "tags"}},
		{"plan", "Plan", []string{"today", "minutes_before", "variants"}},
		{"claims", "Claims", []string{"hypothesis", "success", "prediction", "measure", "guard", "rule"}},
		{"set-up", "Set-up", []string{"task", "domain", "use", "data", "tool", "model", "model_version", "settings", "lessons"}},
		{"outcome", "Outcome", []string{"outcome", "minutes_after", "cost", "judged"}},
		{"end", "How it ended", []string{"verdict", "met", "broke", "learning", "next", "skill", "reflection"}},
		{"pilot", "Pilot", nil},
	}
}

// holds reports that a section has something to read.
func (s entrySection) holds(e store.Experiment) bool {
	if s.id == "pilot" {
		return e.Pilot != nil
	}
	for _, name := range s.fields {
		if f, _ := store.FieldOf(name); f.Of(e) != "" {
			return true
		}
	}
	return false
}

// sections are the sections in the order of the page: those that hold something, and
// then the open ones.
func (x experiment) sections() []entrySection {
	var full, empty []entrySection
	for _, s := range sectionsOf(x.loaded.entry) {
		if s.holds(x.loaded.entry) {
			full = append(full, s)
		} else {
			empty = append(empty, s)
		}
	}
	return append(full, empty...)
}

// drawPage lays out the whole entry. Rows are sections.
func (x experiment) drawPage(s *sheet) {
	e := x.loaded.entry
	lead := "  "
	if x.at == 0 {
		lead = x.look.Accent.Render(x.look.Symbols.Cursor) + " "
	}
	s.hang(0, lead, x.look.Title.Render(clean.Line(e.Title)))
	s.hang(0, "  ", x.look.Dim.Render(entryLine(e, x.look)))
	if e.Aside != "" {
		s.hang(0, "  ", x.look.Warn.Render("Its bench went on on another machine, too: see the entry that is called (other machine)."))
	}
	if e.Withdrawn != "" {
		s.hang(0, "  ", x.look.Warn.Render("Private again: "+clean.Line(e.Withdrawn)+". S shows what others would see."))
	}
	words, k := x.next()
	s.gap()
	s.hang(noRow, "  "+x.look.Strong.Render("Next")+"  ", words+keyHint(k, x.look))
	for _, d := range x.loaded.drafts {
		s.hang(noRow, "        ", x.look.Warn.Render("You were writing "+draftPart(d.Name)+" "+draftWords(d.At, x.env.Now())+"; it is still there."))
	}
	var open []string
	for i, part := range x.sections() {
		if !part.holds(e) {
			open = append(open, x.openName(i, part))
			continue
		}
		switch {
		case i > 0:
			x.drawHeading(s, i, part)
		case e.Question != "" || len(e.Tags) > 0:
			s.gap()
		}
		drawSection(s, i, part, e, x.look)
	}
	x.drawBench(s)
	if len(open) > 0 {
		s.gap()
		at := max(x.at, len(x.sections())-len(open)) // a click on the line opens the one under the cursor, or the first
		s.hang(at, "  "+x.look.Dim.Render("Still open")+"  ", strings.Join(open, x.look.Dim.Render("; ")))
	}
}

// entryLine is when an entry was made, how it stands and who sees it.
func entryLine(e store.Experiment, look theme.Theme) string {
	seen := "private"
	switch e.Visibility {
	case store.CardShared:
		seen = "shared as a card"
	case store.FullShared:
		seen = "shared in full"
	}
	return strings.Join(nonEmpty(e.Created.Format("2 January 2006"), e.Verdict.String(), seen, clean.Line(e.Lesson)), "  "+look.Symbols.Dot+"  ")
}

func keyHint(k string, look theme.Theme) string {
	if k == "" {
		return ""
	}
	return "  " + look.HelpKey.Render(k)
}

// openName is a section without words in the line of those; the one under the cursor
// is marked.
func (x experiment) openName(i int, part entrySection) string {
	if i == x.at {
		return x.look.Accent.Render(x.look.Symbols.Cursor + " " + part.title)
	}
	return x.look.Dim.Render(part.title)
}

func (x experiment) drawHeading(s *sheet, i int, part entrySection) {
	s.add(i, "")
	title := x.look.Strong.Render(part.title)
	lead := "  "
	if i == x.at {
		lead, title = x.look.Accent.Render(x.look.Symbols.Cursor)+" ", x.look.Accent.Render(part.title)
	}
	if part.id == "claims" && x.loaded.entry.Locked() {
		title += x.look.Dim.Render("  " + x.look.Symbols.Lock + " " + lockedWords(x.loaded.entry))
	}
	s.hang(i, lead, title)
}

func lockedWords(e store.Experiment) string {
	if !e.FirstOutput.IsZero() {
		return "they stand since the first output, " + e.FirstOutput.Format("2 January 2006")
	}
	return "they stand since the result was written down"
}

// drawSection lays out what a section holds.
func drawSection(s *sheet, row int, part entrySection, e store.Experiment, look theme.Theme) {
	if part.id == "pilot" {
		drawPilot(s, row, *e.Pilot, look)
		return
	}
	for _, name := range part.fields {
		f, _ := store.FieldOf(name)
		if text := fieldText(f, e); text != "" && name != "title" {
			drawField(s, row, f.Label, text, look)
		}
		for _, a := range e.Amendments {
			if a.Field == name {
				drawAmendment(s, row, a, look)
			}
		}
		for _, o := range e.Others {
			if o.Field == name {
				drawOther(s, row, o, look)
			}
		}
	}
	if part.id == "end" {
		if words := progress.OffWords(e); words != "" {
			drawField(s, row, "Your prediction", words, look)
		}
	}
}

// fieldText is what a field of an entry holds, with its unit and in words.
func fieldText(f store.Field, e store.Experiment) string {
	text := clean.Text(f.Of(e))
	switch {
	case text == "":
		return ""
	case f.Name == "task":
		for _, t := range store.Tasks() {
			if t.ID == text {
				return t.Name
			}
		}
	case f.Name == "minutes_after":
		if words := progress.SavedWords(e); words != "" {
			return text + " min, " + words
		}
	}
	switch f.Unit {
	case "":
		return text
	case "%":
		return text + "%"
	}
	return text + " " + f.Unit
}

// drawField is a label and its text: beside each other in two columns, or, where
// there is no room for those, on one line if they fit.
func drawField(s *sheet, row int, label, text string, look theme.Theme) {
	const column, least = 29, 70
	lead := "    " + look.Dim.Render(label) + "  "
	switch {
	case s.width >= least && strings.Count(text, "\n")+ansi.StringWidth(text)/(s.width-column) > 4:
		s.hang(row, "    ", look.Dim.Render(label)) // a long text takes the whole width
		s.hang(row, "      ", text)
	case s.width >= least && ansi.StringWidth(label) <= column:
		s.hang(row, "    "+look.Dim.Render(pad(label, column))+" ", text)
	case s.width < least && !strings.Contains(text, "\n") && ansi.StringWidth(lead)+ansi.StringWidth(text) <= s.width:
		s.hang(row, lead, text)
	case s.width >= least:
		s.hang(row, "    ", look.Dim.Render(label))
		s.hang(row, strings.Repeat(" ", column+5), text)
	default:
		s.hang(row, "    ", look.Dim.Render(label))
		s.hang(row, "      ", text)
	}
}

// drawAmendment shows when and why a claim was changed, and what it was before.
func drawAmendment(s *sheet, row int, a store.Amendment, look theme.Theme) {
	was := "nothing was said"
	if a.From != "" {
		was = fmt.Sprintf("%q", clean.Line(a.From))
	}
	words := fmt.Sprintf("Changed on %s: %s Before: %s", a.At.Format("2 January 2006"), ended(clean.Line(a.Reason)), was)
	s.hang(row, "      "+look.Warn.Render(look.Symbols.Part)+" ", look.Dim.Render(words))
}

// drawOther shows what a field holds on another machine.
func drawOther(s *sheet, row int, o store.Version, look theme.Theme) {
	words := fmt.Sprintf("On another machine, on %s: %q. To end this, change the field.", o.At.Format("2 January 2006"), clean.Line(o.Text))
	s.hang(row, "      "+look.Warn.Render(look.Symbols.Part)+" ", look.Dim.Render(words))
}

// ended is a text with a full stop, if it has no end of its own.
func ended(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// drawBench sums up the bench, or says what one is for while the entry is open.
func (x experiment) drawBench(s *sheet) {
	words, k := x.benchWords()
	if words == "" {
		return
	}
	s.gap()
	s.hang(noRow, "  "+x.look.Strong.Render("Bench")+"  ", words+keyHint(k, x.look))
}

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}
