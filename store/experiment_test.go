package store

import (
	"strings"
	"testing"
)

func TestAnEntryIsKeptAsItWasTyped(t *testing.T) {
	s := newStore(t)
	typed := Experiment{
		Title: "  Warmer tone ", Lesson: "prm-brief-clearly", Hypothesis: "Fewer\nreplies", Variants: "plain\n\twarm",
		Measure: "replies", Outcome: "", Learning: strings.Repeat("ä", 280), Verdict: Inconclusive,
	}
	saved, waiting, err := s.AddExperiment(typed)
	check(t, err)
	equal(t, "waits", waiting != nil, false)
	want := typed
	want.ID, want.Created, want.Updated, want.Closed = saved.ID, saved.Created, saved.Created, saved.Created
	want.Title, want.Variants = "Warmer tone", "plain\n    warm"
	equal(t, "what was returned", saved, want)
	equal(t, "what was kept", must(s.Experiment(strings.ToLower(saved.ID[:12])))(t), want)
}

func TestAnEntryChangesFieldByField(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone", Outcome: "none"})
	check(t, err)
	got := must(s.UpdateExperiment(x.ID, map[string]string{"verdict": "worked", "outcome": "none", "learning": "Ask first"}))(t)
	want := x
	want.Verdict, want.Learning, want.Updated, want.Closed = Worked, "Ask first", got.Updated, got.Updated
	equal(t, "entry", got, want)
	equal(t, "time of the change", got.Updated.After(x.Created), true)

	emptied := must(s.UpdateExperiment(x.ID, map[string]string{"outcome": ""}))(t)
	equal(t, "outcome that was emptied", emptied.Outcome, "")

	stamp := must(s.Stamp())(t)
	for name, set := range map[string]map[string]string{
		"unknown field": {"title": "New", "colour": "red"},
		"no title":      {"title": ""},
		"bad verdict":   {"title": "New", "verdict": "won"},
	} {
		_, err := s.UpdateExperiment(x.ID, set)
		if err == nil {
			t.Errorf("%s was accepted", name)
		}
		wantErr(t, err, ErrInvalid)
	}
	_, err = s.UpdateExperiment("01ZZ", map[string]string{"title": "New"})
	wantErr(t, err, ErrNotFound)
	equal(t, "the file after four refusals", must(s.Stamp())(t), stamp)
}

// A form may have been opened before the last save, here or in another program.
func TestWordsGoOnFromANewerText(t *testing.T) {
	s := newStore(t)
	seen, _, err := s.AddExperiment(Experiment{Title: "Tone", Broke: "The names", Learning: "Ask first"})
	check(t, err)
	must(s.UpdateExperiment(seen.ID, map[string]string{"broke": "The names, twice", "learning": "Ask at once", "outcome": "Ten read better"}))(t)
	x, replaced, err := s.RewriteExperiment(seen, map[string]string{
		"broke": "The names and dates", "learning": "Ask later", "outcome": "Two read worse", "title": "Warmer tone",
	})
	check(t, err)
	equal(t, "broke", x.Broke, "The names, twice and dates")
	equal(t, "outcome", x.Outcome, "Ten read better\nTwo read worse")
	equal(t, "learning", x.Learning, "Ask later")
	equal(t, "title", x.Title, "Warmer tone")
	equal(t, "replaced", replaced, []string{"learning"})
}

func TestTheJournalListsTheNewestFirst(t *testing.T) {
	s := newStore(t)
	for _, title := range []string{"first", "second", "third"} {
		_, _, err := s.AddExperiment(Experiment{Title: title})
		check(t, err)
	}
	all := must(s.Experiments())(t)
	equal(t, "titles", []string{all[0].Title, all[1].Title, all[2].Title}, []string{"third", "second", "first"})
	_, err := s.Experiment("01")
	wantErr(t, err, ErrInvalid)
	_, err = s.Experiment("")
	wantErr(t, err, ErrNotFound)
	_, err = s.Experiment("nothing")
	wantErr(t, err, ErrNotFound)
}

func TestLongTextsAreKeptApartAndOnce(t *testing.T) {
	s := newStore(t)
	long := strings.Repeat(`Größe "$text": {"$text":"x"} `, 10_000)
	x, _, err := s.AddExperiment(Experiment{Title: "Long", Outcome: long, Hypothesis: `{"$text":"nothing"}`})
	check(t, err)
	got := must(s.Experiment(x.ID))(t)
	equal(t, "outcome", got.Outcome == strings.TrimSpace(long), true)
	equal(t, "hypothesis", got.Hypothesis, `{"$text":"nothing"}`)
	for key, value := range contents(t, s, logBucket, experimentBucket) {
		if len(value) > 2*longText {
			t.Errorf("%s has %d bytes", key, len(value))
		}
	}
	pieces := contents(t, s, textBucket)
	equal(t, "pieces", len(pieces), (len(long)+textPiece-1)/textPiece)
	for key, value := range pieces {
		if len(value) > textPiece+sealSize {
			t.Errorf("piece %q has %d bytes", key, len(value))
		}
	}
	check(t, s.Rebuild())
	equal(t, "outcome after a rebuild", must(s.Experiment(x.ID))(t), got)
}
