package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// journal lists the experiments, newest first and a page at a time, finds them while
// words are typed, and shows the chosen one.
type journal struct {
	room
	keys    journalKeys
	input   textinput.Model // what is looked for
	typing  bool
	rows    picker
	entries []journalRow // that are here, of total
	shown   journalAsk   // what they answer
	loaded  bool
	trouble string // why what is typed cannot be looked for yet
	lost    error  // why nothing could be read
	hasty   bool   // Enter came before the answer to what was typed

	wish  journalAsk // the newest
	busy  bool       // something is being fetched
	again bool       // the wish is newer than that
	load  int        // which fetch is the newest: the answer of an earlier one is stale
	ended bool       // there is nothing after the entries

	total  int         // entries that fit
	most   bool        // total counts only the best
	noted  bool        // a new entry was noted here: the list that comes chooses it
	begun  store.Draft // a new entry that was begun and not kept; zero for none
	drafts []string    // names of what was typed and not saved

	peek    peekMsg // the entry beside the list
	peeking bool
	peekOld bool // it may have changed
}

type journalKeys struct{ open, find, clear, choose, portfolio, tried, wall key.Binding }

func newJournal(env Env) journal {
	return journal{
		room: room{env: env}, rows: newPicker(), input: newInput("", 30), busy: true, wish: journalAsk{limit: journalPage},
		keys: journalKeys{
			open: bind("open", "enter"), find: bind("search", "/"), clear: bind("show all", "esc"), choose: pickKeys(),
			portfolio: bind("portfolio", "p"), tried: bind("all you tried", "a"), wall: bind("team's wall", "w"),
		},
	}
}

// Init implements Screen.
func (j journal) Init() tea.Cmd { return loadJournal(j.env, j.load, j.wish) }

// Update implements Screen.
func (j journal) Update(msg tea.Msg) (Screen, tea.Cmd) {
	j.room = j.room.fit(msg)
	before := j.rows.index()
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case journalMsg:
		j, cmd = j.take(msg)
	case peekMsg:
		if j.peeking = false; !j.peekOld {
			j.peek = msg
		}
	case changedMsg:
		j, cmd = j.ask(j.fresh())
	case capturedMsg:
		j, cmd = j.captured(msg)
	case ratingMsg:
		j, cmd = j.hidden(msg)
	case tea.WindowSizeMsg, lookMsg:
		j = j.listed()
	case tea.KeyPressMsg:
		j, cmd = j.press(msg)
	case tea.PasteMsg:
		j, cmd = j.write(oneLine(msg, 1))
	case tea.MouseMsg:
		var clicked bool
		if j.rows, clicked = j.rows.update(msg, len(j.head())); clicked && !j.wide() {
			cmd = j.openChosen()
		}
	}
	j.rows = j.rows.size(j.column(), j.height-len(j.head()), j.look)
	j, more := j.onward(j.rows.index() != before)
	j, peek := j.beside()
	return j, tea.Batch(cmd, more, peek)
}

// press acts on a key. While words are typed the arrows still move in the list.
func (j journal) press(msg tea.KeyPressMsg) (journal, tea.Cmd) {
	k := msg.String()
	j.hasty = false
	switch {
	case k == "esc":
		return j.cleared()
	case k == "enter" && j.typing && j.query() != j.shown.query && j.busy:
		j.hasty = true // the answer opens its best one
		return j, nil
	case k == "enter" && j.query() != j.shown.query:
		return j, nil // the rows are not those of what is typed
	case key.Matches(msg, j.keys.open):
		j.typing = false
		return j, j.openChosen()
	case key.Matches(msg, j.keys.find) && !j.typing:
		j.typing = true
		j.input.CursorEnd()
		return j, nil
	case j.typing && k != "up" && k != "down" && k != "pgup" && k != "pgdown":
		return j.write(msg)
	case key.Matches(msg, j.keys.portfolio):
		return j, open(newPortfolio(j.env))
	case key.Matches(msg, j.keys.tried):
		return j, open(newRange(j.env))
	case key.Matches(msg, j.keys.wall):
		return j, open(newWall(j.env))
	}
	j.rows, _ = j.rows.update(msg, 0)
	return j, nil
}

// write changes what is looked for, and looks for it.
func (j journal) write(msg tea.Msg) (journal, tea.Cmd) {
	if !j.typing {
		return j, nil
	}
	before := j.query()
	j.input, _ = j.input.Update(msg)
	if j.query() == before {
		return j, nil
	}
	return j.ask(j.fresh())
}

