package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// askChoice answers single and multi items: a list of options.
type askChoice struct {
	options []curriculum.Option
	multi   bool
	at      int      // noRow until the learner chooses: Enter alone answers nothing
	picked  []string // keys of the picked options
}

func newAskChoice(options []curriculum.Option, multi bool) askChoice {
	return askChoice{options: options, multi: multi, at: noRow}
}

func (a askChoice) update(msg tea.Msg, _ int) ask {
	switch msg := msg.(type) {
	case rowMsg:
		a.at = msg.row
		return a.toggle()
	case tea.KeyPressMsg:
		k := msg.String()
		a.at = moved(a.at, k, len(a.options))
		if row := letterRow(k, len(a.options)); row != noRow {
			a.at = row
			return a.toggle()
		}
		if k == "space" && a.at != noRow {
			return a.toggle()
		}
	}
	return a
}

// toggle picks the option under the cursor, or lets go of it.
func (a askChoice) toggle() askChoice {
	key := a.options[a.at].Key
	switch i := slices.Index(a.picked, key); {
	case !a.multi:
		a.picked = []string{key}
	case i >= 0:
		a.picked = slices.Delete(slices.Clone(a.picked), i, i+1)
	default:
		a.picked = append(slices.Clone(a.picked), key)
	}
	return a
}

func (a askChoice) draw(s *sheet, look theme.Theme) {
	for i, o := range a.options {
		lead := "  "
		if i == a.at {
			lead = look.Accent.Render(look.Symbols.Cursor) + " "
		}
		if a.multi {
			lead += box(look, slices.Contains(a.picked, o.Key)) + " "
		}
		text := clean.Line(o.Text)
		if i == a.at || slices.Contains(a.picked, o.Key) {
			text = look.Strong.Render(text)
		}
		s.hang(i, lead+look.HelpKey.Render(letter(i))+"  ", text)
	}
}

func box(look theme.Theme, on bool) string {
	if on {
		return look.Accent.Render(look.Symbols.On)
	}
	return look.Symbols.Off
}

func (a askChoice) answer() (string, bool) {
	if a.multi {
		return strings.Join(a.picked, ","), len(a.picked) > 0
	}
	if a.at == noRow {
		return "", false
	}
	return a.options[a.at].Key, true
}

func (a askChoice) row() int     { return a.at }
func (a askChoice) typing() bool { return false }

func (a askChoice) keys() []key.Binding {
	choose := bindAs("a-"+letter(len(a.options)-1), "choose", "a")
	if a.multi {
		return []key.Binding{bind("answer", "enter"), choose, bind("pick", "space")}
	}
	return []key.Binding{bind("answer", "enter"), choose}
}
