package snapshot

import (
	"errors"
	"slices"

	"waymark/store"
	"waymark/store/envelope"
)

// changed refuses what was looked at and is not as it was any more.
func changed(format string, args ...any) error {
	return invalid("what you looked at has changed since: "+format+"; look at it again", args...)
}

// recheck refuses a snapshot that tells what its learner would not tell any more: what was
// taken back or changed since it was made. What is new since then may wait for the next one.
func (s Snapshot) recheck(from *store.Store) error {
	profile, err := from.Profile()
	if err != nil {
		return err
	}
	teams, err := from.AcceptedTeams()
	if err != nil {
		return err
	}
	orders, err := ordersOf(teams)
	if err != nil {
		return err
	}
	if now := ProfileOf(profile.Sharing, ceilingOf(orders)); !now.atLeast(s.Profile) {
		return changed("it tells what the profile %q does, and you share %q by now", s.Profile, now)
	}
	hands, err := from.Hands()
	if err != nil {
		return err
	}
	if !areAll(s.Hands, hands) {
		return changed("a hand of yours is not up any more, or says something else")
	}
	offers, err := from.Offers()
	if err != nil {
		return err
	}
	if !areAll(s.Offers, offers) {
		return changed("help that you offered is offered no more, or in other words")
	}
	return nil
}

// areAll reports that what was told of hands or offers is still so.
func areAll(told []Topic, now []store.Topic) bool {
	return !slices.ContainsFunc(told, func(t Topic) bool {
		return !slices.ContainsFunc(now, func(n store.Topic) bool { return n.About == t.About && n.Note == t.Note })
	})
}

// recheckCard refuses a card that is not what its entry would show now, and returns the full
// record that it names.
func recheckCard(s *store.Store, shared []store.Experiment, by Learner, c Card) (record []byte, err error) {
	i := slices.IndexFunc(shared, func(x store.Experiment) bool { return store.Timeless(x.ID) == c.ID })
	if i < 0 || !mayTell(shared[i]) {
		return nil, changed("the entry %q is not shared any more", short(c.Title))
	}
	now := cardOf(shared[i])
	if now.Record = c.Record; now != c {
		return nil, changed("the entry %q says something else", short(c.Title))
	}
	if c.Record == "" {
		return nil, nil
	}
	e, err := entryOf(s, by, shared[i].ID)
	if err == nil {
		record, err = e.Encode()
	}
	gone := errors.Is(err, store.ErrPrivacy) || errors.Is(err, store.ErrBlind) || errors.Is(err, store.ErrNotFound) || errors.Is(err, ErrInvalid)
	switch {
	case gone:
		return nil, changed("the entry %q is not shared in full any more", short(c.Title))
	case err == nil && envelope.Hash(record) != c.Record:
		return nil, changed("the full record of the entry %q says something else", short(c.Title))
	}
	return record, err
}
