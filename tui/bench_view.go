package tui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/clean"
)

// paneMost is how much of a text the second pane shows, in bytes: an output may have
// a megabyte. Enter shows all of it, in parts.
const paneMost = 4000

// A grid is how the cells lie in the room: rows and columns that fit, and how wide.
type grid struct {
	width, names, column int // cells of the screen
	rows, cols           int // that fit
	top                  int // line of the first row
}

// gridColumns is the narrowest that a column reads in: cursor, sign and "try 2".
const gridColumns = 13

func (b benchScreen) grid() grid {
	variants, cases := len(b.bench.Variants), len(b.bench.Cases)
	g := grid{width: b.width - 2, top: 3 + b.askLines()}
	if b.wide() {
		g.width = b.width/2 + 4
	}
	g.names = max(12, min(28, g.width/3))
	g.cols = max(1, min(variants, (g.width-g.names)/gridColumns))
	g.column = min(24, (g.width-g.names)/g.cols)
	room := b.height - g.top - 1
	if !b.wide() {
		room = max(3, room*2/5)
	}
	g.rows = max(1, min(cases, room))
	return g
}

// move moves the cursor, no further than there is anything, and scrolls after it.
func (b benchScreen) move(by spot) benchScreen {
	variants, cases := len(b.bench.Variants), len(b.bench.Cases)
	b.at.row = max(heads, min(b.at.row+by.row, cases-1))
	b.at.col = max(heads, min(b.at.col+by.col, variants-1))
	if b.at == (spot{heads, heads}) { // nothing stands in the corner
		b.at = spot{heads + max(0, -by.col), heads + max(0, -by.row)}
		if by == (spot{}) {
			b.at = spot{0, 0}
		}
	}
	g := b.grid()
	b.from.row = max(0, min(b.from.row, cases-g.rows))
	b.from.col = max(0, min(b.from.col, variants-g.cols))
	if b.at.row >= 0 {
		b.from.row = max(b.at.row-g.rows+1, min(b.from.row, b.at.row))
	}
	if b.at.col >= 0 {
		b.from.col = max(b.at.col-g.cols+1, min(b.from.col, b.at.col))
	}
	b.pane.view.GotoTop()
	return b.layout()
}

// layout draws what is under the cursor into the second pane.
func (b benchScreen) layout() benchScreen {
	if b.width == 0 {
		return b
	}
	if b.loaded && b.onPath() {
		rows := b.pathRows()
		b.path = b.path.set(rows).size(min(b.width, 90), max(3, min(len(rows), b.height-b.pathTop()-3)), b.look)
	}
	if !b.loaded || b.onPath() || b.blind() || b.gone {
		return b
	}
	width, height := b.paneRoom()
	s := newSheet(width)
	b.drawUnder(s)
	b.pane.sheet = s
	b.pane.view.SetWidth(width)
	b.pane.view.SetHeight(height)
	b.pane.view.SetContent(s.text())
	return b
}

// paneRoom is the room of the second pane: beside the grid, or below it.
func (b benchScreen) paneRoom() (width, height int) {
	g := b.grid()
	if b.wide() {
		return b.width - g.width - 6, max(1, b.height-2)
	}
	return b.width - 4, max(1, b.height-g.top-g.rows-3)
}

// View implements Screen.
func (b benchScreen) View() tea.View {
	switch {
	case b.gone:
		return tea.View{Content: "\n  This entry is not in your file: it was taken back, or it joins the file at the next save."}
	case !b.loaded:
		return tea.View{}
	case b.blind():
		return tea.View{Content: b.viewBlind()}
	case b.onPath():
		return tea.View{Content: b.askText() + b.viewPath()}
	}
	left := b.viewGrid()
	shown := b.pane.view.View()
	down := more(b.pane.view, b.look)
	if b.wide() {
		right := indent(fill("\n"+shown+down, b.pane.view.Width()+2, b.height), " "+b.look.Rule.Render(b.look.Symbols.Bar)+" ")
		return tea.View{Content: beside(left, right, b.grid().width+1, b.height)}
	}
	rule := "  " + b.look.Rule.Render(strings.Repeat(b.look.Symbols.Dash, max(1, b.width-4)))
	return tea.View{Content: left + "\n" + rule + "\n" + indent(shown, "  ") + down}
}

