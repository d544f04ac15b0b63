package store

import (
	"encoding/json"
	"time"
)

// A Member is a person whose progress snapshot a team lead has imported.
type Member struct {
	ID       string    `json:"id"`       // the learner's random id
	Data     []byte    `json:"data"`     // the snapshot as it came
	Written  time.Time `json:"written"`  // when the file that it came in was last changed
	Imported time.Time `json:"imported"` // set when it is saved
}

// SaveMembers keeps the newest snapshots of members in place of older ones: all
// are saved, or none. It is no event: what others did is in their own logs.
func (s *Store) SaveMembers(members []Member) error {
	return s.update(func(t *tx) error {
		for _, m := range members {
			if err := checkIDs(m.ID); err != nil {
				return err
			}
			m.Imported = t.now
			// Kept whole, since the text bucket keeps what it has for ever.
			content, err := json.Marshal(m)
			if err != nil {
				return err
			}
			if err := t.putBytes(memberBucket, m.ID, content); err != nil {
				return err
			}
		}
		return nil
	})
}

// Members returns everyone whose snapshot was imported, by id.
func (s *Store) Members() ([]Member, error) {
	var members []Member
	err := s.view(func(t *tx) error {
		return each(t, memberBucket, "", func(_ string, m Member) error {
			members = append(members, m)
			return nil
		})
	})
	return members, err
}
