package store

import (
	"strings"
	"time"

	"waymark/store/clean"
)

// A Topic is what a learner asks for help with, or offers to help with.
type Topic struct {
	About string    `json:"about"`          // id of a lesson or module, or a few words
	Note  string    `json:"note,omitempty"` // in the learner's words
	Since time.Time `json:"since"`
}

// Limits of a topic, in characters. All of it leaves the machine with a snapshot.
const (
	maxAbout = 120
	maxNote  = 200
)

// RaiseHand notes that the learner asks for help. What the hand was raised about before
// gets the new note.
func (s *Store) RaiseHand(about, note string) (Topic, error) {
	return s.keepTopic(handBucket, "hand/", handRaised, about, note)
}

// LowerHand takes a raised hand down, or is ErrNotFound.
func (s *Store) LowerHand(about string) (Topic, error) {
	return s.dropTopic(handBucket, "hand/", handLowered, about)
}

// Hands are the raised hands, by what they are about.
func (s *Store) Hands() ([]Topic, error) { return s.topics(handBucket) }

// MakeOffer notes that the learner offers to help. What help was offered with before
// gets the new note.
func (s *Store) MakeOffer(about, note string) (Topic, error) {
	return s.keepTopic(offerBucket, "offer/", offerMade, about, note)
}

// EndOffer takes an offer back, or is ErrNotFound.
func (s *Store) EndOffer(about string) (Topic, error) {
	return s.dropTopic(offerBucket, "offer/", offerEnded, about)
}

// Offers are what the learner offers to help with, by what they are about.
func (s *Store) Offers() ([]Topic, error) { return s.topics(offerBucket) }

func (s *Store) keepTopic(bucket, subject, kind, about, note string) (Topic, error) {
	topic := Topic{About: clean.Line(strings.TrimSpace(about)), Note: clean.Line(strings.TrimSpace(note))}
	if topic.About == "" {
		return topic, invalid("a hand or an offer about nothing: name a lesson, a module, or a few words")
	}
	if err := checkLength("topic", topic.About, maxAbout); err != nil {
		return topic, err
	}
	if err := checkLength("note", topic.Note, maxNote); err != nil {
		return topic, err
	}
	err := s.update(func(t *tx) error {
		var before Topic
		found, err := t.get(bucket, topic.About, &before)
		if err != nil {
			return err
		}
		if topic.Since = t.now; found {
			topic.Since = before.Since
			if before.Note == topic.Note {
				return nil
			}
		}
		return t.append(subject+topic.About, kind, topic)
	})
	return topic, err
}

func (s *Store) dropTopic(bucket, subject, kind, about string) (Topic, error) {
	var topic Topic
	err := s.update(func(t *tx) error {
		found, err := t.get(bucket, about, &topic)
		if err == nil && !found {
			err = notFound("nothing of yours is about %q", about)
		}
		if err != nil {
			return err
		}
		return t.append(subject+about, kind, struct{}{})
	})
	return topic, err
}

func (s *Store) topics(bucket string) ([]Topic, error) {
	var all []Topic
	err := s.view(func(t *tx) error {
		return each(t, bucket, "", func(_ string, topic Topic) error {
			all = append(all, topic)
			return nil
		})
	})
	return all, err
}

func (t *tx) applyTopic(bucket string, e Event, ends bool) error {
	if ends {
		return t.remove(bucket, idOf(e.Subject))
	}
	var topic Topic
	if err := e.data(&topic); err != nil {
		return err
	}
	return t.put(bucket, topic.About, topic)
}
