package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/store/review"
)

// twoMachines are a machine with an entry, and another one with a copy of its file.
func twoMachines(t *testing.T, prepare func(machine, Experiment)) (here, there machine, id string) {
	t.Helper()
	here = newMachine(t, start)
	check(t, updateProfile(here.Store, "name", "Ines"))
	x, _, err := here.AddExperiment(Experiment{Title: "Warmer tone", Learning: "Ask first", Outcome: "Mixed."})
	check(t, err)
	if prepare != nil {
		prepare(here, x)
	}
	_ = must(here.Experiments())(t)
	return here, here.copied(t, start.Add(time.Hour)), x.ID
}

// later lets the clock of a machine go on.
func (m machine) later(by time.Duration) machine {
	*m.clock = m.clock.Add(by)
	return m
}

// bothWays merges each machine into the other, checks that they come to the same, and returns
// one of them.
func bothWays(t *testing.T, here, there machine) machine {
	t.Helper()
	before := there.copied(t, *there.clock)
	_ = must(there.Merge(here.Dir(), false))(t)
	_ = must(here.Merge(before.Dir(), false))(t)
	equal(t, "one way and the other", learned(t, there.Store), learned(t, here.Store))
	checkSound(t, here.File())
	return here
}

func set(t *testing.T, m machine, id string, fields map[string]string) {
	t.Helper()
	_ = must(m.UpdateExperiment(id, fields))(t)
}

func TestBothVersionsOfAFieldAreKept(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	set(t, here.later(time.Minute), id, map[string]string{"learning": "Ask twice", "tool": "chat"})
	set(t, there, id, map[string]string{"learning": "Never ask", "model": "llama 4"})
	m := must(here.PreviewMerge(there.Dir(), false))(t)
	equal(t, "changed on both", m.Apart, []string{"Warmer tone"})
	merged := bothWays(t, here, there)
	x := must(merged.Experiment(id))(t)
	equal(t, "the later one", x.Learning, "Never ask")
	equal(t, "fields that one machine changed", []string{x.Tool, x.Model}, []string{"chat", "llama 4"})
	if len(x.Others) != 1 || x.Others[0].Field != "learning" || x.Others[0].Text != "Ask twice" {
		t.Fatalf("the other version: %+v", x.Others)
	}
	set(t, merged.later(2*time.Hour), id, map[string]string{"learning": "Ask twice, or never"})
	equal(t, "once it is written anew", len(must(merged.Experiment(id))(t).Others), 0)
	check(t, merged.Rebuild())
	equal(t, "after a rebuild", len(must(merged.Experiment(id))(t).Others), 0)
}

func TestAClaimThatChangedWithoutTheResultIsAnAmendment(t *testing.T) {
	here := newMachine(t, start)
	x, _, err := here.AddExperiment(Experiment{Title: "Claimed", Hypothesis: "It helps"})
	check(t, err)
	_ = must(here.Experiments())(t)
	there := here.copied(t, start.Add(time.Hour))
	set(t, here.later(time.Minute), x.ID, map[string]string{"outcome": "It did not", "verdict": "failed"})
	set(t, there, x.ID, map[string]string{"hypothesis": "It does not help"})
	got := must(bothWays(t, here, there).Experiment(x.ID))(t)
	equal(t, "amendments", len(got.Amendments), 1)
	equal(t, "what it was", []string{got.Amendments[0].From, got.Amendments[0].To, got.Amendments[0].Reason}, []string{"It helps", "It does not help", elsewhere})
}

