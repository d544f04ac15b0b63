package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// checkStatus is how far the check of a module is. Next is the question to answer
// next, and Returns are the lessons that a finished one says to return to.
type checkStatus struct {
	ID       string       `json:"id"`
	Module   string       `json:"module"`
	Title    string       `json:"title"`
	State    string       `json:"state"`
	Answered int          `json:"answered"`
	Right    int          `json:"right"`
	Items    int          `json:"items"`
	Needed   int          `json:"needed"`
	LeftMin  int          `json:"left_min"`
	Next     string       `json:"next_item"`
	Returns  []lessonLink `json:"returns"`
}

// checkPage is a check with its questions.
type checkPage struct {
	checkStatus
	Started   string          `json:"started"`
	Finished  string          `json:"finished"`
	Questions []checkQuestion `json:"questions"`
}

// checkQuestion is a question of a check and what was answered; nothing before that.
type checkQuestion struct {
	question
	Given string `json:"given"`
	Right bool   `json:"right"`
}

func (a *app) moduleCheckCommand() *cobra.Command {
	var again bool
	cmd := a.verb("check ID", "Check what you know of a module", func(args []string) (result, error) {
		if a.talks() {
			return nil, a.converse(func(t *talk) error { return t.check(args[0], again) })
		}
		return a.moduleCheck(args, again)
	})
	cmd.Long = "Check what you know of a module, by questions that its lessons do not ask. It may be left " +
		"and gone on with at any time. Whoever passes knows the module: its lessons count as tested out. " +
		"Called again it goes on, or shows how it ended. With --plain on a terminal it asks one question " +
		"after the other; without a terminal it prints them."
	cmd.Example = "  waymark module check foundations --plain\n  waymark module check foundations --again"
	cmd.Flags().BoolVar(&again, "again", false, "begin anew, with other questions where there are some")
	return completing(cmd, a.ids(moduleIDs))
}

func (a *app) moduleCheck(args []string, again bool) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	m, err := s.Module(s.catalogue, args[0])
	if err != nil {
		return nil, err
	}
	onScreen := a.screens() && slices.ContainsFunc(s.Path.Modules, func(on progress.Module) bool { return on.ID == m.ID })
	if onScreen && !again {
		return nil, a.openCheck(m.ID)
	}
	c, err := s.beginCheck(m, again)
	switch {
	case err != nil:
		return nil, err
	case onScreen:
		return nil, a.openCheck(m.ID)
	}
	return s.checkPage(c)
}

// beginCheck is the check of a module that is open, or that says how the module's
// checks ended, or else a new one; again, it is always a new one.
func (s standing) beginCheck(m progress.Module, again bool) (store.Check, error) {
	open, isOpen := progress.OpenCheck(s.Checks, m.ID)
	if isOpen && !again {
		return open, nil
	}
	if state, last := progress.CheckOf(s.Checks, m.ID); state != progress.Untested && !isOpen && !again {
		return last, nil
	}
	var asked []store.Attempt
	for _, l := range m.Lessons {
		attempts, err := s.store.Attempts(l.ID)
		if err != nil {
			return store.Check{}, err
		}
		asked = append(asked, attempts...)
	}
	drawn, err := progress.DrawCheck(s.catalogue, s.Standing, m, asked, uint64(s.now.UnixNano()))
	if err != nil {
		return store.Check{}, err
	}
	if isOpen {
		if err := s.store.DropCheck(open.ID); err != nil {
			return store.Check{}, err
		}
	}
	return s.store.StartCheck(drawn)
}

// waiting is the id of the check under way that waits for an answer to the item;
// empty where none does. An answer that such a check has already is ErrStays.
func (s standing) waiting(item curriculum.Item) (check string, err error) {
	for _, c := range s.Checks {
		at := slices.IndexFunc(c.Items, func(i store.CheckItem) bool { return i.Ref == item.Ref() })
		switch {
		case at < 0 || !c.Open():
		case c.Items[at].Answered:
			return "", fmt.Errorf("%w; you answered %s with %s. To go on: waymark module check %s", store.ErrStays, item.Ref(), c.Items[at].Answer, c.Module)
		default:
			return c.ID, nil
		}
	}
	return "", nil
}

