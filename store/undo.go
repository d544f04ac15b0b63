package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// Undone says what was taken back.
type Undone struct {
	Kind    string    // of the event that the action is named by: "attempt.made"
	Subject string    // what it was about: "lesson/fnd-what-ai-is"
	Lesson  string    // id of the lesson that it was about; empty for other things
	What    string    // what it was, without its place: "your answer"
	At      time.Time // when it had been done
	Summary string    // in words: "your answer to fnd-what-ai-is#invoice-tool"
}

type undoneData struct {
	Action string `json:"action"`
}

// Undo takes back the newest action since a time that is not yet taken back: an
// answer, a marked exercise, a journal entry or a change to one, or a change of
// the profile after the set-up. What followed from it, such as a lesson done,
// goes with it. It returns ErrNothingToUndo if there is no such action.
func (s *Store) Undo(since time.Time) (Undone, error) {
	var undone Undone
	err := s.update(func(t *tx) error {
		e, err := t.newestAction(since)
		if err != nil {
			return err
		}
		if e, err = t.mainEvent(e); err != nil {
			return err
		}
		undone = Undone{Kind: e.Kind, Subject: e.Subject, At: e.At}
		undone.Lesson = lessonOf(e.Subject)
		if undone.What, undone.Summary, err = t.summary(e); err != nil {
			return err
		}
		return t.append("action/"+e.Action, actionUndone, undoneData{e.Action})
	})
	return undone, err
}

// lessonOf is the lesson that a subject is about, itself or with one of its cards.
func lessonOf(subject string) string {
	kind, id, _ := strings.Cut(subject, "/")
	if kind != "lesson" && kind != "card" {
		return ""
	}
	lesson, _, _ := strings.Cut(id, "#")
	return lesson
}

// newestAction returns the first event of the newest action since a time that
// can be undone.
func (t *tx) newestAction(since time.Time) (Event, error) {
	log, err := t.bucket(logBucket)
	if err != nil {
		return Event{}, err
	}
	c := log.Cursor()
	for k, value := c.Last(); k != nil && !madeBefore(string(k), since); k, value = c.Prev() {
		var e Event
		if err := t.decode(logBucket, string(k), value, &e); err != nil {
			return Event{}, err
		}
		if !since.IsZero() && e.Device != t.device {
			continue // this sitting is not on that machine
		}
		if e.Kind == checkAnswered && !e.At.Before(since) {
			return Event{}, ErrStays
		}
		if e.Kind == roundRevealed && !e.At.Before(since) {
			return Event{}, ErrRevealed
		}
		if e.ID != e.Action || e.At.Before(since) || !canUndo(e) {
			continue
		}
		if undone, err := t.isUndone(e); err != nil || !undone {
			return e, err
		}
	}
	return Event{}, ErrNothingToUndo
}

// mainEvents are what an action of the journal is named by that has other events as
// well, which may come first: an entry that was imported, one that was closed, or what
// a file of outputs brought.
var mainEvents = []string{experimentAdded, experimentClosed, outputKept}

// mainEvent is the event that names an action, given its first one.
func (t *tx) mainEvent(first Event) (Event, error) {
	main, rank := first, len(mainEvents)
	if journalActions[first.Kind] == "" {
		return main, nil
	}
	log, err := t.bucket(logBucket)
	if err != nil {
		return main, err
	}
	c := log.Cursor()
	for k, value := c.Seek([]byte(first.ID)); k != nil; k, value = c.Next() {
		var e Event
		if err := t.decode(logBucket, string(k), value, &e); err != nil || e.Action != first.Action {
			return main, err // the events of an action stand together
		}
		if at := slices.Index(mainEvents, e.Kind); at >= 0 && at < rank {
			main, rank = e, at
		}
	}
	return main, nil
}

// madeBefore reports that an event and all events before it are older than a time.
// The time in an id is never less than that of its event, nor than that of an
// event before it, also where the clock went back.
func madeBefore(id string, since time.Time) bool {
	made, err := ulid.ParseStrict(id)
	return err == nil && made.Timestamp().Before(since.Truncate(time.Millisecond))
}

