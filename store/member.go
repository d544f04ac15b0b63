package store

import (
	"encoding/json"
	"time"
)

// A Member is a person whose snapshots a lead takes in, as the newest of them says. None
// of it is in the log: what others did is in their own logs, and has to be forgotten
// when they ask for it.
type Member struct {
	ID       string          `json:"id"`             // the learner's random id
	Key      string          `json:"key"`            // did:key, pinned with the first snapshot
	Team     string          `json:"team,omitempty"` // id of the Team that it was taken in for
	Made     string          `json:"made"`           // ISO day of the snapshot
	Number   int             `json:"number"`         // of the snapshot
	Hash     string          `json:"hash"`           // of its payload
	First    time.Time       `json:"first"`          // when the first snapshot was taken in
	Imported time.Time       `json:"imported"`       // when this snapshot was taken in
	Change   *KeyChange      `json:"change,omitempty"`
	Head     json.RawMessage `json:"head,omitempty"` // what every view needs of the snapshot: see store/team

	Withdrawn bool `json:"withdrawn,omitempty"` // they took back what they had sent: Head is empty, and there is no Original
}

// A KeyChange is an alarm: a snapshot came in the person's name, signed with another key.
type KeyChange struct {
	Key  string    `json:"key"`
	File string    `json:"file"`
	At   time.Time `json:"at"`
}

// An Original is a snapshot as it was signed.
type Original struct {
	Payload   []byte `json:"payload"`
	Signature []byte `json:"signature"`
}

