package progress

import (
	"slices"

	"waymark/curriculum"
	"waymark/store"
)

// An Answer is what a learner gives to an item, as far as the store wants it.
type Answer struct {
	Text       string               // as Item.Format writes it
	Grade      curriculum.Grade     // of it
	Self       curriculum.Judgement // the learner's own; empty where the item has a key
	Confidence string               // store.Sure, store.Guess or nothing
	Hints      int                  // how many were looked at
	Check      string               // id of the module check it was given in, store.Placement, or nothing
}

// Attempt is the record of an answer to an item. It counts for the item's
// objective, and for its card in the review pile, where it has one.
func Attempt(item curriculum.Item, a Answer) store.Attempt {
	return store.Attempt{
		Lesson: item.Lesson, Item: item.ID, Objective: item.Objective, Card: ItemCard(item),
		Answer: a.Text, Right: a.Grade.Right, Score: a.Grade.Score,
		Self: string(a.Self), Confidence: a.Confidence, Hints: a.Hints, Check: a.Check,
	}
}

// ItemCard is the id of the review card that an item and its variants share. An
// item of a bank, a scenario, and one that the learner judges have none: it is "".
func ItemCard(item curriculum.Item) string {
	if item.Bank || item.Objective == "" || item.SelfJudged() {
		return ""
	}
	if item.Of != "" {
		return item.Lesson + "#" + item.Of
	}
	return item.Ref()
}

// Another returns an item that asks the same as one whose worked answer was
// shown: a variant of it, or else an item of the bank, the one with the fewest
// answers so far. It is false where there is none.
func Another(c *curriculum.Catalogue, item curriculum.Item, attempts []store.Attempt) (curriculum.Item, bool) {
	bank, err := c.Bank(item.Lesson)
	if err != nil {
		return curriculum.Item{}, false
	}
	candidates := item.Variants
	for _, other := range bank {
		if other.Objective == item.Objective && !other.SelfJudged() && other.ID != item.ID {
			candidates = append(slices.Clip(candidates), other)
		}
	}
	return fewest(candidates, func(i curriculum.Item) int { return answersTo(attempts, i) })
}

// answersTo counts the attempts at an item.
func answersTo(attempts []store.Attempt, item curriculum.Item) int {
	n := 0
	for _, a := range attempts {
		if a.Lesson == item.Lesson && a.Item == item.ID {
			n++
		}
	}
	return n
}

// fewest is the first of those that count least.
func fewest(items []curriculum.Item, count func(curriculum.Item) int) (best curriculum.Item, found bool) {
	least := 0
	for _, i := range items {
		if n := count(i); !found || n < least {
			best, least, found = i, n, true
		}
	}
	return best, found
}
