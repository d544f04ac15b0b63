package snapshot

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

const learner = "01JDEF0123456789ABCDEFGHJK"

var now = time.Date(2026, 11, 24, 23, 30, 0, 0, time.FixedZone("CET", 3600))

// example is the snapshot of someone in the middle.
func example() Snapshot {
	p := progress.Pathway{
		Pathway: curriculum.Pathway{ID: "path-foundations", Title: "Foundations <all>"},
		Modules: []progress.Module{
			{Module: curriculum.Module{ID: "foundations", Title: "Foundations"}, State: progress.Started, Lessons: make([]progress.Lesson, 6), Done: 2},
			{Module: curriculum.Module{ID: "ethical-ai", Title: "Ethical AI"}, Lessons: make([]progress.Lesson, 1)},
		},
		LeftMin: 61,
	}
	did := map[string]store.Lesson{
		"fnd-one":   {Started: now.AddDate(0, 0, -20), Seen: now.AddDate(0, 0, -9), Answered: []string{"secret-item"}, Page: "secret-page"},
		"elsewhere": {Started: now.AddDate(0, 0, -20), Seen: now.AddDate(0, 0, -2)},
	}
	return Make(store.Profile{Name: "Ines Álvarez", Department: "marketing", Theme: "dark"}, learner, p, did, now)
}