// viewBlind is all that there is to see while outputs are rated.
func (b benchScreen) viewBlind() string {
	s := newSheet(b.measure())
	s.gap()
	if b.asks != nil {
		s.add(noRow, b.look.Warn.Render(b.asks.text))
		return indent(s.text(), "  ")
	}
	s.add(noRow, b.look.Title.Render("A blind rating is under way"))
	s.gap()
	s.add(noRow, countOf(b.bench.Experiment.ToRate, "judgement is", "judgements are")+" left. Until then nothing here says which output is whose, so variants and outputs stay out of sight.")
	s.gap()
	s.add(noRow, b.look.HelpKey.Render("r")+"  go on rating")
	s.add(noRow, b.look.HelpKey.Render("x")+"  reveal early; the result will say so")
	return indent(s.text(), "  ")
}

func (b benchScreen) askText() string {
	if b.asks == nil {
		return ""
	}
	s := newSheet(b.askWidth())
	s.add(noRow, b.look.Warn.Render(b.asks.text))
	return indent(s.text(), "  ") + "\n"
}

func (b benchScreen) askWidth() int {
	if b.wide() {
		return b.width / 2
	}
	return max(20, b.width-4)
}

// askLines is how many lines a question takes beyond the one of the next step.
func (b benchScreen) askLines() int {
	if b.asks == nil {
		return 0
	}
	return strings.Count(b.askText(), "\n") - 1
}

// viewGrid draws cases as rows and variants as columns.
func (b benchScreen) viewGrid() string {
	g := b.grid()
	var out strings.Builder
	if b.asks != nil {
		out.WriteString("\n" + b.askText())
	} else {
		out.WriteString("\n  " + clip(b.nextWords(), g.width-2) + "\n")
	}
	out.WriteString(b.headRow(g) + "\n")
	for i := range g.rows {
		row := b.from.row + i
		out.WriteString(b.gridRow(g, row) + "\n")
	}
	last := ""
	if n := len(b.bench.Cases); n > g.rows {
		last = fmt.Sprintf("  %s cases %d to %d of %d", b.look.Symbols.Down, b.from.row+1, b.from.row+g.rows, n)
	}
	out.WriteString(b.look.Dim.Render(last))
	return out.String()
}

// nextWords say what is to be done now.
func (b benchScreen) nextWords() string {
	if b.fetch.running() {
		return b.fetch.words(b.look)
	}
	s := b.step()
	words := map[string]string{
		stepVariants: "Step 1 of 5: a second variant to compare with  v",
		stepOutputs:  "Step 3 of 5: paste what came out",
		stepRate:     "Step 4 of 5: rate blind  r",
		stepResult:   "Step 5 of 5: the result  =",
	}[s.value]
	if len(b.wrong) > 0 {
		words += "  " + b.look.Symbols.Dot + "  " + countOf(len(b.wrong), "check", "checks") + " cannot be read here"
	}
	return b.look.Accent.Render(words)
}

// counted is how much of the grid is there.
func (b benchScreen) counted() string {
	all := len(b.bench.Variants) * len(b.bench.Cases)
	return fmt.Sprintf("%d of %d outputs", all-b.lacking(), all)
}

// lacking is how many cells have no output in the file.
func (b benchScreen) lacking() int { return len(b.bench.Variants)*len(b.bench.Cases) - len(b.found) }

// missing are the cells without an output, case by case.
func (b benchScreen) missing() []cell {
	var missing []cell
	for _, of := range b.bench.Cases {
		for _, v := range b.bench.Variants {
			if c := (cell{v.ID, of.ID}); b.free(c) {
				missing = append(missing, c)
			}
		}
	}
	return missing
}

// headRow names the columns; where not all fit, the corner says which they are.
func (b benchScreen) headRow(g grid) string {
	corner := ""
	if n := len(b.bench.Variants); n > g.cols {
		corner = fmt.Sprintf("%d-%d of %d %s", b.from.col+1, b.from.col+g.cols, n, b.look.Symbols.Arrow)
	}
	line := []string{"  ", b.look.Dim.Render(pad(clip(corner, g.names-2), g.names-2))}
	for i := range g.cols {
		col := b.from.col + i
		line = append(line, b.gridCell(clean.Line(b.bench.Variants[col].Name), g.column, spot{heads, col}, b.look.Strong.Render))
	}
	return strings.Join(line, "")
}

func (b benchScreen) gridRow(g grid, row int) string {
	c := b.bench.Cases[row]
	line := []string{" ", b.gridCell(caseWords(c), g.names-1, spot{row, heads}, plain)}
	for i := range g.cols {
		col := b.from.col + i
		sign, words, style := b.state(cell{b.bench.Variants[col].ID, c.ID})
		line = append(line, b.gridCell(sign+" "+words, g.column, spot{row, col}, style))
	}
	return strings.Join(line, "")
}

