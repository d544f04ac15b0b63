package team

import (
	"crypto/ed25519"
	"strings"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// What is refused for the day, or since a person was erased, is looked at again: the file
// did not change, and yet is taken in.
func TestARefusalThatPassesIsNotRemembered(t *testing.T) {
	const learner = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
	today := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	s, folder := store.New(t.TempDir(), func() time.Time { return today }), t.TempDir()
	key := ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", 32)))
	_, err := snapshot.Write(folder, key, snapshot.Snapshot{
		Format: snapshot.Format, Profile: snapshot.Standard, Number: 1, Made: "2026-12-01",
		Learner: snapshot.Learner{ID: learner, Key: envelope.ID(key.Public().(ed25519.PublicKey)), Name: "Amara"},
		Pathway: snapshot.Pathway{ID: "p", Title: "P", Version: "1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	look := func(when string, days, taken, refused int) {
		t.Helper()
		o, err := Import(s, "", folder, today.AddDate(0, 0, days))
		if err != nil || len(o.Taken) != taken || len(o.Refused) != refused {
			t.Errorf("%s: %+v, %v", when, o, err)
		}
	}
	look("dated in the future", 0, 0, 1)
	look("when its day has come", 8, 1, 0)
	if err := s.EraseMember(learner, "left"); err != nil {
		t.Fatal(err)
	}
	look("after it was erased", 8, 0, 1)
	if err := s.ReadmitMember(learner); err != nil {
		t.Fatal(err)
	}
	look("after it was let in again", 8, 1, 0)
}
