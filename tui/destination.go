package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// A destination is where the palette leads to.
type destination struct {
	name string
	kind string // stands at the right of the row
	to   tea.Msg
}

// destinations are what fuzzy looks through.
type destinations []destination

func (d destinations) String(i int) string { return d[i].name }
func (d destinations) Len() int            { return len(d) }

// pages are the tabs, and what stands behind their keys.
func pages(env Env, places []place) []destination {
	var all []destination
	for i, p := range places {
		all = append(all, destination{p.title, "key " + strconv.Itoa(i+1), placeMsg{i}})
	}
	for _, p := range []struct {
		name, about string
		screen      Screen
	}{
		{"New experiment", "key n", newCapture(env)},
		{"Settings", "key ,", newSettings(env)},
		{"Glossary", "the words of the lessons", newGlossary(env, "")},
		{"Find the errors", "texts with planted ones", newDrills(env)},
		{"Where to start", "a short test", newPlacement(env)},
		{"Portfolio", "what you made", newPortfolio(env)},
		{"Badges", "what you can show", newBadges(env)},
		{"All you tried", "by task and department", newRange(env)},
		{"Team wall", "what others tried", newWall(env)},
		{"My teams", "who gets your snapshots", newMyTeams(env)},
		{"What my lead sees", "and sending it", newShare(env)},
		{"All that was sent", "to the letter", newLedger(env)},
		{"Hands and offers", "yours", newHands(env)},
		{"Backups", "and going back to one", newBackups(env)},
		{"Export", "your data for others", newExport(env)},
		{"Is my file sound?", "the doctor", newDoctor(env, false)},
	} {
		all = append(all, destination{p.name, p.about, jumpMsg{p.screen}})
	}
	return append(all, destination{"Quit", "key q", tea.QuitMsg{}})
}

func (s settings) destinations() []destination {
	var all []destination
	for _, q := range s.questions {
		at := s
		at.start = q.name
		all = append(all, destination{settingName(q.name), "setting", jumpMsg{at}})
	}
	return all
}

func lessonDestinations(env Env) []destination {
	var all []destination
	for _, m := range env.Catalogue.Modules() {
		for _, id := range m.Lessons {
			if l, err := env.Catalogue.Lesson(id); err == nil {
				all = append(all, destination{l.Title, m.Title, jumpMsg{newLesson(env, id)}})
			}
		}
		all = append(all, destination{"Check: " + m.Title, "module check", jumpMsg{newCheck(env, m.ID)}})
	}
	return all
}

func entryDestinations(env Env, entries []store.Experiment) []destination {
	var all []destination
	for _, e := range entries {
		all = append(all, destination{e.Title, e.Created.Format("2 Jan"), jumpMsg{newExperiment(env, e.ID)}})
	}
	return all
}
