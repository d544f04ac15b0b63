package cli

import (
	"slices"
	"strings"

	"waymark/store/clean"
	"waymark/store/progress"
)

// exercise reads the exercise, and marks it as done when the person says so.
func (r *reading) exercise() (int, error) {
	e := r.body.Exercise
	r.show(func(p *page) {
		p.say("An exercise of %s, on paper or in a file of your own.", minutes(e.Minutes))
		p.gap()
		p.prose(inWords(e.Task))
		if e.Sample != nil {
			p.gap()
			p.say("The text to work on begins.")
			p.prose(inWords(e.Sample.Text))
			p.say("The text to work on ends.")
		}
		if e.Without != "" {
			p.gap()
			p.say("Without an assistant:")
			p.prose(inWords(e.Without))
		}
	})
	if !r.did.Exercise.IsZero() {
		r.sayKey()
		return r.turn("You have marked it as done. Enter for the next page")
	}
	to, word, err := r.turnOr("Type done when you have done it. Enter for the next page", "done")
	if err != nil || word != "done" {
		return to, err
	}
	if _, err := r.store.MarkExercise(r.lesson.ID, progress.Requirement(r.lesson, r.body)); err != nil {
		r.failed(err)
		return r.at, nil
	}
	r.say("The exercise is marked as done.")
	if err := r.refresh(); err != nil {
		return 0, err
	}
	r.sayKey()
	return r.turn("Enter for the next page")
}

// sayKey says what was planted in the text of an exercise that is done.
func (r *reading) sayKey() {
	sample := r.body.Exercise.Sample
	if sample == nil || len(sample.Errors) == 0 {
		return
	}
	r.gap()
	r.show(func(p *page) {
		p.say("What was planted in the text:")
		for i, e := range sample.Errors {
			p.say("%d. %s", i+1, e.Quote)
			p.say("   %s: %s", sentence(clean.Line(e.Kind)), e.Why)
		}
	})
}

// trial reads the experiment, and puts it into the journal when the person says so.
func (r *reading) trial() (int, error) {
	e := r.body.Experiment
	r.show(func(p *page) {
		p.say("An experiment to try: %s", e.Title)
		p.say("Hypothesis: %s", e.Hypothesis)
		p.say("Variants: %s", strings.Join(e.Variants, "; "))
		for _, part := range [][2]string{{"Measure", e.Measure}, {"Cases", e.Cases}, {"It counts as a success if", e.Success}, {"What must not get worse", e.Guard}, {"How to decide", e.Rule}} {
			if part[1] != "" {
				p.say("%s: %s", part[0], part[1])
			}
		}
		p.say("A negative result is a result.")
	})
	to, word, err := r.turnOr("Type journal to put it into your journal. Enter for the next page", "journal")
	if err != nil || word != "journal" {
		return to, err
	}
	filled := progress.TemplateOf(r.catalogue, r.lesson, e)
	saved, waiting, err := r.store.AddExperimentWith(filled.Entry, filled.Variants, filled.Rubric)
	if err != nil {
		r.failed(err)
		return r.at, nil
	}
	r.added(saved, waiting)
	if waiting == nil {
		r.say("What the lesson says is filled in, with %s to compare. In the journal it waits for your cases.", count(len(filled.Variants), "variant"))
	}
	return r.turn("Enter for the next page")
}

