package team

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/snapshot"
)

func noon() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }

// led is a learner whose lead took in their snapshot, and the folder between them.
func led(t *testing.T) (learner, lead *store.Store, crew store.Team, folder string) {
	t.Helper()
	learner, lead, folder = store.New(t.TempDir(), noon), store.New(t.TempDir(), noon), t.TempDir()
	for s, name := range map[*store.Store]string{learner: "Ines", lead: "Ana"} {
		if _, err := s.UpdateProfile(map[string]string{"name": name, "pathway": "path-essentials"}); err != nil {
			t.Fatal(err)
		}
	}
	send(t, learner, folder)
	crew, err := lead.KeepTeam(store.Team{Title: "Ward 3", Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	if report, err := Import(lead, crew.ID, folder, noon()); err != nil || len(report.Taken) != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	return learner, lead, crew, folder
}

func send(t *testing.T, s *store.Store, folder string) string {
	t.Helper()
	in, err := snapshot.Read(own(t), s, "1.0.0", noon())
	if err != nil {
		t.Fatal(err)
	}
	snap, err := snapshot.Make(in)
	if err != nil {
		t.Fatal(err)
	}
	file, err := snapshot.Send(s, snap, folder)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func accept(t *testing.T, s *store.Store, path string) {
	t.Helper()
	f, signed, err := ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := AcceptRead(s, f, signed, path, false); err != nil {
		t.Fatal(err)
	}
}

func own(t *testing.T) *curriculum.Catalogue {
	t.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func id(t *testing.T, s *store.Store) string {
	t.Helper()
	learner, _, err := s.Identity()
	if err != nil {
		t.Fatal(err)
	}
	return learner
}

func TestWhatALeadGaveReachesTheLearnersStanding(t *testing.T) {
	learner, lead, crew, folder := led(t)
	for _, a := range []store.Assignment{
		{Learner: id(t, learner), Module: "prompt-design", Due: "2026-12-12", Reason: "The new desk."},
		{Learner: id(t, learner), Module: "foundations", Waived: true, Reason: "You teach it."},
		{Learner: id(t, learner), Module: "house-rules", Reason: "A pack that is not there."},
	} {
		if _, err := lead.Assign(a); err != nil {
			t.Fatal(err)
		}
	}
	path, _, err := Publish(lead, crew, folder, noon())
	if err != nil {
		t.Fatal(err)
	}
	if at, err := Standing(own(t), learner); err != nil || at.Given != nil {
		t.Fatalf("before it is accepted: %+v, %v", at.Given, err)
	}
	accept(t, learner, path)
	at, err := Standing(own(t), learner)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range at.Given {
		got = append(got, g.Module.Title+" from "+g.From)
	}
	if diff := cmp.Diff([]string{"Foundations from Ana", "house-rules from Ana", "Prompt design from Ana"}, got); diff != "" {
		t.Error(diff)
	}
	if _, waived := at.Waived("foundations"); !waived {
		t.Error("the waiver is not there")
	}
	if g, ok := at.Assigned("prompt-design"); !ok || g.Due != "2026-12-12" || len(g.Module.Lessons) == 0 {
		t.Errorf("%+v", g)
	}
}

// A file is offered once, until a later one lies there; whatever else lies there is none.
func TestATeamFileIsOfferedWhereOneSends(t *testing.T) {
	learner, lead, crew, folder := led(t)
	sent := send(t, learner, folder)
	offered := func() string {
		t.Helper()
		path, _, err := Offered(learner, sent)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	if got := offered(); got != "" {
		t.Errorf("in a folder without one: %q", got)
	}
	if err := os.WriteFile(filepath.Join(folder, FileName), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := offered(); got != "" {
		t.Errorf("of something else: %q", got)
	}
	if err := os.Remove(filepath.Join(folder, FileName)); err != nil {
		t.Fatal(err)
	}
	path, _, err := Publish(lead, crew, folder, noon())
	if err != nil {
		t.Fatal(err)
	}
	if got := offered(); got != path {
		t.Errorf("of the first file: %q", got)
	}
	accept(t, learner, path)
	if got := offered(); got != "" {
		t.Errorf("once it is accepted: %q", got)
	}
	teams, err := lead.Teams()
	if err != nil {
		t.Fatal(err)
	}
	crew = teams[0]
	if path, _, err = Publish(lead, crew, folder, noon()); err != nil || offered() != path {
		t.Errorf("of a later file: %q, %v", offered(), err)
	}
	kept, err := learner.AcceptedTeams()
	if err != nil {
		t.Fatal(err)
	}
	kept[0].Number, kept[0].Hash = 2, "another"
	if _, err := learner.AcceptTeam(kept[0], false); err != nil {
		t.Fatal(err)
	}
	if got := offered(); got != path {
		t.Errorf("of another file with the same number: %q", got)
	}
}

func TestWhatATeamFileSaysOtherwise(t *testing.T) {
	before := File{Title: "Ward 3", Ceiling: snapshot.Full, Given: []Given{
		{Learner: "ines", Module: "a", Reason: "Same."},
		{Learner: "ines", Module: "b", Reason: "Old."},
		{Learner: "ines", Module: "c", Reason: "Gone."},
		{Learner: "jo", Module: "d", Reason: "Not yours."},
	}, Wall: []Shared{{Name: "Jo", Card: snapshot.Card{ID: "1"}}}}
	after := before
	if got := after.Since(before, "ines"); !got.None() {
		t.Errorf("of the same: %+v", got)
	}
	after.Title, after.Ceiling = "Ward 4", snapshot.Standard
	after.Given = []Given{{Learner: "ines", Module: "a", Reason: "Same."}, {Learner: "ines", Module: "b", Reason: "New."}, {Learner: "jo", Module: "e", Reason: "Not yours."}}
	after.Wall = append(after.Wall, Shared{Name: "Wei", Card: snapshot.Card{ID: "2"}})
	want := FileChanges{Title: true, Ceiling: true, Given: after.Given[1:2], Gone: before.Given[2:3], Cards: 1}
	if diff := cmp.Diff(want, after.Since(before, "ines")); diff != "" {
		t.Error(diff)
	}
}
