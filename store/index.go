package store

import (
	"errors"
	"slices"

	"github.com/oklog/ulid/v2"
)

// The index of the journal is kept in the transaction that changes an entry. So that
// a change writes no page more than it has to, entries that are new or changed are
// only listed, as fresh, and read when somebody searches. When there are many of them
// they become a segment; when there are many small segments, the oldest become one. A
// segment is never changed: an entry that has changed since is marked as dead in it.
// docs/decisions/016.
type indexSizes struct {
	fresh   int // so many fresh entries become a segment
	small   int // so many small segments are merged
	segment int // entries in a segment at most; one with less than half is small
}

// usualSizes keep what a save has to do short: the largest merge is of 1,024 entries.
var usualSizes = indexSizes{fresh: 32, small: 32, segment: 1024}

const freshKey = "fresh"

// A fresh list holds the ids of the entries that are in no segment yet. It is small
// enough to lie in the page that every save writes.
type fresh []ulid.ULID

func (t *tx) fresh() (fresh, error) {
	b, err := t.bucket(freshBucket)
	if err != nil {
		return nil, err
	}
	value := b.Get([]byte(freshKey))
	if value == nil {
		return nil, stale(damaged("the list of fresh entries is missing"))
	}
	content, err := unseal(freshBucket, freshKey, value)
	if err != nil {
		return nil, stale(err)
	}
	if len(content)%idSize != 1 || content[0] != indexVersion {
		return nil, stale(damaged("the index is of another version"))
	}
	var list fresh
	for at := 1; at < len(content); at += idSize {
		list = append(list, ulid.ULID(content[at:at+idSize]))
	}
	return list, nil
}

func (t *tx) putFresh(list fresh) error {
	content := make([]byte, 1, 1+len(list)*idSize)
	content[0] = indexVersion
	for _, id := range list {
		content = append(content, id[:]...)
	}
	return t.putBytes(freshBucket, freshKey, content)
}

// keepEntry saves the record of an entry, and keeps the index in step.
func (t *tx) keepEntry(x Experiment) error {
	b, err := t.bucket(experimentBucket)
	if err != nil {
		return err
	}
	known := b.Get([]byte(x.ID)) != nil
	if err := t.put(experimentBucket, x.ID, x); err != nil {
		return err
	}
	return t.keepIndex(x.ID, known, true)
}

// dropEntry removes the record of an entry, and keeps the index in step.
func (t *tx) dropEntry(id string) error {
	b, err := t.bucket(experimentBucket)
	if err != nil {
		return err
	}
	if b.Get([]byte(id)) == nil {
		return nil
	}
	if err := t.remove(experimentBucket, id); err != nil {
		return err
	}
	return t.keepIndex(id, true, false)
}

// keepIndex notes that an entry, which the index knows or not, was saved or removed.
func (t *tx) keepIndex(id string, known, there bool) error {
	if t.rebuilding {
		return nil
	}
	key, err := ulid.ParseStrict(id)
	if err != nil {
		return damaged("%s %q is not an id", experimentBucket, id)
	}
	return t.reindexed(t.noteChange(key, known, there))
}

// reindexed is the error of a change of the index. One that does not fit the entries is
// made anew, and then the change is in it.
func (t *tx) reindexed(err error) error {
	if errors.Is(err, errStale) {
		return t.reindex()
	}
	return err
}

func (t *tx) noteChange(id ulid.ULID, known, there bool) error {
	list, err := t.fresh()
	if err != nil {
		return err
	}
	at := slices.Index(list, id)
	switch {
	case at >= 0 && there:
		return nil
	case at >= 0:
		return t.putFresh(slices.Delete(list, at, at+1))
	}
	if known {
		if err := t.bury(id); err != nil {
			return err
		}
	}
	if !there {
		return nil
	}
	return t.keepFresh(append(list, id))
}

