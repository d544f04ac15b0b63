package store

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
)

// A word in every entry says next to nothing, a rare one much, and more of a word never
// more than its rarity.
func TestHowMuchAWordCounts(t *testing.T) {
	f := &finder{query: query{words: make([]wanted, 2)}, entries: 9, findings: findings{with: []int{9, 1}}}
	for word, with := range f.with {
		want := math.Log(1 + (9-float64(with)+0.5)/(float64(with)+0.5))
		equal(t, fmt.Sprint("rarity of a word in ", with), f.rarity(word), want)
	}
	equal(t, "in all", f.rarity(0) < 0.06, true)
	f.worths = []uint16{0, 1, 0, 16, 0, 60000}
	f.hits = []hit{{worth: 0}, {worth: 2}, {worth: 4}}
	f.rank()
	once, more, most := f.hits[0].score, f.hits[1].score, f.hits[2].score
	equal(t, "more of a word is more, up to its rarity", 0 < once && once < more && more < most && float64(most) < f.rarity(1)+1e-6, true)
}

func TestSimilarTitlesShareTwoWordsOrTheirOnlyOne(t *testing.T) {
	s := newStore(t)
	for _, title := range []string{"Refund letters", "Minutes", "Refund tables by hand", "Letters", "Travel plans", "Code review", "Slides"} {
		_, _, err := s.AddExperiment(Experiment{Title: title})
		check(t, err)
	}
	for title, want := range map[string][]string{
		"refund letters": {"Refund letters"}, "letters refund letters": {"Refund letters"}, "minutes": {"Minutes"}, "poems": nil, "": nil,
	} {
		equal(t, title, titles(must(s.Similar(title, 5))(t)), want)
	}
	equal(t, "a word counts once", len(titleQuery("tone tone refund").words), 2)
}

// A change of an old entry costs no new index: it is marked as dead in its segment.
func TestAnEntryThatChangesLeavesItsSegment(t *testing.T) {
	s := newStore(t)
	s.sizes = smallSizes
	var entries []Experiment
	for n := range 16 {
		x, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Entry ", n)})
		check(t, err)
		entries = append(entries, x)
	}
	check(t, s.Reindex())
	held := func(id string) (number uint64, dead bool) {
		check(t, s.view(func(t *tx) error {
			all, err := t.segments()
			for i := range all {
				if err := all[i].load(); err != nil {
					return err
				}
				if at, found := all[i].find(ulid.MustParse(id)); found {
					number, dead = all[i].number, all[i].isDead(at)
				}
			}
			return err
		}))
		return number, dead
	}
	for n, x := range entries {
		number, dead := held(x.ID)
		equal(t, x.Title+" is in a segment", number == uint64(1+n/smallSizes.segment) && !dead, true)
	}
	_ = must(s.UpdateExperiment(entries[2].ID, map[string]string{"learning": "Ask first"}))(t)
	number, dead := held(entries[2].ID)
	equal(t, "is dead in it", number == 1 && dead, true)
	number, dead = held(entries[3].ID)
	equal(t, "the next is not", number == 1 && !dead, true)
	equal(t, "found", must(s.SearchExperiments("ask", 5))(t).Total, 1)
}

// What tells variants apart is not found while outputs are rated blind.
func TestASearchDoesNotSeeThroughABlindRound(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Two ways", Variants: "zebra against lion", Model: "zebra"})
	check(t, err)
	equal(t, "before", must(s.SearchExperiments("zebra", 1))(t).Total, 1)
	check(t, s.update(func(t *tx) error {
		x.Blind = true
		if err := t.put(variantBucket, partKey(x.ID, "a"), Variant{ID: "a", Name: "zebra"}); err != nil {
			return err
		}
		return t.keepEntry(x)
	}))
	for _, query := range []string{"zebra", "model:zebra"} {
		equal(t, query, must(s.SearchExperiments(query, 1))(t).Total, 0)
	}
}

func FuzzSearch(f *testing.F) {
	for _, seed := range []string{`refund "warm tone"`, "model:x after:2026-10", `tag:"a b" "`, "返金 é", "a:b:c http://x"} {
		f.Add(seed, "Refund 返金の x")
	}
	f.Fuzz(func(t *testing.T, text, entry string) {
		q, err := parseQuery(text, time.UTC)
		if err != nil && !errors.Is(err, ErrInvalid) {
			t.Fatal(err)
		}
		fi := finder{query: q}
		r := fi.result(Experiment{Title: entry, Outcome: entry})
		for _, s := range r.Marks {
			if s.From < 0 || s.From > s.To || s.To > len(r.Excerpt) {
				t.Fatalf("%v is not in %q", s, r.Excerpt)
			}
		}
		eachWord(entry, func(w word) {
			if w.from >= w.to || w.to > len(entry) || len(w.text) > longestWord {
				t.Fatalf("word %+v of %q", w, entry)
			}
		})
		fi.holdsPhrases(Experiment{Title: entry})
	})
}
