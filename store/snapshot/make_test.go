package snapshot_test

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// toldBy names, for each field that a snapshot can have, the words of the profile that tell
// the learner of it. What may be shared is a decision about privacy: a new field has to be
// added here, to these words and to the documents.
var toldBy = map[snapshot.Profile]map[string]string{
	snapshot.Minimal: {
		"format": "versions of Waymark", "purpose": "", "profile": "", "withheld": "", // say what it is
		"learner.id": "a random id", "learner.key": "your key", "learner.name": "the name you chose",
		"number": "which of your snapshots", "previous": "which of your snapshots", "made": "the day", "withdrawn": "which of your snapshots",
		"app": "versions of Waymark", "packs.id": "packs", "packs.version": "packs",
		"pathway.id": "your pathway", "pathway.title": "your pathway", "pathway.version": "your pathway",
		"modules.id": "each module", "modules.title": "each module", "modules.state": "each module", "modules.done": "lessons of each module", "modules.total": "lessons of each module",
		"left_min": "minutes left", "last_active_week": "the week in which you last learned",
		"hands.about": "hands you raised", "hands.title": "hands you raised", "hands.note": "hands you raised", "hands.since": "hands you raised",
		"policies.lesson": "policies", "policies.version": "policies", "policies.hash": "policies", "policies.day": "policies",
		"teams.id": "team files", "teams.number": "team files",
	},
	snapshot.Standard: {
		"learner.department": "department", "learner.role": "role", "modules.level": "level", "modules.completed": "on which day",
		"lessons.id": "which lessons you completed", "lessons.completed": "on which day", "lessons.how": "which lessons you completed", "lessons.level": "level",
		"lessons.version": "which lessons you completed", "lessons.hash": "which lessons you completed",
		"offers.about": "help you offer", "offers.title": "help you offer", "offers.note": "help you offer", "offers.since": "help you offer",
		"cards.id": "the cards of experiments", "cards.day": "the cards of experiments", "cards.title": "the cards of experiments", "cards.task": "the cards of experiments",
		"cards.verdict": "the cards of experiments", "cards.learning": "the cards of experiments", "cards.broke": "the cards of experiments",
	},
	snapshot.Full: {"cards.record": "the full record of experiments"},
}

func TestNoFieldIsSharedThatIsNotTold(t *testing.T) {
	known := map[string]bool{}
	for p, fields := range toldBy {
		told := strings.Join(p.Told(), "; ")
		for field, words := range fields {
			known[field] = true
			if !strings.Contains(told, words) {
				t.Errorf("%s: %s is shared, and %q is not among the words %q", p, field, words, told)
			}
		}
	}
	var shared []string
	for _, name := range fieldNames(reflect.TypeFor[snapshot.Snapshot](), "") {
		shared = append(shared, name)
		if !known[name] {
			t.Errorf("the field %s is shared, and no profile tells of it", name)
		}
	}
	if len(shared) != len(known) {
		t.Errorf("%d fields are told, and %d are shared", len(known), len(shared))
	}
}

// fieldNames are the JSON names of what a type holds, "modules.title".
func fieldNames(typ reflect.Type, prefix string) []string {
	var names []string
	for f := range typ.Fields() {
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			names = append(names, fieldNames(inner, prefix)...)
		case inner.Kind() == reflect.Struct:
			names = append(names, fieldNames(inner, prefix+name+".")...)
		default:
			names = append(names, prefix+name)
		}
	}
	return names
}

// present are the fields that an encoded snapshot has.
func present(t *testing.T, s snapshot.Snapshot) []string {
	content, err := s.Encode()
	must(t, err)
	var whole map[string]any
	must(t, json.Unmarshal(content, &whole))
	found := map[string]bool{}
	var walk func(prefix string, v any)
	walk = func(prefix string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(strings.TrimPrefix(prefix+"."+name, "."), inner)
			}
		case []any:
			for _, inner := range v {
				walk(prefix, inner)
			}
		default:
			found[prefix] = true
		}
	}
	walk("", whole)
	return slices.Sorted(maps.Keys(found))
}

