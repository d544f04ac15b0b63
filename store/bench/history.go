package bench

import (
	"fmt"
	"slices"
	"strings"

	"waymark/store"
)

// An Item is one item of a rating with its labels, and what was said of it.
type Item struct {
	Number      int    // from 1, as it was shown
	Case        string // title
	Left, Right string // names of the variants; Right only in pairs
	Said        []Said // the learner's own first
}

// A Said is one judgement in words.
type Said struct {
	Rater string // empty for the learner
	Words string // "zebra better", "Fits the reader 2, States the facts 1"
	Note  string
}

// History is every item of the newest rating whose labels are told, by case and then
// by variant. Items that nobody judged are among them.
func History(b store.Bench) []Item {
	round, found := newest(b)
	if !found || b.Experiment.Blind {
		return nil
	}
	items := make([]Item, len(round.Items))
	for i, it := range round.Items {
		c, _ := b.Case(it.Case)
		items[i] = Item{Number: i + 1, Case: c.Title(), Left: nameOf(b, it.Left), Right: nameOf(b, it.Right)}
	}
	for _, j := range round.Judgements { // by item, the learner's own first
		it := &items[j.Item]
		it.Said = append(it.Said, Said{j.Rater, it.words(round, j), j.Note})
	}
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		return strings.Compare(sortKey(round.Items[x]), sortKey(round.Items[y]))
	})
	sorted := make([]Item, len(items))
	for i, at := range order {
		sorted[i] = items[at]
	}
	return sorted
}

// sortKey orders items by case and variants, whichever stood left.
func sortKey(it store.RoundItem) string {
	return it.Case + " " + min(it.Left, it.Right) + " " + max(it.Left, it.Right)
}

func (it Item) words(r store.Round, j store.Judgement) string {
	switch j.Choice {
	case store.LeftBetter:
		return it.Left + " better"
	case store.RightBetter:
		return it.Right + " better"
	case store.NoDifference:
		return "no difference"
	}
	var scores []string
	for _, c := range criteria(r) {
		scores = append(scores, fmt.Sprintf("%s %d", c.Name, j.Scores[c.ID]))
	}
	return strings.Join(scores, ", ")
}

// Title is the case and what was judged of it: "letter 3: okapi, zebra".
func (it Item) Title() string {
	if it.Right == "" {
		return it.Case + ": " + it.Left
	}
	return it.Case + ": " + min(it.Left, it.Right) + ", " + max(it.Left, it.Right)
}

// nameOf is the name of a variant; one that was taken from the bench has its letter.
func nameOf(b store.Bench, id string) string {
	if v, found := b.Variant(id); found {
		return v.Name
	}
	return id
}