// cleared shows all entries again.
func (j journal) cleared() (journal, tea.Cmd) {
	j.typing = false
	if j.input.Value() == "" {
		return j, nil
	}
	j.input.SetValue("")
	j.trouble = ""
	return j.ask(j.fresh())
}

// Claims reports that Esc ends a search before it leaves the journal.
func (j journal) Claims(k string) bool { return k == "esc" && j.input.Value() != "" }

func (j journal) openChosen() tea.Cmd {
	row, ok := j.rows.chosen()
	switch {
	case ok:
		return open(newExperiment(j.env, row.value))
	case j.loaded && j.query() == "":
		return open(newCapture(j.env))
	}
	return nil // nothing is found, or nothing is here yet
}

// hidden hides the labels when a rating begins.
func (j journal) hidden(msg ratingMsg) (journal, tea.Cmd) {
	if !msg.hides(msg.id) {
		return j, nil
	}
	j.entries = slices.Clone(j.entries)
	for i, e := range j.entries {
		if e.id == msg.id {
			j.entries[i] = rowOf(msg.bench.Experiment)
		}
	}
	j.peek, j.peekOld = peekMsg{}, true
	return j.listed().ask(j.fresh())
}

// beside fetches the entry under the cursor, where there is room for it. One is
// fetched at a time.
func (j journal) beside() (journal, tea.Cmd) {
	row, ok := j.rows.chosen()
	if !ok || !j.wide() || j.peeking || row.value == j.peek.id && !j.peekOld {
		return j, nil
	}
	j.peeking, j.peekOld = true, false
	env := j.env
	return j, func() tea.Msg {
		msg := peekMsg{id: row.value}
		msg.entry, _ = env.Store.Experiment(row.value) // one that is gone is shown as its row
		msg.bench, _ = env.Store.Bench(row.value)      // one that waits in the spool has none
		return msg
	}
}

// Title implements Screen.
func (j journal) Title() string { return "Journal" }

// Typing implements Screen.
func (j journal) Typing() bool { return j.typing }

// ShortHelp implements Screen.
func (j journal) ShortHelp() []key.Binding {
	switch {
	case j.typing:
		return []key.Binding{j.keys.open, j.keys.choose, j.keys.clear}
	case j.input.Value() != "":
		return []key.Binding{j.keys.open, j.keys.find, j.keys.clear, j.keys.choose}
	case len(j.entries) == 0:
		return []key.Binding{j.keys.portfolio, j.keys.tried, j.keys.wall}
	}
	return []key.Binding{j.keys.open, j.keys.find, j.keys.portfolio, j.keys.tried, j.keys.wall, j.keys.choose}
}

// FullHelp implements Screen.
func (j journal) FullHelp() [][]key.Binding {
	return [][]key.Binding{{
		j.keys.open, j.keys.find, bind("end the search", "esc"), j.keys.choose, bindAs("PgUp PgDn", "a page", "pgup", "pgdown"), j.keys.portfolio, j.keys.tried, j.keys.wall,
	}}
}

// Explain says how to search, and what the signs of a row mean.
func (j journal) Explain() (about string, paragraphs []string) {
	s := j.look.Symbols
	return "the journal", []string{
		"A search finds entries with words that begin with all you type, in any of their texts. Words in quotes stand side by side. The best come first: a word in the title counts most, then one in the learning, and a rare word more than a frequent one.",
		"A field narrows the search: title, question, verdict, status (open or closed), tag, lesson, model, tool, task, domain, data, use, next, skill and visibility, each with a colon and a word, such as verdict:failed. after:2026-10 and before:2026-11-03 go by the day on which an entry was logged.",
		"Before a title stands " + s.Full + " for an entry with a verdict, whichever it is, and " + s.Empty + " for an open one. In a narrow list, signs stand for words: " +
			s.Half + " outputs wait to be rated, " + s.Part + " words about it were begun and not kept, " + s.Arrow + " a pilot runs, " + s.Up + " it is shared.",
	}
}

type (
	// journalMsg is a part of the journal.
	journalMsg struct {
		load   int        // which fetch this answers
		ask    journalAsk // and what was asked
		rows   []journalRow
		total  int
		most   bool
		last   bool // nothing comes after the rows
		begun  store.Draft
		drafts []string
		err    error
	}
	// peekMsg is the entry that was under the cursor.
	peekMsg struct {
		id    string
		entry store.Experiment
		bench store.Bench
	}
)
