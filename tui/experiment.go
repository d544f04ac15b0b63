package tui

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// experiment shows one entry of the journal, and leads to what can be done with it.
type experiment struct {
	room
	pane
	keys   experimentKeys
	id     string
	begin  string // the section that it opens at; empty: the first
	loaded experimentMsg
	load   int  // which load is the newest: the answer of an earlier one is stale
	gone   bool // it was taken back, here or in another program
	at     int  // the section under the cursor
	side   pane // beside the page, where there is room
}

type experimentKeys struct {
	edit, choose, bench, rate, result, close, pilot, editor, share, piece key.Binding
}

func newExperiment(env Env, id string) experiment {
	return experiment{
		room: room{env: env}, id: id, pane: newPane(), side: newPane(),
		keys: experimentKeys{
			edit: bind("edit", "enter"), choose: bindAs("↑↓", "section", "up", "down"), close: bind("close it", "c"),
			bench: bind("bench", "b"), rate: bind("rate blind", "r"), result: bind("result", "="), pilot: bind("pilot", "P"), editor: bind("in your editor", "E"),
			share: bind("share", "S"), piece: bind("into the portfolio", "p"),
		},
	}
}

// newExperimentAt shows an entry from one of its sections on.
func newExperimentAt(env Env, id, section string) experiment {
	x := newExperiment(env, id)
	x.begin = section
	return x
}

// Init implements Screen.
func (x experiment) Init() tea.Cmd { return loadExperiment(x.env, x.id, x.load) }

// loadExperiment fetches an entry with its bench, and what was written about it and
// not saved. One that waits in the spool has no bench yet.
func loadExperiment(env Env, id string, load int) tea.Cmd {
	return func() tea.Msg {
		e, err := env.Store.Experiment(id)
		if errors.Is(err, store.ErrNotFound) {
			return goneMsg{id, load}
		}
		if err != nil {
			return failedMsg{err}
		}
		b, err := env.Store.Bench(id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return failedMsg{err}
		}
		msg := experimentMsg{id: id, load: load, entry: e, bench: b}
		drafts, _ := env.Store.Drafts() // one that cannot be read is none
		for _, d := range drafts {
			if strings.Contains(d.Name, e.ID) {
				msg.drafts = append(msg.drafts, d)
			}
		}
		return msg
	}
}

// Update implements Screen.
func (x experiment) Update(msg tea.Msg) (Screen, tea.Cmd) {
	x.room = x.room.fit(msg)
	switch msg := msg.(type) {
	case experimentMsg:
		if msg.id == x.id && msg.load == x.load {
			x = x.take(msg)
		}
	case ratingMsg:
		return x.hidden(msg)
	case goneMsg:
		if msg.id == x.id && msg.load == x.load {
			x.gone = true
		}
	case editingMsg:
		if msg.id == x.id {
			return x, x.startEditor(msg)
		}
	case editedMsg:
		return x.edited(msg)
	case changedMsg:
		x.load++
		return x, x.Init()
	case tea.KeyPressMsg:
		return x.press(msg)
	case tea.MouseClickMsg:
		if row := x.rowUnder(msg); row != noRow && x.ready() {
			x.at = row
			return x.layout(), x.openSection()
		}
	case tea.MouseWheelMsg:
		x.view, _ = x.view.Update(msg)
		return x, nil
	}
	return x.layout(), nil
}

// hidden hides the labels when a rating begins.
func (x experiment) hidden(msg ratingMsg) (Screen, tea.Cmd) {
	if !x.ready() || !msg.hides(x.loaded.entry.ID) {
		return x.layout(), nil
	}
	x = x.take(experimentMsg{id: x.id, entry: msg.bench.Experiment, bench: msg.bench, drafts: x.loaded.drafts})
	x.load++
	return x.layout(), x.Init()
}

// take takes over the entry. The cursor stays on its section, wherever that now is.
func (x experiment) take(msg experimentMsg) experiment {
	if !x.ready() {
		x.loaded = msg
		if x = x.on(cmp.Or(x.begin, x.nextSection(), "idea")); x.at > 0 {
			return x.to(x.at)
		}
		return x
	}
	before, here := x.at, x.sections()[x.at].id
	x.loaded = msg
	if x = x.on(here); x.at != before {
		return x.to(x.at)
	}
	return x
}

// on puts the cursor on the section with an id.
func (x experiment) on(id string) experiment {
	x.at = slices.IndexFunc(x.sections(), func(s entrySection) bool { return s.id == id })
	return x
}

// ready reports that there is an entry to see.
func (x experiment) ready() bool { return x.loaded.id != "" && !x.gone }

func (x experiment) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	if !x.ready() {
		return x, nil
	}
	switch k := msg.String(); {
	case k == "up" || k == "k":
		return x.move(-1), nil
	case k == "down" || k == "j":
		return x.move(1), nil
	case k == "tab" || k == "shift+tab":
		by := map[string]int{"tab": 1, "shift+tab": -1}[k]
		return x.to(x.at + by), nil
	case key.Matches(msg, x.keys.edit):
		return x, x.openSection()
	case key.Matches(msg, x.keys.close):
		x = x.on("end")
		return x, x.openSection()
	case key.Matches(msg, x.keys.pilot):
		x = x.on("pilot")
		return x, x.openSection()
	case key.Matches(msg, x.keys.bench):
		return x, open(newBench(x.env, x.loaded.entry.ID))
	case key.Matches(msg, x.keys.rate):
		return x, open(newRating(x.env, x.loaded.entry.ID))
	case key.Matches(msg, x.keys.result):
		return x, open(newResult(x.env, x.loaded.entry.ID))
	case key.Matches(msg, x.keys.share):
		return x, x.unlessBlind(newDisclosure(x.env, x.id))
	case key.Matches(msg, x.keys.piece):
		return x, x.unlessBlind(newKinds(x.env, x.id))
	case key.Matches(msg, x.keys.editor):
		return x, x.edit()
	default:
		x.view = scrolled(x.view, k)
	}
	return x, nil
}

