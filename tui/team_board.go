package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	"waymark/store/progress"
	teams "waymark/store/team"
)

// teamBoard answers: how far is everybody, module by module? It has a cursor over the
// people, and moves sideways where the modules do not fit.
type teamBoard struct {
	room
	list  roll
	bound teamBoardKeys
	wish  teams.Order // the order that was asked for
	left  int         // the first module that shows
	teamBoardMsg
}

type teamBoardKeys struct{ open, order, aside key.Binding }

func newTeamBoard(env Env) teamBoard {
	return teamBoard{room: room{env: env}, bound: teamBoardKeys{
		open: bind("open", "enter"), order: bind("order", "o"),
		aside: bindAs("< >", "more modules", "<", ">", "shift+left", "shift+right"),
	}}
}

func (b teamBoard) name() string    { return "Board" }
func (b teamBoard) detailed() bool  { return false }
func (b teamBoard) rules() []string { return teams.Rules(teams.BoardView) }

// ask lays the people out.
func (b teamBoard) ask(in teamInput) tea.Msg {
	msg := teamBoardMsg{board: teams.NewBoard(in.catalogue, in.people, in.now), now: in.now, people: byID(in.people), widest: len("o 0/0 ")}
	for _, r := range msg.board.Rows {
		for _, c := range r.Cells {
			msg.waived = msg.waived || c.Waived
			if c.Done > 9 || c.Total > 9 {
				msg.widest = max(msg.widest, len(fmt.Sprintf("o %d/%d ", c.Done, c.Total)))
			}
		}
	}
	return sortedBoard(msg, b.wish)
}

func sortedBoard(msg teamBoardMsg, order teams.Order) teamBoardMsg {
	msg.board, msg.order = msg.board.Sorted(order), order
	return msg
}

func (b teamBoard) update(msg tea.Msg) (teamView, tea.Cmd) {
	b.room = b.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case teamBoardMsg:
		if b = b.take(msg); msg.order != b.wish { // asked before the key was pressed
			cmd = b.sort()
		}
	case tea.KeyPressMsg:
		b, cmd = b.press(msg)
	}
	b.left = max(0, min(b.left, len(b.board.Modules)-b.columns()))
	b.list = b.list.fit(b.height-len(b.heading())-b.footHeight(), b)
	if click, ok := msg.(tea.MouseClickMsg); ok {
		click.Y -= len(b.heading())
		msg = click
	}
	var clicked bool
	if b.list, clicked = b.list.update(msg, b); clicked {
		return b, b.openChosen()
	}
	return b, cmd
}

func (b teamBoard) press(msg tea.KeyPressMsg) (teamBoard, tea.Cmd) {
	switch k := msg.String(); {
	case key.Matches(msg, b.bound.open):
		return b, b.openChosen()
	case key.Matches(msg, b.bound.order):
		orders := teams.Orders()
		b.wish = orders[(slices.Index(orders, b.wish)+1)%len(orders)]
		return b, b.sort()
	case k == "<", k == "shift+left":
		b.left -= max(1, b.columns()-1)
	case k == ">", k == "shift+right":
		b.left += max(1, b.columns()-1)
	}
	return b, nil
}

// sort puts the rows into the chosen order.
func (b teamBoard) sort() tea.Cmd {
	msg, order := b.teamBoardMsg, b.wish
	return func() tea.Msg { return sortedBoard(msg, order) }
}

// take folds in an answer; the cursor stays on its person, and their row where it is.
func (b teamBoard) take(msg teamBoardMsg) teamBoard {
	if b.list.at < b.count() && msg.order == b.order {
		id := b.board.Rows[b.list.at].ID
		b.list = b.list.moved(slices.IndexFunc(msg.board.Rows, func(r teams.Row) bool { return r.ID == id }))
	} else {
		b.list = b.list.moved(0) // in another order one looks from the top
	}
	b.teamBoardMsg = msg
	return b
}

func (b teamBoard) openChosen() tea.Cmd {
	if b.list.at >= b.count() {
		return nil
	}
	return open(newMember(b.env, b.board.Rows[b.list.at].ID))
}

// Widths of the board's last two columns.
const activeWidth, ageWidth = 13, 7

// nameWidth is the first column with the cursor before it.
func (b teamBoard) nameWidth() int { return max(16, min(26, b.column()/4)) }

func (b teamBoard) column() int {
	if b.width >= 110 {
		return b.width - 36
	}
	return b.width
}

// forCells is the width that the modules share.
func (b teamBoard) forCells() int {
	if b.narrow() {
		return b.column() - b.nameWidth() - 1
	}
	return b.column() - b.nameWidth() - activeWidth - ageWidth - 1
}

// narrow reports that there is no room for the last two columns: a person's page has both.
func (b teamBoard) narrow() bool { return b.column() < 56 }

// ended is a line with its last two columns, where there is room for them.
func (b teamBoard) ended(line, active, age string) string {
	if b.narrow() {
		return clip(line, b.column()-1)
	}
	return spread(line, leftPad(active, activeWidth-1)+leftPad(age, ageWidth), b.column())
}

// cellWidth is the width of a module: wide enough for its longest count.
func (b teamBoard) cellWidth() int {
	return min(max(b.widest, b.forCells()/max(1, len(b.board.Modules))), 14)
}

// columns is how many modules show at once.
func (b teamBoard) columns() int {
	return max(1, min(len(b.board.Modules), b.forCells()/max(1, b.cellWidth())))
}

// shown are the modules that show: from and to one after the last.
func (b teamBoard) shown() (from, to int) {
	return b.left, min(len(b.board.Modules), b.left+b.columns())
}

