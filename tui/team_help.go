package tui

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/snapshot"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// teamHelp answers: who can help whom? A row is a hand that is up with somebody who could
// help; a hand that nobody's offer fits has a row as well.
type teamHelp struct {
	twin
	binds teamHelpKeys
	teamHelpMsg
}

type teamHelpKeys struct{ introduce, choose key.Binding }

// A helpRow is a hand and one who could help: an index into its helpers, or noRow.
type helpRow struct{ hand, helper int }

func newTeamHelp(env Env) teamHelp {
	return teamHelp{twin: twin{room: room{env: env}}, binds: teamHelpKeys{bind("copy an introduction", "enter"), pickKeys()}}
}

func (h teamHelp) name() string    { return "Help map" }
func (h teamHelp) detailed() bool  { return false }
func (h teamHelp) rules() []string { return teams.Rules(teams.HelpView) }

func (h teamHelp) ask(in teamInput) tea.Msg {
	msg := teamHelpMsg{hands: teams.HelpOf(in.catalogue, in.people, in.now).Hands}
	for i, hand := range msg.hands {
		if len(hand.Helpers) == 0 {
			msg.rows = append(msg.rows, helpRow{i, noRow})
		}
		for n := range hand.Helpers {
			msg.rows = append(msg.rows, helpRow{i, n})
		}
	}
	return msg
}

func (h teamHelp) update(msg tea.Msg) (teamView, tea.Cmd) {
	h.room = h.room.fit(msg)
	switch msg := msg.(type) {
	case teamHelpMsg:
		h = h.take(msg)
	case tea.KeyPressMsg:
		if key.Matches(msg, h.binds.introduce) {
			return h, h.introduce()
		}
	}
	h.twin, _ = h.twin.update(msg, h)
	return h, nil
}

// take folds in an answer; the cursor stays on its hand and helper.
func (h teamHelp) take(msg teamHelpMsg) teamHelp {
	if h.at < h.count() {
		was := h.id(h.rows[h.at])
		h.roll = h.roll.moved(slices.IndexFunc(msg.rows, func(r helpRow) bool { return msg.id(r) == was }))
	}
	h.teamHelpMsg = msg
	return h
}

// id tells rows apart.
func (m teamHelpMsg) id(r helpRow) [3]string {
	hand := m.hands[r.hand]
	id := [3]string{hand.Learner, hand.Topic.About}
	if r.helper != noRow {
		id[2] = hand.Helpers[r.helper].Learner
	}
	return id
}

// introduce puts a text for both into the clipboard.
func (h teamHelp) introduce() tea.Cmd {
	if h.at >= h.count() {
		return nil
	}
	hand, row := h.hands[h.rows[h.at].hand], h.rows[h.at]
	if row.helper == noRow {
		return notice("Nobody offers to help with it yet: there is nobody to introduce " + clean.Line(hand.Name) + " to.")
	}
	helper := hand.Helpers[row.helper]
	what := "an introduction of " + clean.Line(hand.Name) + " and " + clean.Line(helper.Name)
	return copyText(h.env, clean.Text(hand.Introduction(helper)), what, "Paste it into a message to both.")
}

// count implements rolled.
func (h teamHelp) count() int { return len(h.rows) }

// high implements rolled.
func (h teamHelp) high(row int, first bool) int { return len(h.lines(row, first, false)) }

// lines implements rolled: who could help, below the hand where that begins.
func (h teamHelp) lines(row int, first, picked bool) []string {
	r := h.rows[row]
	hand := h.hands[r.hand]
	s := newSheet(max(10, h.column()-2))
	if first || r.hand != h.rows[row-1].hand {
		if !first {
			s.gap()
		}
		lead, name := " "+h.look.Symbols.Up+" ", h.look.Strong.Render(clean.Line(hand.Name))+": "
		if h.room.height < 9 { // one line, so that who could help is seen
			s.widget(clip(lead+name+topicName(hand.Topic), s.width), nil)
		} else {
			s.hang(noRow, lead, name+topicWords(hand.Topic))
		}
	}
	if r.helper == noRow {
		return append(s.lines, h.row(picked, h.look.Symbols.Empty+" nobody offers to help with it yet", "")...)
	}
	helper := hand.Helpers[r.helper]
	return append(s.lines, h.row(picked, h.look.Symbols.Arrow+" "+clean.Line(helper.Name)+" offers: "+topicName(helper.Topic), helper.Fit.String())...)
}

// aside implements twinned: the text that Enter copies.
func (h teamHelp) aside(s *sheet, look theme.Theme) {
	r := h.rows[h.at]
	hand := h.hands[r.hand]
	if r.helper == noRow {
		s.add(noRow, look.Title.Render("Nobody to introduce yet"))
		s.gap()
		place := curriculum.DepartmentTitle(hand.Department)
		if place != "" {
			place = " in " + place
		}
		s.add(noRow, clean.Line("Ask in the team who knows it, or look at it with "+hand.Name+place+" yourself. Whoever offers help in Waymark is proposed here."))
		return
	}
	s.add(noRow, look.Title.Render("What Enter copies"))
	s.gap()
	s.add(noRow, clean.Text(hand.Introduction(hand.Helpers[r.helper])))
}

func (h teamHelp) draw() string {
	if h.count() == 0 {
		s := newSheet(h.measure())
		s.add(noRow, h.look.Good.Render(h.look.Symbols.Yes+" No hand is up"))
		s.gap()
		s.add(noRow, h.look.Dim.Render("People raise a hand on a lesson or a module, and offer help in the same way. Both come with their next snapshot."))
		return indent(s.text(), "  ")
	}
	return h.twin.draw(h)
}

func (h teamHelp) keys() []key.Binding {
	switch {
	case h.at >= h.count():
		return nil
	case h.rows[h.at].helper == noRow:
		return []key.Binding{h.binds.choose}
	}
	return []key.Binding{h.binds.introduce, h.binds.choose}
}

// topicName is what a hand or an offer is about.
func topicName(t snapshot.Topic) string { return clean.Line(cmp.Or(t.Title, t.About)) }

// topicWords say what it is about, in the words of the person, and since when.
func topicWords(t snapshot.Topic) string {
	words := []string{topicName(t)}
	if t.Note != "" {
		words = append(words, `"`+clean.Line(t.Note)+`"`)
	}
	return strings.Join(append(words, "since "+dayWords(t.Since)), ", ")
}

// teamHelpMsg is who can help whom.
type teamHelpMsg struct {
	hands []teams.Hand
	rows  []helpRow
}
