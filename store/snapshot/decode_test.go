package snapshot_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/snapshot"
)

// example is a snapshot with something of everything.
func example() snapshot.Snapshot {
	hash := strings.Repeat("0123456789abcdef", 4)
	return snapshot.Snapshot{
		Format: snapshot.Format, Purpose: snapshot.Purpose, Profile: snapshot.Full,
		Learner: snapshot.Learner{ID: "00000000000123456789ABCDEF", Key: idOf(keyOf(1)), Name: "Ines Álvarez", Department: "hr", Role: "Recruiter"},
		Number:  2, Previous: hash, Made: "2026-11-24", App: "1.2.3", Packs: []snapshot.Pack{{ID: "waymark", Version: "1.0.0"}},
		Pathway: snapshot.Pathway{ID: "path-hr", Title: "HR <all>", Version: "1.0.0"},
		Modules: []snapshot.Module{
			{ID: "foundations", Title: "Foundations", State: "started", Done: 2, Total: 6, Level: "shown once"},
			{ID: "ethical-ai", Title: "Ethical AI", State: "not started", Total: 1, Level: "not shown"},
		},
		Lessons:        []snapshot.Lesson{{ID: "fnd-one", Completed: "2026-11-20", How: "done", Level: "holds", Version: "1.0.0", Hash: hash}},
		LastActiveWeek: "2026-W47", MinutesLeft: 61,
		Hands:    []snapshot.Topic{{About: "fnd-two", Title: "Two", Note: "Where do I begin?", Since: "2026-11-23"}},
		Offers:   []snapshot.Topic{{About: "Spreadsheets", Since: "2026-11-22"}},
		Cards:    []snapshot.Card{{ID: "00000000000123456789ABCDEG", Shared: "2026-11-21", EntryCard: store.EntryCard{Title: "Warm tone", Verdict: store.Failed, Learning: "Ask first", Broke: "One\nTwo"}, Record: hash}},
		Policies: []snapshot.Policy{{Lesson: "pol-one", Version: "1.0.0", Hash: hash, Day: "2026-11-20"}},
		Teams:    []snapshot.Team{{ID: "00000000000123456789ABCDEH", Number: 3}},
		Withheld: snapshot.Full.Withheld(),
	}
}

