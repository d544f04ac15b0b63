package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/tui/theme"
)

// An ask is one way to answer an item: by choosing, ordering, matching or
// writing. It is a value, like a screen.
type ask interface {
	// update folds in a key, a paste or a click on a row, in a room of the width.
	update(msg tea.Msg, width int) ask
	// draw puts the means of answering on the sheet.
	draw(*sheet, theme.Theme)
	// answer is what is given so far, as text; complete tells that it can be sent.
	answer() (text string, complete bool)
	// row is the row under the cursor, or noRow.
	row() int
	typing() bool
	keys() []key.Binding
}

// rowMsg is a click on a row of an ask.
type rowMsg struct{ row int }

// newAsk returns the way to answer an item, its options shuffled by seed, and
// what was typed before already there.
func newAsk(item curriculum.Item, seed uint64, draft string) ask {
	options := item.Shuffled(seed)
	switch item.Kind {
	case curriculum.Single, curriculum.Multi:
		return newAskChoice(options, item.Kind == curriculum.Multi)
	case curriculum.Order:
		return newAskOrder(options)
	case curriculum.Match:
		return newAskMatch(item.Left, options)
	case curriculum.Numeric:
		return newAskNumber(item.Unit, draft)
	}
	return newAskText(draft)
}

// letter is the name of the i-th row on the screen: a, b, c …
func letter(i int) string { return string(rune('a' + i)) }

// letterRow is the row that a key names, or noRow.
func letterRow(k string, rows int) int {
	if len(k) == 1 && k[0] >= 'a' && int(k[0]-'a') < rows {
		return int(k[0] - 'a')
	}
	return noRow
}

// digitRow is the row that a digit names, or noRow.
func digitRow(k string, rows int) int {
	if len(k) == 1 && k[0] >= '1' && int(k[0]-'1') < rows {
		return int(k[0] - '1')
	}
	return noRow
}

// moved is the cursor after an arrow key.
func moved(at int, k string, rows int) int {
	switch k {
	case "up", "k":
		return max(0, at-1)
	case "down", "j":
		return min(rows-1, at+1)
	}
	return at
}
