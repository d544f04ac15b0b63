package cli

import (
	"fmt"
	"slices"

	"waymark/store/progress"
)

// taskRange is the types of task that were tried, and for whom.
type taskRange struct {
	Tasks   []rangeName `json:"tasks"`
	Domains []rangeName `json:"domains"`
	Cells   []rangeCell `json:"cells"`   // those with an entry
	NoTask  int         `json:"no_task"` // entries that were tried and name no type of task
	Words   string      `json:"words"`
	Suggest *rangeStep  `json:"suggestion"` // null where there is none
}

type rangeName struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Own   bool   `json:"own"` // the learner's own department
}

type rangeCell struct {
	Task    string `json:"task"`
	Domain  string `json:"domain"`
	Tried   int    `json:"tried"`
	Planned int    `json:"planned"` // noted, and nothing came out yet
}

type rangeStep struct {
	Task    rangeName `json:"task"`
	Domain  rangeName `json:"domain"`
	Lesson  string    `json:"lesson"`
	Lessons []string  `json:"lessons"`
	Why     string    `json:"why"`

	title string // of the lesson
}

func (a *app) journalRange([]string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	s := a.store()
	profile, err := s.Profile()
	if err != nil {
		return nil, err
	}
	experiments, err := s.LatestExperiments(progress.EntriesSummedUp)
	if err != nil {
		return nil, err
	}
	r := progress.RangeOf(experiments, profile.Department)
	helps, err := catalogue.Helps()
	if err != nil {
		return nil, err
	}
	found := taskRange{NoTask: r.NoTask, Words: r.Words(), Cells: []rangeCell{}}
	for i, t := range r.Tasks {
		found.Tasks = append(found.Tasks, rangeName{t.ID, t.Title, false})
		for j, c := range r.Cells[i] {
			if c != (progress.RangeCell{}) {
				found.Cells = append(found.Cells, rangeCell{t.ID, r.Domains[j].ID, c.Tried, c.Planned})
			}
		}
	}
	for j, d := range r.Domains {
		found.Domains = append(found.Domains, rangeName{d.ID, d.Title, r.Own && j == 0})
	}
	if step, ok := r.Suggest(helps); ok {
		found.Suggest = &rangeStep{
			Task: rangeName{step.Task.ID, step.Task.Title, false}, Domain: rangeName{step.Domain.ID, step.Domain.Title, false},
			Lesson: step.Lesson, Lessons: append([]string{}, step.Lessons...), Why: step.Why,
		}
		if l, err := catalogue.Lesson(step.Lesson); err == nil {
			found.Suggest.title = l.Title
		}
	}
	return found, nil
}

func (r taskRange) text(p *page) {
	p.say("%s", r.Words)
	for _, d := range r.Domains {
		var rows [][]string
		for _, c := range r.Cells {
			if c.Domain == d.ID {
				rows = append(rows, []string{r.taskTitle(c.Task), c.words()})
			}
		}
		if len(rows) == 0 {
			continue
		}
		p.gap()
		title := d.Title
		if d.Own {
			title += " (your department)"
		}
		p.say("%s", title)
		p.table(rows)
	}
	if s := r.Suggest; s != nil {
		p.gap()
		p.say("Something unfamiliar to try: %s, on the work of %s", s.Task.Title, s.Domain.Title)
		p.say("%s", s.Why)
		p.inset("waymark journal add %q --task %s --domain %s", "What you try", s.Task.ID, s.Domain.ID)
		if s.title != "" {
			p.say("A lesson that helps: %s", s.title)
			p.inset("waymark lesson open %s", s.Lesson)
		}
	}
}

func (r taskRange) taskTitle(id string) string {
	at := slices.IndexFunc(r.Tasks, func(t rangeName) bool { return t.ID == id })
	return r.Tasks[at].Title
}

func (c rangeCell) words() string {
	switch {
	case c.Planned == 0:
		return "tried " + times(c.Tried)
	case c.Tried == 0:
		return "planned"
	}
	return fmt.Sprintf("tried %s, and planned again", times(c.Tried))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
