package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// searchLabel stands before what is looked for.
const searchLabel = " Search  "

// fieldsHint is the fields that are looked for most.
const fieldsHint = "verdict:failed tag:refund model:… task:… after:2026-10"

// listed makes the rows of the entries that are here. A hit has two lines, the second
// of which shows where it fits.
func (j journal) listed() journal {
	rows := make([]choice, len(j.entries))
	for i, e := range j.entries {
		rows[i] = choice{
			value: e.id, title: e.title, marks: e.titleMarks, sign: verdictSign(j.look, e.verdict), right: j.right(e),
			below: e.excerpt, belowMarks: e.marks,
		}
		if e.label != "" {
			rows[i].label = e.label + ": "
		}
	}
	j.input.SetWidth(max(10, min(30, j.column()-28))) // beside it stands how many are found
	j.rows.tall, j.rows.of = j.shown.query != "", j.total
	j.rows = j.rows.set(rows).size(j.column(), j.height-len(j.head()), j.look)
	return j
}

// right is what stands at the end of a row: what waits, the verdict and the day.
func (j journal) right(e journalRow) string {
	day := e.created.Format("02 Jan")
	if e.created.Year() != j.env.Now().Year() {
		day = e.created.Format("Jan 2006")
	}
	verdict := fmt.Sprintf("%-12s  %8s", e.verdict, day)
	if waits := j.waits(e); waits != "" {
		return waits + "  " + verdict
	}
	return verdict
}

// waits is what else there is to know of an entry: in words where they fit.
func (j journal) waits(e journalRow) string {
	const wordy = 76
	rate := "to rate"
	if e.toRate > 0 {
		rate = strconv.Itoa(e.toRate) + " to rate"
	}
	var parts []string
	for _, part := range []struct {
		is          bool
		sign, words string
	}{
		{e.blind, j.look.Symbols.Half, rate},
		{j.hasDraft(e.id), j.look.Symbols.Part, "draft"},
		{e.pilot, j.look.Symbols.Arrow, "pilot"},
		{e.shared, j.look.Symbols.Up, "shared"},
	} {
		switch {
		case part.is && j.column() < wordy:
			parts = append(parts, part.sign)
		case part.is:
			parts = append(parts, part.words)
		}
	}
	if j.column() < wordy {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, ", ")
}

// hasDraft reports that words about an entry were typed and not saved.
func (j journal) hasDraft(id string) bool {
	for _, name := range j.drafts {
		if strings.Contains(name, id) {
			return true
		}
	}
	return false
}

func verdictSign(look theme.Theme, v store.Verdict) string {
	if v == "" {
		return look.Symbols.Empty
	}
	return look.Symbols.Full
}

// column is the width of the list.
func (j journal) column() int {
	if j.wide() {
		return j.width / 2
	}
	return j.width
}

// head is the lines above the list.
func (j journal) head() []string {
	if !j.typing && j.input.Value() == "" {
		lines := []string{" " + j.look.Dim.Render(number(j.total, "entry", "entries")+", newest first")}
		if words := j.begunWords(); words != "" {
			lines = append(lines, " "+j.look.Warn.Render(clip(words, j.column()-2)))
		}
		return append(lines, "")
	}
	input := restyled(j.input, j.look)
	found := j.look.Dim.Render(j.foundWords())
	line := j.look.Title.Render(searchLabel) + input.View()
	lines := []string{spread(line, found, j.column()+1)}
	switch {
	case j.trouble != "":
		lines = append(lines, strings.Split(j.look.Dim.Render(indent(lipgloss.Wrap(clean.Line(j.trouble), max(10, j.column()-3), " "), " ")), "\n")...)
	case j.typing:
		lines = append(lines, " "+j.look.Dim.Render(clip(fieldsHint, j.column()-2)))
	default:
		lines = append(lines, "")
	}
	return append(lines, "")
}

// foundWords are how many entries fit what is typed.
func (j journal) foundWords() string {
	switch {
	case j.trouble != "" || j.query() != j.shown.query:
		return strings.Repeat(" ", 6) // it is looked for
	case j.most:
		return "at least " + number(j.total, "hit", "hits")
	case j.query() == "":
		return number(j.total, "entry", "entries")
	}
	return number(j.total, "hit", "hits")
}

// number is a count with its noun; thousands are set apart.
func number(n int, one, many string) string {
	text := countOf(n, one, many)
	digits, noun, _ := strings.Cut(text, " ")
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits + " " + noun
}

