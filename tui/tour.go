package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A Stop is a page of the tour: a tab, and what a newcomer finds there.
type Stop struct {
	Place string // the name of the tab
	Words string
}

// Tour shows a newcomer around: a word about each tab, and then about what always helps.
func Tour() []Stop {
	words := []string{
		"says what to do now. Enter opens the line with the arrow, and the time stands at its right.",
		"has all lessons, yours in order. Nothing is locked: open any of them, or test out of what you know.",
		"brings back what you learned, a few questions a day, before it fades. It fills by itself.",
		"keeps what you try with AI. Press n anywhere, type a title, then Enter. Nobody else sees it, until you share an entry.",
		"shows what you know and how well it holds. Only answers count here, not pages opened.",
		"shows what your lead would see of you, before you send it. If you lead a team, your people are here.",
	}
	var stops []Stop
	for i, p := range places() {
		stops = append(stops, Stop{p.title, words[i]})
	}
	return append(stops, Stop{places()[0].title, "is where you start each time. ? shows the keys of a page, Ctrl+K finds anything by its name (this tour too), Esc goes back."})
}

// tourMsg begins the tour.
type tourMsg struct{}

// tourKeys are the keys of the tour; the tabs have theirs as well.
type tourKeys struct{ next, before, end key.Binding }

func newTourKeys() tourKeys {
	return tourKeys{bind("next", "enter", "right", "space"), bindAs("←", "before", "left"), bind("end the tour", "esc")}
}

// touring reports that the tour shows.
func (r root) touring() bool { return r.tour > 0 && len(r.stack) == 0 }

// tourTo shows a stop of the tour, counted from 1. Behind the last it is over, on Today.
func (r root) tourTo(stop int) (tea.Model, tea.Cmd) {
	if stop > len(Tour()) {
		stop = 0
	}
	r.tour = stop
	return r.show(max(0, stop-1) % len(r.places))
}

// guide acts on a key during the tour; what the tour does not know is left alone.
func (r root) guide(msg tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	keys := newTourKeys()
	switch {
	case key.Matches(msg, keys.next):
		return r.tourTo(r.tour + 1)
	case key.Matches(msg, keys.before):
		return r.tourTo(max(1, r.tour-1))
	case key.Matches(msg, keys.end):
		return r.tourTo(len(Tour()) + 1)
	case key.Matches(msg, r.keys.Quit):
		return r, tea.Quit
	case isTab(msg.String(), len(r.places)):
		return r.tourTo(int(msg.String()[0] - '0'))
	}
	return r, nil
}

// tourFooter stands in place of the keys of the page.
func (r root) tourFooter() []string {
	stop := Tour()[r.tour-1]
	words := fmt.Sprintf("%s %s", r.look.Strong.Render(stop.Place), stop.Words)
	lines := strings.Split(ansi.Wrap(words, max(1, min(r.size.Width-2, 100)), ""), "\n")
	count := r.look.Dim.Render(fmt.Sprintf("tour, %d of %d", r.tour, len(Tour())))
	lines = append(lines, spread(r.help.ShortHelpView(r.tourHelp()), count, r.size.Width-2))
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

// tourHelp are the keys of a stop.
func (r root) tourHelp() []key.Binding {
	keys := newTourKeys()
	switch r.tour {
	case 1:
		return []key.Binding{keys.next, keys.end}
	case len(Tour()):
		keys.next = bind("end", "enter")
	}
	return []key.Binding{keys.next, keys.before, keys.end}
}
