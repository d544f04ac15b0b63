package store

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	jsonv1 "github.com/go-json-experiment/json/v1"
	"github.com/oklog/ulid/v2"
	bolterrors "go.etcd.io/bbolt/errors"
)

// An Event is one thing that was done. Events are only ever added.
type Event struct {
	ID      string          `json:"id"` // ULID; events sort by it
	Device  string          `json:"device"`
	Subject string          `json:"subject"` // what it is about: "lesson/fnd-what-ai-is"
	Kind    string          `json:"kind"`
	Version int             `json:"version"` // of Data, for its kind
	At      time.Time       `json:"at"`
	Data    json.RawMessage `json:"data"`
	Action  string          `json:"action"` // id of the first event of the same user action

	// What the machine knew of an entry when it appended an event about it: two machines may
	// have gone on with the same one. docs/decisions/031.
	Seen  string `json:"seen,omitempty"`  // who could see it: sight
	After string `json:"after,omitempty"` // of an event at its bench: the one before it there, or the entry
	Back  bool   `json:"back,omitempty"`  // that one had been taken back
	Of    string `json:"of,omitempty"`    // the event that this one repeats for the entry's Aside
}

// The kinds of event.
const (
	profileChanged     = "profile.changed"
	placeKept          = "place.kept"
	exerciseMarked     = "exercise.marked"
	attemptMade        = "attempt.made"
	lessonDone         = "lesson.done"
	reflectionKept     = "reflection.kept"
	cardAdded          = "card.added"
	cardReviewed       = "card.reviewed"
	cardBuried         = "card.buried"
	cardSuspended      = "card.suspended"
	lessonTested       = "lesson.tested"
	checkStarted       = "check.started"
	checkAnswered      = "check.answered"
	checkFinished      = "check.finished"
	checkDropped       = "check.dropped"
	drillDone          = "drill.done"
	experimentAdded    = "experiment.added"
	experimentChanged  = "experiment.changed"
	experimentClosed   = "experiment.closed"
	experimentAmended  = "experiment.amended"
	experimentShared   = "experiment.shared"
	experimentRedacted = "experiment.redacted"
	pilotStarted       = "pilot.started"
	pilotEnded         = "pilot.ended"
	variantKept        = "variant.kept"
	variantRemoved     = "variant.removed"
	caseKept           = "case.kept"
	caseRemoved        = "case.removed"
	outputKept         = "output.kept"
	outputRemoved      = "output.removed"
	rubricChosen       = "rubric.chosen"
	rubricKept         = "rubric.kept"
	checksSet          = "checks.set"
	roundStarted       = "round.started"
	outputJudged       = "output.judged"
	roundRevealed      = "round.revealed"
	pieceKept          = "piece.kept"
	pieceRemoved       = "piece.removed"
	handRaised         = "hand.raised"
	handLowered        = "hand.lowered"
	offerMade          = "offer.made"
	offerEnded         = "offer.ended"
	policyAcknowledged = "policy.acknowledged"
	snapshotSent       = "snapshot.sent"
	snapshotFailed     = "snapshot.failed"
	teamAccepted       = "team.accepted"
	teamLeft           = "team.left"
	statementsGoing    = "statements.going"
	statementsArrived  = "statements.arrived"
	actionUndone       = "action.undone"
)

// append adds an event to the log and to the records. It is the only way in
// which what a learner does is saved.
func (t *tx) append(subject, kind string, data any) error {
	content, err := json.Marshal(data)
	if err != nil {
		return err
	}
	id, err := t.nextID()
	if err != nil {
		return err
	}
	if t.action == "" {
		t.action = id
	}
	e := Event{ID: id, Device: t.device, Subject: subject, Kind: kind, Version: 1, At: t.now, Data: content, Action: t.action}
	t.stamp(&e)
	if err := t.put(logBucket, id, e); err != nil {
		return err
	}
	t.last = id
	if err := t.index(e); err != nil {
		return err
	}
	return t.apply(e)
}

// index notes which subject an event is about.
func (t *tx) index(e Event) error { return t.put(subjectBucket, indexKey(e), nil) }

// indexKey is the key under which the index holds an event.
func indexKey(e Event) string { return e.Subject + "\x00" + e.ID }

