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

	"waymark/curriculum"
	"waymark/store/clean"
	teams "waymark/store/team"
)

// team shows a lead the people whose snapshots were imported: who has not
// started, and how far each module is. A learner shares from here.
type team struct {
	room
	keys teamKeys
	teamMsg
	loaded bool
	rows   picker
	report *teams.Outcome // of the last import
}

type teamKeys struct{ choose, take, share key.Binding }

func newTeam(env Env) team {
	return team{
		room: room{env: env}, rows: newPicker(),
		keys: teamKeys{choose: pickKeys(), take: bind("import", "i"), share: bind("share mine", "s")},
	}
}

// Init implements Screen.
func (t team) Init() tea.Cmd { return loadTeam(t.env) }

func loadTeam(env Env) tea.Cmd {
	return func() tea.Msg {
		people, err := teams.People(env.Store)
		if err != nil {
			return failedMsg{err}
		}
		return teamMsg{teams.NewBoard(env.Catalogue, people, env.Now()), env.Now()}
	}
}

// Update implements Screen.
func (t team) Update(msg tea.Msg) (Screen, tea.Cmd) {
	t.room = t.room.fit(msg)
	switch msg := msg.(type) {
	case teamMsg:
		t.teamMsg, t.loaded = msg, true
	case teamReportMsg:
		t.report = &msg.report
		return t, tea.Batch(loadTeam(t.env), notice(reportWords(msg.report)))
	case changedMsg:
		return t, loadTeam(t.env)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, t.keys.take):
			return t, open(newPrompt(t.env, "Import", "Where are the snapshots?", "A folder, or one file. Nothing in it is changed.", "", t.takeIn))
		case key.Matches(msg, t.keys.share):
			return t, open(newShare(t.env))
		}
	}
	switch msg.(type) {
	case teamMsg, tea.WindowSizeMsg, lookMsg: // what the rows are drawn from
		t.rows = t.rows.set(t.people())
	}
	t.rows = t.rows.size(t.column(), max(1, min(len(t.board.Rows), t.height-t.top()-t.below())), t.look)
	t.rows, _ = t.rows.update(msg, t.top())
	return t, nil
}

// top is the line where the people begin: below the answer, how fresh it is, and
// the heading.
func (t team) top() int { return 4 + len(t.heading()) }

// below is the room that the details take under the list.
func (t team) below() int {
	if t.wide() {
		return 0
	}
	return min(2+strings.Count(t.details(t.width-4), "\n"), (t.height-t.top())/2)
}

func (t team) takeIn(path string) (tea.Msg, error) {
	report, err := teams.Import(t.env.Store, "", path, t.env.Now())
	return teamReportMsg{report}, err
}

func reportWords(r teams.Outcome) string {
	words := countOf(len(r.Taken), "snapshot", "snapshots") + " taken in"
	if n := len(r.Same) + len(r.Older); n > 0 {
		words += fmt.Sprintf(", %d known already", n)
	}
	if n := len(r.Refused); n > 0 {
		words += fmt.Sprintf(", %d refused (listed below)", n)
	}
	return words
}

func (t team) column() int {
	if t.wide() {
		return t.width - 36
	}
	return t.width
}

// Widths of the board's first and last two columns.
const nameWidth, activeWidth, ageWidth = 17, 12, 7

// cellWidth shares the room between the modules.
func (t team) cellWidth() int {
	room := t.column() - nameWidth - activeWidth - ageWidth - 4
	return max(2, min(14, room/max(1, len(t.board.Modules))))
}

// people are the rows of the board.
func (t team) people() []choice {
	rows := make([]choice, len(t.board.Rows))
	for i, r := range t.board.Rows {
		var line strings.Builder
		line.WriteString(pad(clip(clean.Line(r.Name), nameWidth-1), nameWidth))
		for _, c := range r.Cells {
			line.WriteString(pad(t.cell(c), t.cellWidth()))
		}
		rows[i] = choice{value: r.ID, title: line.String(), right: t.lastActive(r) + leftPad(ageShort(r.AgeDays), ageWidth)}
	}
	return rows
}

// heading names the columns, on two lines where a title is too long for one, or
// by numbers where it is too long for two.
func (t team) heading() []string {
	first, second := pad("", nameWidth+2), pad("", nameWidth+2)
	numbered := t.numbered()
	for n, m := range t.board.Modules {
		above, title, two := strings.Cut(ansi.Wrap(clean.Line(m), t.cellWidth()-1, ""), "\n")
		switch {
		case numbered:
			above, title = "", strconv.Itoa(n+1)
		case !two:
			above, title = "", above
		}
		first, second = first+pad(above, t.cellWidth()), second+pad(title, t.cellWidth())
	}
	second = spread(second, "last active"+leftPad("as of", ageWidth), t.column())
	if strings.TrimSpace(first) == "" {
		return []string{second}
	}
	return []string{first, second}
}

// numbered reports that the titles do not fit over their columns, which then
// have numbers; the details say what these stand for.
func (t team) numbered() bool {
	return slices.ContainsFunc(t.board.Modules, func(m string) bool {
		long := slices.ContainsFunc(strings.Fields(clean.Line(m)), func(word string) bool { return ansi.StringWidth(word) >= t.cellWidth() })
		return long || strings.Count(ansi.Wrap(clean.Line(m), t.cellWidth()-1, ""), "\n") > 1
	})
}

func (t team) cell(c teams.Cell) string {
	if !c.Present {
		return " "
	}
	if t.cellWidth() < len("o 0/0 ") {
		return symbol(t.look, c.State)
	}
	return fmt.Sprintf("%s %d/%d", symbol(t.look, c.State), c.Done, c.Total)
}

