package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// rating is the blind rating of an entry: how it is done, its items one at a time,
// and the way to the labels. It is given no label, so that it can show none.
type rating struct {
	room
	pane         // what is judged; on a wide screen its left part
	other   pane // on a wide screen the right output, or the criteria
	given   pane // on a wide screen the input of the case, where it is unfolded
	keys    ratingKeys
	id      string // of the entry
	loaded  ratingMsg
	face    ratingFace
	at      int            // the item that shows
	rows    picker         // what can be done on the pages around the items
	open    bool           // the input of the case is unfolded
	focus   int            // which pane scrolls alone; 0: the outputs together
	row     int            // the criterion under the cursor
	scores  map[string]int // by criterion, of the item that shows
	typed   string         // the beginning of a score of several digits
	note    textinput.Model
	writing bool        // the note
	busy    bool        // something is on its way to the store
	looked  bool        // it is known what was begun before the program ended
	left    store.Draft // that, until the items are known
	load    int         // which load is the newest: the answer of an earlier one is stale
}

// A ratingFace is one of the pages of the screen.
type ratingFace int

const (
	ratingLoading ratingFace = iota
	ratingStart              // how to rate, before it begins
	ratingAsk                // an item
	ratingAll                // every item is rated
	ratingEarly              // whether to reveal before that
	ratingGone               // the entry was taken back
)

type ratingKeys struct{ left, right, same, score, move, enter, pane, input, note, prev, skip, reveal, scroll key.Binding }

// newRating opens the blind rating of an entry: one that is under way goes on where
// it stopped.
func newRating(env Env, id string) rating {
	return rating{
		room: room{env: env}, pane: newPane(), other: newPane(), given: newPane(), id: id, rows: newPicker(), note: newInput("", 50),
		keys: ratingKeys{
			left: bindAs("1/←", "left", "1", "left"), right: bindAs("2/→", "right", "2", "right"), same: bindAs("0/=", "neither", "0", "="),
			score: bindAs("0-9", "score", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
			move:  bindAs("↑↓", "criterion", "up", "down", "k", "j"), enter: bind("go on", "enter"),
			pane: bind("other part", "tab"), input: bind("input", "i"), note: bind("note", "w"),
			prev: bind("item before", "p"), skip: bind("skip", "s"), reveal: bind("reveal", "r"), scroll: bindAs("Space", "read on", "space"),
		},
	}
}

// Init implements Screen.
func (r rating) Init() tea.Cmd {
	return tea.Batch(loadRating(r.env, r.id, r.load), loadDraft(r.env, r.draft()))
}

// Update implements Screen.
func (r rating) Update(msg tea.Msg) (Screen, tea.Cmd) {
	r.room = r.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case ratingMsg:
		r, cmd = r.take(msg)
	case changedMsg:
		r.load++
		cmd = loadRating(r.env, r.id, r.load)
	case draftFoundMsg:
		r = r.found(msg.draft)
	case judgedMsg:
		r, cmd = r.kept(msg)
	case revealedMsg:
		r, cmd = r.revealed(msg)
	case tea.KeyPressMsg:
		r, cmd = r.press(msg)
	case tea.PasteMsg:
		if r.writing {
			r.note, _ = r.note.Update(oneLine(msg, 1))
			r = r.keepDraft()
		}
	case tea.MouseClickMsg:
		r, cmd = r.click(msg)
	case tea.MouseWheelMsg:
		r, cmd = r.wheel(msg)
	}
	return r.layout(), cmd
}

// take folds in what is stored. The item that shows stays, unless its rating is over
// or a judgement was taken back: then that one is asked for again.
func (r rating) take(msg ratingMsg) (rating, tea.Cmd) {
	if msg.id != r.id || msg.load != r.load && !msg.begins {
		return r, nil
	}
	if msg.begins {
		r.busy = false // of a judgement under way its own answer tells
		if msg.err == nil {
			r.load++ // what was read before this is stale
		}
	}
	if msg.gone {
		r.face = ratingGone
		return r, nil
	}
	if msg.err != nil {
		return r, send(failedMsg{msg.err})
	}
	before, was := r.loaded, r.face
	r.loaded = msg
	r = r.takeOver()
	if !msg.bench.Experiment.Blind {
		r.face, r.writing = ratingStart, false
		return r.fill(), nil
	}
	if was == ratingLoading || was == ratingStart || was == ratingGone || msg.sheet.Round != before.sheet.Round {
		return r.begin(was == ratingLoading)
	}
	if lost := takenBack(before.sheet, msg.sheet); lost >= 0 {
		r.face = ratingAsk
		r.note.SetValue(before.sheet.Items[lost].Mine.Note) // the judgement is taken back, its words are not lost
		r.at, r.scores = lost, nil
		return r.keepDraft().show(lost), nil
	}
	return r.fill(), nil
}

// begin shows the first item that is not rated yet. One who comes back is told so.
func (r rating) begin(back bool) (rating, tea.Cmd) {
	items, left := r.loaded.sheet.Items, r.loaded.sheet.Left()
	r = r.onward(len(items) - 1)
	if back && left < len(items) && left > 0 {
		return r, notice(fmt.Sprintf("You are where you left it: %d of %d are rated.", len(items)-left, len(items)))
	}
	return r, nil
}

// takenBack is the item that was judged before and no longer is, or -1.
func takenBack(before, now store.Sheet) int {
	for i := range now.Items {
		if i < len(before.Items) && before.Items[i].Mine != nil && now.Items[i].Mine == nil {
			return i
		}
	}
	return -1
}

