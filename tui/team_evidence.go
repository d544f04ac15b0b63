package tui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/evidence"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// teamEvidence answers: what could we show an auditor, and what is missing? It writes it,
// too.
type teamEvidence struct {
	twin
	binds teamEvidenceKeys
	teamEvidenceMsg
}

type teamEvidenceKeys struct{ write, open, choose key.Binding }

func newTeamEvidence(env Env) teamEvidence {
	return teamEvidence{
		twin:  twin{room: room{env: env}, terse: true},
		binds: teamEvidenceKeys{bind("write a pack", "e"), bind("which", "enter"), pickKeys()},
	}
}

func (e teamEvidence) name() string    { return "Evidence" }
func (e teamEvidence) detailed() bool  { return true }
func (e teamEvidence) rules() []string { return teams.Rules(teams.EvidenceView) }

func (e teamEvidence) ask(in teamInput) tea.Msg {
	p, err := evidence.Of(in.catalogue, in.people, in.details, in.now)
	return answer(teamEvidenceMsg{filter: in.filter, folder: p.FolderName(), rows: evidenceRows(p)}, err)
}

func (e teamEvidence) update(msg tea.Msg) (teamView, tea.Cmd) {
	e.room = e.room.fit(msg)
	switch msg := msg.(type) {
	case teamEvidenceMsg:
		if e.at < e.count() {
			title := e.rows[e.at].title
			e.roll = e.roll.moved(slices.IndexFunc(msg.rows, func(r evidenceRow) bool { return r.title == title }))
		}
		e.teamEvidenceMsg = msg
	case failedMsg:
		return e, send(msg)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, e.binds.write):
			return e, open(e.askFolder())
		case key.Matches(msg, e.binds.open):
			return e, e.openChosen()
		}
	}
	var clicked bool
	if e.twin, clicked = e.twin.update(msg, e); clicked && !e.wide() {
		return e, e.openChosen()
	}
	return e, nil
}

// askFolder asks where the pack goes, and writes it there.
func (e teamEvidence) askFolder() Screen {
	env, filter := e.env, e.filter
	help := "A new folder with the records, a report, the map of frameworks and the lessons as they were taught, signed with your key. It names people, " +
		"and the reasons of what you gave and waived: read its REPORT.html before you hand it on. No answer, no score, no time and none of your notes are in it."
	return newPrompt(env, "Evidence", "Which folder shall it be?", help, e.folder, func(path string) (tea.Msg, error) {
		tell, end := env.Jobs.begin("Writing the pack")
		defer end()
		p, err := evidence.Make(env.Catalogue, env.Store, filter, env.Now())
		if err != nil {
			return nil, err
		}
		if tell(0, 0) != nil {
			return noticeMsg{notWritten}, nil
		}
		folder, err := evidence.Write(env.Store, p, path)
		return openMsg{newPage(env, "Evidence › Written", evidenceWritten(folder))}, err
	})
}

// evidenceWritten says what to do with a pack.
func evidenceWritten(folder string) func(*sheet, theme.Theme) {
	return func(s *sheet, look theme.Theme) {
		s.add(noRow, look.Good.Render(look.Symbols.Yes+" Written"))
		s.add(noRow, clean.Line(folder))
		s.gap()
		s.add(noRow, "Read its REPORT.html, then hand on the folder and your key, which the report names.")
		s.gap()
		s.add(noRow, "Whoever gets it checks it with:")
		s.add(noRow, look.Accent.Render("waymark evidence verify "+clean.Line(folder)))
		s.gap()
		s.add(noRow, look.Dim.Render("Esc goes back."))
	}
}

func (e teamEvidence) openChosen() tea.Cmd {
	if e.at >= e.count() {
		return nil
	}
	return open(newPage(e.env, "Team "+crumb(e.look)+" "+e.rows[e.at].title, e.aside))
}

// An evidenceRow is something that a pack would hold, or lacks.
type evidenceRow struct {
	title, words string
	lacks        int // of how many
	of           int
	about        string   // what it means; may be empty
	list         []string // which they are
}

