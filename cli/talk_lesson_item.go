package cli

import (
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// put asks the item of a page until the person goes on.
func (r *reading) put(item curriculum.Item) (int, error) {
	for {
		q := &asking{
			talk: r.talk, item: item, helps: true, enter: "to skip", others: []string{"back", "contents"},
			more: "The word back goes to the page before, and contents lists the pages.",
		}
		q.question()
		r.answeredBefore(item)
		g, err := q.answer()
		if err != nil {
			return 0, err
		}
		switch g.word {
		case "skip":
			return r.at + 1, nil
		case "back":
			return max(0, r.at-1), nil
		case "quit":
			return leaving, nil
		case "contents":
			r.contents()
			return r.turn("Enter for the next page")
		}
		a, err := r.record(item, g.text, g.flags)
		if err != nil {
			r.failed(err)
			continue
		}
		r.feedback(item, a, g.flags.hints)
		to, more, err := r.after(item, g.flags.hints)
		if err != nil || more == nil {
			return to, err
		}
		item = *more
	}
}

// answeredBefore says that the item has an answer already.
func (r *reading) answeredBefore(item curriculum.Item) {
	attempts, err := r.store.Attempts(item.Lesson)
	if err != nil {
		return // the question is asked all the same
	}
	for _, a := range slices.Backward(attempts) {
		if a.Item == item.ID {
			r.say("You answered it on %s: %s, %s. You may answer it again.", a.At.Format("2 January 2006"), a.Answer, said(a))
			return
		}
	}
}

// after goes on from an answer that was kept: to a page, or to an item that is
// asked in its place.
func (r *reading) after(item curriculum.Item, hints int) (to int, more *curriculum.Item, err error) {
	if err := r.refresh(); err != nil {
		return 0, nil, err
	}
	words := "Enter to go on, a to answer again, u to take the answer back, q to leave"
	another, found := r.another(item, hints)
	if found {
		words = "You saw the worked answer. Enter to go on, m for one more like it, " + strings.TrimPrefix(words, "Enter to go on, ")
	}
	for {
		typed, err := r.talk.ask("%s:", words)
		if err != nil {
			return 0, nil, err
		}
		switch word := command(typed, free, "again", "undo", "quit", "more"); {
		case typed == "":
			return r.at + 1, nil, nil
		case word == "again":
			return 0, &item, nil
		case word == "more" && found:
			return 0, &another, nil
		case word == "undo":
			r.undo()
			return 0, &item, r.refresh()
		case word == "quit":
			return leaving, nil, nil
		}
		r.unknown(typed)
	}
}

// another is an item that asks the same, where the worked answer was shown.
func (r *reading) another(item curriculum.Item, hints int) (curriculum.Item, bool) {
	if hints < store.WorkedHint {
		return curriculum.Item{}, false
	}
	attempts, err := r.store.Attempts(item.Lesson)
	if err != nil {
		return curriculum.Item{}, false
	}
	return progress.Another(r.catalogue, item, attempts)
}

// said is what an earlier answer came to, by the key or by the person.
func said(a store.Attempt) string {
	if a.Self != "" {
		return "judged as " + a.Self
	}
	return rightOrWrong(a.Right)
}
