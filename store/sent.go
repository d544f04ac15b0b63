package store

import (
	"fmt"
	"path/filepath"
	"time"
)

// A Sent is a snapshot that left the machine: the ledger of what others were told.
type Sent struct {
	Number  int       `json:"number"`  // 1, 2, 3 …
	Hash    string    `json:"hash"`    // of the payload: SHA-256 in hexadecimal digits
	Profile string    `json:"profile"` // how much it told
	To      string    `json:"to"`      // the file that it was written to
	Payload string    `json:"payload"` // to the letter
	At      time.Time `json:"at"`
}

// Folder is where the file lies that it was written to.
func (s Sent) Folder() string { return filepath.Dir(s.To) }

// RecordSent notes that a snapshot was sent. Its number has to follow that of the last
// one, or it is ErrInvalid: another program sent one meanwhile. The same snapshot to another
// place is noted under its number again.
func (s *Store) RecordSent(sent Sent) error {
	return s.update(func(t *tx) error {
		last, err := t.lastSent()
		if err != nil {
			return err
		}
		again := sent.Number == last.Number && sent.Hash == last.Hash
		if sent.Number != last.Number+1 && !again {
			return invalid("snapshot %d: the last that was sent is %d; look at the preview again", sent.Number, last.Number)
		}
		sent.At = t.now
		return t.append(fmt.Sprintf("snapshot/%d", sent.Number), snapshotSent, sent)
	})
}

// Ledger is everything that was sent, oldest first.
func (s *Store) Ledger() ([]Sent, error) {
	var all []Sent
	err := s.view(func(t *tx) error {
		return each(t, sentBucket, "", func(_ string, sent Sent) error {
			all = append(all, sent)
			return nil
		})
	})
	return all, err
}

// LastSent is the snapshot that was sent last; zero if none was.
func (s *Store) LastSent() (Sent, error) {
	var last Sent
	err := s.view(func(t *tx) (err error) {
		last, err = t.lastSent()
		return err
	})
	return last, err
}

func (t *tx) lastSent() (Sent, error) {
	last, err := latest[Sent](t, sentBucket, "", 1)
	if err != nil || len(last) == 0 {
		return Sent{}, err
	}
	return last[0], nil
}

func (t *tx) applySent(e Event) error {
	var sent Sent
	if err := e.data(&sent); err != nil {
		return err
	}
	return t.put(sentBucket, fmt.Sprintf("%08d\x00%s", sent.Number, e.ID), sent)
}