func (t team) lastActive(r teams.Row) string {
	if r.NotStarted {
		return "not started"
	}
	return weekWords(r.LastActiveWeek, t.now)
}

// View implements Screen.
func (t team) View() tea.View {
	switch {
	case !t.loaded:
		return tea.View{}
	case len(t.board.Rows) == 0:
		return tea.View{Content: t.nothing()}
	}
	s := newSheet(t.column() - 2)
	s.gap()
	s.add(noRow, " "+t.answerFirst())
	s.add(noRow, " "+t.look.Dim.Render(t.freshness()))
	s.gap()
	for _, line := range t.heading() {
		s.widget(t.look.Dim.Render(line), nil)
	}
	left := s.text() + "\n" + t.rows.view()
	if !t.wide() {
		return tea.View{Content: left + "\n\n" + t.details(t.width-4)}
	}
	side := "\n" + t.details(t.width-t.column()-5)
	return tea.View{Content: beside(left, side, t.column()+2, t.height)}
}

// answerFirst says at once who has not started.
func (t team) answerFirst() string {
	n := len(t.board.NotStarted)
	if n == 0 {
		return t.look.Good.Render(t.look.Symbols.Yes + " Everyone has started")
	}
	count := fmt.Sprintf("%s %d of %d not started: ", t.look.Symbols.Empty, n, t.board.Total)
	names := namesThatFit(t.board.NotStarted, t.column()-4-ansi.StringWidth(count))
	return t.look.Warn.Render(count) + t.look.Strong.Render(names)
}

// namesThatFit lists names on one line of the width, and says how many more
// there are.
func namesThatFit(names []string, width int) string {
	for n := min(len(names), max(1, width/len("A, "))); n > 0; n-- {
		line := clean.Line(strings.Join(names[:n], ", "))
		if n < len(names) {
			line += fmt.Sprintf(" and %d more", len(names)-n)
		}
		if ansi.StringWidth(line) <= width {
			return line
		}
	}
	return clip(clean.Line(names[0]), width)
}

func (t team) freshness() string {
	b := t.board
	words := fmt.Sprintf("%d of %d snapshots from the last 7 days", b.Fresh, b.Total)
	if b.OldestDays > 0 {
		words += fmt.Sprintf(", the oldest %s old", countOf(b.OldestDays, "day", "days"))
	}
	return words
}

// details tell what was refused at the last import, and what the snapshot of the
// chosen person says.
func (t team) details(width int) string {
	s := newSheet(max(10, width))
	t.drawRefused(s)
	for i, r := range t.board.Rows {
		if i != t.rows.index() {
			continue
		}
		s.add(noRow, t.look.Title.Render(clean.Line(r.Name))+t.look.Dim.Render("  "+clean.Line(strings.Join(nonEmpty(curriculum.DepartmentTitle(r.Department), r.Pathway+" pathway"), ", "))))
		s.add(noRow, fmt.Sprintf("Last active: %s. Minutes left: %d.", weekWords(r.LastActiveWeek, t.now), r.MinutesLeft))
		s.add(noRow, t.look.Dim.Render(ageWords(r.AgeDays)+"."))
	}
	if t.numbered() {
		var legend []string
		for n, m := range t.board.Modules {
			legend = append(legend, strconv.Itoa(n+1)+"\u00a0"+clean.Line(m))
		}
		s.gap()
		s.add(noRow, t.look.Dim.Render(strings.Join(legend, " "+t.look.Symbols.Dot+" ")))
	}
	return indent(s.text(), "  ")
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

// drawRefused lists what the last import did not take in.
func (t team) drawRefused(s *sheet) {
	if t.report == nil {
		return
	}
	for _, refused := range t.report.Refused {
		s.hang(noRow, t.look.Bad.Render("Refused "), clean.Line(refused.File+": "+refused.Reason))
	}
}

func ageWords(days int) string {
	switch days {
	case 0:
		return "Snapshot of today"
	case 1:
		return "Snapshot of yesterday"
	}
	return fmt.Sprintf("Snapshot %d days old", days)
}

func (t team) nothing() string {
	s := newSheet(t.measure())
	s.gap()
	s.add(noRow, t.look.Title.Render("For learners"))
	s.add(noRow, "A snapshot tells your lead how far you are, and nothing else: no answers, no scores, no journal. You see every word of it before it leaves.")
	s.add(noRow, t.look.Accent.Render("Press s to see and share yours."))
	s.gap()
	s.add(noRow, t.look.Title.Render("For team leads"))
	s.add(noRow, "Collect the snapshots of your people in a folder, for example on a shared drive. The board then shows who has not started and how far each module is. It never ranks people.")
	s.add(noRow, t.look.Accent.Render("Press i to import a folder."))
	s.gap()
	t.drawRefused(s)
	return indent(s.text(), "  ")
}

// Title implements Screen.
func (t team) Title() string { return "Team" }

// Status implements Screen.
func (t team) Status() string {
	s := t.look.Symbols
	if len(t.board.Rows) == 0 {
		return ""
	}
	return s.Empty + " new " + s.Half + " started " + s.Full + " done"
}

// ShortHelp implements Screen.
func (t team) ShortHelp() []key.Binding {
	if len(t.board.Rows) == 0 {
		return []key.Binding{t.keys.share, t.keys.take}
	}
	return []key.Binding{t.keys.choose, t.keys.take, t.keys.share}
}

// FullHelp implements Screen.
func (t team) FullHelp() [][]key.Binding {
	s := t.look.Symbols
	return [][]key.Binding{{
		t.keys.choose, t.keys.take, t.keys.share,
		bindAs(s.Empty+" "+s.Half+" "+s.Full, "new, started, done", ""),
	}}
}

type (
	teamMsg struct {
		board teams.Board
		now   time.Time
	}
	teamReportMsg struct{ report teams.Outcome }
)
