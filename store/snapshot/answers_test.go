package snapshot_test

import (
	"slices"
	"testing"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// What is answered in a lesson that is not complete, right or wrong, changes no byte of what
// is told: neither the minutes that are left nor a level.
func TestAnswersInAnOpenLessonAreNotTold(t *testing.T) {
	const open = "fnd-how-llms-answer"
	p := newPerson(t, 1)
	meta, err := catalogue().Lesson(open)
	must(t, err)
	body, err := catalogue().Body(open, "")
	must(t, err)
	for _, profile := range snapshot.Profiles() {
		before, err := p.with(profile, "").Encode()
		must(t, err)
		for _, item := range body.Items[:len(body.Items)-1] {
			for _, right := range []bool{true, false} {
				a := store.Attempt{Lesson: open, Item: item.ID, Answer: "x", Right: right, Objective: item.Objective, Confidence: store.Sure}
				if item.SelfJudged() {
					a.Self = string(curriculum.Met)
				}
				_, err := p.store.RecordAttempt(a, progress.Requirement(meta, body))
				must(t, err)
				after, err := p.with(profile, "").Encode()
				must(t, err)
				if string(before) != string(after) {
					t.Fatalf("%s: after an answer to %s that was right (%v) it says\n%s\nand before\n%s", profile, item.ID, right, after, before)
				}
			}
		}
	}
}

// Neither do they of any generated learner: what was answered and shown in lessons that are
// not complete makes no difference.
func TestWhatIsShownInAnOpenLessonIsNotTold(t *testing.T) {
	for seed := range uint64(200) {
		in := newGardener(seed).source(t)
		in.Standing.Profile.Sharing, in.Ceiling = string(snapshot.Standard), ""
		for id := range in.Standing.Did {
			in.Standing.Did[id] = store.Lesson{ID: id, Seen: clock, Started: clock, Done: in.Standing.Did[id].Done, Tested: in.Standing.Did[id].Tested}
		}
		_, with := encoded(t, in)
		in.Objectives = slices.DeleteFunc(in.Objectives, func(o store.Objective) bool {
			return !progress.StateOf(in.Standing.Did[o.Lesson]).Complete()
		})
		if _, without := encoded(t, in); with != without {
			t.Fatalf("learner %d: with answers in open lessons it says\n%s\nand without\n%s", seed, with, without)
		}
	}
}
