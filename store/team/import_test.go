package team_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
	"pgregory.net/rapid"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
	. "waymark/store/team/teamtest"
)

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newStore(t testing.TB) *store.Store {
	return store.New(filepath.Join(t.TempDir(), "waymark"), func() time.Time { return now })
}

func imported(t testing.TB, s *store.Store, path string) team.Outcome {
	t.Helper()
	o, err := team.Import(s, "", path, now)
	check(t, err)
	return o
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// left returns what is known of a person, by the minutes left.
func left(t testing.TB, s *store.Store, learner int) int {
	t.Helper()
	people, err := team.People(s)
	check(t, err)
	for _, p := range people {
		if p.Member.ID == ID(learner) {
			return p.Told.MinutesLeft
		}
	}
	return -1
}

// numbered is a snapshot by number, with as many minutes left.
func numbered(learner, days, number int) snapshot.Snapshot {
	s := Snap(learner, fmt.Sprint("Learner ", learner), days)
	s.Number, s.MinutesLeft = number, number
	return s
}

func TestTheNewestSnapshotOfEachPersonIsTaken(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	Put(t, dir, "a-new.json", Signed(t, 1, numbered(1, 1, 4)))
	Put(t, dir, "a-old.json", Signed(t, 1, numbered(1, 3, 5)))
	Put(t, dir, "b-evening.JSON", Signed(t, 2, numbered(2, 1, 8)))
	Put(t, dir, "b-morning.json", Signed(t, 2, numbered(2, 1, 7)))
	Put(t, dir, "c-copy.json", Signed(t, 3, numbered(3, 9, 1)))
	Put(t, dir, "c.json", Signed(t, 3, numbered(3, 9, 1)))

	same(t, "first import", imported(t, s, dir), team.Outcome{
		Taken: []string{"a-new.json", "b-evening.JSON", "c-copy.json"}, Same: 1, Older: []string{"a-old.json", "b-morning.json"},
	})
	for range 2 {
		same(t, "the same again", imported(t, s, dir), team.Outcome{Same: 4, Older: []string{"a-old.json", "b-morning.json"}})
	}
	same(t, "what is known", []int{left(t, s, 1), left(t, s, 2), left(t, s, 3)}, []int{4, 8, 1})

	Put(t, dir, "a-newer.json", Signed(t, 1, numbered(1, 0, 6)))
	same(t, "one file", imported(t, s, filepath.Join(dir, "a-newer.json")), team.Outcome{Taken: []string{"a-newer.json"}})
	same(t, "an old file", imported(t, s, filepath.Join(dir, "a-old.json")), team.Outcome{Older: []string{"a-old.json"}})
	same(t, "what was new before", imported(t, s, dir).Older, []string{"a-new.json", "a-old.json", "b-morning.json"})
	same(t, "replayed under the newest name", replay(t, s, dir), team.Outcome{Older: []string{"a-newer.json"}})
	same(t, "what is known", left(t, s, 1), 6)
}

func replay(t *testing.T, s *store.Store, dir string) team.Outcome {
	old, err := os.ReadFile(filepath.Join(dir, "a-old.json"))
	check(t, err)
	return imported(t, s, Put(t, dir, "a-newer.json", append(old, '\n')))
}

// payload is the JSON of a good snapshot, changed.
func payload(t testing.TB, learner int, change func(map[string]any)) []byte {
	t.Helper()
	encoded, err := Snap(learner, "Eve", 0, Module("fnd", 1, 2)).Encode()
	check(t, err)
	var m map[string]any
	check(t, json.Unmarshal(encoded, &m))
	change(m)
	encoded, err = json.Marshal(m)
	check(t, err)
	return encoded
}

func replaced(t testing.TB, data []byte, old, new string) []byte {
	t.Helper()
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("there is no %s to replace", old)
	}
	return bytes.Replace(data, []byte(old), []byte(new), 1)
}

