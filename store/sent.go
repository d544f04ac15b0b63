package store

import (
	"fmt"
	"path/filepath"
	"time"

	"waymark/store/clean"
)

// A Sent is a snapshot that left the machine: the ledger of what others were told. It is
// noted before its file is written, so that none leaves without standing here.
type Sent struct {
	Number  int       `json:"number"`  // 1, 2, 3 …
	Hash    string    `json:"hash"`    // of the payload: SHA-256 in hexadecimal digits
	Profile string    `json:"profile"` // how much it told
	To      string    `json:"to"`      // the file that it was written to
	Payload string    `json:"payload"` // to the letter
	At      time.Time `json:"at"`
	Failed  string    `json:"failed,omitempty"` // why it did not arrive, or not all of it; empty where it did
}

// Folder is where the file lies that it was written to.
func (s Sent) Folder() string { return filepath.Dir(s.To) }

// Sending runs what sends a snapshot while no other program of the learner does. It is
// ErrBusy where another one takes too long.
func (s *Store) Sending(send func() error) error {
	if err := makeFolder(s.dir); err != nil {
		return s.explain(err)
	}
	unlock, err := s.lock(filepath.Join(s.dir, "sending.lock"))
	if err != nil {
		return s.explain(err)
	}
	defer unlock()
	return send()
}

// RecordSent notes that a snapshot is about to be sent. Its number has to follow that of the
// last one, or it is ErrInvalid: another program sent one meanwhile. The same snapshot to
// another place is noted under its number again.
func (s *Store) RecordSent(sent Sent) error {
	return s.update(func(t *tx) error {
		last, err := t.lastNoted()
		if err != nil {
			return err
		}
		again := sent.Number == last.Number && sent.Hash == last.Hash
		if sent.Number != last.Number+1 && !again {
			return invalid("snapshot %d: the last that was sent is %d; look at the preview again", sent.Number, last.Number)
		}
		sent.At = t.now
		return t.append(sentSubject(sent.Number), snapshotSent, sent)
	})
}

// RecordUnsent notes that the snapshot that was noted last did not arrive, or not all of it,
// and why.
func (s *Store) RecordUnsent(number int, why string) error {
	return s.update(func(t *tx) error {
		last, err := t.lastNoted()
		if err == nil && last.Number != number {
			err = notFound("the last snapshot that was sent is %d, not %d", last.Number, number)
		}
		if err != nil {
			return err
		}
		return t.append(sentSubject(number), snapshotFailed, unsent{number, cutText(clean.Line(why), maxWhy), last.Hash, last.To})
	})
}

// unsent says that the newest entry of a number did not arrive. Another machine may have sent
// another snapshot under that number.
type unsent struct {
	Number int    `json:"number"`
	Why    string `json:"why"`
	Hash   string `json:"hash,omitempty"` // of that entry
	To     string `json:"to,omitempty"`
}

func (u unsent) isOf(sent Sent) bool {
	return u.Hash == "" || u.Hash == sent.Hash && u.To == sent.To
}

func sentSubject(number int) string { return fmt.Sprintf("snapshot/%d", number) }

// Ledger is everything that was sent, or was about to be, oldest first.
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

// LastSent is the snapshot that was sent last, without those that did not arrive; zero if
// none was.
func (s *Store) LastSent() (Sent, error) {
	var last Sent
	err := s.view(func(t *tx) error {
		for n := 1; ; n *= 2 {
			newest, err := latest[Sent](t, sentBucket, "", n)
			if err != nil {
				return err
			}
			for _, sent := range newest {
				if sent.Failed == "" {
					last = sent
				}
			}
			if last.Number > 0 || len(newest) < n {
				return nil
			}
		}
	})
	return last, err
}

// LastNoted is the newest entry of the ledger, whether it arrived or not; zero if there is
// none.
func (s *Store) LastNoted() (Sent, error) {
	var last Sent
	err := s.view(func(t *tx) (err error) {
		last, err = t.lastNoted()
		return err
	})
	return last, err
}

func (t *tx) lastNoted() (Sent, error) {
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
	return t.put(sentBucket, sentKey(sent.Number, e.ID), sent)
}

// applyUnsent marks the entry that was noted before the event.
func (t *tx) applyUnsent(e Event) error {
	var failed unsent
	if err := e.data(&failed); err != nil {
		return err
	}
	var key string
	var noted Sent
	err := each(t, sentBucket, sentKey(failed.Number, ""), func(k string, sent Sent) error {
		if k < sentKey(failed.Number, e.ID) && failed.isOf(sent) {
			key, noted = k, sent
		}
		return nil
	})
	if err != nil || key == "" {
		return err
	}
	noted.Failed = failed.Why
	return t.put(sentBucket, key, noted)
}

func sentKey(number int, event string) string { return fmt.Sprintf("%08d\x00%s", number, event) }
