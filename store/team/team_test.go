package team

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func id(n int) string { return fmt.Sprintf("01JDEF%020d", n) }

// snap is the snapshot of a person, made so many days ago.
func snap(person int, name string, days int, modules ...snapshot.Module) snapshot.Snapshot {
	s := snapshot.Snapshot{
		Format: snapshot.Format, Learner: id(person), Name: name, Department: "hr",
		Pathway: snapshot.Pathway{ID: "path", Title: "Path"}, Modules: modules,
		MinutesLeft: 30, Made: now.AddDate(0, 0, -days).Format(time.DateOnly),
	}
	if len(modules) > 0 && modules[0].Done > 0 {
		s.LastActiveWeek = "2026-W47"
	}
	return s
}

func module(id string, done, total int) snapshot.Module {
	state := progress.Started
	switch done {
	case 0:
		state = progress.NotStarted
	case total:
		state = progress.Done
	}
	return snapshot.Module{ID: id, Title: "Title of " + id, State: state.String(), Done: done, Total: total}
}

// put writes a snapshot into a folder; the file is so many hours old.
func put(t *testing.T, dir, name string, s snapshot.Snapshot, hours int) {
	t.Helper()
	data, err := s.Encode()
	check(t, err)
	path := filepath.Join(dir, name)
	check(t, os.WriteFile(path, data, 0o600))
	at := now.Add(-time.Duration(hours) * time.Hour)
	check(t, os.Chtimes(path, at, at))
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newStore(t *testing.T) *store.Store {
	return store.New(t.TempDir(), func() time.Time { return now })
}

func imported(t *testing.T, s *store.Store, path string) Report {
	t.Helper()
	r, err := Import(s, path, now)
	check(t, err)
	return r
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// minutes returns what is known of a person, by the minutes left.
func minutes(t *testing.T, s *store.Store, person int) int {
	t.Helper()
	members, err := s.Members()
	check(t, err)
	for _, m := range members {
		if m.ID == id(person) {
			s, err := snapshot.Decode(m.Data)
			check(t, err)
			return s.MinutesLeft
		}
	}
	return -1
}

func TestTheNewestSnapshotOfEachPersonIsTaken(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	with := func(minutes int, s snapshot.Snapshot) snapshot.Snapshot {
		s.MinutesLeft = minutes
		return s
	}
	put(t, dir, "a-old.json", with(50, snap(1, "Ada", 3)), 1)
	put(t, dir, "a-new.json", with(40, snap(1, "Ada", 1)), 9)
	put(t, dir, "b-evening.JSON", with(20, snap(2, "Ben", 1)), 2)
	put(t, dir, "b-morning.json", with(25, snap(2, "Ben", 1)), 8)
	put(t, dir, "c.json", with(30, snap(3, "Cem", 9)), 1)
	put(t, dir, "c-copy.json", with(30, snap(3, "Cem", 9)), 5)

	same(t, "first import", imported(t, s, dir), Report{
		Taken: []string{"a-new.json", "b-evening.JSON", "c-copy.json"}, Same: []string{"c.json"}, Older: []string{"a-old.json", "b-morning.json"},
	})
	same(t, "the same again", imported(t, s, dir), Report{
		Same: []string{"a-new.json", "b-evening.JSON", "c-copy.json", "c.json"}, Older: []string{"a-old.json", "b-morning.json"},
	})
	same(t, "minutes left", []int{minutes(t, s, 1), minutes(t, s, 2), minutes(t, s, 3)}, []int{40, 20, 30})

	put(t, dir, "a-newer.json", with(10, snap(1, "Ada", 0)), 0)
	same(t, "one file", imported(t, s, filepath.Join(dir, "a-newer.json")), Report{Taken: []string{"a-newer.json"}})
	same(t, "an old file", imported(t, s, filepath.Join(dir, "a-old.json")), Report{Older: []string{"a-old.json"}})
	same(t, "minutes left", minutes(t, s, 1), 10)
}

func TestOnlySnapshotsInPlainFilesAreRead(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	outside := filepath.Join(t.TempDir(), "outside.json")
	put(t, filepath.Dir(outside), "outside.json", snap(1, "Eve", 0), 0)
	put(t, dir, "good.json", snap(2, "Ada", 0), 0)
	put(t, dir, ".hidden.json", snap(3, "Ben", 0), 0)
	put(t, dir, "notes.txt", snap(4, "Cem", 0), 0)
	check(t, os.WriteFile(filepath.Join(dir, "broken.json"), []byte("{"), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, "large.json"), make([]byte, snapshot.MaxSize+1), 0o600))
	check(t, os.Mkdir(filepath.Join(dir, "folder.json"), 0o700))
	if err := os.Symlink(outside, filepath.Join(dir, "link.json")); err != nil {
		t.Skipf("this system has no links: %v", err)
	}

	r := imported(t, s, dir)
	same(t, "taken", r.Taken, []string{"good.json"})
	reasons := map[string]string{}
	for _, refusal := range r.Refused {
		reasons[refusal.File] = refusal.Reason
	}
	for file, want := range map[string]string{
		"broken.json": "not a valid snapshot", "large.json": "larger than 1 MB",
		"folder.json": "not a file", "link.json": "not a file",
	} {
		if !strings.Contains(reasons[file], want) {
			t.Errorf("%s: the reason %q does not say %q", file, reasons[file], want)
		}
	}
	same(t, "number of refusals", len(r.Refused), 4)
	members, err := s.Members()
	check(t, err)
	same(t, "members", len(members), 1)
}

func TestAFolderThatIsNotThere(t *testing.T) {
	_, err := Import(newStore(t), filepath.Join(t.TempDir(), "gone"), now)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want fs.ErrNotExist", err)
	}
}

