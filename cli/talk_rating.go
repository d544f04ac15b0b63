package cli

import (
	"fmt"
	"strings"

	"waymark/store"
	"waymark/store/clean"
)

// rating holds a blind rating, begun now or earlier, and tells the result.
func (t *talk) rating(id string) error {
	b, err := t.app.store().Bench(id)
	if err != nil {
		return err
	}
	if !b.Experiment.Blind {
		begun, err := t.beginRating(b)
		if err != nil || !begun {
			return err
		}
	}
	for at, judged := -1, true; ; {
		sheet, err := t.app.store().Sheet(id)
		if err != nil {
			return err
		}
		if judged {
			at = nextItem(sheet, at)
		}
		if at < 0 {
			return t.allRated(id)
		}
		word, err := t.item(sheet, at)
		if err != nil {
			return err
		}
		judged = word == "" || word == "skip"
		switch word {
		case "quit":
			t.say("You left with %d of %s to go. The rating waits for you.", sheet.Left(), count(len(sheet.Items), "item"))
			return nil
		case "before":
			at = (at + len(sheet.Items) - 1) % len(sheet.Items)
		case "end":
			if revealed, err := t.revealEarly(sheet); err != nil || revealed {
				return err
			}
		case "undo":
			t.undo()
			at, judged = -1, true
			if b, err := t.app.store().Bench(id); err != nil || !b.Experiment.Blind {
				return err
			}
		}
	}
}

// nextItem is the next item that is not rated, after one and round the end, or -1.
func nextItem(s store.Sheet, after int) int {
	for i := range s.Items {
		if at := (after + 1 + i) % len(s.Items); s.Items[at].Mine == nil {
			return at
		}
	}
	return -1
}

// beginRating asks how to rate.
func (t *talk) beginRating(b store.Bench) (begun bool, err error) {
	if len(b.Outputs) == 0 {
		t.say("There is nothing to rate yet. Put outputs on the bench first: at least one, and for pairs two of the same case.")
		return false, nil
	}
	t.say("Blind rating of %s. Outputs come in random order, without a name. Until all are rated nothing says which variant made which: names, prompts, tools, models, times, tokens and cost are hidden. You may reveal early, and the result says so.", b.Experiment.Title)
	rows := []row{{"By pair", "which of two outputs is better?"}}
	modes := []store.Mode{store.ByPair}
	if b.Rubric != nil {
		rows, modes = append(rows, row{"By criterion", "a score in the words of the rubric"}), append(modes, store.ByCriterion)
	}
	n, err := t.choose(rows, -1, "to go back")
	if err != nil || n < 0 {
		return false, err
	}
	if _, err := t.app.store().StartRound(b.Experiment.ID, modes[n]); err != nil {
		t.failed(err)
		return false, nil
	}
	return true, nil
}

// item asks for the judgement of an item, and returns the word given instead of one.
func (t *talk) item(s store.Sheet, at int) (word string, err error) {
	it := s.Items[at]
	t.gap()
	t.say("Item %d of %d, %d left to rate: %s.", it.Number, len(s.Items), s.Left(), it.Case)
	t.readItem(s, it, false)
	j := store.Judgement{Item: at}
	if it.Mine != nil {
		j.Note = it.Mine.Note
		t.say("You judged it already. What you type now takes its place; s leaves it as it is.")
	}
	if s.Mode == store.ByPair {
		word, err = t.askPair(s, it, &j)
	} else {
		word, err = t.askScores(s, it, &j)
	}
	if err != nil || word != "" {
		return word, err
	}
	for {
		if _, err := t.app.store().Judge(s.Experiment, j); err == nil {
			t.say("Kept.")
			return "", nil
		} else {
			t.failed(err)
		}
		if _, err := t.ask("Enter tries again:"); err != nil {
			return "", err
		}
	}
}

// readItem reads the input, where there is one and it is asked for, and the outputs.
func (t *talk) readItem(s store.Sheet, it store.SheetItem, whole bool) {
	t.show(func(p *page) {
		for _, part := range journalRatingOf(s).partsOf(ratingItem{Input: it.Input, Expected: it.Expected, Left: it.Left, Right: it.Right}) {
			if !whole && part[0] == "A right answer says" {
				continue
			}
			p.say("%s:", part[0])
			for line := range strings.SplitSeq(part[1], "\n") {
				if line != "" {
					p.say("%s", line)
				}
			}
		}
	})
}

