package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	jsonv1 "github.com/go-json-experiment/json/v1"

	"waymark/store/parallel"
)

// A Member is a person whose snapshots a lead takes in, as the newest of them says. None
// of it is in the log: what others did is in their own logs, and has to be forgotten
// when they ask for it.
type Member struct {
	ID       string            `json:"id"`                // the learner's random id
	Key      string            `json:"key"`               // did:key, pinned with the first snapshot
	Team     string            `json:"team,omitempty"`    // id of the Team that it was taken in for
	Made     string            `json:"made"`              // ISO day of the snapshot
	Number   int               `json:"number"`            // of the snapshot
	Hash     string            `json:"hash"`              // of its payload
	First    time.Time         `json:"first"`             // when the first snapshot was taken in
	Imported time.Time         `json:"imported"`          // when this snapshot was taken in
	Changes  []KeyChange       `json:"changes,omitempty"` // alarms that wait for the lead, oldest first, one for each key
	Refused  []string          `json:"refused,omitempty"` // keys that the lead said are not theirs
	Former   map[string]string `json:"former,omitempty"`  // keys that were pinned before, and until which ISO day
	Head     string            `json:"-"`                 // what every view needs of the snapshot, in a form of store/team

	Withdrawn bool `json:"withdrawn,omitempty"` // they took back what they had sent: there is no Head, and no Original
}

// A KeyChange is an alarm: a snapshot came in the person's name, signed with another key.
type KeyChange struct {
	Key  string    `json:"key"`
	File string    `json:"file"`
	At   time.Time `json:"at"`
}

// putWhole saves v as JSON with its long texts in it.
func (t *tx) putWhole(bucket, key string, v any) error {
	content, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return t.putBytes(bucket, key, content)
}

// Members returns everyone whose snapshot was taken in, by id. There may be thousands: they
// are found in the order of the file, and read on all processors.
func (s *Store) Members() ([]Member, error) {
	var all []Member
	err := s.view(func(t *tx) error {
		kept, err := t.keptMembers()
		if err != nil {
			return err
		}
		all = make([]Member, len(kept))
		return parallel.For(len(kept), func(i int) error { return kept[i].read(&all[i]) })
	})
	return all, err
}

// NewestHashes returns the hash of the newest snapshot of each person, by learner id: all of
// Members that an import asks for.
func (s *Store) NewestHashes() (map[string]string, error) {
	newest := map[string]string{}
	err := s.view(func(t *tx) error {
		members, err := t.bucket(memberBucket)
		if err != nil {
			return err
		}
		return members.ForEach(func(id, value []byte) error {
			record, err := unseal(memberBucket, string(id), value)
			if err != nil {
				return err
			}
			// As with textMark: inside a JSON string the quotes are escaped.
			_, rest, _ := bytes.Cut(record, []byte(`"hash":"`))
			hash, _, whole := bytes.Cut(rest, []byte(`"`))
			if !whole {
				return damaged("%s %q has no hash", memberBucket, id)
			}
			newest[string(id)] = string(hash)
			return nil
		})
	})
	return newest, err
}

// A keptMember is where a person lies in the file's map, for the length of a transaction.
type keptMember struct{ id, record, head []byte }

func (t *tx) keptMembers() ([]keptMember, error) {
	var kept []keptMember
	members, err := t.bucket(memberBucket)
	if err != nil {
		return nil, err
	}
	heads, err := t.bucket(headBucket)
	if err != nil {
		return nil, err
	}
	at := heads.Cursor()
	k, head := at.First()
	err = members.ForEach(func(id, record []byte) error {
		for k != nil && bytes.Compare(k, id) < 0 {
			k, head = at.Next()
		}
		m := keptMember{id: id, record: record}
		if bytes.Equal(k, id) {
			m.head = head
		}
		kept = append(kept, m)
		return nil
	})
	return kept, err
}

// read copies a person out of the transaction.
func (k *keptMember) read(m *Member) error {
	record, err := unseal(memberBucket, string(k.id), k.record)
	if err != nil {
		return err
	}
	if err := jsonv1.Unmarshal(record, m); err != nil {
		return damaged("%s %q: %v", memberBucket, k.id, err)
	}
	if k.head == nil {
		return nil
	}
	head, err := unseal(headBucket, string(k.id), k.head)
	m.Head = string(head)
	return err
}

// Member returns a person whose snapshot was taken in, or ErrNotFound.
func (s *Store) Member(learner string) (Member, error) {
	var m Member
	err := s.view(func(t *tx) error {
		_, err := t.member(learner, &m)
		return err
	})
	if err == nil && m.ID == "" { // also where there is no file yet
		err = noMember(learner)
	}
	return m, err
}

// member reads a person with their head, and reports whether there is one.
func (t *tx) member(learner string, m *Member) (bool, error) {
	found, err := t.get(memberBucket, learner, m)
	if err == nil && found {
		m.Head, err = t.head(learner)
	}
	return found, err
}

func (t *tx) head(learner string) (string, error) {
	head, err := t.getBytes(headBucket, learner)
	return string(head), err
}

// Taught says which versions of lessons were taught, by learner id: see Intake.
func (s *Store) Taught() (map[string]string, error) {
	taught := map[string]string{}
	err := s.view(func(t *tx) error {
		return each(t, taughtBucket, "", func(learner, text string) error {
			taught[learner] = text
			return nil
		})
	})
	return taught, err
}

