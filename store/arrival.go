package store

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	jsonv1 "github.com/go-json-experiment/json/v1"

	"waymark/store/parallel"
)

// A SeenFile is a file of a folder, and what became of it: one that did not change need
// not be read again.
type SeenFile struct {
	Folder   string    `json:"folder"`
	Name     string    `json:"name"`
	Team     string    `json:"team,omitempty"` // id of the Team that it was taken in for
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Learner  string    `json:"learner,omitempty"` // whose snapshot it is
	Hash     string    `json:"hash,omitempty"`    // of the snapshot's payload
	Key      string    `json:"key,omitempty"`     // that signed it, where that is an alarm
	Reason   string    `json:"reason,omitempty"`  // why it was refused
	Other    bool      `json:"other,omitempty"`   // it is sound, and no snapshot
	Reader   string    `json:"reader,omitempty"`  // what the program that looked could read, in words of store/team
}

func (f SeenFile) key() string { return f.Folder + "\x00" + f.Name }

// An Arrival is a file of a folder that was read. Where it holds a snapshot whose
// signature is good, it has a Member, and the signer's key in it.
type Arrival struct {
	File     SeenFile
	Member   Member // its ID is empty where the file holds no good snapshot
	Original Original
	Taught   string // which versions of lessons were taught, in a form of store/team

	packed []byte // the original
}

// A Fate is what became of an arrival.
type Fate int

// What may become of an arrival.
const (
	Noted      Fate = iota // it holds no good snapshot: the file alone was noted
	Taken                  // it is newer than what was known of the person
	Known                  // it is what is known of the person, to the letter
	Superseded             // it is older than what is known
	KeyAlarm               // another key signed than before: not taken in
	Forbidden              // not taken in, for a reason that stands in the file's Reason
)

// TakeIn keeps what was read of a folder: all of it, or nothing. Of each person the newest
// snapshot is kept, by its day and its number. The key of a person is pinned with the first
// of them, and a key is of one person alone. It returns the file of each arrival with what
// became of it. Gone are files that were seen before and are not there any more.
func (s *Store) TakeIn(arrivals []Arrival, gone []SeenFile) ([]SeenFile, []Fate, error) {
	for i := range arrivals {
		if arrivals[i].Member.ID != "" {
			arrivals[i].packed = arrivals[i].Original.pack() // before others wait for the file
		}
	}
	files, fates := make([]SeenFile, len(arrivals)), make([]Fate, len(arrivals))
	err := s.update(func(t *tx) (err error) {
		for i := range arrivals {
			file := arrivals[i].File
			if fates[i], err = t.takeIn(&arrivals[i], &file); err != nil {
				return err
			}
			if err := t.putWhole(fileBucket, file.key(), file); err != nil {
				return err
			}
			files[i] = file
		}
		for _, f := range gone {
			if err := t.remove(fileBucket, f.key()); err != nil {
				return err
			}
		}
		return nil
	})
	return files, fates, err
}

func (t *tx) takeIn(a *Arrival, file *SeenFile) (Fate, error) {
	m := a.Member
	if m.ID == "" {
		return Noted, nil
	}
	if err := checkIDs(m.ID, m.Key); err != nil {
		return Noted, err
	}
	reason, err := t.forbids(m)
	if err != nil || reason != "" {
		file.Reason = reason
		return Forbidden, err
	}
	file.Learner, file.Hash = m.ID, m.Hash
	var known Member
	found, err := t.get(memberBucket, m.ID, &known)
	switch {
	case err != nil:
		return Noted, err
	case !found:
		m.First = m.Imported
		return Taken, t.takeNewer(m, a)
	case known.Key != m.Key && m.Made <= known.Former[m.Key]:
		return Superseded, nil
	case known.Key != m.Key && slices.Contains(known.Refused, m.Key):
		file.Reason = "it was signed with a key that you said is not theirs"
		return Forbidden, nil
	case known.Key != m.Key:
		file.Key = m.Key
		return KeyAlarm, t.alarm(known, m.Key, *file, m.Imported)
	}
	m.Team, m.First = cmp.Or(m.Team, known.Team), known.First
	m.Former, m.Changes, m.Refused = known.Former, known.Changes, known.Refused
	switch age := compareAge(m, known); {
	case age > 0:
		return Taken, t.takeNewer(m, a)
	case age < 0:
		return Superseded, nil
	case m.Team != known.Team:
		known.Team = m.Team
		if err := t.saveMember(known); err != nil {
			return Known, err
		}
	}
	return Known, t.renew(m, a)
}