// apply changes the records of the event's subject and of its day.
func (t *tx) apply(e Event) error {
	if err := t.applyToSubject(e); err != nil {
		return err
	}
	return t.applyToDay(e)
}

// applyToSubject changes the records of the event's subject, and of nothing else.
func (t *tx) applyToSubject(e Event) error { return e.misfit(t.applyByKind(e)) }

// misfit names the event that gives no key to what is made of it.
func (e Event) misfit(err error) error {
	if errors.Is(err, bolterrors.ErrKeyRequired) {
		return damaged("%s %q does not say what it is about", logBucket, e.ID)
	}
	return err
}

func (t *tx) applyByKind(e Event) error {
	switch e.Kind {
	case profileChanged:
		return t.applyProfile(e)
	case placeKept:
		return t.applyPlace(e)
	case exerciseMarked:
		return t.applyExercise(e)
	case attemptMade:
		return t.applyAttempt(e)
	case lessonDone:
		return t.applyDone(e)
	case reflectionKept:
		return t.applyReflection(e)
	case lessonTested:
		return t.applyTested(e)
	case cardAdded, cardReviewed, cardBuried, cardSuspended:
		return t.applyCard(e)
	case checkStarted, checkAnswered, checkFinished, checkDropped:
		return t.applyCheck(e)
	case drillDone:
		return t.applyDrill(e)
	case actionUndone:
		return t.applyUndone(e)
	}
	if isOfTeam(e.Kind) {
		return t.applyToTeam(e)
	}
	return t.applyToJournal(e)
}

// isOfTeam reports that a kind of event is about others: what a learner asks of them,
// offers, acknowledges, sends or accepts. None of it is learning.
func isOfTeam(kind string) bool {
	return slices.Contains([]string{
		handRaised, handLowered, offerMade, offerEnded, policyAcknowledged, snapshotSent, snapshotFailed, teamAccepted, teamLeft,
		statementsGoing, statementsArrived,
	}, kind)
}

// applyToTeam changes the records of what a learner and a team exchange.
func (t *tx) applyToTeam(e Event) error {
	switch e.Kind {
	case handRaised, handLowered:
		return t.applyTopic(handBucket, e, e.Kind == handLowered)
	case offerMade, offerEnded:
		return t.applyTopic(offerBucket, e, e.Kind == offerEnded)
	case policyAcknowledged:
		return t.applyPolicy(e)
	case snapshotSent:
		return t.applySent(e)
	case snapshotFailed:
		return t.applyUnsent(e)
	case statementsGoing, statementsArrived:
		return t.applyDelivery(e)
	}
	return t.applyAccepted(e)
}

// applyToJournal changes the records of an entry, its bench, or the portfolio.
func (t *tx) applyToJournal(e Event) error {
	if aside, err := t.isAside(e); err != nil || aside {
		return err
	}
	if err := t.applyToEntry(e); err != nil {
		return err
	}
	return t.keepTip(e, false)
}

func (t *tx) applyToEntry(e Event) error {
	switch e.Kind {
	case experimentAdded:
		return t.applyExperiment(e)
	case experimentChanged, experimentClosed:
		return t.applyExperimentField(e)
	case experimentAmended:
		return t.applyAmendment(e)
	case experimentShared:
		return t.applyShared(e)
	case experimentRedacted:
		return t.applyRedacted(e)
	case pilotStarted, pilotEnded:
		return t.applyPilot(e)
	case variantKept, variantRemoved:
		return t.applyVariant(e)
	case caseKept, caseRemoved:
		return t.applyCase(e)
	case outputKept, outputRemoved:
		return t.applyOutput(e)
	case rubricChosen, rubricKept:
		return t.applyRubric(e)
	case checksSet:
		return t.applyChecks(e)
	case roundStarted, outputJudged, roundRevealed:
		return t.applyRound(e)
	case pieceKept, pieceRemoved:
		return t.applyPiece(e)
	}
	return fmt.Errorf("%w: it holds %q, which this version does not know", ErrNewer, e.Kind)
}

// data reads the content of an event.
func (e Event) data(v any) error {
	if err := jsonv1.Unmarshal(e.Data, v); err != nil {
		return damaged("%s %q: %v", logBucket, e.ID, err)
	}
	return nil
}

