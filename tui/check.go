package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// checkScreen is the check of a module: what it is, its questions one at a time,
// and what they showed. Taken before the lessons are done it is called a test-out.
type checkScreen struct {
	room
	pane
	keys    checkKeys
	module  string // id
	loaded  checkMsg
	face    checkFace
	at      int             // the question that shows
	quizzes map[string]quiz // by the item's reference
	rows    picker          // what can be done on the pages around the questions
	list    picker          // the questions, in the second pane
	aside   pane            // the second pane of the pages around the questions
	busy    bool            // a new check is on its way
	ending  bool            // the result shows as soon as it is there
	load    int             // which load is the newest: the answer of an earlier one is stale
}

// A checkFace is one of the pages of the screen.
type checkFace int

const (
	checkLoading checkFace = iota
	checkStart             // what the check is, before it begins
	checkAsk               // a question of the open check
	checkEnd               // what the last check showed
	checkQuit              // whether to give the open check up
	checkGone              // a question of the open check is in no pack any more
	checkNone              // there is nothing to take
)

type checkKeys struct{ open, next, prev, another, quit, scroll key.Binding }

// newCheck opens the check of a module of the learner's pathway.
func newCheck(env Env, module string) checkScreen {
	return checkScreen{
		room: room{env: env}, pane: newPane(), aside: newPane(), module: module, rows: newPicker(), list: newPicker(),
		keys: checkKeys{
			open:    bind("go on", "enter"),
			next:    bindAs("→", "skip", "right"),
			prev:    bindAs("←", "question before", "left"),
			another: bind("another check", "r"),
			quit:    bind("give it up", "x"),
			scroll:  bindAs("Space", "read on", "space"),
		},
	}
}

// Init implements Screen.
func (c checkScreen) Init() tea.Cmd { return loadCheck(c.env, c.module, c.load) }

// Update implements Screen.
func (c checkScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	c.room = c.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, lookMsg:
		c = c.layout()
		if q, asked := c.quiz(); c.face == checkAsk && asked {
			c.pane = c.toQuiz(q)
		}
	case checkMsg:
		c, cmd = c.take(msg)
	case changedMsg:
		c, cmd = c.reload()
	case checkKeptMsg:
		c, cmd = c.kept(msg)
	case tea.KeyPressMsg:
		c, cmd = c.press(msg)
	case tea.PasteMsg:
		c, cmd = c.give(msg)
	case tea.MouseClickMsg:
		c, cmd = c.click(msg)
	case tea.MouseWheelMsg:
		if c.asides() {
			c.aside.view, cmd = c.aside.view.Update(msg)
		} else {
			c.view, cmd = c.view.Update(msg)
		}
		return c, cmd
	}
	return c.layout(), cmd
}

// take takes over what a command fetched. The face changes when another check
// takes the place of the one that shows.
func (c checkScreen) take(msg checkMsg) (checkScreen, tea.Cmd) {
	if msg.module != c.module || msg.load != c.load {
		return c, nil
	}
	c.busy = false
	if msg.err != nil {
		return c, send(failedMsg{msg.err})
	}
	first, same := c.face == checkLoading, c.loaded.taken.ID == msg.taken.ID
	c.loaded = msg
	if !same {
		c.quizzes = nil
	}
	c = c.refreshQuizzes()
	if same && c.ending && !msg.taken.Open() {
		return c.end(), nil
	}
	if same && !first && !msg.began && c.face != checkNone && msg.of.ID != "" {
		return c.fillRows(), nil
	}
	c.face = msg.face()
	c.view.SetYOffset(0)
	c.aside.view.SetYOffset(0)
	var said tea.Cmd
	if msg.dropped {
		said = notice("Given up. Your answers stay in your record.")
	}
	if c.face == checkAsk {
		c.at = max(0, c.firstOpen(0))
		if n := msg.taken.Answered(); n > 0 {
			said = notice(fmt.Sprintf("You are where you left it: %d of %d are answered.", n, len(msg.taken.Items)))
		}
	}
	return c.fillRows(), said
}

// reload fetches again what the learner has done.
func (c checkScreen) reload() (checkScreen, tea.Cmd) {
	c.load++
	return c, c.Init()
}

// press acts on a key on a page around the questions.
func (c checkScreen) press(msg tea.KeyPressMsg) (checkScreen, tea.Cmd) {
	if c.face == checkAsk {
		return c.pressAsk(msg)
	}
	switch k := msg.String(); {
	case c.face == checkLoading:
		return c, nil
	case key.Matches(msg, c.keys.open):
		return c.act()
	case c.face == checkQuit && k == "esc":
		c.face = checkAsk
		return c, nil
	case key.Matches(msg, c.keys.another) && c.face == checkEnd:
		return c.begin()
	case k == "up" || k == "down" || k == "k" || k == "j":
		before := c.rows.index()
		if c.rows, _ = c.rows.update(msg, 0); c.rows.index() != before {
			c = c.layout()
			c.pane = c.toRow(c.rows.index())
			return c, nil
		}
		return c.scroll(k), nil
	default:
		return c.scroll(k), nil
	}
}

// scroll moves what is longer than its room.
func (c checkScreen) scroll(k string) checkScreen {
	if c.asides() {
		c.aside.view = scrolled(c.aside.view, k)
	} else {
		c.view = scrolled(c.view, k)
	}
	return c
}

