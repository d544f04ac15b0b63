package curriculum

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestRubricsOfThePack(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rubrics, err := c.Rubrics()
	if err != nil || len(rubrics) < 10 {
		t.Fatalf("%d rubrics, %v", len(rubrics), err)
	}
	for _, r := range rubrics {
		low, high := r.Scale()
		if low != 0 || high != 2 || r.Pack != "waymark" {
			t.Errorf("%s of %q goes from %d to %d", r.ID, r.Pack, low, high)
		}
		for _, c := range r.Criteria {
			if c.Gate && len(c.Anchors) != 2 {
				t.Errorf("%s#%s is a gate with %d levels", r.ID, c.ID, len(c.Anchors))
			}
			if !slices.IsSortedFunc(c.Anchors, func(a, b Anchor) int { return a.Score - b.Score }) {
				t.Errorf("%s#%s: the anchors are not in order", r.ID, c.ID)
			}
		}
	}
	if r, err := c.Rubric("customer"); err != nil || r.ID != "customer-reply" {
		t.Errorf("found %q, %v", r.ID, err)
	}
	if _, err := c.Rubric("no-such"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown rubric: %v", err)
	}
}

// Each experiment can open the journal: what it names is there, and its line of
// words stands on one line of the form.
func TestExperimentsFillInTheJournal(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	tasks, rated := 0, 0
	for _, l := range c.Lessons() {
		body, err := c.Body(l.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		e := body.Experiment
		if e.Count < 1 || e.Success == "" || e.Guard == "" || e.Rule == "" {
			t.Errorf("%s: %+v", l.ID, e)
		}
		if e.Task != "" {
			tasks++
		}
		if e.Rubric != "" {
			if _, err := c.RubricOf(l, e); err != nil {
				t.Errorf("%s: %v", l.ID, err)
			}
			rated++
		}
	}
	if tasks < 20 || rated < 10 {
		t.Errorf("%d experiments name a task and %d a rubric", tasks, rated)
	}
}

// An organisation's rubric keeps its meaning beside one of Waymark's of the same id.
func TestRubricsOfTwoPacks(t *testing.T) {
	pack := goodPack(t)
	replace(t, pack, teaRubrics, "id: tea-note", "id: summary")
	replace(t, pack, teaLesson, "rubric: tea-note", "rubric: summary")
	c, err := Load(Embedded(), pack)
	if err != nil {
		t.Fatal(err)
	}
	for id, title := range map[string]string{"summary": "Summary of a document", "tea/summary": "Note on a tasting"} {
		if r, err := c.Rubric(id); err != nil || r.Title != title {
			t.Errorf("%s is %q, %v", id, r.Title, err)
		}
	}
	l, err := c.Lesson("evl-tea-test")
	if err != nil {
		t.Fatal(err)
	}
	if r, err := c.RubricOf(l, Experiment{Rubric: "summary"}); err != nil || r.ID != "tea/summary" {
		t.Errorf("the lesson is rated by %q, %v", r.ID, err)
	}
	if r, err := c.RubricOf(l, Experiment{Rubric: "customer-reply"}); err != nil || r.Pack != "waymark" {
		t.Errorf("a rubric of Waymark's: %q, %v", r.ID, err)
	}
}

// A rubric may be rated by, and build on, what Waymark's own pack holds.
func TestAPackMayNameWaymarksRubricsAndLessons(t *testing.T) {
	pack := goodPack(t)
	replace(t, pack, teaLesson, "rubric: tea-note", "rubric: impact-note")
	replace(t, pack, teaRubrics, "lesson: evl-tea-test", "lesson: evl-rubrics")
	replace(t, pack, teaTasks, "review: [evl-tea-test]", "review: [evl-rubrics]")
	for _, f := range Check(pack, time.Time{}) {
		t.Errorf("found %s", f)
	}
}

func TestABadAnchorIsNamed(t *testing.T) {
	pack := goodPack(t)
	replace(t, pack, teaRubrics, "1: A guest", "fair: A guest")
	found := Check(pack, time.Time{})
	if len(found) != 1 || found[0].File != teaRubrics || !strings.Contains(found[0].Message, `"fair"`) {
		t.Errorf("found %v", found)
	}
}

func TestHelpsOfThePack(t *testing.T) {
	c, err := Load(Embedded(), goodPack(t))
	if err != nil {
		t.Fatal(err)
	}
	helps, err := c.Helps()
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range Tasks() {
		if len(helps.Tasks[task.ID]) == 0 || task.Title == "" || task.Text == "" {
			t.Errorf("nothing helps with %+v", task)
		}
	}
	for _, d := range Departments() {
		if lessons := helps.Departments[d.ID]; d.ID != "other" && len(lessons) == 0 {
			t.Errorf("no role pack for %s", d.ID)
		}
	}
	if got := helps.Departments["hr"]; !slices.Equal(got, []string{"evl-tea-test", "pck-hr"}) {
		t.Errorf("HR gets %v: an organisation's own lesson comes first", got)
	}
	if TaskTitle("ground") != "Search and answer" || TaskTitle("x") != "x" {
		t.Error("a title is wrong")
	}
}

// A pack without rubrics and tasks has none.
func TestAPackNeedsNoRubrics(t *testing.T) {
	pack := goodPack(t)
	delete(pack, teaRubrics)
	delete(pack, teaTasks)
	c, err := Load(pack)
	if err != nil {
		t.Fatal(err)
	}
	rubrics, err := c.Rubrics()
	helps, err2 := c.Helps()
	if len(rubrics) > 0 || len(helps.Tasks) > 0 || err != nil || err2 != nil {
		t.Errorf("%v, %v, %v, %v", rubrics, helps, err, err2)
	}
}

func FuzzRubrics(f *testing.F) {
	f.Add("- id: a\n  criteria:\n    - {id: b, anchors: {0: no, 2: yes}}\n")
	f.Add("- id: a\n  criteria:\n    - {anchors: [0, 1]}\n")
	f.Add("tasks: {}")
	f.Fuzz(func(t *testing.T, text string) {
		rubrics, err := readRubrics(&source{fsys: fstest.MapFS{rubricFile: {Data: []byte(text)}}})
		if err != nil && !errors.Is(err, ErrMalformed) {
			t.Errorf("%v is not called malformed", err)
		}
		for _, r := range rubrics {
			if low, high := r.Scale(); low > high {
				t.Errorf("a scale from %d to %d", low, high)
			}
		}
		d := &draft{rubrics: rubrics, byID: func() map[string]Lesson { return nil }}
		for _, check := range []func(*draft, report){checkRubrics, checkRubricWords} {
			check(d, func(_ string, _ int, message, remedy string) {
				if message == "" || remedy == "" {
					t.Error("a finding without words")
				}
			})
		}
	})
}
