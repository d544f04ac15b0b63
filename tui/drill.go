package tui

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// drill is one text being read: the learner marks the lines that are wrong, hands
// the text in, and sees what was.
type drill struct {
	room
	pane
	keys    drillKeys
	ref     string
	loaded  bool
	text    curriculum.Drill
	lines   []curriculum.DrillLine
	earlier []store.Drill // the readings of it in the store, oldest first
	first   []store.Drill // the readings of all texts that count
	next    string        // the text to read next; empty where all are read
	phase   drillPhase
	row     int   // the line under the cursor, counted from 0; noRow until one is chosen
	marks   []int // numbers of the marked lines, in order
	steps   []int // the lines marked and unmarked, so that u takes it back
	sure    bool  // Enter was pressed with no line marked, and asked whether nothing is wrong
	result  store.Drill
	load    int // which load is the newest: the answer of an earlier one is stale
}

type drillPhase int

const (
	marking   drillPhase = iota
	handingIn            // on its way to the store
	handedIn             // stored and explained
)

type drillKeys struct{ hand, mark, move, given, back, next, again, scroll key.Binding }

func newDrill(env Env, ref string) drill {
	return drill{
		room: room{env: env}, pane: newPane(), ref: ref, row: noRow,
		keys: drillKeys{
			hand: bind("hand in", "enter"), mark: bind("mark", "space"), move: bindAs("↑↓", "line", "up", "down", "j", "k"),
			given: bind("what was given", "g"), back: bind("take the last mark back", "u"),
			next: bind("next text", "enter"), again: bind("read again", "r"), scroll: bindAs("↑↓", "scroll", "up"),
		},
	}
}

// Init implements Screen.
func (d drill) Init() tea.Cmd { return loadDrill(d.env, d.ref, d.load) }

// loadDrill fetches a text and what the learner made of this and the others.
func loadDrill(env Env, ref string, load int) tea.Cmd {
	return func() tea.Msg {
		text, err := env.Catalogue.Drill(ref)
		if err != nil {
			return failedMsg{err}
		}
		msg, err := drillStanding(env, text, load)
		return answer(msg, err)
	}
}

// drillStanding is where the learner stands with a text.
func drillStanding(env Env, text curriculum.Drill, load int) (drillMsg, error) {
	msg := drillMsg{load: load, text: text}
	all, err := progress.ReadDrills(env.Catalogue, env.Store)
	if err != nil {
		return msg, err
	}
	msg.first = all.First
	if next, ok := all.Next(text.Department); ok {
		msg.next = next.Ref
	}
	for _, shelf := range all.Shelves {
		for _, other := range shelf.Drills {
			if other.Ref == text.Ref {
				msg.earlier = other.Readings
			}
		}
	}
	return msg, nil
}

// Update implements Screen.
func (d drill) Update(msg tea.Msg) (Screen, tea.Cmd) {
	d.room = d.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, lookMsg:
		d = d.layout().reveal()
	case drillMsg:
		d = d.take(msg)
	case changedMsg:
		d.load++
		cmd = loadDrill(d.env, d.ref, d.load)
	case drillKeptMsg:
		d, cmd = d.kept(msg)
	case tea.KeyPressMsg:
		d, cmd = d.press(msg)
	case tea.MouseClickMsg:
		d = d.click(msg)
	case tea.MouseWheelMsg:
		d.view, cmd = d.view.Update(msg)
		return d, cmd
	}
	return d.layout(), cmd
}

// take folds in what is stored. A reading that was taken back is open again, with
// its marks; what is being read stays as it is.
func (d drill) take(msg drillMsg) drill {
	if msg.text.Ref != d.ref || msg.load != d.load {
		return d
	}
	first := !d.loaded
	d.loaded, d.text, d.lines, d.earlier, d.first, d.next = true, msg.text, msg.text.Lines(), msg.earlier, msg.first, msg.next
	switch draft := d.env.Drafts.of(drillDraft(d.ref)); {
	case first && draft != "":
		d.marks, _ = d.text.ParseMarks(draft)
	case first && len(d.earlier) > 0:
		d = d.show(d.earlier[len(d.earlier)-1])
	case d.phase == handedIn && !slices.ContainsFunc(d.earlier, func(r store.Drill) bool { return r.ID == d.result.ID }):
		d.phase, d.row, d.steps = marking, noRow, nil
		d = d.keepDraft()
	}
	return d
}