// checkState is how far the check of a module is, in words; empty where there are
// no questions for one.
func (s standing) checkState(m curriculum.Module) string {
	state, _ := progress.CheckOf(s.Checks, m.ID)
	if state == progress.Untested && !slices.ContainsFunc(m.Lessons, s.catalogue.HasBank) {
		return ""
	}
	return state.String()
}

func (s standing) checkStatus(c store.Check) checkStatus {
	found := checkStatus{
		ID: c.ID, Module: c.Module, Title: s.moduleTitle(c.Module), State: stateOf(c).String(),
		Answered: c.Answered(), Right: c.Right(), Items: len(c.Items), Needed: c.Needed(), Returns: []lessonLink{},
	}
	if c.Open() {
		next, _ := c.Next()
		found.LeftMin, found.Next = progress.CheckMin(c), next.Ref
		return found
	}
	for _, id := range progress.Returns(c) {
		found.Returns = append(found.Returns, s.lessonLink(id))
	}
	return found
}

// stateOf is how far one check is, whatever became of others.
func stateOf(c store.Check) progress.CheckState {
	state, _ := progress.CheckOf([]store.Check{c}, c.Module)
	return state
}

func (s standing) moduleTitle(id string) string {
	if m, err := s.catalogue.Module(id); err == nil {
		return m.Title
	}
	return id
}

// checkPage reads the questions of a check. One that has an answer may have left
// the packs since.
func (s standing) checkPage(c store.Check) (result, error) {
	found := checkPage{s.checkStatus(c), stamp(c.Started), stamp(c.Finished), []checkQuestion{}}
	for _, i := range c.Items {
		item, err := s.catalogue.Item(i.Ref)
		gone := errors.Is(err, curriculum.ErrNotFound) || errors.Is(err, curriculum.ErrAmbiguous) || err == nil && item.Ref() != i.Ref
		switch {
		case gone && i.Answered:
			item = curriculum.Item{Lesson: i.Lesson(), ID: i.Ref[len(i.Lesson())+1:]}
		case gone:
			return nil, fmt.Errorf("the question %s of this check: %w; it left the packs in use. Add its folder with --pack, or take a check with other questions: waymark module check %s --again", i.Ref, curriculum.ErrNotFound, c.Module)
		case err != nil:
			return nil, err
		}
		found.Questions = append(found.Questions, checkQuestion{questionOf(item), i.Answer, i.Right})
	}
	return found, nil
}

func (c checkPage) text(p *page) {
	c.checkStatus.text(p)
	for _, q := range c.Questions {
		p.gap()
		q.text(p)
	}
}

func (q checkQuestion) text(p *page) {
	if q.Given == "" {
		q.question.text(p)
		return
	}
	p.say("Question %s: answered %s, %s", q.Ref, q.Given, rightOrWrong(q.Right))
	p.prose(q.Stem)
}

func rightOrWrong(right bool) string {
	if right {
		return "right"
	}
	return "wrong"
}

func (c checkStatus) text(p *page) {
	p.say("Check of %s: %s", c.Title, c.State)
	if c.Next != "" {
		p.inset("%d of %s answered, %s left. To pass, %d have to be right.", c.Answered, count(c.Items, "question"), minutes(c.LeftMin), c.Needed)
		p.inset("Next: waymark answer %s ANSWER", c.Next)
		return
	}
	p.inset("%d of %s right; %d were needed.", c.Right, count(c.Items, "question"), c.Needed)
	for i, l := range c.Returns {
		if i == 0 {
			p.say("Lessons to return to:")
		}
		p.inset("%s: waymark lesson open %s", l.Title, l.ID)
	}
	if c.State == progress.Passed.String() {
		p.say("You know this module: all its lessons count.")
		return
	}
	p.say("Other questions wait, whenever you like:")
	p.inset("waymark module check %s --again", c.Module)
}
