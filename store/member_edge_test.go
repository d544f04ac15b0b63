package store

import (
	"fmt"
	"testing"
	"time"
)

// A head belongs to its person, also where somebody between them took theirs back.
func TestEachPersonHasTheirOwnHead(t *testing.T) {
	s := newStore(t)
	for _, id := range []string{"C", "A", "D", "B"} {
		arrive(t, s, Arrival{Member: Member{ID: id, Key: "did:key:z" + id, Made: "2026-11-01", Number: 1, Head: fmt.Sprintf("{%q:1}", id)}})
	}
	arrive(t, s, Arrival{Member: Member{ID: "B", Key: "did:key:zB", Made: "2026-11-02", Number: 2, Withdrawn: true}})
	heads := map[string]string{}
	for _, m := range must(s.Members())(t) {
		heads[m.ID] = m.Head
	}
	equal(t, "heads", heads, map[string]string{"A": `{"A":1}`, "B": "", "C": `{"C":1}`, "D": `{"D":1}`})
}

// What two leads know of a person is one: the key that took the place of the other counts,
// whichever snapshot is newer, and no key waits that was decided on.
func TestWhatTwoLeadsKnowOfAPerson(t *testing.T) {
	at := func(day int) time.Time { return start.AddDate(0, 0, day) }
	before := Member{ID: "B", Key: "old", Made: "2026-11-20", Number: 9, First: at(0), Changes: []KeyChange{{"new", "b.json", at(2)}, {"forger", "f.json", at(1)}}}
	after := Member{
		ID: "B", Key: "new", Made: "2026-11-10", Number: 1, First: at(3), Former: map[string]string{"old": "2026-11-09"}, Refused: []string{"liar"},
		Changes: []KeyChange{{"other", "o.json", at(4)}, {"forger", "g.json", at(5)}},
	}
	want := Member{
		ID: "B", Key: "new", Made: "2026-11-10", Number: 1, First: at(0), Former: map[string]string{"old": "2026-11-09"}, Refused: []string{"liar"},
		Changes: []KeyChange{{"forger", "f.json", at(1)}, {"other", "o.json", at(4)}},
	}
	equal(t, "together", joinMember(before, after), want)
	equal(t, "the other way round", joinMember(after, before), want)
	liar := Member{ID: "B", Key: "liar", Made: "2026-11-25", Number: 1, First: at(6), Changes: []KeyChange{{"new", "b.json", at(6)}}}
	equal(t, "a key that was refused", joinMember(liar, after).Key, "new")
	equal(t, "nor does it wait", joinMember(liar, after).Changes, after.Changes)
	newer := Member{ID: "B", Key: "old", Made: "2026-11-20", Number: 10, First: at(0)}
	equal(t, "of one key, the newer", joinMember(before, newer).Number, 10)
	equal(t, "nothing refused", joinMember(before, newer).Refused, nil)
}
