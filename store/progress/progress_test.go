package progress

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
)

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func lesson(id string, items int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: %s\ntitle: Title of %s\nversion: 1.0.0\nminutes: 10\nobjectives:\n  O1: Name things\n---\n\n## Check yourself\n", id, id)
	for i := range items {
		fmt.Fprintf(&b, "\n```yaml item\nid: item-%d\nkind: numeric\nobjective: O1\nstem: How many?\nanswer: 1\nwhy: One.\nhints: [Few., Very few.]\nworked: One.\n```\n", i)
	}
	return b.String()
}

// catalogue holds a pathway of three lessons in two modules, one of which has
// a lesson that is not on the pathway.
func catalogue(t *testing.T) *curriculum.Catalogue {
	t.Helper()
	files := fstest.MapFS{}
	for name, content := range map[string]string{
		"pack.yaml":          "id: test\ntitle: Test\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n",
		"pathways/path.yaml": "id: path\ntitle: Path\nfor: All\nsummary: S.\nlessons: [a-one, b-one, a-two]\n",
		"alpha/module.yaml":  "id: alpha\ntitle: Alpha\nsummary: S.\nlessons: [a-one, a-two, a-three]\n",
		"beta/module.yaml":   "id: beta\ntitle: Beta\nsummary: S.\nlessons: [b-one]\n",
		"alpha/a-one.md":     lesson("a-one", 4),
		"alpha/a-two.md":     lesson("a-two", 4),
		"alpha/a-three.md":   lesson("a-three", 4),
		"beta/b-one.md":      lesson("b-one", 4),
	} {
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}
	c, err := curriculum.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestProgressOnAPathway(t *testing.T) {
	seen := now.AddDate(0, 0, -1)
	did := map[string]store.Lesson{
		"a-one":   {Started: seen, Seen: seen, Done: seen, Answered: []string{"item-0"}},
		"b-one":   {Started: seen, Seen: seen, Exercise: seen, Answered: []string{"item-0", "item-1"}},
		"a-three": {Started: seen, Seen: seen},
	}
	p, err := Of(catalogue(t), "path", did)
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Title                string
		State                State
		Done, Total, LeftMin int
	}
	got := []row{{p.Title, 0, p.Done, p.Total, p.LeftMin}}
	for _, m := range p.Modules {
		got = append(got, row{m.Title, m.State, m.Done, len(m.Lessons), m.LeftMin})
		for _, l := range m.Lessons {
			got = append(got, row{l.ID, l.State, len(did[l.ID].Answered), 0, l.LeftMin})
		}
	}
	want := []row{
		{"Path", 0, 1, 3, 14},
		{"Alpha", Started, 1, 2, 10},
		{"a-one", Done, 1, 0, 0},
		{"a-two", NotStarted, 0, 0, 10},
		{"Beta", Started, 0, 1, 4},
		{"b-one", Started, 2, 0, 4},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAPathwayThatIsNotThere(t *testing.T) {
	c := catalogue(t)
	if p, err := Of(c, "", nil); err != nil || p.ID != "" {
		t.Errorf("before the choice of a pathway: %+v, %v", p, err)
	}
	if _, err := Of(c, "path-gone", nil); !errors.Is(err, curriculum.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestTheLessonAfterOne(t *testing.T) {
	p, err := Of(catalogue(t), "path", map[string]store.Lesson{"b-one": {Started: now, Seen: now, Tested: now}})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"a-one": "a-two", "b-one": "a-two", "a-two": "a-one", "a-three": "a-one"} {
		if got := (Standing{Path: p}).After(id); got != want {
			t.Errorf("after %s comes %q, want %q", id, got, want)
		}
	}
	if got := new(Standing).After("a-one"); got != "" {
		t.Errorf("on no pathway comes %q", got)
	}
	waived := Standing{Path: p, Given: []Given{{Module: p.Modules[0], Waived: true}}}
	if got := waived.After("b-one"); got != "a-two" {
		t.Errorf("with nothing else open comes %q", got)
	}
}

func TestTheCheckAfterALesson(t *testing.T) {
	lesson := func(id string) Lesson { return Lesson{Lesson: curriculum.Lesson{ID: id}} }
	at := Standing{Path: Pathway{Modules: []Module{
		{Module: curriculum.Module{ID: "done"}, Tests: true, State: Done, Lessons: []Lesson{lesson("a")}},
		{Module: curriculum.Module{ID: "begun"}, Tests: true, State: Started, Lessons: []Lesson{lesson("b")}},
		{Module: curriculum.Module{ID: "untested"}, State: Done, Lessons: []Lesson{lesson("c")}},
		{Module: curriculum.Module{ID: "passed"}, Tests: true, State: Done, Lessons: []Lesson{lesson("d")}},
	}}, Checks: []store.Check{{ID: "1", Module: "passed", Finished: now, Passed: true}}}
	for id, want := range map[string]string{"a": "done", "b": "", "c": "", "d": "", "e": ""} {
		if m, ok := at.CheckAfter(id); m.ID != want || ok != (want != "") {
			t.Errorf("after %s comes the check of %q, want %q", id, m.ID, want)
		}
	}
}

func TestTheStateOfAModuleIsThatOfItsLessons(t *testing.T) {
	tests := []struct {
		lessons []State
		want    State
	}{
		{nil, NotStarted},
		{[]State{NotStarted, NotStarted}, NotStarted},
		{[]State{NotStarted, Started}, Started},
		{[]State{Done, NotStarted}, Started},
		{[]State{NotStarted, Done}, Started},
		{[]State{Done, Started}, Started},
		{[]State{Done, Done}, Done},
	}
	for _, test := range tests {
		var m Module
		for _, s := range test.lessons {
			m.add(Lesson{State: s})
		}
		if m.State != test.want {
			t.Errorf("%v: got %v, want %v", test.lessons, m.State, test.want)
		}
	}
}

func TestMinutesLeft(t *testing.T) {
	l := curriculum.Lesson{Minutes: 12}
	tests := map[string]struct {
		did  store.Lesson
		want int
	}{
		"not started":          {store.Lesson{}, 12},
		"opened":               {store.Lesson{Started: now}, 12},
		"one of five answered": {store.Lesson{Answered: []string{"c"}}, 10},
		"all answered":         {store.Lesson{Answered: []string{"a", "b", "c", "d", "e"}}, 2},
		"all but not done":     {store.Lesson{Answered: []string{"a", "b", "c", "d", "e"}, Exercise: now}, 1},
		"of a check, not its":  {store.Lesson{Answered: []string{"a", "in-the-bank", "a-scenario"}}, 10},
		"done":                 {store.Lesson{Done: now}, 0},
	}
	for name, test := range tests {
		if got := LeftMin(l, []string{"a", "b", "c", "d", "e"}, test.did); got != test.want {
			t.Errorf("%s: %d minutes, want %d", name, got, test.want)
		}
	}
}

func TestWhatALessonNeeds(t *testing.T) {
	body := curriculum.Body{
		Items:    []curriculum.Item{{ID: "one", Lesson: "fnd"}, {ID: "two", Lesson: "fnd"}},
		Cards:    []curriculum.Card{{ID: "a"}},
		Exercise: curriculum.Exercise{Task: "Do it."},
	}
	got := Requirement(curriculum.Lesson{ID: "fnd", Version: "1.2.0"}, body)
	want := store.Requirement{Items: []string{"one", "two"}, Exercise: true, Cards: []string{"fnd#a"}, Version: "1.2.0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatToDoNow(t *testing.T) {
	c := catalogue(t)
	at := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	open := func(days int) store.Lesson { return store.Lesson{Started: at(days), Seen: at(days)} }
	done := func(days int) store.Lesson { return store.Lesson{Started: at(days), Seen: at(days), Done: at(days)} }
	all := map[string]store.Lesson{"a-one": done(3), "b-one": done(2), "a-two": done(1)}
	journal := []store.Experiment{
		{ID: "X1", Title: "Old", Created: at(9)},
		{ID: "X2", Title: "New", Created: at(0)},
		{ID: "X3", Title: "Over", Created: at(0), Verdict: store.Failed},
		{ID: "X4", Title: "Half", Created: at(0), Outcome: "mixed"},
	}
	tests := []struct {
		name    string
		pathway string
		did     map[string]store.Lesson
		journal []store.Experiment
		want    []string // kind, title, reference, minutes and reason of each step
	}{
		{"before the set-up", "", nil, nil, []string{"setup|Choose a pathway||0|it takes a minute, and you can change it at any time"}},
		{"the first day", "path", nil, nil, []string{"start|Title of a-one|a-one|10|it comes next in Alpha"}},
		{"one done", "path", map[string]store.Lesson{"a-one": done(1)}, nil, []string{"start|Title of b-one|b-one|10|it comes next in Beta"}},
		{"two open", "path", map[string]store.Lesson{"a-one": open(2), "a-two": open(1)}, nil, []string{"continue|Title of a-two|a-two|10|you were here yesterday"}},
		{"open behind a new one", "path", map[string]store.Lesson{"a-two": open(0)}, nil, []string{"continue|Title of a-two|a-two|10|you were here today"}},
		{"an experiment, too", "path", map[string]store.Lesson{"a-one": open(5)}, journal, []string{
			"continue|Title of a-one|a-one|10|you were here 5 days ago", "experiment|New|X2|3|you noted it today; what came of it?",
		}},
		{"all done", "path", all, nil, []string{"finished|Path|path|0|every lesson of your pathway is done"}},
		{"all done but an experiment", "path", all, journal[:1], []string{"experiment|Old|X1|3|you noted it 9 days ago; what came of it?"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Of(c, test.pathway, test.did)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range Next(Standing{Path: p, Did: test.did}, test.journal, now, 0) {
				got = append(got, fmt.Sprintf("%s|%s|%s|%d|%s", s.Kind, s.Title, s.Ref, s.Minutes, s.Why))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Who has just noted an idea is not asked first of all what came of it.
func TestAnExperimentOfTodayIsAskedAboutLast(t *testing.T) {
	c := catalogue(t)
	p, err := Of(c, "path", nil)
	if err != nil {
		t.Fatal(err)
	}
	for days, first := range map[int]string{0: Start, 1: Experiment} {
		noted := []store.Experiment{{ID: "X", Title: "Idea", Created: now.AddDate(0, 0, -days), Verdict: store.Open}}
		steps := Next(Standing{Path: p}, noted, now, 5)
		if len(steps) != 2 || steps[0].Kind != first {
			t.Errorf("noted %d days ago: %+v", days, steps)
		}
	}
}
