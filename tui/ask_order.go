package tui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// askOrder answers order items: steps that are moved to their place by typing
// its number, or by carrying them up and down.
type askOrder struct {
	steps []curriculum.Option // in the order given so far
	at    int
	held  bool // the step under the cursor moves with it
	moved bool // a step was moved: the shuffled order is nobody's answer
}

func newAskOrder(steps []curriculum.Option) askOrder {
	return askOrder{steps: slices.Clone(steps)}
}

func (a askOrder) update(msg tea.Msg, _ int) ask {
	switch msg := msg.(type) {
	case rowMsg:
		if a.held {
			return a.put(msg.row)
		}
		a.at, a.held = msg.row, true
	case tea.KeyPressMsg:
		k := msg.String()
		if row := digitRow(k, len(a.steps)); row != noRow {
			return a.put(row)
		}
		if k == "space" {
			a.held = !a.held
			return a
		}
		to := moved(a.at, k, len(a.steps))
		if a.held && to != a.at {
			a = a.put(to)
			a.held = true
		}
		a.at = to
	}
	return a
}

// put moves the step under the cursor to another place.
func (a askOrder) put(to int) askOrder {
	step := a.steps[a.at]
	steps := slices.Delete(slices.Clone(a.steps), a.at, a.at+1)
	a.steps, a.at, a.held, a.moved = slices.Insert(steps, to, step), to, false, true
	return a
}

func (a askOrder) draw(s *sheet, look theme.Theme) {
	for i, step := range a.steps {
		lead, text := "  ", clean.Line(step.Text)
		if i == a.at {
			lead, text = look.Accent.Render(look.Symbols.Cursor)+" ", look.Strong.Render(text)
		}
		if i == a.at && a.held {
			lead = look.Accent.Render(look.Symbols.Up + look.Symbols.Down)
		}
		s.hang(i, lead+look.HelpKey.Render(strconv.Itoa(i+1))+"  ", text)
	}
}

func (a askOrder) answer() (string, bool) {
	keys := make([]string, len(a.steps))
	for i, s := range a.steps {
		keys[i] = s.Key
	}
	return strings.Join(keys, ","), a.moved
}

func (a askOrder) row() int     { return a.at }
func (a askOrder) typing() bool { return false }

func (a askOrder) keys() []key.Binding {
	digits := "1-" + strconv.Itoa(len(a.steps))
	carry := "carry"
	if a.held {
		carry = "put down"
	}
	return []key.Binding{bind("answer", "enter"), bindAs("↑↓", "choose", "up"), bindAs(digits, "place", "1"), bind(carry, "space")}
}
