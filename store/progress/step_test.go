package progress

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
)

// What is under way comes first, then what is at risk, then what a check said to
// return to, then the check, then new lessons; a reached goal puts those last.
func TestTheNextStepWeighsAllThereIs(t *testing.T) {
	c := editions(t)[0]
	hours := func(n int) time.Time { return now.Add(time.Duration(n) * time.Hour) }
	done := store.Lesson{Started: hours(-90), Seen: hours(-80), Done: hours(-80)}
	alpha := map[string]store.Lesson{"a-one": done, "a-two": done}
	again := map[string]store.Lesson{"a-one": done, "a-two": {Started: hours(-90), Seen: hours(-1), Done: hours(-80)}}
	check := func(finished time.Time, passed bool, rights ...bool) store.Check {
		check := store.Check{ID: "C", Module: "alpha", Finished: finished, Passed: passed}
		for i, right := range rights {
			item := store.CheckItem{Ref: []string{"a-one#bank-0", "a-two#bank-0", "a-two#bank-1"}[i], Answered: true, Right: right}
			check.Items = append(check.Items, item)
		}
		return check
	}
	open := check(time.Time{}, false, true)
	open.Items = append(open.Items, store.CheckItem{Ref: "a-two#bank-0"})
	begun := store.Check{ID: "D", Module: "alpha", Items: []store.CheckItem{{Ref: "a-one#bank-0"}}}
	card := store.Card{ID: "a-one#item-0", Added: hours(-80)}
	today := store.Day{Date: now.Format(time.DateOnly), First: hours(-1), Last: now, ActiveSec: 20 * 60, Learned: 9}
	recalled := store.Day{Date: now.Format(time.DateOnly), First: hours(-1), Last: now, Reviews: 1}
	read := map[string]store.Lesson{"a-one": {Started: hours(-2), Seen: hours(-1)}}
	tests := []struct {
		name    string
		at      Standing
		minutes int
		want    []string
	}{
		{"reviews before anything new", Standing{Cards: []store.Card{card}}, 0, []string{"review", "start a-one"}},
		{"a lesson of today before the reviews", Standing{Did: read, Cards: []store.Card{card}}, 0, []string{"continue a-one", "review"}},
		{"the rest of the reviews, once begun", Standing{Did: read, Cards: []store.Card{card}, Days: []store.Day{recalled}}, 0, []string{"review", "continue a-one"}},
		{"a check that is ready", Standing{Did: alpha}, 0, []string{"check alpha", "start b-one"}},
		{"an open check before all", Standing{Did: alpha, Checks: []store.Check{open}, Cards: []store.Card{card}}, 0, []string{"check alpha", "review", "start b-one"}},
		{
			"the weakest lesson after a failed check",
			Standing{Did: alpha, Checks: []store.Check{check(hours(-2), false, false, false, false)}},
			0,
			[]string{"reread a-two", "check alpha", "start b-one"},
		},
		{
			"the next one, once that was opened",
			Standing{Did: again, Checks: []store.Check{check(hours(-2), false, false, false, false)}},
			0,
			[]string{"reread a-one", "check alpha", "start b-one"},
		},
		{"the same, when another check was only begun", Standing{Did: alpha, Checks: []store.Check{check(hours(-2), false, false, false, false), begun}}, 0, []string{"reread a-two", "check alpha", "start b-one"}},
		{"nothing of a passed check", Standing{Did: alpha, Checks: []store.Check{check(hours(-2), true, true, true, true)}}, 0, []string{"start b-one"}},
		{"the goal is reached", Standing{Did: alpha, Days: []store.Day{today}, Cards: []store.Card{card}}, 0, []string{"review", "check alpha", "start b-one"}},
		{"one minute", Standing{Did: alpha, Cards: []store.Card{card}}, 1, []string{"review", "check alpha", "start b-one"}},
		{"from another lesson on", Standing{Profile: store.Profile{Start: "b-one"}}, 0, []string{"start b-one"}},
		{"and then the earlier ones", Standing{Profile: store.Profile{Start: "b-one"}, Did: map[string]store.Lesson{"b-one": done, "a-two": done}, Checks: []store.Check{{Module: "beta", Finished: hours(-3), Passed: true}}}, 0, []string{"start a-one"}},
	}
	for _, test := range tests {
		test.at.Path = pathIn(t, c, test.at.Did)
		if diff := cmp.Diff(test.want, stepsFor(t, test.at, test.minutes)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func pathIn(t *testing.T, c *curriculum.Catalogue, did map[string]store.Lesson) Pathway {
	t.Helper()
	p, err := Of(c, "path", did)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// stepsFor are the kinds and references of the steps, none of which takes more
// than the minutes.
func stepsFor(t *testing.T, at Standing, minutes int) []string {
	t.Helper()
	var got []string
	for _, s := range Next(at, nil, now, minutes) {
		got = append(got, strings.TrimSpace(s.Kind+" "+s.Ref))
		if minutes > 0 && s.Minutes > minutes {
			t.Errorf("%s takes %d minutes of %d", s.Kind, s.Minutes, minutes)
		}
	}
	return got
}

func TestTheReasonToReturnToALesson(t *testing.T) {
	did := map[string]store.Lesson{"a-one": {Done: now.AddDate(0, 0, -3)}, "a-two": {Done: now.AddDate(0, 0, -3)}}
	failed := store.Check{ID: "C", Module: "alpha", Finished: now.AddDate(0, 0, -1), Items: []store.CheckItem{
		{Ref: "a-one#bank-0", Answered: true, Right: true}, {Ref: "a-two#bank-0", Answered: true}, {Ref: "a-two#bank-1", Answered: true, Right: true},
	}}
	p, err := Of(editions(t)[0], "path", did)
	if err != nil {
		t.Fatal(err)
	}
	first := Next(Standing{Path: p, Did: did, Checks: []store.Check{failed}}, nil, now, 0)[0]
	if first.Ref != "a-two" || first.Why != "1 of 2 were right in the check of Alpha" {
		t.Errorf("first comes %+v", first)
	}
}

// What was begun in the journal is brought to an end before an open idea: a pilot
// that ends soon, then a rating.
func TestTheNextStepNamesWhatWaitsInTheJournal(t *testing.T) {
	path, err := Of(editions(t)[0], "path", nil)
	if err != nil {
		t.Fatal(err)
	}
	day := func(n int) string { return now.AddDate(0, 0, n).Format(time.DateOnly) }
	pilot := func(id, ends string) store.Experiment {
		return store.Experiment{ID: id, Created: now.AddDate(0, -3, 0), Verdict: store.Worked, Pilot: &store.Pilot{Ends: ends}}
	}
	rated := store.Experiment{ID: "rated", Blind: true, ToRate: 4, Created: now.AddDate(0, 0, -2)}
	idea := store.Experiment{ID: "idea", Created: now.AddDate(0, 0, -1)}
	ended := pilot("ended", day(-1))
	ended.Pilot.Ended = now
	tests := []struct {
		name        string
		experiments []store.Experiment
		want, why   string
	}{
		{"a pilot far from its end", []store.Experiment{pilot("far", day(8))}, "", ""},
		{"the pilot that ends first", []store.Experiment{pilot("later", day(6)), pilot("soon", day(5))}, "pilot soon", "ends on " + day(5)},
		{"one that ends today", []store.Experiment{pilot("today", day(0))}, "pilot today", "ends today"},
		{"one that is over", []store.Experiment{pilot("over", day(-3))}, "pilot over", "was to end on " + day(-3)},
		{"one that ended", []store.Experiment{ended}, "", ""},
		{"a rating before an idea", []store.Experiment{idea, rated}, "rate rated, experiment idea", "4 ratings are left"},
	}
	for _, tt := range tests {
		at := Standing{Path: path}
		var got, why []string
		for _, step := range Next(at, tt.experiments, now, 0) {
			if step.Kind != Start {
				got, why = append(got, step.Kind+" "+step.Ref), append(why, step.Why)
			}
		}
		if words := strings.Join(got, ", "); words != tt.want || !strings.Contains(strings.Join(why, "; "), tt.why) {
			t.Errorf("%s: %q because %q, want %q", tt.name, words, why, tt.want)
		}
	}
}