// show explains a reading.
func (d drill) show(r store.Drill) drill {
	d.phase, d.result, d.marks, d.sure = handedIn, r, r.Marked, false
	d.view.SetYOffset(0)
	return d
}

func (d drill) press(msg tea.KeyPressMsg) (drill, tea.Cmd) {
	k := msg.String()
	switch {
	case !d.loaded:
	case d.phase == marking:
		return d.read(msg)
	case d.phase == handedIn && key.Matches(msg, d.keys.next) && !d.view.AtBottom():
		d.view.PageDown() // read on before the next one, as everywhere
	case d.phase == handedIn && key.Matches(msg, d.keys.next):
		return d, d.goOn()
	case d.phase == handedIn && key.Matches(msg, d.keys.again):
		d.phase, d.row, d.marks, d.steps = marking, noRow, nil, nil
		d.view.SetYOffset(0)
	default:
		d.view = scrolled(d.view, k)
	}
	return d, nil
}

// read moves through the lines, marks them and hands in.
func (d drill) read(msg tea.KeyPressMsg) (drill, tea.Cmd) {
	k, sure := msg.String(), d.sure
	d.sure = false
	switch {
	case key.Matches(msg, d.keys.hand) && len(d.marks) == 0 && !sure:
		d.sure = true
	case key.Matches(msg, d.keys.hand):
		return d.handIn()
	case key.Matches(msg, d.keys.mark) && d.row == noRow:
		d.row = 0
		return d.layout().reveal(), nil
	case key.Matches(msg, d.keys.mark):
		return d.toggle(d.row).layout().reveal(), nil
	case lineRow(k, len(d.lines)) != noRow:
		return d.toggle(lineRow(k, len(d.lines))).layout().reveal(), nil
	case key.Matches(msg, d.keys.back) && len(d.steps) > 0:
		last := d.steps[len(d.steps)-1]
		d = d.toggle(last)
		d.steps = d.steps[:len(d.steps)-2]
		return d.layout().reveal(), nil
	case key.Matches(msg, d.keys.back):
		return d, notice("No mark to take back.")
	case k == "up" && d.row <= 0:
		d.view.ScrollUp(1)
	case key.Matches(msg, d.keys.move):
		d.row = moved(d.row, k, len(d.lines))
		return d.layout().reveal(), nil
	case key.Matches(msg, d.keys.given):
		return d.toGiven(), nil
	default:
		d.view = scrolled(d.view, k)
	}
	return d, nil
}

// lineRow is the line that a digit names, where 0 is the tenth, or noRow.
func lineRow(k string, lines int) int {
	if k == "0" && lines >= 10 {
		return 9
	}
	return digitRow(k, lines)
}

// toggle marks a line as wrong, or takes the mark away.
func (d drill) toggle(row int) drill {
	n := d.lines[row].Number
	if at, marked := slices.BinarySearch(d.marks, n); marked {
		d.marks = slices.Delete(slices.Clone(d.marks), at, at+1)
	} else {
		d.marks = slices.Insert(slices.Clone(d.marks), at, n)
	}
	d.row, d.steps = row, append(slices.Clone(d.steps), row)
	return d.keepDraft()
}

// drillDraft is the name of the draft of a text: the marks of a reading that was not
// handed in.
func drillDraft(ref string) string { return "drill/" + ref }

func (d drill) keepDraft() drill {
	d.env.Drafts.keep(drillDraft(d.ref), curriculum.FormatMarks(d.marks))
	return d
}

