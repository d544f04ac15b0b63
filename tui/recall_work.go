package tui

import (
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/review"
	"waymark/tui/theme"
)

// loadRecall fetches what is up for review, and what each card asks.
func loadRecall(env Env, more, load int) tea.Cmd {
	return func() tea.Msg {
		at, err := progress.Read(env.Catalogue, env.Store)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		now := env.Now()
		pile, recalls, err := progress.Recalls(env.Catalogue, env.Store, at, now, more)
		return answer(recallMsg{load: load, pile: pile, recalls: recalls, plan: at.Profile.Plan(), day: now.Format(time.DateOnly)}, err)
	}
}

// render renders the card in hand, and the one that comes after it ahead.
func (r recall) render() tea.Cmd {
	if r.width == 0 {
		return nil
	}
	var cmds []tea.Cmd
	for _, c := range append([]progress.Recall{r.hand.Recall}, r.up.recalls[:min(2, len(r.up.recalls))]...) {
		if c.Front == "" || r.fits(r.texts[c.Card.ID], c) {
			continue
		}
		env, width, look := r.env, r.measure(), r.look
		cmds = append(cmds, func() tea.Msg {
			front, back := env.Pages.Render(c.Front, width, look), env.Pages.Render(c.Back, width, look)
			return sidesMsg{c.Card.ID, c.Front, c.Back, width, look.Palette, front, back}
		})
	}
	return tea.Batch(cmds...)
}

// fits reports that a card was rendered from its text, in this width and look.
func (r recall) fits(done sidesMsg, c progress.Recall) bool {
	return done.id == c.Card.ID && done.source == c.Front && done.answer == c.Back && done.width == r.measure() && done.colours == r.look.Palette
}

// rendered takes over a rendered card, unless the room changed meanwhile.
func (r recall) rendered(msg sidesMsg) recall {
	if msg.width != r.measure() || msg.colours != r.look.Palette {
		return r
	}
	texts := map[string]sidesMsg{msg.id: msg}
	for _, c := range append([]progress.Recall{r.hand.Recall}, r.up.recalls...) { // others will not be asked again
		if done, has := r.texts[c.Card.ID]; has && c.Card.ID != msg.id {
			texts[c.Card.ID] = done
		}
	}
	r.texts = texts
	return r
}

// change does something with the card in hand, unless it was reviewed since it
// came up, in another window or in its lesson: then its next day stays as that
// review left it.
func (r recall) change(did deed, change func(env Env, id string) (store.Card, error)) (recall, tea.Cmd) {
	r.hand.busy = true
	env, card := r.env, r.hand.Card
	return r, func() tea.Msg {
		msg := settledMsg{id: card.ID, did: did, now: env.Now()}
		if msg.card, msg.moved, msg.err = latest(env, card); msg.err == nil && !msg.moved {
			msg.card, msg.err = change(env, card.ID)
		}
		return msg
	}
}

// grade stores how well the card in hand was recalled.
func (r recall) grade(g review.Grade) (recall, tea.Cmd) {
	return r.change(graded, func(env Env, id string) (store.Card, error) { return env.Store.ReviewCard(id, g) })
}

// bury puts the card in hand off to tomorrow.
func (r recall) bury() (recall, tea.Cmd) {
	return r.change(buried, func(env Env, id string) (store.Card, error) { return env.Store.BuryCard(id) })
}

// suspend takes the card in hand out of the reviews.
func (r recall) suspend() (recall, tea.Cmd) {
	return r.change(setAside, func(env Env, id string) (store.Card, error) { return env.Store.SuspendCard(id, true) })
}

// keep stores an answer to the item in hand. It is stored whatever happened to
// the card: only its first answer of a day grades it.
func (r recall) keep(s submission) (recall, tea.Cmd) {
	r.hand.busy = true
	env, card := r.env, r.hand.Card
	return r, func() tea.Msg {
		msg := settledMsg{id: card.ID, did: answered, now: env.Now()}
		need, err := requirement(env, s.item.Lesson)
		if err == nil {
			_, msg.moved, err = latest(env, card)
		}
		if err == nil {
			_, err = env.Store.RecordAttempt(s.attempt(""), need)
		}
		if err == nil {
			msg.card, _, err = latest(env, card)
		}
		msg.err = err
		return msg
	}
}

// latest is a card as it is now; moved tells that it was reviewed, or went, since.
func latest(env Env, card store.Card) (now store.Card, moved bool, err error) {
	cards, err := env.Store.Cards()
	at := slices.IndexFunc(cards, func(c store.Card) bool { return c.ID == card.ID })
	if err != nil || at < 0 {
		return store.Card{}, err == nil, err
	}
	return cards[at], cards[at].Memory != card.Memory, nil
}

// A deed is what was done with a card.
type deed int

const (
	graded deed = iota
	answered
	buried
	setAside
)

// words say what became of the card.
func (m settledMsg) words() string {
	switch {
	case m.card.ID == "":
		return "It is not among your reviews any more."
	case m.moved:
		return "You reviewed it meanwhile. " + comesBack(m.card.Memory, m.now)
	case m.did == buried:
		return "Put off until tomorrow."
	case m.did == setAside:
		return "Set aside: it is not asked again until you take it up."
	}
	return comesBack(m.card.Memory, m.now)
}

// comesBack says when a card that was reviewed comes back, seen from now.
func comesBack(m review.Memory, now time.Time) string {
	due, err := time.Parse(time.DateOnly, m.Due)
	year, month, day := now.Date()
	days := int(due.Sub(time.Date(year, month, day, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	if err != nil || days <= 1 {
		return "It comes back tomorrow."
	}
	return fmt.Sprintf("It comes back in %d days, on %s.", days, progress.DayInWords(due, now))
}

// The messages of the reviews.
type (
	// recallMsg is what is up for review.
	recallMsg struct {
		load    int // which load this answers
		pile    progress.Pile
		recalls []progress.Recall
		plan    review.Plan
		day     string // ISO
	}
	// sidesMsg is a card whose two sides are rendered.
	sidesMsg struct {
		id             string
		source, answer string // the Markdown
		width          int
		colours        theme.Palette
		front, back    string
	}
	// settledMsg says that what was done with a card is stored.
	settledMsg struct {
		id    string
		did   deed
		card  store.Card // as it is now
		moved bool       // it was reviewed elsewhere since it came up
		now   time.Time
		err   error
	}
)