func TestASnapshotSaysThisAndNoMore(t *testing.T) {
	data, err := example().Encode()
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "format": "waymark-snapshot/1",
  "learner": "01JDEF0123456789ABCDEFGHJK",
  "name": "Ines Álvarez",
  "department": "marketing",
  "pathway": {
    "id": "path-foundations",
    "title": "Foundations <all>"
  },
  "modules": [
    {
      "id": "foundations",
      "title": "Foundations",
      "state": "started",
      "done": 2,
      "total": 6
    },
    {
      "id": "ethical-ai",
      "title": "Ethical AI",
      "state": "not started",
      "done": 0,
      "total": 1
    }
  ],
  "last_active_week": "2026-W47",
  "left_min": 61,
  "made": "2026-11-24",
  "signed": false
}
`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(example(), back); diff != "" {
		t.Errorf("after reading it back (-want +got):\n%s", diff)
	}
}

// What may be shared is a decision about privacy: a new field has to be added
// here as well, and to Withheld, the documents and the sharing screen.
func TestNoFieldIsSharedThatIsNotAllowed(t *testing.T) {
	allowed := map[string]string{
		"format": "string", "learner": "string", "name": "string", "department": "string",
		"pathway": "struct", "pathway.id": "string", "pathway.title": "string",
		"modules": "slice", "modules.id": "string", "modules.title": "string", "modules.state": "string",
		"modules.done": "int", "modules.total": "int",
		"last_active_week": "string", "left_min": "int", "made": "string", "signed": "bool",
	}
	if diff := cmp.Diff(allowed, fields(reflect.TypeFor[Snapshot](), "")); diff != "" {
		t.Errorf("(-allowed +shared):\n%s", diff)
	}
}

// fields lists the JSON names of a type's fields and their kinds.
func fields(typ reflect.Type, prefix string) map[string]string {
	all := map[string]string{}
	for f := range typ.Fields() {
		name := prefix + f.Tag.Get("json")
		all[name] = f.Type.Kind().String()
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			maps.Copy(all, fields(inner, name+"."))
		}
	}
	return all
}

func TestASnapshotBeforeTheFirstLesson(t *testing.T) {
	data, err := Make(store.Profile{}, learner, progress.Pathway{}, nil, now).Encode()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Decode(data)
	if err != nil || s.LastActiveWeek != "" || len(s.Modules) != 0 {
		t.Errorf("got %+v, %v", s, err)
	}
}

// Lessons that were tested out were never opened, and the week counts all the same.
func TestATestOutIsActivity(t *testing.T) {
	did := map[string]store.Lesson{"fnd-one": {Seen: now.AddDate(0, 0, -30)}, "fnd-two": {Tested: now.AddDate(0, 0, -9)}}
	if got, want := Make(store.Profile{}, learner, progress.Pathway{}, did, now).LastActiveWeek, "2026-W46"; got != want {
		t.Errorf("last active in %q, want %q", got, want)
	}
}

func TestASnapshotThatCannotBeTrueIsRefused(t *testing.T) {
	good, err := example().Encode()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][2]string{ // old, new
		"format":              {"snapshot/1", "snapshot/2"},
		"no id":               {learner, "ines"},
		"unknown field":       {`"signed"`, `"score": 7, "signed"`},
		"field in a module":   {`"done": 2`, `"answers": [], "done": 2`},
		"long field":          {`"signed"`, `"` + strings.Repeat("x", 900) + `": 1, "signed"`},
		"field twice":         {`"signed"`, `"name": "Eve", "signed"`},
		"field twice inside":  {`"done": 2`, `"done": 6, "done": 2`},
		"other letters":       {`"name"`, `"NAME"`},
		"long s":              {`"last_active_week"`, `"laſt_active_week"`},
		"escape sequence":     {"Ines", `\u001b[31mInes`},
		"bidirectional":       {"Ines", "\u202eInes"},
		"two lines":           {"Ines", `Ines\n`},
		"long name":           {"Ines", strings.Repeat("I", 201)},
		"not UTF-8":           {"Ines", "Ines\xff"},
		"too many done":       {`"done": 2`, `"done": 7`},
		"negative":            {`"done": 2`, `"done": -1`},
		"fraction":            {`"done": 2`, `"done": 1.5`},
		"text for a number":   {`"done": 2`, `"done": "2"`},
		"too large":           {`"done": 2`, `"done": 1e99`},
		"state does not fit":  {`"state": "started"`, `"state": "done"`},
		"state of no kind":    {`"state": "started"`, `"state": "bored"`},
		"not started, 2 done": {`"state": "started"`, `"state": "not started"`},
		"no lessons":          {`"total": 1`, `"total": 0`},
		"module twice":        {"ethical-ai", "foundations"},
		"minutes":             {`"left_min": 61`, `"left_min": -1`},
		"day":                 {"2026-11-24", "2026-11-31"},
		"week":                {"2026-W47", "2026-W54"},
		"signed":              {"false", "true"},
		"text behind it":      {"false\n}\n", "false\n}\n{}"},
		"cut short":           {"false\n}\n", "false\n"},
		"a list":              {string(good), "[]"},
		"nothing":             {string(good), ""},
		"deep":                {string(good), strings.Repeat("[", 500_000)},
		"deep inside":         {`"done": 2`, `"done": ` + strings.Repeat(`{"a":`, 100_000)},
		"larger than allowed": {"Ines", strings.Repeat("I", MaxSize)},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			bad := strings.Replace(string(good), change[0], change[1], 1)
			if bad == string(good) {
				t.Fatal("the test changes nothing")
			}
			if s, err := Decode([]byte(bad)); !errors.Is(err, ErrInvalid) {
				t.Errorf("got %+v, %v; want ErrInvalid", s, err)
			} else if len(err.Error()) > 300 {
				t.Errorf("the reason has %d characters", len(err.Error()))
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	good, err := example().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"format":"waymark-snapshot/1","modules":[{"id":"a","ID":"b"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Decode(data)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Fatalf("%v is no ErrInvalid", err)
			}
			return
		}
		again, err := s.Encode()
		if err != nil {
			t.Fatalf("accepted, but not written again: %v", err)
		}
		back, err := Decode(again)
		if diff := cmp.Diff(s, back); err != nil || diff != "" {
			t.Fatalf("reads differently after being written: %v %s", err, diff)
		}
	})
}

func TestWritingASnapshot(t *testing.T) {
	dir := t.TempDir()
	s := example()
	file, err := Write(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "waymark-ines-álvarez-efghjk.json"); file != want {
		t.Errorf("written to %s, want %s", file, want)
	}
	s.MinutesLeft = 7
	for _, path := range []string{dir, file, filepath.Join(dir, "mine.json")} {
		got, err := Write(path, s)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(got)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Decode(data); err != nil || back.MinutesLeft != 7 {
			t.Errorf("%s holds %+v, %v", got, back, err)
		}
	}
}

func TestNothingElseIsWrittenOver(t *testing.T) {
	dir := t.TempDir()
	keep := filepath.Join(dir, "notes.json")
	linked := filepath.Join(dir, "link.json")
	for _, err := range []error{
		os.WriteFile(keep, []byte(`{"notes": "mine"}`), 0o600),
		os.WriteFile(filepath.Join(dir, "big"), make([]byte, MaxSize+1), 0o600),
		os.Symlink(keep, linked),
	} {
		if err != nil {
			t.Skipf("this system has no links: %v", err)
		}
	}
	for _, path := range []string{keep, linked, filepath.Join(dir, "big"), filepath.Join(dir, "gone", "file.json")} {
		if _, err := Write(path, example()); err == nil {
			t.Errorf("%s was written", path)
		}
	}
	if _, err := Write(dir, Snapshot{}); !errors.Is(err, ErrInvalid) {
		t.Errorf("an empty snapshot: %v", err)
	}
	data, err := os.ReadFile(keep)
	if err != nil || string(data) != `{"notes": "mine"}` {
		t.Errorf("the notes now hold %q, %v", data, err)
	}
}
