package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
)

// Merged says what a merge brings into the learner's file, or brought.
type Merged struct {
	File     string    // that was merged in
	Anew     bool      // there was no file here: it is that one now
	Events   int       // new here, of which
	Entries  int       // of the journal are new
	Lessons  int       // were completed, and were not here
	Answers  int       // to items
	Reviews  int       // of cards
	Devices  []string  // ids of the machines that they come from, sorted
	From, To time.Time // the first and the last of them, by the clock of those machines
	People   int       // of whom a lead's file there knows more
	Apart    []string  // titles of entries that both machines changed: both versions are kept
	OtherKey bool      // the machine that it comes from signs with another key
	Backup   string    // path of the backup that was made before; empty where nothing changed
}

// errLooked ends a merge that only looks.
var errLooked = errors.New("nothing was to be changed")

// Merge takes the events of another file of the same learner into this one: those of both
// machines, each once, in the order of their ids; the records are then made anew. The result
// is the same in either order, and the same again when it is done twice. The other file
// is never changed, and this one is changed in one step, after a backup. A file with
// another learner's id is ErrInvalid, unless samePerson says that both are one. Where
// there is no file here yet, it becomes that one.
func (s *Store) Merge(path string, samePerson bool) (Merged, error) {
	return s.merging(path, samePerson, false)
}

// PreviewMerge says what Merge would do, and changes nothing.
func (s *Store) PreviewMerge(path string, samePerson bool) (Merged, error) {
	return s.merging(path, samePerson, true)
}

func (s *Store) merging(path string, samePerson, look bool) (m Merged, err error) {
	file, err := s.mergeable(path)
	if err != nil {
		return m, err
	}
	other, done, err := s.copyOther(file)
	defer done()
	if err != nil {
		return m, s.explain(err)
	}
	m.File = file
	if _, missing := statFile(s.File()); errors.Is(missing, fs.ErrNotExist) {
		return m, s.begin(other, &m, look)
	}
	m.OtherKey = s.signsOtherwise(file)
	something := false
	err = s.between(other, s.view, func(t, o *tx) error {
		something, err = t.lacks(o, samePerson)
		return err
	})
	if err != nil || !something {
		return m, err
	}
	var backup Backup
	if !look {
		if backup, err = s.BackUp(BeforeMerging); err != nil {
			return m, err
		}
	}
	err = s.between(other, s.update, func(t, o *tx) error {
		if err := t.merge(o, &m, samePerson); err != nil || !look {
			return err
		}
		return errLooked
	})
	if errors.Is(err, errLooked) {
		err = nil
	}
	m.Backup = backup.Path
	return m, err
}

// between runs fn on both files.
func (s *Store) between(other *Store, how func(func(*tx) error) error, fn func(t, o *tx) error) error {
	return how(func(t *tx) error {
		var inside error
		err := other.read(func(o *tx) error {
			inside = fn(t, o)
			return inside
		})
		if inside == nil {
			err = other.explain(err)
		}
		return err
	})
}

// begin makes the other file this one's: there was none.
func (s *Store) begin(other *Store, m *Merged, look bool) error {
	m.Anew = true
	err := other.read(func(o *tx) error {
		var all []Event
		err := each(o, logBucket, "", func(_ string, e Event) error { all = append(all, e); return nil })
		return errors.Join(err, m.count(nil, all))
	})
	if err != nil || look {
		return other.explain(err)
	}
	if _, err := s.RestoreFrom(other.File(), false); err != nil {
		return err
	}
	if err := s.placeKey(keyBeside(m.File), false); err != nil {
		return s.explain(fmt.Errorf("the file is in its place, but %w", err))
	}
	return nil
}

// lacks reports that the other file has something that this one has not.
func (t *tx) lacks(o *tx, samePerson bool) (bool, error) {
	theirs, err := t.compare(o, samePerson)
	if err != nil || len(theirs) > 0 {
		return true, err
	}
	changes, _, err := t.joined(o)
	return len(changes) > 0, err
}

// isSame refuses the file of somebody else.
func (t *tx) isSame(o *tx, samePerson bool) error {
	var mine, theirs string
	_, err := t.get(metaBucket, "learner", &mine)
	_, err2 := o.get(metaBucket, "learner", &theirs)
	if err := errors.Join(err, o.blamed(err2)); err != nil {
		return err
	}
	if mine == theirs || samePerson {
		return nil
	}
	return invalid("the other file was set up on its own, as if by somebody else, and nothing was changed; if both are yours, say so with --same-person, and look first with --dry-run")
}

// compare tells which events only the other file has, of the same person. One id
// with two meanings is refused: whichever stayed, something would be lost.
func (t *tx) compare(o *tx, samePerson bool) (theirs []string, err error) {
	if err := t.isSame(o, samePerson); err != nil {
		return nil, err
	}
	a, err := t.bucket(logBucket)
	if err != nil {
		return nil, err
	}
	b, err := o.bucket(logBucket)
	if err != nil {
		return nil, err
	}
	here, there := a.Cursor(), b.Cursor()
	k, v := here.First()
	l, w := there.First()
	for k != nil || l != nil {
		order := bytes.Compare(k, l)
		switch {
		case l == nil || k != nil && order < 0:
			k, v = here.Next()
		case k == nil || order > 0:
			theirs = append(theirs, string(l))
			l, w = there.Next()
		case !bytes.Equal(v, w):
			return nil, invalid("the two files cannot be merged, and nothing was changed: both hold %s, each with something else in it, as happens when two copies are used while the clock is far behind; export the journal of one (waymark journal export) and import it into the other", l)
		default:
			k, v = here.Next()
			l, w = there.Next()
		}
	}
	return theirs, nil
}

