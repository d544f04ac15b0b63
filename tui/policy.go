package tui

import (
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/progress"
)

// readPolicy fetches the rule that a lesson states, in a command.
func readPolicy(env Env, l curriculum.Lesson) (p progress.Policy, states bool, err error) {
	if l.Policy == "" {
		return p, false, nil
	}
	known, err := env.Store.Policies()
	if err != nil {
		return p, false, err
	}
	return progress.PolicyOf(env.Catalogue, l, known)
}

// asksPolicy reports that the lesson states a rule that is not acknowledged as it reads
// now.
func (m lessonMsg) asksPolicy() bool { return m.states && !m.policy.Current() }

// acknowledge records that the learner read the rule as it reads now.
func (l lesson) acknowledge() tea.Cmd {
	env, record := l.env, l.loaded.policy.Record()
	return func() tea.Msg {
		if _, err := env.Store.AcknowledgePolicy(record); err != nil {
			return failedMsg{err}
		}
		return tea.Sequence(send(changedMsg{}), notice("Acknowledged. It stands in your record, and in the next snapshot that you send."))()
	}
}

// drawPolicy says at the end of a lesson which rule it states, and whether that is
// acknowledged.
func (l lesson) drawPolicy(s *sheet) {
	if !l.loaded.states {
		return
	}
	p, quote := l.loaded.policy, "\""+clean.Line(l.loaded.lesson.Policy)+"\""
	day := p.Last.At.Format("2 January 2006")
	switch {
	case p.Current():
		s.hang(noRow, l.look.Good.Render(l.look.Symbols.Yes+" Acknowledged")+"  ", quote+l.look.Dim.Render("  on "+day))
	case p.Changed():
		s.hang(noRow, l.look.Warn.Render("The rule changed  "), "You acknowledged an earlier text on "+day+". Please read this one.")
		s.hang(noRow, l.look.Accent.Render("p acknowledges    "), quote)
	default:
		s.hang(noRow, l.look.Accent.Render("A rule of your company  "), quote)
		s.add(noRow, l.look.Dim.Render("Press p to acknowledge it. The day and the text are recorded, and it cannot be taken back."))
	}
	s.gap()
}
