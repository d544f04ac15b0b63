package store

import (
	"strings"
	"time"

	"waymark/store/clean"
)

// A Talk is what a lead keeps about the one-to-ones with a person. It never leaves the
// machine: no export, no report and no team file has a place for it.
type Talk struct {
	Learner string    `json:"learner"`
	Note    string    `json:"note,omitempty"` // private, for the next talk
	Last    time.Time `json:"last,omitzero"`  // when they talked last
	Then    []byte    `json:"then,omitempty"` // the person's Head at that time, for what changed since; before a talk, the first one, once a second came
}

// KeepTalkNote keeps the private note for the next talk with a person.
func (s *Store) KeepTalkNote(learner, note string) (Talk, error) {
	note = strings.TrimSpace(clean.Text(note))
	if err := checkLength("note", note, maxText); err != nil {
		return Talk{}, err
	}
	return s.changeTalk(learner, func(_ *tx, talk *Talk, _ Member) { talk.Note = note })
}

// RecordTalk notes that a lead talked with a person today: changes are told since then.
func (s *Store) RecordTalk(learner string) (Talk, error) {
	return s.changeTalk(learner, func(t *tx, talk *Talk, m Member) { talk.Last, talk.Then = t.now, []byte(m.Head) })
}

func (s *Store) changeTalk(learner string, change func(*tx, *Talk, Member)) (Talk, error) {
	talk := Talk{Learner: learner}
	err := s.update(func(t *tx) error {
		var m Member
		found, err := t.member(learner, &m)
		if err == nil && !found {
			err = noMember(learner)
		}
		if err == nil {
			_, err = t.get(talkBucket, learner, &talk)
		}
		if err != nil {
			return err
		}
		change(t, &talk, m)
		return t.putWhole(talkBucket, learner, talk)
	})
	return talk, err
}

// keepFirst keeps the Head that a newer snapshot takes the place of, if it was the first
// and there was no talk: changes are told since then.
func (t *tx) keepFirst(learner string) error {
	var before Member
	if found, err := t.member(learner, &before); err != nil || !found {
		return err
	}
	talk := Talk{Learner: learner}
	if _, err := t.get(talkBucket, learner, &talk); err != nil || talk.Then != nil {
		return err
	}
	talk.Then = []byte(before.Head)
	return t.putWhole(talkBucket, learner, talk)
}

// Talk is what a lead keeps about the one-to-ones with a person; there may be nothing yet.
func (s *Store) Talk(learner string) (Talk, error) {
	talk := Talk{Learner: learner}
	err := s.view(func(t *tx) error {
		_, err := t.get(talkBucket, learner, &talk)
		return err
	})
	return talk, err
}

// Talks are what a lead keeps about one-to-ones, by person.
func (s *Store) Talks() ([]Talk, error) { return allOf[Talk](s, talkBucket, "") }
