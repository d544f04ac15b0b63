package tui

import (
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// askMatch answers match items: each left side is given the letter of a right
// side.
type askMatch struct {
	left, right []curriculum.Option
	at          int            // the left side under the cursor
	given       map[string]int // left key to index in right
}

func newAskMatch(left, right []curriculum.Option) askMatch {
	return askMatch{left: left, right: right, given: map[string]int{}}
}

func (a askMatch) update(msg tea.Msg, _ int) ask {
	switch msg := msg.(type) {
	case rowMsg:
		if msg.row < len(a.left) {
			a.at = msg.row
			return a
		}
		return a.give(msg.row - len(a.left))
	case tea.KeyPressMsg:
		k := msg.String()
		a.at = moved(a.at, k, len(a.left))
		if row := digitRow(k, len(a.left)); row != noRow {
			a.at = row
		}
		if right := letterRow(k, len(a.right)); right != noRow {
			return a.give(right)
		}
		if k == "space" {
			return a.give(a.following()).stay(a.at)
		}
	}
	return a
}

// following is the right side after the one that is matched now; the first where
// there is none yet.
func (a askMatch) following() int {
	now, has := a.given[a.left[a.at].Key]
	if !has {
		return 0
	}
	return (now + 1) % len(a.right)
}

// give matches the left side under the cursor, and goes on to the next one that
// has no match yet.
func (a askMatch) give(right int) askMatch {
	a.given = maps.Clone(a.given)
	a.given[a.left[a.at].Key] = right
	next := slices.IndexFunc(a.left, func(o curriculum.Option) bool { _, has := a.given[o.Key]; return !has })
	if next >= 0 {
		a.at = next
	}
	return a
}

func (a askMatch) stay(at int) askMatch {
	a.at = at
	return a
}

func (a askMatch) draw(s *sheet, look theme.Theme) {
	for i, o := range a.left {
		lead, text := "  ", clean.Line(o.Text)
		if i == a.at {
			lead, text = look.Accent.Render(look.Symbols.Cursor)+" ", look.Strong.Render(text)
		}
		mark := look.Dim.Render("[ ]")
		if right, ok := a.given[o.Key]; ok {
			mark = look.Accent.Render("[" + letter(right) + "]")
		}
		s.hang(i, lead+look.HelpKey.Render(o.Key)+" "+mark+" ", text)
	}
	s.gap()
	for i, o := range a.right {
		s.hang(len(a.left)+i, "    "+look.HelpKey.Render(letter(i))+"  ", clean.Line(o.Text))
	}
}

func (a askMatch) answer() (string, bool) {
	var pairs []string
	for _, o := range a.left {
		if right, ok := a.given[o.Key]; ok {
			pairs = append(pairs, o.Key+"="+a.right[right].Key)
		}
	}
	return strings.Join(pairs, ","), len(pairs) == len(a.left)
}

func (a askMatch) row() int     { return a.at }
func (a askMatch) typing() bool { return false }

func (a askMatch) keys() []key.Binding {
	last := letter(len(a.right) - 1)
	return []key.Binding{bind("answer", "enter"), bindAs("↑↓", "choose", "up"), bindAs("a-"+last, "match", "a")}
}
