package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// lesson is the reader: the pages of one lesson with their items, the exercise
// and the experiment. It keeps the place where the learner left.
type lesson struct {
	room
	pane
	keys    lessonKeys
	id      string
	loaded  lessonMsg
	pages   []leaf
	at      int
	texts   map[string]pageMsg // rendered text by page id, perhaps of an earlier width or look
	quizzes map[string]quiz    // by page id
	toc     picker
	side    string // the contents, beside the page, as drawn
	marked  string // text to mark on the page, from a search
	markNth int    // which of the lines with it to show
	place   placeKeeper
	opens   string // the page to open at; empty: where it was left
	load    int    // which load is the newest: the answer of an earlier one is stale
}

type lessonKeys struct {
	next, prev, contents, find, exercise, experiment, again, reflect, glossary, skip, drills, hand, offer, policy key.Binding
}

func newLesson(env Env, id string) lesson {
	return lesson{
		room: room{env: env}, pane: newPane(), id: id, toc: newPicker(),
		texts: map[string]pageMsg{}, quizzes: map[string]quiz{},
		keys: lessonKeys{
			next:       bindAs("Space", "next page", "space", "pgdown", "right", "enter"),
			prev:       bindAs("b", "page back", "b", "pgup", "left"),
			contents:   bind("contents", "c"),
			find:       bind("search", "/"),
			exercise:   bind("mark the exercise done", "x"),
			experiment: bind("start the experiment", "e"),
			again:      bind("answer again", "r"),
			reflect:    bind("write", "w"),
			glossary:   bind("glossary", "g"),
			skip:       bind("next lesson", "l"),
			drills:     bind("find the errors", "d"),
			hand:       bind("hand up", "h"),
			offer:      bind("offer help", "o"),
			policy:     bind("acknowledge", "p"),
		},
	}
}

// Init implements Screen.
func (l lesson) Init() tea.Cmd { return loadLesson(l.env, l.id, l.load) }

// Update implements Screen.
func (l lesson) Update(msg tea.Msg) (Screen, tea.Cmd) {
	l.room = l.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, lookMsg:
		l = l.layout().reveal()
		cmd = l.render()
	case lessonMsg:
		l, cmd = l.take(msg)
	case changedMsg:
		l, cmd = l.reload()
	case pageMsg:
		l = l.rendered(msg)
	case keptMsg:
		l, cmd = l.kept(msg)
	case markedMsg:
		l, cmd = l.marking(msg)
	case placedMsg:
		l, cmd = l.placed(msg)
	case gotoMsg:
		l, cmd = l.jump(msg)
	case tea.KeyPressMsg:
		if scrolled, is := l.scroll(msg); is {
			return scrolled, nil // the page stays as it is laid out
		}
		l, cmd = l.press(msg)
	case tea.PasteMsg:
		l, cmd = l.give(msg)
	case tea.MouseClickMsg:
		l, cmd = l.click(msg)
	case tea.MouseWheelMsg:
		l.view, cmd = l.view.Update(msg)
		return l, cmd
	}
	return l.layout(), cmd
}

// press gives a key to the item that is being answered, or acts on it.
func (l lesson) press(msg tea.KeyPressMsg) (lesson, tea.Cmd) {
	if len(l.pages) == 0 {
		return l, nil
	}
	q, asked := l.quizzes[l.page().id]
	if asked && q.takes(msg.String()) {
		return l.give(msg)
	}
	page := l.page()
	switch {
	case asked && q.phase == kept && q.another != nil && msg.String() == "enter":
		return l.askAnother(*q.another)
	case asked && q.phase == kept && key.Matches(msg, l.keys.again):
		return l.askAgain(q)
	case page.kind == endPage && msg.String() == "enter":
		return l, l.finish()
	case page.kind == endPage && key.Matches(msg, l.keys.skip) && l.firstOpen() == "":
		return l, l.toNext()
	case page.kind == endPage && key.Matches(msg, l.keys.reflect) && l.loaded.lesson.Reflection != "":
		return l, open(newReflection(l.env, l.loaded.lesson, l.loaded.did.Reflection))
	case page.kind == endPage && key.Matches(msg, l.keys.drills) && l.loaded.drills != "":
		return l, open(newDrillsOf(l.env, l.loaded.drills))
	case page.kind == endPage && key.Matches(msg, l.keys.policy) && l.loaded.asksPolicy():
		return l, l.acknowledge()
	case page.kind == exercisePage && key.Matches(msg, l.keys.exercise):
		return l, l.markExercise()
	case page.kind == experimentPage && key.Matches(msg, l.keys.experiment):
		return l, open(newCaptureOf(l.env, l.loaded.lesson, l.loaded.body.Experiment))
	case key.Matches(msg, l.keys.contents):
		return l, open(newContents(l.env, l.id, l.tocRows(), l.tocHere()))
	case key.Matches(msg, l.keys.glossary):
		return l, open(newGlossary(l.env, l.id))
	case key.Matches(msg, l.keys.find):
		return l, open(newFind(l.env, l.id, l.pages))
	case key.Matches(msg, l.keys.hand):
		return l, l.loaded.topics.raise(l.env, l.id)
	case key.Matches(msg, l.keys.offer):
		return l, l.loaded.topics.offer(l.env, l.id)
	}
	return l.turn(msg)
}

