package interop

import (
	"context"
	"errors"
	"time"

	"waymark/store"
	"waymark/store/endpoint"
)

// MostAtOnce is how many statements go in one request.
const MostAtOnce = 50

// An Outbox is what a learner has to tell a record store, compared with what it was told.
type Outbox struct {
	To      string           // address of the record store
	Waiting []store.Delivery // to be sent, oldest first: new ones, those of which is not known whether they arrived, and what takes back
	Later   int              // statements of today: before noon UTC they would be dated in the future
	There   int              // it has so many
	Refused []store.Delivery // it does not take these

	known map[string]bool // ids of statements that are noted in the store
}

// ReadOutbox compares statements with what was sent to a record store. A thing is told once,
// whatever else made it true later; one that was taken back after it was told is voided. With
// again, what was refused before is to be sent once more.
func ReadOutbox(s *store.Store, to string, statements []Statement, now time.Time, again bool) (Outbox, error) {
	o := Outbox{To: to, known: map[string]bool{}}
	sent, err := s.Deliveries(to)
	if err != nil {
		return o, err
	}
	completions, err := s.Completions()
	if err != nil {
		return o, err
	}
	undone := map[string]time.Time{} // by event
	for _, c := range completions {
		undone[c.Event] = c.Undone
	}
	told := map[string]bool{} // what stands there, or may
	for _, d := range sent {
		o.known[d.ID] = true
		if d.State != store.Refused && (d.Voids != "" || undone[d.Event].IsZero()) {
			told[d.About] = true
		}
	}
	for _, d := range sent {
		if d.State == store.Refused && again {
			if d, err = renew(d, statements); err != nil {
				return o, err
			}
		}
		if err := o.goOn(d, undone[d.Event], again); err != nil {
			return o, err
		}
	}
	return o, o.addNew(statements, told, now)
}

// renew puts what would be said today in place of what was refused, which may have been
// wrong.
func renew(d store.Delivery, statements []Statement) (store.Delivery, error) {
	for _, s := range statements {
		if s.ID == d.ID {
			line, err := s.line()
			d.Statement = line
			return d, err
		}
	}
	return d, nil
}

// goOn takes in what was sent before: it is sent again where that is not known to have
// arrived, and taken back where it is not true any more.
func (o *Outbox) goOn(d store.Delivery, undone time.Time, again bool) error {
	isVoid, gone := d.Voids != "", !undone.IsZero()
	switch {
	case d.State == store.Refused && gone && !isVoid: // it is not there, and not true any more
	case d.State == store.Refused && again:
		o.Waiting = append(o.Waiting, d)
	case d.State == store.Refused:
		o.Refused = append(o.Refused, d)
	case gone && !isVoid:
		s, err := void(d, undone)
		if err != nil || o.known[s.ID] {
			return err
		}
		return o.add(s, d.ID)
	case d.State == store.Going:
		o.Waiting = append(o.Waiting, d)
	case !isVoid:
		o.There++
	}
	return nil
}

// addNew adds the statements that were not sent yet.
func (o *Outbox) addNew(statements []Statement, told map[string]bool, now time.Time) error {
	for _, s := range statements {
		if o.known[s.ID] || told[s.about()] {
			continue
		}
		if at, err := time.Parse(time.RFC3339, s.Timestamp); err == nil && at.After(now) {
			o.Later++
			continue
		}
		if err := o.add(s, ""); err != nil {
			return err
		}
	}
	return nil
}

func (o *Outbox) add(s Statement, voids string) error {
	line, err := s.line()
	o.Waiting = append(o.Waiting, store.Delivery{
		ID: s.ID, To: o.To, Event: s.event, About: s.about(), Voids: voids, Statement: line,
	})
	return err
}

// Sent says what became of what waited.
type Sent struct {
	There   int              // statements that the record store has now
	Refused []store.Delivery // with the reason
	Left    int              // statements that still wait
}

