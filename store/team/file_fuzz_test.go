package team

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"waymark/store/clean"
	"waymark/store/snapshot"
)

// A team file, wall and all, is refused, or is what a lead's program would write: it can be
// written and read again, and no line of it steers a terminal.
func FuzzDecodeFile(f *testing.F) {
	whole := File{
		Format: FileFormat, Team: amara, Number: 1, Made: "2026-11-24", Title: "Support", Ceiling: snapshot.Minimal,
		Given: []Given{{Learner: amara, Module: "ethical-ai", Made: "2026-11-24", Due: "2026-12-31", Reason: "The audit"}},
		Wall:  []Shared{{Name: "Amara", Card: sharedCard(amara, "2026-11-20", "It broke.")}},
	}
	payload, err := json.Marshal(whole)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(payload), "{}", "[]", `{"format":"` + FileFormat + `"}`, string(payload[:len(payload)-1]), "\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		read, err := DecodeFile(payload)
		if err != nil {
			return
		}
		written, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		again, err := DecodeFile(written)
		if diff := cmp.Diff(read, again, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("written and read again: %v\n%s", err, diff)
		}
		for _, w := range again.Wall {
			if line := w.Name + w.Card.Title + w.Card.Learning; line != clean.Text(line) {
				t.Errorf("a card has %q", line)
			}
		}
	})
}