// The less others get to see of two decisions counts, and nobody sees what nobody looked at.
func TestPrivacyWins(t *testing.T) {
	shared := func(as Visibility) func(machine, Experiment) {
		return func(m machine, x Experiment) {
			if as != Private {
				_ = must(m.ShareExperiment(x.ID, as, ""))(t)
			}
		}
	}
	share := func(as Visibility) func(machine, string) {
		return func(m machine, id string) { _ = must(m.ShareExperiment(id, as, ""))(t) }
	}
	unshare := func(m machine, id string) { _ = must(m.UnshareExperiment(id))(t) }
	change := func(m machine, id string) { set(t, m, id, map[string]string{"learning": "Write to ines@example.com"}) }
	nothing := func(machine, string) {}
	tests := map[string]struct {
		before      Visibility
		here, there func(machine, string) // there is later
		want        Visibility
	}{
		"taken back, then shared wider":     {CardShared, unshare, share(FullShared), Private},
		"shared wider, then taken back":     {CardShared, share(FullShared), unshare, Private},
		"taken back on one":                 {FullShared, unshare, nothing, Private},
		"shared on one":                     {Private, share(CardShared), nothing, CardShared},
		"shared, and changed there":         {Private, share(CardShared), change, Private},
		"changed, and shared there":         {Private, change, share(CardShared), Private},
		"shared to different ends":          {Private, share(FullShared), share(CardShared), CardShared},
		"shared again by who took it back":  {CardShared, func(m machine, id string) { unshare(m, id); share(CardShared)(m.later(time.Second), id) }, nothing, CardShared},
		"taken back there, between the two": {CardShared, unshare, func(m machine, id string) { unshare(m, id); share(CardShared)(m.later(time.Minute), id) }, Private},
	}
	for name, test := range tests {
		here, there, id := twoMachines(t, shared(test.before))
		test.here(here.later(time.Minute), id)
		test.there(there, id)
		merged := bothWays(t, here, there)
		equal(t, name, must(merged.Experiment(id))(t).Visibility, test.want)
		_, err := merged.later(3*time.Hour).ShareExperiment(id, CardShared, "agreed")
		check(t, err)
		equal(t, name+", and shared anew", must(merged.Experiment(id))(t).Visibility, CardShared)
		check(t, merged.Rebuild())
		equal(t, name+", after a rebuild", must(merged.Experiment(id))(t).Visibility, CardShared)
	}
	here, there, _ := twoMachines(t, nil)
	check(t, updateProfile(here.later(time.Minute).Store, "sharing", "minimal"))
	check(t, updateProfile(there.Store, "sharing", "open"))
	equal(t, "how much a snapshot tells", must(bothWays(t, here, there).Profile())(t).Sharing, "minimal")
}

// Each machine gives the letter a to another variant; none becomes the other.
func TestABenchThatBothWentOnWithIsKeptTwice(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	fill := func(m machine, name string) {
		_ = must(m.KeepVariant(id, Variant{Name: name, Prompt: name}))(t)
		_ = must(m.KeepCases(id, Case{Input: name}))(t)
		_ = must(m.KeepOutputs(id, Output{Variant: "a", Case: "0001", Text: "Output of " + name, Source: FromPaste}))(t)
	}
	fill(here.later(time.Minute), "calm")
	fill(there, "brisk")
	_ = must(there.KeepVariant(id, Variant{Name: "A mistake"}))(t)
	_ = must(there.Undo(time.Time{}))(t)
	_ = must(there.KeepVariant(id, Variant{Name: "second"}))(t)
	merged := bothWays(t, here, there)
	all := must(merged.Experiments())(t)
	equal(t, "entries", len(all), 2)
	main := must(merged.Bench(id))(t)
	aside := must(merged.Bench(main.Experiment.Aside))(t)
	equal(t, "title", aside.Experiment.Title, "Warmer tone (other machine)")
	equal(t, "outputs", []string{main.Outputs[0].Text, aside.Outputs[0].Text}, []string{"Output of calm", "Output of brisk"})
	equal(t, "variants", []string{main.Variants[0].Name, aside.Variants[0].Name, aside.Variants[1].Name}, []string{"calm", "brisk", "second"})
	equal(t, "variants of each", []int{len(main.Variants), len(aside.Variants)}, []int{1, 2})
	equal(t, "who sees it", aside.Experiment.Visibility, Private)
	_ = must(merged.later(2*time.Hour).KeepVariant(id, Variant{Name: "next"}))(t)
	_ = must(merged.KeepVariant(aside.Experiment.ID, Variant{Name: "next"}))(t)
	before := learned(t, merged.Store)
	check(t, merged.Rebuild())
	equal(t, "after a rebuild", learned(t, merged.Store), before)
}