// turn moves through the pages, and within a page that is longer than the room.
func (l lesson) turn(msg tea.KeyPressMsg) (lesson, tea.Cmd) {
	k := msg.String()
	switch {
	case k == "home":
		return l.turnTo(0)
	case k == "end":
		return l.turnTo(len(l.pages) - 1)
	case key.Matches(msg, l.keys.next) && k != "right" && !l.view.AtBottom():
		l.view.PageDown()
	case key.Matches(msg, l.keys.next):
		return l.turnTo(l.at + 1)
	case key.Matches(msg, l.keys.prev) && k != "left" && !l.view.AtTop():
		l.view.PageUp()
	case key.Matches(msg, l.keys.prev):
		return l.turnTo(l.at - 1)
	}
	return l, nil
}

// turnTo shows a page, keeps the place and renders the page after it ahead.
func (l lesson) turnTo(at int) (lesson, tea.Cmd) {
	at = max(0, min(at, len(l.pages)-1))
	if at == l.at {
		return l, nil
	}
	l.at, l.marked = at, ""
	l.view.SetYOffset(0)
	l = l.layout()
	var keep tea.Cmd
	l.place, keep = l.place.keep(l.env, placeOf(l))
	return l, tea.Batch(keep, l.render())
}

// give hands input to the item of the page, and keeps what was answered.
func (l lesson) give(msg tea.Msg) (lesson, tea.Cmd) {
	if len(l.pages) == 0 {
		return l, nil
	}
	id := l.page().id
	q, ok := l.quizzes[id]
	if !ok {
		return l, nil
	}
	before := q
	q, given := q.update(msg, l.measure())
	l.quizzes = maps.Clone(l.quizzes)
	l.quizzes[id] = q
	l.env.Drafts.keep(q.item.Ref(), q.draft())
	l = l.layout()
	l.pane = l.follow(before, q)
	if given == nil {
		return l, nil
	}
	return l, l.keep(id, *given)
}

func (l lesson) click(msg tea.MouseClickMsg) (lesson, tea.Cmd) {
	if l.wide() && msg.X > l.column() {
		var clicked bool
		l.toc, clicked = l.toc.update(tea.MouseClickMsg{X: msg.X - l.column() - 2, Y: msg.Y, Button: msg.Button}, tocTop)
		if c, ok := l.toc.chosen(); clicked && ok {
			return l.jump(gotoMsg{lesson: l.id, page: c.value})
		}
		return l, nil
	}
	if row := l.rowUnder(msg); row != noRow {
		return l.give(rowMsg{row})
	}
	return l, nil
}

// jump goes to a page, perhaps with words to mark there.
func (l lesson) jump(msg gotoMsg) (lesson, tea.Cmd) {
	at := slices.IndexFunc(l.pages, func(p leaf) bool { return p.id == msg.page })
	if msg.lesson != l.id || at < 0 {
		return l, nil
	}
	l, cmd := l.turnTo(at)
	l.marked, l.markNth = msg.mark, msg.nth
	return l.layout().reveal(), cmd
}

// kept folds in that an answer is stored; only now the answer is explained.
func (l lesson) kept(msg keptMsg) (lesson, tea.Cmd) {
	q, ok := l.quizzes[msg.page]
	if msg.lesson != l.id || !ok || q.phase != keeping {
		return l, nil
	}
	l.quizzes = maps.Clone(l.quizzes)
	if msg.err != nil {
		l.quizzes[msg.page] = q.failed()
		return l, send(failedMsg{msg.err})
	}
	q.another = msg.another
	l.quizzes[msg.page] = q.stored()
	l.env.Drafts.keep(q.item.Ref(), "")
	l.loaded.attempts = append(slices.Clone(l.loaded.attempts), msg.attempt)
	if msg.page == l.page().id {
		l.view.SetYOffset(0)
	}
	l, said := l.celebrate(msg.did)
	l, again := l.reload()
	return l, tea.Batch(said, again)
}

