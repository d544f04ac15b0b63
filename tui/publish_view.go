package tui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// draft lays out what the file says, and the page around it.
func (p publish) draft() publish {
	if !p.loaded.ready || p.width == 0 {
		return p
	}
	if len(p.loaded.teams) == 0 {
		s := newSheet(p.measure())
		s.add(noRow, p.look.Title.Render("You have no team yet"))
		s.gap()
		s.add(noRow, "A team has a name, and a folder where the snapshots of its people come from. What you give your people, or waive, reaches them through the same folder.")
		s.gap()
		s.add(noRow, p.look.Accent.Render("Press Enter to make a team."))
		p.pane = p.hold(s, p.width, p.height)
		return p
	}
	p.rows = p.rows.set(p.settings())
	p.says = newSheet(p.measure())
	p.drawGiven(p.says)
	p.drawWall(p.says)
	p.drawAccepted(p.says)
	return p.layout()
}

// settings are what can be set, each with its value.
func (p publish) settings() []choice {
	t := p.loaded.team()
	wall := "stays here"
	if t.Wall {
		wall = countOf(len(p.loaded.file.Wall), "card", "cards") + " in the file"
	}
	rows := []choice{
		{value: publishFolder, title: "Folder", right: endOf(cmp.Or(clean.Line(t.Folder), "asked for when you publish"), p.measure()-16)},
		{value: publishCeiling, title: "Snapshots tell at most", right: publishedCeiling(t.Ceiling)},
		{value: publishWall, title: "Wall of experiments", right: wall},
	}
	if n := len(p.loaded.teams); n > 1 {
		team := choice{value: publishTeam, title: "Team", right: fmt.Sprintf("%s (%d of %d)", clip(clean.Line(t.Title), 30), p.loaded.at+1, n)}
		rows = append([]choice{team}, rows...)
	}
	return rows
}

func publishedCeiling(ceiling string) string {
	if ceiling == "" {
		return "what each person chooses"
	}
	return "the profile " + clean.Line(ceiling)
}

// endOf is the last cells of a text that is too long for a width: of a path they say more
// than the first.
func endOf(text string, width int) string {
	if over := ansi.StringWidth(text) - width; over > 0 {
		return ansi.TruncateLeft(text, over+1, "…")
	}
	return text
}

// layout puts what can be set above what the file says.
func (p publish) layout() publish {
	t, f := p.loaded.team(), p.loaded.file
	s := newSheet(p.measure())
	s.add(noRow, p.look.Title.Render(fmt.Sprintf("What team file number %d of %s says", f.Number, clean.Line(t.Title))))
	from := strings.Join(nonEmpty(clean.Line(f.Lead.Name), dayWords(f.Made)), ", ") + ". "
	s.add(noRow, p.look.Dim.Render(from+"Whoever can read the folder can read it: names, dates and reasons, too."))
	s.hang(noRow, p.look.Dim.Render("Your key  "), envelope.Fingerprint(f.Lead.Key)+p.look.Dim.Render("  Whoever asks for it before they accept the file: read it out to them from end to end."))
	p.rows = s.choices(p.rows, p.look)
	s.gap()
	for _, line := range p.settingWords() {
		s.hang(noRow, "  ", p.look.Dim.Render(line))
	}
	s.gap()
	s.lines, s.rows = append(s.lines, p.says.lines...), append(s.rows, p.says.rows...)
	p.pane = p.hold(s, p.width, p.height)
	return p
}

// settingWords explain the setting under the cursor.
func (p publish) settingWords() []string {
	row, _ := p.rows.chosen()
	switch row.value {
	case publishFolder:
		return []string{"The team file goes there as " + teams.FileName + ", over the one before."}
	case publishCeiling:
		return []string{p.ceilingMeans()}
	case publishWall:
		return []string{"Cards that people shared reach everybody who accepts the file, with their names."}
	}
	return []string{"Enter shows the next of your teams."}
}

// ceilingMeans says what the ceiling leaves out.
func (p publish) ceilingMeans() string {
	ceiling := snapshot.Profile(p.loaded.team().Ceiling)
	if ceiling == "" {
		return "There is no ceiling. Everybody chooses how much their snapshot tells, and sees it before it leaves."
	}
	var without []string
	wider := false
	for _, profile := range snapshot.Profiles() {
		if wider {
			without = append(without, profile.Told()...)
		}
		wider = wider || profile == ceiling
	}
	if len(without) == 0 {
		return "It leaves nothing out. Everybody may tell less."
	}
	return "What your people then leave out, in the words that they read: " + strings.Join(without, "; ") + ". Everybody may tell less."
}

// drawGiven lists what was given and waived, by person.
func (p publish) drawGiven(s *sheet) {
	given := p.loaded.file.Given
	s.add(noRow, p.look.Title.Render("Given and waived: "+strconv.Itoa(len(given))))
	s.gap()
	if len(given) == 0 {
		s.add(noRow, p.look.Dim.Render("Nothing. You give or waive a module on the page of a person."))
	}
	names := map[string]string{}
	for _, a := range p.loaded.accepted {
		names[a.Learner] = a.Name
	}
	for _, g := range given {
		s.hang(noRow, p.look.Symbols.Dot+" ", p.look.Strong.Render(clean.Line(names[g.Learner]))+": "+fileGivenWords(p.moduleTitle(g.Module), g))
	}
	s.gap()
}

// moduleTitle is the title of a module, or its id where no pack of this run has it.
func (p publish) moduleTitle(id string) string {
	m, err := p.env.Catalogue.Module(id)
	if err != nil {
		return clean.Line(id)
	}
	return clean.Line(m.Title)
}

// fileGivenWords say what was given: "Ethical AI until 31 December 2026. Before the audit".
func fileGivenWords(module string, g teams.Given) string {
	what := module
	switch {
	case g.Waived:
		what += " is waived"
	case g.Due != "":
		what += " until " + dayWords(g.Due)
	}
	return what + ". Reason: " + clean.Line(g.Reason)
}

// drawWall shows the cards of the wall as others will see them.
func (p publish) drawWall(s *sheet) {
	wall := p.loaded.file.Wall
	if !p.loaded.team().Wall {
		s.add(noRow, p.look.Title.Render("Wall: not in the file"))
		s.gap()
		return
	}
	s.add(noRow, p.look.Title.Render("Wall: "+countOf(len(wall), "card", "cards")))
	s.gap()
	if len(wall) == 0 {
		s.add(noRow, p.look.Dim.Render("Nobody shared an experiment yet."))
	}
	for _, c := range wall {
		drawCard(s, p.look, teams.WallCard{Name: c.Name, Card: c.Card})
		s.gap()
	}
	if len(wall) == 0 {
		s.gap()
	}
}

// drawAccepted says who accepted which file, as far as snapshots told.
func (p publish) drawAccepted(s *sheet) {
	f := p.loaded.file
	s.add(noRow, p.look.Title.Render("Who accepted what so far"))
	s.gap()
	if f.Number == 1 {
		s.add(noRow, p.look.Dim.Render("This is the first file of the team."))
		return
	}
	s.add(noRow, p.look.Dim.Render(fmt.Sprintf("You published number %d last. Newer snapshots may tell more.", f.Number-1)))
	for _, a := range p.loaded.accepted {
		words := "not known yet"
		if a.Number > 0 {
			words = "number " + strconv.Itoa(a.Number)
		}
		s.hang(noRow, p.look.Symbols.Dot+" ", clean.Line(a.Name)+": "+words)
	}
}
