package store

import "testing"

func TestNothingWasSentWhereNothingArrived(t *testing.T) {
	s := newStore(t)
	equal(t, "before anything", must(s.LastSent())(t), Sent{})
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	equal(t, "an empty ledger", must(s.LastSent())(t), Sent{})
	for n := range 3 {
		check(t, s.RecordSent(Sent{Number: n + 1, Hash: "a", To: "/x", Payload: "{}"}))
		check(t, s.RecordUnsent(n+1, "the disk is full"))
		equal(t, "none arrived", must(s.LastSent())(t), Sent{})
	}
	equal(t, "noted", must(s.LastNoted())(t).Number, 3)
}