// renew keeps what is made of a snapshot that is known anew, where another version of Waymark
// made it in another form.
func (t *tx) renew(m Member, a *Arrival) error {
	head, err := t.getBytes(headBucket, m.ID)
	if err != nil || m.Withdrawn || string(head) == m.Head {
		return err
	}
	return errors.Join(t.putBytes(headBucket, m.ID, []byte(m.Head)), t.putWhole(taughtBucket, m.ID, a.Taught))
}

// forbids says why no snapshot of the person may be taken in with that key; it is empty
// where one may.
func (t *tx) forbids(m Member) (reason string, err error) {
	erased, err := t.get(erasedBucket, m.ID, new(Erased))
	if err != nil {
		return "", err
	}
	if erased {
		return "the data of this person were erased here", nil
	}
	owner, err := t.getBytes(pinnedBucket, m.Key)
	if err != nil || owner == nil || string(owner) == m.ID {
		return "", err
	}
	return "it was signed with the key of somebody else, " + string(owner) + "; if they began anew, erase what is known of them, then take it in again", nil
}

// takeNewer keeps a snapshot that is newer than what is known of the person.
func (t *tx) takeNewer(m Member, a *Arrival) error {
	if m.Withdrawn {
		return t.forgetTold(m)
	}
	if err := t.keepFirst(m.ID); err != nil {
		return err
	}
	return errors.Join(
		t.saveMember(m),
		t.putBytes(pinnedBucket, m.Key, []byte(m.ID)),
		t.putBytes(headBucket, m.ID, []byte(m.Head)),
		t.putBytes(snapshotBucket, m.ID, a.packed),
		t.putWhole(taughtBucket, m.ID, a.Taught),
	)
}

// forgetTold keeps of a person who withdrew what they had sent the key and the day, so that
// an older file does not bring it back. The lead's own words stay.
func (t *tx) forgetTold(m Member) error {
	err := errors.Join(
		t.saveMember(m), t.putBytes(pinnedBucket, m.Key, []byte(m.ID)),
		t.remove(headBucket, m.ID), t.remove(snapshotBucket, m.ID), t.remove(taughtBucket, m.ID),
	)
	var talk Talk
	if found, missing := t.get(talkBucket, m.ID, &talk); err != nil || missing != nil || !found {
		return errors.Join(err, missing)
	}
	talk.Then = nil
	return t.putWhole(talkBucket, m.ID, talk)
}

// mostChanges is how many alarms wait for a person: a folder full of forged keys must not
// make every view slow. Those beyond it are kept once others are settled.
const mostChanges = 8

// alarm notes that another key signed in a person's name.
func (t *tx) alarm(known Member, key string, file SeenFile, now time.Time) error {
	if known.waits(key) || len(known.Changes) == mostChanges {
		return nil
	}
	known.Changes = append(known.Changes, KeyChange{Key: key, File: file.Folder + "/" + file.Name, At: now})
	return t.saveMember(known)
}

// saveMember keeps a person without their head, whole: the text bucket would keep what it
// has for ever.
func (t *tx) saveMember(m Member) error { return t.putWhole(memberBucket, m.ID, m) }

// compareAge orders snapshots of one person by age; the content decides last, so that the
// order in which they came does not.
func compareAge(a, b Member) int {
	return cmp.Or(strings.Compare(a.Made, b.Made), cmp.Compare(a.Number, b.Number), strings.Compare(a.Hash, b.Hash))
}

// SeenFiles returns the files of a folder that were looked at.
// There may be thousands: they are read on all processors.
func (s *Store) SeenFiles(folder string) ([]SeenFile, error) {
	type kept struct{ key, value []byte }
	var all []SeenFile
	err := s.view(func(t *tx) error {
		b, err := t.bucket(fileBucket)
		if err != nil {
			return err
		}
		var found []kept
		c, prefix := b.Cursor(), []byte(folder+"\x00")
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			found = append(found, kept{k, v})
		}
		all = make([]SeenFile, len(found))
		return parallel.For(len(found), func(i int) error {
			content, err := unseal(fileBucket, string(found[i].key), found[i].value)
			if err != nil {
				return err
			}
			if err := jsonv1.Unmarshal(content, &all[i]); err != nil {
				return damaged("%s %q: %v", fileBucket, found[i].key, err)
			}
			return nil
		})
	})
	return all, err
}

// SeenFilesNamed returns those of the files of a folder that were looked at.
func (s *Store) SeenFilesNamed(folder string, names []string) ([]SeenFile, error) {
	var all []SeenFile
	err := s.view(func(t *tx) error {
		for _, name := range names {
			f := SeenFile{Folder: folder, Name: name}
			found, err := t.get(fileBucket, f.key(), &f)
			if err != nil {
				return err
			}
			if found {
				all = append(all, f)
			}
		}
		return nil
	})
	return all, err
}
