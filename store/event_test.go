package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waymark/store/review"
)

// contents returns every value of the buckets, by bucket and key.
func contents(t testing.TB, s *Store, buckets ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	check(t, s.view(func(t *tx) error {
		for _, name := range buckets {
			err := t.Bucket([]byte(name)).ForEach(func(k, v []byte) error {
				all[name+" "+string(k)] = string(v)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return all
}

func TestTheRecordsCanBeMadeAnewFromTheLog(t *testing.T) {
	derived := append(slices.Clone(records), subjectBucket, undoneBucket)
	rapid.Check(t, func(r *rapid.T) {
		s := newStore(t)
		now := start
		s.now = func() time.Time { return now }
		steps := rapid.IntRange(1, 12).Draw(r, "steps")
		for range steps {
			now = now.Add(time.Duration(rapid.IntRange(-60, 600).Draw(r, "seconds")) * time.Second)
			act(r, s)
		}
		check(t, s.KeepPlace("fnd", "1.0.0", "end", true))
		before := contents(t, s, derived...)
		check(t, s.Rebuild())
		equal(t, "records after the rebuild", contents(t, s, derived...), before)
	})
}

// act does one thing that a learner may do.
func act(r *rapid.T, s *Store) {
	if err := tryTo(r, s); err != nil {
		r.Fatal(err)
	}
}

func tryTo(r *rapid.T, s *Store) (err error) {
	item := rapid.SampledFrom(need.Items).Draw(r, "item")
	switch rapid.IntRange(0, 17).Draw(r, "action") {
	case 0, 1:
		_, err = s.RecordAttempt(attempt(item, rapid.Bool().Draw(r, "right")), need)
	case 2:
		_, err = s.MarkExercise("fnd", need)
	case 3:
		err = s.KeepPlace("fnd", "1.0.0", item, rapid.Bool().Draw(r, "end"))
	case 4:
		_, err = s.UpdateProfile(map[string]string{"name": item, "theme": rapid.SampledFrom([]string{"auto", "dark"}).Draw(r, "theme")})
	case 5:
		_, _, err = s.AddExperiment(Experiment{Title: item, Outcome: rapid.StringN(0, 2000, -1).Draw(r, "outcome")})
	case 6:
		all, _ := s.Experiments()
		if len(all) > 0 {
			_, err = s.UpdateExperiment(all[0].ID, map[string]string{"measure": item, "learning": "L"})
			if errors.Is(err, ErrLocked) || errors.Is(err, ErrBlind) {
				err = nil
			}
		}
	case 7:
		if _, err = s.Undo(time.Time{}); slices.ContainsFunc([]error{ErrNothingToUndo, ErrStays, ErrRevealed}, func(no error) bool { return errors.Is(err, no) }) {
			err = nil
		}
	case 8:
		_, err = s.RecordAttempt(shownBy(item, rapid.Bool().Draw(r, "right")), need)
	case 9:
		err = actOnCard(r, s)
	case 10:
		_, err = s.RecordDrill(Drill{Drill: "hr/letter", Marked: []int{2}, Hits: 1, Misses: rapid.IntRange(0, 3).Draw(r, "misses")})
	case 11:
		err = actInCheck(r, s)
	case 13, 14, 15:
		err = actOnBench(r, s)
	case 16, 17:
		err = actOnJournal(r, s)
	case 12:
		_, err = s.UpdateProfile(map[string]string{"retention": rapid.SampledFrom([]string{"0.80", "0.95"}).Draw(r, "retention")})
	}
	return err
}

func actOnCard(r *rapid.T, s *Store) error {
	cards, err := s.Cards()
	if err != nil || len(cards) == 0 {
		return err
	}
	id := rapid.SampledFrom(cards).Draw(r, "card").ID
	switch rapid.IntRange(0, 2).Draw(r, "with the card") {
	case 0:
		_, err = s.BuryCard(id)
	case 1:
		_, err = s.SuspendCard(id, rapid.Bool().Draw(r, "on"))
	default:
		_, err = s.ReviewCard(id, rapid.SampledFrom(review.Grades()).Draw(r, "grade"))
	}
	return err
}

func actInCheck(r *rapid.T, s *Store) error {
	c, err := s.StartCheck(exampleCheck())
	if err != nil {
		return err
	}
	if rapid.IntRange(0, 5).Draw(r, "with the check") == 0 {
		return s.DropCheck(c.ID)
	}
	_, err = s.RecordAttempt(inCheck(c, rapid.Bool().Draw(r, "right")), need)
	return err
}

func TestEventsStayInOrderWhenTheClockGoesBack(t *testing.T) {
	s := newStore(t)
	times := []time.Time{start, start.Add(-time.Hour), start.AddDate(-3, 0, 0), start.Add(time.Second)}
	for i, at := range times {
		s.now = func() time.Time { return at }
		_ = must(s.RecordAttempt(attempt(fmt.Sprint("item-", i), true), need))(t)
	}
	var items []string
	for _, a := range must(s.Attempts("fnd"))(t) {
		items = append(items, a.Item)
	}
	equal(t, "answers in the order in which they were given", items, []string{"item-0", "item-1", "item-2", "item-3"})
}

func TestEveryActionIsInTheLog(t *testing.T) {
	s := newStore(t)
	_ = must(s.MarkExercise("fnd", need))(t)
	_ = must(s.RecordAttempt(attempt("one", true), need))(t)
	_ = must(s.RecordAttempt(attempt("two", true), need))(t)
	_ = must(s.Undo(time.Time{}))(t)
	_, device, err := s.Identity()
	check(t, err)
	kinds, actions := []string{}, map[string]int{}
	check(t, s.view(func(t *tx) error {
		return each(t, logBucket, "", func(id string, e Event) error {
			if e.ID != id || e.Device != device || e.Version != 1 || e.At.IsZero() {
				return fmt.Errorf("event %+v", e)
			}
			kinds = append(kinds, e.Kind)
			actions[e.Action]++
			return nil
		})
	}))
	equal(t, "kinds", kinds, []string{exerciseMarked, attemptMade, attemptMade, lessonDone, cardAdded, cardAdded, actionUndone})
	equal(t, "events of each action", slices.Sorted(maps.Values(actions)), []int{1, 1, 1, 4})
}

func TestALogFromALaterVersionIsNotGuessedAt(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	err := s.update(func(t *tx) error { return t.append("lesson/fnd", "lesson.sung", struct{}{}) })
	wantErr(t, err, ErrNewer)
	check(t, s.update(func(t *tx) error {
		id := randomID(t.now)
		return t.put(logBucket, id, Event{ID: id, Kind: "lesson.sung", Subject: "lesson/fnd"})
	}))
	before := contents(t, s, records...)
	wantErr(t, s.Rebuild(), ErrNewer)
	equal(t, "records", contents(t, s, records...), before)
}

// A commit that ends in an error may have happened; the answer must then count.
func TestASaveThatEndedInAnErrorIsLookedUp(t *testing.T) {
	s := newStore(t)
	var event string
	check(t, s.update(func(t *tx) error {
		err := t.append("lesson/fnd", placeKept, placeData{Page: "a"})
		event = t.last
		return err
	}))
	equal(t, "a saved event", s.wasSaved(event), true)
	equal(t, "an event that was not saved", s.wasSaved(randomID(start)), false)
}

func TestAClockThatIsOffByCenturiesStopsNobody(t *testing.T) {
	for _, year := range []int{1, 1969, 9999} {
		s := New(t.TempDir(), func() time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) })
		check(t, updateProfile(s, "name", "Ines"))
		x, _, err := s.AddExperiment(Experiment{Title: "Warmer tone"})
		check(t, err)
		equal(t, "year", must(s.Experiment(x.ID))(t).Created.Year(), year)
	}
}