// bad is the content of files that are to be refused, and what the reason says.
func bad(t testing.TB) map[string]struct {
	data []byte
	says string
} {
	good := Signed(t, 1, Snap(1, "Eve", 0, Module("fnd", 1, 2)))
	plain := payload(t, 1, func(map[string]any) {})
	other, err := envelope.Seal(Key(1), "application/vnd.in-toto+json", plain)
	check(t, err)
	field := func(name string, v any) []byte {
		return Sealed(t, 1, payload(t, 1, func(m map[string]any) { m[name] = v }))
	}
	deep := Sealed(t, 1, []byte(strings.Repeat("[", 200_000)))
	return map[string]struct {
		data []byte
		says string
	}{
		"nothing":          {nil, "cut short"},
		"rubbish":          {[]byte("{"), "cut short"},
		"cut short":        {good[:len(good)/2], "cut short"},
		"unsigned":         {plain, "not a signed file"},
		"altered":          {replaced(t, good, `"payload":"ew`, `"payload":"eg`), "signature does not hold"},
		"forged":           {replaced(t, good, DID(1), DID(2)), "signature does not hold"},
		"of another kind":  {other, "of another kind"},
		"deep":             {deep, "not the JSON of a snapshot"},
		"deep envelope":    {[]byte(strings.Repeat("[", 900_000)), "cut short"},
		"a doubled key":    {Sealed(t, 1, replaced(t, plain, `{`, `{"number":7,`)), "not the JSON of a snapshot"},
		"a doubled member": {replaced(t, good, `{"payloadType"`, `{"payloadType":"x","payloadType"`), "cut short"},
		"an unknown field": {field("score", 7), "no snapshot has such a /score"},
		"a wrong type":     {field("number", "seven"), "/number"},
		"invalid UTF-8":    {Sealed(t, 1, replaced(t, plain, "Eve", "E\xffe")), "not the JSON of a snapshot"},
		"another format":   {field("format", "waymark-snapshot/1"), "its format is"},
		"an escape":        {field("app", "\x1b]0;title\x07"), "cannot be seen"},
		"another's name":   {Sealed(t, 2, plain), "names another key"},
		"no day":           {field("made", "2026-13-01"), "no day"},
		"large":            {bytes.Repeat([]byte(" "), envelope.MaxSize+1), "larger than 1 MB"},
	}
}

func TestBadFilesAreRefusedOneByOneAndGoodOnesTakenIn(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	cases := bad(t)
	for name, c := range cases {
		Put(t, dir, name+".json", c.data)
	}
	Put(t, dir, "good.json", Signed(t, 5, Snap(5, "Ada", 0)))
	Put(t, dir, ".hidden.json", Signed(t, 6, Snap(6, "Ben", 0)))
	Put(t, dir, "notes.txt", Signed(t, 7, Snap(7, "Cem", 0)))
	check(t, os.Mkdir(filepath.Join(dir, "folder.json"), 0o700))
	cases["folder"] = struct {
		data []byte
		says string
	}{says: "not a file"}
	for _, when := range []string{"first", "again"} {
		o := imported(t, s, dir)
		reasons := map[string]string{}
		for _, r := range o.Refused {
			reasons[strings.TrimSuffix(r.File, ".json")] = r.Reason
		}
		for name, c := range cases {
			if !strings.Contains(reasons[name], c.says) {
				t.Errorf("%s: %s: the reason is %q and should say %q", when, name, reasons[name], c.says)
			}
		}
		same(t, "how many are refused", len(o.Refused), len(cases))
		same(t, "how many are good", len(o.Taken)+o.Same, 1)
	}
	people, err := team.People(s)
	check(t, err)
	same(t, "people", len(people), 1)
}

