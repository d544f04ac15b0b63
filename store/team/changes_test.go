package team

import (
	"strings"
	"testing"

	"waymark/store/snapshot"
)

func TestChanges(t *testing.T) {
	head := func(change ...func(*Person)) snapshot.Snapshot { return somebody("Ben", change...).Told }
	next := func(s *Person) { s.Told.Number++ }
	policy := func(hash string) func(*Person) {
		return func(p *Person) {
			p.Told.Policies = []snapshot.Policy{{Lesson: "a-4", Hash: hash, Day: "2026-11-20"}}
		}
	}
	profile := func(s snapshot.Profile) func(*Person) { return func(p *Person) { p.Told.Profile = s } }
	path := func(id, title string) func(*Person) {
		return func(p *Person) { p.Told.Pathway = snapshot.Pathway{ID: id, Title: title} }
	}
	for name, test := range map[string]struct {
		then, now []func(*Person)
		lessons   int
		want      []string
	}{
		"nothing":        {nil, nil, 0, nil},
		"lessons":        {nil, []func(*Person){has(module("alpha", 4))}, 2, []string{`2 lessons more in "ALPHA", now 4 of 5`}},
		"one lesson":     {nil, []func(*Person){has(module("alpha", 3))}, 1, []string{`1 lesson more in "ALPHA", now 3 of 5`}},
		"finished":       {nil, []func(*Person){has(module("alpha", 5))}, 3, []string{`finished "ALPHA"`}},
		"begun":          {[]func(*Person){has(module("alpha", 0))}, []func(*Person){has(module("alpha", -1))}, 0, []string{`began "ALPHA"`}},
		"new content":    {nil, []func(*Person){has(snapshot.Module{ID: "alpha", State: "started", Done: 3, Total: 6})}, 1, []string{`3 of 6 lessons done in "ALPHA", before 2 of 5`}},
		"fewer lessons":  {nil, []func(*Person){has(module("alpha", 1))}, 0, []string{`1 of 5 lessons done in "ALPHA", before 2 of 5`}},
		"no longer done": {[]func(*Person){has(module("alpha", 5))}, []func(*Person){has(snapshot.Module{ID: "alpha", State: "started", Done: 5, Total: 6})}, 0, []string{`5 of 6 lessons done in "ALPHA", before 5 of 5`}},
		"another pathway": {
			nil,
			[]func(*Person){path("longer", "Longer"), has(module("beta", 1))},
			0,
			[]string{`follows the pathway "Longer" now, before "Path"`, `"BETA" is new on the pathway: 1 of 5 lessons done`, `"ALPHA" is no longer on the pathway`},
		},
		"hands": {
			[]func(*Person){asks("a-1", "", 9), asks("a-2", "how?", 9)},
			[]func(*Person){asks("a-2", "how many?", 9), asks("pivot tables", "", 1)},
			0,
			[]string{`says now about "Lesson a-2": how many?`, `raised a hand about "pivot tables"`, `lowered the hand about "Lesson a-1"`},
		},
		"offers": {
			[]func(*Person){offersHelp("a-1", 9)},
			[]func(*Person){offersHelp("beta", 1)},
			0,
			[]string{`offers help with "BETA"`, `no longer offers help with "Lesson a-1"`},
		},
		"a profile that tells no offers ends none": {
			[]func(*Person){offersHelp("a-1", 9)},
			[]func(*Person){profile(snapshot.Minimal)},
			0,
			[]string{"shares the profile minimal now, before standard"},
		},
		"policies":              {[]func(*Person){policy("aa")}, []func(*Person){policy("bb")}, 0, []string{`acknowledged the policy "Lesson a-4" on 20 November 2026`}},
		"policies as they were": {[]func(*Person){policy("aa")}, []func(*Person){policy("aa")}, 0, nil},
	} {
		got := ChangesOf(classroom(t), head(test.then...), head(append(test.now, next)...))
		same(t, name, got.Lines, test.want)
		same(t, name+": lessons", got.Lessons, test.lessons)
		same(t, name+": words", strings.HasSuffix(got.Words(), "nothing that a snapshot tells has changed"), test.want == nil)
	}
}

func TestChangesSayWhenceTheyAre(t *testing.T) {
	told := somebody("Ben").Told
	c := ChangesOf(classroom(t), told, told)
	same(t, "no talk", c.Words(), "Since the first snapshot, of 26 November 2026: no newer snapshot has come")
	c.Talked, c.Same, c.Lines = true, false, []string{"x"}
	same(t, "talk", c.Words(), "Since you talked on 26 November 2026")
}
