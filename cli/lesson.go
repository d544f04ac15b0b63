package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/progress"
)

// lessonCard is a lesson as lists show it.
type lessonCard struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Module    string `json:"module"`
	State     string `json:"state"`
	EffortMin int    `json:"effort_min"`
	InPathway bool   `json:"in_pathway"`
	Update    string `json:"update"`
}

// lessonList is the lessons of the learner's pathway, and all others.
type lessonList struct {
	Pathway []modulePage `json:"pathway"`
	Others  []modulePage `json:"others"`
}

// lessonDone is a lesson whose exercise was marked.
type lessonDone struct {
	lessonStatus
	Planted []plantedError `json:"planted"`
}

// plantedError is one entry of the key of an exercise's text, which is shown when
// the exercise is done.
type plantedError struct {
	Quote string `json:"quote"`
	Kind  string `json:"kind"`
	Why   string `json:"why"`
}

func (a *app) lessonCommand() *cobra.Command {
	open := a.verb("open ID", "Read a lesson and answer its questions", a.lessonOpen)
	open.Long = "Read a lesson and answer its questions, in the screens, or in lines with --plain: page " +
		"by page, each question asked, and each answer explained. It keeps your place when you " +
		"leave. Without a terminal the lesson is printed."
	open.Example = "  waymark lesson open fnd-what-ai-is\n  waymark lesson open fnd-what-ai-is --plain"
	var exercise bool
	done := a.verb("done ID", "Mark the exercise of a lesson as done", func(args []string) (result, error) {
		return a.lessonDone(args, exercise)
	})
	done.Flags().BoolVar(&exercise, "exercise", false, "you have done the exercise")
	done.Long = "Mark the exercise of a lesson as done. A lesson is done when its exercise is marked " +
		"and each of its questions was answered."
	done.Example = "  waymark lesson done fnd-what-ai-is --exercise"
	return a.noun("lesson", "List, read or finish lessons",
		example(a.verb("list", "List the lessons, those of your pathway first", a.lessonList), "waymark lesson list"),
		completing(example(a.verb("show ID", "Print a lesson with its questions", a.lessonShow), "waymark lesson show fnd-what-ai-is"), a.ids(lessonIDs)),
		completing(open, a.ids(lessonIDs)),
		completing(done, a.ids(lessonIDs)),
	)
}

func lessonIDs(c *curriculum.Catalogue) []string {
	var ids []string
	for _, l := range c.Lessons() {
		ids = append(ids, l.ID+"\t"+l.Title)
	}
	return ids
}

func (a *app) lessonList([]string) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	found := lessonList{s.pathwayModules(s.Path), []modulePage{}}
	for _, m := range s.catalogue.Modules() {
		others := slices.DeleteFunc(slices.Clone(m.Lessons), func(id string) bool { return slices.Contains(s.Path.Lessons, id) })
		if len(others) > 0 {
			page := s.emptyModule(m, others)
			found.Others = append(found.Others, page.count(page.Lessons))
		}
	}
	return found, nil
}

func (a *app) lessonShow(args []string) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	found, err := s.lessonPage(args[0])
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (a *app) lessonOpen(args []string) (result, error) {
	if !a.screens() && !a.talks() {
		return a.lessonShow(args)
	}
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	lesson, err := catalogue.Lesson(args[0])
	if err != nil {
		return nil, err
	}
	if a.talks() {
		return nil, a.converse(func(t *talk) error { return t.lesson(lesson.ID) })
	}
	return nil, a.open(lesson.ID)
}

func (a *app) lessonDone(args []string, exercise bool) (result, error) {
	if !exercise {
		return nil, misuse("a lesson is done when its questions are answered and its exercise is marked; say --exercise once you have done the exercise")
	}
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	lesson, body, err := s.lesson(args[0])
	if err != nil {
		return nil, err
	}
	did, err := s.store.MarkExercise(lesson.ID, progress.Requirement(lesson, body))
	if err != nil {
		return nil, err
	}
	done := lessonDone{lessonStatusOf(lesson, body, did), []plantedError{}}
	if sample := body.Exercise.Sample; sample != nil {
		for _, e := range sample.Errors {
			done.Planted = append(done.Planted, plantedError(e))
		}
	}
	return done, nil
}

func (d lessonDone) text(p *page) {
	d.lessonStatus.text(p)
	for i, e := range d.Planted {
		if i == 0 {
			p.gap()
			p.say("What was planted in the text:")
		}
		p.inset("%d. %s", i+1, e.Quote)
		p.inset("   %s: %s", e.Kind, e.Why)
	}
}

// lesson finds a lesson and reads its body with the learner's examples.
func (s standing) lesson(id string) (curriculum.Lesson, curriculum.Body, error) {
	lesson, err := s.catalogue.Lesson(id)
	if err != nil {
		return curriculum.Lesson{}, curriculum.Body{}, err
	}
	body, err := s.catalogue.Body(lesson.ID, s.Profile.Department)
	return lesson, body, err
}

func (s standing) lessonCard(l curriculum.Lesson) lessonCard {
	return lessonCard{l.ID, l.Title, l.Module, progress.StateOf(s.Did[l.ID]).String(), l.Minutes, slices.Contains(s.Path.Lessons, l.ID), progress.UpdateOf(l, s.Did[l.ID]).String()}
}

// lessonCards are the lessons of a list of ids, in its order.
func (s standing) lessonCards(ids []string) []lessonCard {
	cards := []lessonCard{}
	for _, id := range ids {
		if l, err := s.catalogue.Lesson(id); err == nil {
			cards = append(cards, s.lessonCard(l))
		}
	}
	return cards
}

// lessonRows are lessons as lines of a table.
func lessonRows(lessons []lessonCard) [][]string {
	rows := make([][]string, len(lessons))
	for i, l := range lessons {
		title := l.Title
		if l.Update != "" {
			title += " (" + l.Update + ")"
		}
		rows[i] = []string{l.State, l.ID, fmt.Sprintf("%d min", l.EffortMin), title}
	}
	return rows
}

func (l lessonList) text(p *page) {
	for _, m := range l.Pathway {
		m.section(p)
	}
	if len(l.Pathway) > 0 && len(l.Others) > 0 {
		p.gap()
		p.say("Not on your pathway:")
	}
	for _, m := range l.Others {
		m.section(p)
	}
}
