package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	teams "waymark/store/team"
)

// findPending compares what a lead gave with the files that lie in the folders, which may be
// slow: the people show meanwhile.
func findPending(load int, all []store.Team, people []teams.Person) tea.Cmd {
	if len(all) == 0 {
		return nil
	}
	return func() tea.Msg {
		msg := teamPendingMsg{load: load}
		for _, t := range all {
			p := teams.PendingOf(t, people)
			msg.pending.Given += p.Given
			msg.pending.Waived += p.Waived
			msg.pending.Gone += p.Gone
		}
		return msg
	}
}

// pending folds in what was not published yet.
func (t team) pending(msg teamPendingMsg) team {
	if msg.load == t.load {
		t.unpublished = msg.pending
	}
	return t
}

// unpublishedWords say what the people do not know of yet: "1 module given, not published: p".
func (t team) unpublishedWords() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{t.unpublished.Given, "given"}, {t.unpublished.Waived, "waived"}, {t.unpublished.Gone, "taken back"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", countOf(part.n, "module", "modules"), part.what))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + ", not published: p"
}

// teamPendingMsg is what the people do not know of yet.
type teamPendingMsg struct {
	load    int // of the people
	pending teams.Pending
}
