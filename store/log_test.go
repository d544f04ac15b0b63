package store

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// whileChanged calls fn after a change of the file, of which nothing is kept.
func whileChanged(t *testing.T, s *Store, change, fn func(t *tx) error) (err error) {
	t.Helper()
	check(t, s.update(func(t *tx) error {
		if err := change(t); err != nil {
			return err
		}
		err = fn(t)
		return errUnchanged
	}))
	return err
}

// eventsOf are all events of a file, and the actions that were taken back.
func eventsOf(t *testing.T, s *Store) (all []Event, back []string) {
	t.Helper()
	check(t, s.Events(func(e Event) error {
		if all = append(all, e); e.Kind == actionUndone {
			back = append(back, idOf(e.Subject))
		}
		return nil
	}))
	return all, back
}

// The content of an event is what somebody did. Records are not made of a guess at it: the
// event is named, and a repair leaves it out.
func TestAnEventThatCannotBeReadIsNamed(t *testing.T) {
	w := eventful(t)
	s := storeOf(t, w.file)
	events, back := eventsOf(t, s)
	tried := map[string]int{}
	for _, e := range events {
		if tried[e.Kind+e.Subject]++; tried[e.Kind+e.Subject] > 1 {
			continue
		}
		for name, content := range map[string]string{"a list": `[1]`, "another field": `{"field":"quagga","value":"1"}`} {
			spoilt, left := e, map[string]error{}
			spoilt.Data = json.RawMessage(content)
			check(t, whileChanged(t, s, func(t *tx) error { return t.put(logBucket, e.ID, spoilt) }, func(t *tx) error {
				t.leftOut = left // as in a repair
				return t.rebuild()
			}))
			err := left[e.ID]
			if err != nil && (!errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), e.ID)) {
				t.Errorf("%s %s with %s: %v", e.Kind, e.ID, name, err)
			}
			reads := !slices.Contains([]string{exerciseMarked, cardAdded}, e.Kind) && !slices.Contains(back, e.Action)
			if err == nil && name == "a list" && reads {
				t.Errorf("%s with %s is not left out", e.Kind, name)
			}
		}
	}
	equal(t, "the file is as it was", string(must(os.ReadFile(s.File()))(t)) == string(w.file), true)
}

// recordsOf are all records but those of days, by bucket and key.
func recordsOf(t *tx) (map[string]string, error) {
	all := map[string]string{}
	for _, name := range records {
		if name == dayBucket {
			continue
		}
		err := t.Bucket([]byte(name)).ForEach(func(k, v []byte) error {
			all[name+" "+string(k)] = string(v)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// An event that is lost takes nothing along but what it was about.
func TestALogThatLacksAnEvent(t *testing.T) {
	w := eventful(t)
	s := storeOf(t, w.file)
	events, _ := eventsOf(t, s)
	var sound map[string]string
	check(t, s.view(func(t *tx) (err error) { sound, err = recordsOf(t); return err }))
	for _, e := range events {
		var left map[string]string
		check(t, whileChanged(t, s, func(t *tx) error { return t.remove(logBucket, e.ID) }, func(t *tx) (err error) {
			if err = t.rebuild(); err == nil {
				left, err = recordsOf(t)
			}
			return err
		}))
		for key := range sound {
			if left[key] != sound[key] && !strings.Contains(key, idOf(e.Subject)) {
				t.Errorf("without %s of %s, %s is another", e.Kind, e.Subject, key)
			}
		}
	}
}