// merge takes in what the other file has and this one has not.
func (t *tx) merge(o *tx, m *Merged, samePerson bool) error {
	theirs, err := t.compare(o, samePerson)
	if err != nil {
		return err
	}
	if err := errors.Join(t.takeID(o, samePerson), t.joinLead(o, m)); err != nil {
		return err
	}
	if len(theirs) == 0 {
		return nil
	}
	if err := t.partFrom(o); err != nil {
		return err
	}
	if err := errors.Join(t.copyMissing(o, textBucket), t.copyMissing(o, logBucket)); err != nil {
		return err
	}
	both, err := t.takeEvents(theirs, m)
	if err != nil {
		return err
	}
	for _, entry := range both {
		if err := t.repeatBranches(entry); err != nil {
			return err
		}
	}
	if err := t.rebuild(); err != nil {
		return copyError{m.File, err} // this one's own records could be made from its log
	}
	m.Apart, err = t.apart(both)
	return err
}

// takeEvents counts the events that came in and notes what they are about. It returns the
// entries that are not new.
func (t *tx) takeEvents(theirs []string, m *Merged) (both []string, err error) {
	known := map[string]bool{}
	var events []Event
	for _, id := range theirs {
		var e Event
		_, err := t.get(logBucket, id, &e)
		if err == nil && e.ID != id {
			err = damaged("%s %q has another id", logBucket, id)
		}
		if err != nil {
			return nil, copyError{m.File, err}
		}
		if _, asked := known[e.Subject]; !asked {
			if known[e.Subject], err = t.isKnown(e.Subject); err != nil {
				return nil, err
			}
		}
		events = append(events, e)
	}
	if err := m.count(t, events); err != nil {
		return nil, err
	}
	for _, e := range events {
		if err := t.index(e); err != nil {
			return nil, err
		}
	}
	for _, subject := range slices.Sorted(maps.Keys(known)) {
		if known[subject] && strings.HasPrefix(subject, experimentSubject("")) {
			both = append(both, idOf(subject))
		}
	}
	return both, nil
}

// count says what events are that are about to come in; without a file here, of all.
func (m *Merged) count(t *tx, events []Event) error {
	devices, entries, lessons := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range events {
		m.Events++
		devices[e.Device] = true
		if m.From.IsZero() || e.At.Before(m.From) {
			m.From = e.At
		}
		if e.At.After(m.To) {
			m.To = e.At
		}
		switch e.Kind {
		case experimentAdded:
			entries[e.Subject] = true
		case lessonDone:
			lessons[e.Subject] = true
		case attemptMade:
			m.Answers++
		case cardReviewed:
			m.Reviews++
		}
	}
	m.Devices = slices.Sorted(maps.Keys(devices))
	err := t.leaveOut(entries, lessons)
	m.Entries, m.Lessons = len(entries), len(lessons)
	return err
}

// leaveOut leaves those entries and lessons out that are not new here.
func (t *tx) leaveOut(entries, lessons map[string]bool) error {
	if t == nil {
		return nil
	}
	for subject := range entries {
		known, err := t.isKnown(subject)
		if err != nil {
			return err
		}
		if known {
			delete(entries, subject)
		}
	}
	for subject := range lessons {
		l, err := t.lesson(idOf(subject))
		if err != nil {
			return err
		}
		if !l.Done.IsZero() {
			delete(lessons, subject)
		}
	}
	return nil
}

// apart are the titles of those of the entries that hold two versions of something.
func (t *tx) apart(entries []string) ([]string, error) {
	var titles []string
	for _, id := range entries {
		x, err := t.record(id)
		if err != nil {
			return nil, err
		}
		if len(x.Others) > 0 || x.Aside != "" {
			titles = append(titles, x.Title)
		}
	}
	return titles, nil
}

// takeID makes the id of the other file this one's, where both are one person: if snapshots
// were sent under that id, and none under this one, others know the person by that.
func (t *tx) takeID(o *tx, samePerson bool) error {
	mine, err := t.lastNoted()
	theirs, err2 := o.lastNoted()
	if err := errors.Join(err, o.blamed(err2)); err != nil || !samePerson || mine.Number > 0 || theirs.Number == 0 {
		return err
	}
	var learner string
	_, err = o.get(metaBucket, "learner", &learner)
	return errors.Join(o.blamed(err), t.put(metaBucket, "learner", learner))
}

// blamed names the file that an error is about, where it is not the learner's.
func (t *tx) blamed(err error) error {
	if err == nil || t.copyOf == "" {
		return err
	}
	return copyError{t.copyOf, err}
}

// partFrom draws a new id for this machine where the other, which went on, has the same one:
// one is a copy of the other.
func (t *tx) partFrom(o *tx) error {
	var theirs string
	if _, err := o.get(metaBucket, "device", &theirs); err != nil || theirs != t.device {
		return o.blamed(err)
	}
	t.device = randomID(t.now)
	return t.put(metaBucket, "device", t.device)
}

// copyMissing copies the values of a bucket that this file has not, to the letter.
func (t *tx) copyMissing(o *tx, bucket string) error {
	from, err := o.bucket(bucket)
	if err != nil {
		return err
	}
	to, err := t.bucket(bucket)
	if err != nil {
		return err
	}
	return from.ForEach(func(key, value []byte) error {
		if to.Get(key) != nil {
			return nil
		}
		content, err := unseal(bucket, string(key), value)
		if err != nil {
			return o.blamed(err)
		}
		return t.putBytes(bucket, string(key), content)
	})
}
