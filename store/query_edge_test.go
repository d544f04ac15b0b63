package store

import (
	"testing"
	"time"
)

// A day before all time is a day, and not none.
func TestNothingIsFoundBeforeTheFirstDay(t *testing.T) {
	s := New(t.TempDir(), func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) })
	_, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	for query, found := range map[string]int{
		"before:1970": 0, "before:1969": 0, "after:1970": 1, "before:2026-11-24": 0, "before:2026-11-25": 1, "after:2026-11-24": 1, "after:2026-11-25": 0,
		"tone": 1, `tone""`: 1,
	} {
		equal(t, query, must(s.SearchExperiments(query, 5))(t).Total, found)
	}
}

func TestARedactionShowsWhatWillStandThere(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone", Learning: "Ask kai@fjord.no, or mia@fjord.no first."})
	check(t, err)
	var got []string
	for _, r := range must(s.Disclosure(x.ID, CardShared))(t).Redactions() {
		got = append(got, r.Was+" "+r.Now)
	}
	equal(t, "redactions", got, []string{"kai@fjord.no [e-mail address]", "mia@fjord.no [e-mail address]"})
}

func TestEntriesAreFoundByWhoSeesThemAndHowFarTheyAre(t *testing.T) {
	s := newStore(t)
	add := func(x Experiment) string {
		saved, _, err := s.AddExperiment(x)
		check(t, err)
		return saved.ID
	}
	add(Experiment{Title: "Open"})
	shared := add(Experiment{Title: "Shared", Verdict: Worked, Learning: "Ask first", Data: Public})
	piloted := add(Experiment{Title: "Piloted", Verdict: Worked, Learning: "Ask first"})
	_ = must(s.ShareExperiment(shared, CardShared, ""))(t)
	_ = must(s.StartPilot(piloted, Pilot{Scope: "all", Guard: "g", Stop: "s", Ends: "2026-12-31"}))(t)
	for query, want := range map[string][]string{
		"status:open": {"Open"}, "status:closed": {"Piloted", "Shared"}, "status:shared": {"Shared"}, "status:pilot": {"Piloted"},
		"visibility:private": {"Piloted", "Open"}, "visibility:card": {"Shared"},
	} {
		page := must(s.ListExperiments(Listing{Query: query, Limit: 5}))(t)
		equal(t, query, titles(page.Experiments), want)
	}
}

func TestWhatIsTheNameOfAField(t *testing.T) {
	for name, is := range map[string]bool{"azAZ": true, "": false, "a1": false, "a b": false, "@": false, "[": false, "`": false, "{": false, "ä": false} {
		equal(t, name, isFieldName(name), is)
	}
}
