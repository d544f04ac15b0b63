package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/progress"
	"waymark/store/review"
)

// recall asks the cards that are up for review, one at a time, and closes when
// none is left. What was graded is stored at once: it can be left at any time.
type recall struct {
	room
	pane
	keys   recallKeys
	more   int // reviews asked for today over the daily number
	load   int // which load is the newest: the answer of an earlier one is stale
	up     recallMsg
	hand   hand
	later  []string            // ids of cards passed over, which come last
	past   []string            // ids of cards dealt with; undo brings the last of them back
	said   string              // what became of the card before
	undoes bool                // and u takes it back
	texts  map[string]sidesMsg // rendered cards by id, perhaps of an earlier width or look
}

// A hand is the card that is being asked.
type hand struct {
	progress.Recall
	open   bool                 // the answer of a flash card shows
	at     int                  // the grade under the cursor, as a row
	days   map[review.Grade]int // until it comes back
	quiz   quiz                 // where it has an item
	busy   bool                 // what was done with it is on its way to the store
	became string               // when it comes back, once its item is answered
}

func (h hand) empty() bool { return h.Card.ID == "" }

// asks reports that an item waits for an answer.
func (h hand) asks() bool { return h.Item != nil && h.quiz.phase != kept }

// answered reports that an item was answered and is explained.
func (h hand) answered() bool { return h.Item != nil && h.quiz.phase == kept }

// goodRow is the row of the grade that Enter gives unless the cursor is moved.
const goodRow = int(review.Good - review.Again)

type recallKeys struct {
	show, grade, choose, next, later, bury, suspend, lesson, back key.Binding
}

func newRecall(env Env, more int) recall {
	return recall{
		room: room{env: env}, pane: newPane(), more: more, texts: map[string]sidesMsg{},
		keys: recallKeys{
			show:    bind("show the answer", "enter", "space"),
			grade:   bind("give the grade", "enter"),
			choose:  bindAs("1-4", "grade", "1", "2", "3", "4"),
			next:    bind("continue", "enter", "space", "right"),
			later:   bindAs("→", "skip for now", "right"),
			bury:    bind("not today", "p"),
			suspend: bind("set aside", "x"),
			lesson:  bind("see the lesson", "l"),
			back:    bind("take back", "u"),
		},
	}
}

// Init implements Screen.
func (r recall) Init() tea.Cmd { return loadRecall(r.env, r.more, r.load) }

// Update implements Screen.
func (r recall) Update(msg tea.Msg) (Screen, tea.Cmd) {
	r.room = r.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, lookMsg:
		r = r.layout().reveal()
		cmd = r.render()
	case recallMsg:
		r, cmd = r.take(msg)
	case changedMsg:
		r, cmd = r.reload()
	case sidesMsg:
		if r = r.rendered(msg).layout(); msg.id == r.hand.Card.ID {
			r = r.reveal()
		}
	case settledMsg:
		r, cmd = r.settled(msg)
	case tea.KeyPressMsg:
		r, cmd = r.press(msg)
	case tea.PasteMsg:
		r, cmd = r.give(msg)
	case tea.MouseClickMsg:
		r, cmd = r.click(msg)
	case tea.MouseWheelMsg:
		r.view, cmd = r.view.Update(msg)
		return r, cmd
	}
	return r.layout(), cmd
}

// reload fetches again what is up.
func (r recall) reload() (recall, tea.Cmd) {
	r.load++
	return r, r.Init()
}

// take takes over what is up. The card in hand stays, whatever came of it
// elsewhere, unless the one before it is up again: then that was taken back.
func (r recall) take(msg recallMsg) (recall, tea.Cmd) {
	if msg.load != r.load {
		return r, nil
	}
	newDay := r.up.day != "" && msg.day != r.up.day
	r.up = msg
	if newDay { // what was put off comes up by itself, and more was asked for yesterday
		r.past, r.more = nil, 0
		return r.reload()
	}
	if last := len(r.past) - 1; last >= 0 && !r.hand.busy {
		if at := r.find(r.past[last]); at >= 0 {
			r.past, r.said = r.past[:last], ""
			return r.deal(msg.recalls[at])
		}
	}
	if r.hand.empty() {
		return r.next()
	}
	return r.schedule(), r.render()
}

// find is the place of a card among those that are up, or -1.
func (r recall) find(id string) int {
	return slices.IndexFunc(r.up.recalls, func(c progress.Recall) bool { return c.Card.ID == id })
}

// next asks the next card: those that were passed over come after all others.
// Where none is left the screen closes.
func (r recall) next() (recall, tea.Cmd) {
	r.hand = hand{}
	if len(r.up.recalls) == 0 {
		return r, back(r)
	}
	at := slices.IndexFunc(r.up.recalls, func(c progress.Recall) bool { return !slices.Contains(r.later, c.Card.ID) })
	if at < 0 {
		r.later, at = nil, 0
	}
	return r.deal(r.up.recalls[at])
}

// deal takes a card in hand.
func (r recall) deal(c progress.Recall) (recall, tea.Cmd) {
	r.hand = hand{Recall: c, at: goodRow}
	if c.Item != nil {
		r.hand.quiz = newQuiz(*c.Item, c.Seed, r.env.Drafts.of(recallDraft(c)))
	}
	r.view.SetYOffset(0)
	r = r.schedule()
	return r, r.render()
}

// schedule reckons when the card in hand would come back, by each grade.
func (r recall) schedule() recall {
	days, err := r.hand.Card.Memory.Intervals(r.up.day, r.up.plan)
	if err == nil {
		r.hand.days = days
	}
	return r
}

// recallDraft names the words typed into a card's item. They are not those of the
// lesson, where the same item may be open.
func recallDraft(c progress.Recall) string { return "review " + c.Item.Ref() }

// settled folds in that what was done with the card in hand is stored.
func (r recall) settled(msg settledMsg) (recall, tea.Cmd) {
	if msg.id != r.hand.Card.ID || !r.hand.busy {
		return r, nil
	}
	r.hand.busy = false
	if msg.err != nil {
		if r.hand.Item != nil && r.hand.quiz.phase == keeping {
			r.hand.quiz = r.hand.quiz.failed()
		}
		return r, send(failedMsg{msg.err})
	}
	if r.undoes = !msg.moved || msg.did == answered; r.undoes {
		r.past = append(slices.Clone(r.past), msg.id)
	}
	if at := r.find(msg.id); at >= 0 {
		r.up.recalls = slices.Delete(slices.Clone(r.up.recalls), at, at+1)
	}
	var cmd tea.Cmd
	switch {
	case msg.did == answered:
		r.env.Drafts.keep(recallDraft(r.hand.Recall), "")
		r.hand.Card.Memory = msg.card.Memory
		r.hand.quiz, r.hand.became, r.said = r.hand.quiz.stored(), msg.words(), ""
		r.view.SetYOffset(0)
	case len(r.up.recalls) > 0:
		r.said = msg.words()
		r, cmd = r.next()
	default: // another one may come up in its place
		r.hand = hand{}
	}
	r, again := r.reload()
	return r, tea.Batch(cmd, again)
}
