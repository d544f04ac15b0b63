package cli

import (
	"strings"

	"waymark/curriculum"
	"waymark/store/progress"
)

// lessonPage is a lesson with all that can be read in it. What answers its
// questions, or lies hidden in its sample, is not in it.
type lessonPage struct {
	lessonCard
	Version    string       `json:"version"`
	AsOf       string       `json:"as_of"`
	Objectives []objective  `json:"objectives"`
	Needs      []lessonLink `json:"needs"`
	Skill      string       `json:"skill"`
	Reflection string       `json:"reflection"`
	Answered   string       `json:"reflection_answer"`
	Overdue    string       `json:"facts_overdue_since"`
	Language   string       `json:"language"` // of its text; empty where no translation was asked for
	Remark     string       `json:"language_remark"`
	Pages      []lessonPart `json:"pages"`
}

type objective struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// lessonLink is a lesson that something else points to: another lesson that
// builds on it, or a check.
type lessonLink struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	State string `json:"state"`
}

// lessonPart is one page: text, or one of the others.
type lessonPart struct {
	ID         string    `json:"id"`
	Heading    string    `json:"heading"`
	Text       string    `json:"text,omitempty"`
	Question   *question `json:"question,omitempty"`
	Exercise   *exercise `json:"exercise,omitempty"`
	Experiment *trial    `json:"experiment,omitempty"`
	Scenario   *scenario `json:"scenario,omitempty"`
}

type exercise struct {
	Task      string `json:"task"`
	Without   string `json:"without"`
	EffortMin int    `json:"effort_min"`
	Sample    string `json:"sample,omitempty"`

	lesson string
}

// trial is the experiment that a lesson proposes.
type trial struct {
	Title      string   `json:"title"`
	Hypothesis string   `json:"hypothesis"`
	Variants   []string `json:"variants"`
	Measure    string   `json:"measure"`
	Cases      string   `json:"cases"`

	lesson string
}

type scenario struct {
	Title    string   `json:"title"`
	Text     string   `json:"text"`
	Branches []branch `json:"branches"`
}

type branch struct {
	Choice  string `json:"choice"`
	Outcome string `json:"outcome"`
	Good    bool   `json:"good"`
}

// lessonPage reads a lesson with the learner's examples in place.
func (s standing) lessonPage(id string) (lessonPage, error) {
	l, body, err := s.lesson(id)
	if err != nil {
		return lessonPage{}, err
	}
	found := lessonPage{
		lessonCard: s.lessonCard(l), Version: l.Version, AsOf: l.AsOf, Skill: l.Skill, Reflection: l.Reflection, Answered: s.Did[l.ID].Reflection,
		Language: body.Language, Remark: body.Remark,
		Objectives: []objective{}, Needs: []lessonLink{}, Pages: []lessonPart{},
	}
	if found.Overdue, err = s.catalogue.Overdue(l, s.now); err != nil {
		return lessonPage{}, err
	}
	for _, o := range l.Objectives {
		found.Objectives = append(found.Objectives, objective{o.ID, o.Text})
	}
	for _, need := range l.Needs {
		if _, err := s.catalogue.Lesson(need); err == nil {
			found.Needs = append(found.Needs, s.lessonLink(need))
		}
	}
	for _, p := range body.Pages {
		found.Pages = append(found.Pages, lessonPartOf(l.ID, p))
	}
	return found, nil
}

// lessonLink points to a lesson; to one that left the packs by its id.
func (s standing) lessonLink(id string) lessonLink {
	l, err := s.catalogue.Lesson(id)
	if err != nil {
		l = curriculum.Lesson{ID: id, Title: id}
	}
	return lessonLink{l.ID, l.Title, progress.StateOf(s.Did[l.ID]).String()}
}

func lessonPartOf(lesson string, p curriculum.Page) lessonPart {
	part := lessonPart{ID: p.ID, Heading: p.Heading, Text: p.Text}
	switch {
	case p.Item != nil:
		part.Question = new(questionOf(*p.Item))
	case p.Exercise != nil:
		part.Exercise = &exercise{p.Exercise.Task, p.Exercise.Without, p.Exercise.Minutes, "", lesson}
		if p.Exercise.Sample != nil {
			part.Exercise.Sample = p.Exercise.Sample.Text
		}
	case p.Trial != nil:
		t := p.Trial
		part.Experiment = &trial{t.Title, t.Hypothesis, some(t.Variants), t.Measure, t.Cases, lesson}
	case p.Scenario != nil:
		part.Scenario = &scenario{p.Scenario.Title, p.Scenario.Text, []branch{}}
		for _, b := range p.Scenario.Branches {
			part.Scenario.Branches = append(part.Scenario.Branches, branch(b))
		}
	}
	return part
}

func (l lessonPage) text(p *page) {
	p.say("%s", l.Title)
	p.say("%s, %s, %s", l.ID, minutes(l.EffortMin), l.State)
	if l.Remark != "" {
		p.say("Read %s.", curriculum.Body{Language: l.Language, Remark: l.Remark}.Wording())
	}
	if l.State == progress.TestedOut.String() {
		p.say("You passed the check of its module, so it counts. Read it if you like.")
	}
	p.gap()
	p.say("Afterwards you can:")
	for _, o := range l.Objectives {
		p.inset("- %s", o.Text)
	}
	for i, n := range l.Needs {
		if i == 0 {
			p.say("It builds on:")
		}
		p.inset("- %s (%s)", n.Title, n.State)
	}
	heading := ""
	for _, part := range l.Pages {
		p.gap()
		if part.Heading != heading {
			heading = part.Heading
			p.say("## %s", heading)
			p.gap()
		}
		part.text(p)
	}
	if l.Overdue != "" {
		p.say("Its facts were last checked on %s. Figures and law may have moved since.", l.Overdue)
	}
	if l.Reflection != "" {
		p.gap()
		p.say("To think about: %s", l.Reflection)
		if l.Answered != "" {
			p.say("You wrote: %s", l.Answered)
		}
	}
}

func (l lessonPart) text(p *page) {
	switch {
	case l.Question != nil:
		l.Question.text(p)
	case l.Exercise != nil:
		l.Exercise.text(p)
	case l.Experiment != nil:
		l.Experiment.text(p)
	case l.Scenario != nil:
		l.Scenario.text(p)
	default:
		p.prose(strings.TrimSpace(l.Text))
	}
}

func (e exercise) text(p *page) {
	p.say("It takes %s.", minutes(e.EffortMin))
	p.prose(strings.TrimSpace(e.Task))
	if e.Sample != "" {
		p.gap()
		p.say("Text to work on:")
		p.prose(strings.TrimSpace(e.Sample))
	}
	p.gap()
	p.prose("Without an assistant: " + strings.TrimSpace(e.Without))
	p.say("When you have done it: waymark lesson done %s --exercise", e.lesson)
}

func (t trial) text(p *page) {
	p.say("%s", t.Title)
	p.table([][]string{
		{"Hypothesis", t.Hypothesis},
		{"Variants", strings.Join(t.Variants, "; ")},
		{"Measure", t.Measure},
		{"Cases", t.Cases},
	})
	p.say("When you try it: waymark journal add TITLE --lesson %s", t.lesson)
}

func (s scenario) text(p *page) {
	p.say("Scenario: %s", s.Title)
	p.prose(strings.TrimSpace(s.Text))
	for _, b := range s.Branches {
		p.gap()
		p.inset("%s", b.Choice)
		p.inset("Outcome: %s", b.Outcome)
	}
}