// An undo on one machine and a new step there are no two machines.
func TestAnUndoneStepAtABenchMakesNoSecondEntry(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	_ = must(there.KeepVariant(id, Variant{Name: "wrong"}))(t)
	_ = must(there.Undo(time.Time{}))(t)
	_ = must(there.KeepVariant(id, Variant{Name: "right"}))(t)
	check(t, updateProfile(here.Store, "goal", "20"))
	merged := bothWays(t, here, there)
	equal(t, "entries", len(must(merged.Experiments())(t)), 1)
	equal(t, "variant", must(merged.Bench(id))(t).Variants[0].Name, "right")
}

// A blind round that one machine began goes on, and stays blind.
func TestABlindRoundOfOneMachineGoesOn(t *testing.T) {
	here := newMachine(t, start)
	x := trial(t, here.Store, 2)
	there := here.copied(t, start.Add(time.Hour))
	_ = must(there.StartRound(x.ID, ByPair))(t)
	_ = must(there.Judge(x.ID, Judgement{Item: 0, Choice: LeftBetter}))(t)
	set(t, here.later(time.Minute), x.ID, map[string]string{"tool": "chat"})
	merged := bothWays(t, here, there)
	b := must(merged.Bench(x.ID))(t)
	equal(t, "blind, and how many are left", []any{b.Experiment.Blind, b.Experiment.ToRate}, []any{true, 1})
	equal(t, "what is withheld", len(b.Outputs), 0)
	_ = must(merged.later(2*time.Hour).Judge(x.ID, Judgement{Item: 1, Choice: NoDifference}))(t)
	_ = must(merged.Reveal(x.ID, false))(t)
}

func TestWhatIsBuiltOnIsNotTakenBack(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	_ = must(here.later(time.Minute).Undo(time.Time{}))(t)
	set(t, there, id, map[string]string{"learning": "Worth it"})
	merged := bothWays(t, here, there)
	equal(t, "learning", must(merged.Experiment(id))(t).Learning, "Worth it")
	here, there, id = twoMachines(t, func(m machine, x Experiment) { _ = must(m.KeepVariant(x.ID, Variant{Name: "calm", Prompt: "calm"}))(t) })
	_ = must(here.later(time.Minute).Undo(time.Time{}))(t)
	_ = must(there.KeepCases(id, Case{Input: "Where is my parcel?"}))(t)
	equal(t, "the variant with a case beside it", len(must(bothWays(t, here, there).Bench(id))(t).Variants), 1)
	here, there, id = twoMachines(t, nil)
	_ = must(here.Undo(time.Time{}))(t)
	_, err := bothWays(t, here, there).Experiment(id)
	wantErr(t, err, ErrNotFound)
}

func TestTheSameLearningOnBothMachines(t *testing.T) {
	here, there, _ := twoMachines(t, nil)
	for i, m := range []machine{here, there} {
		*m.clock = m.clock.Add(time.Minute + time.Duration(i)*48*time.Hour) // the other one later than the first review here
		_ = must(m.MarkExercise("fnd", need))(t)
		_ = must(m.RecordAttempt(attempt("one", true), need))(t)
		_ = must(m.RecordAttempt(attempt("two", true), need))(t)
		c := must(m.StartCheck(exampleCheck()))(t)
		_ = must(m.RecordAttempt(inCheck(c, true), need))(t)
	}
	_ = must(here.later(24*time.Hour).ReviewCard("fnd#a", review.Good))(t)
	_ = must(there.later(24*time.Hour).ReviewCard("fnd#a", review.Again))(t)
	first := must(here.Lesson("fnd"))(t)
	merged := bothWays(t, here, there)
	l := must(merged.Lesson("fnd"))(t)
	equal(t, "done", []any{l.Done.Equal(first.Done), l.Taught}, []any{true, "1.0.0"})
	equal(t, "answers", len(must(merged.Attempts("fnd"))(t)), 6)
	equal(t, "checks", len(must(merged.Checks())(t)), 2)
	for _, c := range must(merged.Cards())(t) {
		if c.ID == "fnd#a" {
			equal(t, "reviews, and the last", []any{c.Memory.Reviews, c.Memory.Last}, []any{2, "2026-11-27"})
		}
	}
}

