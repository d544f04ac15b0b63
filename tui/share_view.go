package tui

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// layout lays the snapshot out: what leaves, with what does not beside it where there is
// room.
func (s share) layout() share {
	if !s.loaded || s.width == 0 {
		return s
	}
	page := newSheet(s.measure())
	if s.wide() {
		page = newSheet(s.width - 4)
	}
	s.drawHead(page)
	page.gap()
	if !s.wide() {
		s.drawChanges(page)
		page.gap()
		s.drawTold(page)
		page.gap()
		s.drawWithheld(page)
		s.pane = s.hold(page, s.width, s.height)
		return s
	}
	half := s.width / 2
	left, right := newSheet(half-4), newSheet(s.width-half-6)
	s.drawTold(left)
	s.drawChanges(right)
	right.gap()
	s.drawWithheld(right)
	page.widget(beside(left.text(), right.text(), half, max(len(left.lines), len(right.lines))), nil)
	s.pane = s.hold(page, s.width, s.height)
	return s
}

// drawHead says what a key would do, and what was just done.
func (s share) drawHead(sh *sheet) {
	last := s.source.Last
	switch {
	case s.sent.file != "" && s.same():
		sh.hang(noRow, s.look.Good.Render(s.look.Symbols.Yes+" Sent")+"  ", fmt.Sprintf("number %d, to %s. Esc goes back.", last.Number, clean.Line(last.To)))
	case s.same():
		sh.hang(noRow, s.look.Good.Render(s.look.Symbols.Yes+" Nothing new to send")+"  ", fmt.Sprintf("number %d is in %s", last.Number, clean.Line(last.Folder())))
	case last.Number > 0:
		sh.hang(noRow, s.look.Accent.Render("Enter sends it")+"  ", "to "+clean.Line(last.To)+", as the last time")
	default:
		sh.hang(noRow, s.look.Accent.Render("Enter sends it")+"  ", "to a folder that you name; nothing was sent so far")
	}
	if words := s.offer.words(); words != "" {
		sh.hang(noRow, s.look.Accent.Render("t")+"  ", words+": t looks at it")
	}
	sh.hang(noRow, s.look.Dim.Render("Profile")+"  ", string(s.snap.Profile)+s.look.Dim.Render("  p changes how much it tells"))
	sh.add(noRow, s.look.Dim.Render("Everyone who can read the folder can read it."))
	chosen := snapshot.ProfileOf(s.source.Standing.Profile.Sharing, "")
	if words := ceilingWords(s.files, chosen); words != "" {
		sh.hang(noRow, s.look.Warn.Render("Lowered")+"  ", words)
	}
}

// ceilingWords name the teams that lower a profile; empty where none does.
func ceilingWords(files []teams.File, chosen snapshot.Profile) string {
	ceiling, titles := teams.CeilingBy(files)
	if snapshot.ProfileOf(string(chosen), string(ceiling)) == chosen {
		return ""
	}
	return fmt.Sprintf("you chose %s; %s asks for no more than %s", chosen, clean.Line(strings.Join(titles, " and ")), ceiling)
}

// drawChanges says what is new since the last one.
func (s share) drawChanges(sh *sheet) {
	last := s.source.Last
	sh.add(noRow, s.look.Title.Render("New since the last one"))
	sh.gap()
	switch {
	case last.Number == 0:
		sh.add(noRow, "It would be the first one.")
		return
	case len(s.changes) == 0:
		sh.add(noRow, "Nothing: it says what the last one said.")
	}
	for _, what := range s.changes {
		sh.hang(noRow, s.look.Symbols.Dot+" ", clean.Line(s.named(what)))
	}
	sh.add(noRow, s.look.Dim.Render(fmt.Sprintf("The last was number %d, on %s.", last.Number, last.At.Format("2 January 2006"))))
}

// named puts titles in the place of the ids of lessons and teams.
func (s share) named(what string) string {
	for _, f := range s.files {
		what = strings.ReplaceAll(what, f.Team, f.Title)
	}
	if rest, is := strings.CutPrefix(what, "Lesson "); is {
		id, rest, _ := strings.Cut(rest, ":")
		what = topicTitle(s.env.Catalogue, id) + ":" + rest
	}
	return what
}

func (s share) drawWithheld(sh *sheet) {
	sh.add(noRow, s.look.Title.Render("What does not leave"))
	sh.gap()
	for _, what := range s.snap.Withheld {
		sh.hang(noRow, s.look.Symbols.No+" ", what)
	}
}

// A told is one thing that a snapshot tells, in words.
type told struct{ label, words string }

// drawTold says all that leaves, in the groups in which a person thinks of it.
func (s share) drawTold(sh *sheet) {
	sh.add(noRow, s.look.Title.Render("What leaves this machine"))
	sh.add(noRow, s.look.Dim.Render(s.snap.Purpose))
	for _, group := range [][]told{s.toldPerson(), s.toldModules(), s.toldLessons(), s.toldTopics(), s.toldCards(), s.toldRules(), s.toldFile()} {
		if len(group) == 0 {
			continue
		}
		sh.gap()
		widest := 0
		for _, t := range group {
			widest = max(widest, ansi.StringWidth(clean.Line(t.label)))
		}
		widest = min(widest, sh.width*2/5)
		for _, t := range group {
			label := clean.Line(t.label)
			if ansi.StringWidth(label) > widest { // too long to stand beside its words
				sh.add(noRow, s.look.Dim.Render(label))
				label = ""
			}
			sh.hang(noRow, s.look.Dim.Render(pad(label, widest+2)), clean.Line(t.words))
		}
	}
}