// marking folds in that the exercise is marked, and shows the key below it.
func (l lesson) marking(msg markedMsg) (lesson, tea.Cmd) {
	if msg.did.ID != l.id {
		return l, nil
	}
	l, said := l.celebrate(msg.did)
	if l.page().kind == exercisePage {
		end := l.view.TotalLineCount()
		l = l.layout()
		l.view.SetYOffset(end)
	}
	l, again := l.reload()
	return l, tea.Batch(said, again)
}

func (l lesson) page() leaf {
	if len(l.pages) == 0 {
		return leaf{}
	}
	return l.pages[l.at]
}

// Title implements Screen.
func (l lesson) Title() string {
	if l.loaded.lesson.ID == "" {
		return "Lesson"
	}
	return l.loaded.module + " " + crumb(l.look) + " " + l.loaded.lesson.Title
}

// Status implements Screen.
func (l lesson) Status() string {
	if len(l.pages) == 0 {
		return ""
	}
	left := progress.LeftMin(l.loaded.lesson, l.loaded.body.ItemIDs(), l.loaded.did)
	marks := l.loaded.topics.marks(l.id)
	where := fmt.Sprintf("page %d of %d %s %d min left", l.at+1, len(l.pages), l.look.Symbols.Dot, left)
	if l.width < 60 || len(marks) > 0 && !l.wide() {
		where = fmt.Sprintf("%d/%d %s %d min", l.at+1, len(l.pages), l.look.Symbols.Dot, left)
	}
	if l.loaded.body.Remark != "" {
		marks = append(marks, l.wording())
	}
	return strings.Join(append(marks, where), " "+l.look.Symbols.Dot+" ")
}

// Claims reports that a key answers the item of the page: letters where words are
// asked for, whatever else they mean.
func (l lesson) Claims(k string) bool {
	q, asked := l.quizzes[l.page().id]
	return asked && q.ask.typing() && q.claims(k)
}

// Typing implements Screen.
func (l lesson) Typing() bool { return l.quizzes[l.page().id].typing() }

// ShortHelp implements Screen.
func (l lesson) ShortHelp() []key.Binding {
	page := l.page()
	if q, ok := l.quizzes[page.id]; ok {
		keys := q.keys()
		switch {
		case q.phase == judging:
			keys = append(keys, bind("back to your words", "esc"))
		case q.typing():
			keys = append(keys, bind("leave the field", "esc"))
		case q.phase == asking:
			keys = append(keys, bindAs("←", "page back", "left"))
		}
		return keys
	}
	var keys []key.Binding
	switch page.kind {
	case exercisePage:
		if l.loaded.did.Exercise.IsZero() {
			keys = append(keys, l.keys.exercise)
		}
	case experimentPage:
		keys = append(keys, l.keys.experiment)
	case endPage:
		return l.endKeys()
	}
	return append(keys, l.keys.next, l.keys.prev, l.keys.contents, l.loaded.topics.handKey(l.id), l.keys.find, l.keys.glossary, l.loaded.topics.offerKey(l.id))
}

// FullHelp implements Screen.
func (l lesson) FullHelp() [][]key.Binding {
	k := l.keys
	prev, terms := k.prev.Help(), k.glossary.Help()
	onText := " on a page of text; on a question it is an answer" // letters are answers there
	turn := []key.Binding{k.next, bindAs(prev.Key, prev.Desc+onText, prev.Key), bindAs("← →", "previous, next page", "left"), bindAs("↑↓", "scroll", "up"), k.contents, k.find, bindAs(terms.Key, terms.Desc+" on a page of text; on a question: I guess", terms.Key)}
	end := []key.Binding{bind("write what you think", "w"), k.skip, k.drills, k.policy, bind("hand up: ask for help; hand down", "h"), k.offer}
	return [][]key.Binding{turn, quizHelp(bind("hint", "tab"), k.again, k.exercise, k.experiment), end}
}

// The messages of the reader; each names the lesson that it is about.
type (
	lessonMsg struct {
		load     int // which load this answers
		lesson   curriculum.Lesson
		module   string
		body     curriculum.Body
		warmUp   *curriculum.Item
		did      store.Lesson
		attempts []store.Attempt
		next     string // the lesson to go on with
		check    checkAhead
		drills   string // the department whose drills practise it; may be empty
		topics   topics
		policy   progress.Policy // a rule of the company that it states; see states
		states   bool
		overdue  string // ISO day of the oldest of its facts that is due to be checked again
	}
	pageMsg struct {
		lesson, page string
		source       string // the Markdown
		width        int
		colours      theme.Palette
		text         string
	}
	keptMsg struct {
		lesson, page string
		did          store.Lesson
		attempt      store.Attempt
		another      *curriculum.Item // asked next, where the worked answer was shown
		err          error
	}
	markedMsg struct{ did store.Lesson }
	gotoMsg   struct {
		lesson, page, mark string
		nth                int // of the lines with the marked words
	}
)
