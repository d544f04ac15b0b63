package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/progress"
	"waymark/store/review"
)

// A recalling is a sitting of reviews.
type recalling struct {
	*talk
	standing
	skipped []string // ids of the cards that were passed over
	seen    int      // cards that were shown
}

// reviewMost goes through at most so many cards; uncapped, through the person's
// daily number.
func (t *talk) reviewMost(most int, capped bool) error {
	s, err := t.app.standing()
	if err != nil {
		return err
	}
	return t.review(s.more(most, capped))
}

// fiveMore is how many are proposed over the person's daily number. How many wait
// in all is not said: it is no debt.
const fiveMore = 5

// review goes through the cards that are up, one by one. more is how many there
// may be over the person's daily number.
func (t *talk) review(more int) error {
	r := &recalling{talk: t}
	for {
		var err error
		if r.standing, err = t.app.standing(); err != nil {
			return err
		}
		pile, recalls, err := progress.Recalls(r.catalogue, r.store, r.Standing, r.now, more)
		if err != nil {
			return err
		}
		left := slices.DeleteFunc(recalls, func(c progress.Recall) bool { return slices.Contains(r.skipped, c.Card.ID) })
		if len(left) == 0 {
			again, err := r.over(pile)
			if err != nil || !again {
				return err
			}
			more = r.more(fiveMore+len(r.skipped), true)
			continue
		}
		r.begin(len(left), pile)
		goOn, err := r.one(left[0], len(left))
		if err != nil || !goOn {
			return err
		}
	}
}

// begin says how much there is, before the first card.
func (r *recalling) begin(left int, pile progress.Pile) {
	if r.seen == 0 {
		r.say("Reviews: %s to recall, %s. You can leave at any time.", count(left, "question"), minutes(pile.Minutes()))
	}
	r.seen++
}

// over ends the sitting. It reports that the person wants more than the daily number.
func (r *recalling) over(pile progress.Pile) (bool, error) {
	r.gap()
	switch {
	case pile.Done > 0:
		r.say("That is all for today: %s.", count(pile.Done, "review"))
	case len(r.skipped) == 0:
		r.say("Nothing is up for review today.")
	}
	if n := len(r.skipped); n > 0 {
		r.say("You passed over %s; they stay up.", count(n, "question"))
	}
	r.coming()
	if pile.Wait == 0 {
		return false, nil
	}
	typed, err := r.talk.ask("If you like, type more for up to %d more, or Enter alone to go back:", fiveMore)
	return command(typed, free, "more") != "", err
}

// coming says when the next reviews come up.
func (r *recalling) coming() {
	for _, d := range r.nextDays() {
		if d.Cards > 0 {
			r.say("The next come up on %s: %s.", r.inWeek(d.Day), count(d.Cards, "review"))
			return
		}
	}
}

// inWeek is an ISO day as people say it.
func (r *recalling) inWeek(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return progress.DayInWords(t, r.app.now())
}

// one asks one card; goOn says that the person wants the next one.
func (r *recalling) one(c progress.Recall, left int) (goOn bool, err error) {
	r.gap()
	r.say("%s left. From the lesson %s:%s", count(left, "question"), c.Lesson.Title, r.noAdvice(c.Lesson.ID))
	if c.Item != nil {
		return r.item(c)
	}
	r.say("Question: %s", c.Front)
	word, err := r.word("Say the answer to yourself. Enter for the answer, n for the next question, "+aside,
		"There is no answer to type: recall it, hear it with Enter, and then say how well you knew it.",
		"next", "bury", "suspend", "undo", "quit")
	if err != nil || word != "" {
		return r.aside(c.Card, word), err
	}
	r.say("Answer: %s", c.Back)
	return r.grade(c.Card)
}

// aside is what can be done with a card instead of recalling it.
const aside = "b to put it off to tomorrow, s to leave it out for good, u to take the last thing back, q to leave"

// word asks for one of a few words; empty is Enter alone, and ? is explained.
func (r *recalling) word(prompt, explained string, words ...string) (string, error) {
	for {
		typed, err := r.talk.ask("%s:", prompt)
		if err != nil || typed == "" {
			return "", err
		}
		if word := command(typed, free, words...); word != "" {
			return word, nil
		}
		if typed != "?" {
			r.unknown(typed)
		}
		r.say("%s", explained)
	}
}