func TestAnotherKeyIsAnAlarmUntilItIsTrusted(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	Put(t, dir, "ada.json", Signed(t, 1, numbered(1, 9, 1)))
	imported(t, s, dir)
	swapped := numbered(1, 0, 2)
	swapped.Learner.Key, swapped.Learner.Name = DID(2), "Mallory"
	Put(t, dir, "mallory.json", Signed(t, 2, swapped))
	want := []team.Alarm{{File: "mallory.json", Learner: ID(1), Name: "Learner 1", Key: DID(2)}}
	same(t, "alarm", imported(t, s, dir).Alarms, want)
	same(t, "alarm again", imported(t, s, dir).Alarms, want)
	same(t, "what is known", left(t, s, 1), 1)
	m, err := s.TrustKey(ID(1), DID(2))
	check(t, err)
	same(t, "pinned", m.Key, DID(2))
	o := imported(t, s, dir)
	same(t, "taken in", o.Taken, []string{"mallory.json"})
	same(t, "what the old key signed", o.Older, []string{"ada.json"})
	same(t, "alarms", len(o.Alarms), 0)
	same(t, "what is known", left(t, s, 1), 2)
}

func TestAKeySignsForOnePersonAlone(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	Put(t, dir, "ada.json", Signed(t, 1, Snap(1, "Ada", 0)))
	other := Snap(2, "Ada again", 0)
	other.Learner.Key = DID(1)
	Put(t, dir, "again.json", Signed(t, 1, other))
	o := imported(t, s, dir)
	same(t, "taken", o.Taken, []string{"ada.json"})
	if len(o.Refused) != 1 || !strings.Contains(o.Refused[0].Reason, ID(1)) {
		t.Fatalf("%+v", o.Refused)
	}
	check(t, s.EraseMember(ID(1), "began anew"))
	same(t, "after the first was erased", imported(t, s, dir).Taken, []string{"again.json"})
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	outside := Put(t, t.TempDir(), "outside.json", Signed(t, 1, Snap(1, "Eve", 0)))
	inside := Put(t, dir, "inside.txt", Signed(t, 2, Snap(2, "Ada", 0)))
	if err := os.Symlink(outside, filepath.Join(dir, "link.json")); err != nil {
		t.Skipf("this system has no links: %v", err)
	}
	check(t, os.Symlink("inside.txt", filepath.Join(dir, "link-inside.json")))
	check(t, os.Symlink("nowhere", filepath.Join(dir, "link-nowhere.json")))
	check(t, os.Link(inside, filepath.Join(dir, "hard.json")))
	o := imported(t, s, dir)
	same(t, "taken", len(o.Taken), 0)
	for _, r := range o.Refused {
		want := "it is a link"
		if r.File == "hard.json" {
			want = "hard link"
		}
		if !strings.Contains(r.Reason, want) {
			t.Errorf("%s: %s", r.File, r.Reason)
		}
	}
	same(t, "refused", len(o.Refused), 4)
	check(t, os.Remove(inside))
	same(t, "with its only name", imported(t, s, dir).Taken, []string{"hard.json"})
}

func TestRubbishIsRefusedQuicklyAndWithLittleMemory(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	for n := range 10_000 {
		Put(t, dir, fmt.Sprintf("rubbish \x1b[31m%05d.json", n), []byte(`{"payloadType":"x"`))
	}
	Put(t, dir, "good.json", Signed(t, 5, Snap(5, "Ada", 0)))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	o := imported(t, s, dir)
	runtime.GC()
	runtime.ReadMemStats(&after)
	same(t, "refused", len(o.Refused), 10_000)
	same(t, "taken", o.Taken, []string{"good.json"})
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 16<<20 {
		t.Errorf("%d MB are kept", grown>>20)
	}
	same(t, "again", len(imported(t, s, dir).Refused), 10_000)
}

func TestFoldersThatAreNotThere(t *testing.T) {
	s, dir := newStore(t), filepath.Join(t.TempDir(), "folder")
	if _, err := team.Import(s, "", dir, now); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want fs.ErrNotExist", err)
	}
	check(t, os.Mkdir(dir, 0o700))
	Put(t, dir, "ada.json", Signed(t, 1, Snap(1, "Ada", 0)))
	imported(t, s, dir)
	check(t, os.RemoveAll(dir))
	if _, err := team.Import(s, "", dir, now); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want fs.ErrNotExist", err)
	}
	same(t, "what is known stays", left(t, s, 1), 30)
}

