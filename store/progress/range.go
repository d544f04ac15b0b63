package progress

import (
	"fmt"
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
)

// A Range is what a learner has tried with AI: types of task × departments whose
// work it was. Every verdict counts the same.
type Range struct {
	Tasks   []curriculum.Task
	Domains []curriculum.Department // the learner's own first, where it is known
	Own     bool                    // the first domain is the learner's own
	Cells   [][]RangeCell           // by task, then by domain
	NoTask  int                     // entries that were tried and name no type of task: they stand in no cell
}

// A RangeCell is the entries on one type of task in one department.
type RangeCell struct {
	Tried   int // something came out, whatever it was
	Planned int // noted, and nothing came out yet
}

// RangeOf sorts the entries of a journal. The field of work of an entry is known
// by the id or the title of a department; what is neither stands under "other", and
// an entry without one under the learner's own department, which may be empty.
func RangeOf(experiments []store.Experiment, department string) Range {
	r := Range{Tasks: curriculum.Tasks(), Domains: curriculum.Departments()}
	if own := r.domain(department); own >= 0 && department != "" {
		first := r.Domains[own]
		r.Domains = slices.Insert(slices.Delete(r.Domains, own, own+1), 0, first)
		r.Own = true
	}
	r.Cells = make([][]RangeCell, len(r.Tasks))
	for i := range r.Cells {
		r.Cells[i] = make([]RangeCell, len(r.Domains))
	}
	for _, x := range experiments {
		tried := x.Verdict != store.Open || x.Outcome != "" || !x.FirstOutput.IsZero()
		task := slices.IndexFunc(r.Tasks, func(t curriculum.Task) bool { return t.ID == x.Task })
		switch {
		case task < 0 && tried:
			r.NoTask++
		case task < 0:
		case tried:
			r.Cells[task][r.domainOf(x)].Tried++
		default:
			r.Cells[task][r.domainOf(x)].Planned++
		}
	}
	return r
}

// domain is the place of a department by its id or title; -1 where it is none.
func (r Range) domain(name string) int {
	name = strings.TrimSpace(name)
	return slices.IndexFunc(r.Domains, func(d curriculum.Department) bool {
		return strings.EqualFold(d.ID, name) || strings.EqualFold(d.Title, name)
	})
}

func (r Range) domainOf(x store.Experiment) int {
	if x.Domain == "" {
		return r.home()
	}
	if at := r.domain(x.Domain); at >= 0 {
		return at
	}
	return r.domain("other")
}

// tried is how often a type of task was tried, in all departments.
func (r Range) tried(task int) int {
	n := 0
	for _, c := range r.Cells[task] {
		n += c.Tried
	}
	return n
}

// knows reports that anything was tried on the work of a department.
func (r Range) knows(domain int) bool {
	return slices.ContainsFunc(r.Cells, func(row []RangeCell) bool { return row[domain].Tried > 0 })
}

// Known is how many types of task, and how many departments, something was tried in.
func (r Range) Known() (tasks, domains int) {
	for i := range r.Tasks {
		if r.tried(i) > 0 {
			tasks++
		}
	}
	for i := range r.Domains {
		if r.knows(i) {
			domains++
		}
	}
	return tasks, domains
}

// Words says what the picture shows.
func (r Range) Words() string {
	tasks, domains := r.Known()
	if tasks == 0 {
		return "Nothing is tried yet. An entry counts here when something came out and its type of task is named."
	}
	words := fmt.Sprintf("You have tried %s of %d, on the work of %s.", plural(tasks, "type of task", "types of task"), len(r.Tasks), plural(domains, "department", "departments"))
	if r.NoTask > 0 {
		words += fmt.Sprintf(" Not counted, since no type of task is named: %s.", plural(r.NoTask, "entry", "entries"))
	}
	return words
}

func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// A RangeStep is something unfamiliar to try.
type RangeStep struct {
	Task    curriculum.Task
	Domain  curriculum.Department
	Lesson  string   // id of the lesson or role pack that helps; may be empty
	Lessons []string // ids of others that help
	Why     string   // in words
}

// Suggest proposes one cell that is empty, next to what is known: the task that was
// tried most, on the work of another department; else a task that is new, on the
// learner's own work. A department where nothing was tried comes before one where
// only this task is new. The same journal always gets the same proposal; there is
// none where every cell in question is filled.
func (r Range) Suggest(helps curriculum.Helps) (RangeStep, bool) {
	best, found := [2]int{}, false
	better := func(task, domain int) bool {
		if !found || r.tried(task) != r.tried(best[0]) {
			return !found || r.tried(task) > r.tried(best[0])
		}
		return task == best[0] && r.knows(best[1]) && !r.knows(domain)
	}
	for task := range r.Tasks {
		for domain := range r.Domains {
			if r.crosses(task, domain) && better(task, domain) {
				best, found = [2]int{task, domain}, true
			}
		}
	}
	if found {
		return r.crossing(best[0], best[1], helps), true
	}
	home := r.home()
	for task := range r.Tasks {
		if r.tried(task) == 0 && r.Cells[task][home].Planned == 0 {
			return r.beginning(task, home, helps), true
		}
	}
	return RangeStep{}, false
}

// home is the place of the learner's own department, or of "other" where it is not known.
func (r Range) home() int {
	if r.Own {
		return 0
	}
	return r.domain("other")
}

// crosses reports that a known task was neither tried nor planned in a department
// that is not the learner's own.
func (r Range) crosses(task, domain int) bool {
	own := r.Own && domain == 0
	return r.tried(task) > 0 && !own && r.Domains[domain].ID != "other" && r.Cells[task][domain] == RangeCell{}
}

func (r Range) crossing(task, domain int, helps curriculum.Helps) RangeStep {
	t, d := r.Tasks[task], r.Domains[domain]
	why := fmt.Sprintf("You have tried %q %s, and never on the work of %s: the task is known, the field is new.", t.Title, times(r.tried(task)), d.Title)
	return step(t, d, why, helps.Departments[d.ID], helps.Tasks[t.ID])
}

func (r Range) beginning(task, home int, helps curriculum.Helps) RangeStep {
	t, d := r.Tasks[task], r.Domains[home]
	why := fmt.Sprintf("You have not tried %q yet. On your own work you can judge best what comes out.", t.Title)
	return step(t, d, why, helps.Tasks[t.ID], helps.Departments[d.ID])
}

func step(t curriculum.Task, d curriculum.Department, why string, first, then []string) RangeStep {
	s := RangeStep{Task: t, Domain: d, Why: why}
	if all := slices.Concat(first, then); len(all) > 0 {
		s.Lesson, s.Lessons = all[0], all[1:]
	}
	return s
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
