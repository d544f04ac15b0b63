package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// teamAttention answers: who needs me this week, and why?
type teamAttention struct {
	room
	list roll
	open key.Binding
	teamAttentionMsg
}

func newTeamAttention(env Env) teamAttention {
	return teamAttention{room: room{env: env}, open: bind("open", "enter")}
}

func (a teamAttention) name() string    { return "Attention" }
func (a teamAttention) detailed() bool  { return false }
func (a teamAttention) rules() []string { return teams.Rules(teams.AttentionView) }

// ask finds who needs something.
func (a teamAttention) ask(in teamInput) tea.Msg {
	msg := teamAttentionMsg{attention: teams.AttentionOf(in.catalogue, in.people, in.now), now: in.now, people: byID(in.people)}
	for _, n := range msg.attention.Needs {
		msg.widest = max(msg.widest, ansi.StringWidth(clean.Line(n.Name)))
	}
	return msg
}

// byID finds people by their id.
func byID(people []teams.Person) map[string]*teams.Person {
	all := make(map[string]*teams.Person, len(people))
	for i := range people {
		all[people[i].Member.ID] = &people[i]
	}
	return all
}

func (a teamAttention) update(msg tea.Msg) (teamView, tea.Cmd) {
	a.room = a.room.fit(msg)
	if found, ok := msg.(teamAttentionMsg); ok {
		a = a.take(found)
	}
	a.list = a.list.fit(a.height-a.footHeight(), a)
	var clicked bool
	a.list, clicked = a.list.update(msg, a)
	if k, ok := msg.(tea.KeyPressMsg); clicked || ok && key.Matches(k, a.open) {
		return a, a.openChosen()
	}
	return a, nil
}

// take folds in an answer; the cursor stays on its person, and their row where it is.
func (a teamAttention) take(msg teamAttentionMsg) teamAttention {
	if a.list.at < a.count() {
		id := a.attention.Needs[a.list.at].ID
		a.list = a.list.moved(slices.IndexFunc(msg.attention.Needs, func(n teams.Need) bool { return n.ID == id }))
	}
	a.teamAttentionMsg = msg
	return a
}

func (a teamAttention) openChosen() tea.Cmd {
	if a.list.at >= a.count() {
		return nil
	}
	return open(newMember(a.env, a.attention.Needs[a.list.at].ID))
}

// count implements rolled.
func (a teamAttention) count() int { return len(a.attention.Needs) }

// high implements rolled.
func (a teamAttention) high(row int, first bool) int { return len(a.lines(row, first, false)) }

// lines implements rolled: a person with what they need, below a heading where another
// cause begins.
func (a teamAttention) lines(row int, first, picked bool) []string {
	n := a.attention.Needs[row]
	var heading []string
	if kind := n.Causes[0].Kind; first || kind != a.attention.Needs[row-1].Causes[0].Kind {
		if !first {
			heading = append(heading, "")
		}
		heading = append(heading, "  "+a.headingStyle(kind).Render(needHeading(kind)))
	}
	s := newSheet(a.column() - 1)
	lead := "    " + pad(clip(clean.Line(n.Name), a.nameWidth()-2), a.nameWidth())
	for i, c := range n.Causes {
		words := clean.Line(c.Words())
		if i > 0 {
			lead, words = pad("", a.nameWidth()+4), "also "+words
		}
		s.hang(noRow, lead, words)
	}
	if picked {
		s.lines[0] = "  " + a.look.Symbols.Cursor + s.lines[0][len("   "):]
		s.lines = mapped(s.lines, func(line string) string { return a.look.Picked.Render(pad(line, a.column()-1)) })
	}
	return append(heading, s.lines...)
}

// nameWidth is the column of the names, as wide as the longest one where there is room.
func (a teamAttention) nameWidth() int { return min(a.widest+2, 24, max(14, a.column()/4)) }

// headingStyle marks the one cause that may be an attack.
func (a teamAttention) headingStyle(k teams.Kind) lipgloss.Style {
	if k == teams.KeyChanged {
		return a.look.Bad
	}
	return a.look.Title
}

// needHeading names a group of people by their first cause.
func needHeading(k teams.Kind) string {
	return [...]string{
		"Somebody signed with another key", "Ask for help", "Have a module that is due", "Have not gone on for a while",
		"Have not started yet", "Sent no news for long", "Did a lesson that has changed since",
	}[k]
}

func (a teamAttention) column() int {
	if a.wide() {
		return a.width - 36
	}
	return a.width
}

// foot says how many need nothing.
func (a teamAttention) foot() string {
	words := a.attention.FineWords()
	if words == "" {
		return ""
	}
	if a.attention.Fine == 0 {
		return a.look.Dim.Render(words)
	}
	return a.look.Good.Render(a.look.Symbols.Yes + " " + words)
}

func (a teamAttention) footHeight() int {
	if a.foot() == "" || a.count() == 0 {
		return 0
	}
	return 2
}

func (a teamAttention) draw() string {
	list := a.list.draw(a, a.look)
	if foot := a.foot(); foot != "" && list != "" {
		list += "\n\n  " + foot
	} else {
		list += "  " + foot
	}
	if !a.wide() || a.count() == 0 {
		return list
	}
	p := a.people[a.attention.Needs[a.list.at].ID]
	return beside(list, drawPerson(p, a.now, a.width-a.column()-4, a.room), a.column()+2, a.height)
}

func (a teamAttention) keys() []key.Binding {
	if a.count() == 0 {
		return nil
	}
	return []key.Binding{a.open}
}

// drawPerson is what somebody told, for beside a list.
func drawPerson(p *teams.Person, now time.Time, width int, in room) string {
	told, s := p.Told, newSheet(max(10, width))
	s.add(noRow, in.look.Title.Render(clean.Line(p.Name())))
	s.add(noRow, in.look.Dim.Render(clean.Line(personPlace(told))))
	s.gap()
	for _, m := range told.Modules {
		s.hang(noRow, sign(in.look, m.Progress())+" ", clean.Line(m.Title)+in.look.Dim.Render(fmt.Sprintf("  %d/%d", m.Done, m.Total)))
	}
	s.gap()
	s.add(noRow, in.look.Dim.Render("Last active: "+weekWords(told.LastActiveWeek, now)+"."))
	s.add(noRow, in.look.Dim.Render("Told on "+dayWords(told.Made)+"."))
	return s.text()
}

// personPlace is where somebody works and what they learn.
func personPlace(told snapshot.Snapshot) string {
	pathway := told.Pathway.Title
	if pathway != "" {
		pathway += " pathway"
	}
	return strings.Join(nonEmpty(curriculum.DepartmentTitle(told.Learner.Department), told.Learner.Role, pathway), ", ")
}

// teamAttentionMsg is who needs something, and what everyone told.
type teamAttentionMsg struct {
	attention teams.Attention
	now       time.Time
	people    map[string]*teams.Person // by learner id
	widest    int                      // cells of the longest name
}