// onward shows the next item that is not rated, from the one after at on and round
// the end, or the page that says that all are.
func (r rating) onward(at int) rating {
	items := r.loaded.sheet.Items
	for i := range items {
		if next := (at + 1 + i) % len(items); items[next].Mine == nil {
			r.face = ratingAsk
			return r.show(next)
		}
	}
	r.face = ratingAll
	r.view.SetYOffset(0)
	return r.fill()
}

// show turns to an item.
func (r rating) show(at int) rating {
	r.at, r.writing, r.typed, r.focus = at, false, "", 0
	for _, p := range []*pane{&r.pane, &r.other, &r.given} {
		p.view.SetYOffset(0)
	}
	return r.fillIn()
}

// item is the item that shows.
func (r rating) item() store.SheetItem { return r.loaded.sheet.Items[r.at] }

// criteria are those of the rubric that is rated by; none in pairs.
func (r rating) criteria() []store.Criterion {
	if r.loaded.sheet.Mode != store.ByCriterion || r.loaded.sheet.Rubric == nil {
		return nil
	}
	return r.loaded.sheet.Rubric.Criteria
}

// Title implements Screen.
func (r rating) Title() string {
	title := r.loaded.sheet.Title
	if title == "" || r.face == ratingStart { // until the rating begins, a title may name the variants
		return "Blind rating"
	}
	return "Blind rating " + crumb(r.look) + " " + title
}

// Status implements Screen.
func (r rating) Status() string {
	items := r.loaded.sheet.Items
	switch {
	case r.face == ratingAll:
		return fmt.Sprintf("%d of %d rated", len(items), len(items))
	case r.face != ratingAsk:
		return ""
	case r.width < 76:
		return fmt.Sprintf("%d of %d", r.at+1, len(items))
	}
	return fmt.Sprintf("%d of %d %s %d rated", r.at+1, len(items), r.look.Symbols.Dot, len(items)-r.loaded.sheet.Left())
}

// Claims reports that on the page that asks whether to reveal early Esc says no.
func (r rating) Claims(k string) bool { return r.face == ratingEarly && k == "esc" }

// Typing implements Screen.
func (r rating) Typing() bool { return r.writing }

// ShortHelp implements Screen.
func (r rating) ShortHelp() []key.Binding {
	k := r.keys
	switch {
	case r.writing:
		return []key.Binding{bind("keep the note", "enter"), bind("leave the field", "esc")}
	case r.face == ratingAsk && r.criteria() == nil:
		return []key.Binding{k.left, k.right, k.same, k.input, k.pane, k.prev, k.skip, k.note, k.reveal}
	case r.face == ratingAsk:
		return []key.Binding{r.scoreKey(), k.move, k.scroll, k.input, k.prev, k.skip, k.note, k.reveal}
	case r.face == ratingAll:
		return []key.Binding{bind("reveal", "enter"), k.prev}
	case r.face == ratingLoading, r.face == ratingGone, r.rows.empty():
		return nil
	}
	return []key.Binding{k.enter, pickKeys()}
}

// scoreKey names the digits that score the criterion under the cursor.
func (r rating) scoreKey() key.Binding {
	c := r.criteria()[r.row]
	return bindAs(fmt.Sprintf("%d-%d", c.Lowest(), c.Highest()), "score", r.keys.score.Keys()...)
}

// FullHelp implements Screen.
func (r rating) FullHelp() [][]key.Binding {
	k := r.keys
	judge := []key.Binding{
		bindAs("1/←", "left is better", "1"), bindAs("2/→", "right is better", "2"), bindAs("0/=", "no difference", "0"), bindAs("↑↓", "scroll", "up"),
	}
	if r.criteria() != nil {
		judge = []key.Binding{k.score, k.move}
	}
	return [][]key.Binding{
		append(judge, k.scroll, bind("part that scrolls", "tab"), bind("input of the case", "i"), bind("note on the item", "w")),
		{k.prev, bind("skip; it comes back", "s"), bind("reveal, also early", "r"), bind("take a judgement back", "u")},
	}
}

// Explain says what is hidden and why.
func (r rating) Explain() (about string, paragraphs []string) {
	return "a blind rating", []string{
		"Who knows which variant made an output finds the expected one better. So outputs come in a random order, the sides of a pair as well, and nothing tells where they are from: no name, prompt, tool or model, no time, tokens or cost.",
		"Each judgement is stored at once, and can be changed until the labels are revealed. Then all stand as they were given.",
		"By pair you say which of two outputs of the same case is better. By criterion you score each output alone, in the words of the rubric.",
	}
}

// The messages of a rating; each names the entry that it is about.
type (
	ratingMsg struct {
		id     string
		load   int         // which load this answers
		begins bool        // it answers no load, but the beginning of a round
		bench  store.Bench // without labels while a rating is under way
		sheet  store.Sheet // of the rating under way
		gone   bool
		err    error
	}
	judgedMsg struct {
		id        string
		round     int
		judgement store.Judgement
		onward    bool
		err       error
	}
	revealedMsg struct {
		id  string
		err error
	}
)

// hides reports that the labels of an entry are hidden from now on. Screens below the
// rating that show any take this over before they fetch again: no frame may show one.
func (m ratingMsg) hides(id string) bool {
	return m.id == id && m.begins && m.bench.Experiment.Blind
}
