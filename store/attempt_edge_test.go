package store

import "testing"

func TestHintsOfAnAnswerHaveBounds(t *testing.T) {
	s := newStore(t)
	for hints, fits := range map[int]bool{-1: false, 0: true, WorkedHint: true, WorkedHint + 1: false} {
		a := attempt("one", true)
		a.Hints = hints
		if _, err := s.RecordAttempt(a, need); (err == nil) != fits {
			t.Errorf("%d hints: %v", hints, err)
		}
	}
}

// The same snapshot in another form, of another version of Waymark, is kept in that form.
func TestAKnownSnapshotIsKeptInItsNewForm(t *testing.T) {
	s := lead(t)
	again := Arrival{Member: Member{ID: "B", Key: "did:key:z1", Made: "2026-11-01", Number: 1, Head: `{"n":2}`}, Taught: "lesson 1"}
	equal(t, "fate", arrive(t, s, again), Known)
	equal(t, "head", must(s.Member("B"))(t).Head, `{"n":2}`)
	equal(t, "taught", must(s.Taught())(t), map[string]string{"B": "lesson 1"})
}
