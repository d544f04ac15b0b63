package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/progress"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// layout puts the page into the pane: one column, or where there is room a second one
// with what the person asks, offers and has done.
func (m member) layout() member {
	if !m.loaded || m.gone || m.width == 0 {
		return m
	}
	first := newSheet(m.measure())
	if m.wide() {
		first.width = min(76, m.width*3/5-4)
	}
	m.drawHead(first)
	m.drawAlarm(first)
	m.drawCauses(first)
	m.drawSince(first)
	m.drawNote(first)
	m.drawModules(first)
	if !m.wide() {
		m.drawRecord(first)
		m.pane = m.hold(first, m.width, m.height)
		return m
	}
	second := newSheet(min(76, m.width-first.width-8))
	m.drawRecord(second)
	rows := first.rows
	height := max(len(first.lines), len(second.lines))
	both := newSheet(m.width - 2)
	both.widget(beside(first.text(), strings.TrimPrefix(second.text(), "\n"), first.width+4, height), nil)
	copy(both.rows, rows)
	m.pane = m.hold(both, m.width, m.height)
	return m
}

// section begins a part of the page.
func (m member) section(s *sheet, title string) {
	s.gap()
	s.add(noRow, m.look.Title.Render(title))
}

func (m member) drawHead(s *sheet) {
	told := m.told.Told
	s.add(noRow, m.look.Title.Render(clean.Line(m.told.Name()))+m.look.Dim.Render("  "+clean.Line(personPlace(told))))
	words := fmt.Sprintf("Told on %s. Last active: %s. %s left of the pathway.", dayWords(told.Made), weekWords(told.LastActiveWeek, m.now), countOf(told.MinutesLeft, "minute", "minutes"))
	s.add(noRow, m.look.Dim.Render(words))
}

// drawAlarm says that another key signed in the person's name, and what to do.
func (m member) drawAlarm(s *sheet) {
	if !m.alarmed() {
		return
	}
	name := clean.Line(m.told.Name())
	s.gap()
	s.add(noRow, m.look.Bad.Render(m.look.Symbols.No+" Somebody signed as "+name+" with another key"))
	s.hang(noRow, "  ", "It may be a new computer, or somebody else. Nothing of it was taken in. Call "+name+" and let them read out all of the key under \"What my lead sees\".")
	s.hang(noRow, "  known so far  ", m.look.Strong.Render(envelope.Fingerprint(m.told.Member.Key)))
	for _, c := range m.told.Member.Changes {
		s.hang(noRow, "  the new one   ", m.look.Strong.Render(envelope.Fingerprint(c.Key)))
		s.hang(noRow, "  ", m.look.Dim.Render(clean.Line("It came on "+dayOf(c.At)+" in "+fileName(c.File))))
	}
	s.hang(noRow, "  ", m.look.Accent.Render("Press k when you know."))
}

// drawCauses says why the person needs something.
func (m member) drawCauses(s *sheet) {
	causes := slices.DeleteFunc(slices.Clone(m.told.Causes), func(c teams.Cause) bool { return c.Kind == teams.KeyChanged })
	if len(causes) == 0 {
		return
	}
	m.section(s, "This week")
	for _, c := range causes {
		s.hang(noRow, m.look.Warn.Render(m.look.Symbols.Arrow)+" ", clean.Line(c.Words()))
	}
}

func (m member) drawSince(s *sheet) {
	since := m.told.Since
	m.section(s, clean.Line(since.Words()))
	for _, line := range since.Lines {
		s.hang(noRow, m.look.Symbols.Dot+" ", clean.Line(line))
	}
	if !since.Talked {
		s.add(noRow, m.look.Dim.Render("Press t when you talked: from then on this says what changed since."))
	}
}

// drawNote shows what the lead keeps for the next talk, and that it stays here.
func (m member) drawNote(s *sheet) {
	s.gap()
	s.add(noRow, m.look.Title.Render("Private note")+m.look.Dim.Render("  it never leaves this machine"))
	if m.told.Talk.Note == "" {
		s.add(noRow, m.look.Dim.Render("None. Press m to write one for your next talk."))
		return
	}
	for line := range strings.SplitSeq(clean.Text(m.told.Talk.Note), "\n") {
		s.hang(noRow, m.look.Rule.Render(m.look.Symbols.Bar)+" ", line)
	}
}