// blindWords say why an entry stays as it is for now.
const blindWords = "The outputs are being rated blind, and the entry stays as it is: rate the rest, or reveal early, and then change it."

// unlessBlind opens a screen that changes the entry, unless that has to wait.
func (x experiment) unlessBlind(s Screen) tea.Cmd {
	if x.loaded.entry.Blind {
		return notice(blindWords)
	}
	return open(s)
}

// openSection opens what the section under the cursor is edited on.
func (x experiment) openSection() tea.Cmd {
	switch s := x.sections()[x.at]; s.id {
	case "end":
		return x.unlessBlind(newClosing(x.env, x.loaded.entry))
	case "pilot":
		return x.unlessBlind(newPilot(x.env, x.loaded.entry))
	default:
		return x.unlessBlind(newSection(x.env, x.loaded.entry, s))
	}
}

// move goes to the next section. Where the one under the cursor goes on below the
// room, or above it, it is scrolled first.
func (x experiment) move(by int) experiment {
	first, last := x.sheet.span(x.at)
	top, bottom := x.view.YOffset(), x.view.YOffset()+x.view.Height()-1
	switch {
	case by > 0 && last > bottom:
		x.view.ScrollDown(1)
		return x
	case by < 0 && first < top:
		x.view.ScrollUp(1)
		return x
	}
	return x.to(x.at + by)
}

// to puts the cursor on a section, as far as there is one, and shows it.
func (x experiment) to(at int) experiment {
	x.at = min(max(at, 0), len(x.sections())-1)
	x = x.layout()
	first, last := x.sheet.span(x.at)
	x.view.EnsureVisible(min(last, first+x.view.Height()-1), 0, 0)
	x.view.EnsureVisible(first, 0, 0)
	if x.at == 0 {
		x.view.GotoTop()
	}
	return x
}

// column is the width of the page, beside which there may be more.
func (x experiment) column() int {
	if x.width >= x.measure()+6+minSide {
		return x.measure() + 6
	}
	return x.width
}

// minSide is the least width of what stands beside the page.
const minSide = 30

// layout puts the entry into the panes.
func (x experiment) layout() experiment {
	if !x.ready() || x.width == 0 {
		return x
	}
	x.at = min(x.at, len(x.sections())-1)
	s := newSheet(min(x.measure(), x.column()-4))
	x.drawPage(s)
	x.pane = x.hold(s, x.column(), x.height)
	if x.column() < x.width {
		side := newSheet(x.width - x.column() - 4)
		x.drawSide(side)
		x.side = x.side.hold(side, x.width-x.column()-2, x.height)
	}
	return x
}

// View implements Screen.
func (x experiment) View() tea.View {
	switch {
	case x.gone:
		return tea.View{Content: "\n  This entry was taken back; it is no longer in your journal."}
	case !x.ready():
		return tea.View{}
	}
	page := x.pane.draw(x.look)
	if x.column() == x.width {
		return tea.View{Content: page}
	}
	side := indent("\n"+x.side.view.View(), x.look.Rule.Render(x.look.Symbols.Bar)+"  ")
	return tea.View{Content: beside(page, side, x.column(), x.height)}
}

// Title implements Screen.
func (x experiment) Title() string { return "Journal " + crumb(x.look) + " " + x.loaded.entry.Title }

// ShortHelp implements Screen.
func (x experiment) ShortHelp() []key.Binding {
	if !x.ready() {
		return nil
	}
	e, n, keys := x.loaded.entry, countsOf(x.loaded.bench), []key.Binding{x.keys.edit, x.keys.choose}
	switch {
	case e.Blind: // it stays as it is
		return []key.Binding{bind("go on rating", "r"), x.keys.choose, x.keys.bench}
	case n.rated:
		keys = append(keys, x.keys.result)
	case n.outputs > 0 && n.missing == 0:
		keys = append(keys, x.keys.rate)
	}
	end := x.keys.close
	if e.Verdict != store.Open {
		end = bind("how it ended", "c")
	}
	return append(keys, end, x.keys.bench, x.keys.piece, x.keys.share, x.keys.editor, x.keys.pilot)
}

// FullHelp implements Screen.
func (x experiment) FullHelp() [][]key.Binding {
	return [][]key.Binding{{
		x.keys.edit, x.keys.choose, x.keys.close, x.keys.bench, x.keys.rate, x.keys.result, x.keys.pilot, x.keys.editor, x.keys.share, x.keys.piece, bind("next section", "tab"), bindAs("PgUp PgDn", "scroll a page", "pgup", "pgdown"),
	}}
}

type (
	experimentMsg struct {
		id     string // as it was asked for
		load   int    // which load this answers
		entry  store.Experiment
		bench  store.Bench
		drafts []store.Draft // about this entry, newest first
	}
	goneMsg struct {
		id   string
		load int
	}
)