// View implements Screen.
func (j journal) View() tea.View {
	searching := j.typing || j.input.Value() != ""
	switch {
	case !j.loaded && j.lost == nil:
		return tea.View{}
	case j.lost != nil && len(j.entries) == 0:
		return tea.View{Content: j.unread()}
	case len(j.entries) == 0 && !searching && j.total == 0:
		return tea.View{Content: j.nothing()}
	}
	text := strings.Join(j.head(), "\n") + "\n"
	switch {
	case !j.rows.empty():
		text += j.rows.view()
	case j.trouble == "":
		text += indent(ansi.Wrap(j.noHit(), max(10, j.column()-4), ""), "  ")
	}
	if j.wide() {
		text = beside(text, j.preview(), j.column(), j.height)
	}
	var cursor *tea.Cursor
	if j.typing {
		cursor = shifted(j.input.Cursor(), len(searchLabel))
	}
	return tea.View{Content: text, Cursor: cursor}
}

// noHit says what to do where nothing is found.
func (j journal) noHit() string {
	if strings.Contains(j.query(), ":") {
		return "No entry fits. Take a field away, or a word; Esc shows all entries again."
	}
	return "No entry fits. Each word has to begin a word of the entry: type fewer of them, or only their beginnings. Esc shows all entries again."
}

// preview is the short page of the chosen entry, beside the list.
func (j journal) preview() string {
	s := newSheet(j.width - j.column() - 5)
	if row, ok := j.rows.chosen(); ok {
		s.add(noRow, j.look.Title.Render(clean.Line(row.title)))
		if j.peek.id == row.value && j.peek.entry.ID != "" {
			j.drawPeek(s)
		}
	}
	return indent(fill(s.text(), s.width, j.height), " "+j.look.Rule.Render(j.look.Symbols.Bar)+"  ")
}

// drawPeek lays out what the chosen entry says, below its title.
func (j journal) drawPeek(s *sheet) {
	e := j.peek.entry
	page := experiment{room: j.room, loaded: experimentMsg{id: e.ID, entry: e, bench: j.peek.bench}}
	s.add(noRow, j.look.Dim.Render(entryLine(e, j.look)))
	words, _ := page.next()
	s.gap()
	s.hang(noRow, j.look.Strong.Render("Next")+"  ", words)
	if j.hasDraft(e.ID) {
		s.hang(noRow, "      ", j.look.Warn.Render("Words about it were begun and not kept; they are still there."))
	}
	for _, name := range []string{"question", "hypothesis", "success", "prediction", "outcome", "learning", "broke", "next", "tags"} {
		f, _ := store.FieldOf(name)
		text := fieldText(f, e)
		if text == "" {
			continue
		}
		s.gap()
		s.add(noRow, j.look.Dim.Render(f.Label))
		s.hang(noRow, "  ", clip(clean.Line(text), 4*(s.width-4)))
	}
	if words := progress.OffWords(e); words != "" {
		s.gap()
		s.add(noRow, words)
	}
	if words, _ := page.benchWords(); words != "" {
		s.gap()
		s.hang(noRow, j.look.Strong.Render("Bench")+"  ", words)
	}
}

// begunWords say that a new entry was begun and not kept.
func (j journal) begunWords() string {
	if j.begun.At.IsZero() {
		return ""
	}
	return "You began one " + draftWords(j.begun.At, j.env.Now()) + ": n goes on."
}

// unread says that the journal could not be read.
func (j journal) unread() string {
	s := newSheet(j.measure())
	s.gap()
	s.add(noRow, j.look.Title.Render("Your journal cannot be read now"))
	s.gap()
	s.add(noRow, sentence(j.lost))
	s.gap()
	s.add(noRow, "n still notes a new experiment: it waits beside the file until that can be read.")
	return indent(s.text(), "  ")
}

func (j journal) nothing() string {
	s := newSheet(j.measure())
	s.gap()
	s.add(noRow, j.look.Title.Render("Your journal is empty"))
	s.gap()
	s.add(noRow, "Note here what you try with an AI assistant at work: an idea, what you expect, what came out. A title is enough to begin; a try that failed is worth as much as one that worked.")
	s.gap()
	s.add(noRow, j.look.Accent.Render("Press n to log your first experiment.")+" Only you see it.")
	if words := j.begunWords(); words != "" {
		s.gap()
		s.add(noRow, j.look.Warn.Render(words))
	}
	return indent(s.text(), "  ")
}