// evidenceRows say what a pack of today would hold, then what it lacks.
func evidenceRows(p evidence.Pack) []evidenceRow {
	rows := []evidenceRow{{
		title: "A pack of today",
		words: fmt.Sprintf("%s of %s", countOf(len(p.Records), "record", "records"), countOf(len(p.People), "person", "people")),
		about: "Each record stands in a table with its day. A signature and a chain of hashes tell whether anything was changed since, and which row.",
		list: []string{
			countOf(p.Count(evidence.LessonKind), "lesson", "lessons") + " completed, with level and day",
			countOf(p.Count(evidence.PolicyKind), "rule", "rules") + " of the company acknowledged",
			countOf(p.Count(evidence.AssignmentKind), "module", "modules") + " given, " + fmt.Sprint(p.Count(evidence.WaiverKind)) + " waived",
			countOf(len(p.Lessons)-len(p.NotHeld()), "lesson", "lessons") + " to the letter, as they were taught",
			"the law and the standard, each with the day on which it was checked; not legal advice",
		},
	}}
	for _, f := range p.Frameworks() {
		r := evidenceRow{title: f.Name, lacks: len(f.Missing), of: f.Areas, words: fmt.Sprintf("each of its %d areas was taught to somebody", f.Areas)}
		if r.lacks > 0 {
			r.words = fmt.Sprintf("nobody completed a lesson for %d of %s", r.lacks, countOf(f.Areas, "area", "areas"))
			r.about = "Areas of which nobody completed a lesson that supports them:"
			if words := evidence.IDWords(f.Name); words != "" {
				r.about = words + " " + r.about
			}
		}
		for _, a := range f.Missing {
			r.list = append(r.list, a.Words())
		}
		rows = append(rows, r)
	}
	return append(rows, evidenceGaps(p)...)
}

// evidenceGaps are what a pack lacks beside the frameworks.
func evidenceGaps(p evidence.Pack) []evidenceRow {
	var rows []evidenceRow
	add := func(title, words, about string, lacks, of int, list []string) {
		if lacks > 0 {
			rows = append(rows, evidenceRow{title, words, lacks, of, about, list})
		}
	}
	named := func(people []evidence.Person) (names []string) {
		for _, who := range people {
			names = append(names, who.Name)
		}
		return names
	}
	without, untold, notHeld := p.Without(), p.Untold(), p.NotHeld()
	add("No lesson yet", countOf(len(without), "person", "people")+" of "+fmt.Sprint(len(p.People)), "Their snapshots could tell lessons, and tell none.", len(without), len(p.People), named(without))
	add("Lessons not shared", countOf(len(untold), "person", "people")+" of "+fmt.Sprint(len(p.People)), "They chose a minimal snapshot, which tells no lessons. That is theirs to choose; what they did is not known here.", len(untold), len(p.People), named(untold))
	given := p.Count(evidence.AssignmentKind)
	add("Given and not complete", fmt.Sprintf("%d of %s", p.Open, countOf(given, "module", "modules")), "Attention says which are due.", p.Open, given, nil)
	var texts []string
	for _, l := range notHeld {
		texts = append(texts, strings.TrimSpace(l.ID+" "+l.Version))
	}
	add("Texts not held", fmt.Sprintf("%d of %s", len(notHeld), countOf(len(p.Lessons), "lesson", "lessons")), "No pack here has the text with the hash under which it was taught. The record stands; the text is not in the pack.", len(notHeld), len(p.Lessons), texts)
	return rows
}

// count implements rolled.
func (e teamEvidence) count() int { return len(e.rows) }

// high implements rolled.
func (e teamEvidence) high(row int, first bool) int { return len(e.lines(row, first, false)) }

// lines implements rolled.
func (e teamEvidence) lines(row int, _, picked bool) []string {
	r := e.rows[row]
	return e.row(picked, e.sign(r)+" "+clean.Line(r.title), "", e.look.Dim.Render(capital(clean.Line(r.words))+"."))
}

// sign shows whether nothing, something or everything is lacking.
func (e teamEvidence) sign(r evidenceRow) string {
	switch {
	case r.lacks == 0:
		return e.look.Symbols.Full
	case r.lacks < r.of:
		return e.look.Symbols.Half
	}
	return e.look.Symbols.Empty
}

// aside implements twinned.
func (e teamEvidence) aside(s *sheet, look theme.Theme) {
	r := e.rows[e.at]
	s.add(noRow, look.Title.Render(clean.Line(r.title)))
	s.add(noRow, capital(clean.Line(r.words))+".")
	if r.about != "" {
		s.gap()
		s.add(noRow, r.about)
	}
	if len(r.list) > 0 {
		s.gap()
	}
	for _, item := range r.list {
		s.hang(noRow, look.Symbols.Dot+" ", clean.Line(item))
	}
}

func (e teamEvidence) draw() string { return e.twin.draw(e) }

func (e teamEvidence) keys() []key.Binding {
	return []key.Binding{e.binds.write, e.binds.open, e.binds.choose}
}

// teamEvidenceMsg is what a pack would hold, and what it lacks.
type teamEvidenceMsg struct {
	filter teams.Filter // whom it is about
	folder string       // how the pack would be called
	rows   []evidenceRow
}
