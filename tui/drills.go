package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/progress"
)

// drills lists the texts in which errors may be planted, by department, and says
// how many the learner finds. Whether there are any in a text it does not tell.
type drills struct {
	room
	keys   drillsKeys
	rows   picker
	loaded bool
	all    progress.Drills
	opened string // id of the department whose texts show; empty for none
	load   int    // which load is the newest: the answer of an earlier one is stale
}

type drillsKeys struct{ open, choose key.Binding }

// newDrills lists all drills, those of the learner's own department first.
func newDrills(env Env) drills { return newDrillsOf(env, "") }

// newDrillsOf is newDrills with the texts of a department in view.
func newDrillsOf(env Env, department string) drills {
	return drills{
		room: room{env: env}, rows: newPicker(), opened: department,
		keys: drillsKeys{open: bind("open", "enter"), choose: pickKeys()},
	}
}

// Init implements Screen.
func (d drills) Init() tea.Cmd { return loadDrills(d.env, d.load) }

func loadDrills(env Env, load int) tea.Cmd {
	return func() tea.Msg {
		all, err := progress.ReadDrills(env.Catalogue, env.Store)
		return answer(drillsMsg{load, all}, err)
	}
}

// Update implements Screen.
func (d drills) Update(msg tea.Msg) (Screen, tea.Cmd) {
	d.room = d.room.fit(msg)
	switch msg := msg.(type) {
	case drillsMsg:
		if msg.load == d.load {
			d = d.take(msg.all)
		}
	case lookMsg:
		d.rows = d.rows.set(d.list())
	case changedMsg:
		d.load++
		return d, d.Init()
	case tea.KeyPressMsg:
		if key.Matches(msg, d.keys.open) {
			return d.act()
		}
	}
	d.rows = d.rows.size(d.column(), d.listHeight(), d.look)
	before := d.rows.index()
	var clicked bool
	if d.rows, clicked = d.rows.update(msg, d.listTop()); clicked && before == d.rows.index() {
		return d.act()
	}
	d.rows = d.rows.size(d.column(), d.listHeight(), d.look) // what stands below it follows the row
	return d, nil
}

// take folds in what is stored. The cursor goes to the text to read next, at
// first and when the chosen one was read meanwhile.
func (d drills) take(all progress.Drills) drills {
	first, was := !d.loaded, d.chosen()
	d.all, d.loaded = all, true
	if first && d.opened == "" && len(all.Shelves) > 0 {
		d.opened = all.Shelves[0].Department.ID
	}
	d.rows = d.rows.set(d.list())
	now := d.chosen()
	if next, ok := all.Next(d.opened); ok && next.Department == d.opened && (first || was.drill != nil && now.drill != nil && now.drill.Read() && !was.drill.Read()) {
		d.rows = d.rows.choose(next.Ref)
	}
	return d
}

// A drillsRow is what a row of the list stands for: a department, or a text of it.
type drillsRow struct {
	shelf progress.DrillShelf
	drill *progress.DrillState
}

// chosen is the row under the cursor.
func (d drills) chosen() drillsRow {
	row, _ := d.rows.chosen()
	for _, shelf := range d.all.Shelves {
		if shelf.Department.ID == row.value {
			return drillsRow{shelf: shelf}
		}
		for i := range shelf.Drills {
			if shelf.Drills[i].Ref == row.value {
				return drillsRow{shelf, &shelf.Drills[i]}
			}
		}
	}
	return drillsRow{}
}

func (d drills) list() []choice {
	var rows []choice
	for _, shelf := range d.all.Shelves {
		rows = append(rows, choice{
			value: shelf.Department.ID, title: shelf.Department.Title, right: fmt.Sprintf("%d of %d read", shelf.Read(), len(shelf.Drills)),
		})
		if shelf.Department.ID != d.opened {
			continue
		}
		for _, drill := range shelf.Drills {
			sign, right := d.look.Dim.Render(d.look.Symbols.Empty), "new"
			switch {
			case d.env.Drafts.of(drillDraft(drill.Ref)) != "":
				sign, right = d.look.Warn.Render(d.look.Symbols.Half), "begun"
			case drill.Read():
				sign, right = d.look.Good.Render(d.look.Symbols.Full), progress.DrillResult(drill.Readings[len(drill.Readings)-1])
			}
			rows = append(rows, choice{value: drill.Ref, title: drill.Title, right: right, sign: sign, level: 1})
		}
	}
	return rows
}

// act opens the chosen text, or shows and hides those of a department.
func (d drills) act() (drills, tea.Cmd) {
	row := d.chosen()
	if row.drill != nil {
		return d, open(newDrill(d.env, row.drill.Ref))
	}
	if d.opened == row.shelf.Department.ID {
		d.opened = ""
	} else {
		d.opened = row.shelf.Department.ID
	}
	d.rows = d.rows.set(d.list())
	if d.opened != "" && len(row.shelf.Drills) > 0 {
		d.rows = d.rows.choose(row.shelf.Drills[0].Ref)
	}
	d.rows = d.rows.size(d.column(), d.listHeight(), d.look)
	return d, nil
}

func (d drills) column() int {
	if d.wide() {
		return min(72, d.width*3/5)
	}
	return d.width
}