// drawModules lists the modules of the pathway, the rows of the page, with what the lead
// gave or waived; below it what was given besides.
func (m member) drawModules(s *sheet) {
	m.section(s, "Modules")
	for i, mod := range m.told.Told.Modules {
		right := fmt.Sprintf("%d of %d", mod.Done, mod.Total)
		if mod.Completed != "" {
			right = "done " + m.shortDay(mod.Completed)
		}
		line := "  " + symbol(m.look, mod.Progress()) + " " + clean.Line(cmp.Or(mod.Title, mod.ID))
		plain := spread(line, right, s.width)
		if i == m.at {
			plain = m.look.Picked.Render(pad(m.look.Symbols.Cursor+plain[1:], s.width))
		} else {
			plain = spread("  "+sign(m.look, mod.Progress())+" "+clean.Line(cmp.Or(mod.Title, mod.ID)), m.look.Dim.Render(right), s.width)
		}
		s.lines, s.rows = append(s.lines, plain), append(s.rows, i)
		if g, ok := m.given(mod.ID); ok {
			m.drawGiven(s, i, g)
		}
	}
	for _, g := range m.told.Given {
		if slices.ContainsFunc(m.told.Told.Modules, func(mod snapshot.Module) bool { return mod.ID == g.Module }) {
			continue
		}
		s.hang(noRow, "  "+m.look.Symbols.Dot+" ", clean.Line(cmp.Or(m.titles[g.Module], g.Module))+m.look.Dim.Render("  not on their pathway"))
		m.drawGiven(s, noRow, g)
	}
}

func (m member) drawGiven(s *sheet, row int, g store.Assignment) {
	words := "given"
	switch {
	case g.Waived:
		words = "waived"
	case g.Due != "":
		words = "due " + dayWords(g.Due)
	}
	s.hang(row, "      ", m.look.Accent.Render(words)+": "+clean.Line(g.Reason))
}

// drawRecord shows what the person asks, offers, shared and completed.
func (m member) drawRecord(s *sheet) {
	told := m.told.Told
	m.drawTopics(s, "Asks for help", told.Hands)
	m.drawTopics(s, "Offers help", told.Offers)
	if len(m.told.Cards) > 0 {
		m.section(s, "Shared from their journal")
	}
	for _, c := range m.told.Cards {
		s.hang(noRow, verdictSign(m.look, c.Verdict)+" ", clean.Line(c.Title)+m.look.Dim.Render("  "+c.Verdict.String()))
		if c.Learning != "" {
			s.hang(noRow, "  ", clean.Line(c.Learning))
		}
	}
	if len(told.Policies) > 0 {
		m.section(s, "Acknowledged")
	}
	for _, p := range told.Policies {
		s.hang(noRow, m.look.Good.Render(m.look.Symbols.Yes)+" ", clean.Line(cmp.Or(m.titles[p.Lesson], p.Lesson))+m.look.Dim.Render("  "+m.shortDay(p.Day)))
	}
	if len(m.told.Lessons) > 0 {
		m.section(s, "Lessons completed")
	}
	for _, l := range m.told.Lessons {
		s.hang(noRow, m.look.Dim.Render(pad(m.shortDay(l.Completed), 9)), clean.Line(cmp.Or(m.titles[l.ID], l.ID))+m.look.Dim.Render("  "+lessonWords(l)))
	}
	m.section(s, "Their key")
	s.add(noRow, envelope.Fingerprint(m.told.Member.Key))
	s.add(noRow, m.look.Dim.Render("Everything here was signed with it. The first snapshot came on "+dayOf(m.told.Member.First)+"."))
}

// lessonWords say that a lesson was known before, and how well it is shown where it is.
func lessonWords(l snapshot.Lesson) string {
	var words []string
	if l.How != "done" {
		words = append(words, l.How)
	}
	if l.Level != progress.NotShown.String() {
		words = append(words, l.Level)
	}
	return clean.Line(strings.Join(words, ", "))
}

func (m member) drawTopics(s *sheet, title string, topics []snapshot.Topic) {
	if len(topics) == 0 {
		return
	}
	m.section(s, title)
	for _, t := range topics {
		s.hang(noRow, m.look.Symbols.Up+" ", clean.Line(cmp.Or(t.Title, m.titles[t.About], t.About))+m.look.Dim.Render("  since "+m.shortDay(t.Since)))
		if t.Note != "" {
			s.hang(noRow, "  ", clean.Line(t.Note))
		}
	}
}

// fileName is the last part of a path, as either kind of system writes it.
func fileName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// agoWords say how many days ago something was.
func agoWords(days int) string {
	switch days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	return fmt.Sprintf("%d days ago", days)
}

// dayOf is a day as people write it.
func dayOf(at time.Time) string { return dayWords(at.Format(time.DateOnly)) }

// shortDay is an ISO day for a narrow place.
func (m member) shortDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return clean.Line(day)
	}
	return progress.ShortDay(t, m.env.Now())
}