// Send hands over what waits, up to MostAtOnce statements at a time. Each is noted in the
// store before it goes and after it arrived, so that it can be interrupted at any moment, also
// by a crash: what is not known to have arrived waits, and is sent again under its id, to the
// letter. What the record store does not take is set aside, and the rest goes on. An error
// says why it ended early; what it returns holds all the same. Tell is told after each step.
func (o Outbox) Send(ctx context.Context, s *store.Store, r *endpoint.Records, tell func(Sent)) (Sent, error) {
	p := &post{Sent: Sent{Left: len(o.Waiting)}, store: s, records: r, to: o.To, tell: tell}
	for from := 0; from < len(o.Waiting); from += MostAtOnce {
		batch := o.Waiting[from:min(from+MostAtOnce, len(o.Waiting))]
		var fresh []store.Delivery
		for _, d := range batch {
			if !o.known[d.ID] || d.State == store.Refused {
				fresh = append(fresh, d)
			}
		}
		if len(fresh) > 0 {
			if err := s.Deliver(o.To, fresh); err != nil {
				return p.Sent, err
			}
		}
		if err := p.hand(ctx, batch); err != nil {
			return p.Sent, err
		}
	}
	return p.Sent, nil
}

// A post is a Send under way.
type post struct {
	Sent
	store   *store.Store
	records *endpoint.Records
	to      string
	tell    func(Sent)
}

// hand sends statements in one request. Where the record store has another one under one of
// the ids (409) each goes alone; where one of them is wrong (400) it is looked for by halves.
func (p *post) hand(ctx context.Context, batch []store.Delivery) error {
	lines, ids := make([]string, len(batch)), make([]string, len(batch))
	for i, d := range batch {
		lines[i], ids[i] = d.Statement, d.ID
	}
	err := p.records.Send(ctx, ids, lines)
	switch {
	case err == nil:
		return p.arrived(batch, store.There, "")
	case (errors.Is(err, endpoint.ErrConflict) || errors.Is(err, endpoint.ErrStatement)) && len(batch) == 1:
		return p.compare(ctx, batch[0], err)
	case errors.Is(err, endpoint.ErrConflict):
		for i := range batch {
			if err := p.hand(ctx, batch[i:i+1]); err != nil {
				return err
			}
		}
		return nil
	case errors.Is(err, endpoint.ErrStatement):
		half := len(batch) / 2
		if err := p.hand(ctx, batch[:half]); err != nil {
			return err
		}
		return p.hand(ctx, batch[half:])
	}
	return err
}

// compare looks at the statement that the record store has under the id of one that it
// refused: the same one has arrived, be it earlier, and another one stays.
func (p *post) compare(ctx context.Context, d store.Delivery, refusal error) error {
	there, err := p.records.Find(ctx, d.ID)
	switch {
	case errors.Is(err, endpoint.ErrNoStatement), errors.Is(err, endpoint.ErrStatement):
		return p.arrived([]store.Delivery{d}, store.Refused, refusal.Error())
	case err != nil:
		return err
	case same(d.Statement, there):
		return p.arrived([]store.Delivery{d}, store.There, "")
	}
	return p.arrived([]store.Delivery{d}, store.Refused, "another statement is there under the same id")
}

// arrived notes what became of statements.
func (p *post) arrived(batch []store.Delivery, state, why string) error {
	receipts := make([]store.Receipt, len(batch))
	for i, d := range batch {
		receipts[i] = store.Receipt{ID: d.ID, State: state, Why: why}
	}
	if err := p.store.Arrive(p.to, receipts); err != nil {
		return err
	}
	p.Left -= len(batch)
	if state == store.There {
		p.There += len(batch)
	}
	for _, d := range batch {
		if state == store.Refused {
			d.State, d.Why = state, why
			p.Refused = append(p.Refused, d)
		}
	}
	p.tell(p.Sent)
	return nil
}
