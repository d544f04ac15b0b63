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
	Check string `json:"check"` // how far its check is; empty where there are no questions for one
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
	return a.noun("module", "List or show modules, and check what you know",
		example(a.verb("list", "List the modules, those of your pathway first", a.moduleList), "waymark module list"),
		completing(example(a.verb("show ID", "Show a module and its lessons", a.moduleShow), "waymark module show foundations"), a.ids(moduleIDs)),
		a.moduleCheckCommand(),
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
	found := s.emptyModule(m, m.Lessons)
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
		page := s.emptyModule(m.Module, ids)
		found[i] = page.count(page.Lessons)
	}
	return found
}

// emptyModule is a module with some of its lessons, which are not counted yet.
func (s standing) emptyModule(m curriculum.Module, lessons []string) modulePage {
	return modulePage{moduleProgress{ID: m.ID, Title: m.Title, Check: s.checkState(m)}, m.Summary, s.lessonCards(lessons)}
}

// count sums up how far the lessons are.
func (m modulePage) count(lessons []lessonCard) modulePage {
	m.Total, m.State = len(lessons), progress.NotStarted.String()
	for _, l := range lessons {
		if l.State != progress.NotStarted.String() {
			m.State = progress.Started.String()
		}
		if isComplete(l.State) {
			m.Done++
		}
	}
	if m.Total > 0 && m.Done == m.Total {
		m.State = progress.Done.String()
	}
	return m
}

// isComplete reports that a state leaves nothing to do.
func isComplete(state string) bool {
	return state == progress.Done.String() || state == progress.TestedOut.String()
}

// pathModules are the modules of the learner's pathway.
func (s standing) pathModules() []moduleProgress {
	found := make([]moduleProgress, len(s.Path.Modules))
	for i, m := range s.Path.Modules {
		found[i] = moduleProgress{m.ID, m.Title, m.State.String(), s.checkState(m.Module), m.Done, len(m.Lessons)}
	}
	return found
}

// row is the module as a line of a table.
func (m moduleProgress) row() []string {
	return []string{m.ID, m.State, fmt.Sprintf("%d of %d", m.Done, m.Total), m.named()}
}

// named is the title, with what there is to say of the module's check.
func (m moduleProgress) named() string {
	if m.Check == "" || m.Check == progress.Untested.String() {
		return m.Title
	}
	return fmt.Sprintf("%s (check %s)", m.Title, m.Check)
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
	if m.Check != "" {
		p.gap()
		p.say("Check: %s", m.Check)
		p.inset("waymark module check %s", m.ID)
	}
}

// section is the module as a part of a longer list.
func (m modulePage) section(p *page) {
	p.gap()
	p.say("%s: %s, %d of %d", m.named(), m.State, m.Done, m.Total)
	p.table(lessonRows(m.Lessons))
}