// keepFresh keeps the list, or makes a segment of it when it is long. While entries that
// waited are taken in it may grow, so that one segment is made of all of them.
func (t *tx) keepFresh(list fresh) error {
	if len(list) < t.sizes.fresh || t.takingIn {
		return t.putFresh(list)
	}
	return t.settle(list)
}

// bury marks an entry as dead in the segment that holds it.
func (t *tx) bury(id ulid.ULID) error {
	all, err := t.segments()
	if err != nil {
		return err
	}
	for i := range all {
		s := &all[i]
		if err := s.load(); err != nil {
			return err
		}
		entry, found := s.find(id)
		if !found || s.isDead(entry) {
			continue
		}
		dead := make([]byte, (s.size+7)/8)
		copy(dead, s.dead)
		dead[entry/8] |= 1 << (entry % 8)
		return t.putBytes(searchBucket, string(segmentKey(s.number, deadPart, "")), dead)
	}
	return stale(damaged("the entry %s is in no segment", id))
}

// settle makes a segment of the fresh entries, and merges segments if there are many.
func (t *tx) settle(list fresh) error {
	d := newDraft()
	slices.SortFunc(list, ulid.ULID.Compare)
	for _, id := range list {
		x, err := t.shownEntry(id)
		if err != nil {
			return err
		}
		d.add(id, x)
	}
	if err := t.putFresh(nil); err != nil {
		return err
	}
	all, err := t.segments()
	if err != nil {
		return err
	}
	number := uint64(1)
	if len(all) > 0 {
		number = all[len(all)-1].number + 1
	}
	if err := d.save(t, number); err != nil {
		return err
	}
	return t.mergeSmall(all, number+1)
}

// shownEntry reads an entry that the index knows. What is withheld from its owner, while
// outputs are rated blind, is not found either.
func (t *tx) shownEntry(id ulid.ULID) (x Experiment, err error) {
	found, err := t.get(experimentBucket, id.String(), &x)
	switch {
	case err != nil:
		return x, err
	case !found:
		return x, stale(damaged("the entry %s is missing", id))
	}
	return t.asShown(x)
}

// mergeSmall makes one segment of the oldest small ones, if there are many. A large
// one becomes small when most of its entries are dead.
func (t *tx) mergeSmall(all []segment, number uint64) error {
	small := slices.DeleteFunc(slices.Clone(all), func(s segment) bool { return s.live() >= t.sizes.segment/2 })
	if len(small) < t.sizes.small {
		return nil
	}
	var merged []segment
	entries := 0
	for _, s := range small {
		if entries += s.live(); entries > t.sizes.segment {
			break
		}
		merged = append(merged, s)
	}
	d := newDraft()
	if err := d.addSegments(t, merged); err != nil {
		return err
	}
	for _, s := range merged {
		if err := t.removeAll(searchBucket, string(segmentKey(s.number, 0, "")[:8])); err != nil {
			return err
		}
	}
	if len(d.ids) == 0 {
		return nil
	}
	return d.save(t, number)
}

// Reindex makes the index of the journal anew from the entries.
func (s *Store) Reindex() error { return s.update((*tx).reindex) }

func (t *tx) reindex() error {
	for _, bucket := range []string{searchBucket, freshBucket} {
		if err := t.empty(bucket); err != nil {
			return err
		}
	}
	d, number := newDraft(), uint64(1)
	save := func() error {
		err := d.save(t, number)
		d, number = newDraft(), number+1
		return err
	}
	err := each(t, experimentBucket, "", func(key string, x Experiment) error {
		id, err := ulid.ParseStrict(key)
		if err != nil {
			return damaged("%s %q is not an id", experimentBucket, key)
		}
		if x, err = t.asShown(x); err != nil {
			return err
		}
		if d.add(id, x); len(d.ids) < t.sizes.segment {
			return nil
		}
		return save()
	})
	if err == nil && len(d.ids) > 0 {
		err = save()
	}
	if err != nil {
		return err
	}
	return t.putFresh(nil)
}
