package store

import (
	"strings"
	"time"
)

// A Card is a question in the learner's review pile.
type Card struct {
	ID    string    `json:"id"` // "lesson#card"
	Added time.Time `json:"added"`
}

// Cards returns the review pile, by id.
func (s *Store) Cards() ([]Card, error) {
	var cards []Card
	err := s.view(func(t *tx) error {
		return each(t, cardBucket, "", func(_ string, c Card) error {
			cards = append(cards, c)
			return nil
		})
	})
	return cards, err
}

// addCard puts a card into the pile, unless it is there already.
func (t *tx) addCard(id string) error {
	if err := checkIDs(id); err != nil {
		return err
	}
	var c Card
	if found, err := t.get(cardBucket, id, &c); err != nil || found {
		return err
	}
	return t.append("card/"+id, cardAdded, struct{}{})
}

func (t *tx) applyCard(e Event) error {
	_, id, _ := strings.Cut(e.Subject, "/")
	return t.put(cardBucket, id, Card{ID: id, Added: e.At})
}
