package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
)

// What a lead keeps of others is not in the log. Of two files, each record is joined by a
// rule that asks neither for the order nor for how often: docs/decisions/031.

// A change is one value to be kept, or removed where there is no content.
type change struct {
	bucket, key string
	content     []byte
}

// A teamJoin is what both files of a lead come to.
type teamJoin struct {
	t, o    *tx
	erased  map[string]Erased
	members map[string]Member
	from    map[string]*tx // the file whose snapshot of a person counts
	want    map[string]map[string][]byte
}

// joinLead joins what a lead keeps of others.
func (t *tx) joinLead(o *tx, m *Merged) error {
	changes, people, err := t.joined(o)
	if err != nil || len(changes) == 0 {
		return err
	}
	m.People = people
	for _, c := range changes {
		if c.content == nil {
			err = errors.Join(err, t.remove(c.bucket, c.key))
		} else {
			err = errors.Join(err, t.putBytes(c.bucket, c.key, c.content))
		}
	}
	return errors.Join(err, t.removeAll(fileBucket, "")) // what was refused may be taken in now: all is read again
}

// joined says what has to change for this file to hold what both know of others, and of how
// many people it will know more.
func (t *tx) joined(o *tx) ([]change, int, error) {
	j := teamJoin{t: t, o: o, from: map[string]*tx{}, want: map[string]map[string][]byte{}}
	for _, step := range []func() error{j.joinErased, j.joinMembers, j.joinSnapshots, j.joinPins, j.joinAssignments, j.joinTalks, j.joinTeams} {
		if err := step(); err != nil {
			return nil, 0, err
		}
	}
	var changes []change
	people := map[string]bool{}
	for _, bucket := range slices.Sorted(maps.Keys(j.want)) {
		b, err := t.bucket(bucket)
		if err != nil {
			return nil, 0, err
		}
		note := func(key string, content []byte) {
			changes = append(changes, change{bucket, key, content})
			if bucket != teamBucket && bucket != pinnedBucket {
				learner, _, _ := strings.Cut(key, "\x00")
				people[learner] = true
			}
		}
		_ = b.ForEach(func(k, _ []byte) error { // which fails where this does
			if _, stays := j.want[bucket][string(k)]; !stays {
				note(string(k), nil)
			}
			return nil
		})
		for _, key := range slices.Sorted(maps.Keys(j.want[bucket])) {
			if content := j.want[bucket][key]; !bytes.Equal(b.Get([]byte(key)), seal(bucket, key, content)) {
				note(key, content)
			}
		}
	}
	return changes, len(people), nil
}

// union joins the values of a bucket, key by key, with a rule for two of the same key. What is
// of a person who was erased is left out.
func union[T any](j *teamJoin, bucket string, join func(a, b T) T) (map[string]T, error) {
	j.want[bucket] = map[string][]byte{}
	all := map[string]T{}
	for _, file := range []*tx{j.t, j.o} {
		err := each(file, bucket, "", func(key string, v T) error {
			learner, _, _ := strings.Cut(key, "\x00")
			if _, gone := j.erased[learner]; gone && bucket != erasedBucket {
				return nil
			}
			if before, found := all[key]; found {
				v = join(before, v)
			}
			all[key] = v
			return nil
		})
		if err != nil {
			return nil, file.blamed(err)
		}
	}
	return all, nil
}

func keepAll[T any](j *teamJoin, bucket string, all map[string]T) error {
	var err, errs error
	for key, v := range all {
		j.want[bucket][key], err = json.Marshal(v)
		errs = errors.Join(errs, err)
	}
	return errs
}

// joinErased: who was erased in one file is erased.
func (j *teamJoin) joinErased() (err error) {
	j.erased, err = union(j, erasedBucket, func(a, b Erased) Erased {
		if cmp.Or(a.At.Compare(b.At), strings.Compare(a.Reason, b.Reason)) > 0 {
			return b
		}
		return a
	})
	return errors.Join(err, keepAll(j, erasedBucket, j.erased))
}

// joinMembers: of each person the newer snapshot counts, and every key that was refused stays
// refused.
func (j *teamJoin) joinMembers() (err error) {
	if j.members, err = union(j, memberBucket, joinMember); err != nil {
		return err
	}
	return keepAll(j, memberBucket, j.members)
}

func joinMember(a, b Member) Member {
	if isLater(b, a) {
		a, b = b, a
	}
	m := a
	if b.First.Before(m.First) {
		m.First = b.First
	}
	m.Team, m.Former = cmp.Or(a.Team, b.Team), maps.Clone(a.Former)
	for key, until := range b.Former {
		if m.Former == nil {
			m.Former = map[string]string{}
		}
		m.Former[key] = max(m.Former[key], until)
	}
	delete(m.Former, m.Key)
	m.Refused = slices.Compact(slices.Sorted(slices.Values(slices.Concat(a.Refused, b.Refused))))
	m.Refused = slices.DeleteFunc(m.Refused, func(key string) bool { return key == m.Key })
	if len(m.Refused) == 0 {
		m.Refused = nil
	}
	m.Changes = joinAlarms(m, slices.Concat(a.Changes, b.Changes, []KeyChange{{Key: b.Key, At: b.First}}))
	return m
}

