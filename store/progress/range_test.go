package progress

import (
	"slices"
	"strings"
	"testing"

	"waymark/store"
)

func TestRange(t *testing.T) {
	r := RangeOf([]store.Experiment{
		{Task: "draft", Domain: "hr", Verdict: store.Failed},
		{Task: "draft", Domain: " Health Care ", Outcome: "it dropped dates"},
		{Task: "draft", FirstOutput: now},
		{Task: "code", Domain: "the kitchen", Verdict: store.Worked},
		{Task: "plan", Domain: "hr"},
		{Domain: "hr", Verdict: store.Worked},
		{Domain: "hr"},
	}, "hr")
	cells := map[string]RangeCell{}
	for i, row := range r.Cells {
		for j, c := range row {
			if c != (RangeCell{}) {
				cells[r.Tasks[i].ID+"/"+r.Domains[j].ID] = c
			}
		}
	}
	want := map[string]RangeCell{
		"draft/hr": {Tried: 2}, "draft/healthcare": {Tried: 1}, "code/other": {Tried: 1}, "plan/hr": {Planned: 1},
	}
	for key, c := range want {
		if cells[key] != c {
			t.Errorf("%s: %+v, want %+v", key, cells[key], c)
		}
	}
	if len(cells) != len(want) || r.NoTask != 1 || r.Domains[0].ID != "hr" || !r.Own || len(r.Domains) != 10 {
		t.Errorf("cells %v, %d without a task, domains %v", cells, r.NoTask, r.Domains)
	}
	if tasks, domains := r.Known(); tasks != 2 || domains != 3 {
		t.Errorf("%d tasks, %d departments", tasks, domains)
	}
	if words := r.Words(); words != "You have tried 2 types of task of 12, on the work of 3 departments. Not counted, since no type of task is named: 1 entry." {
		t.Error(words)
	}
}

func TestRangeWithoutADepartment(t *testing.T) {
	r := RangeOf([]store.Experiment{{Task: "draft", Verdict: store.Worked}}, "")
	if r.Own || r.Cells[0][r.domain("other")].Tried != 1 {
		t.Errorf("%+v", r)
	}
	if words := RangeOf(nil, "").Words(); !strings.HasPrefix(words, "Nothing is tried yet.") {
		t.Error(words)
	}
}

// A known task goes to an unfamiliar department first, a new task to one's own work.
func TestRangeSuggests(t *testing.T) {
	helps, err := embedded(t).Helps()
	if err != nil {
		t.Fatal(err)
	}
	tried := func(task, domain string) store.Experiment {
		return store.Experiment{Task: task, Domain: domain, Verdict: store.Inconclusive}
	}
	everywhere := func(task string) (all []store.Experiment) {
		for _, d := range RangeOf(nil, "").Domains {
			all = append(all, tried(task, d.ID))
		}
		return all
	}
	for _, test := range []struct {
		name         string
		department   string
		entries      []store.Experiment
		task, domain string
		lesson, says string
	}{
		{"nothing yet", "hr", nil, "draft", "hr", "prm-brief-clearly", `not tried "Draft text" yet`},
		{"nothing, and no department", "", nil, "draft", "other", "prm-brief-clearly", "your own work"},
		{"one task in one's own department", "hr", []store.Experiment{tried("extract", "hr")}, "extract", "marketing", "pck-marketing", `"Extract" once, and never on the work of Marketing`},
		{"the task that was tried most", "hr", []store.Experiment{tried("draft", "hr"), tried("code", "hr"), tried("code", "hr")}, "code", "marketing", "pck-marketing", "2 times"},
		{"a department that is new before one that is known", "hr", []store.Experiment{tried("code", "hr"), tried("code", "hr"), tried("draft", "marketing")}, "code", "sales", "pck-sales", "Sales"},
		{"what is planned already is not proposed", "hr", []store.Experiment{tried("draft", "hr"), {Task: "draft", Domain: "marketing"}}, "draft", "sales", "pck-sales", "Sales"},
		{"a task tried everywhere", "hr", everywhere("draft"), "reword", "hr", "prm-examples", `not tried "Translate or reword" yet`},
		{"a new task that is planned", "hr", append(everywhere("draft"), store.Experiment{Task: "reword"}), "summarise", "hr", "prm-output-format", "Summarise"},
	} {
		for range 3 {
			got, found := RangeOf(test.entries, test.department).Suggest(helps)
			if !found || got.Task.ID != test.task || got.Domain.ID != test.domain || got.Lesson != test.lesson || !strings.Contains(got.Why, test.says) {
				t.Errorf("%s: %+v", test.name, got)
			}
		}
	}
	var all []store.Experiment
	for _, id := range store.TaskIDs() {
		all = append(all, everywhere(id)...)
	}
	if got, found := RangeOf(all, "hr").Suggest(helps); found {
		t.Errorf("everything was tried, and it proposes %+v", got)
	}
	if i := slices.IndexFunc(all, func(x store.Experiment) bool { return x.Task == "plan" && x.Domain == "sales" }); i >= 0 {
		all = slices.Delete(all, i, i+1)
	}
	if got, found := RangeOf(all, "hr").Suggest(helps); !found || got.Task.ID != "plan" || got.Domain.ID != "sales" {
		t.Errorf("one cell is empty, and it proposes %+v", got)
	}
}
