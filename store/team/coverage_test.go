package team

import (
	"strings"
	"testing"

	"waymark/store/snapshot"
)

// completed are lessons at a level.
func completed(level string, ids ...string) []snapshot.Lesson {
	var all []snapshot.Lesson
	for _, id := range ids {
		all = append(all, snapshot.Lesson{ID: id, Completed: "2026-11-20", How: "done", Level: level})
	}
	return all
}

func TestWhoHolds(t *testing.T) {
	longer := func(p *Person) { p.Told.Pathway.ID = "longer" }
	elsewhere := func(p *Person) { p.Told.Pathway.ID = "of another pack" }
	for name, test := range map[string]struct {
		lessons []snapshot.Lesson
		change  []func(*Person)
		want    string // the rows
	}{
		"nothing":                            {nil, nil, ""},
		"four of five":                       {completed("holds", "a-1", "a-2", "a-3", "a-4"), nil, "L1"},
		"three of five":                      {completed("holds", "a-1", "a-2", "a-3"), nil, ""},
		"applied is above holds":             {completed("applied", "a-1", "a-2", "a-3", "a-4"), nil, "L1"},
		"shown once does not last":           {completed("shown once", "a-1", "a-2", "a-3", "a-4", "a-5"), nil, ""},
		"elsewhere one is enough":            {completed("holds", "b-1"), nil, "L2"},
		"on the pathway one is not":          {completed("holds", "b-1"), []func(*Person){longer}, ""},
		"elsewhere what is done counts":      {append(completed("holds", "b-1"), completed("not shown", "b-2")...), nil, ""},
		"both":                               {completed("holds", "a-1", "a-2", "a-3", "a-4", "b-1", "b-2", "b-3", "b-4"), []func(*Person){longer}, "L1 L2"},
		"a pathway that is not here":         {completed("holds", "a-1", "a-2", "a-3"), []func(*Person){elsewhere}, ""},
		"a pathway that is not here, enough": {completed("holds", "a-1", "a-2", "a-3", "a-5"), []func(*Person){elsewhere}, "L1"},
		"a waiver gives nothing":             {nil, []func(*Person){waived("alpha")}, ""},
		"lessons that are not here":          {completed("holds", "z-1"), nil, ""},
	} {
		p := somebody("Amara", test.change...)
		c, err := CoverageOf(classroom(t), []Person{p}, map[string]Detail{p.Member.ID: {Lessons: test.lessons}}, today)
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for _, r := range c.Rows {
			if len(r.Holders) > 0 {
				rows = append(rows, r.ID)
			}
		}
		same(t, name, strings.Join(rows, " "), test.want)
	}
}

func TestCoverage(t *testing.T) {
	minimal := func(p *Person) { p.Told.Profile = snapshot.Minimal }
	people := []Person{somebody("ben"), somebody("Amara"), somebody("Chloe", minimal), somebody("Dario"), somebody("Emre")}
	details := map[string]Detail{}
	for _, p := range people {
		details[p.Member.ID] = Detail{Lessons: completed("holds", "a-1", "a-2", "a-3", "a-4", "a-5")}
	}
	c, err := CoverageOf(classroom(t), people, details, today)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "untold", c.Untold, 1)
	same(t, "row", c.Rows[0].Framework+" "+c.Rows[0].ID+" "+c.Rows[0].Title, "AI literacy L1 How AI works, and its chances and dangers")
	same(t, "gap", c.Rows[1].Gap() && !c.Rows[1].Risk() && !c.Rows[0].Gap(), true)
	for n, want := range []string{
		"nobody holds it yet", "only Amara holds it: nobody does while they are away", "Amara and ben hold it",
		"Amara, ben and Dario hold it", "Amara, ben and 2 more hold it",
	} {
		row := c.Rows[0]
		row.Holders = row.Holders[:n]
		same(t, want, row.Words(), want)
		same(t, want+": risk", row.Risk(), n == 1)
	}
}