// nextID returns an id above all others in the log, also after the clock went back.
func (t *tx) nextID() (string, error) {
	id := newID(t.now)
	log, err := t.bucket(logBucket)
	if err != nil {
		return "", err
	}
	newest, _ := log.Cursor().Last()
	if newest == nil {
		return id.String(), nil
	}
	last, err := ulid.ParseStrict(string(newest))
	if err != nil {
		return "", damaged("%s %q is not an id", logBucket, newest)
	}
	if id.Compare(last) <= 0 {
		id = following(last)
	}
	return id.String(), nil
}

// following is a higher id, by a random step of 1 to 2^63. Were it the next one, two copies of
// a file whose newest event has a time to come would draw the same ids, each for its own
// events, and could not be merged.
func following(id ulid.ULID) ulid.ULID { return above(id, 1+randomStep()>>1) }

func randomStep() uint64 {
	var step [8]byte
	_, _ = rand.Read(step[:]) // never fails
	return binary.BigEndian.Uint64(step[:])
}

// above is the id that is higher by a step. Ids that were in order stay in order where the
// step is the same.
func above(id ulid.ULID, step uint64) ulid.ULID {
	for i := len(id) - 1; i >= 0 && step > 0; i-- {
		sum := uint64(id[i]) + step&0xFF
		id[i] = byte(sum)
		step = step>>8 + sum>>8
	}
	return id
}

// randomID returns a new id for a thing that is not an event.
func randomID(now time.Time) string { return newID(now).String() }

// Timeless is an id without the time at which it was drawn, to the millisecond, that every
// ULID begins with. What leaves the machine has no times of day.
func Timeless(id string) string {
	parsed, err := ulid.ParseStrict(id)
	if err != nil || parsed.SetTime(0) != nil {
		return id
	}
	return parsed.String()
}

// newID is an id made at a time. A clock that is off by centuries, before 1970
// or after the year 10889, must not keep anybody from saving.
func newID(at time.Time) ulid.ULID {
	last := ulid.Time(ulid.MaxTime())
	switch {
	case at.Before(time.UnixMilli(0)):
		at = time.UnixMilli(0)
	case at.After(last):
		at = last
	}
	return ulid.MustNew(ulid.Timestamp(at), rand.Reader)
}

// records are the buckets that hold what the events of a subject add up to.
var records = []string{
	profileBucket, lessonBucket, attemptBucket, objectiveBucket, cardBucket, checkBucket, drillBucket, dayBucket, experimentBucket,
	benchBucket, variantBucket, caseBucket, outputBucket, rubricBucket, roundBucket, pieceBucket, waitingBucket,
	handBucket, offerBucket, policyBucket, sentBucket, acceptedBucket, deliveryBucket,
}

// Rebuild makes all records anew from the log. The records afterwards are those
// before, unless they were damaged.
func (s *Store) Rebuild() error { return s.update((*tx).rebuild) }

func (t *tx) rebuild() error {
	for _, bucket := range append(slices.Clip(records), subjectBucket, undoneBucket) {
		if err := t.empty(bucket); err != nil {
			return err
		}
	}
	t.dirty, t.rebuilding, t.back = true, true, revival{}
	defer func() { t.rebuilding = false }()
	if err := t.indexLog(); err != nil {
		return err
	}
	err := each(t, subjectBucket, "", func(key string, _ any) error {
		_, event, _ := strings.Cut(key, "\x00")
		return t.replayEvent(event)
	})
	if err != nil {
		return err
	}
	if err := each(t, logBucket, "", func(_ string, e Event) error { return t.replayToDay(e) }); err != nil {
		return err
	}
	return t.reindex()
}

// indexLog makes the index of the log anew and notes which actions were undone.
// The keys are put in order, as the records are that follow them: in one
// transaction bbolt takes ever longer to put a key between many others.
func (t *tx) indexLog() error {
	var keys []string
	err := each(t, logBucket, "", func(_ string, e Event) error {
		keys = append(keys, indexKey(e))
		return t.leave(e, e.misfit(t.noteUndone(e)))
	})
	if err != nil {
		return err
	}
	slices.Sort(keys)
	for _, key := range keys {
		if err := t.put(subjectBucket, key, nil); err != nil {
			return err
		}
	}
	return nil
}
