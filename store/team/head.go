package team

import (
	"encoding/binary"
	"errors"

	"waymark/store/snapshot"
)

// The heads of all people are read whenever a view is drawn. As JSON those of 10,000 would
// take a fifth of a second; in this form they take a hundredth. The form is a version, and
// the fields in the order of coder.head: a text and the length of a list are preceded by
// their size.
const headVersion = 1

// reader says what this version can read, and in which form it keeps it. What another one saw
// in a file, which may have refused what this one reads, is not gone by.
const reader = snapshot.Format + " " + snapshot.EntryFormat + " " + FileFormat + " head/" + string(rune('0'+headVersion))

var errHead = errors.New("the kept head of a snapshot is garbled")

// packHead is the head of a snapshot in the form in which it is kept.
func packHead(s snapshot.Snapshot) string {
	c := coder{writes: true, data: []byte{headVersion}}
	c.head(&s)
	return string(c.data)
}

// unpackHead reads what packHead wrote.
func unpackHead(head string) (s snapshot.Snapshot, err error) {
	c := newReader(head)
	if c.head(&s); c.bad || c.rest != "" {
		return snapshot.Snapshot{}, errHead
	}
	return s, nil
}

// nameInHead is the name that a person chose, without reading the rest.
func nameInHead(head string) (string, error) {
	var s snapshot.Snapshot
	c := newReader(head)
	if c.learner(&s); c.bad {
		return "", errHead
	}
	return s.Learner.Name, nil
}

func newReader(head string) coder {
	if head == "" || head[0] != headVersion {
		return coder{bad: true}
	}
	return coder{rest: head[1:]}
}

// A coder writes fields or reads them, so that one list of them serves both.
type coder struct {
	writes bool
	data   []byte // what was written
	rest   string // what is still to be read; the texts that were read are parts of it
	bad    bool
}

func (c *coder) head(s *snapshot.Snapshot) {
	c.learner(s)
	c.texts(&s.Pathway.ID, &s.Pathway.Title, &s.Pathway.Version)
	c.numbers(&s.Number, &s.MinutesLeft)
	c.flag(&s.Withdrawn)
	items(c, &s.Modules, func(m *snapshot.Module) {
		c.texts(&m.ID, &m.Title, &m.State, &m.Level, &m.Completed)
		c.numbers(&m.Done, &m.Total)
	})
	topic := func(t *snapshot.Topic) { c.texts(&t.About, &t.Title, &t.Note, &t.Since) }
	items(c, &s.Hands, topic)
	items(c, &s.Offers, topic)
	items(c, &s.Policies, func(p *snapshot.Policy) { c.texts(&p.Lesson, &p.Version, &p.Hash, &p.Day) })
	items(c, &s.Teams, func(t *snapshot.Team) {
		c.texts(&t.ID)
		c.numbers(&t.Number)
	})
}

// learner is how a head begins.
func (c *coder) learner(s *snapshot.Snapshot) {
	c.texts(&s.Format, (*string)(&s.Profile), &s.Previous, &s.Made, &s.LastActiveWeek)
	c.texts(&s.Learner.ID, &s.Learner.Key, &s.Learner.Name, &s.Learner.Department, &s.Learner.Role)
}

func (c *coder) texts(all ...*string) {
	for _, text := range all {
		size := len(*text)
		c.number(&size)
		switch {
		case c.writes:
			c.data = append(c.data, *text...)
		case size > len(c.rest):
			c.bad = true
		default:
			*text, c.rest = c.rest[:size], c.rest[size:]
		}
	}
}

func (c *coder) numbers(all ...*int) {
	for _, n := range all {
		c.number(n)
	}
}

// number is one that is not below zero.
func (c *coder) number(n *int) {
	if c.writes {
		c.data = binary.AppendUvarint(c.data, uint64(*n))
		return
	}
	var v uint64
	for shift := 0; ; shift += 7 {
		if c.rest == "" || shift > 56 {
			c.bad, c.rest = true, ""
			*n = 0
			return
		}
		b := c.rest[0]
		c.rest = c.rest[1:]
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	*n = int(v)
}

func (c *coder) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	c.number(&n)
	*b = n == 1
}

func items[T any](c *coder, all *[]T, item func(*T)) {
	size := len(*all)
	c.number(&size)
	if !c.writes {
		if size > len(c.rest) { // each item takes a byte at least
			c.bad = true
			return
		}
		if size > 0 {
			*all = make([]T, size)
		}
	}
	for i := range *all {
		item(&(*all)[i])
	}
}
