package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"

	"github.com/oklog/ulid/v2"
)

// Where two machines went on with the bench of one entry, neither knew of the letters and
// numbers that the other gave: variant a of one is not variant a of the other. The bench of
// whoever went on first is that of the entry. Every other one is kept in an entry of its own,
// which repeats what led there, event by event: what it repeats depends on the events alone,
// so that every order of merges comes to the same.

// asideStep is the distance from an id to the one that repeats it for a branch, named by its
// first event.
func asideStep(branch string) uint64 {
	sum := sha256.Sum256([]byte("aside " + branch))
	return 1 + binary.BigEndian.Uint64(sum[:])>>1
}

// asideID is the id that repeats another one for a branch. What is no id stays.
func asideID(id, branch string) string {
	parsed, err := ulid.ParseStrict(id)
	if err != nil {
		return id
	}
	return above(parsed, asideStep(branch)).String()
}

// repeatBranches repeats the branches of an entry's bench in entries of their own.
func (t *tx) repeatBranches(entry string) error {
	var all []Event
	after := map[string]Event{}   // bench events by id
	next := map[string][]string{} // ids of the events that came after one
	subject := experimentSubject(entry)
	err := each(t, subjectBucket, subject+"\x00", func(key string, _ any) error {
		var e Event
		if _, err := t.get(logBucket, key[len(subject)+1:], &e); err != nil {
			return err
		}
		if all = append(all, e); e.After != "" {
			after[e.ID] = e
			next[e.After] = append(next[e.After], e.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, several := range next {
		for _, branch := range several[1:] {
			if err := t.repeat(entry, branch, all, branchOf(branch, after, next)); err != nil {
				return err
			}
		}
	}
	return nil
}

// branchOf are the events at a bench that led to the first one of a branch, it, and all that
// followed from it.
func branchOf(branch string, after map[string]Event, next map[string][]string) map[string]bool {
	in := map[string]bool{}
	for id := branch; ; id = after[id].After {
		if _, found := after[id]; !found || in[id] {
			break
		}
		in[id] = true
	}
	for waiting := []string{branch}; len(waiting) > 0; {
		id := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		in[id] = true
		waiting = append(waiting, next[id]...)
	}
	return in
}

// repeat appends to the log what an entry of its own for a branch lacks.
func (t *tx) repeat(entry, branch string, all []Event, in map[string]bool) error {
	log, err := t.bucket(logBucket)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Kind == experimentShared || e.Of != "" || e.After != "" && !in[e.ID] || e.After == "" && e.ID > branch {
			continue
		}
		copied, err := repeated(e, entry, branch)
		if err != nil {
			return err
		}
		if log.Get([]byte(copied.ID)) != nil {
			continue
		}
		if err := t.put(logBucket, copied.ID, copied); err != nil {
			return err
		}
	}
	return nil
}

// repeated is an event as it is repeated for a branch. It is of the same action, so that what
// is taken back is taken back in both.
func repeated(e Event, entry, branch string) (Event, error) {
	e.Of, e.ID, e.Subject = e.ID, asideID(e.ID, branch), experimentSubject(asideID(entry, branch))
	if e.After != "" {
		e.After = asideID(e.After, branch)
	}
	var err error
	switch e.Kind {
	case experimentAdded:
		var x Experiment
		if err = e.data(&x); err == nil {
			x.ID, x.Title = idOf(e.Subject), asideTitle(x.Title)
			x.Visibility, x.Overruled, x.Withdrawn = Private, "", ""
			e.Data, err = json.Marshal(x)
		}
	case experimentChanged:
		var d fieldData
		if err = e.data(&d); err == nil && d.Field == "title" {
			d.Value = asideTitle(d.Value)
			e.Data, err = json.Marshal(d)
		}
	}
	return e, err
}

// asideTitle is the title of an entry of its own for a branch: within the limit of titles.
func asideTitle(title string) string {
	const most, end = 200, " (other machine)"
	runes := []rune(title)
	return string(slices.Clip(runes[:min(len(runes), most-len(end))])) + end
}