// rateWord acts on what can be typed instead of a judgement, and returns the words
// that lead away from the item.
func (t *talk) rateWord(typed string, s store.Sheet, it store.SheetItem, j *store.Judgement) (word string, handled bool, err error) {
	switch word = command(typed, free, "quit", "repeat", "before", "skip", "note", "end", "undo"); {
	case typed == "", word == "quit":
		return "quit", true, nil
	case word == "repeat":
		t.readItem(s, it, true)
	case word == "note":
		typed, err := t.ask("Your note; Enter alone %s:", keeps(j.Note))
		if err != nil {
			return "", true, err
		}
		if typed != "" {
			j.Note = typed
		}
	case word == "before", word == "skip", word == "undo", word == "end":
		return word, true, nil
	case typed == "?":
		t.say("r reads the item again with what a right answer says, b goes to the item before, s skips this one, n writes a note, u takes the last judgement back, e ends the rating and reveals early, and Enter alone leaves; the rating waits for you.")
	default:
		return "", false, nil
	}
	return "", true, nil
}

func (t *talk) askPair(s store.Sheet, it store.SheetItem, j *store.Judgement) (word string, err error) {
	for {
		typed, err := t.ask("Which is better? Type 1 for left, 2 for right, 0 for no difference; ? says what else there is, Enter alone leaves:")
		if err != nil {
			return "", err
		}
		choice, known := map[string]string{
			"1": store.LeftBetter, "left": store.LeftBetter, "2": store.RightBetter, "right": store.RightBetter, "0": store.NoDifference, "=": store.NoDifference, "none": store.NoDifference,
		}[strings.ToLower(typed)]
		if known {
			j.Choice = choice
			return "", nil
		}
		word, handled, err := t.rateWord(typed, s, it, j)
		if err != nil || word != "" {
			return word, err
		}
		if !handled {
			t.unknown(typed)
		}
	}
}

func (t *talk) askScores(s store.Sheet, it store.SheetItem, j *store.Judgement) (word string, err error) {
	j.Scores = map[string]int{}
	for i := 0; i < len(s.Rubric.Criteria); {
		c := s.Rubric.Criteria[i]
		t.say("Criterion %d of %d: %s.", i+1, len(s.Rubric.Criteria), c.Name)
		for _, a := range c.Anchors {
			t.show(func(p *page) { p.wrap("", "   ", fmt.Sprintf("%d: %s", a.Score, clean.Line(a.Text))) })
		}
		typed, err := t.ask("Type a score from %d to %d; ? says what else there is, Enter alone leaves:", c.Lowest(), c.Highest())
		if err != nil {
			return "", err
		}
		if n, ok := number(typed, c.Highest()); ok && n >= c.Lowest() || typed == "0" && c.Lowest() == 0 {
			j.Scores[c.ID] = n
			i++
			continue
		}
		word, handled, err := t.rateWord(typed, s, it, j)
		if err != nil || word != "" {
			return word, err
		}
		if !handled {
			t.unknown(typed)
		}
	}
	return "", nil
}

// revealEarly asks whether to end the rating before all is rated.
func (t *talk) revealEarly(s store.Sheet) (revealed bool, err error) {
	t.say("%d of %d are not rated yet. Revealed now, the result rests on the others and says so, the judgements stand, and another rating is no longer quite blind.", s.Left(), len(s.Items))
	typed, err := t.ask("Type reveal to do it, or Enter alone to go on rating:")
	if err != nil || !strings.EqualFold(typed, "reveal") {
		return false, err
	}
	return true, t.revealNow(s.Experiment, true)
}

// allRated is the end of a rating.
func (t *talk) allRated(id string) error {
	t.gap()
	typed, err := t.ask("All rated. Enter reveals which is which, q leaves it for later:")
	if err != nil || typed != "" {
		return err
	}
	return t.revealNow(id, false)
}

func (t *talk) revealNow(id string, early bool) error {
	b, err := t.app.store().Reveal(id, early)
	if err != nil {
		t.failed(err)
		return nil
	}
	t.show(journalResultOf(b).text)
	_, err = t.ask("Enter goes on:")
	return err
}