func TestASnapshotIsReadBack(t *testing.T) {
	content, err := example().Encode()
	must(t, err)
	back, err := snapshot.Decode(content)
	must(t, err)
	if diff := cmp.Diff(example(), back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// untrue are changes that no learner's program would make: what stands in the good text, and
// what takes its place.
func untrue(good string) map[string][2]string {
	return map[string][2]string{
		"format":                  {"snapshot/2", "snapshot/1"},
		"no id":                   {"00000000000123456789ABCDEF", "ines"},
		"no key":                  {"did:key:z", "did:key:q"},
		"profile":                 {`"open"`, `"all"`},
		"unknown field":           {`"number"`, `"score": 7, "number"`},
		"field in a module":       {`"done": 2`, `"answers": [], "done": 2`},
		"field in a lesson":       {`"how"`, `"minutes": 9, "how"`},
		"long field":              {`"number"`, `"` + strings.Repeat("x", 900) + `": 1, "number"`},
		"field twice":             {`"number"`, `"left_min": 0, "number"`},
		"field twice inside":      {`"done": 2`, `"done": 6, "done": 2`},
		"other letters":           {`"name"`, `"NAME"`},
		"long s":                  {`"last_active_week"`, `"laſt_active_week"`},
		"escape sequence":         {"Ines", `\u001b[31mInes`},
		"bidirectional":           {"Ines", "\u202eInes"},
		"two lines":               {"Ines", `Ines\n`},
		"long name":               {"Ines", strings.Repeat("I", 301)},
		"not UTF-8":               {"Ines", "Ines\xff"},
		"too many done":           {`"done": 2`, `"done": 7`},
		"negative":                {`"done": 2`, `"done": -1`},
		"fraction":                {`"done": 2`, `"done": 1.5`},
		"text for a number":       {`"done": 2`, `"done": "2"`},
		"too large":               {`"done": 2`, `"done": 1e99`},
		"state does not fit":      {`"state": "started"`, `"state": "done"`},
		"state of no kind":        {`"state": "started"`, `"state": "bored"`},
		"not started, 2 done":     {`"state": "started"`, `"state": "not started"`},
		"no lessons":              {`"total": 1`, `"total": 0`},
		"module twice":            {`"id": "ethical-ai"`, `"id": "foundations"`},
		"a level that is none":    {`"holds"`, `"73 %"`},
		"a score as a level":      {`"level": "shown once"`, `"level": "5"`},
		"minutes":                 {`"left_min": 61`, `"left_min": -1`},
		"number":                  {`"number": 2`, `"number": 0`},
		"day":                     {"2026-11-24", "2026-11-31"},
		"a time":                  {`"2026-11-24"`, `"2026-11-24T10:00:00Z"`},
		"week":                    {"2026-W47", "2026-W54"},
		"hash":                    {`"hash": "0123`, `"hash": "x123`},
		"card without a title":    {"Warm tone", ""},
		"prompt on a card":        {`"verdict"`, `"prompt": "x", "verdict"`},
		"policy of no day":        {`"day": "2026-11-20"`, `"day": ""`},
		"hand about nothing":      {`"about": "fnd-two"`, `"about": ""`},
		"more than minimal":       {`"profile": "open"`, `"profile": "minimal"`},
		"more than standard":      {`"profile": "open"`, `"profile": "standard"`},
		"withdrawn, and the rest": {`"made"`, `"withdrawn": true, "made"`},
		"text behind it":          {good, good + "{}"},
		"cut short":               {good, good[:len(good)-3]},
		"a list":                  {good, "[]"},
		"nothing":                 {good, ""},
		"deep":                    {good, strings.Repeat("[", 500_000)},
		"deep inside":             {`"done": 2`, `"done": ` + strings.Repeat(`{"a":`, 100_000)},
	}
}

// untrueLists are such changes of the lists.
func untrueLists() map[string][2]string {
	return map[string][2]string{
		"too many modules":       {`"modules": [`, `"modules": [` + strings.Repeat("{},", 200)},
		"too many hands":         {`"hands": [`, `"hands": [` + strings.Repeat("{},", 200)},
		"title of a module":      {`"title": "Foundations"`, `"title": "a\tb"`},
		"lesson twice":           {`"lessons": [`, `"lessons": [{"id": "fnd-one", "completed": "2026-11-20", "how": "done", "level": "holds", "version": "1", "hash": ""},`},
		"version of a lesson":    {"\"holds\",\n      \"version\": \"1.0.0\"", `"holds", "version": "a\tb"`},
		"note of a hand":         {"Where do I begin?", `\u202eWhere`},
		"version of a policy":    {`"lesson": "pol-one"`, `"lesson": "pol\tone"`},
		"team file of no number": {`"number": 3`, `"number": 0`},
		"card twice":             {`"cards": [`, `"cards": [{"id": "00000000000123456789ABCDEG", "day": "2026-11-21", "title": "T", "task": "", "verdict": "", "learning": ""},`},
		"card of no day":         {`"day": "2026-11-21"`, `"day": ""`},
		"learning on a card":     {"Ask first", `Ask\nfirst`},
		"a week by its number":   {"2026-W47", "47"},
	}
}

func TestASnapshotThatCannotBeTrueIsRefused(t *testing.T) {
	content, err := example().Encode()
	must(t, err)
	good := string(content)
	all := untrue(good)
	maps.Copy(all, untrueLists())
	for name, change := range all {
		t.Run(name, func(t *testing.T) {
			bad := strings.Replace(good, change[0], change[1], 1)
			if bad == good {
				t.Fatal("the test changes nothing")
			}
			if s, err := snapshot.Decode([]byte(bad)); !errors.Is(err, snapshot.ErrInvalid) {
				t.Errorf("got %+v, %v; want ErrInvalid", s, err)
			} else if len(err.Error()) > 400 {
				t.Errorf("the reason has %d characters", len(err.Error()))
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, p := range snapshot.Profiles() {
		s := newGardener(1).source(f)
		s.Standing.Profile.Sharing, s.Ceiling, s.Shared = string(p), "", s.Shared[:min(2, len(s.Shared))]
		made, err := snapshot.Make(s)
		must(f, err)
		content, err := made.Encode()
		must(f, err)
		f.Add(content)
	}
	f.Add([]byte(`{"format":"waymark-snapshot/2","modules":[{"id":"a","ID":"b"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := snapshot.Decode(data)
		if err != nil {
			if !errors.Is(err, snapshot.ErrInvalid) {
				t.Fatalf("%v is no ErrInvalid", err)
			}
			return
		}
		again, err := s.Encode()
		if err != nil {
			t.Fatalf("accepted, but not written again: %v", err)
		}
		back, err := snapshot.Decode(again)
		if err != nil || len(snapshot.Changes(s, back)) > 0 {
			t.Fatalf("reads differently after being written: %v %v", err, snapshot.Changes(s, back))
		}
	})
}

func FuzzOpenEntry(f *testing.F) {
	p := newPerson(f, 1)
	folder := f.TempDir()
	p.send(snapshot.Full, folder)
	for _, content := range files(f, folder) {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, signed, err := snapshot.OpenEntry(data)
		if err != nil {
			return
		}
		if payload, err := e.Encode(); err != nil || e.Key != signed.Signer {
			t.Fatalf("%q is accepted, and would not be written: %v", payload, err)
		}
	})
}
