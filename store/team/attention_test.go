package team

import (
	"testing"

	"waymark/store"
	"waymark/store/snapshot"
)

// keyChanged is an alarm, so many days ago.
func keyChanged(days int) func(*Person) {
	return func(p *Person) {
		p.Member.Changes = []store.KeyChange{{Key: "did:key:z2", File: "/team/x.json", At: today.AddDate(0, 0, -days)}}
	}
}

func taught(lessons ...snapshot.Lesson) func(*Person) {
	return func(p *Person) { p.Taught = taughtOf(lessons) }
}

// A case is a person and why they need a lead.
type causeCase struct {
	change []func(*Person)
	want   []string // empty: the person needs nothing
}

func checkCauses(t *testing.T, cases map[string]causeCase) {
	t.Helper()
	for name, test := range cases {
		a := AttentionOf(classroom(t), []Person{somebody("Ben", test.change...)}, today)
		var got []string
		for _, need := range a.Needs {
			for _, c := range need.Causes {
				got = append(got, c.Kind.String()+": "+c.Words())
			}
		}
		same(t, name, got, test.want)
		same(t, name+": who needs nothing", a.Fine, 1-len(a.Needs))
	}
}

func TestWhoAsksAndWhatIsDue(t *testing.T) {
	checkCauses(t, map[string]causeCase{
		"on the way": {},
		"key changed": {
			[]func(*Person){keyChanged(2)},
			[]string{"key changed: on 24 November 2026 another key signed in this name: ask whether they have a new computer before you trust it"},
		},
		"hand up": {
			[]func(*Person){asks("a-2", "which cases?", 6)},
			[]string{`hand up: asks for help with "Lesson a-2" since 20 November 2026: which cases?`},
		},
		"hand up about words": {
			[]func(*Person){asks("pivot tables", "", 0)},
			[]string{`hand up: asks for help with "pivot tables" since 26 November 2026`},
		},
		"two hands, the older first": {
			[]func(*Person){asks("a-2", "", 1), asks("alpha", "", 3)},
			[]string{`hand up: asks for help with "ALPHA" since 23 November 2026`, `hand up: asks for help with "Lesson a-2" since 25 November 2026`},
		},
		"due in seven days": {
			[]func(*Person){due("alpha", 7)},
			[]string{`due: "ALPHA" is due on 3 December 2026, in 7 days; 2 of 5 lessons done`},
		},
		"due in eight days":       {[]func(*Person){due("alpha", 8)}, nil},
		"due and complete":        {[]func(*Person){due("alpha", 1), has(module("alpha", 5))}, nil},
		"due tomorrow":            {[]func(*Person){due("alpha", 1)}, []string{`due: "ALPHA" is due tomorrow; 2 of 5 lessons done`}},
		"due today":               {[]func(*Person){due("alpha", 0)}, []string{`due: "ALPHA" is due today; 2 of 5 lessons done`}},
		"overdue":                 {[]func(*Person){due("alpha", -3)}, []string{`due: "ALPHA" was due on 23 November 2026, 3 days ago; 2 of 5 lessons done`}},
		"due, not on the pathway": {[]func(*Person){due("beta", -1)}, []string{`due: "BETA" was due on 25 November 2026, yesterday; it is not on the pathway that the snapshot tells of`}},
	})
}

func TestWhoStalledAndOfWhomThereIsNoNews(t *testing.T) {
	checkCauses(t, map[string]causeCase{
		"last active two weeks ago": {[]func(*Person){active("2026-W46")}, nil},
		"last active three weeks ago": {
			[]func(*Person){active("2026-W45")},
			[]string{"stalled: was last active in the week of 2 November 2026"},
		},
		"weeks count up to the day of the snapshot": {[]func(*Person){active("2026-W44"), made(14)}, nil},
		"stalled when it was made": {
			[]func(*Person){active("2026-W43"), made(14)},
			[]string{"stalled: was last active in the week of 19 October 2026"},
		},
		"an old snapshot": {
			[]func(*Person){active("2026-W40"), made(15)},
			[]string{"no news: no news since 11 November 2026"},
		},
		"an old snapshot of who had not started": {
			[]func(*Person){has(module("alpha", 0)), made(15)},
			[]string{"no news: no news since 11 November 2026"},
		},
		"an old snapshot of who is through": {[]func(*Person){has(module("alpha", 5)), made(40), active("2026-W40")}, nil},
		"through long ago":                  {[]func(*Person){has(module("alpha", 5)), active("2026-W40")}, nil},
		"not started": {
			[]func(*Person){has(module("alpha", 0), module("beta", 0)), active("")},
			[]string{"not started: has not started yet; the first snapshot came 30 days ago"},
		},
		"begun, no lesson done": {[]func(*Person){has(module("alpha", -1))}, nil},
	})
}

