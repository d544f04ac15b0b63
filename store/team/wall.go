package team

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/snapshot"
)

// A Wall answers: what did we try? It holds the cards of entries that were shared, newest
// first, whatever their verdict.
type Wall struct {
	Freshness
	Cards []WallCard
}

// A WallCard is an entry's card and who shared it.
type WallCard struct {
	Learner    string // random id; empty on a wall that came in a team file
	Name       string
	Department string // id; may be empty
	Card       snapshot.Card
}

// ReadWall fetches what those shared whom a filter chooses.
func ReadWall(s *store.Store, f Filter, now time.Time) (Wall, error) {
	people, err := peopleOf(s, f)
	if err != nil {
		return Wall{}, err
	}
	details, err := Details(s)
	if err != nil {
		return Wall{}, err
	}
	return WallOf(people, details, now), nil
}

// WallOf hangs up the cards of some people.
func WallOf(people []Person, details map[string]Detail, now time.Time) Wall {
	w := Wall{Freshness: FreshnessOf(people, now)}
	for i := range people {
		p := &people[i]
		for _, card := range details[p.Member.ID].Cards {
			w.Cards = append(w.Cards, WallCard{p.Member.ID, p.Name(), p.Told.Learner.Department, card})
		}
	}
	slices.SortFunc(w.Cards, newestFirst)
	return w
}

// WallOfFiles hangs up the cards that came to a learner in team files, each once.
func WallOfFiles(files []File) Wall {
	var w Wall
	for _, f := range files {
		for _, shared := range f.Wall {
			w.Cards = append(w.Cards, WallCard{Name: shared.Name, Card: shared.Card})
		}
	}
	slices.SortFunc(w.Cards, newestFirst)
	w.Cards = slices.CompactFunc(w.Cards, func(a, b WallCard) bool { return a.Card.ID == b.Card.ID })
	return w
}

// newestFirst is the order of a wall. The verdict is no part of it: what failed is worth as
// much to others as what worked.
func newestFirst(a, b WallCard) int {
	return cmp.Or(strings.Compare(b.Card.Shared, a.Card.Shared), strings.Compare(b.Card.ID, a.Card.ID), strings.Compare(a.Learner, b.Learner))
}

// Search is the wall with those cards alone in which each of some words begins a word, in
// the same order. No words leave all cards.
func (w Wall) Search(words string) Wall {
	wanted := store.Words(words)
	w.Cards = slices.DeleteFunc(slices.Clone(w.Cards), func(c WallCard) bool {
		has := c.words()
		return slices.ContainsFunc(wanted, func(word string) bool {
			return !slices.ContainsFunc(has, func(h string) bool { return strings.HasPrefix(h, word) })
		})
	})
	return w
}

// words are the words of all that a card says.
func (c WallCard) words() []string {
	text := []string{c.Name, c.Department, c.Card.Title, c.Card.Task, c.Card.Verdict.String(), c.Card.Learning, c.Card.Broke}
	for _, task := range store.Tasks() {
		if task.ID == c.Card.Task {
			text = append(text, task.Name)
		}
	}
	return store.Words(strings.Join(text, "\n"))
}

// alike is the share of a title's words, weighted by how rare they are on the wall, that a
// card has to have to resemble it: as in the journal.
const alike = 0.5

// Tried are the cards that resemble a title or a few words, for whoever is about to try
// it: the largest share of its words first, then newest, whatever the verdict. A word is
// weighted by how rare it is on the wall, idf = ln(1 + (N − n + 0.5) / (n + 0.5)) for one
// on n of N cards (Robertson and Zaragoza 2009), as in store.Similar; a word that is on none
// counts as one that is on a single card, since on a small wall most words are on none. One
// word is enough only for a title that has no other.
func (w Wall) Tried(title string) []WallCard {
	wanted := store.Words(title)
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	has, with := w.having(wanted)
	rarity, all := make([]float64, len(wanted)), 0.0
	for i := range wanted {
		n := float64(max(1, with[i]))
		rarity[i] = math.Log(1 + (float64(len(w.Cards))-n+0.5)/(n+0.5))
		all += rarity[i]
	}
	type found struct {
		card  WallCard
		share float64
	}
	var similar []found
	for i, card := range w.Cards {
		share, words := 0.0, 0
		for n := range wanted {
			if has[i*len(wanted)+n] {
				share, words = share+rarity[n], words+1
			}
		}
		if words > 0 && words >= min(2, len(wanted)) && share >= alike*all {
			similar = append(similar, found{card, share})
		}
	}
	slices.SortStableFunc(similar, func(a, b found) int { return cmp.Compare(b.share, a.share) })
	cards := make([]WallCard, len(similar))
	for i, f := range similar {
		cards[i] = f.card
	}
	return cards
}

// having tells which of some words each card has in its title or its learning, card after
// card, and how many cards have each.
func (w Wall) having(words []string) (has []bool, with []int) {
	has, with = make([]bool, len(w.Cards)*len(words)), make([]int, len(words))
	for i, c := range w.Cards {
		own := store.Words(c.Card.Title + "\n" + c.Card.Learning)
		for n, word := range words {
			if slices.Contains(own, word) {
				has[i*len(words)+n] = true
				with[n]++
			}
		}
	}
	return has, with
}
