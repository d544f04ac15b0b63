package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

// composeBatch is how many values are brought into the new file in one transaction.
const composeBatch = 2000

// A composer makes a new file of what was salvaged.
type composer struct {
	*salvage
	s     *Store
	db    *bbolt.DB
	texts map[string]bool // that are in the new file already
	done  Repair
}

// compose makes a new file of what can be read in the learner's file. It reaches the disk
// as a whole at the end: nobody sees it before.
func (s *Store) compose(path string) (r Repair, err error) {
	f, err := os.Open(s.File())
	if err != nil {
		return r, err
	}
	defer f.Close()
	v, closeBackup, err := s.salvage(f)
	defer closeBackup()
	if err != nil {
		return r, err
	}
	if err := s.build(path); err != nil {
		return r, err
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Nanosecond, NoSync: true})
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c := &composer{salvage: v, s: s, db: db, texts: map[string]bool{}, done: Repair{Backup: v.backup}}
	for _, step := range []func() error{c.identity, c.events, c.lead, c.records, c.private, db.Sync} {
		if err := step(); err != nil {
			return c.done, err
		}
	}
	return c.done, nil
}

// change runs fn in a transaction on the new file.
func (c *composer) change(fn func(*tx) error) error {
	return c.db.Update(func(b *bbolt.Tx) error {
		t := c.s.tx(b)
		t.device = c.device
		if err := fn(t); err != nil {
			return err
		}
		return t.keepSums()
	})
}

// identity brings in who the learner is.
func (c *composer) identity() error {
	c.done.NewLearner = true
	return c.change(func(t *tx) error {
		for _, key := range lastingMeta {
			content, _ := c.content(metaBucket, key)
			if key == "device" && c.device != "" {
				content, _ = json.Marshal(c.device)
			}
			if content == nil {
				continue
			}
			c.done.NewLearner = c.done.NewLearner && key != "learner"
			if err := t.putBytes(metaBucket, key, content); err != nil {
				return err
			}
		}
		_, err := t.get(metaBucket, "device", &c.device)
		return err
	})
}

// events brings in the events.
func (c *composer) events() error {
	ids := c.ids()
	for batch := range slices.Chunk(ids, composeBatch) {
		err := c.change(func(t *tx) error {
			for _, id := range batch {
				if err := c.event(t, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	c.done.Lost += c.lost(ids)
	c.done.Complete = c.complete
	return nil
}

func (c *composer) event(t *tx, id string) error {
	content, from := c.salvage.content(logBucket, id)
	brought, err := c.bring(t, logBucket, id, content)
	switch {
	case err != nil:
		return err
	case !brought:
		c.done.Lost++
		c.drop(id, "a long text of it cannot be read")
	default:
		c.done.Events++
		if from > 0 {
			c.done.FromBackup++
		}
	}
	return nil
}

// drop notes an event that was read, and yet cannot be in the new file.
func (c *composer) drop(id, why string) {
	content, _ := c.salvage.content(logBucket, id)
	var e Event
	_ = json.Unmarshal(content, &e) // what of it can be read is said
	c.done.Dropped = append(c.done.Dropped, fmt.Sprintf("%s of %s (%s): %s", e.Kind, e.Subject, e.At.Format(time.DateTime), why))
}

// bring puts a value with its long texts into the new file, if all of them were found.
func (c *composer) bring(t *tx, bucket, key string, content []byte) (bool, error) {
	names, unreadable := longTexts(content)
	if unreadable != nil || content == nil {
		return false, nil //nolint:nilerr // what cannot be read is not brought
	}
	texts := map[string]string{}
	for _, name := range names {
		if c.texts[name] {
			continue
		}
		text, whole := c.longText(name)
		if !whole {
			return false, nil
		}
		texts[name] = text
	}
	for name, text := range texts {
		if _, err := t.putText(text); err != nil {
			return false, err
		}
		c.texts[name] = true
	}
	return true, t.putBytes(bucket, key, content)
}

// lead brings in what a lead keeps of others: of a person all, or nothing, so that their
// file is taken in again. What was seen of the folders is only brought in with all of it.
func (c *composer) lead() error {
	file := c.hauls[0]
	wanted := leadParts
	c.done.LeadWhole = !slices.ContainsFunc(append(slices.Clip(leadParts), fileBucket), func(part string) bool { return !file.holdsAll(part) })
	if c.done.LeadWhole {
		wanted = append(slices.Clip(leadParts), fileBucket)
	}
	return c.change(func(t *tx) error {
		for _, part := range wanted {
			for _, key := range file.keys(part) {
				if slices.Contains(personParts, part) && !c.isWhole(key) {
					continue
				}
				if _, err := c.bring(t, part, key, file.content(part, key)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// personParts are what is kept of one person, by their id, and belongs together.
var personParts = []string{memberBucket, headBucket, snapshotBucket, taughtBucket}

func (c *composer) isWhole(id string) bool {
	var m Member
	if json.Unmarshal(c.hauls[0].content(memberBucket, id), &m) != nil {
		return false
	}
	return m.Withdrawn || !slices.ContainsFunc(personParts, func(part string) bool { return c.hauls[0].content(part, id) == nil })
}

// records makes the records from the events. An event that cannot be applied, since another
// that it goes by is lost, is left out.
func (c *composer) records() error {
	for {
		left := map[string]error{}
		err := c.change(func(t *tx) error {
			t.leftOut = left
			return t.rebuild()
		})
		if err != nil || len(left) == 0 {
			return err
		}
		err = c.change(func(t *tx) error {
			for id, why := range left {
				c.drop(id, why.Error())
				c.done.Events--
				c.done.Lost++
				if err := t.remove(logBucket, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// private takes back that entries are shared, where an event that took it back may be lost.
func (c *composer) private() error {
	if c.done.Complete {
		return nil
	}
	return c.change(func(t *tx) error {
		var shared []string
		err := each(t, experimentBucket, "", func(id string, x Experiment) error {
			if x.Visibility != Private && x.Visibility != "" {
				shared = append(shared, id)
			}
			return nil
		})
		for _, id := range shared {
			err = errors.Join(err, t.append(experimentSubject(id), experimentShared, sharedData{Visibility: Private}))
			t.action = ""
			c.done.Unshared++
			c.done.Events++
		}
		return err
	})
}