// toGiven shows what the assistant was given, and the line under the cursor again.
func (d drill) toGiven() drill {
	if d.view.AtTop() {
		return d.reveal()
	}
	d.view.SetYOffset(0)
	return d
}

// handIn stores the reading; it is explained when it is safe.
func (d drill) handIn() (drill, tea.Cmd) {
	d.phase = handingIn
	d.load++
	env, load, text, reading := d.env, d.load, d.text, progress.DrillReading(d.text, d.marks)
	return d, func() tea.Msg {
		r, err := env.Store.RecordDrill(reading)
		if err != nil {
			return drillKeptMsg{ref: text.Ref, err: err}
		}
		at, err := drillStanding(env, text, load)
		return drillKeptMsg{text.Ref, r, at, err}
	}
}

// kept folds in that the reading is stored, or was not.
func (d drill) kept(msg drillKeptMsg) (drill, tea.Cmd) {
	if msg.ref != d.ref || d.phase != handingIn {
		return d, nil
	}
	if msg.err != nil && msg.reading.ID == "" {
		d.phase = marking
		return d, send(failedMsg{msg.err})
	}
	d.env.Drafts.keep(drillDraft(d.ref), "")
	d = d.show(msg.reading)
	if msg.err != nil { // it is stored, and only the figures are not known
		return d, send(failedMsg{msg.err})
	}
	return d.take(msg.standing), nil
}

// goOn opens the next text, or goes back where all are read.
func (d drill) goOn() tea.Cmd {
	if d.next == "" {
		return back(d)
	}
	return tea.Sequence(back(d), open(newDrill(d.env, d.next)))
}

func (d drill) click(msg tea.MouseClickMsg) drill {
	if row := d.rowUnder(msg); row != noRow && d.phase == marking {
		d.sure = false
		return d.toggle(row)
	}
	return d
}

// Claims reports that u takes a mark back while the text is read, and no answer
// that was given elsewhere.
func (d drill) Claims(k string) bool { return d.phase == marking && k == "u" }

// Title implements Screen.
func (d drill) Title() string {
	if !d.loaded {
		return "Find the errors"
	}
	return "Find the errors " + crumb(d.look) + " " + d.text.Title
}

// Status implements Screen.
func (d drill) Status() string {
	switch {
	case !d.loaded:
		return ""
	case d.phase == handedIn:
		return progress.DrillResult(d.result)
	case d.width < 60:
		return strconv.Itoa(len(d.marks)) + " marked"
	}
	return strconv.Itoa(len(d.marks)) + " of " + countOf(len(d.lines), "line", "lines") + " marked"
}

// ShortHelp implements Screen.
func (d drill) ShortHelp() []key.Binding {
	if d.phase == handedIn {
		if d.next == "" {
			return []key.Binding{bind("back to the list", "enter"), d.keys.again, d.keys.scroll}
		}
		return []key.Binding{d.keys.next, d.keys.again, d.keys.scroll}
	}
	if d.paned() {
		return []key.Binding{d.keys.hand, d.keys.mark, d.keys.move}
	}
	return []key.Binding{d.keys.hand, d.keys.mark, d.keys.move, d.keys.given}
}

// FullHelp implements Screen.
func (d drill) FullHelp() [][]key.Binding {
	k := d.keys
	return [][]key.Binding{
		{k.move, bind("mark a line as wrong, or not", "space"), bindAs("1-9, 0", "mark line 1 to 9, or 10", "1"), k.back, k.given, bindAs("PgUp PgDn", "scroll", "pgdown"), k.hand},
		{bind("next text, when handed in", "enter"), k.again},
	}
}

// The messages of a reading; each names the text that it is about.
type (
	drillMsg struct {
		load    int
		text    curriculum.Drill
		earlier []store.Drill
		first   []store.Drill
		next    string
	}
	drillKeptMsg struct {
		ref      string
		reading  store.Drill
		standing drillMsg
		err      error
	}
)
