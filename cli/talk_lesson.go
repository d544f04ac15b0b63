package cli

import (
	"slices"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// A reading is a lesson that is read page by page.
type reading struct {
	*talk
	standing
	lesson curriculum.Lesson
	body   curriculum.Body
	did    store.Lesson
	next   string // id of the lesson to go on with; may be empty
	pages  []sheet
	at     int
}

// A sheet is one page of a lesson as it is read: text, or one of the others.
type sheet struct {
	id       string // the page's anchor, as the screens know it
	heading  string
	text     string // Markdown
	item     *curriculum.Item
	exercise bool
	trial    bool
	end      bool
}

// Anchors of the pages that are added to those of the lesson.
const (
	warmUpAnchor = "warm-up"
	endAnchor    = "the-end"
)

// leaving is the page that nobody goes to: the lesson is left.
const leaving = -1

// lesson reads a lesson, and goes on with the next ones as long as the person
// wants to.
func (t *talk) lesson(id string) error {
	for id != "" {
		r, err := t.openLesson(id)
		if err != nil {
			return err
		}
		if id, err = r.read(); err != nil {
			return err
		}
	}
	return nil
}

func (t *talk) openLesson(id string) (*reading, error) {
	s, err := t.app.standing()
	if err != nil {
		return nil, err
	}
	r := &reading{talk: t, standing: s}
	if r.lesson, r.body, err = s.lesson(id); err != nil {
		return nil, err
	}
	r.did = s.Did[r.lesson.ID]
	r.next = s.After(r.lesson.ID)
	if r.pages, err = r.sheets(); err != nil {
		return nil, err
	}
	update := progress.UpdateOf(r.lesson, r.did)
	if r.did.Done.IsZero() || update == progress.Unchanged && r.did.Page != endAnchor { // what is read again begins at the first page
		r.at = max(0, slices.IndexFunc(r.pages, func(p sheet) bool { return p.id == r.did.Page }))
	}
	if p, states, err := r.policy(); err == nil && states && p.Last.Hash == "" && progress.StateOf(r.did).Complete() {
		r.at = len(r.pages) - 1 // where the rule waits to be acknowledged
	}
	return r, nil
}

// sheets are the pages of the lesson: its own, after the first one the question
// from an earlier lesson, and the end.
func (r *reading) sheets() ([]sheet, error) {
	overdue, err := r.catalogue.Overdue(r.lesson, r.now)
	if err != nil {
		return nil, err
	}
	var pages []sheet
	for i, p := range r.body.Pages {
		page := sheet{id: p.ID, heading: p.Heading, text: p.Text, item: p.Item, exercise: p.Exercise != nil, trial: p.Trial != nil}
		if p.Scenario != nil {
			page.item = new(p.Scenario.Item(r.lesson.ID))
		}
		if p.ID == curriculum.SourcesID && overdue != "" {
			page.text += "\n\n> **NOTE** Its facts were last checked on " + overdue + ". Figures and law may have moved since.\n"
		}
		if i == 0 {
			page.text += "\n\nAfter this lesson you can:\n\n"
			for _, o := range r.lesson.Objectives {
				page.text += "- " + o.Text + "\n"
			}
			if words := r.body.Wording(); words != "" {
				page.text += "\n> **NOTE** " + words + ".\n"
			}
		}
		pages = append(pages, page)
		if i == 0 {
			pages = append(pages, r.warmUp()...)
		}
	}
	return append(pages, sheet{id: endAnchor, heading: "The end", end: true}), nil
}

// warmUp is the question from an earlier lesson, once that was begun.
func (r *reading) warmUp() []sheet {
	if r.lesson.WarmUp == "" {
		return nil
	}
	item, err := r.catalogue.Item(r.lesson.WarmUp)
	if err != nil || r.Did[item.Lesson].Started.IsZero() {
		return nil
	}
	return []sheet{{id: warmUpAnchor, heading: "From an earlier lesson", item: &item}}
}

// read goes through the pages until the person leaves, and returns the id of the
// lesson to go on with.
func (r *reading) read() (next string, err error) {
	r.open()
	for {
		if err := r.keepPlace(); err != nil {
			r.failed(err)
		}
		to, err := r.page()
		if err != nil {
			return "", err
		}
		switch {
		case to == leaving:
			r.say("You left the lesson at page %d of %d. It keeps your place.", r.at+1, len(r.pages))
			return "", nil
		case to == len(r.pages):
			return r.next, nil
		}
		r.at = to
	}
}

// open says which lesson it is, and how it is read.
func (r *reading) open() {
	r.gap()
	r.say("Lesson: %s", r.lesson.Title)
	left := progress.LeftMin(r.lesson, r.body.ItemIDs(), r.did)
	switch {
	case progress.StateOf(r.did).Complete():
		r.say("%d pages. You have done it; nothing of that is lost.", len(r.pages))
	case r.at > 0:
		r.say("%d pages, %s left. You go on where you were.", len(r.pages), minutes(left))
	default:
		r.say("%d pages, %s. You can leave at any time; it keeps your place.", len(r.pages), minutes(left))
	}
	r.say("Where a question stands, type ? to hear how to answer. Behind an answer you may say how sure you are: b sure, or b guess.")
	if u := progress.UpdateOf(r.lesson, r.did); u != progress.Unchanged {
		r.say("%s.", sentence(u.String()))
	}
}

// keepPlace notes the page. A look at the first page begins nothing.
func (r *reading) keepPlace() error {
	if r.at == 0 && r.did.Started.IsZero() {
		return nil
	}
	end := r.pages[r.at].end
	version := r.lesson.Version
	if !end && !r.did.Done.IsZero() && r.did.Version != "" {
		version = r.did.Version // it counts as read again when the end is reached
	}
	return r.store.KeepPlace(r.lesson.ID, version, r.pages[r.at].id, end)
}

// page says what stands on the page, and returns the page to go to.
func (r *reading) page() (int, error) {
	p := r.pages[r.at]
	r.gap()
	r.say("Page %d of %d: %s", r.at+1, len(r.pages), r.nameOf(p))
	switch {
	case p.item != nil:
		return r.put(*p.item)
	case p.exercise:
		return r.exercise()
	case p.trial:
		return r.trial()
	case p.end:
		return r.end()
	}
	r.show(func(out *page) { out.prose(inWords(p.text)) })
	return r.turn("Enter for the next page")
}

// turn asks where to go; first says what Enter does. A page may take more words:
// those come back as the page to stay on, with the word in said.
func (r *reading) turn(first string) (int, error) {
	to, _, err := r.turnOr(first)
	return to, err
}

func (r *reading) turnOr(first string, words ...string) (to int, said string, err error) {
	prompt := first
	if r.at > 0 {
		prompt += ", b for the page before"
	}
	for {
		typed, err := r.talk.ask("%s, c for the contents, q to leave:", prompt)
		if err != nil {
			return 0, "", err
		}
		n, isPage := number(typed, len(r.pages))
		switch word := command(typed, free, append(words, "back", "contents", "quit", "repeat", "glossary", "hand")...); {
		case typed == "":
			return r.at + 1, "", nil
		case isPage:
			return n - 1, "", nil
		case word == "back":
			return max(0, r.at-1), "", nil
		case word == "contents":
			r.contents()
		case word == "quit":
			return leaving, "", nil
		case word == "repeat":
			return r.at, "", nil
		case word == "glossary":
			if err := r.glossary(r.catalogue, r.lesson.ID); err != nil {
				return 0, "", err
			}
		case word == "hand":
			if err := r.askHand(r.lesson.ID); err != nil {
				return 0, "", err
			}
		case word != "":
			return r.at, word, nil
		default:
			if typed != "?" {
				r.unknown(typed)
			}
			r.say("The number of a page goes to it, r reads this one again, g explains a term, and hand asks your team for help with this lesson.")
		}
	}
}

// contents lists the pages by number.
func (r *reading) contents() {
	r.show(func(p *page) {
		for i, s := range r.pages {
			p.say("Page %d: %s", i+1, r.nameOf(s))
		}
		p.say("Type the number of a page to go to it.")
	})
}

func (r *reading) nameOf(s sheet) string {
	switch {
	case s.item == nil:
		return s.heading
	case s.item.Lesson == r.lesson.ID && slices.Contains(r.did.Answered, s.item.ID):
		return s.heading + ", a question, answered"
	}
	return s.heading + ", a question"
}

// refresh reads again what was done in the lesson, and says so when that made
// the lesson done.
func (r *reading) refresh() error {
	was := r.did
	did, err := r.store.Lesson(r.lesson.ID)
	if err != nil {
		return err
	}
	if r.did = did; was.Done.IsZero() && !did.Done.IsZero() {
		r.say("Lesson done: every question is answered and the exercise is marked.")
	}
	return nil
}