func TestWhatIsWaivedAndWhatChanged(t *testing.T) {
	checkCauses(t, map[string]causeCase{
		"all that is not started is waived":       {[]func(*Person){has(module("alpha", 0)), waived("alpha")}, nil},
		"what was begun is waived":                {[]func(*Person){has(module("alpha", 2), module("beta", 0)), waived("alpha")}, []string{"not started: has not started yet; the first snapshot came 30 days ago"}},
		"stalled in what is waived":               {[]func(*Person){active("2026-W40"), has(module("alpha", 2), module("beta", 5)), waived("alpha")}, nil},
		"a hand about what is waived is up still": {[]func(*Person){asks("alpha", "", 1), has(module("alpha", 0)), waived("alpha")}, []string{`hand up: asks for help with "ALPHA" since 25 November 2026`}},
		"no pathway": {[]func(*Person){has()}, nil},
		"refresh due": {
			[]func(*Person){taught(snapshot.Lesson{ID: "a-1", Version: "1.9.0"}, snapshot.Lesson{ID: "a-2", Version: "1.0.0"})},
			[]string{`refresh due: 1 completed lesson changed a lot since: "Lesson a-1"`},
		},
		"a newer version than the lead's": {[]func(*Person){taught(snapshot.Lesson{ID: "a-1", Version: "3.0.0"}, snapshot.Lesson{ID: "a-2", Version: "2.0.0"})}, nil},
		"refresh of a waived module":      {[]func(*Person){taught(snapshot.Lesson{ID: "a-1", Version: "1.0.0"}), waived("alpha")}, nil},
		"versions that are none":          {[]func(*Person){taught(snapshot.Lesson{ID: "a-1"}, snapshot.Lesson{ID: "a-1", Version: "x.1"}, snapshot.Lesson{ID: "a-1", Version: "-1.0"}, snapshot.Lesson{ID: "own words", Version: "1.0.0"})}, nil},
		"all at once, the strongest first": {
			[]func(*Person){taught(snapshot.Lesson{ID: "a-1", Version: "1.0.0"}), active("2026-W45"), due("alpha", 1), asks("a-2", "", 1), keyChanged(0)},
			[]string{
				"key changed: on 26 November 2026 another key signed in this name: ask whether they have a new computer before you trust it",
				`hand up: asks for help with "Lesson a-2" since 25 November 2026`,
				`due: "ALPHA" is due tomorrow; 2 of 5 lessons done`,
				"stalled: was last active in the week of 2 November 2026",
				`refresh due: 1 completed lesson changed a lot since: "Lesson a-1"`,
			},
		},
	})
}

func TestAttentionIsInOrder(t *testing.T) {
	a := AttentionOf(classroom(t), []Person{
		somebody("ben", asks("a-1", "", 2)),
		somebody("Amara", asks("a-1", "", 2)),
		somebody("Chloe", asks("a-1", "", 9), has(module("alpha", 0))),
		somebody("Dario", due("alpha", -4)),
		somebody("Emre", due("alpha", -9), active("2026-W40")),
		somebody("Farah", has(module("alpha", 0)), active("")),
		somebody("Goran"),
		somebody("Hana", has(module("alpha", 4)), active("2026-W44")),
		somebody("Ida", has(module("alpha", 1)), active("2026-W45")),
		somebody("Jonas", keyChanged(1)),
	}, today)
	var names []string
	for _, need := range a.Needs {
		names = append(names, need.Name)
	}
	same(t, "order", names, []string{"Jonas", "Chloe", "Amara", "ben", "Emre", "Dario", "Hana", "Ida", "Farah"})
	same(t, "fine", a.FineWords(), "1 person needs nothing from you")
	same(t, "freshness", a.Words(), "10 of 10 shared in the last 7 days; the oldest is from today")
}

func TestFineWords(t *testing.T) {
	for want, a := range map[string]Attention{
		"Nobody is here yet":                         {},
		"4 people need nothing from you":             {Freshness: Freshness{Total: 9}, Fine: 4},
		"All 4 people need nothing from you":         {Freshness: Freshness{Total: 4}, Fine: 4},
		"The one person here needs nothing from you": {Freshness: Freshness{Total: 1}, Fine: 1},
		"Everybody here needs something":             {Freshness: Freshness{Total: 4}},
	} {
		same(t, want, a.FineWords(), want)
	}
}

func TestTaughtIsShort(t *testing.T) {
	same(t, "taught", taughtOf([]snapshot.Lesson{
		{ID: "b-1", Version: "2.1.0"}, {ID: "a-1", Version: "1.0.0"}, {ID: "a-2", Version: "1.4.0"}, {ID: "a b", Version: "1.0.0"}, {ID: "a-3"},
	}), "1 a-1 a-2|2 b-1")
	same(t, "nothing", taughtOf(nil), "")
}