// canUndo reports that an action that begins with such an event can be undone:
// keeping the place in a lesson is no action of its own, and the set-up is
// changed in the settings.
func canUndo(e Event) bool {
	switch e.Kind {
	case attemptMade, exerciseMarked, reflectionKept, cardReviewed, cardBuried, cardSuspended, drillDone:
		return true
	case profileChanged:
		var d profileData
		return e.data(&d) == nil && d.Field != setUpField
	}
	return journalActions[e.Kind] != "" || topicActions[e.Kind] != ""
}

// topicActions say in words what was asked of others or offered to them. What was sent,
// accepted or acknowledged cannot be undone: others may know of it.
var topicActions = map[string]string{
	handRaised:  "raising your hand",
	handLowered: "lowering your hand",
	offerMade:   "your offer of help",
	offerEnded:  "taking back your offer of help",
}

// journalActions say in words what was done in the journal. All of it can be undone
// but a reveal: the labels were seen.
var journalActions = map[string]string{
	experimentAdded:    "the journal entry",
	experimentChanged:  "the change to the journal entry",
	experimentClosed:   "closing the journal entry",
	experimentAmended:  "the amendment of the journal entry",
	experimentShared:   "the change of who sees the journal entry",
	experimentRedacted: "the redaction of the journal entry",
	pilotStarted:       "the pilot of the journal entry",
	pilotEnded:         "the end of the pilot of the journal entry",
	variantKept:        "a variant of the journal entry",
	variantRemoved:     "taking a variant from the journal entry",
	caseKept:           "cases of the journal entry",
	caseRemoved:        "taking a case from the journal entry",
	outputKept:         "outputs of the journal entry",
	outputRemoved:      "taking an output from the journal entry",
	rubricChosen:       "the rubric of the journal entry",
	rubricKept:         "the change to a rubric",
	checksSet:          "the checks of the journal entry",
	roundStarted:       "the start of the rating of the journal entry",
	outputJudged:       "a rating of the journal entry",
	pieceKept:          "the portfolio piece",
	pieceRemoved:       "taking out the portfolio piece",
}

func (t *tx) isUndone(e Event) (bool, error) {
	var at time.Time
	return t.get(undoneBucket, e.Action, &at)
}

// summary says in words what an event was: without its place, and with it.
func (t *tx) summary(e Event) (what, whole string, err error) {
	_, id, _ := strings.Cut(e.Subject, "/")
	switch e.Kind {
	case attemptMade:
		var d attemptData
		err := e.data(&d)
		return "your answer", fmt.Sprintf("your answer to %s#%s", id, d.Item), err
	case reflectionKept:
		return "your reflection", "your reflection on " + id, nil
	case cardReviewed, cardBuried, cardSuspended:
		return cardSummary(e, id)
	case drillDone:
		return "your drill", "your drill " + id, nil
	case exerciseMarked:
		return "marking the exercise as done", "marking the exercise of " + id + " as done", nil
	}
	if what, known := topicActions[e.Kind]; known {
		return what, what + " for " + id, nil
	}
	if what, known := journalActions[e.Kind]; known {
		return t.journalSummary(what, e)
	}
	return "the change to your settings", "the change to your settings", nil
}

// journalSummary names the entry, the piece or the rubric. A blind entry does not say
// what tells its variants apart.
func (t *tx) journalSummary(what string, e Event) (short, whole string, err error) {
	kind, id, _ := strings.Cut(e.Subject, "/")
	var title string
	switch kind {
	case "experiment":
		var x Experiment
		if _, err = t.get(experimentBucket, id, &x); err == nil {
			x, err = t.asShown(x)
		}
		title = x.Title
	case "piece":
		var p Piece
		var gone pieceGone
		if _, err = t.get(pieceBucket, id, &p); err == nil && e.Kind == pieceRemoved {
			err = e.data(&gone)
		}
		title = p.Title + gone.Title
	case "rubric":
		var r Rubric
		_, err = t.get(rubricBucket, id, &r)
		title = r.Title
	}
	return what, fmt.Sprintf("%s %q", what, title), err
}

// cardSummary says in words what was done with a card. Screens call a card what it
// is to the person: a question.
func cardSummary(e Event, id string) (what, whole string, err error) {
	does := map[string]string{cardReviewed: "your review of", cardBuried: "putting off", cardSuspended: "setting aside"}[e.Kind]
	if e.Kind == cardSuspended {
		var d suspendData
		if err = e.data(&d); !d.On {
			does = "taking up"
		}
	}
	return does + " a question", does + " the card " + id, err
}