func (s share) toldPerson() []told {
	l := s.snap.Learner
	all := []told{{"Name", cmp.Or(l.Name, "none")}}
	if l.Department != "" {
		all = append(all, told{"Department", curriculum.DepartmentTitle(l.Department)})
	}
	if l.Role != "" {
		all = append(all, told{"Role", l.Role})
	}
	active := "never"
	if week := s.snap.LastActiveWeek; week != "" {
		active = weekWords(week, s.source.Now) + " (" + week + ")"
	}
	return append(all,
		told{"Pathway", s.snap.Pathway.Title + ", version " + s.snap.Pathway.Version},
		told{"Last active", active}, told{"Minutes left", strconv.Itoa(s.snap.MinutesLeft)})
}

func (s share) toldModules() []told {
	var all []told
	for _, m := range s.snap.Modules {
		words := []string{m.State, fmt.Sprintf("%d of %d lessons", m.Done, m.Total)}
		if m.Level != "" {
			words = append(words, "level: "+m.Level)
		}
		if m.Completed != "" {
			words = append(words, "on "+dayWords(m.Completed))
		}
		all = append(all, told{m.Title, strings.Join(words, ", ")})
	}
	return all
}

func (s share) toldLessons() []told {
	var all []told
	for _, l := range s.snap.Lessons {
		words := fmt.Sprintf("%s on %s, level: %s", l.How, dayWords(l.Completed), l.Level)
		if l.Version != "" {
			words += ", version " + l.Version
		}
		all = append(all, told{topicTitle(s.env.Catalogue, l.ID), words})
	}
	return all
}

func (s share) toldTopics() []told {
	var all []told
	add := func(label string, topics []snapshot.Topic) {
		for _, t := range topics {
			words := cmp.Or(t.Title, t.About)
			if t.Note != "" {
				words += ": \"" + t.Note + "\""
			}
			all = append(all, told{label, words + ", since " + dayWords(t.Since)})
		}
	}
	add("Hand up", s.snap.Hands)
	add("Help offered", s.snap.Offers)
	return all
}

// toldCards are the cards of the journal, each with all that is on it.
func (s share) toldCards() []told {
	var all []told
	for _, c := range s.snap.Cards {
		words := nonEmpty(c.Title, c.Task, string(c.Verdict), c.Learning, c.Broke)
		line := strings.Join(words, "; ") + "; changed on " + dayWords(c.Shared)
		if c.Record != "" {
			line += "; its full record goes as a file of its own"
		}
		all = append(all, told{"Shared card", line})
	}
	return all
}

func (s share) toldRules() []told {
	var all []told
	for _, p := range s.snap.Policies {
		words := topicTitle(s.env.Catalogue, p.Lesson)
		if p.Version != "" {
			words += ", version " + p.Version
		}
		all = append(all, told{"Acknowledged", words + ", on " + dayWords(p.Day)})
	}
	for _, t := range s.snap.Teams {
		title := t.ID
		for _, f := range s.files {
			if f.Team == t.ID {
				title = f.Title
			}
		}
		all = append(all, told{"Team accepted", fmt.Sprintf("%s, file %d", title, t.Number)})
	}
	return all
}

// toldFile is what tells the file from others, and whose it is.
func (s share) toldFile() []told {
	before := "none"
	if s.snap.Previous != "" {
		before = s.snap.Previous[:min(8, len(s.snap.Previous))] + s.look.Symbols.Ellipsis
	}
	var packs []string
	for _, p := range s.snap.Packs {
		packs = append(packs, p.ID+" "+p.Version)
	}
	return []told{
		{"Made on", dayWords(s.snap.Made)},
		{"Number", strconv.Itoa(s.snap.Number)},
		{"The one before", before},
		{"Random id", s.snap.Learner.ID},
		{"Your key", envelope.Fingerprint(s.snap.Learner.Key)},
		{"Waymark", cmp.Or(s.snap.App, "no version")},
		{"Lessons from", strings.Join(packs, ", ")},
	}
}

// View implements Screen.
func (s share) View() tea.View {
	switch {
	case s.none != nil:
		sh := newSheet(s.measure())
		sh.gap()
		if errors.Is(s.none, snapshot.ErrNoPathway) {
			sh.add(noRow, s.look.Title.Render("There is nothing to show yet"))
			sh.gap()
			sh.add(noRow, "A snapshot tells how far you are on a pathway. Choose one first: it is in the settings, behind the comma.")
		} else {
			sh.add(noRow, s.look.Title.Render("What your lead would see cannot be shown"))
			sh.gap()
			sh.add(noRow, sentence(s.none)+".")
		}
		return tea.View{Content: indent(sh.text(), "  ")}
	case !s.loaded:
		return tea.View{}
	}
	return tea.View{Content: s.draw(s.look)}
}
