package tui

import (
	"fmt"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	teams "waymark/store/team"
)

// loadTeam fetches everyone from the store: whoever opens the tab sees them before a
// folder is looked at.
func loadTeam(env Env, load int) tea.Cmd {
	return func() tea.Msg {
		people, err := teams.People(env.Store)
		if err != nil {
			return failedMsg{err}
		}
		taught, err := env.Store.Taught()
		if err != nil {
			return failedMsg{err}
		}
		for i := range people {
			people[i].Taught = taught[people[i].Member.ID]
		}
		kept, err := env.Store.Teams()
		return answer(teamMsg{load: load, now: env.Now(), people: people, teams: kept}, err)
	}
}

// fetch reads everyone again.
func (t team) fetch() (team, tea.Cmd) {
	t.load++
	return t, loadTeam(t.env, t.load)
}

// take folds in who there is, asks the open view about them, and looks into folders that
// were not looked into yet.
func (t team) take(msg teamMsg) (team, tea.Cmd) {
	if msg.load != t.load {
		return t, nil
	}
	t.teamMsg, t.loaded, t.details = msg, true, nil
	t, asked := t.ask()
	var looked tea.Cmd
	t.watch, looked = t.watch.over(t.env, t.teams)
	return t, tea.Batch(asked, looked, lookForOffer(t.env, t.Title(), t.load), findPending(t.load, t.teams, t.people))
}

// ask puts the open view's question about the people of now.
func (t team) ask() (team, tea.Cmd) {
	t.asks++
	return t, t.question()
}

// question is the command that asks the open view.
func (t team) question() tea.Cmd {
	if t.empty() {
		return nil
	}
	env, v, filter, people, details := t.env, t.views[t.at], t.filter, t.people, t.details
	msg := teamFoundMsg{ask: t.asks, at: t.at, load: t.load}
	in := teamInput{catalogue: t.env.Catalogue, now: t.now, filter: t.filter}
	return func() tea.Msg {
		in.people = filter.Of(people)
		if v.detailed() && details == nil {
			var err error
			if details, err = teams.Details(env.Store); err != nil {
				return failedMsg{err}
			}
			msg.details = details
		}
		if v.detailed() {
			in.details = details
		}
		msg.fresh = teams.FreshnessOf(in.people, in.now)
		msg.found = v.ask(in)
		return msg
	}
}

// found gives a view its answer, unless its question was put anew.
func (t team) found(msg teamFoundMsg) (team, tea.Cmd) {
	if msg.details != nil && msg.load == t.load {
		t.details = msg.details
	}
	if msg.ask != t.asks {
		return t, nil
	}
	t.fresh = msg.fresh
	t.asked = slices.Clone(t.asked)
	t.asked[msg.at] = msg.ask
	return t.tell(msg.at, msg.found)
}

// open shows a view, and asks it unless its answer is about the people of now.
func (t team) open(at int) (team, tea.Cmd) {
	t.at = at
	if t.asked[at] == t.asks {
		return t, nil
	}
	return t, t.question()
}

// askFilter lets the lead choose whom the views are about.
func (t team) askFilter() tea.Cmd {
	rows := []choice{{value: "", title: "Everyone", right: countOf(len(t.people), "person", "people")}}
	for _, f := range t.filters() {
		rows = append(rows, choice{value: filterValue(f), title: t.filterName(f), right: countOf(len(f.Of(t.people)), "person", "people")})
	}
	return open(newChooser(t.env, "Team › Filter", "Whom do you want to see?", "It holds for every view, until you choose Everyone or press Esc.", rows, filterValue(t.filter), t.choose))
}

// filters are those that can be chosen: departments, and teams where there are several.
func (t team) filters() []teams.Filter {
	var all []teams.Filter
	for _, d := range teams.Departments(t.people) {
		all = append(all, teams.Filter{Department: d})
	}
	if len(t.teams) > 1 {
		for _, kept := range t.teams {
			all = append(all, teams.Filter{Team: kept.ID})
		}
	}
	return all
}

// filterValue tells the filters apart.
func filterValue(f teams.Filter) string { return f.Team + f.Department }

func (t team) choose(value string) tea.Cmd {
	for _, f := range t.filters() {
		if filterValue(f) == value {
			return send(teamFilterMsg{f})
		}
	}
	return send(teamFilterMsg{})
}

// filterName is what a filter leaves, in words.
func (t team) filterName(f teams.Filter) string {
	for _, kept := range t.teams {
		if kept.ID == f.Team {
			return "Team " + clean.Line(kept.Title)
		}
	}
	return clean.Line(curriculum.DepartmentTitle(f.Department))
}

// filterWords say that a filter is on; nothing where none is.
func (t team) filterWords() string {
	if t.filter == (teams.Filter{}) {
		return ""
	}
	return fmt.Sprintf("only %s (Esc: everyone)", t.filterName(t.filter))
}

// folder is the one that is taken in, the first where there are several; empty where
// none was chosen.
func (t team) folder() string {
	for _, kept := range t.teams {
		if kept.Folder != "" {
			return kept.Folder
		}
	}
	return ""
}

// withKey is the map with one key more. Screens are values: the old map stays as it is.
func withKey[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	m = maps.Clone(m)
	if m == nil {
		m = map[K]V{}
	}
	m[k] = v
	return m
}
