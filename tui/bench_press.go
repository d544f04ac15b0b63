package tui

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
)

// press acts on a key: in a question, in a blind rating, on the path or in the grid.
func (b benchScreen) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	k := msg.String()
	switch {
	case !b.loaded || b.gone:
		return b, nil
	case b.asks != nil:
		return b.answered(k)
	case b.fetch.running() && k == "esc":
		return b.cancelled()
	case k == "esc":
		return b, tea.Sequence(keepDraft(b.Draft()), back(b))
	case b.blind():
		return b.pressBlind(msg)
	}
	if next, cmd, done := b.pressAny(msg); done {
		return next, cmd
	}
	if b.onPath() {
		return b.pressPath(msg)
	}
	return b.pressGrid(msg)
}

// pressAny acts on the keys that work on the path and in the grid.
func (b benchScreen) pressAny(msg tea.KeyPressMsg) (next Screen, cmd tea.Cmd, done bool) {
	switch {
	case key.Matches(msg, b.keys.variant):
		return b, open(newVariantForm(b.env, b.bench, store.Variant{Parent: b.parent()})), true
	case key.Matches(msg, b.keys.cases):
		return b, open(newCases(b.env, b.id)), true
	case key.Matches(msg, b.keys.one):
		return b, open(newCaseForm(b.env, b.id, store.Case{}, false)), true
	case key.Matches(msg, b.keys.load):
		return b, open(newImport(b.env, b.id)), true
	case key.Matches(msg, b.keys.rubric):
		return b, open(newRubrics(b.env, b.id)), true
	case key.Matches(msg, b.keys.checks):
		return b, open(newChecksForm(b.env, b.bench)), true
	}
	return b, nil, false
}

// parent is the variant that a new one builds on: the one under the cursor.
func (b benchScreen) parent() string {
	row, onPath := b.path.chosen()
	id, isVariant := strings.CutPrefix(row.value, variantRow)
	switch {
	case b.onPath() && onPath && isVariant:
		return id
	case b.onPath() || b.at.col < 0:
		return ""
	}
	return b.bench.Variants[b.at.col].ID
}

// answered acts on a key while a question waits. Only Enter and Esc end it, so that
// no wrong key loses what was pasted.
func (b benchScreen) answered(k string) (Screen, tea.Cmd) {
	if k != "enter" && k != "esc" {
		return b, nil
	}
	a := *b.asks
	b.asks = nil
	switch {
	case k == "esc":
		return b.askNext().layout(), nil
	case a.output != nil:
		return b.send(a).layout(), keepOutput(b.env, b.id, a)
	}
	return b.askNext().layout(), a.do
}

func (b benchScreen) spotOf(c cell) spot {
	at := b.at
	for i, v := range b.bench.Variants {
		if v.ID == c.variant {
			at.col = i
		}
	}
	for i, of := range b.bench.Cases {
		if of.ID == c.of {
			at.row = i
		}
	}
	return at
}

// paste asks whether a paste goes into the cell under the cursor. A further paste
// takes the place of one that waits, unless that was brought back.
func (b benchScreen) paste(msg tea.PasteMsg) (Screen, tea.Cmd) {
	text := clean.Text(msg.Content)
	at, inGrid := b.under()
	switch {
	case !b.loaded || b.blind() || strings.TrimSpace(text) == "":
		return b, nil
	case b.onPath() && len(b.bench.Variants) > 0:
		return b, open(newCasesOf(b.env, b.id, text))
	case !inGrid:
		return b, notice("Move to a cell first: a paste becomes the output of the variant above it for the case beside it.")
	case b.asks != nil && b.asks.output == nil:
		return b, nil // the question is about something else
	}
	a := b.wantsOutput(at, text, store.FromPaste)
	if b.asks != nil && b.asks.again != "" {
		b.pastes.later = append(slices.Clip(b.pastes.later), a)
		return b, notice("Your new paste waits: you are asked about it after this one.")
	}
	b.asks = &a
	return b.layout(), nil
}

// wantsOutput asks whether a text becomes the output in a place.
func (b benchScreen) wantsOutput(at cell, text, source string) asked {
	v, _ := b.bench.Variant(at.variant)
	c, _ := b.bench.Case(at.of)
	ask := "Keep this for %s, %s? %s: %s"
	tries := b.found[at].Tries
	if b.pastes.sending(at) {
		tries++
	}
	if tries > 0 {
		ask = fmt.Sprintf("Replace try %d of", tries) + " %s, %s, with this? %s: %s"
	}
	return asked{
		text: fmt.Sprintf(ask, label(v.Name), label(c.Title()), countOf(utf8.RuneCountInString(text), "character", "characters"), opening(text)),
		yes:  "keep it", output: &store.Output{Variant: at.variant, Case: at.of, Text: text, Source: source},
	}
}

// label is a name as sentences hold it.
func label(name string) string { return `"` + clip(clean.Line(name), 24) + `"` }

// opening is how a text begins, between quotation marks.
func opening(text string) string { return `"` + clip(clean.Line(clip(text, 400)), 60) + `"` }
