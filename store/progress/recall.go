package progress

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/parallel"
)

// A Recall is what a card of the review pile asks: to be turned over and graded
// by the learner, or to be answered, where it has an item.
type Recall struct {
	Card   store.Card
	Lesson curriculum.Lesson // that teaches it
	Front  string            // the question; empty where an item asks
	Back   string            // its answer
	Item   *curriculum.Item  // to be answered, or nil
	Seed   uint64            // for the order of the item's options
	Law    bool              // the lesson states law: what it says is no legal advice
}

// RecallOf is what a card asks, given the attempts at the items of its lesson,
// oldest first. Of an item and its variants that is the one that was asked least
// often; among equals the first that was not the last one asked. Where the
// lesson or the question is not there any more the error is curriculum.ErrNotFound.
func RecallOf(c *curriculum.Catalogue, card store.Card, attempts []store.Attempt) (Recall, error) {
	lesson, id, _ := strings.Cut(card.ID, "#")
	l, err := c.Lesson(lesson)
	if err != nil {
		return Recall{}, err
	}
	if l.ID != lesson {
		return Recall{}, vanished(card)
	}
	body, err := c.Body(lesson, "")
	if err != nil {
		return Recall{}, err
	}
	for _, flash := range body.Cards {
		if flash.ID == id {
			return Recall{Card: card, Lesson: l, Front: flash.Question, Back: flash.Answer, Law: body.StatesLaw()}, nil
		}
	}
	for _, item := range body.Items {
		if item.ID == id && ItemCard(item) == card.ID {
			item = turn(item, attempts)
			return Recall{Card: card, Lesson: l, Item: &item, Seed: Seed(item, answersTo(attempts, item)), Law: body.StatesLaw()}, nil
		}
	}
	return Recall{}, vanished(card)
}

func vanished(card store.Card) error {
	return fmt.Errorf("the question of the card %s: %w", card.ID, curriculum.ErrNotFound)
}

// turn is the one of an item and its variants whose turn it is.
func turn(item curriculum.Item, attempts []store.Attempt) curriculum.Item {
	all := append([]curriculum.Item{item}, item.Variants...)
	is := func(a store.Attempt, i curriculum.Item) bool { return a.Lesson == i.Lesson && a.Item == i.ID }
	for _, a := range slices.Backward(attempts) {
		last := slices.IndexFunc(all, func(i curriculum.Item) bool { return is(a, i) })
		if last >= 0 { // it goes to the end, where it is chosen only if all others were asked more often
			all = append(slices.Delete(slices.Clone(all), last, last+1), all[last])
			break
		}
	}
	next, _ := fewest(all, func(i curriculum.Item) int { return answersTo(attempts, i) })
	return next
}

// Seed shuffles the options of an item anew for each attempt, the same way after
// a restart.
func Seed(item curriculum.Item, attempts int) uint64 {
	h := fnv.New64a()
	h.Write([]byte(item.Ref()))
	return h.Sum64() + uint64(attempts)
}

// Recalls is what is up for review on a day, as PileWith has it, and what each of
// its cards asks. Cards that cannot be asked, whose content is gone or cannot be
// read, are left out: others come up in their place.
func Recalls(c *curriculum.Catalogue, s *store.Store, at Standing, now time.Time, more int) (Pile, []Recall, error) {
	attempts := map[string][]store.Attempt{} // by lesson
	for {
		pile, recalls, lost := PileWith(at, now, more), []Recall(nil), map[string]bool{}
		for _, card := range pile.Cards {
			lesson, _, _ := strings.Cut(card.ID, "#")
			if _, read := attempts[lesson]; !read {
				var err error
				if attempts[lesson], err = s.Attempts(lesson); err != nil {
					return Pile{}, nil, err
				}
			}
			r, err := RecallOf(c, card, attempts[lesson])
			if err != nil {
				lost[card.ID] = true
				continue
			}
			recalls = append(recalls, r)
		}
		if len(lost) == 0 {
			return pile, recalls, nil
		}
		at.Cards = slices.DeleteFunc(slices.Clone(at.Cards), func(card store.Card) bool { return lost[card.ID] })
	}
}

// asked are the cards that the packs in use have a question for. It looks for
// their ids only.
func asked(c *curriculum.Catalogue, cards []store.Card) []store.Card {
	places := map[string]int{} // of the lessons that have cards
	var lessons []string
	for _, card := range cards {
		lesson, _, _ := strings.Cut(card.ID, "#")
		if _, known := places[lesson]; !known {
			places[lesson] = len(lessons)
			lessons = append(lessons, lesson)
		}
	}
	questions := make([][]string, len(lessons))
	_ = parallel.For(len(lessons), func(i int) error { questions[i] = questionsOf(c, lessons[i]); return nil })
	return slices.DeleteFunc(cards, func(card store.Card) bool {
		lesson, id, _ := strings.Cut(card.ID, "#")
		return !slices.Contains(questions[places[lesson]], id)
	})
}

// questionsOf are the ids of the items and cards of a lesson; of one that is not
// there, or cannot be read, there are none.
func questionsOf(c *curriculum.Catalogue, lesson string) []string {
	if l, err := c.Lesson(lesson); err != nil || l.ID != lesson {
		return nil
	}
	items, _ := c.ItemIDs(lesson)
	cards, _ := c.CardIDs(lesson)
	return slices.Concat(items, cards)
}
