package store

import (
	"fmt"
	"testing"
	"time"
)

// leadOnTwo are two machines of a lead, one with a copy of the other's file, and one person in
// both.
func leadOnTwo(t *testing.T) (here, there machine) {
	t.Helper()
	here, there, _ = twoMachines(t, func(m machine, _ Experiment) { comes(t, m, "did:key:z1", 1) })
	return here.later(time.Minute), there
}

// comes is a snapshot of the person B, with a key and a number, which arrives at a machine.
func comes(t *testing.T, m machine, key string, number int) {
	t.Helper()
	arrive(t, m.Store, Arrival{
		Member: Member{
			ID: "B", Key: key, Number: number, Made: fmt.Sprint("2026-11-0", number), Hash: fmt.Sprint(key, number),
			Head: fmt.Sprintf(`{"n":%d}`, number), Imported: m.time(),
		},
		Original: Original{Payload: fmt.Appendf(nil, "told %d", number), Signature: []byte("s")},
	})
}

func TestOfTwoSnapshotsTheNewerOneCounts(t *testing.T) {
	for _, numbers := range [][2]int{{2, 3}, {3, 2}} {
		here, there := leadOnTwo(t)
		comes(t, here, "did:key:z1", numbers[0])
		comes(t, there, "did:key:z1", numbers[1])
		merged := bothWays(t, here, there)
		m := must(merged.Member("B"))(t)
		equal(t, "the snapshot, and what is shown of it", []any{m.Number, m.Head}, []any{3, `{"n":3}`})
		equal(t, "its original", string(must(merged.Original("B"))(t).Payload), "told 3")
	}
}

// Who was erased on one machine is erased, whatever the other one still took in and wrote.
func TestWhoWasErasedOnOneMachineDoesNotComeBackFromTheOther(t *testing.T) {
	here, there := leadOnTwo(t)
	check(t, here.EraseMember("B", "left the company"))
	comes(t, there, "did:key:z1", 2)
	_ = must(there.Assign(Assignment{Learner: "B", Module: "ethical-ai", Reason: "The audit"}))(t)
	_ = must(there.KeepTalkNote("B", "asks for a mentor"))(t)
	merged := bothWays(t, here, there)
	equal(t, "people, assignments and talks", []int{len(must(merged.Members())(t)), len(must(merged.Assignments())(t)), len(must(merged.Talks())(t))}, []int{0, 0, 0})
	_, err := merged.Original("B")
	wantErr(t, err, ErrNotFound)
	equal(t, "why", must(merged.ErasedMembers())(t)[0].Reason, "left the company")
}

// Of an assignment the later one counts, of the notes for a talk none is lost, and a team may
// ask for no more than it may on either machine.
func TestWhatALeadSaidOnBothMachines(t *testing.T) {
	here, there := leadOnTwo(t)
	for m, reason := range map[machine]string{here: "First", there: "Later"} {
		_ = must(m.Assign(Assignment{Learner: "B", Module: "ethical-ai", Reason: reason}))(t)
		_ = must(m.KeepTalkNote("B", reason+" note"))(t)
	}
	_ = must(here.KeepTeam(Team{ID: "T", Title: "Ours", Ceiling: "minimal"}))(t)
	_ = must(there.KeepTeam(Team{ID: "T", Title: "Ours", Ceiling: "open", Wall: true}))(t)
	merged := bothWays(t, here, there)
	equal(t, "assignment", must(merged.Assignments())(t)[0].Reason, "Later")
	equal(t, "notes", must(merged.Talks())(t)[0].Note, "First note"+apartNotes+"Later note")
	team := must(merged.Teams())(t)[0]
	equal(t, "what a snapshot may tell, and the wall", []any{team.Ceiling, team.Wall}, []any{"minimal", false})
}

// A key that was refused on one machine is refused, and one that was trusted is pinned.
func TestWhatALeadDecidedOfAKeyHoldsOnBothMachines(t *testing.T) {
	here, there := leadOnTwo(t)
	comes(t, here, "did:key:z2", 2)
	_ = must(here.RefuseKey("B", "did:key:z2"))(t)
	comes(t, there, "did:key:z1", 2)
	merged := bothWays(t, here, there)
	equal(t, "refused", must(merged.Member("B"))(t).Refused, []string{"did:key:z2"})
	here, there = leadOnTwo(t)
	comes(t, here, "did:key:z2", 2)
	_ = must(here.TrustKey("B", "did:key:z2"))(t)
	comes(t, there, "did:key:z1", 3)
	equal(t, "pinned", must(bothWays(t, here, there).Member("B"))(t).Key, "did:key:z2")
}
