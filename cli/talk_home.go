package cli

import (
	"errors"
	"fmt"
	"slices"

	"waymark/store"
	"waymark/store/progress"
)

// A deed is one thing that can be done from the menu.
type deed struct {
	row
	do func() error
}

// home says where the person stands and what can be done, until they leave. What
// goes wrong is said, and the menu comes again.
func (t *talk) home() error {
	for {
		s, err := t.app.whereIStand(0)
		if store.IsFileDamaged(err) {
			if err := t.doctor(); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		if !s.SetUp {
			if err := t.setUp(); err != nil {
				return err
			}
			if s, err = t.app.whereIStand(0); err != nil || !s.SetUp {
				return err
			}
			if err := t.offerPlacement(); err != nil {
				return err
			}
			continue
		}
		t.gap()
		t.standing(s)
		deeds := t.deeds(s)
		var rows []row
		for _, d := range deeds {
			rows = append(rows, d.row)
		}
		n, err := t.choose(rows, 0, "for 1")
		if err != nil {
			return err
		}
		if n < 0 {
			t.say("Everything is kept. Goodbye.")
			return nil
		}
		if err := t.do(deeds[n]); err != nil {
			return err
		}
	}
}

// do does a deed. What goes wrong in it is said; only leaving the conversation is returned.
func (t *talk) do(d deed) error {
	t.gap()
	err := d.do()
	if err == nil || errors.Is(err, errLeft) {
		return err
	}
	t.failed(err)
	return nil
}

// standing says in a few sentences where the person stands.
func (t *talk) standing(s status) {
	t.notes(s)
	if s.Name != "" {
		t.say("Waymark, for %s.", s.Name)
	}
	if s.Pathway != nil {
		t.say("%s pathway: %d of %s done, %s left.", s.Pathway.Title, s.Pathway.Done, count(s.Pathway.Total, "lesson"), minutes(s.Pathway.LeftMin))
		t.show(s.Today.text)
	}
	if s.StreakDays != nil && *s.StreakDays > 1 {
		t.say("%s in a row.", count(*s.StreakDays, "day"))
	}
	t.say("What do you want to do?")
}

// deeds are what can be done, the proposed step first.
func (t *talk) deeds(s status) []deed {
	all := []deed{
		t.step(s.Next[0]),
		{row{"Reviews", reviewsUp(s.Today)}, func() error { return t.review(0) }},
		{row{"Pathway", "modules, lessons and checks"}, t.pathway},
		{row{"Find the errors", "texts with planted errors"}, t.drills},
		{row{"Journal", "what you try with AI"}, t.journal},
		{row{"Progress", ""}, t.progress},
		{row{"Share with your lead", "see it first; ask for help, offer it"}, t.sharing},
		{row{"Settings", ""}, t.settings},
		{row{"Take back the last thing you did", ""}, func() error { t.undo(); return nil }},
		{row{"Help", ""}, t.help},
	}
	if t.leads() {
		all = slices.Insert(all, 7, deed{row{"Your team", "who needs you, and the board"}, t.team})
	}
	if s.Next[0].Kind == progress.Review {
		all = append(all[:1], all[2:]...)
	}
	return all
}

func reviewsUp(now today) string {
	if now.Reviews == 0 {
		return "nothing is up today"
	}
	return fmt.Sprintf("%s up, %s", count(now.Reviews, "question"), minutes(now.ReviewsMin))
}

// step is the deed that the person is proposed.
func (t *talk) step(s step) deed {
	title, about := s.Title, sentence(s.Why)
	if s.EffortMin > 0 {
		about = minutes(s.EffortMin) + ". " + about
	}
	named := func(name string, do func() error) deed { return deed{row{name + title, about}, do} }
	lesson := func() error { return t.lesson(s.Ref) }
	switch s.Kind {
	case progress.Setup:
		return deed{row{s.Title, s.Why}, t.setUp}
	case progress.Continue:
		return named("Go on with the lesson ", lesson)
	case progress.Start:
		return named("Next lesson, ", lesson)
	case progress.Reread:
		return named("Read again ", lesson)
	case progress.Assigned:
		return named("From your lead, ", lesson)
	case progress.Acknowledge:
		return named("A rule of your company, ", lesson)
	case progress.Review:
		return named("Reviews, ", func() error { return t.review(0) })
	case progress.CheckNow:
		return named("Check of ", func() error { return t.check(s.Ref, false) })
	case progress.Experiment, progress.Rate, progress.Pilot:
		return named("What came of the experiment ", func() error { return t.entry(s.Ref) })
	}
	return named("Finished: ", t.pathway)
}

// progress says part by part how far the person is.
func (t *talk) progress() error {
	r, err := t.app.progressOver(progress.DefaultWeeks)
	if err != nil {
		return err
	}
	t.notes(r)
	parts := r.parts()
	var rows []row
	for _, of := range parts {
		rows = append(rows, row{title: of.title})
	}
	for {
		t.gap()
		t.say("Progress. Type a number to hear a part:")
		n, err := t.choose(rows, -1, "to go back")
		if err != nil || n < 0 {
			return err
		}
		t.gap()
		t.say("%s.", parts[n].title)
		t.show(parts[n].text)
	}
}

// help says how this conversation is held, and which commands there are beside it.
func (t *talk) help() error {
	t.show(func(p *page) {
		p.say("Waymark writes lines and then waits behind a colon. Type an answer, then press Enter. The words before the colon say what can be typed.")
		p.say("q leaves what you are in. Ctrl+D or Ctrl+C end the program at any time. Every answer is kept at once, and a lesson, a check and your reviews go on where you left them.")
		p.say("Where a question stands, ? says how to answer it, and h gives a hint. Behind an answer you may say how sure you are: b sure, or b guess.")
		p.say("These commands go straight to one thing:")
		p.inset("waymark --plain lesson open ID")
		p.inset("waymark --plain review")
		p.inset("waymark --plain module check ID")
		p.say("To always read lines, set the environment variable WAYMARK_PLAIN to 1. waymark help lists all commands.")
	})
	_, err := t.ask("Enter goes back:")
	return err
}
