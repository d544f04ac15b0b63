package store

import "testing"

func TestTheLedgerSaysWhatDidNotArrive(t *testing.T) {
	s := newStore(t)
	wantErr(t, s.RecordUnsent(1, "nothing was sent"), ErrNotFound)
	check(t, s.RecordSent(Sent{Number: 1, Hash: "a", To: "/x", Payload: "{}"}))
	for n, hash := range []string{"b", "c", "d"} {
		check(t, s.RecordSent(Sent{Number: n + 2, Hash: hash, To: "/x", Payload: "{}"}))
		check(t, s.RecordUnsent(n+2, "the disk\x1b[31m is full"))
	}
	for _, when := range []string{"first", "after a rebuild"} {
		equal(t, when+": sent", must(s.LastSent())(t).Hash, "a")
		noted := must(s.LastNoted())(t)
		equal(t, when+": noted", noted.Hash+" "+noted.Failed, "d the disk[31m is full")
		check(t, s.Rebuild())
	}
	check(t, s.RecordSent(Sent{Number: 4, Hash: "d", To: "/y", Payload: "{}"}))
	equal(t, "sent again", must(s.LastSent())(t).To, "/y")
}
