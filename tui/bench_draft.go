package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// pastes are the outputs of a bench that are not in the file yet. All that were pasted
// are kept as a draft: nobody can paste again what is gone from the clipboard.
type pastes struct {
	sent   []asked      // under way to the file
	later  []asked      // asked about after the question that shows
	left   *store.Draft // found on disk, and not asked about yet
	looked bool         // what is on disk is known
}

// sending reports that the output of a place is under way.
func (p pastes) sending(c cell) bool {
	return slices.ContainsFunc(p.sent, func(a asked) bool { return a.cell() == c })
}

func (b benchScreen) draft() string { return draftName("bench", b.id) }

// Draft implements drafting. A field is named by its number, its variant and its case.
func (b benchScreen) Draft() (name string, fields map[string]string) {
	if !b.loaded || b.gone || !b.pastes.looked || b.pastes.left != nil {
		return "", nil
	}
	all := slices.Clone(b.pastes.sent)
	if b.asks != nil {
		all = append(all, *b.asks)
	}
	fields = map[string]string{}
	for i, a := range append(all, b.pastes.later...) {
		if a.output != nil && a.output.Source == store.FromPaste {
			fields[fmt.Sprintf("%03d %s %s", i, a.output.Variant, a.output.Case)] = a.output.Text
		}
	}
	return b.draft(), fields
}

// left takes over what was pasted and not kept before. It is asked about when the bench
// is there and may be seen.
func (b benchScreen) left(d store.Draft) benchScreen {
	if d.Name != b.draft() || b.pastes.looked {
		return b
	}
	b.pastes.looked = true
	if len(d.Fields) > 0 {
		b.pastes.left = &d
	}
	return b.askNext().layout()
}

// restored turns what was left into questions. What is on the bench by now is none.
func (b benchScreen) restored() benchScreen {
	d := *b.pastes.left
	b.pastes.left = nil
	for _, field := range slices.Sorted(maps.Keys(d.Fields)) {
		names := strings.Fields(field)
		if len(names) != 3 {
			continue
		}
		at := cell{names[1], names[2]}
		_, known := b.bench.Variant(at.variant)
		_, asked := b.bench.Case(at.of)
		if text := d.Fields[field]; known && asked && b.found[at].Text != text {
			a := b.wantsOutput(at, text, store.FromPaste)
			a.again = "You pasted this " + draftWords(d.At, b.env.Now()) + " and did not keep it. "
			b.pastes.later = append(b.pastes.later, a)
		}
	}
	return b
}

// askNext asks about the next paste that waits, unless something is asked already. What
// it would replace may have come while it waited.
func (b benchScreen) askNext() benchScreen {
	if !b.loaded || b.gone || b.blind() {
		return b
	}
	if b.pastes.left != nil {
		b = b.restored()
	}
	if b.asks == nil && len(b.pastes.later) > 0 {
		a := b.pastes.later[0]
		a.text = a.again + b.wantsOutput(a.cell(), a.output.Text, a.output.Source).text
		b.asks, b.pastes.later, b.at = &a, b.pastes.later[1:], b.spotOf(a.cell())
	}
	return b
}

// askLater takes the question away. A paste is asked about again.
func (b benchScreen) askLater() benchScreen {
	if b.asks != nil && b.asks.output != nil {
		b.pastes.later = slices.Concat([]asked{*b.asks}, b.pastes.later)
	}
	b.asks = nil
	return b
}

// send notes an output that is on its way to the file, and moves on to the next place:
// the next paste may come before it has arrived.
func (b benchScreen) send(a asked) benchScreen {
	b.pastes.sent = append(slices.Clone(b.pastes.sent), a)
	return b.toMissing(b.spotOf(a.cell())).askNext().move(spot{})
}

// kept folds in that an output is safe. One that is not comes back as a question, after
// the one that shows: no question changes under the finger that answers it.
func (b benchScreen) kept(msg outputMsg) (Screen, tea.Cmd) {
	if msg.id != b.id {
		return b, nil
	}
	b.pastes.sent = slices.DeleteFunc(slices.Clone(b.pastes.sent), func(a asked) bool { return a.output == msg.asked.output })
	if msg.err != nil {
		msg.asked.again = "This could not be kept. "
		b.pastes.later = slices.Concat([]asked{msg.asked}, b.pastes.later)
		return b.askNext().layout(), nil
	}
	at, out := msg.asked.cell(), *msg.asked.output
	out.Tries = b.found[at].Tries + 1
	b.found = maps.Clone(b.found)
	b.found[at] = out
	return b.layout(), tea.Batch(send(changedMsg{}), keepDraft(b.Draft())) // the next beat may find no bench
}
