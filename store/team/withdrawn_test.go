package team_test

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// A lead forgets what somebody withdrew, keeps the key and the day, and an older file
// brings nothing back. What is sent later is taken in again.
func TestALeadForgetsWhatWasWithdrawn(t *testing.T) {
	day := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	now := func() time.Time { return day }
	check := func(errs ...error) {
		t.Helper()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	}
	c, err := curriculum.Load(curriculum.Embedded())
	check(err)
	learner, lead, folder := store.New(t.TempDir(), now), store.New(t.TempDir(), now), t.TempDir()
	_, err = learner.UpdateProfile(map[string]string{"name": "Zqxwines", "pathway": "path-essentials", "sharing": "open"})
	check(err)
	x, _, err := learner.AddExperiment(store.Experiment{Title: "Warm tone", Verdict: store.Worked, Learning: "Ask first"})
	check(err)
	_, err = learner.ShareExperiment(x.ID, store.FullShared, "")
	check(err)
	old, err := os.ReadFile(send(t, c, learner, folder, day))
	check(err)
	report, err := team.Import(lead, "", folder, day)
	check(err)
	id, _, err := learner.Identity()
	check(err)
	_, err = lead.RecordTalk(id)
	check(err)
	_, err = lead.KeepTalkNote(id, "ask about the course")
	check(err)
	if len(report.Taken) != 1 || len(report.Others) != 1 || len(report.Refused) != 0 {
		t.Fatalf("a snapshot and the file of an entry: %+v", report)
	}
	// A second look reads neither again, and says the same of the entry.
	report, err = team.Import(lead, "", folder, day)
	if err != nil || report.Same != 1 || len(report.Others) != 1 {
		t.Errorf("the second look: %+v, %v", report, err)
	}

	_, err = snapshot.Withdraw(learner, folder, day)
	check(err)
	check(os.WriteFile(filepath.Join(folder, "zcopy.json"), old, 0o600))
	report, err = team.Import(lead, "", folder, day)
	check(err)
	if len(report.Taken) != 1 || len(report.Older) != 1 {
		t.Errorf("a withdrawal and an older file: %+v", report)
	}
	holdsForgotten(t, lead, id)

	send(t, c, learner, folder, day)
	report, err = team.Import(lead, "", folder, day)
	check(err)
	if people, err := team.People(lead); err != nil || len(people) != 1 || people[0].Name() != "Zqxwines" {
		t.Errorf("after it was sent again: %+v, %v, %+v", people, err, report)
	}
}

// holdsForgotten holds that nothing of a person is left but the key, the day, and the lead's own
// words.
func holdsForgotten(t *testing.T, lead *store.Store, id string) {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	people, err := team.People(lead)
	check(err)
	members, err := lead.Members()
	check(err)
	details, err := team.Details(lead)
	check(err)
	if len(people) != 0 || len(details) != 0 || len(members) != 1 || members[0].Key == "" || members[0].Made != "2026-11-24" || !members[0].Withdrawn {
		t.Errorf("%d people, %d details, members %+v", len(people), len(details), members)
	}
	talks, err := lead.Talks()
	check(err)
	kept, err := json.Marshal([]any{members, talks})
	check(err)
	if len(talks) != 1 || talks[0].Note == "" || len(talks[0].Then) > 0 || strings.Contains(strings.ToLower(string(kept)), "zqxwines") {
		t.Errorf("a lead keeps %s", kept)
	}
	if _, err := lead.Original(id); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the snapshot as it was signed: %v", err)
	}
}

// A file that is signed as an entry and is none is refused with the reason.
func TestASignedFileThatDoesNotFitIsRefused(t *testing.T) {
	day := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	lead, folder := store.New(t.TempDir(), func() time.Time { return day }), t.TempDir()
	for name, kind := range map[string]string{"entry.json": snapshot.EntryKind, "team.json": team.FileKind, "snapshot.json": snapshot.Kind} {
		if err := os.WriteFile(filepath.Join(folder, name), sealed(t, kind, "{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	report, err := team.Import(lead, "", folder, day)
	if err != nil || len(report.Refused) != 3 {
		t.Errorf("%+v, %v", report, err)
	}
}

func sealed(t *testing.T, kind, payload string) []byte {
	t.Helper()
	file, err := envelope.Seal(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)), kind, []byte(payload))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// send writes a snapshot of a learner into a folder, and returns its path.
func send(t *testing.T, c *curriculum.Catalogue, learner *store.Store, folder string, day time.Time) string {
	t.Helper()
	in, err := snapshot.Read(c, learner, "", day)
	if err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Make(in)
	if err != nil {
		t.Fatal(err)
	}
	file, err := snapshot.Send(learner, s, folder)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