// TrustKey pins a key in place of the one before: one that waits in an alarm, or that was
// refused by mistake. Any other is ErrInvalid. The snapshots that it signed are then taken
// in with the next look into their folder.
func (s *Store) TrustKey(learner, key string) (Member, error) {
	return s.decideOn(learner, func(t *tx, m *Member) error {
		if !m.waits(key) && !slices.Contains(m.Refused, key) {
			return notWaiting(learner)
		}
		if m.Former == nil {
			m.Former = map[string]string{}
		}
		m.Former[m.Key] = t.now.Format(time.DateOnly)
		delete(m.Former, key)
		if err := t.remove(pinnedBucket, m.Key); err != nil {
			return err
		}
		m.settle(key)
		m.Key, m.Made, m.Number = key, "", 0 // whatever that key signed is newer
		return nil
	})
}

// RefuseKey ends the alarm about a key that is not the person's. What it signed is refused
// from then on and raises no alarm. A key that does not wait is ErrInvalid.
func (s *Store) RefuseKey(learner, key string) (Member, error) {
	return s.decideOn(learner, func(_ *tx, m *Member) error {
		if !m.waits(key) {
			return notWaiting(learner)
		}
		m.settle(key)
		m.Refused = append(m.Refused, key)
		return nil
	})
}

// decideOn changes what is known of a person's keys; their files are then read again.
func (s *Store) decideOn(learner string, change func(*tx, *Member) error) (Member, error) {
	var m Member
	err := s.update(func(t *tx) error {
		found, err := t.member(learner, &m)
		if err == nil && !found {
			err = noMember(learner)
		}
		if err != nil {
			return err
		}
		if err := change(t, &m); err != nil {
			return err
		}
		if err := t.forgetFiles(learner); err != nil {
			return err
		}
		return t.saveMember(m)
	})
	return m, err
}

// waits reports that there is an alarm about a key.
func (m *Member) waits(key string) bool {
	return slices.ContainsFunc(m.Changes, func(c KeyChange) bool { return c.Key == key })
}

// settle forgets what was said or asked of a key so far.
func (m *Member) settle(key string) {
	m.Changes = slices.DeleteFunc(m.Changes, func(c KeyChange) bool { return c.Key == key })
	m.Refused = slices.DeleteFunc(m.Refused, func(k string) bool { return k == key })
}

func notWaiting(learner string) error {
	return invalid("the key of %s: it is not one that waits for you; perhaps another one arrived meanwhile: look again", learner)
}

// forgetFiles lets the files of a person be read again, and those that were refused: some
// of them because of that person.
func (t *tx) forgetFiles(learner string) error {
	var keys []string
	err := each(t, fileBucket, "", func(key string, f SeenFile) error {
		if f.Learner == learner || f.Reason != "" {
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := t.remove(fileBucket, key); err != nil {
			return err
		}
	}
	return nil
}

// An Erased says that a person's data were erased. It holds nothing of the person but the
// random id, so that the same files do not bring them back.
type Erased struct {
	Learner string    `json:"learner"`
	At      time.Time `json:"at"`
	Reason  string    `json:"reason"`
}

// EraseMember forgets all that a lead knows of a person, and what they were typing about
// them, and leaves a tombstone. The space in the file is used again; until then a tool may
// find remains there.
func (s *Store) EraseMember(learner, reason string) error {
	err := s.update(func(t *tx) error {
		var m Member
		found, err := t.get(memberBucket, learner, &m)
		if err == nil && !found {
			err = noMember(learner)
		}
		if err != nil {
			return err
		}
		for _, bucket := range []string{memberBucket, headBucket, snapshotBucket, taughtBucket, talkBucket} {
			if err := t.remove(bucket, learner); err != nil {
				return err
			}
		}
		if err := t.remove(pinnedBucket, m.Key); err != nil {
			return err
		}
		if err := t.removeAll(assignmentBucket, learner+"\x00"); err != nil {
			return err
		}
		if err := t.forgetFiles(learner); err != nil {
			return err
		}
		return t.put(erasedBucket, learner, Erased{learner, t.now, reason})
	})
	if err != nil {
		return err
	}
	if err := s.dropDraftsAbout(learner); err != nil {
		return fmt.Errorf("the person is erased; what you were writing about them is not: %w", err)
	}
	return nil
}

// ErasedMembers are the tombstones, by learner id.
func (s *Store) ErasedMembers() ([]Erased, error) { return allOf[Erased](s, erasedBucket, "") }

// ReadmitMember removes a tombstone: the person's snapshots are taken in again.
func (s *Store) ReadmitMember(learner string) error {
	return s.update(func(t *tx) error {
		if err := t.forgetFiles(learner); err != nil {
			return err
		}
		return t.remove(erasedBucket, learner)
	})
}

// StopLeading forgets all that a lead keeps: their teams, and everything of the people in them.
// Nobody gets a tombstone, so that a lead can take the same files in again; those who were
// erased before stay so. A merge with a file of another machine brings back what that one has.
func (s *Store) StopLeading() error {
	var people []string
	err := s.update(func(t *tx) error {
		err := each(t, memberBucket, "", func(id string, _ json.RawMessage) error {
			people = append(people, id)
			return nil
		})
		for _, bucket := range []string{memberBucket, headBucket, snapshotBucket, taughtBucket, talkBucket, pinnedBucket, assignmentBucket, fileBucket, teamBucket} {
			err = errors.Join(err, t.removeAll(bucket, ""))
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range people {
		err = errors.Join(err, s.dropDraftsAbout(id))
	}
	if err != nil {
		return fmt.Errorf("your teams are forgotten; what you were writing about somebody is not: %w", err)
	}
	return nil
}

func noMember(learner string) error { return notFound("nobody of your teams has the id %q", learner) }

// allOf returns the values of a bucket whose keys begin with prefix, in order.
func allOf[T any](s *Store, bucket, prefix string) ([]T, error) {
	var all []T
	err := s.view(func(t *tx) error {
		return each(t, bucket, prefix, func(_ string, v T) error {
			all = append(all, v)
			return nil
		})
	})
	return all, err
}
