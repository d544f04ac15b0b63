package progress

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
)

func TestLevelOf(t *testing.T) {
	const first, sixth, seventh = "2026-11-01", "2026-11-07", "2026-11-08"
	for _, test := range []struct {
		name    string
		o       store.Objective
		applied bool
		want    Level
	}{
		{"no answer", store.Objective{}, false, NotShown},
		{"only an experiment", store.Objective{}, true, NotShown},
		{"only wrong answers", store.Objective{Tries: 3}, true, NotShown},
		{"one showing", store.Objective{Shown: first, Since: first, Last: first}, false, ShownOnce},
		{"six days", store.Objective{Shown: first, Since: first, Last: sixth}, false, ShownOnce},
		{"seven days", store.Objective{Shown: first, Since: first, Last: seventh}, false, Holds},
		{"then wrong", store.Objective{Shown: first, Last: seventh}, false, ShownOnce},
		{"then wrong, though applied", store.Objective{Shown: first, Last: seventh}, true, ShownOnce},
		{"and right again", store.Objective{Shown: first, Since: seventh, Last: seventh}, false, ShownOnce},
		{"applied", store.Objective{Shown: first, Since: first, Last: first}, true, Applied},
		{"applied, and it holds", store.Objective{Shown: first, Since: first, Last: seventh}, true, Applied},
	} {
		if got := LevelOf(test.o, test.applied); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestMasteryOf(t *testing.T) {
	lessons := []Lesson{
		{Lesson: curriculum.Lesson{ID: "a", Title: "A", Objectives: []curriculum.Objective{{ID: "O1"}, {ID: "O2"}}}},
		{Lesson: curriculum.Lesson{ID: "b", Title: "B", Objectives: []curriculum.Objective{{ID: "O1"}}}},
	}
	shown := []store.Objective{
		{Lesson: "a", ID: "O1", Shown: "2026-11-01", Since: "2026-11-01", Last: "2026-11-09"},
		{Lesson: "b", ID: "O1", Shown: "2026-11-01", Since: "2026-11-01", Last: "2026-11-01"},
		{Lesson: "elsewhere", ID: "O1", Shown: "2026-11-01", Since: "2026-11-01", Last: "2026-11-01"},
	}
	experiments := []store.Experiment{{Lesson: "a", Verdict: store.Open}, {Lesson: "b", Verdict: store.Failed}, {Verdict: store.Worked}}
	want := []Mastery{
		{"a", curriculum.Objective{ID: "O1"}, Holds, "A"},
		{"a", curriculum.Objective{ID: "O2"}, NotShown, "A"},
		{"b", curriculum.Objective{ID: "O1"}, Applied, "B"},
	}
	got := MasteryOf(lessons, shown, experiments)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([4]int{1, 0, 1, 1}, CountLevels(got)); diff != "" {
		t.Error(diff)
	}
}

func TestCompetencyLevel(t *testing.T) {
	for _, test := range []struct {
		count [4]int
		want  Level
	}{
		{[4]int{}, NotShown},
		{[4]int{1, 0, 0, 0}, NotShown},
		{[4]int{0, 1, 0, 0}, ShownOnce},
		{[4]int{2, 3, 0, 0}, NotShown},
		{[4]int{1, 4, 0, 0}, ShownOnce},
		{[4]int{1, 1, 1, 2}, ShownOnce},
		{[4]int{1, 2, 4, 0}, ShownOnce}, // the example of docs/mastery.md
		{[4]int{1, 0, 6, 0}, Holds},
		{[4]int{0, 1, 2, 2}, Holds},
		{[4]int{0, 1, 0, 4}, Applied},
	} {
		if got := (Competency{Count: test.count}).Level(); got != test.want {
			t.Errorf("%v: got %s, want %s", test.count, got, test.want)
		}
	}
	for of := range 500 {
		if got, want := (Competency{Count: [4]int{of}}).Needed(), (4*of+4)/5; got != want {
			t.Fatalf("of %d objectives %d are needed, not %d", of, got, want)
		}
	}
}

// The objectives of the embedded pack count for the rows that its map says.
func TestCompetencies(t *testing.T) {
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	all, err := Competencies(c, []Mastery{
		{"gen-task-triage", curriculum.Objective{ID: "O1"}, Holds, ""},
		{"gen-task-triage", curriculum.Objective{ID: "O2"}, NotShown, ""},
		{"nowhere", curriculum.Objective{ID: "O1"}, Applied, ""},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range all {
		got = append(got, strings.TrimSpace(c.Framework+" "+c.ID+" "+c.Title))
		if c.Total() != 2 && c.ID != "MANAGE 2.1" {
			t.Errorf("%s %s has %d objectives", c.Framework, c.ID, c.Total())
		}
	}
	want := []string{
		"AI literacy L3 Informed use at work", "AI literacy L5 Context, and the people affected",
		"DigComp 3.0 5 Problem identification and solving",
		"NIST AI RMF MANAGE 2.1", "NIST AI RMF MAP 3.3", "UNESCO H-A",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMasteryWords(t *testing.T) {
	for _, test := range []struct {
		count [4]int
		want  string
	}{
		{[4]int{}, "Choose a pathway, and its objectives stand here."},
		{[4]int{1, 0, 0, 0}, "None of 1 objective is shown yet. Answer the questions of a lesson: what is right, and no guess, shows its objective."},
		{[4]int{1, 1, 0, 0}, "1 of 2 objectives is shown: 1 once. What is shown again after seven days holds."},
		{[4]int{31, 9, 5, 4}, "18 of 49 objectives are shown: 9 once, 5 holding, 4 applied. What is shown again after seven days holds."},
		{[4]int{0, 0, 2, 0}, "2 of 2 objectives are shown: 2 holding. What holds is yours; an experiment of your own applies it."},
	} {
		if got := MasteryWords(test.count); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// The rule that the screen shows is the one of its page.
func TestTheRuleIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/mastery.md")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(strings.Fields(strings.ReplaceAll(string(text), "\n>", " ")), " ")
	for _, paragraph := range MasteryRule() {
		if !strings.Contains(page, paragraph) {
			t.Errorf("docs/mastery.md lacks: %s", paragraph)
		}
	}
}
