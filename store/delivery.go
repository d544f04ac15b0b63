package store

import (
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
)

// How far a statement is on its way to a record store.
const (
	Going   = "going"   // it was sent, or was about to be; whether it arrived is not known
	There   = "there"   // the record store has it
	Refused = "refused" // the record store does not take it
)

// A Delivery is one xAPI statement on its way to a record store of somebody else: the outbox,
// and the ledger of what was sent. What a statement says is noted before it is sent, so that
// after an interruption the same one is sent again, to the letter.
type Delivery struct {
	ID        string    `json:"id"`              // of the statement: a UUID
	To        string    `json:"to"`              // address of the record store
	Event     string    `json:"event"`           // id in the log of what it tells of
	About     string    `json:"about"`           // what it says of what, in short: the same of two statements that say the same
	Voids     string    `json:"voids,omitempty"` // id of the statement that it takes back
	Statement string    `json:"statement"`       // to the letter
	State     string    `json:"state"`           // one of the above
	Why       string    `json:"why,omitempty"`   // it was refused, in the words of the record store: text from others
	At        time.Time `json:"at"`              // when it was sent first
}

// A Receipt is what a record store said to a statement.
type Receipt struct {
	ID    string `json:"id"`
	State string `json:"state"` // There or Refused
	Why   string `json:"why,omitempty"`
}

type sendingData struct {
	Statements []Delivery `json:"statements"`
}

type receiptData struct {
	To       string    `json:"to"`
	Receipts []Receipt `json:"receipts"`
}

// maxWhy is how much of the words of a record store is kept, in characters.
const maxWhy = 500

// Deliver notes that statements are about to be sent to a record store. Those that are noted
// already begin anew.
func (s *Store) Deliver(to string, all []Delivery) error {
	return s.update(func(t *tx) error {
		for i := range all {
			all[i].To, all[i].State, all[i].Why, all[i].At = to, Going, "", t.now
		}
		return t.append("records/"+to, statementsGoing, sendingData{all})
	})
}

// Arrive notes what a record store said to statements that were sent to it.
func (s *Store) Arrive(to string, all []Receipt) error {
	return s.update(func(t *tx) error {
		for i := range all {
			all[i].Why = cutText(clean.Line(all[i].Why), maxWhy)
		}
		return t.append("records/"+to, statementsArrived, receiptData{to, all})
	})
}

// Deliveries is every statement that was sent to a record store, or with an empty address
// to any, in no order that says anything.
func (s *Store) Deliveries(to string) ([]Delivery, error) {
	prefix := ""
	if to != "" {
		prefix = to + "\x00"
	}
	return allOf[Delivery](s, deliveryBucket, prefix)
}

// RecordStores are the addresses that statements went to, or are on their way to.
func (s *Store) RecordStores() (addresses []string, err error) {
	err = s.view(func(t *tx) error {
		return each(t, deliveryBucket, "", func(key string, _ Delivery) error {
			if address, _, _ := strings.Cut(key, "\x00"); !slices.Contains(addresses, address) {
				addresses = append(addresses, address)
			}
			return nil
		})
	})
	return addresses, err
}

func cutText(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

func (t *tx) applyDelivery(e Event) error {
	if e.Kind == statementsGoing {
		var d sendingData
		if err := e.data(&d); err != nil {
			return err
		}
		for _, one := range d.Statements {
			if err := t.put(deliveryBucket, one.To+"\x00"+one.ID, one); err != nil {
				return err
			}
		}
		return nil
	}
	var d receiptData
	if err := e.data(&d); err != nil {
		return err
	}
	for _, a := range d.Receipts {
		var one Delivery
		key := d.To + "\x00" + a.ID
		found, err := t.get(deliveryBucket, key, &one)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		one.State, one.Why = a.State, a.Why
		if err := t.put(deliveryBucket, key, one); err != nil {
			return err
		}
	}
	return nil
}