// A SeenFile is a file of a folder, and what became of it: one that did not change need
// not be read again.
type SeenFile struct {
	Folder   string    `json:"folder"`
	Name     string    `json:"name"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Learner  string    `json:"learner,omitempty"` // whose snapshot it is
	Reason   string    `json:"reason,omitempty"`  // why it was refused
	Other    bool      `json:"other,omitempty"`   // it is sound, and no snapshot
}

// An Intake is what one look into a folder brought. Originals and Taught are by learner
// id: Taught says which versions of lessons were taught, in a form of store/team.
type Intake struct {
	Members   []Member
	Originals map[string]Original
	Taught    map[string]string
	Seen      []SeenFile
	Gone      []SeenFile // seen before, and not there any more
}

// SaveIntake keeps what a look into a folder brought: all of it, or nothing. A person who
// was erased meanwhile is left out.
func (s *Store) SaveIntake(in Intake) error {
	return s.update(func(t *tx) error {
		for _, m := range in.Members {
			if err := t.saveMember(m, in); err != nil {
				return err
			}
		}
		for _, f := range in.Seen {
			if err := t.put(fileBucket, f.key(), f); err != nil {
				return err
			}
		}
		for _, f := range in.Gone {
			if err := t.remove(fileBucket, f.key()); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) saveMember(m Member, in Intake) error {
	if err := checkIDs(m.ID, m.Key); err != nil {
		return err
	}
	if erased, err := t.get(erasedBucket, m.ID, new(Erased)); err != nil || erased {
		return err
	}
	if m.Withdrawn {
		return t.forgetTold(m)
	}
	o, newer := in.Originals[m.ID]
	if newer {
		if err := t.keepFirst(m.ID); err != nil {
			return err
		}
	}
	// Kept whole, since the text bucket keeps what it has for ever.
	if err := t.putWhole(memberBucket, m.ID, m); err != nil || !newer {
		return err
	}
	if err := t.putWhole(snapshotBucket, m.ID, o); err != nil {
		return err
	}
	return t.putWhole(taughtBucket, m.ID, in.Taught[m.ID])
}

// forgetTold keeps of a person who withdrew what they had sent the key and the day, so that
// an older file does not bring it back. The lead's own words stay.
func (t *tx) forgetTold(m Member) error {
	m.Head = nil
	if err := t.putWhole(memberBucket, m.ID, m); err != nil {
		return err
	}
	for _, bucket := range []string{snapshotBucket, taughtBucket} {
		if err := t.remove(bucket, m.ID); err != nil {
			return err
		}
	}
	var talk Talk
	if found, err := t.get(talkBucket, m.ID, &talk); err != nil || !found {
		return err
	}
	talk.Then = nil
	return t.putWhole(talkBucket, m.ID, talk)
}

// putWhole saves v as JSON with its long texts in it.
func (t *tx) putWhole(bucket, key string, v any) error {
	content, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return t.putBytes(bucket, key, content)
}

func (f SeenFile) key() string { return f.Folder + "\x00" + f.Name }

// Members returns everyone whose snapshot was taken in, by id.
func (s *Store) Members() ([]Member, error) { return allOf[Member](s, memberBucket, "") }

// SeenFiles returns the files of a folder that were looked at.
func (s *Store) SeenFiles(folder string) ([]SeenFile, error) {
	return allOf[SeenFile](s, fileBucket, folder+"\x00")
}

// Member returns a person whose snapshot was taken in, or ErrNotFound.
func (s *Store) Member(learner string) (Member, error) {
	var m Member
	err := s.view(func(t *tx) error {
		_, err := t.get(memberBucket, learner, &m)
		return err
	})
	if err == nil && m.ID == "" { // also where there is no file yet
		err = noMember(learner)
	}
	return m, err
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

// Original is the newest snapshot of a person as it was signed, or ErrNotFound.
func (s *Store) Original(learner string) (Original, error) {
	var o Original
	err := s.view(func(t *tx) error {
		_, err := t.get(snapshotBucket, learner, &o)
		return err
	})
	if err == nil && o.Payload == nil { // also where there is no file yet
		err = noMember(learner)
	}
	return o, err
}

// EachOriginal calls fn with every snapshot, by learner id.
func (s *Store) EachOriginal(fn func(learner string, o Original) error) error {
	return s.view(func(t *tx) error { return each(t, snapshotBucket, "", fn) })
}

// TrustKey pins the key of an alarm in place of the one before. The snapshots that it
// signed are then taken in with the next look into their folder.
func (s *Store) TrustKey(learner string) (Member, error) {
	var m Member
	err := s.update(func(t *tx) error {
		found, err := t.get(memberBucket, learner, &m)
		switch {
		case err != nil:
			return err
		case !found:
			return noMember(learner)
		case m.Change == nil:
			return invalid("the key of %s: it has not changed", learner)
		}
		m.Key, m.Change = m.Change.Key, nil
		m.Made, m.Number = "", 0 // whatever that key signed is newer
		if err := t.forgetFiles(learner); err != nil {
			return err
		}
		return t.putWhole(memberBucket, learner, m)
	})
	return m, err
}

// forgetFiles lets the files of a person be read again.
func (t *tx) forgetFiles(learner string) error {
	var keys []string
	err := each(t, fileBucket, "", func(key string, f SeenFile) error {
		if f.Learner == learner {
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

// EraseMember forgets all that a lead knows of a person and leaves a tombstone. The
// space in the file is used again; until then a tool may find remains there.
func (s *Store) EraseMember(learner, reason string) error {
	return s.update(func(t *tx) error {
		found, err := t.get(memberBucket, learner, new(Member))
		if err == nil && !found {
			err = noMember(learner)
		}
		if err != nil {
			return err
		}
		for _, bucket := range []string{memberBucket, snapshotBucket, taughtBucket, talkBucket} {
			if err := t.remove(bucket, learner); err != nil {
				return err
			}
		}
		if err := t.removeAll(assignmentBucket, learner+"\x00"); err != nil {
			return err
		}
		if err := t.forgetFiles(learner); err != nil {
			return err
		}
		return t.put(erasedBucket, learner, Erased{learner, t.now, reason})
	})
}

// ErasedMembers are the tombstones, by learner id.
func (s *Store) ErasedMembers() ([]Erased, error) { return allOf[Erased](s, erasedBucket, "") }

// ReadmitMember removes a tombstone: the person's snapshots are taken in again.
func (s *Store) ReadmitMember(learner string) error {
	return s.update(func(t *tx) error { return t.remove(erasedBucket, learner) })
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