// noteUndone notes the action that an event takes back, if it does.
func (t *tx) noteUndone(e Event) error {
	if e.Kind != actionUndone {
		return nil
	}
	var d undoneData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.put(undoneBucket, d.Action, e.At)
}

// applyUndone makes the records of all that an action touched anew, without it.
func (t *tx) applyUndone(e Event) error {
	var d undoneData
	if err := errors.Join(e.data(&d), t.noteUndone(e)); err != nil {
		return err
	}
	touched, days := map[string]bool{}, map[string]bool{}
	before := func(id string) bool { return id < e.ID }
	err := span(t, logBucket, d.Action, before, func(_ string, past Event) error {
		if past.Action == d.Action {
			touched[past.Subject] = true
			days[past.At.Format(time.DateOnly)] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	for subject := range touched {
		if err := t.replay(subject); err != nil {
			return err
		}
	}
	for date := range days {
		if err := t.replayDay(date); err != nil {
			return err
		}
	}
	return nil
}

// replay makes the records of one subject anew from its events.
func (t *tx) replay(subject string) error {
	t.back = revival{}
	if err := t.forget(subject); err != nil {
		return err
	}
	return each(t, subjectBucket, subject+"\x00", func(key string, _ any) error {
		return t.replayEvent(key[len(subject)+1:])
	})
}

// replayDay makes the record of one day anew. No event of a day has an id from before
// the day began, wherever that was: see madeBefore.
func (t *tx) replayDay(date string) error {
	if err := t.remove(dayBucket, date); err != nil {
		return err
	}
	began, _ := time.Parse(time.DateOnly, date) // what is no date, after the year 9999, is looked for from the beginning
	var first ulid.ULID
	_ = first.SetTime(newID(began.Add(-24 * time.Hour)).Time()) // its own time fits
	all := func(string) bool { return true }
	return span(t, logBucket, first.String(), all, func(_ string, e Event) error {
		if e.At.Format(time.DateOnly) != date {
			return nil
		}
		return t.replayToDay(e)
	})
}

// replayToDay counts an event once more for its day, unless it was taken back.
func (t *tx) replayToDay(e Event) error {
	if undone, err := t.isUndone(e); err != nil || undone {
		return err
	}
	return t.leave(e, t.applyToDay(e))
}

// replayEvent applies an event once more to the records of its subject, unless it was
// taken back.
func (t *tx) replayEvent(id string) error {
	var e Event
	found, err := t.get(logBucket, id, &e)
	if err == nil && !found {
		err = damaged("%s %q is missing", logBucket, id)
	}
	if err != nil {
		return err
	}
	switch stands, err := t.stands(e); {
	case err != nil || e.Kind == actionUndone:
		return err
	case !stands:
		return t.keepTip(e, true)
	}
	return t.leave(e, t.applyToSubject(e))
}

// leave notes that an event cannot be applied, where that is not the end of it: after a
// repair, others that it goes by may be lost.
func (t *tx) leave(e Event, err error) error {
	if err == nil || t.leftOut == nil || errors.Is(err, ErrNewer) {
		return err
	}
	t.leftOut[e.ID] = err
	return nil
}

// forget removes the records of one subject.
func (t *tx) forget(subject string) error {
	kind, id, _ := strings.Cut(subject, "/")
	switch kind {
	case "hand":
		return t.remove(handBucket, id)
	case "offer":
		return t.remove(offerBucket, id)
	case "lesson":
		return errors.Join(t.removeAll(attemptBucket, id+"\x00"), t.removeAll(objectiveBucket, id+"\x00"), t.remove(lessonBucket, id))
	case "check":
		return t.remove(checkBucket, id)
	case "drill":
		return t.removeAll(drillBucket, id+"\x00")
	case "card":
		return t.remove(cardBucket, id)
	case "experiment":
		return errors.Join(t.forgetBench(id), t.remove(waitingBucket, id), t.dropEntry(id))
	case "rubric":
		return t.remove(rubricBucket, id)
	case "piece":
		return t.remove(pieceBucket, id)
	}
	return t.remove(profileBucket, subject)
}
