package team

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/snapshot"
)

// today is a Thursday, in the ISO week 2026-W48.
var today = time.Date(2026, 11, 26, 9, 0, 0, 0, time.FixedZone("CET", 3600))

// daysAgo is an ISO day, so many days before today.
func daysAgo(n int) string { return today.AddDate(0, 0, -n).Format(time.DateOnly) }

// classroom is a pack of two modules of five lessons, in a pathway of its own. All
// lessons of alpha support AI literacy L1, those of beta L2; a-1 has a second major version.
func classroom(t testing.TB) *curriculum.Catalogue {
	t.Helper()
	files := map[string]string{
		"pack.yaml":            "id: test\ntitle: Test\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n",
		"pathways/path.yaml":   "id: path\ntitle: Path\nfor: All\nsummary: S.\nlessons: [a-1, a-2, a-3, a-4, a-5]\n",
		"pathways/longer.yaml": "id: longer\ntitle: Longer\nfor: All\nsummary: S.\nlessons: [a-1, a-2, a-3, a-4, a-5, b-1, b-2, b-3, b-4, b-5]\n",
	}
	for module, row := range map[string]string{"alpha": "L1", "beta": "L2"} {
		ids, frameworks := []string{}, "as_of: 2026-11-24\nobjectives:\n"
		for n := range 5 {
			id := fmt.Sprintf("%s-%d", module[:1], n+1)
			version := "1.0.0"
			if id == "a-1" {
				version = "2.0.0"
			}
			ids = append(ids, id)
			files[module+"/"+id+".md"] = fmt.Sprintf("---\nid: %s\ntitle: Lesson %s\nversion: %s\nminutes: 10\nobjectives:\n  O1: Name things\n---\n\n## One\n\nText.\n", id, id, version)
			frameworks += fmt.Sprintf("  %s:\n    O1: {literacy: [%s]}\n", id, row)
		}
		files[module+"/module.yaml"] = fmt.Sprintf("id: %s\ntitle: %s\nsummary: S.\nlessons: [%s]\n", module, strings.ToUpper(module), strings.Join(ids, ", "))
		files["frameworks/"+module+".yaml"] = frameworks
	}
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := curriculum.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// somebody is a person who began alpha, has news and was active this week.
func somebody(name string, change ...func(*Person)) Person {
	p := Person{
		Member: store.Member{ID: "01JT00000000000000000" + strings.ToUpper(name), First: today.AddDate(0, 0, -30)},
		Told: snapshot.Snapshot{
			Profile: snapshot.Standard, Learner: snapshot.Learner{Name: name}, Number: 1, Made: daysAgo(0),
			Pathway: snapshot.Pathway{ID: "path", Title: "Path"}, LastActiveWeek: "2026-W48",
			Modules: []snapshot.Module{module("alpha", 2)},
		},
	}
	for _, fn := range change {
		fn(&p)
	}
	return p
}

// module is one of five lessons, so many of which are done. Of -1 it is started.
func module(id string, done int) snapshot.Module {
	state := "started"
	switch done {
	case 0:
		state = "not started"
	case 5:
		state = "done"
	}
	return snapshot.Module{ID: id, Title: strings.ToUpper(id), State: state, Done: max(done, 0), Total: 5}
}

func has(modules ...snapshot.Module) func(*Person) {
	return func(p *Person) { p.Told.Modules = modules }
}

func active(week string) func(*Person) { return func(p *Person) { p.Told.LastActiveWeek = week } }

func made(days int) func(*Person) { return func(p *Person) { p.Told.Made = daysAgo(days) } }

func in(department string) func(*Person) {
	return func(p *Person) { p.Told.Learner.Department = department }
}

func asks(about, note string, days int) func(*Person) {
	return func(p *Person) {
		p.Told.Hands = append(p.Told.Hands, snapshot.Topic{About: about, Note: note, Since: daysAgo(days)})
	}
}

func offersHelp(about string, days int) func(*Person) {
	return func(p *Person) {
		p.Told.Offers = append(p.Told.Offers, snapshot.Topic{About: about, Since: daysAgo(days)})
	}
}

// due gives a module; due in so many days, or days ago below zero.
func due(module string, days int) func(*Person) {
	return func(p *Person) {
		p.Given = append(p.Given, store.Assignment{Learner: p.Member.ID, Module: module, Due: daysAgo(-days), Reason: "audit"})
	}
}

func waived(module string) func(*Person) {
	return func(p *Person) {
		p.Given = append(p.Given, store.Assignment{Learner: p.Member.ID, Module: module, Waived: true, Reason: "knows it"})
	}
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestFreshness(t *testing.T) {
	people := []Person{somebody("Amara"), somebody("Ben", made(7)), somebody("Chloe", made(8)), somebody("Dario", made(19)), somebody("Emre", made(-1))}
	same(t, "words", FreshnessOf(people, today).Words(), "3 of 5 shared in the last 7 days; the oldest is 19 days old")
	same(t, "of nobody", FreshnessOf(nil, today).Words(), "no snapshots yet")
}

// Days are those of the lead's calendar: just after midnight yesterday is yesterday.
func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	late := time.Date(2026, 11, 26, 23, 59, 0, 0, today.Location())
	same(t, "late", ageDays("2026-11-26", dayNumber(late)), 0)
	same(t, "after midnight", ageDays("2026-11-26", dayNumber(late.Add(2*time.Minute))), 1)
	for day, monday := range map[string]string{"2026-11-23": "2026-11-23", "2026-11-29": "2026-11-23", "2027-01-03": "2026-12-28", "1969-12-31": "1969-12-29"} {
		n, _ := dayOf(day)
		same(t, "Monday before "+day, isoDay(mondayBefore(n)), monday)
	}
	for week, monday := range map[string]string{"2026-W48": "2026-11-23", "2026-W53": "2026-12-28", "2027-W01": "2027-01-04", "2025-W01": "2024-12-30"} {
		n, ok := mondayOf(week)
		same(t, week, isoDay(n), monday)
		same(t, week+" is one", ok, true)
	}
	for _, week := range []string{"", "2026", "W48", "2026-W", "x-W48"} {
		_, ok := mondayOf(week)
		same(t, week+" is none", ok, false)
	}
}

func TestFilter(t *testing.T) {
	inTeam := func(p *Person) { p.Member.Team = "T" }
	people := []Person{somebody("Amara", in("hr"), inTeam), somebody("Ben", in("finance"), inTeam), somebody("Chloe", in("finance")), somebody("Dario")}
	names := func(f Filter) string {
		var all []string
		for _, p := range f.Of(people) {
			all = append(all, p.Name())
		}
		return strings.Join(all, " ")
	}
	same(t, "all", names(Filter{}), "Amara Ben Chloe Dario")
	same(t, "team", names(Filter{Team: "T"}), "Amara Ben")
	same(t, "department", names(Filter{Department: "finance"}), "Ben Chloe")
	same(t, "both", names(Filter{Team: "T", Department: "finance"}), "Ben")
	same(t, "departments", Departments(people), []string{"finance", "hr"})
}

func TestBoard(t *testing.T) {
	people := []Person{
		somebody("ben", in("hr"), made(3), has(module("beta", 0), module("alpha", 0))),
		somebody("Amara", made(9), has(module("own", 2), module("alpha", 5))),
		somebody("Chloe", in("finance"), has(module("alpha", 0), module("beta", 1)), waived("beta"), due("alpha", 12)),
		somebody("Dario", in("hr"), has(module("alpha", 0)), waived("alpha")),
	}
	b := NewBoard(classroom(t), people, today)
	same(t, "columns", b.Modules, []string{"ALPHA", "BETA", "OWN"})
	same(t, "ids", b.IDs, []string{"alpha", "beta", "own"})
	same(t, "freshness", b.Words(), "3 of 4 shared in the last 7 days; the oldest is 9 days old")
	same(t, "who has not started, waived modules apart", b.NotStarted, []string{"ben", "Chloe"})
	names := func(o Order) string {
		var all []string
		for _, r := range b.Sorted(o).Rows {
			all = append(all, r.Name)
		}
		return strings.Join(all, " ")
	}
	same(t, "by start", names(ByStart), "ben Chloe Amara Dario")
	same(t, "by name", names(ByName), "Amara ben Chloe Dario")
	same(t, "by department", names(ByDepartment), "Chloe ben Dario Amara")
	same(t, "by freshness", names(ByFreshness), "Amara ben Chloe Dario")
	same(t, "cells", b.Rows[1].Cells, []Cell{
		{Total: 5, Present: true, Due: daysAgo(-12)}, {State: 1, Done: 1, Total: 5, Present: true, Waived: true}, {},
	})
}

// The rules that the views show are those of the page, word for word, and the page has no others.
func TestTheRulesAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/team-rules.md")
	if err != nil {
		t.Fatal(err)
	}
	written := CommonRules()
	for _, v := range Views() {
		written = append(written, Rules(v)...)
		if v.Question() == "" || !strings.Contains(string(text), "## "+v.String()+": "+strings.ToLower(v.Question()[:1])+v.Question()[1:]) {
			t.Errorf("docs/team-rules.md has no chapter on %s: %s", v, v.Question())
		}
	}
	var page []string
	var rule strings.Builder
	for line := range strings.Lines(string(text) + "\n") {
		part, quoted := strings.CutPrefix(line, ">")
		if part = strings.TrimSpace(part); quoted && part != "" {
			rule.WriteString(part + " ")
		} else if rule.Len() > 0 {
			page = append(page, strings.TrimSpace(rule.String()))
			rule.Reset()
		}
	}
	same(t, "docs/team-rules.md", page, written)
}

func TestNamesAreOrderedByTheirSmallLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOfN(rapid.SampledFrom([]rune("abAB z_Éé€İ")), 1, 5, -1)
		var people []Person
		var want []string
		for i, n := range rapid.SliceOf(name).Draw(t, "names") {
			var p Person
			p.Told.Learner.Name, p.Member.ID = n, fmt.Sprintf("%03d", i)
			people, want = append(people, p), append(want, strings.ToLower(n)+" "+p.Member.ID)
		}
		var got []string
		for _, i := range inNameOrder(people) {
			got = append(got, strings.ToLower(people[i].Name())+" "+people[i].Member.ID)
		}
		slices.SortFunc(want, func(a, b string) int {
			i, j := len(a)-4, len(b)-4
			return cmp.Or(strings.Compare(a[:i], b[:j]), strings.Compare(a[i:], b[j:]))
		})
		if !slices.Equal(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
