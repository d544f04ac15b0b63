package progress

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
)

// givenTo is a learner on the path, with modules that were given or waived.
func givenTo(t *testing.T, did map[string]store.Lesson, given ...Given) Standing {
	t.Helper()
	c := catalogue(t)
	p, err := Of(c, "path", did)
	if err != nil {
		t.Fatal(err)
	}
	at := Standing{Path: p, Did: did}
	for _, g := range given {
		if m, err := at.Module(c, g.Module.ID); err == nil {
			g.Module = m
		}
		at.Given = append(at.Given, g)
	}
	return at
}

func module(id string) Module { return Module{Module: curriculum.Module{ID: id, Title: id}} }

func TestAModuleThatALeadGaveComesBeforeTheNextLesson(t *testing.T) {
	seen := now.Add(-time.Hour)
	begun := map[string]store.Lesson{"a-one": {Started: seen, Seen: seen}}
	inBeta := map[string]store.Lesson{"b-one": {Started: seen, Seen: seen}}
	done := map[string]store.Lesson{"b-one": {Started: seen, Seen: seen, Done: seen}}
	beta := Given{Module: module("beta"), Due: "2026-12-12", Reason: "The audit.", From: "Ana"}
	alpha := Given{Module: module("alpha"), Due: "2026-12-01", Reason: "It comes first."}
	gone := Given{Module: module("gone"), Reason: "It is in no pack."}
	undated := Given{Module: module("alpha"), Reason: "When you can."}
	tests := []struct {
		name  string
		did   map[string]store.Lesson
		given []Given
		want  []string
	}{
		{"nothing given", nil, nil, []string{"start a-one"}},
		{"a module", nil, []Given{beta}, []string{"assigned b-one", "start a-one"}},
		{"the lesson that comes next anyway is named once", nil, []Given{alpha}, []string{"assigned a-one"}},
		{"the earlier day first", nil, []Given{beta, alpha}, []string{"assigned a-one"}},
		{"no day comes last", nil, []Given{undated, beta}, []string{"assigned b-one", "start a-one"}},
		{"somebody in the middle of a lesson goes on with it", begun, []Given{beta}, []string{"continue a-one", "assigned b-one"}},
		{"also where it is the one that was given", inBeta, []Given{beta}, []string{"assigned b-one"}},
		{"nothing of a module that is done", done, []Given{beta}, []string{"start a-one"}},
		{"nothing of a module that is not there", nil, []Given{gone}, []string{"start a-one"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, stepsFor(t, givenTo(t, tt.did, tt.given...), 0)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	if got := Next(givenTo(t, nil, beta), nil, now, 0)[0]; got.Why != "Ana gave you Beta, due on 12 December 2026: The audit." {
		t.Errorf("the reason is %q", got.Why)
	}
}

func TestTheDayOfAModuleInWords(t *testing.T) {
	for days, want := range map[int]string{-1: "its day was ", 0: "due today", 1: "due tomorrow", 2: "due on "} {
		due := now.AddDate(0, 0, days)
		if days < 0 || days > 1 {
			want += due.Format("2 January 2006")
		}
		if got := (Given{Due: due.Format(time.DateOnly)}).DueWords(now); got != want {
			t.Errorf("in %d days: %q, want %q", days, got, want)
		}
	}
	if got := (Given{}).DueWords(now); got != "" {
		t.Errorf("no day is %q", got)
	}
}

// What is waived is not done: it stays open, and comes last.
func TestAWaivedModuleWaits(t *testing.T) {
	seen := now.Add(-time.Hour)
	alpha := Given{Module: module("alpha"), Waived: true, Reason: "You teach it."}
	at := givenTo(t, nil, alpha)
	if got := stepsFor(t, at, 0); !cmp.Equal(got, []string{"start b-one"}) {
		t.Errorf("first comes %q", got)
	}
	if at.Path.Modules[0].State != NotStarted || at.Path.Done != 0 {
		t.Errorf("waived counts as done: %+v", at.Path)
	}
	if got := at.After("b-one"); got != "a-two" {
		t.Errorf("with nothing else open comes %q", got)
	}
	begun := givenTo(t, map[string]store.Lesson{"a-one": {Started: seen, Seen: seen}}, alpha)
	if got := stepsFor(t, begun, 0); !cmp.Equal(got, []string{"continue a-one"}) {
		t.Errorf("whoever chose to be in it goes on with %q", got)
	}
	last := givenTo(t, map[string]store.Lesson{"b-one": {Started: seen, Seen: seen, Done: seen}}, alpha)
	if got := Next(last, nil, now, 0)[0]; got.Ref != "a-one" || got.Why != "it comes next in Alpha; it is waived for you, and open if you like" {
		t.Errorf("at the end comes %+v", got)
	}
}

// ruled is the catalogue with a rule of the company in its first lesson.
func ruled(t *testing.T, more string) *curriculum.Catalogue {
	t.Helper()
	text := lesson("a-one", 4)
	files := fstest.MapFS{
		"pack.yaml":          {Data: []byte("id: test\ntitle: Test\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n")},
		"pathways/path.yaml": {Data: []byte("id: path\ntitle: Path\nfor: All\nsummary: S.\nlessons: [a-one]\n")},
		"alpha/module.yaml":  {Data: []byte("id: alpha\ntitle: Alpha\nsummary: S.\nlessons: [a-one]\n")},
		"alpha/a-one.md":     {Data: []byte("---\npolicy: I follow it.\n" + text[len("---\n"):] + more)},
	}
	c, err := curriculum.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestARuleWaitsUntilItIsAcknowledgedAndAsksAgainWhenItsTextChanges(t *testing.T) {
	s := store.New(t.TempDir(), func() time.Time { return now })
	if _, err := s.UpdateProfile(map[string]string{"pathway": "path"}); err != nil {
		t.Fatal(err)
	}
	first := func(c *curriculum.Catalogue) Step {
		t.Helper()
		at, err := Read(c, s)
		if err != nil {
			t.Fatal(err)
		}
		return Next(at, nil, now, 0)[0]
	}
	c := ruled(t, "")
	if got := first(c); got.Kind != Start {
		t.Fatalf("before the lesson is done comes %+v", got)
	}
	answerAll(t, s, c, "a-one")
	if got := first(c); got.Kind != Acknowledge || got.Ref != "a-one" {
		t.Fatalf("after it comes %+v", got)
	}
	l, err := c.Lesson("a-one")
	if err != nil {
		t.Fatal(err)
	}
	p, states, err := PolicyOf(c, l, nil)
	if err != nil || !states {
		t.Fatalf("%v, %v", states, err)
	}
	if _, err := s.AcknowledgePolicy(p.Record()); err != nil {
		t.Fatal(err)
	}
	if got := first(c); got.Kind == Acknowledge {
		t.Fatalf("after it was acknowledged comes %+v", got)
	}
	if got := first(ruled(t, "\n- Another rule\n")); got.Kind != Acknowledge || got.Why != "its rule changed since you acknowledged it on "+now.Format("2 January 2006") {
		t.Errorf("after a change comes %+v", got)
	}
}

// answerAll does a lesson.
func answerAll(t *testing.T, s *store.Store, c *curriculum.Catalogue, id string) {
	t.Helper()
	l, err := c.Lesson(id)
	if err != nil {
		t.Fatal(err)
	}
	body, err := c.Body(id, "")
	if err != nil {
		t.Fatal(err)
	}
	need := Requirement(l, body)
	for _, item := range body.ItemIDs() {
		if _, err := s.RecordAttempt(store.Attempt{Lesson: id, Item: item, Answer: "a", Right: true, Score: 1}, need); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.MarkExercise(id, need); err != nil {
		t.Fatal(err)
	}
}
