package tui

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// press acts on a key, by the page that shows.
func (r rating) press(msg tea.KeyPressMsg) (rating, tea.Cmd) {
	switch r.face {
	case ratingLoading, ratingGone:
		return r, nil
	case ratingAsk:
		if r.writing {
			return r.write(msg)
		}
		return r.answer(msg)
	}
	k := msg.String()
	switch {
	case r.face == ratingEarly && k == "esc":
		r.face = ratingAsk
	case key.Matches(msg, r.keys.prev) && r.face == ratingAll:
		r.face = ratingAsk
		return r.show(len(r.loaded.sheet.Items) - 1), nil
	case key.Matches(msg, r.keys.enter), r.face == ratingAll && key.Matches(msg, r.keys.reveal):
		return r.act()
	case !r.rows.empty() && (k == "up" || k == "down" || k == "k" || k == "j"):
		r.rows, _ = r.rows.update(msg, 0)
		r = r.layout()
		r.pane = r.toRow(r.rows.index())
	default:
		r.view = scrolled(r.view, k)
	}
	return r, nil
}

// act does the chosen row of a page around the items.
func (r rating) act() (rating, tea.Cmd) {
	if r.busy {
		return r, nil
	}
	if r.face == ratingAll {
		r.busy = true
		return r, reveal(r.env, r.id, false)
	}
	row, _ := r.rows.chosen()
	switch row.value {
	case string(store.ByPair), string(store.ByCriterion):
		r.busy = true
		return r, startRating(r.env, r.id, store.Mode(row.value))
	case rowResult:
		return r, tea.Sequence(back(r), open(newResult(r.env, r.id)))
	case rowEarly:
		r.busy = true
		return r, reveal(r.env, r.id, true)
	case rowGoOn:
		r.face = ratingAsk
	}
	return r, nil
}

// answer acts on a key on an item: it judges, or moves.
func (r rating) answer(msg tea.KeyPressMsg) (rating, tea.Cmd) {
	k := r.keys
	switch byPair := r.criteria() == nil; {
	case byPair && key.Matches(msg, k.left):
		return r.judge(store.Judgement{Choice: store.LeftBetter}, true)
	case byPair && key.Matches(msg, k.right):
		return r.judge(store.Judgement{Choice: store.RightBetter}, true)
	case byPair && key.Matches(msg, k.same):
		return r.judge(store.Judgement{Choice: store.NoDifference}, true)
	case !byPair && (key.Matches(msg, k.score, k.enter) || msg.String() == "backspace"):
		return r.digit(msg.String())
	case !byPair && key.Matches(msg, k.move):
		r.row, r.typed = moved(r.row, msg.String(), len(r.criteria())), ""
		return r.toCriterion(), nil
	case key.Matches(msg, k.pane):
		return r.turn(), nil
	case key.Matches(msg, k.input):
		r.open, r.focus = !r.open, 0
	case key.Matches(msg, k.note):
		r.writing = true
		r.note.CharLimit = maxNote
		r.note.CursorEnd()
	case key.Matches(msg, k.prev):
		return r.show((r.at + len(r.loaded.sheet.Items) - 1) % len(r.loaded.sheet.Items)), nil
	case key.Matches(msg, k.skip):
		return r.skip()
	case key.Matches(msg, k.reveal), key.Matches(msg, k.enter) && r.loaded.sheet.Left() == 0:
		return r.end(), nil
	default:
		return r.scrollBy(msg.String()), nil
	}
	return r, nil
}

// maxNote is the most characters of a note, as the store has it.
const maxNote = 2000

// skip turns to the item after this one. The last one leads to those that were skipped.
func (r rating) skip() (rating, tea.Cmd) {
	if r.at == len(r.loaded.sheet.Items)-1 {
		return r.onward(r.at), nil
	}
	return r.show(r.at + 1), nil
}

// end leads to the labels: at once where all is rated, else by a question.
func (r rating) end() rating {
	r.face = ratingAll
	if r.loaded.sheet.Left() > 0 {
		r.face = ratingEarly
	}
	r.view.SetYOffset(0)
	r.rows = newPicker()
	return r.fill()
}

// write types the note. However the field is left, its words are kept.
func (r rating) write(msg tea.KeyPressMsg) (rating, tea.Cmd) {
	if k := msg.String(); k != "enter" && k != "esc" {
		r.note, _ = r.note.Update(msg)
		return r.keepDraft(), nil
	}
	r.writing = false
	mine := r.item().Mine
	if mine == nil || mine.Note == strings.TrimSpace(r.note.Value()) {
		return r, nil
	}
	if r.busy {
		return r.keepDraft(), nil
	}
	return r.judge(store.Judgement{Choice: mine.Choice, Scores: mine.Scores}, false)
}