// Each profile, of somebody who did something of everything, holds exactly the fields that
// it tells of, and no ceiling is passed.
func TestWhatEachProfileHolds(t *testing.T) {
	p := newPerson(t, 1)
	may := map[string]bool{}
	for i, profile := range snapshot.Profiles() {
		for field := range toldBy[profile] {
			may[field] = true
		}
		// What a first snapshot has not, and one of somebody in the middle.
		for _, no := range []string{"previous", "withdrawn", "modules.completed"} {
			delete(may, no)
		}
		want := slices.Sorted(maps.Keys(may))
		for j, ceiling := range snapshot.Profiles() {
			s := p.with(profile, string(ceiling))
			lower := snapshot.Profiles()[min(i, j)]
			if s.Profile != lower {
				t.Errorf("%s under the ceiling %s is %s, want %s", profile, ceiling, s.Profile, lower)
			}
			if lower != profile {
				continue
			}
			if diff := cmp.Diff(want, present(t, s)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", profile, diff)
			}
		}
	}
}

func TestWithheldIsWhatTheProfileDoesNotTell(t *testing.T) {
	for i, p := range snapshot.Profiles() {
		withheld := p.Withheld()
		for j, other := range snapshot.Profiles() {
			for _, told := range other.Told() {
				if got, want := slices.Contains(withheld, told), j > i; got != want {
					t.Errorf("%s withholds %q: %v", p, told, got)
				}
			}
		}
	}
}

// Of the journal a snapshot tells cards of entries that are shared, and none that is being
// rated blind.
func TestCardsAreOfSharedEntries(t *testing.T) {
	p := newPerson(t, 2)
	want := map[string]bool{}
	for _, id := range append(p.shared[store.CardShared], p.shared[store.FullShared]...) {
		want[store.Timeless(id)] = slices.Contains(p.shared[store.FullShared], id)
	}
	got := map[string]bool{}
	for _, c := range p.with(snapshot.Full, "").Cards {
		got[c.ID] = c.Record != ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cards, and which have a record (-want +got):\n%s", diff)
	}
	_, err := p.store.UnshareExperiment(p.shared[store.CardShared][0])
	must(t, err)
	if n := len(p.with(snapshot.Full, "").Cards); n != len(want)-1 {
		t.Errorf("%d cards after one was made private, want %d", n, len(want)-1)
	}
}

// An entry that was shared stays found, however many came after it.
func TestAnOldSharedEntryIsFound(t *testing.T) {
	p := newPerson(t, 3)
	var later []store.Bench
	for i := range progress.EntriesSummedUp {
		x := store.Experiment{ID: p.id(), Title: "Later", Created: clock.Add(time.Duration(i) * time.Millisecond), Updated: clock}
		later = append(later, store.Bench{Experiment: x})
	}
	_, err := p.store.ImportExperiments(later)
	must(t, err)
	if n := len(p.with(snapshot.Standard, "").Cards); n != 4 {
		t.Errorf("%d cards, want 4", n)
	}
}

// At most 20 kB: the oldest cards are left out, and a text that is too long is cut.
func TestASnapshotIsSmall(t *testing.T) {
	in := newGardener(4).source(t)
	in.Standing.Profile.Sharing, in.Ceiling, in.Shared = string(snapshot.Standard), "", nil
	g := newGardener(5)
	for range 40 {
		x := g.tell(g.entry(), store.CardShared)
		x.Broke = strings.Repeat("what broke ", 100_000)
		in.Shared = append(in.Shared, x)
	}
	s, content := encoded(t, in)
	if len(content) > 20<<10 || len(s.Cards) == 0 || len(s.Cards) > 20 {
		t.Errorf("%d bytes, %d cards", len(content), len(s.Cards))
	}
	for i, c := range s.Cards {
		if n := len([]rune(c.Broke)); c.ID != store.Timeless(in.Shared[i].ID) || n > 1_000 || !strings.HasSuffix(c.Broke, "…") {
			t.Errorf("card %d is %s, with %d characters of what broke", i, c.ID, n)
		}
	}
}

