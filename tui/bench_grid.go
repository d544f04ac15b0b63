package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// pressGrid acts on a key in the grid.
func (b benchScreen) pressGrid(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	at, inGrid := b.under()
	out, there := b.found[at]
	switch k := msg.String(); {
	case key.Matches(msg, b.keys.open):
		return b, b.openUnder()
	case key.Matches(msg, b.keys.remove):
		return b.removeUnder()
	case key.Matches(msg, b.keys.next):
		return b.toMissing(b.at).move(spot{}), nil
	case key.Matches(msg, b.keys.fetch):
		return b, b.askFetch()
	case key.Matches(msg, b.keys.rate):
		return b, open(newRating(b.env, b.id))
	case key.Matches(msg, b.keys.result):
		return b, open(newResult(b.env, b.id))
	case key.Matches(msg, b.keys.scroll):
		b.pane.view = scrolled(b.pane.view, k)
		return b, nil
	case key.Matches(msg, b.keys.move):
		return b.moved(k), nil
	case inGrid && key.Matches(msg, b.keys.copy):
		return b, copyPrompt(b.env, b.bench, at)
	case inGrid && key.Matches(msg, b.keys.file):
		return b, open(newOutputFile(b.env, b, at))
	case there && key.Matches(msg, b.keys.minutes):
		return b, open(newMinutes(b.env, b.id, out))
	case key.Matches(msg, b.keys.copy, b.keys.file, b.keys.minutes):
		return b, notice("Move to a cell first: this is about one output.")
	}
	return b, nil
}

func (b benchScreen) moved(k string) benchScreen {
	far := store.MaxCases + store.MaxVariants
	return b.move(map[string]spot{
		"up": {row: -1}, "down": {row: 1}, "left": {col: -1}, "right": {col: 1}, "home": {row: -far}, "end": {row: far},
	}[k])
}

// openUnder opens what is under the cursor: a missing output's box, an output, a
// variant or a case.
func (b benchScreen) openUnder() tea.Cmd {
	at, inGrid := b.under()
	_, there := b.found[at]
	switch {
	case inGrid && there:
		return open(newOutput(b.env, b.id, at))
	case inGrid && b.pastes.sending(at):
		return nil
	case inGrid:
		return open(newOutputForm(b.env, b.bench, at))
	case b.at.row < 0:
		return open(newVariant(b.env, b.id, b.bench.Variants[b.at.col].ID))
	}
	c := b.bench.Cases[b.at.row]
	return open(newCaseForm(b.env, b.id, c, b.used(c)))
}

// used reports that a case has outputs.
func (b benchScreen) used(c store.Case) bool {
	for _, o := range b.bench.Outputs {
		if o.Case == c.ID {
			return true
		}
	}
	return false
}

// removeUnder asks whether what is under the cursor shall go.
func (b benchScreen) removeUnder() (Screen, tea.Cmd) {
	at, inGrid := b.under()
	_, there := b.found[at]
	var a asked
	switch {
	case inGrid && !there:
		return b, notice("There is no output to remove here. For a variant or a case move to its name.")
	case inGrid:
		a = asked{text: "Remove this output? The claims of the entry stay locked: you have seen a result.", yes: "remove it", do: removeOutput(b.env, b.id, at)}
	case b.at.row < 0:
		a = removesVariant(b.env, b.id, b.bench.Variants[b.at.col])
	default:
		a = removesCase(b.env, b.id, b.bench.Cases[b.at.row])
	}
	b.asks = &a
	return b.layout(), nil
}

// pressBlind acts on a key while outputs are rated.
func (b benchScreen) pressBlind(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	switch {
	case key.Matches(msg, b.keys.rate):
		return b, open(newRating(b.env, b.id))
	case key.Matches(msg, b.keys.early):
		b.asks = &asked{text: "Reveal now, before all is rated? What you have judged stands, the rest stays open, and the result says that it was revealed early. This cannot be taken back.", yes: "reveal now", do: revealEarly(b.env, b.id)}
	}
	return b.layout(), nil
}

// click chooses what was clicked.
func (b benchScreen) click(msg tea.MouseClickMsg) (Screen, tea.Cmd) {
	switch {
	case !b.loaded || b.gone || b.asks != nil || b.blind() || msg.Button != tea.MouseLeft:
		return b, nil
	case b.onPath():
		var clicked bool
		if b.path, clicked = b.path.update(msg, b.pathTop()); clicked {
			row, _ := b.path.chosen()
			return b, b.goStep(row.value)
		}
		return b, nil
	}
	g := b.grid()
	at := spot{msg.Y - g.top, heads}
	if msg.X >= g.names {
		at.col = (msg.X - g.names) / g.column
	}
	if at.row < heads || at.row >= g.rows || at.col >= g.cols {
		return b, nil
	}
	if at.row >= 0 {
		at.row += b.from.row
	}
	if at.col >= 0 {
		at.col += b.from.col
	}
	b.at = at
	return b.move(spot{}), nil
}