// aside does what a word says with a card, and reports that the sitting goes on.
func (r *recalling) aside(c store.Card, word string) bool {
	var err error
	switch word {
	case "quit":
		r.say("You left the reviews. What you did not answer stays up.")
		return false
	case "undo":
		r.undo()
	case "next", "skip":
		r.skipped = append(r.skipped, c.ID)
	case "bury":
		if _, err = r.store.BuryCard(c.ID); err == nil {
			r.say("Put off to tomorrow.")
		}
	case "suspend":
		if _, err = r.store.SuspendCard(c.ID, true); err == nil {
			r.say("Left out. To take it up again:")
			r.say("waymark review %s --resume", c.ID)
		}
	}
	if err != nil {
		r.failed(err)
	}
	return true
}

// grade asks how well a card was recalled.
func (r *recalling) grade(c store.Card) (goOn bool, err error) {
	days, err := c.Memory.Intervals(r.today(), r.Profile.Plan())
	if err != nil {
		return false, err
	}
	var choices, words, explained []string
	for _, g := range review.Grades() {
		choices = append(choices, fmt.Sprintf("%s (%s)", g, inDays(days[g])))
		words = append(words, g.String())
		explained = append(explained, sentence(g.String())+": "+meanings()[g.String()]+".")
	}
	r.say("How well did you recall it? %s, by the word or its first letter. In brackets: when it comes back.", sentence(strings.Join(choices, ", ")))
	for {
		word, err := r.word("Again, hard, good or easy, ? for what they mean, or q to leave", strings.Join(explained, " "),
			append(words, "bury", "suspend", "undo", "quit")...)
		if err != nil {
			return false, err
		}
		if word == "" {
			r.say("Choose one of the four: it decides when the question comes back.")
			continue
		}
		if !slices.Contains(words, word) {
			return r.aside(c, word), nil
		}
		g, err := review.ParseGrade(word)
		if err != nil {
			return false, err
		}
		if now, moved := r.meanwhile(c); moved {
			r.say("You reviewed it meanwhile. It comes back %s.", inDays(now.IntervalDays))
			return true, nil
		}
		after, err := r.store.ReviewCard(c.ID, g)
		if err != nil {
			r.failed(err)
			continue
		}
		r.say("%s. It comes back %s.", sentence(g.String()), inDays(after.Memory.Interval))
		return true, nil
	}
}

// meanwhile is a card as it is now, where another program reviewed it since it was
// asked.
func (r *recalling) meanwhile(c store.Card) (now cardStatus, moved bool) {
	cards, err := r.store.Cards()
	at := slices.IndexFunc(cards, func(other store.Card) bool { return other.ID == c.ID })
	if err != nil || at < 0 || cards[at].Memory == c.Memory {
		return cardStatus{}, false // what is wrong, the review says
	}
	return cardStatusOf(cards[at]), true
}

// item asks a card that is a question; the answer grades it.
func (r *recalling) item(c progress.Recall) (goOn bool, err error) {
	item := *c.Item
	q := &asking{
		talk: r.talk, item: item, helps: true, enter: "to pass over it", others: []string{"bury", "suspend", "undo"},
		more: "The word bury puts the question off to tomorrow, suspend leaves it out for good, and undo takes the last thing back.",
	}
	q.question()
	for {
		g, err := q.answer()
		if err != nil {
			return false, err
		}
		if g.word != "" {
			return r.aside(c.Card, g.word), nil
		}
		_, moved := r.meanwhile(c.Card)
		a, err := r.record(item, g.text, g.flags)
		if err != nil {
			r.failed(err)
			continue
		}
		r.feedback(item, a, g.flags.hints)
		if moved {
			r.say("You reviewed it meanwhile.")
		}
		if a.Card != nil {
			r.say("It comes back %s.", inDays(a.Card.IntervalDays))
		}
		word, err := r.word("Enter for the next, u to take the answer back, q to leave",
			"The answer is kept, and decides when the question comes back.", "undo", "quit")
		return word == "" || r.aside(c.Card, word), err
	}
}
