package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// loadRating fetches how far the rating of an entry is, or what there is to rate.
func loadRating(env Env, id string, load int) tea.Cmd {
	return func() tea.Msg { return ratingNow(env, id, load, nil) }
}

// startRating begins a blind rating.
func startRating(env Env, id string, mode store.Mode) tea.Cmd {
	return func() tea.Msg {
		_, err := env.Store.StartRound(id, mode)
		msg := ratingNow(env, id, 0, err)
		msg.begins = true
		return msg
	}
}

// ratingNow is the rating after a change, unless that failed.
func ratingNow(env Env, id string, load int, changed error) ratingMsg {
	msg, err := ratingMsg{id: id, load: load}, changed
	if err == nil {
		msg.bench, err = env.Store.Bench(id)
	}
	if err == nil && msg.bench.Experiment.Blind {
		msg.sheet, err = env.Store.Sheet(id)
	}
	if errors.Is(err, store.ErrNotFound) {
		msg.gone = true
		return msg
	}
	msg.err = err
	return msg
}

// keepJudgement stores a judgement.
func keepJudgement(env Env, msg judgedMsg) tea.Cmd {
	return func() tea.Msg {
		_, msg.err = env.Store.Judge(msg.id, msg.judgement)
		return msg
	}
}

// reveal ends the rating.
func reveal(env Env, id string, early bool) tea.Cmd {
	return func() tea.Msg {
		_, err := env.Store.Reveal(id, early)
		return revealedMsg{id, err}
	}
}

// judge sends a judgement of the item that shows to the store. The next item shows
// when it is safe.
func (r rating) judge(j store.Judgement, onward bool) (rating, tea.Cmd) {
	if r.busy {
		return r, nil
	}
	r.busy = true
	j.Item, j.Note = r.at, r.note.Value()
	return r, keepJudgement(r.env, judgedMsg{id: r.id, round: r.loaded.sheet.Round, judgement: j, onward: onward})
}

// kept folds in that a judgement is stored, or was not: then the item stays as it is,
// and the same key tries again.
func (r rating) kept(msg judgedMsg) (rating, tea.Cmd) {
	if msg.id != r.id || msg.round != r.loaded.sheet.Round || !r.busy {
		return r, nil
	}
	r.busy = false
	if msg.err != nil {
		return r, send(failedMsg{msg.err})
	}
	r.load++ // what was read before this is stale
	item := msg.judgement.Item
	at := begunAt(r.id, itemName(msg.round, item))
	wasBegun := r.env.Drafts.of(at) != ""
	items := append([]store.SheetItem(nil), r.loaded.sheet.Items...)
	items[item].Mine = &msg.judgement
	r.loaded.sheet.Items = items
	if _, more := r.begun(item); more == "" { // else the note was gone on with meanwhile
		r.env.Drafts.keep(at, "")
	}
	var cmd tea.Cmd
	if wasBegun {
		cmd = keepDraft(r.Draft()) // the next beat may find no rating
	}
	if msg.onward {
		return r.onward(item), cmd
	}
	return r, cmd
}

// revealed opens the result, once the labels may be seen.
func (r rating) revealed(msg revealedMsg) (rating, tea.Cmd) {
	if msg.id != r.id || !r.busy {
		return r, nil
	}
	r.busy = false
	if msg.err != nil {
		return r, send(failedMsg{msg.err})
	}
	return r, tea.Sequence(back(r), send(changedMsg{}), open(newResult(r.env, r.id)))
}