// The longest pathway, all of it done, in the standard profile.
func TestSizes(t *testing.T) {
	for _, path := range catalogue().Pathways() {
		in := newGardener(6).source(t)
		in.Standing.Profile.Sharing, in.Ceiling, in.Shared = string(snapshot.Standard), "", nil
		in.Standing.Did = map[string]store.Lesson{}
		for _, id := range path.Lessons {
			l, err := catalogue().Lesson(id)
			must(t, err)
			in.Standing.Did[id] = store.Lesson{ID: id, Done: clock, Seen: clock, Started: clock, Taught: l.Version}
		}
		var err error
		in.Standing.Path, err = progress.Of(catalogue(), path.ID, in.Standing.Did)
		must(t, err)
		_, content := encoded(t, in)
		key := keyOf(1)
		file, err := envelope.Seal(key, snapshot.Kind, []byte(content))
		must(t, err)
		t.Logf("%s: %d lessons done, %d bytes, in its envelope %d", path.ID, len(path.Lessons), len(content), len(file))
		if len(content) < 2<<10 || len(content) > 20<<10 {
			t.Errorf("%s: %d bytes are not 2 to 20 kB", path.ID, len(content))
		}
	}
}

// The level and the day stand with each lesson that is complete; the hash only where the
// text that was taught is still there.
func TestTheTrainingRecord(t *testing.T) {
	p := newPerson(t, 7)
	s := p.with(snapshot.Standard, "")
	text, err := catalogue().Text("fnd-what-ai-is")
	must(t, err)
	meta, err := catalogue().Lesson("fnd-what-ai-is")
	must(t, err)
	want := []snapshot.Lesson{{ID: "fnd-what-ai-is", Completed: "2026-11-24", How: "done", Level: s.Lessons[0].Level, Version: meta.Version, Hash: envelope.Hash(text)}}
	if diff := cmp.Diff(want, s.Lessons); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	in := newGardener(8).source(t)
	in.Standing.Profile.Sharing, in.Ceiling = string(snapshot.Standard), ""
	old := 0
	told, _ := encoded(t, in)
	for _, l := range told.Lessons {
		did := in.Standing.Did[l.ID]
		if l.Version == "0.0.1" {
			old++
		}
		if (l.Hash == "") != (l.Version == "0.0.1") {
			t.Errorf("%s was taught in version %s, and has the hash %q", l.ID, l.Version, l.Hash)
		}
		day := did.Done
		if l.How == "tested out" {
			day = did.Tested
		}
		if l.Completed != day.Format(time.DateOnly) || l.Level == "" {
			t.Errorf("%s: %+v, done %s, tested out %s", l.ID, l, did.Done, did.Tested)
		}
	}
	if old == 0 {
		t.Error("no lesson was taught in an older version: the test says nothing")
	}
}

// Lessons that were tested out were never opened, and the week counts all the same.
func TestATestOutIsActivity(t *testing.T) {
	in := newGardener(9).source(t)
	in.Standing.Did = map[string]store.Lesson{"fnd-one": {Seen: clock.AddDate(0, 0, -30)}, "fnd-two": {Tested: clock.AddDate(0, 0, -9)}}
	if s, _ := encoded(t, in); s.LastActiveWeek != "2026-W46" {
		t.Errorf("last active in %q, want 2026-W46", s.LastActiveWeek)
	}
	in.Standing.Did = nil
	if s, _ := encoded(t, in); s.LastActiveWeek != "" {
		t.Errorf("last active in %q before the first lesson", s.LastActiveWeek)
	}
}

func TestNothingToShareBeforeAPathway(t *testing.T) {
	if _, err := snapshot.Read(catalogue(), store.New(t.TempDir(), now), "", now()); !errors.Is(err, snapshot.ErrNoPathway) {
		t.Errorf("%v", err)
	}
}

// docs/privacy.md tells whom it concerns what each profile tells and what none does, word for word.
func TestThePrivacyPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, p := range snapshot.Profiles() {
		want = append(want, p.Told()...)
	}
	want = append(want, snapshot.Full.Withheld()...)
	for _, line := range want {
		if !strings.Contains(string(page), "\n- "+line+"\n") {
			t.Errorf("docs/privacy.md does not say: %s", line)
		}
	}
}
