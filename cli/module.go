package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/progress"
)

// moduleProgress is how far the learner is in a module: over its lessons on the
// pathway, or over all of them where the pathway has none.
type moduleProgress struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	State string `json:"state"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

type moduleList struct {
	Modules []moduleProgress `json:"modules"`
}

// modulePage is a module with its lessons.
type modulePage struct {
	moduleProgress
	Summary string       `json:"summary"`
	Lessons []lessonCard `json:"lessons"`
}

func (a *app) moduleCommand() *cobra.Command {
	return a.noun("module", "List or show modules",
		a.verb("list", "List the modules, those of your pathway first", a.moduleList),
		completing(a.verb("show ID", "Show a module and its lessons", a.moduleShow), a.ids(moduleIDs)),
	)
}

func moduleIDs(c *curriculum.Catalogue) []string {
	var ids []string
	for _, m := range c.Modules() {
		ids = append(ids, m.ID+"\t"+m.Title)
	}
	return ids
}

func (a *app) moduleList([]string) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	found := moduleList{[]moduleProgress{}}
	for _, m := range s.modules() {
		found.Modules = append(found.Modules, s.modulePage(m).moduleProgress)
	}
	return found, nil
}

func (a *app) moduleShow(args []string) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	m, err := s.catalogue.Module(args[0])
	if err != nil {
		return nil, err
	}
	return s.modulePage(m), nil
}

// modules are all modules, those of the pathway first.
func (s standing) modules() []curriculum.Module {
	var all []curriculum.Module
	for _, m := range s.Path.Modules {
		all = append(all, m.Module)
	}
	for _, m := range s.catalogue.Modules() {
		if !slices.ContainsFunc(all, func(known curriculum.Module) bool { return known.ID == m.ID }) {
			all = append(all, m)
		}
	}
	return all
}

// modulePage is a module with all of its lessons.
func (s standing) modulePage(m curriculum.Module) modulePage {
	found := modulePage{moduleProgress{ID: m.ID, Title: m.Title}, m.Summary, s.lessonCards(m.Lessons)}
	counted := slices.DeleteFunc(slices.Clone(found.Lessons), func(l lessonCard) bool { return !l.InPathway })
	if len(counted) == 0 {
		counted = found.Lessons
	}
	return found.count(counted)
}

// pathwayModules are the modules of a pathway with its lessons.
func (s standing) pathwayModules(p progress.Pathway) []modulePage {
	found := make([]modulePage, len(p.Modules))
	for i, m := range p.Modules {
		var ids []string
		for _, l := range m.Lessons {
			ids = append(ids, l.ID)
		}
		page := modulePage{moduleProgress{ID: m.ID, Title: m.Title}, m.Summary, s.lessonCards(ids)}
		found[i] = page.count(page.Lessons)
	}
	return found
}

// count sums up how far the lessons are.
func (m modulePage) count(lessons []lessonCard) modulePage {
	m.Total, m.State = len(lessons), progress.NotStarted.String()
	for _, l := range lessons {
		if l.State != progress.NotStarted.String() {
			m.State = progress.Started.String()
		}
		if l.State == progress.Done.String() {
			m.Done++
		}
	}
	if m.Total > 0 && m.Done == m.Total {
		m.State = progress.Done.String()
	}
	return m
}

func modulesOf(p progress.Pathway) []moduleProgress {
	found := make([]moduleProgress, len(p.Modules))
	for i, m := range p.Modules {
		found[i] = moduleProgress{m.ID, m.Title, m.State.String(), m.Done, len(m.Lessons)}
	}
	return found
}

// row is the module as a line of a table.
func (m moduleProgress) row() []string {
	return []string{m.ID, m.State, fmt.Sprintf("%d of %d", m.Done, m.Total), m.Title}
}

func (l moduleList) text(p *page) {
	rows := make([][]string, len(l.Modules))
	for i, m := range l.Modules {
		rows[i] = m.row()
	}
	p.table(rows)
}

func (m modulePage) text(p *page) {
	p.say("%s", m.Title)
	p.say("%s, %s, %d of %s done", m.ID, m.State, m.Done, count(m.Total, "lesson"))
	p.say("%s", m.Summary)
	p.gap()
	p.table(lessonRows(m.Lessons))
}

// section is the module as a part of a longer list.
func (m modulePage) section(p *page) {
	p.gap()
	p.say("%s: %s, %d of %d", m.Title, m.State, m.Done, m.Total)
	p.table(lessonRows(m.Lessons))
}