// Of two machines in other zones, or with a wrong clock, the days are not in order.
func TestReviewsWhoseDaysAreNotInOrder(t *testing.T) {
	here, there, _ := twoMachines(t, func(m machine, _ Experiment) {
		check(t, m.update(func(t *tx) error { return t.addCard("fnd#a") }))
	})
	*here.clock = time.Date(2026, 11, 30, 1, 0, 0, 0, time.FixedZone("JST", 9*3600))
	_ = must(here.ReviewCard("fnd#a", review.Good))(t)
	*there.clock = time.Date(2026, 11, 29, 12, 0, 0, 0, time.FixedZone("EST", -5*3600))
	_ = must(there.ReviewCard("fnd#a", review.Hard))(t)
	merged := bothWays(t, here, there)
	m := must(merged.Cards())(t)[0].Memory
	equal(t, "reviews, and the last", []any{m.Reviews, m.Last}, []any{2, "2026-11-30"})
}

func TestWhereTheClockIsAYearAhead(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	set(t, there.later(365*24*time.Hour), id, map[string]string{"tool": "from the future"})
	merged := bothWays(t, here.later(time.Minute), there)
	set(t, merged, id, map[string]string{"tool": "from today"})
	equal(t, "the newest", must(merged.Experiment(id))(t).Tool, "from today")
	_, err := merged.Undo(start)
	check(t, err) // what was done in this sitting, and not what the other machine did
	equal(t, "after an undo", must(merged.Experiment(id))(t).Tool, "from the future")
	_, err = merged.Undo(start.Add(2 * time.Minute))
	wantErr(t, err, ErrNothingToUndo)
}

// Two copies of a file whose clock was ahead when it was copied draw different ids.
func TestCopiesOfAFileFromTheFutureDrawTheirOwnIDs(t *testing.T) {
	here, _, id := twoMachines(t, func(m machine, _ Experiment) {
		check(t, m.later(365*24*time.Hour).KeepPlace("fnd", "1.0.0", "future", false))
	})
	there := here.copied(t, start)
	*here.clock = start
	set(t, here, id, map[string]string{"tool": "chat"})
	set(t, there, id, map[string]string{"model": "llama 4"})
	x := must(bothWays(t, here, there).Experiment(id))(t)
	equal(t, "both changes", []string{x.Tool, x.Model}, []string{"chat", "llama 4"})
}

func TestOneIDWithTwoMeaningsIsRefused(t *testing.T) {
	here, there, _ := twoMachines(t, nil)
	id := randomID(start.Add(time.Hour))
	for _, m := range []machine{here, there} {
		check(t, m.update(func(t *tx) error {
			e := Event{ID: id, Action: id, Device: "D", Subject: "profile", Kind: profileChanged, Version: 1, At: t.now, Data: []byte(`{"field":"name","value":"` + randomID(start) + `"}`)}
			return t.put(logBucket, id, e)
		}))
	}
	before := learned(t, here.Store)
	_, err := here.Merge(there.Dir(), false)
	wantErr(t, err, ErrInvalid)
	equal(t, "this file", learned(t, here.Store), before)
}

func TestACopyBecomesAMachineOfItsOwn(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	_, same, err := here.Identity()
	check(t, err)
	set(t, there, id, map[string]string{"tool": "chat"})
	_ = must(here.Merge(there.Dir(), false))(t)
	_, device, err := here.Identity()
	check(t, err)
	if device == same {
		t.Fatalf("both have the device %s", device)
	}
}