// end sums the lesson up, asks its question to think about, and goes on: to what
// is open, to the check of the module where it comes next, or to the next lesson.
func (r *reading) end() (int, error) {
	if err := r.refresh(); err != nil {
		return 0, err
	}
	r.show(func(p *page) { r.sum(p) })
	if err := r.sayPolicy(); err != nil {
		return 0, err
	}
	r.reflection()
	open, check := r.firstOpen(), r.checkAfter()
	for {
		words, own := r.onward(open, check)
		to, word, err := r.turnOr(words, own...)
		switch {
		case err != nil:
			return 0, err
		case word == "write":
			err = r.reflect()
		case word == "acknowledge":
			err = r.acknowledge()
		case to == len(r.pages) && open >= 0:
			return open, nil
		case to == len(r.pages) && check != "":
			r.next = ""
			return to, r.talk.check(check, false)
		case word == "lesson":
			return len(r.pages), nil
		default:
			return to, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// checkAfter is the id of the module whose check comes next; empty where none does.
func (r *reading) checkAfter() string {
	s, err := r.app.standing()
	if err != nil {
		return ""
	}
	m, _ := s.CheckAfter(r.lesson.ID)
	return m.ID
}

// onward says what Enter does at the end, and which words are taken beside it.
func (r *reading) onward(open int, check string) (words string, own []string) {
	next, err := r.catalogue.Lesson(r.next)
	hasNext := err == nil && r.next != ""
	switch {
	case open >= 0:
		words = "Enter to go to what is still open"
	case check != "" && hasNext:
		words, own = "Enter for the check of "+r.moduleTitle(check)+", l for the next lesson, "+next.Title, []string{"lesson"}
	case check != "":
		words = "Enter for the check of " + r.moduleTitle(check)
	case hasNext:
		words = "Enter to open the next lesson, " + next.Title
	default:
		words = "Enter to go back"
	}
	if r.lesson.Reflection != "" {
		words, own = words+", w to write what you think", append(own, "write")
	}
	if r.asksPolicy() {
		words, own = words+", a to acknowledge the rule", append(own, "acknowledge")
	}
	return words, own
}

// sum says what is done, what is open, and what was shown.
func (r *reading) sum(p *page) {
	if open := r.openWork(); len(open) == 0 {
		p.say("This lesson is done.")
	} else {
		p.say("This lesson is not done yet:")
		for _, what := range open {
			p.wrap("- ", "  ", what)
		}
	}
	p.gap()
	p.say("What you have shown:")
	levels := r.shown()
	for _, o := range r.lesson.Objectives {
		p.wrap("- ", "  ", clean.Line(o.Text)+": "+levels[o.ID])
	}
	if n := len(r.body.Cards); n > 0 && len(r.openWork()) == 0 {
		p.gap()
		p.say("%s of this lesson joined your reviews. They come up from tomorrow on.", count(n, "question"))
	}
}

// shown is how well each objective is shown, in words, by its id.
func (r *reading) shown() map[string]string {
	levels := map[string]string{}
	objectives, err := r.store.Objectives()
	if err != nil {
		return levels
	}
	for _, m := range progress.MasteryOf([]progress.Lesson{{Lesson: r.lesson}}, objectives, nil) {
		levels[m.Objective.ID] = m.Level.String()
	}
	return levels
}

// openWork lists what is left before the lesson is done.
func (r *reading) openWork() []string {
	if !r.did.Done.IsZero() {
		return nil
	}
	var open []string
	if n := len(r.body.Items) - progress.Answered(r.body.ItemIDs(), r.did); n == 1 {
		open = append(open, "1 question waits for an answer.")
	} else if n > 1 {
		open = append(open, count(n, "question")+" wait for an answer.")
	}
	if r.body.Exercise.Task != "" && r.did.Exercise.IsZero() {
		open = append(open, "The exercise is not marked as done.")
	}
	return open
}

// firstOpen is the first page with work that makes the lesson done, or -1.
func (r *reading) firstOpen() int {
	if !r.did.Done.IsZero() {
		return -1
	}
	for i, p := range r.pages {
		needed := p.item != nil && p.id != warmUpAnchor && slices.Contains(r.body.ItemIDs(), p.item.ID)
		if needed && !slices.Contains(r.did.Answered, p.item.ID) || p.exercise && r.did.Exercise.IsZero() {
			return i
		}
	}
	return -1
}

// reflection says the question to think about.
func (r *reading) reflection() {
	if r.lesson.Reflection == "" {
		return
	}
	r.gap()
	r.say("To think about: %s Only you see what you write.", r.lesson.Reflection)
	if r.did.Reflection != "" {
		r.say("You wrote: %s", r.did.Reflection)
	}
}

// reflect keeps one line on the question to think about.
func (r *reading) reflect() error {
	typed, err := r.talk.ask("What you think, on one line; Enter alone changes nothing:")
	if err != nil || typed == "" {
		return err
	}
	if _, err := r.store.Reflect(r.lesson.ID, typed); err != nil {
		r.failed(err)
		return nil
	}
	r.say("Kept.")
	return r.refresh()
}