// caseWords name a case in its row: by its name, or by its number and how it begins.
func caseWords(c store.Case) string {
	if c.Name != "" {
		return clean.Line(c.Name)
	}
	return strings.TrimLeft(c.ID, "0") + " " + clean.Line(partOf(c.Input, 0, 200))
}

func plain(parts ...string) string { return strings.Join(parts, " ") }

// gridCell is one place of the grid, exactly as wide as its column. A sign and not
// only a colour shows the cursor.
func (b benchScreen) gridCell(text string, width int, at spot, style func(...string) string) string {
	text = pad(ansi.Truncate(text, max(1, width-3), b.look.Symbols.Ellipsis), max(1, width-3))
	if at == b.at {
		return b.look.Picked.Render(b.look.Symbols.Cursor+" "+text) + " "
	}
	return "  " + style(text) + " "
}

// state is how a cell stands, as a sign and in words.
func (b benchScreen) state(c cell) (sign, words string, style func(...string) string) {
	o, there := b.found[c]
	failed := 0
	for _, m := range b.marks[c] {
		if m.failed() {
			failed++
		}
	}
	switch symbols := b.look.Symbols; {
	case b.pastes.sending(c):
		return symbols.Half, "keeping", b.look.Dim.Render
	case b.fetch.under(c) != "":
		return symbols.Half, b.fetch.under(c), b.look.Warn.Render
	case !there && b.failed[c] != nil:
		return symbols.No, "no answer", b.look.Bad.Render
	case !there:
		return symbols.Empty, "missing", b.look.Dim.Render
	case failed > 0:
		return symbols.No, fmt.Sprintf("fails %d", failed), b.look.Bad.Render
	case o.Tries > 1:
		return symbols.Full, fmt.Sprintf("try %d", o.Tries), b.look.Good.Render
	}
	return b.look.Symbols.Full, "there", b.look.Good.Render
}

// drawUnder lays out what is under the cursor.
func (b benchScreen) drawUnder(s *sheet) {
	at, inGrid := b.under()
	switch {
	case inGrid:
		b.drawCell(s, at)
	case b.at.row < 0:
		drawVariant(s, b.look, b.bench, b.bench.Variants[max(0, b.at.col)], paneMost)
	default:
		drawCase(s, b.look, b.bench.Cases[b.at.row], paneMost)
	}
}

// drawCell shows the input of the case, and below it what the variant made of it.
func (b benchScreen) drawCell(s *sheet, at cell) {
	c, _ := b.bench.Case(at.of)
	v, _ := b.bench.Variant(at.variant)
	lines := 3
	if b.wide() {
		lines = 10
	}
	s.add(noRow, b.look.Title.Render("Input")+b.look.Dim.Render("  "+clip(clean.Line(c.Title()), max(1, s.width-8))))
	drawStart(s, b.look, c.Input, lines)
	_, words, _ := b.state(at)
	o, there := b.found[at]
	if there {
		words = strings.Join(outputWords(o), " "+b.look.Symbols.Dot+" ")
	}
	s.add(noRow, b.look.Title.Render(clip(clean.Line(v.Name), 30))+b.look.Dim.Render("  "+words))
	if err := b.failed[at]; err != nil && !there {
		s.add(noRow, b.look.Bad.Render(sentence(err)))
	}
	if !there {
		s.add(noRow, b.look.Dim.Render("Paste what came out, then Enter. y copies prompt and input for a chat; o takes a file."))
		return
	}
	drawMarks(s, b.look, b.marks[at])
	drawText(s, b.look, o.Text, paneMost)
	drawExpected(s, b.look, c)
}

// outputWords are the figures of an output.
func outputWords(o store.Output) []string {
	words := []string{countOf(utf8.RuneCountInString(o.Text), "character", "characters")}
	if o.Tries > 1 {
		words = append(words, fmt.Sprintf("try %d", o.Tries))
	}
	if o.Minutes != nil {
		words = append(words, fmt.Sprintf("%d min of yours", *o.Minutes))
	}
	if o.LatencyMS > 0 {
		words = append(words, fmt.Sprintf("%.1f s", float64(o.LatencyMS)/1000))
	}
	if o.TokensOut > 0 {
		words = append(words, fmt.Sprintf("%d tokens", o.TokensIn+o.TokensOut))
	}
	return append(words, sourceWords(o.Source))
}

// sourceWords say how an output came here: one that was typed is kept as a paste is.
func sourceWords(source string) string {
	if source == store.FromPaste {
		return "pasted or typed"
	}
	return "by " + source
}