func catalogue(t *testing.T) *curriculum.Catalogue {
	t.Helper()
	c, err := curriculum.Load(fstest.MapFS{
		"pack.yaml":         {Data: []byte("id: test\ntitle: Test\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n")},
		"beta/module.yaml":  {Data: []byte("id: beta\ntitle: Beta\nsummary: S.\nlessons: []\n")},
		"alpha/module.yaml": {Data: []byte("id: alpha\ntitle: Alpha\nsummary: S.\nlessons: []\n")},
	})
	check(t, err)
	return c
}

func TestTheBoardShowsAtOnceWhoHasNotStarted(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	put(t, dir, "1.json", snap(1, "Zoe", 2, module("beta", 0, 2), module("own", 0, 3)), 0)
	put(t, dir, "2.json", snap(2, "ada", 7, module("alpha", 1, 2), module("beta", 2, 2)), 0)
	put(t, dir, "3.json", snap(3, "Ben", 12, module("alpha", 2, 2)), 0)
	put(t, dir, "4.json", snap(4, "", -1), 0)
	imported(t, s, dir)
	members, err := s.Members()
	check(t, err)
	got, err := NewBoard(catalogue(t), members, now)
	check(t, err)

	row := func(person int, name string, days int, week string, cells ...Cell) Row {
		return Row{
			ID: id(person), Name: name, Department: "hr", Pathway: "Path", Cells: cells,
			LastActiveWeek: week, AgeDays: days, MinutesLeft: 30, NotStarted: week == "",
		}
	}
	cell := func(state progress.State, done, total int) Cell { return Cell{state, done, total, true} }
	none := Cell{}
	unnamed := "no name, 000004"
	same(t, "board", got, Board{
		Modules: []string{"Alpha", "Beta", "Title of own"},
		Rows: []Row{
			row(4, unnamed, 0, "", none, none, none),
			row(1, "Zoe", 2, "", none, cell(progress.NotStarted, 0, 2), cell(progress.NotStarted, 0, 3)),
			row(2, "ada", 7, "2026-W47", cell(progress.Started, 1, 2), cell(progress.Done, 2, 2), none),
			row(3, "Ben", 12, "2026-W47", cell(progress.Done, 2, 2), none, none),
		},
		NotStarted: []string{unnamed, "Zoe"}, Fresh: 3, Total: 4, OldestDays: 12,
	})
}

func BenchmarkTeamOfTenThousand(b *testing.B) {
	members := make([]store.Member, 10_000)
	for i := range members {
		data, err := snap(i, fmt.Sprint("Person ", i), i%30, module("alpha", i%3, 2), module("beta", 0, 4)).Encode()
		if err != nil {
			b.Fatal(err)
		}
		members[i] = store.Member{ID: id(i), Data: data}
	}
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := NewBoard(c, members, now); err != nil {
			b.Fatal(err)
		}
	}
}

// No later snapshot could ever take the place of one that is dated in 2099.
func TestASnapshotFromTheFutureIsRefused(t *testing.T) {
	s, dir := newStore(t), t.TempDir()
	put(t, dir, "ida.json", snap(1, "Ida", -400), 0)
	put(t, dir, "jo.json", snap(2, "Jo", -1), 0) // a lead in another time zone
	report := imported(t, s, dir)
	if len(report.Taken) != 1 || len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Reason, "look at the clock") {
		t.Errorf("the report is %+v", report)
	}
}
