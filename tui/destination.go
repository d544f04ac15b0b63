package tui

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// A destination is where the palette leads to.
type destination struct {
	name string
	kind string // stands at the right of the row
	to   tea.Cmd
}

// glossaryWord is the kind of a word that the lessons explain.
const glossaryWord = "word"

// rank puts before the rest what holds some letters side by side, and a page of that name
// before a word of the glossary.
func (d destination) rank(letters string) int {
	switch {
	case !strings.Contains(strings.ToLower(d.name), strings.ToLower(letters)):
		return 2
	case d.kind == glossaryWord:
		return 1
	}
	return 0
}

// destinations are what fuzzy looks through.
type destinations []destination

func (d destinations) String(i int) string { return d[i].name }
func (d destinations) Len() int            { return len(d) }

// jump makes a screen and goes there: making all of them beforehand would be felt.
func jump(to func() Screen) tea.Cmd { return func() tea.Msg { return jumpMsg{to()} } }

// pages are the tabs, and what stands behind their keys.
func pages(env Env, places []place) []destination {
	var all []destination
	for i, p := range places {
		all = append(all, destination{p.title, "key " + strconv.Itoa(i+1), send(placeMsg{i})})
	}
	for _, p := range []struct {
		name, about string
		open        func(Env) Screen
	}{
		{"New experiment", "key n", func(e Env) Screen { return newCapture(e) }},
		{"Settings", "key ,", func(e Env) Screen { return newSettings(e) }},
		{"Glossary", "the words of the lessons", func(e Env) Screen { return newGlossary(e, "") }},
		{"Find the errors", "texts with planted ones", func(e Env) Screen { return newDrills(e) }},
		{"Where to start", "a short test", func(e Env) Screen { return newPlacement(e) }},
		{"Portfolio", "what you made", func(e Env) Screen { return newPortfolio(e) }},
		{"Badges", "what you can show", func(e Env) Screen { return newBadges(e) }},
		{"All you tried", "by task and department", func(e Env) Screen { return newRange(e) }},
		{"Team wall", "what others tried", func(e Env) Screen { return newWall(e) }},
		{"My teams", "who gets your snapshots", func(e Env) Screen { return newMyTeams(e) }},
		{"What my lead sees", "and sending it", func(e Env) Screen { return newShare(e) }},
		{"All that was sent", "to the letter", func(e Env) Screen { return newLedger(e) }},
		{"Hands and offers", "yours", func(e Env) Screen { return newHands(e) }},
		{"Backups", "and going back to one", func(e Env) Screen { return newBackups(e) }},
		{"Export", "your data for others", func(e Env) Screen { return newExport(e) }},
		{"Is my file sound?", "the doctor", func(e Env) Screen { return newDoctor(e, false) }},
	} {
		all = append(all, destination{p.name, p.about, jump(func() Screen { return p.open(env) })})
	}
	return all
}

// deeds are what has no page; the program began at a time.
func deeds(env Env, began time.Time) []destination {
	return []destination{
		{"Tour", "a look around", send(tourMsg{})},
		{"Take the last action back", "key u", undo(env, began)},
		{"Quit", "key q", tea.Quit},
	}
}

func (s settings) destinations() []destination {
	var all []destination
	for _, q := range s.questions {
		at := s
		at.start = q.name
		all = append(all, destination{settingName(q.name), "setting", jump(func() Screen { return at })})
	}
	return all
}

func lessonDestinations(env Env) []destination {
	var all []destination
	for _, m := range env.Catalogue.Modules() {
		for _, id := range m.Lessons {
			if l, err := env.Catalogue.Lesson(id); err == nil {
				all = append(all, destination{l.Title, m.Title, jump(func() Screen { return newLesson(env, id) })})
			}
		}
		all = append(all, destination{"Check: " + m.Title, "module check", jump(func() Screen { return newCheck(env, m.ID) })})
	}
	return all
}

func entryDestinations(env Env, entries []store.Experiment) []destination {
	var all []destination
	for _, e := range entries {
		all = append(all, destination{e.Title, progress.ShortDay(e.Created, env.Now()), jump(func() Screen { return newExperiment(env, e.ID) })})
	}
	return all
}

func termDestinations(env Env, terms []curriculum.Term) []destination {
	var all []destination
	for _, t := range terms {
		all = append(all, destination{t.Term, glossaryWord, jump(func() Screen { return newGlossaryAt(env, t.Term) })})
	}
	return all
}