// isLater reports that what one file knows of a person came after what another knows: a key
// that took the place of the other one's, or a newer snapshot.
func isLater(a, b Member) bool {
	if a.Key != b.Key {
		_, left := a.Former[b.Key]
		_, left2 := b.Former[a.Key]
		refused, refused2 := slices.Contains(a.Refused, b.Key), slices.Contains(b.Refused, a.Key)
		if (left || refused) != (left2 || refused2) {
			return left || refused
		}
	}
	if age := compareAge(a, b); age != 0 {
		return age > 0
	}
	return isGreater(a, b)
}

// isGreater orders two records of the same age by all that is in them.
func isGreater(a, b Member) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Compare(x, y) > 0
}

// joinAlarms are the keys that wait for the lead: none that was decided on.
func joinAlarms(m Member, all []KeyChange) []KeyChange {
	by := map[string]KeyChange{}
	for _, c := range all {
		_, former := m.Former[c.Key]
		if c.Key == m.Key || former || slices.Contains(m.Refused, c.Key) {
			continue
		}
		before, found := by[c.Key]
		if !found || cmp.Or(c.At.Compare(before.At), strings.Compare(c.File, before.File)) < 0 {
			by[c.Key] = c
		}
	}
	return slices.SortedFunc(maps.Values(by), func(a, b KeyChange) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Key, b.Key))
	})
}

// joinSnapshots takes what is made of a snapshot from the file whose snapshot counts.
func (j *teamJoin) joinSnapshots() error {
	for _, bucket := range []string{headBucket, snapshotBucket, taughtBucket} {
		j.want[bucket] = map[string][]byte{}
		for id, m := range j.members {
			if m.Withdrawn {
				continue
			}
			var best []byte
			for _, file := range []*tx{j.t, j.o} {
				var of Member
				if found, err := file.get(memberBucket, id, &of); err != nil || !found || of.Hash != m.Hash || of.Key != m.Key {
					if err != nil {
						return file.blamed(err)
					}
					continue
				}
				content, err := file.getBytes(bucket, id)
				if err != nil {
					return file.blamed(err)
				}
				if bytes.Compare(content, best) > 0 {
					best = content
				}
			}
			if best != nil {
				j.want[bucket][id] = bytes.Clone(best)
			}
		}
	}
	return nil
}

// joinPins: the key that counts for a person is pinned, and is of one person alone.
func (j *teamJoin) joinPins() error {
	j.want[pinnedBucket] = map[string][]byte{}
	for _, id := range slices.Sorted(maps.Keys(j.members)) {
		key := j.members[id].Key
		if _, taken := j.want[pinnedBucket][key]; !taken {
			j.want[pinnedBucket][key] = []byte(id)
		}
	}
	return nil
}

// joinAssignments: of each module what was said last counts.
func (j *teamJoin) joinAssignments() error {
	all, err := union(j, assignmentBucket, func(a, b Assignment) Assignment {
		if cmp.Or(a.Made.Compare(b.Made), strings.Compare(a.Due+a.Reason, b.Due+b.Reason)) < 0 {
			return b
		}
		return a
	})
	return errors.Join(err, keepAll(j, assignmentBucket, all))
}

// joinTalks: the last talk counts, and of the notes none is lost.
func (j *teamJoin) joinTalks() error {
	all, err := union(j, talkBucket, func(a, b Talk) Talk {
		if cmp.Or(a.Last.Compare(b.Last), bytes.Compare(a.Then, b.Then)) < 0 {
			a, b = b, a
		}
		a.Note = joinNotes(a.Note, b.Note)
		return a
	})
	for id, talk := range all {
		if j.members[id].Withdrawn {
			talk.Then = nil
			all[id] = talk
		}
	}
	return errors.Join(err, keepAll(j, talkBucket, all))
}

// apartNotes stands between notes of two machines.
const apartNotes = "\n\n(From another machine:)\n\n"

// joinNotes is every note of two that is not part of another one.
func joinNotes(a, b string) string {
	all := slices.Compact(slices.Sorted(slices.Values(append(strings.Split(a, apartNotes), strings.Split(b, apartNotes)...))))
	kept := slices.DeleteFunc(slices.Clone(all), func(note string) bool {
		return slices.ContainsFunc(all, func(other string) bool { return other != note && strings.Contains(other, note) })
	})
	return strings.Join(kept, apartNotes)
}

// joinTeams: what was published last counts, a snapshot may tell the less of both, and the
// folder is that of this machine.
func (j *teamJoin) joinTeams() error {
	ceilings := []string{"minimal", "standard", "open", ""}
	all, err := union(j, teamBucket, func(a, b Team) Team {
		folder, ceiling, wall := cmp.Or(a.Folder, b.Folder), moreOf(ceilings, a.Ceiling, b.Ceiling), a.Wall && b.Wall
		created := a.Created
		if b.Created.Before(created) {
			created = b.Created
		}
		if cmp.Or(cmp.Compare(a.Published, b.Published), strings.Compare(a.Hash, b.Hash), strings.Compare(a.Title, b.Title)) < 0 {
			a = b
		}
		a.Folder, a.Ceiling, a.Wall, a.Created = folder, ceiling, wall, created.Round(0)
		return a
	})
	return errors.Join(err, keepAll(j, teamBucket, all))
}