func TestAFileThatCannotBeReadIsReadLater(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	path := Put(t, dir, "ada.json", Signed(t, 1, Snap(1, "Ada", 0)))
	check(t, os.Chmod(path, 0))
	if f, err := os.Open(path); err == nil {
		f.Close()
		t.Skip("this user may read everything")
	}
	same(t, "refused", len(imported(t, s, dir).Refused), 1)
	check(t, os.Chmod(path, 0o600))
	same(t, "taken", imported(t, s, dir).Taken, []string{"ada.json"})
}

// No later snapshot could ever take the place of one that is dated in 2099.
func TestASnapshotFromTheFutureIsRefused(t *testing.T) {
	s, dir := newStore(t), t.TempDir()
	Put(t, dir, "ida.json", Signed(t, 1, Snap(1, "Ida", -400)))
	Put(t, dir, "jo.json", Signed(t, 2, Snap(2, "Jo", -1))) // a lead in another time zone
	o := imported(t, s, dir)
	if len(o.Taken) != 1 || len(o.Refused) != 1 || !strings.Contains(o.Refused[0].Reason, "look at the clock") {
		t.Errorf("%+v", o)
	}
	o, err := team.Import(s, "", dir, now.AddDate(2, 0, 0))
	check(t, err)
	same(t, "when its day has come", o.Taken, []string{"ida.json"})
}

func TestAFolderThatATeamGetsLater(t *testing.T) {
	s, dir := newStore(t), t.TempDir()
	Put(t, dir, "ada.json", Signed(t, 1, Snap(1, "Ada", 0)))
	imported(t, s, dir)
	_, err := team.Import(s, "T", dir, now)
	check(t, err)
	m, err := s.Member(ID(1))
	check(t, err)
	same(t, "team", m.Team, "T")
}

// However the files are called and taken in, the same is known in the end.
func TestTheOrderOfFilesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var files [][]byte
		for range rapid.IntRange(1, 12).Draw(r, "files") {
			learner := rapid.IntRange(1, 3).Draw(r, "learner")
			s := numbered(learner, rapid.IntRange(0, 2).Draw(r, "days"), rapid.IntRange(1, 3).Draw(r, "number"))
			s.Learner.Role = rapid.SampledFrom([]string{"a", "b"}).Draw(r, "role")
			files = append(files, Signed(t, learner, s))
		}
		want := known(t, files, false)
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 1))
		rnd.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		for _, single := range []bool{false, true} {
			if diff := gocmp.Diff(want, known(t, files, single)); diff != "" {
				r.Fatal(diff)
			}
		}
	})
}

// known is the newest of each person after files were taken in: together, or one by one.
func known(t *testing.T, files [][]byte, single bool) []string {
	dir := t.TempDir()
	s := store.New(filepath.Join(dir, "data"), func() time.Time { return now })
	for i, f := range files {
		path := Put(t, dir, fmt.Sprintf("%02d.json", i), f)
		if single {
			imported(t, s, path)
		}
	}
	imported(t, s, dir)
	members, err := s.Members()
	check(t, err)
	var hashes []string
	for _, m := range members {
		hashes = append(hashes, m.ID+m.Hash)
	}
	return hashes
}

func TestTwoProgramsOfOneLeadAtOnce(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	for n := range 300 {
		Put(t, dir, fmt.Sprintf("%03d.json", n), Signed(t, n%100, numbered(n%100, 0, 1+n/100)))
	}
	var both errgroup.Group
	for range 2 {
		s := store.New(data, func() time.Time { return now })
		both.Go(func() error {
			_, err := team.Import(s, "", dir, now)
			return err
		})
	}
	check(t, both.Wait())
	people, err := team.People(store.New(data, func() time.Time { return now }))
	check(t, err)
	same(t, "people", len(people), 100)
	for _, p := range people {
		same(t, "number", p.Told.Number, 3)
	}
	same(t, "in order", slices.IsSortedFunc(people, func(a, b team.Person) int { return cmp.Compare(a.Name(), b.Name()) }), true)
}
