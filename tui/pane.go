package tui

import (
	"strings"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

// A pane is a sheet seen through a window that scrolls. It stands a line below
// the top of a screen and two cells from its side; a line under it says that
// there is more. Screens embed the one that they are about.
type pane struct {
	view  viewport.Model
	sheet *sheet // what the view shows, as laid out last
}

// paneTop is the line of the screen where a pane begins.
const paneTop = 1

func newPane() pane {
	v := viewport.New()
	v.KeyMap = viewport.KeyMap{} // what a key does is for the screen to say
	return pane{view: v, sheet: newSheet(0)}
}

// hold puts a sheet into the pane, in a room of so many cells and lines.
func (p pane) hold(s *sheet, width, height int) pane {
	p.sheet = s
	p.view.SetWidth(max(1, width-2))
	p.view.SetHeight(max(1, height-paneTop-1))
	p.view.SetContent(s.text())
	return p
}

// toRow scrolls as far as it takes to see a row.
func (p pane) toRow(row int) pane {
	if first, last := p.sheet.span(row); row != noRow && first >= 0 {
		p.view.EnsureVisible(last, 0, 0)
		p.view.EnsureVisible(first, 0, 0)
	}
	return p
}

// toQuiz scrolls to where an item is being answered: the row under the cursor, or
// the line where text is typed.
func (p pane) toQuiz(q quiz) pane {
	p = p.toRow(q.row())
	if p.sheet.cursor != nil && q.typing() {
		p.view.EnsureVisible(p.sheet.cursor.Y, 0, 0)
	}
	return p
}

// follow scrolls to what input to an item changed.
func (p pane) follow(before, now quiz) pane {
	switch {
	case now.hints > before.hints || now.again != "":
		p.view.GotoBottom() // where hints and refusals stand
		return p
	case now.phase == judging && before.phase == asking:
		p.view.GotoTop() // the two answers are compared from the beginning
	}
	return p.toQuiz(now)
}

// rowUnder is the row that was clicked, or noRow.
func (p pane) rowUnder(msg tea.MouseClickMsg) int {
	line := msg.Y - paneTop
	if msg.Button != tea.MouseLeft || line < 0 || line >= p.view.Height() || msg.X > p.view.Width()+1 {
		return noRow
	}
	return p.sheet.rowAt(line + p.view.YOffset())
}

// caret is the cursor where text is typed.
func (p pane) caret(typing bool) *tea.Cursor {
	if p.sheet.cursor == nil || !typing {
		return nil
	}
	at := shifted(p.sheet.cursor, 2)
	at.Y += paneTop - p.view.YOffset()
	return at
}

// draw shows what the window holds. The view itself would wrap and fill its lines again,
// at each key.
func (p pane) draw(look theme.Theme) string {
	height, width := p.view.Height(), p.view.Width()
	lines := p.sheet.lines[min(p.view.YOffset(), len(p.sheet.lines)):]
	var b strings.Builder
	for i := range height {
		b.WriteString("\n")
		if i >= len(lines) {
			continue
		}
		line := lines[i]
		if len(line) > width { // or it has no more cells than bytes
			line = ansi.Truncate(line, width, "")
		}
		b.WriteString("  " + line)
	}
	return b.String() + more(p.view, look)
}
