package tui

import (
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// similar looks for entries like the one whose title is being typed, one search at a
// time: what is typed meanwhile is searched for next.
type similar struct {
	title   string // that was searched for last
	busy    bool
	entries []store.Experiment // the most similar first
}

const mostSimilar = 3

// to looks for entries like a title, unless that was done. Where nothing can be
// searched nothing is found: what is typed here does not depend on it.
func (s similar) to(env Env, title string) (similar, tea.Cmd) {
	if s.busy || title == s.title {
		return s, nil
	}
	if s.title = title; title == "" {
		s.entries = nil
		return s, nil
	}
	s.busy = true
	return s, func() tea.Msg {
		entries, _ := env.Store.Similar(title, mostSimilar)
		return similarMsg{title, entries}
	}
}

// found folds in what was found, unless it is about another form.
func (s similar) found(msg similarMsg) similar {
	if s.busy && msg.title == s.title {
		s.busy, s.entries = false, msg.entries
	}
	return s
}

// draw lists what was tried before, and what came of it.
func (s similar) draw(to *sheet, look theme.Theme) {
	if len(s.entries) == 0 {
		return
	}
	to.gap()
	to.add(noRow, look.Dim.Render("You tried something like it before"))
	for _, e := range s.entries {
		lead := verdictSign(look, e.Verdict) + " "
		to.hang(noRow, lead, clip(clean.Line(e.Title), max(10, to.width-20))+look.Dim.Render("  "+e.Verdict.String()))
		if e.Learning != "" {
			to.hang(noRow, "  ", look.Dim.Render(clip(clean.Line(e.Learning), to.width-2)))
		}
	}
}

// similarMsg is what a title was found to be like.
type similarMsg struct {
	title   string
	entries []store.Experiment
}