// heading names the columns, on two lines where a title is too long for one, or by
// numbers where it is too long for two.
func (b teamBoard) heading() []string {
	from, to := b.shown()
	first, second := pad("", b.nameWidth()), pad("", b.nameWidth())
	numbered := b.numbered()
	for n := from; n < to; n++ {
		above, title, two := strings.Cut(ansi.Wrap(clean.Line(b.board.Modules[n]), b.cellWidth()-1, ""), "\n")
		switch {
		case numbered:
			above, title = "", strconv.Itoa(n+1)
		case !two:
			above, title = "", above
		}
		first, second = first+pad(above, b.cellWidth()), second+pad(title, b.cellWidth())
	}
	second = b.ended(second, "last active", "as of")
	if strings.TrimSpace(first) == "" {
		return []string{b.look.Dim.Render(second)}
	}
	return []string{b.look.Dim.Render(first), b.look.Dim.Render(second)}
}

// numbered reports that the titles do not fit over their columns, which then have
// numbers; the foot says what these stand for.
func (b teamBoard) numbered() bool {
	from, to := b.shown()
	return slices.ContainsFunc(b.board.Modules[from:to], func(m string) bool {
		long := slices.ContainsFunc(strings.Fields(clean.Line(m)), func(word string) bool { return ansi.StringWidth(word) >= b.cellWidth() })
		return long || strings.Count(ansi.Wrap(clean.Line(m), b.cellWidth()-1, ""), "\n") > 1
	})
}

// count implements rolled.
func (b teamBoard) count() int { return len(b.board.Rows) }

// high implements rolled.
func (b teamBoard) high(int, bool) int { return 1 }

// lines implements rolled: a person's row.
func (b teamBoard) lines(row int, _, picked bool) []string {
	r := b.board.Rows[row]
	from, to := b.shown()
	lead := "  "
	if picked {
		lead = b.look.Symbols.Cursor + " "
	}
	var line strings.Builder
	line.WriteString(lead + pad(clip(clean.Line(r.Name), b.nameWidth()-3), b.nameWidth()-2))
	for _, c := range r.Cells[from:to] {
		line.WriteString(pad(b.cell(c, picked), b.cellWidth()))
	}
	text := b.ended(line.String(), b.lastActive(r), ageShort(r.AgeDays))
	if picked {
		return []string{b.look.Picked.Render(pad(text, b.column()-1))}
	}
	return []string{text}
}

// cell is how far somebody is in a module: a sign with a count. On the row under the
// cursor it has no colour of its own, which would end the row's.
func (b teamBoard) cell(c teams.Cell, plain bool) string {
	switch {
	case !c.Present:
		return ""
	case c.Waived:
		return b.look.Symbols.Dash
	case plain:
		return fmt.Sprintf("%s %d/%d", symbol(b.look, c.State), c.Done, c.Total)
	}
	return fmt.Sprintf("%s %d/%d", sign(b.look, c.State), c.Done, c.Total)
}

func (b teamBoard) lastActive(r teams.Row) string {
	if r.NotStarted {
		return "not started"
	}
	return weekWords(r.LastActiveWeek, b.now)
}

// foot says in which order the people are, what the signs mean, and the numbers.
func (b teamBoard) foot() *sheet {
	s, y := newSheet(b.column()-3), b.look.Symbols
	from, to := b.shown()
	sep := " " + y.Dot + " "
	legend := []string{symbol(b.look, progress.NotStarted) + " new", symbol(b.look, progress.Started) + " started", symbol(b.look, progress.Done) + " done"}
	if b.waived {
		legend = append(legend, y.Dash+" waived")
	}
	if n := len(b.board.Modules); to-from < n {
		legend = append(legend, fmt.Sprintf("modules %d to %d of %d", from+1, to, n))
	}
	s.gap()
	s.flow(sep, append([]string{"Order: " + b.order.String()}, legend...)...)
	if b.numbered() {
		var names []string
		for n := from; n < to; n++ {
			names = append(names, strconv.Itoa(n+1)+" "+clean.Line(b.board.Modules[n]))
		}
		s.flow(sep, names...)
	}
	s.lines = mapped(s.lines, func(line string) string { return b.look.Dim.Render(line) })
	return s
}

func (b teamBoard) footHeight() int { return min(len(b.foot().lines), b.height/2) }

func (b teamBoard) draw() string {
	foot := b.foot().lines[:b.footHeight()]
	left := strings.Join(b.heading(), "\n") + "\n" + b.list.draw(b, b.look) + "\n" + indent(strings.Join(foot, "\n"), "  ")
	if b.column() == b.width || b.count() == 0 {
		return left
	}
	p := b.people[b.board.Rows[b.list.at].ID]
	return beside(left, drawPerson(p, b.now, b.width-b.column()-4, b.room), b.column()+2, b.height)
}

func (b teamBoard) keys() []key.Binding {
	keys := []key.Binding{b.bound.open, b.bound.order}
	if b.columns() < len(b.board.Modules) {
		keys = append(keys, b.bound.aside)
	}
	return keys
}

// ageShort is how old a snapshot is, for a column.
func ageShort(days int) string {
	if days == 0 {
		return "today"
	}
	return strconv.Itoa(days) + " d"
}

func leftPad(text string, width int) string {
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(text))) + text
}

// teamBoardMsg is the board in an order.
type teamBoardMsg struct {
	board  teams.Board
	order  teams.Order
	now    time.Time
	people map[string]*teams.Person // by learner id
	widest int                      // cells of the longest count, with a space
	waived bool                     // something is waived
}