func TestTheFileOfAnotherSetUpIsRefusedUnlessItIsOnePerson(t *testing.T) {
	here, _, _ := twoMachines(t, nil)
	other := newMachine(t, start.Add(time.Hour))
	check(t, updateProfile(other.Store, "goal", "30"))
	check(t, other.RecordSent(Sent{Number: 1, Hash: "h", To: "/team/x", Payload: "told"}))
	theirs, _, err := other.Identity()
	check(t, err)
	_, err = here.Merge(other.Dir(), false)
	wantErr(t, err, ErrInvalid)
	if !strings.Contains(err.Error(), "--same-person") {
		t.Errorf("it does not say what to do: %v", err)
	}
	m := must(here.Merge(other.Dir(), true))(t)
	equal(t, "goal", must(here.Profile())(t).Goal, "30")
	mine, _, err := here.Identity()
	check(t, err)
	equal(t, "the id that others know", mine, theirs)
	if m.Backup == "" || m.Events == 0 || len(m.Devices) != 1 {
		t.Errorf("merged %+v", m)
	}
}

func TestOnANewMachineTheFileIsTakenOver(t *testing.T) {
	here, _, id := twoMachines(t, nil)
	key := must(here.SigningKey())(t)
	_, device, err := here.Identity()
	check(t, err)
	_, _, err = here.AddExperiment(Experiment{Title: "Waits beside the file"})
	check(t, err)
	lines := sumOf(t, here.captureFile())
	there := newMachine(t, start.Add(time.Hour))
	look := must(there.PreviewMerge(here.Dir(), false))(t)
	_, err = os.Stat(there.File())
	wantErr(t, err, fs.ErrNotExist)
	m := must(there.Merge(here.Dir(), false))(t)
	equal(t, "what was announced", m, look)
	equal(t, "entries", []any{m.Anew, m.Entries, len(must(there.Experiments())(t))}, []any{true, 2, 2})
	_ = must(there.Experiment(id))(t)
	equal(t, "the key", must(there.SigningKey())(t).Equal(key), true)
	_, other, err := there.Identity()
	check(t, err)
	equal(t, "a device of its own", other != device, true)
	equal(t, "what waits there", sumOf(t, here.captureFile()), lines)
	equal(t, "nothing is left over", leftOver(t, there.Dir()), 0)
}

// What waits beside the other file is taken in by both machines; it is one entry.
func TestWhatWaitsBesideTheOtherFileIsTakenInOnce(t *testing.T) {
	here, there, _ := twoMachines(t, nil)
	x, _, err := there.AddExperiment(Experiment{Title: "Waits"})
	check(t, err)
	check(t, there.spool(newEntry{Experiment: Experiment{ID: randomID(start), Title: "Waits, too", Created: start}}))
	m := must(here.Merge(there.Dir(), false))(t)
	equal(t, "entries", m.Entries, 2)
	set(t, here.later(time.Minute), x.ID, map[string]string{"tool": "chat"})
	_ = must(there.later(time.Minute).Experiments())(t) // takes it in as well
	merged := bothWays(t, here, there)
	equal(t, "entries", len(must(merged.Experiments())(t)), 3)
	equal(t, "what was changed since", must(merged.Experiment(x.ID))(t).Tool, "chat")
}

// An entry whose bench both machines changed keeps the name that it had, in both versions; a
// further merge makes no third one.
func TestBothVersionsOfABenchHaveTheNameOfTheEntry(t *testing.T) {
	here, there, id := twoMachines(t, func(m machine, x Experiment) {
		set(t, m.later(time.Second), x.ID, map[string]string{"title": "Cold tone"})
	})
	_ = must(here.later(time.Minute).KeepVariant(id, Variant{Name: "gnu"}))(t)
	_ = must(there.KeepVariant(id, Variant{Name: "kudu"}))(t)
	merged := bothWays(t, here, there)
	want := []string{"Cold tone (other machine)", "Cold tone"}
	got := titles(must(merged.Experiments())(t))
	slices.SortFunc(got, func(a, b string) int { return len(b) - len(a) })
	equal(t, "titles", got, want)
	_ = must(there.later(time.Minute).KeepVariant(id, Variant{Name: "okapi"}))(t)
	equal(t, "entries after one more", len(must(bothWays(t, merged, there).Experiments())(t)), 2)
}

func leftOver(t *testing.T, dir string) int {
	t.Helper()
	return len(must(filepath.Glob(filepath.Join(dir, draftPrefix+"*")))(t))
}
