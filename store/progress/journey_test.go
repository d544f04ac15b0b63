package progress

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata" // a machine may have none

	"pgregory.net/rapid"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/review"
)

// places are where journeys go: every kind of offset, summer time of both
// hemispheres, half an hour of it, and zones that moved over the date line.
func places(t *testing.T) []*time.Location {
	t.Helper()
	names := []string{
		"Pacific/Kiritimati", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Australia/Lord_Howe", "Australia/Adelaide", "Asia/Tokyo",
		"Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Africa/Cairo", "Europe/Berlin", "Europe/London", "Atlantic/Azores", "America/St_Johns",
		"America/New_York", "America/Santiago", "America/Los_Angeles", "Pacific/Marquesas", "Pacific/Pago_Pago",
	}
	all := make([]*time.Location, len(names))
	for i, name := range names {
		place, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = place
	}
	return all
}

// editions are two versions of the same pack: the second one asks more in each
// lesson and has a lesson more on the pathway.
func editions(t *testing.T) []*curriculum.Catalogue {
	t.Helper()
	var all []*curriculum.Catalogue
	for edition, path := range []string{"[a-one, b-one, a-two]", "[a-one, a-three, b-one, a-two]"} {
		files := fstest.MapFS{}
		add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
		add("pack.yaml", "id: test\ntitle: Test\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n")
		add("pathways/path.yaml", "id: path\ntitle: Path\nfor: All\nsummary: S.\nlessons: "+path+"\n")
		add("alpha/module.yaml", "id: alpha\ntitle: Alpha\nsummary: S.\nlessons: [a-one, a-two, a-three]\n")
		add("beta/module.yaml", "id: beta\ntitle: Beta\nsummary: S.\nlessons: [b-one]\n")
		for _, id := range []string{"a-one", "a-two", "a-three", "b-one"} {
			module := map[byte]string{'a': "alpha", 'b': "beta"}[id[0]]
			add(module+"/"+id+".md", strings.Replace(lesson(id, 2+edition), "1.0.0", fmt.Sprintf("%d.0.0", 1+edition), 1))
			_, items, _ := strings.Cut(lesson(id, 4), "## Check yourself\n")
			add("bank/"+id+".md", "# Bank: "+id+"\n"+strings.ReplaceAll(items, "id: item-", "id: bank-"))
		}
		c, err := curriculum.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

// A journey is a person who learns while time, place, clock and content change,
// and what has to be true of it.
type journey struct {
	*rapid.T
	editions []*curriculum.Catalogue
	edition  int
	store    *store.Store
	at       time.Time             // by the person's clock, in the zone where they are
	learned  map[string]*store.Day // by date
	complete map[string]State      // by lesson: what was done, or tested out
	passed   map[string]CheckState // by module
}

// TestJourneys: no day of learning is lost or doubled, nothing that was complete
// is ever not, and a failed check takes nothing away.
func TestJourneys(t *testing.T) {
	packs := editions(t)
	places := places(t)
	rapid.Check(t, func(r *rapid.T) {
		j := &journey{T: r, editions: packs, learned: map[string]*store.Day{}, complete: map[string]State{}, passed: map[string]CheckState{}}
		day := rapid.IntRange(0, 3*365).Draw(r, "day")
		j.at = time.Date(2025, 1, 1+day, 12, 0, 0, 0, rapid.SampledFrom(places).Draw(r, "home"))
		j.store = store.New(t.TempDir(), func() time.Time { return j.at })
		_, err := j.store.UpdateProfile(map[string]string{"pathway": "path"})
		j.must(err)
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
			j.pass(places)
			j.act()
			j.holds()
		}
	})
}

func (j *journey) must(err error) {
	if err != nil {
		j.Fatal(err)
	}
}

// pass lets time go by, mostly forward: minutes, hours or days; flights and
// clocks that are set.
func (j *journey) pass(places []*time.Location) {
	switch rapid.IntRange(0, 9).Draw(j.T, "what passes") {
	case 0, 1, 2, 3:
		j.at = j.at.Add(time.Duration(rapid.IntRange(1, 40).Draw(j.T, "minutes")) * time.Minute)
	case 4, 5:
		j.at = j.at.Add(time.Duration(rapid.IntRange(1, 30).Draw(j.T, "hours")) * time.Hour)
	case 6:
		j.at = j.at.AddDate(0, 0, rapid.IntRange(1, 20).Draw(j.T, "days"))
	case 7, 8:
		j.at = j.at.Add(time.Hour).In(rapid.SampledFrom(places).Draw(j.T, "place"))
	case 9:
		j.at = j.at.Add(-time.Duration(rapid.IntRange(1, 72*60).Draw(j.T, "minutes back")) * time.Minute)
	}
}

// act does one thing.
func (j *journey) act() {
	c := j.editions[j.edition]
	switch rapid.IntRange(0, 11).Draw(j.T, "action") {
	case 0, 1, 2, 3, 4:
		j.study(c)
	case 5, 6, 7, 8:
		j.check(c)
	case 9:
		j.review()
	case 10:
		_, _, err := j.store.AddExperiment(store.Experiment{Title: "Try"})
		j.must(err)
		j.today().Experiments++
	case 11:
		j.edition = rapid.IntRange(0, 1).Draw(j.T, "edition")
	}
}

// today is what was learned on the day that the person's clock shows.
func (j *journey) today() *store.Day {
	date := j.at.Format(time.DateOnly)
	if j.learned[date] == nil {
		j.learned[date] = &store.Day{Date: date}
	}
	return j.learned[date]
}

// study turns a page, answers an item or marks the exercise.
func (j *journey) study(c *curriculum.Catalogue) {
	l, err := c.Lesson(rapid.SampledFrom([]string{"a-one", "a-two", "b-one"}).Draw(j.T, "lesson"))
	j.must(err)
	body, err := c.Body(l.ID, "")
	j.must(err)
	j.must(j.store.KeepPlace(l.ID, l.Version, "page", true))
	did, err := j.store.Lesson(l.ID)
	j.must(err)
	need := Requirement(l, body)
	at := slices.IndexFunc(body.Items, func(i curriculum.Item) bool { return !slices.Contains(did.Answered, i.ID) })
	if at < 0 && did.Exercise.IsZero() {
		_, err = j.store.MarkExercise(l.ID, need)
		j.must(err)
		j.today()
	}
	if at < 0 {
		return
	}
	j.today().Attempts++
	_, err = j.store.RecordAttempt(Attempt(body.Items[at], j.answer("")), need)
	j.must(err)
}

func (j *journey) answer(check string) Answer {
	return Answer{
		Text: "1", Grade: curriculum.Grade{Right: rapid.IntRange(0, 3).Draw(j.T, "right") > 0}, Check: check,
		Confidence: rapid.SampledFrom([]string{"", store.Sure, store.Guess}).Draw(j.T, "confidence"),
	}
}

// check goes on with the check of a module, or begins one; it is often failed.
func (j *journey) check(c *curriculum.Catalogue) {
	at, err := Read(c, j.store)
	j.must(err)
	m := rapid.SampledFrom(at.Path.Modules).Draw(j.T, "module")
	drawn, err := DrawCheck(c, at, m, nil, rand.Uint64())
	j.must(err)
	open, err := j.store.StartCheck(drawn)
	j.must(err)
	for range rapid.IntRange(0, len(open.Items)).Draw(j.T, "answers") {
		next, waits := open.Next()
		if !waits {
			break
		}
		item, err := c.Item(next.Ref)
		j.must(err)
		j.today().Attempts++
		_, err = j.store.RecordAttempt(Attempt(item, j.answer(open.ID)), store.Requirement{})
		j.must(err)
		all, err := j.store.Checks()
		j.must(err)
		open = all[slices.IndexFunc(all, func(c store.Check) bool { return c.ID == open.ID })]
	}
}

func (j *journey) review() {
	cards, err := j.store.Cards()
	j.must(err)
	if len(cards) > 0 {
		j.today()
		_, err = j.store.ReviewCard(rapid.SampledFrom(cards).Draw(j.T, "card").ID, rapid.SampledFrom(review.Grades()).Draw(j.T, "grade"))
		j.must(err)
	}
}

// holds compares what Waymark says with what was done.
func (j *journey) holds() {
	at, err := Read(j.editions[j.edition], j.store)
	j.must(err)
	seen := 0
	for i, d := range at.Days {
		if i > 0 && at.Days[i-1].Date >= d.Date {
			j.Fatalf("day %s comes after %s", d.Date, at.Days[i-1].Date)
		}
		did := j.learned[d.Date]
		if d.Learned == 0 && did == nil { // a page was turned
			continue
		}
		seen++
		if did == nil || d.Learned == 0 || d.Attempts != did.Attempts || d.Experiments != did.Experiments {
			j.Fatalf("the day holds %+v, what was done is %+v", d, did)
		}
	}
	if seen != len(j.learned) {
		j.Fatalf("%d days are there of %d", seen, len(j.learned))
	}
	if streak := Streak(at.Days, j.at); streak > seen {
		j.Fatalf("a streak of %d on %d days", streak, seen)
	}
	for id, before := range j.complete {
		if after := StateOf(at.Did[id]); !after.Complete() || before == Done && after != Done {
			j.Fatalf("lesson %s was %v and is %v", id, before, after)
		}
	}
	for id, did := range at.Did {
		if s := StateOf(did); s.Complete() {
			j.complete[id] = s
		}
	}
	for _, m := range at.Path.Modules {
		state, _ := CheckOf(at.Checks, m.ID)
		if j.passed[m.ID] == Passed && state != Passed {
			j.Fatalf("the check of %s was passed and is %v", m.ID, state)
		}
		j.passed[m.ID] = state
	}
}

// TestWhoeverLearnsEachDayKeepsTheStreak: it counts the dates on which something
// was learned when less than a day lies between, wherever the person goes.
func TestWhoeverLearnsEachDayKeepsTheStreak(t *testing.T) {
	places := places(t)
	rapid.Check(t, func(r *rapid.T) {
		at := time.Date(2025, 1, 1+rapid.IntRange(0, 3*365).Draw(r, "day"), rapid.IntRange(0, 23).Draw(r, "hour"), 30, 0, 0, rapid.SampledFrom(places).Draw(r, "home"))
		days := map[string]store.Day{}
		for range rapid.IntRange(1, 200).Draw(r, "sittings") {
			date := at.Format(time.DateOnly)
			d, found := days[date]
			if !found {
				d = store.Day{Date: date, First: at}
			}
			d.Last, d.Learned = at, d.Learned+1
			days[date] = d
			at = at.Add(time.Duration(rapid.IntRange(1, 24*60-1).Draw(r, "minutes")) * time.Minute)
			if rapid.IntRange(0, 4).Draw(r, "flies") == 0 {
				at = at.In(rapid.SampledFrom(places).Draw(r, "place"))
			}
		}
		inOrder := slices.SortedFunc(maps.Values(days), func(a, b store.Day) int { return strings.Compare(a.Date, b.Date) })
		if streak := Streak(inOrder, at); streak != len(days) {
			r.Fatalf("a streak of %d on %d days: %v", streak, len(days), inOrder)
		}
	})
}