// asides reports that the second pane is what scrolls.
func (c checkScreen) asides() bool { return c.paned() && c.face != checkAsk }

// act does the chosen row.
func (c checkScreen) act() (checkScreen, tea.Cmd) {
	row, ok := c.rows.chosen()
	switch {
	case !ok:
		return c, nil
	case row.value == rowBegin:
		return c.begin()
	case row.value == rowLast:
		return c.end(), nil
	case row.value == rowBack:
		return c, back(c)
	case row.value == rowDrop:
		return c.drop()
	}
	return c, open(newLesson(c.env, row.value))
}

// begin goes on with the open check, or draws a new one, perhaps in place of one
// that cannot go on.
func (c checkScreen) begin() (checkScreen, tea.Cmd) {
	if c.face != checkGone && c.loaded.isOpen() {
		c.face, c.at = checkAsk, max(0, c.firstOpen(0))
		c.view.SetYOffset(0)
		return c, nil
	}
	if c.busy || len(c.loaded.drawn.Items) == 0 {
		return c, nil
	}
	c.load++
	c.busy = true
	drop := ""
	if c.face == checkGone {
		drop = c.loaded.taken.ID
	}
	return c, beginCheck(c.env, c.loaded, c.load, drop)
}

// drop gives the open check up.
func (c checkScreen) drop() (checkScreen, tea.Cmd) {
	if c.busy {
		return c, nil
	}
	c.load++
	c.busy = true
	return c, dropCheck(c.env, c.loaded, c.load)
}

// Title implements Screen.
func (c checkScreen) Title() string {
	name := "Module check"
	if c.early() {
		name = "Test out"
	}
	if c.loaded.of.Title == "" {
		return name
	}
	return name + " " + crumb(c.look) + " " + c.loaded.of.Title
}

// Status implements Screen.
func (c checkScreen) Status() string {
	if c.face != checkAsk {
		return ""
	}
	if c.width < 60 {
		return fmt.Sprintf("%d/%d", c.at+1, len(c.loaded.taken.Items))
	}
	return fmt.Sprintf("question %d of %d %s %d answered", c.at+1, len(c.loaded.taken.Items), c.look.Symbols.Dot, c.answered())
}

// Claims reports that a key answers the question, whatever else it means. On the
// page that asks whether to give the check up Esc says no.
func (c checkScreen) Claims(k string) bool {
	if c.face == checkQuit {
		return k == "esc"
	}
	q, asked := c.quiz()
	return c.face == checkAsk && asked && q.ask.typing() && q.claims(k)
}

// Typing implements Screen.
func (c checkScreen) Typing() bool {
	q, asked := c.quiz()
	return c.face == checkAsk && asked && q.typing()
}

// ShortHelp implements Screen.
func (c checkScreen) ShortHelp() []key.Binding {
	switch c.face {
	case checkAsk:
		q, asked := c.quiz()
		if !asked {
			return []key.Binding{c.keys.open, c.keys.prev}
		}
		keys := q.keys()
		if q.typing() {
			return append(keys, bind("leave the field", "esc"))
		}
		if c.at > 0 {
			keys = append(keys, c.keys.prev)
		}
		if c.loaded.isOpen() {
			keys = append(keys, c.keys.quit)
		}
		return keys
	case checkLoading:
		return nil
	}
	keys := []key.Binding{c.openKey()}
	if len(c.rows.list.Items()) > 1 {
		keys = append(keys, pickKeys())
	}
	if c.face == checkEnd {
		keys = append(keys, c.keys.another)
	}
	if c.asides() && !c.aside.view.AtBottom() || !c.asides() && !c.view.AtBottom() {
		keys = append(keys, c.keys.scroll)
	}
	return keys
}

// openKey names what Enter does on the row under the cursor.
func (c checkScreen) openKey() key.Binding {
	switch row, _ := c.rows.chosen(); row.value {
	case rowBegin:
		if c.face == checkQuit {
			return bind("go on", "enter")
		}
		return bind("start", "enter")
	case rowDrop:
		return bind("give it up", "enter")
	case rowLast:
		return bind("see it", "enter")
	case rowBack:
		return bind("go back", "enter")
	}
	return bind("open the lesson", "enter")
}

// FullHelp implements Screen.
func (c checkScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		quizHelp(bindAs("→", "skip; it comes back", "right"), c.keys.prev, c.keys.quit),
		{pickKeys(), c.keys.another, c.keys.scroll},
	}
}

// The messages of the check; each names what it is about.
type (
	checkMsg struct {
		module   string                       // id
		load     int                          // which load this answers
		of       progress.Module              // zero: it is not on the learner's pathway
		taken    store.Check                  // the open check, or else the newest; zero: none
		last     store.Check                  // the newest one that was finished; zero: none
		passed   store.Check                  // the newest one that was passed; zero: none
		drawn    store.Check                  // what a new check asks
		items    map[string]curriculum.Item   // of taken, by reference, as far as the packs have them
		titles   map[string]curriculum.Lesson // by id, as far as the packs have them
		law      map[string]bool              // ids of the lessons that state law
		did      map[string]store.Lesson
		cards    []store.Card
		attempts []store.Attempt // at the items of its lessons
		began    bool            // it was begun with this
		dropped  bool            // the one before it was given up with this
		err      error
	}
	checkKeptMsg struct {
		check, ref string
		err        error
	}
)
