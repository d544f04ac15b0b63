package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// benchScreen is where an entry becomes a fair test: cases are rows, variants are
// columns, and each cell says how its output stands. Above the first case it leads
// along a path instead; while a blind rating is under way it shows neither.
type benchScreen struct {
	room
	pane   // what stands under the cursor, in full
	keys   benchKeys
	id     string
	load   int // which load is the newest: the answer of an earlier one is stale
	loaded bool
	gone   bool // the entry was taken back, here or in another program
	bench  store.Bench
	found  map[cell]store.Output
	marks  map[cell][]checkMark // what the automatic checks say
	wrong  []string             // checks that cannot be read
	at     spot
	from   spot           // the first row and column that show
	path   picker         // the way to the first case
	asks   *asked         // a question that waits for Enter
	pastes pastes         // the texts that are not safe yet
	fetch  fetching       // answers under way from the endpoint
	failed map[cell]error // cells that the endpoint gave no answer for
}

// A cell is the place of one output.
type cell struct{ variant, of string }

// A spot is a place of the grid. Row -1 is the variants' names, column -1 the cases'.
type spot struct{ row, col int }

// heads is the row of the variants and the column of the cases.
const heads = -1

// An asked is a question before something is done.
type asked struct {
	text   string
	again  string        // why a paste is asked about again; it cannot be pasted again
	yes    string        // what Enter does, for the footer
	output *store.Output // to be kept; nil: do says what is done
	do     tea.Cmd
}

// cell is the place of the output to be kept.
func (a asked) cell() cell { return cell{a.output.Variant, a.output.Case} }

type benchKeys struct {
	open, copy, variant, cases, one, remove, file, load, fetch, minutes, rubric, checks, rate, result, next, early, move, scroll key.Binding
}

func newBenchKeys() benchKeys {
	return benchKeys{
		open:    bind("open", "enter"),
		copy:    bind("copy prompt + input", "y"),
		variant: bind("new variant", "v"),
		cases:   bind("add cases", "c"),
		one:     bind("one case, in full", "C"),
		remove:  bind("remove what is chosen", "x"),
		file:    bind("output from a file", "o"),
		load:    bind("import results or cases", "i"),
		fetch:   bind("fetch missing ones", "f"),
		minutes: bind("minutes it took you", "m"),
		rubric:  bind("rubric", "b"),
		checks:  bind("automatic checks", "a"),
		rate:    bind("rate blind", "r"),
		result:  bind("result", "="),
		next:    bind("next missing one", "tab"),
		early:   bind("reveal early", "x"),
		move:    bindAs("↑↓←→", "move", "up", "down", "left", "right", "home", "end"),
		scroll:  bindAs("PgUp PgDn", "scroll the text", "pgup", "pgdown"),
	}
}

func newBench(env Env, id string) benchScreen {
	return benchScreen{room: room{env: env}, pane: newPane(), keys: newBenchKeys(), id: id, path: newPicker()}
}

// Init implements Screen.
func (b benchScreen) Init() tea.Cmd {
	return tea.Batch(loadBench(b.env, b.id, b.load), loadDraft(b.env, b.draft()))
}

// Update implements Screen.
func (b benchScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	b.room = b.room.fit(msg)
	switch msg := msg.(type) {
	case benchMsg:
		if msg.id == b.id && msg.load == b.load {
			b = b.take(msg)
		}
	case changedMsg:
		b.load++
		return b, loadBench(b.env, b.id, b.load)
	case ratingMsg:
		return b.hidden(msg)
	case askMsg:
		if msg.id == b.id {
			b.asks = &msg.asked
		}
	case draftFoundMsg:
		b = b.left(msg.draft)
	case outputMsg:
		return b.kept(msg)
	case filledMsg:
		b = b.after(msg)
	case fetchMsg:
		if msg.id == b.id {
			return b.begun(msg)
		}
	case fetchedMsg:
		return b.fetched(msg)
	case tea.KeyPressMsg:
		return b.press(msg)
	case tea.PasteMsg:
		return b.paste(msg)
	case tea.MouseClickMsg:
		return b.click(msg)
	case tea.MouseWheelMsg:
		b.pane.view, _ = b.pane.view.Update(msg)
		return b, nil
	}
	return b.layout(), nil
}

// hidden hides the labels when a rating begins.
func (b benchScreen) hidden(msg ratingMsg) (Screen, tea.Cmd) {
	if !msg.hides(b.id) {
		return b.layout(), nil
	}
	b = b.take(benchMsg{id: b.id, bench: msg.bench})
	b.load++
	return b, loadBench(b.env, b.id, b.load)
}

// after goes on to the next missing output when one was filled in.
func (b benchScreen) after(msg filledMsg) benchScreen {
	if msg.id != b.id || b.onPath() || b.blind() {
		return b
	}
	return b.toMissing(b.spotOf(msg.at)).move(spot{})
}