// digit scores the criterion under the cursor. A score of two or three digits is
// taken when no further digit can follow, or with Enter.
func (r rating) digit(k string) (rating, tea.Cmd) {
	c := r.criteria()[r.row]
	switch {
	case k == "backspace":
		r.typed = r.typed[:max(0, len(r.typed)-1)]
		return r, nil
	case k == "enter" && r.typed == "" && r.loaded.sheet.Left() == 0:
		return r.end(), nil
	case k != "enter":
		r.typed += k
	}
	n, err := strconv.Atoi(r.typed)
	switch {
	case err != nil: // Enter alone
		return r, nil
	case k != "enter" && n <= c.Highest() && n > 0 && n*10 <= c.Highest():
		return r, nil
	case n < c.Lowest() || n > c.Highest():
		r.typed = ""
		return r, notice(fmt.Sprintf("Score %q from %d to %d.", c.Name, c.Lowest(), c.Highest()))
	}
	r.typed = ""
	return r.score(c, n)
}

// score keeps the score of a criterion; the item is stored when all have one.
func (r rating) score(c store.Criterion, n int) (rating, tea.Cmd) {
	if r.busy {
		return r, nil
	}
	missing, last := r.unscored(-1) >= 0, r.row == len(r.criteria())-1
	if r.scores = maps.Clone(r.scores); r.scores == nil {
		r.scores = map[string]int{}
	}
	r.scores[c.ID] = n
	r = r.keepDraft()
	if next := r.unscored(r.row); next >= 0 {
		r.row = next
		return r.toCriterion(), nil
	}
	r.row = min(r.row+1, len(r.criteria())-1)
	return r.judge(store.Judgement{Scores: r.scores}, missing || last)
}

// unscored is the next criterion without a score, round the end, or -1.
func (r rating) unscored(after int) int {
	all := r.criteria()
	for i := range all {
		if next := (after + 1 + i) % len(all); !r.scored(all[next]) {
			return next
		}
	}
	return -1
}

func (r rating) scored(c store.Criterion) bool {
	_, found := r.scores[c.ID]
	return found
}

// toCriterion scrolls to the criterion under the cursor.
func (r rating) toCriterion() rating {
	r = r.layout()
	if r.paned() {
		r.other = r.other.toRow(r.row)
	} else {
		r.pane = r.toRow(r.row)
	}
	return r
}

// turn goes to the next part: on a wide screen the one that scrolls, else the next
// one is scrolled to.
func (r rating) turn() rating {
	if r.paned() {
		parts := 3 // both, left, right
		if r.criteria() != nil {
			parts = 2 // output, criteria
		}
		if r.open {
			parts++
		}
		r.focus = (r.focus + 1) % parts
		return r
	}
	r = r.layout()
	parts := []int{leftRow, rightRow}
	if r.criteria() != nil {
		parts = []int{leftRow, r.row}
	}
	first, _ := r.sheet.span(parts[0])
	next, _ := r.sheet.span(parts[1])
	if r.view.YOffset() >= next || r.view.AtBottom() {
		next = first
	}
	r.view.SetYOffset(next)
	return r
}

// scrolling are the panes that the keys scroll now.
func (r *rating) scrolling() []*viewport.Model {
	switch {
	case !r.paned(), r.focus == 0 && r.criteria() != nil:
		return []*viewport.Model{&r.view}
	case r.focus == 0:
		return []*viewport.Model{&r.view, &r.other.view}
	case r.focus == 3, r.focus == 2 && r.criteria() != nil:
		return []*viewport.Model{&r.given.view}
	case r.focus == 2, r.criteria() != nil:
		return []*viewport.Model{&r.other.view}
	}
	return []*viewport.Model{&r.view}
}

func (r rating) scrollBy(k string) rating {
	for _, v := range r.scrolling() {
		*v = scrolled(*v, k)
	}
	return r
}

// wheel scrolls what the pointer is on.
func (r rating) wheel(msg tea.MouseWheelMsg) (rating, tea.Cmd) {
	target := &r.pane
	switch {
	case !r.paned() || r.face != ratingAsk:
	case msg.Y < r.columnsTop():
		target = &r.given
	case msg.X >= r.width/2:
		target = &r.other
	}
	var cmd tea.Cmd
	target.view, cmd = target.view.Update(msg)
	return r, cmd
}

// click chooses a row, or a criterion. It judges nothing: a click is made too easily.
func (r rating) click(msg tea.MouseClickMsg) (rating, tea.Cmd) {
	if r.face != ratingAsk {
		if row := r.rowUnder(msg); row != noRow && row < len(r.rows.list.Items()) {
			r.rows.list.Select(row)
			return r.act()
		}
		return r, nil
	}
	p, y := r.pane, msg.Y-paneTop
	if r.paned() {
		if p, y = r.other, msg.Y-r.columnsTop()-1; msg.X < r.width/2 {
			return r, nil
		}
	}
	if msg.Button != tea.MouseLeft || y < 0 || y >= p.view.Height() {
		return r, nil
	}
	if row := p.sheet.rowAt(y + p.view.YOffset()); row >= 0 && row < len(r.criteria()) {
		r.row, r.typed = row, ""
	}
	return r, nil
}