// above is what stands over the list: how many errors are found.
func (d drills) above() []string {
	if d.wide() {
		return nil
	}
	words := progress.DrillWords(d.all.First)
	most := 2
	if d.height < 12 {
		most = 1
	}
	words = words[:min(most, len(words))]
	return strings.Split(lipgloss.Wrap(strings.Join(words, " "), max(10, d.width-4), " "), "\n")
}

// below is what is known of the chosen row, under the list.
func (d drills) below() []string {
	if d.wide() || d.height < 12 {
		return nil
	}
	s := newSheet(max(10, d.width-4))
	d.drawChosen(s)
	return s.lines
}

// listTop is the line where the list begins.
func (d drills) listTop() int {
	if n := len(d.above()); n > 0 {
		return n + 2
	}
	return 1
}

func (d drills) listHeight() int {
	height := d.height - d.listTop()
	if n := len(d.below()); n > 0 {
		height -= n + 1
	}
	return max(3, height)
}

// View implements Screen.
func (d drills) View() tea.View {
	if !d.loaded {
		return tea.View{}
	}
	if len(d.all.Shelves) == 0 {
		return tea.View{Content: "\n  The packs in use have no texts with planted errors."}
	}
	if d.wide() {
		s := newSheet(min(60, d.width-d.column()-6))
		s.gap()
		d.drawRecord(s)
		s.gap()
		d.drawChosen(s)
		side := indent(fill(s.text(), s.width, d.height), " "+d.look.Rule.Render(d.look.Symbols.Bar)+"  ")
		return tea.View{Content: beside("\n"+d.rows.view(), side, d.column(), d.height)}
	}
	top := "\n"
	if above := d.above(); len(above) > 0 {
		top = "\n" + indent(strings.Join(above, "\n"), "  ") + "\n\n"
	}
	content := top + fill(d.rows.view(), d.width, d.listHeight())
	if below := d.below(); len(below) > 0 {
		content += "\n" + d.look.Rule.Render(strings.Repeat(d.look.Symbols.Dash, d.width)) + "\n" + indent(strings.Join(below, "\n"), "  ")
	}
	return tea.View{Content: content}
}

// mostReadings is how many readings the second pane lists, of the newest.
const mostReadings = 8

// drawRecord says how many errors the learner finds, and text by text.
func (d drills) drawRecord(s *sheet) {
	drawFigures(s, d.all.First, d.look)
	if len(d.all.First) == 0 {
		return
	}
	s.gap()
	s.add(noRow, d.look.Dim.Render("The first reading of each text"))
	for _, r := range d.all.First[max(0, len(d.all.First)-mostReadings):] {
		s.hang(noRow, pad(progress.ShortDay(r.At, d.env.Now()), 9), progress.DrillResult(r))
	}
}

// drawChosen tells what is known of the chosen row.
func (d drills) drawChosen(s *sheet) {
	row := d.chosen()
	if row.drill == nil {
		s.add(noRow, d.look.Title.Render(row.shelf.Department.Title))
		s.add(noRow, "Texts as an assistant writes them there. Enter shows or hides them.")
		return
	}
	s.add(noRow, d.look.Title.Render(clean.Line(row.drill.Title)))
	if marked := d.env.Drafts.of(drillDraft(row.drill.Ref)); marked != "" {
		s.add(noRow, "Begun: you marked "+countOf(strings.Count(marked, ",")+1, "line", "lines")+". Enter goes on.")
		return
	}
	if !row.drill.Read() {
		s.add(noRow, "Some lines may be wrong, or none. Enter begins.")
		return
	}
	first, last := row.drill.Readings[0], row.drill.Readings[len(row.drill.Readings)-1]
	s.add(noRow, "Read on "+first.At.Format("2 January 2006")+": "+progress.DrillResult(first)+". Enter shows what was wrong.")
	if len(row.drill.Readings) > 1 {
		s.add(noRow, d.look.Dim.Render("Read again on "+last.At.Format("2 January 2006")+": "+progress.DrillResult(last)+". Only the first reading counts."))
	}
}

// Title implements Screen.
func (d drills) Title() string { return "Find the errors" }

// Status implements Screen.
func (d drills) Status() string {
	total := 0
	for _, shelf := range d.all.Shelves {
		total += len(shelf.Drills)
	}
	if total == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d texts read", len(d.all.First), total)
}

// ShortHelp implements Screen.
func (d drills) ShortHelp() []key.Binding { return []key.Binding{d.keys.open, d.keys.choose} }

// FullHelp implements Screen.
func (d drills) FullHelp() [][]key.Binding { return [][]key.Binding{{d.keys.open, d.keys.choose}} }

// department is the one whose drills practise what a row of the pathways stands
// for; it is empty where that is for everyone.
func (n node) department(c *curriculum.Catalogue) string {
	switch {
	case n.lesson != nil:
		return c.DrillDepartment(n.lesson.ID)
	case n.module == nil:
		return n.path.Department
	}
	for _, l := range n.module.Lessons {
		if department := c.DrillDepartment(l.ID); department != "" {
			return department
		}
	}
	return ""
}

// drillsOf says which key leads to the drills of a department.
func drillsOf(department string) string {
	return "Press d to find the errors in texts of " + curriculum.DepartmentTitle(department) + "."
}

// drillsMsg is all drills and what the learner made of them.
type drillsMsg struct {
	load int // which load this answers
	all  progress.Drills
}
