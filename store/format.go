package store

import (
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// The buckets of the file. Each stands among buckets, too.
const (
	metaBucket       = "meta"       // format, learner, device, created, sums
	logBucket        = "log"        // event id: event. The truth; records are made from it
	subjectBucket    = "subject"    // subject, 0, event id: nothing. Which events are about a subject
	undoneBucket     = "undone"     // action id: time it was undone
	textBucket       = "text"       // hash, 0, number of the piece: a piece of a long text
	profileBucket    = "profile"    // "profile": Profile
	lessonBucket     = "lesson"     // lesson id: Lesson
	attemptBucket    = "attempt"    // lesson id, 0, event id: Attempt
	objectiveBucket  = "objective"  // lesson id, 0, objective id: Objective
	cardBucket       = "card"       // card id: Card
	checkBucket      = "check"      // check id: Check
	drillBucket      = "drill"      // drill id, 0, event id: Drill
	dayBucket        = "day"        // ISO day: Day
	experimentBucket = "experiment" // experiment id: Experiment
	benchBucket      = "bench"      // experiment id: what was chosen for its bench as a whole
	variantBucket    = "variant"    // experiment id, 0, variant id: Variant
	caseBucket       = "case"       // experiment id, 0, case id: Case
	outputBucket     = "output"     // experiment id, 0, case id, 0, variant id: Output
	roundBucket      = "round"      // experiment id, 0, number: Round
	rubricBucket     = "rubric"     // rubric id: Rubric, the learner's own
	pieceBucket      = "piece"      // piece id: Piece
	waitingBucket    = "waiting"    // experiment id: nothing. Entries that are in the middle of something
	searchBucket     = "search"     // the index of the journal: see segment
	freshBucket      = "fresh"      // "fresh": the entries that no segment holds yet
	handBucket       = "hand"       // topic: Topic. What the learner asks for help with
	offerBucket      = "offer"      // topic: Topic. What the learner offers to help with
	policyBucket     = "policy"     // lesson id: Policy
	sentBucket       = "sent"       // number: Sent
	acceptedBucket   = "accepted"   // team id: Accepted
	deliveryBucket   = "delivery"   // address, 0, statement id: Delivery
	teamBucket       = "team"       // team id: Team. This and those below are of whoever leads; none is in the log
	memberBucket     = "member"     // learner id: Member. What others sent
	headBucket       = "head"       // learner id: what every view needs of the snapshot
	pinnedBucket     = "pinned"     // did:key: id of the learner whose it is
	snapshotBucket   = "snapshot"   // learner id: Original, packed
	taughtBucket     = "taught"     // learner id: which versions of lessons were taught
	fileBucket       = "file"       // folder, 0, name: SeenFile
	assignmentBucket = "assignment" // learner id, 0, module id: Assignment
	talkBucket       = "talk"       // learner id: Talk
	erasedBucket     = "erased"     // learner id: Erased
)

var errOlder = errors.New("the file has an older format")

// formats bring a file from each format to the next: formats[0] makes format 1
// from an empty file. One that was released never changes.
var formats = []func(*tx) error{makeFormat1, makeFormat2, makeFormat3, makeFormat4, makeFormat5, makeFormat6}

func makeFormat1(t *tx) error {
	err := t.makeBuckets(
		metaBucket, logBucket, subjectBucket, undoneBucket, textBucket, profileBucket,
		lessonBucket, attemptBucket, cardBucket, experimentBucket, memberBucket,
	)
	if err != nil {
		return err
	}
	for key, value := range map[string]string{
		"learner": randomID(t.now), "device": randomID(t.now), "created": t.now.Format(time.RFC3339),
	} {
		if err := t.put(metaBucket, key, value); err != nil {
			return err
		}
	}
	return nil
}

// makeFormat2 adds what is counted by day and by objective, module checks and
// drills: made from the log like every record.
func makeFormat2(t *tx) error {
	return t.makeBuckets(objectiveBucket, checkBucket, drillBucket, dayBucket)
}

// makeFormat3 adds the bench of an entry, the portfolio and the index of the journal.
func makeFormat3(t *tx) error {
	return t.makeBuckets(benchBucket, variantBucket, caseBucket, outputBucket, roundBucket, rubricBucket, pieceBucket, waitingBucket)
}

// makeFormat4 adds what learners and leads exchange, and forgets the snapshots of format
// 1, which nobody had signed: they are not to be trusted, and come again as signed ones.
func makeFormat4(t *tx) error {
	if err := t.makeBuckets(exchanged()...); err != nil {
		return err
	}
	return t.removeAll(memberBucket, "")
}

// exchanged are the buckets of what learners and leads exchange.
func exchanged() []string {
	return []string{
		handBucket, offerBucket, policyBucket, sentBucket, acceptedBucket,
		teamBucket, headBucket, pinnedBucket, snapshotBucket, taughtBucket, fileBucket, assignmentBucket, talkBucket, erasedBucket,
	}
}

// makeFormat5 adds the outbox of statements for record stores. The records of formats 2 to
// 5 are made anew from the log. The index of the log does without the days. The first files of
// format 4 lacked some of its buckets.
func makeFormat5(t *tx) error {
	for _, name := range append(exchanged(), deliveryBucket) {
		if _, err := t.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return t.rebuild()
}

func (t *tx) makeBuckets(names ...string) error {
	for _, name := range names {
		if _, err := t.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}

// format reads the format of the file.
func (t *tx) format() (int, error) {
	if t.Bucket([]byte(metaBucket)) == nil {
		return 0, damaged("it is a database, but not one of waymark")
	}
	var format int
	found, err := t.get(metaBucket, "format", &format)
	switch {
	case err != nil:
		return 0, err
	case !found || format < 1:
		return 0, damaged("it does not say which format it has")
	case format > len(formats):
		return 0, fmt.Errorf("%w: it has format %d, and this version reads up to %d", ErrNewer, format, len(formats))
	}
	return format, nil
}

// migrate brings the file to the newest format.
func (t *tx) migrate(formats []func(*tx) error) error {
	format, err := t.format()
	if err != nil || format == len(formats) {
		return err
	}
	return t.run(format, formats)
}

// run carries out the steps after a format and notes the new one.
func (t *tx) run(from int, formats []func(*tx) error) error {
	for i, step := range formats[from:] {
		if err := step(t); err != nil {
			return fmt.Errorf("bringing the file to format %d: %w", from+i+1, err)
		}
	}
	return errors.Join(t.put(metaBucket, "format", len(formats)), t.keepSums())
}

// bucket returns a bucket of the file, which every file of this format has.
func (t *tx) bucket(name string) (*bbolt.Bucket, error) {
	b := t.Bucket([]byte(name))
	if b == nil {
		return nil, damaged("the part %q is missing", name)
	}
	return b, nil
}
