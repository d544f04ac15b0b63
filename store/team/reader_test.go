package team

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/snapshot"
	"waymark/store/team/teamtest"
)

// tookIn is a lead's store that took in the snapshot of a person from a folder.
func tookIn(t *testing.T, dir string) *store.Store {
	t.Helper()
	s := store.New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	same(t, "taken", outcome(t, s, dir).Taken, []string{"ada.json"})
	return s
}

func outcome(t *testing.T, s *store.Store, dir string) Outcome {
	t.Helper()
	o, err := Import(s, "", dir, today)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// A file that another version refused, which could not read its format, is read again.
func TestARefusalByAnotherVersionIsLookedAtAgain(t *testing.T) {
	dir := t.TempDir()
	teamtest.Put(t, dir, "ada.json", teamtest.Signed(t, 1, teamtest.Snap(1, "Ada", 0)))
	seen, err := tookIn(t, dir).SeenFiles(dir)
	if err != nil || len(seen) != 1 {
		t.Fatal(seen, err)
	}
	for _, by := range []string{"", "waymark-snapshot/1 and others"} {
		s := store.New(filepath.Join(t.TempDir(), "waymark"), time.Now)
		refused := seen[0]
		refused.Learner, refused.Hash, refused.Reason, refused.Reader = "", "", "its format is another one", by
		if _, _, err := s.TakeIn([]store.Arrival{{File: refused}}, nil); err != nil {
			t.Fatal(err)
		}
		same(t, "taken after "+by, outcome(t, s, dir).Taken, []string{"ada.json"})
		same(t, "and once", outcome(t, s, dir).Same, 1)
	}
}

// What is kept in the form of another version is made anew when the folder is taken in again,
// as the error says.
func TestAHeadOfAnotherVersionIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	teamtest.Put(t, dir, "ada.json", teamtest.Signed(t, 1, teamtest.Snap(1, "Ada", 0)))
	good := tookIn(t, dir)
	m, err := good.Member(teamtest.ID(1))
	if err != nil {
		t.Fatal(err)
	}
	original, err := good.Original(m.ID)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := good.SeenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	seen[0].Reader = "another version"
	m.Head = string(rune(headVersion+1)) + m.Head[1:]
	s := store.New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	if _, _, err := s.TakeIn([]store.Arrival{{File: seen[0], Member: m, Original: original}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := People(s); !errors.Is(err, snapshot.ErrInvalid) {
		t.Fatalf("another head: %v", err)
	}
	same(t, "known", outcome(t, s, dir).Same, 1)
	people, err := People(s)
	if err != nil || len(people) != 1 || people[0].Name() != "Ada" {
		t.Errorf("%+v, %v", people, err)
	}
}
