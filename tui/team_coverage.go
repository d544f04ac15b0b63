package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// teamCoverage answers: who holds which competency, and where does it hang on one person?
type teamCoverage struct {
	twin
	binds teamCoverageKeys
	teamCoverageMsg
}

type teamCoverageKeys struct{ open, choose key.Binding }

func newTeamCoverage(env Env) teamCoverage {
	return teamCoverage{twin: twin{room: room{env: env}, terse: true}, binds: teamCoverageKeys{bind("who holds it", "enter"), pickKeys()}}
}

func (c teamCoverage) name() string    { return "Coverage" }
func (c teamCoverage) detailed() bool  { return true }
func (c teamCoverage) rules() []string { return teams.Rules(teams.CoverageView) }

func (c teamCoverage) ask(in teamInput) tea.Msg {
	found, err := teams.CoverageOf(in.catalogue, in.people, in.details, in.now)
	return answer(teamCoverageMsg{found}, err)
}

func (c teamCoverage) update(msg tea.Msg) (teamView, tea.Cmd) {
	c.room = c.room.fit(msg)
	switch msg := msg.(type) {
	case teamCoverageMsg:
		c.teamCoverageMsg = msg // the rows are those of the frameworks: the cursor stays
	case failedMsg:
		return c, send(msg)
	case tea.KeyPressMsg:
		if key.Matches(msg, c.binds.open) {
			return c, c.openChosen()
		}
	}
	c.above = len(c.top())
	var clicked bool
	if c.twin, clicked = c.twin.update(msg, c); clicked && !c.wide() {
		return c, c.openChosen()
	}
	return c, nil
}

func (c teamCoverage) openChosen() tea.Cmd {
	if c.at >= c.count() {
		return nil
	}
	row := c.covered.Rows[c.at]
	return open(newPage(c.env, "Team "+crumb(c.look)+" "+clean.Line(row.Framework+" "+row.ID), c.aside))
}

// top sums the rows up, where a window is not too low for that.
func (c teamCoverage) top() []string {
	const low = 9
	if c.room.height < low {
		return nil
	}
	gaps, risks := 0, 0
	for _, row := range c.covered.Rows {
		switch {
		case row.Gap():
			gaps++
		case row.Risk():
			risks++
		}
	}
	words := fmt.Sprintf("%s: %d nobody holds yet, %d only one person.", countOf(c.count(), "competency", "competencies"), gaps, risks)
	if n := c.covered.Untold; n > 0 {
		words += " " + countOf(n, "person tells", "people tell") + " no lessons: of them nothing is known here."
	}
	s := newSheet(max(10, c.width-4))
	s.add(noRow, words)
	s.gap()
	return mapped(s.lines, func(line string) string { return "  " + line })
}

// count implements rolled.
func (c teamCoverage) count() int { return len(c.covered.Rows) }

// high implements rolled.
func (c teamCoverage) high(row int, first bool) int { return len(c.lines(row, first, false)) }

// lines implements rolled: a competency, below the name of its framework where that
// begins.
func (c teamCoverage) lines(row int, first, picked bool) []string {
	r := c.covered.Rows[row]
	var lines []string
	if first || r.Framework != c.covered.Rows[row-1].Framework {
		if !first {
			lines = append(lines, "")
		}
		lines = append(lines, " "+c.look.Title.Render(clean.Line(r.Framework)))
	}
	lead := c.holdSign(r) + " " + pad(clean.Line(r.ID), c.idWidth(r.Framework)) + " "
	if r.Title == "" {
		return append(lines, c.row(picked, lead+c.holders(r), "")...)
	}
	return append(lines, c.row(picked, lead+clean.Line(r.Title), "", strings.Repeat(" ", c.idWidth(r.Framework)+1)+c.holders(r))...)
}

// idWidth is the width of the ids of a framework.
func (c teamCoverage) idWidth(framework string) int {
	widest := 0
	for _, r := range c.covered.Rows {
		if r.Framework == framework {
			widest = max(widest, len(clean.Line(r.ID)))
		}
	}
	return min(widest, 14)
}

// holdSign shows whether nobody, one person or more hold a competency.
func (c teamCoverage) holdSign(r teams.Covered) string {
	switch {
	case r.Gap():
		return c.look.Symbols.Empty
	case r.Risk():
		return c.look.Symbols.Half
	}
	return c.look.Symbols.Full
}

// holders say in a few words who holds a competency.
func (c teamCoverage) holders(r teams.Covered) string {
	switch {
	case r.Gap():
		return c.look.Warn.Render("a gap: nobody holds it yet")
	case r.Risk():
		return c.look.Warn.Render("only one person: ") + clean.Line(r.Holders[0].Name)
	}
	return namesThatFit(holderNames(r), max(10, c.column()-24))
}

// namesThatFit lists names on one line of the width, and says how many more there are.
func namesThatFit(names []string, width int) string {
	for n := min(len(names), max(1, width/len("A, "))); n > 0; n-- {
		line := strings.Join(names[:n], ", ")
		if n < len(names) {
			line += fmt.Sprintf(" and %d more", len(names)-n)
		}
		if ansi.StringWidth(line) <= width {
			return line
		}
	}
	return clip(names[0], width)
}

func holderNames(r teams.Covered) []string {
	names := make([]string, len(r.Holders))
	for i, h := range r.Holders {
		names[i] = clean.Line(h.Name)
	}
	return names
}

// aside implements twinned.
func (c teamCoverage) aside(s *sheet, look theme.Theme) {
	r := c.covered.Rows[c.at]
	s.add(noRow, look.Title.Render(clean.Line(strings.Join(nonEmpty(r.Framework, r.ID), " "))))
	if r.Title != "" {
		s.add(noRow, clean.Line(r.Title))
	}
	s.gap()
	s.add(noRow, capital(clean.Line(r.Words()))+".")
	if len(r.Holders) > 3 { // fewer are named above
		s.gap()
		for _, name := range holderNames(r) {
			s.hang(noRow, look.Symbols.Dot+" ", name)
		}
	}
}

func (c teamCoverage) draw() string {
	if c.count() == 0 {
		return c.look.Dim.Render("  The packs in use name no outside frameworks.")
	}
	return strings.Join(append(c.top(), c.twin.draw(c)), "\n")
}

func (c teamCoverage) keys() []key.Binding {
	if c.count() == 0 {
		return nil
	}
	return []key.Binding{c.binds.open, c.binds.choose}
}

// teamCoverageMsg is who holds what.
type teamCoverageMsg struct{ covered teams.Coverage }