// take takes over the bench as the file has it.
func (b benchScreen) take(msg benchMsg) benchScreen {
	first, wasOnPath, wasBlind := !b.loaded, b.onPath(), b.blind()
	b.bench, b.found, b.marks, b.wrong = msg.bench, msg.found, msg.marks, msg.wrong
	b.loaded, b.gone = true, msg.gone
	b.path = b.path.set(b.pathRows())
	if b.blind() && !wasBlind {
		b = b.askLater() // the question names a variant
	}
	if first || wasOnPath {
		b.path = b.path.choose(b.step().value)
	}
	if (first || wasOnPath) && !b.onPath() && !b.blind() {
		b = b.toMissing(spot{0, heads})
	}
	return b.askNext().move(spot{})
}

// faces of the screen.
func (b benchScreen) blind() bool { return b.bench.Experiment.Blind }

// onPath reports that there is nothing yet to fill in.
func (b benchScreen) onPath() bool {
	return !b.blind() && (len(b.bench.Variants) == 0 || len(b.bench.Cases) == 0)
}

// under is the place under the cursor; false beside the cells.
func (b benchScreen) under() (cell, bool) {
	if b.at.row < 0 || b.at.col < 0 || b.onPath() || b.blind() {
		return cell{}, false
	}
	return cell{b.bench.Variants[b.at.col].ID, b.bench.Cases[b.at.row].ID}, true
}

// free reports that a place is free: nothing is there, nor on its way.
func (b benchScreen) free(c cell) bool {
	_, there := b.found[c]
	return !there && !b.pastes.sending(c)
}

// toMissing moves to the next place without an output, case by case, round the end.
func (b benchScreen) toMissing(after spot) benchScreen {
	columns, rows := len(b.bench.Variants), len(b.bench.Cases)
	start := max(0, after.row)*columns + after.col
	for i := 1; i <= columns*rows; i++ {
		n := (start + i) % (columns * rows)
		if b.free(cell{b.bench.Variants[n%columns].ID, b.bench.Cases[n/columns].ID}) {
			b.at = spot{n / columns, n % columns}
			break
		}
	}
	return b
}

// Typing implements Screen: a question takes all keys, so that none loses what was
// pasted.
func (b benchScreen) Typing() bool { return b.asks != nil }

// Claims reports that Esc stops a run and does not leave, or leaves with what is not safe
// yet kept as a draft.
func (b benchScreen) Claims(k string) bool {
	return k == "esc" && (b.fetch.running() || len(b.pastes.sent) > 0)
}

// Title implements Screen.
func (b benchScreen) Title() string { return "Bench " + crumb(b.look) + " " + b.bench.Experiment.Title }

// Status implements Screen.
func (b benchScreen) Status() string {
	if !b.loaded || b.onPath() || b.blind() {
		return ""
	}
	return b.counted()
}

// ShortHelp implements Screen.
func (b benchScreen) ShortHelp() []key.Binding {
	k := b.keys
	switch {
	case !b.loaded || b.gone:
		return nil
	case b.asks != nil:
		return []key.Binding{bind(b.asks.yes, "enter"), bind("leave it", "esc")}
	case b.fetch.running():
		return []key.Binding{bind("cancel", "esc"), k.move}
	case b.blind():
		return []key.Binding{bind("go on rating", "r"), k.early}
	case b.onPath():
		return []key.Binding{k.open, pickKeys(), k.variant, k.cases}
	case b.lacking() == 0:
		return []key.Binding{k.open, k.rate, k.result, k.move, k.rubric}
	}
	return []key.Binding{bind("type it", "enter"), bind("copy", "y"), bind("next", "tab"), bind("fetch", "f"), bind("variant", "v"), bind("cases", "c"), k.rate}
}

// FullHelp implements Screen.
func (b benchScreen) FullHelp() [][]key.Binding {
	k := b.keys
	if b.blind() {
		return [][]key.Binding{{bind("go on rating", "r"), k.early}}
	}
	return [][]key.Binding{{
		k.open, k.copy, k.next, k.variant, k.cases, k.one, k.remove, k.file, k.load, k.fetch, k.minutes,
		k.rubric, k.checks, k.rate, k.result, k.move, k.scroll,
	}}
}

// Explain says what the bench is for, behind "?".
func (b benchScreen) Explain() (about string, paragraphs []string) {
	return "the bench", []string{
		"Each row is a case: one input from your work. Each column is a variant: one prompt or way of working. Each cell takes what that variant made of that case.",
		"A paste goes into the cell under the cursor after one Enter, and the cursor moves on to the next cell that is missing. What is replaced counts as a further try, and that is shown.",
		"Automatic checks inform and never replace your verdict. The rating is blind: the outputs are shuffled, and neither this screen nor the file view says which is which until all are rated.",
	}
}

type (
	// benchMsg is the bench of an entry with what follows from it.
	benchMsg struct {
		id    string
		load  int // which load this answers
		gone  bool
		bench store.Bench
		found map[cell]store.Output
		marks map[cell][]checkMark
		wrong []string
	}
	// askMsg is a question of a bench that a command came up with.
	askMsg struct {
		id    string
		asked asked
	}
	// outputMsg says that an output is safe, or that it is not.
	outputMsg struct {
		id    string
		asked asked
		err   error
	}
)
