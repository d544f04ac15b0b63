package cli

import (
	"fmt"
	"slices"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// check asks the questions of a module check, one by one and without hints.
func (t *talk) check(module string, again bool) error {
	for {
		s, err := t.app.standing()
		if err != nil {
			return err
		}
		m, err := s.Module(s.catalogue, module)
		if err != nil {
			return err
		}
		c, err := s.beginCheck(m, again)
		if err != nil {
			return err
		}
		if c.Open() {
			ended, err := t.askCheck(m.Title, c)
			if err != nil || !ended {
				return err
			}
		}
		if again, err = t.checkEnded(m.ID, c.ID); err != nil || !again {
			return err
		}
	}
}

// askCheck asks what has no answer yet, and reports that the check ended. What was
// passed over is asked again at the end.
func (t *talk) askCheck(title string, c store.Check) (ended bool, err error) {
	t.say("Check of %s: %s, of which %d have to be right. There are no hints, and an answer stays. You can leave at any time and go on later.", title, count(len(c.Items), "question"), c.Needed())
	if n := c.Answered(); n > 0 {
		t.say("You have answered %d of them.", n)
	}
	var skipped []string
	for {
		s, err := t.app.standing()
		if err != nil {
			return false, err
		}
		c, err = checkByID(s, c.ID)
		if err != nil || !c.Open() {
			return true, err
		}
		at := slices.IndexFunc(c.Items, func(i store.CheckItem) bool { return !i.Answered && !slices.Contains(skipped, i.Ref) })
		if at < 0 {
			typed, err := t.ask("You passed over %s. Enter to go through them, q to leave:", count(len(skipped), "question"))
			if err != nil || command(typed, free, "quit") != "" {
				return false, err
			}
			skipped = nil
			continue
		}
		word, err := t.askChecked(s, c, at)
		switch {
		case err != nil:
			return false, err
		case word == "quit":
			t.say("You left the check after %d of %s. It waits for you.", c.Answered(), count(len(c.Items), "question"))
			return false, nil
		case word == "skip":
			skipped = append(skipped, c.Items[at].Ref)
		}
	}
}

// askChecked asks one question of a check, and returns the word given instead of
// an answer.
func (t *talk) askChecked(s standing, c store.Check, at int) (word string, err error) {
	item, err := s.catalogue.Item(c.Items[at].Ref)
	if err != nil {
		return "", fmt.Errorf("a question of this check is not in the packs in use any more; for a check with other questions: waymark module check %s --again: %w", c.Module, err)
	}
	t.gap()
	t.say("Question %d of %d:%s", at+1, len(c.Items), s.noAdvice(item.Lesson))
	q := &asking{talk: t, item: item, enter: "to pass over it"}
	q.question()
	for {
		g, err := q.answer()
		if err != nil || g.word != "" {
			return g.word, err
		}
		a, err := s.record(item, g.text, g.flags)
		if err != nil {
			t.failed(err)
			continue
		}
		t.feedback(item, a, 0)
		typed, err := t.ask("Enter to go on, q to leave:")
		return command(typed, free, "quit"), err
	}
}

// noAdvice says of a question on law what it is not; of others it is empty.
func (s standing) noAdvice(lesson string) string {
	if body, err := s.catalogue.Body(lesson, ""); err == nil && body.StatesLaw() {
		return " General information, not legal advice."
	}
	return ""
}

func checkByID(s standing, id string) (store.Check, error) {
	for _, c := range s.Checks {
		if c.ID == id {
			return c, nil
		}
	}
	return store.Check{}, fmt.Errorf("this check is gone: %w", store.ErrNotFound)
}

// checkEnded says how a check ended, goes to the lessons to return to, and reports
// that the person takes it again.
func (t *talk) checkEnded(module, id string) (again bool, err error) {
	for {
		s, err := t.app.standing()
		if err != nil {
			return false, err
		}
		c, err := checkByID(s, id)
		if err != nil {
			return false, err
		}
		t.gap()
		t.say("Check of %s: %s. %d of %s were right; %d were needed.", s.moduleTitle(module), stateOf(c), c.Right(), count(len(c.Items), "question"), c.Needed())
		if c.Passed {
			t.say("You know this module: all its lessons count.")
		}
		lessons := lessonsOf(s.catalogue, progress.Returns(c))
		rows := []row{{"Take the check again", "with other questions where there are some"}}
		for _, l := range lessons {
			rows = append(rows, row{"Return to the lesson " + l.Title, minutes(l.Minutes)})
		}
		n, err := t.choose(rows, -1, "to go back")
		if err != nil || n <= 0 {
			return n == 0, err
		}
		if err := t.lesson(lessons[n-1].ID); err != nil {
			return false, err
		}
	}
}

// lessonsOf are the lessons of a list of ids, as far as they are there.
func lessonsOf(c *curriculum.Catalogue, ids []string) []curriculum.Lesson {
	var lessons []curriculum.Lesson
	for _, id := range ids {
		if l, err := c.Lesson(id); err == nil {
			lessons = append(lessons, l)
		}
	}
	return lessons
}
