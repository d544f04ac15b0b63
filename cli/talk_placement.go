package cli

import (
	"slices"
	"strings"

	"waymark/store/progress"
)

// offerPlacement asks, after the first set-up, whether to begin at the beginning.
func (t *talk) offerPlacement() error {
	t.gap()
	t.say("Do you know some of this already? Then a few questions can tell where to start. If all is new to you, start at the beginning.")
	t.say("At most %d questions, about a minute each; they end at the first module that is new to you. You find them again under Pathway.", progress.PlacementMost)
	n, err := t.choose([]row{{title: "Start at the beginning"}, {title: "Find out with a few questions"}}, 0, "for the beginning")
	if err != nil || n != 1 {
		return err
	}
	return t.placement(progress.PlacementOf)
}

// placement asks a few questions, and proposes where to start. One that was left
// goes on, where of says so.
func (t *talk) placement(of placementOf) error {
	for {
		s, err := t.app.standing()
		if err != nil {
			return err
		}
		found, err := s.placementAt(of)
		if err != nil {
			return err
		}
		of = progress.PlacementOf
		if found.Done {
			again, err := t.proposeStart(s, found)
			if err != nil || !again {
				return err
			}
			of = progress.NewPlacement
			continue
		}
		if goOn, err := t.askPlacement(s, found); err != nil || !goOn {
			return err
		}
	}
}

// askPlacement asks one of the questions; goOn says that the person wants the next.
func (t *talk) askPlacement(s standing, found progress.Placement) (goOn bool, err error) {
	item := found.Next
	t.gap()
	t.say("Question %d, at most %d. About %s:%s", found.Asked+1, progress.PlacementMost, s.titles(s.modulesWith(item.Lesson)), s.noAdvice(item.Lesson))
	q := &asking{talk: t, item: item, enter: "if you do not know it"}
	q.question()
	for {
		g, err := q.answer()
		switch {
		case err != nil:
			return false, err
		case g.word == "quit":
			t.say("You left the questions. They go on where you were.")
			return false, nil
		case g.word == "skip":
			_, err := s.place(item, nil, answerFlags{})
			return true, err
		}
		a, err := s.place(item, []string{g.text}, g.flags)
		if err != nil {
			t.failed(err)
			continue
		}
		t.feedback(item, *a, 0)
		typed, err := t.ask("Enter to go on, q to leave:")
		return command(typed, free, "quit") == "", err
	}
}

// proposeStart says what the answers showed, and lets the person decide; again
// says that they want other questions.
func (t *talk) proposeStart(s standing, found progress.Placement) (again bool, err error) {
	start, err := s.catalogue.Lesson(found.Start)
	proposes := err == nil && found.Start != "" && len(found.Known) > 0
	t.gap()
	switch {
	case found.Asked == 0:
		t.say("There are no questions yet about what comes first on this pathway. Start at the beginning.")
		return false, nil
	case len(found.Known) == 0:
		t.say("Start at the beginning: its first lessons are new to you, so they are worth your time.")
	case !proposes:
		t.say("You knew something of every module. A module check shows the rest: pass it, and its lessons count as known.")
	default:
		t.say("You could start with %s. You knew what was asked about %s; a module check makes its lessons count as known.", start.Title, s.titles(found.Known))
	}
	t.say("%s can only tell so much. You decide.", count(found.Asked, "answer"))
	deeds := []deed{
		{row{title: "Start at the beginning"}, func() error { return t.startWith("", "You start at the beginning.") }},
		{row{title: "Answer other questions"}, func() error { again = true; return nil }},
	}
	if proposes {
		said := "You start with " + start.Title + ". The lessons before it wait at the end."
		deeds = append([]deed{{row{title: "Start with " + start.Title}, func() error { return t.startWith(start.ID, said) }}}, deeds...)
	}
	for _, id := range found.Known {
		deeds = append(deeds, deed{row{title: "Test out of " + s.moduleTitle(id)}, func() error { return t.check(id, false) }})
	}
	var rows []row
	for _, d := range deeds {
		rows = append(rows, d.row)
	}
	n, err := t.choose(rows, -1, "to leave it as it is")
	if err != nil || n < 0 {
		return false, err
	}
	err = deeds[n].do()
	return again, err
}

// startWith keeps where the person wants to start.
func (t *talk) startWith(lesson, said string) error {
	if _, err := t.app.store().UpdateProfile(map[string]string{"start": lesson}); err != nil {
		return err
	}
	t.say("%s", said)
	return nil
}

// modulesWith are the ids of the modules of the pathway that hold a lesson.
func (s standing) modulesWith(lesson string) []string {
	var ids []string
	for _, m := range s.Path.Modules {
		if slices.ContainsFunc(m.Lessons, func(l progress.Lesson) bool { return l.ID == lesson }) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// titles lists modules in words.
func (s standing) titles(ids []string) string {
	titles := make([]string, len(ids))
	for i, id := range ids {
		titles[i] = s.moduleTitle(id)
	}
	return strings.Join(titles, ", ")
}
