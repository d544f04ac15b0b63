package store

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"
)

// small sizes let segments appear, merge and die in short histories.
var smallSizes = indexSizes{fresh: 2, small: 3, segment: 8}

// The index finds what reading all entries finds, in the same order, whatever
// happened before.
func TestTheIndexFindsWhatReadingAllFinds(t *testing.T) {
	words := []string{"refund", "refunds", "tone", "Übung", "warm", "返金", "mail", "re"}
	rapid.Check(t, func(r *rapid.T) {
		s := newStore(t)
		s.sizes = smallSizes
		now := start
		s.now = func() time.Time { return now }
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(-60, 3600).Draw(r, "seconds")) * time.Second)
			if err := actInJournal(r, s, words); err != nil {
				r.Fatal(err)
			}
		}
		for range 4 {
			q := rapid.SampledFrom([]string{
				"re", "refund", "tone warm", "ubung", "返", "verdict:failed", "tag:mail re", "status:open refund",
				`"warm tone"`, "after:2026-11-25", "before:2026-11-25 re", "",
			}).Draw(r, "query")
			compareWithReading(r, s, q)
		}
	})
}

// actInJournal does one thing that changes what a search finds.
func actInJournal(r *rapid.T, s *Store, words []string) error {
	text := func(label string) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 4).Draw(r, label), " ")
	}
	all, err := s.Experiments()
	if err != nil {
		return err
	}
	x := Experiment{Title: text("title"), Tags: []string{text("tag")}, Verdict: Failed}
	switch what := rapid.IntRange(0, 9).Draw(r, "action"); {
	case what < 4 || len(all) == 0:
		_, _, err = s.AddExperiment(x)
	case what < 7:
		id := rapid.SampledFrom(all).Draw(r, "entry").ID
		_, err = s.UpdateExperiment(id, map[string]string{"outcome": text("outcome"), "verdict": ""})
	case what == 7:
		if _, err = s.Undo(time.Time{}); errors.Is(err, ErrNothingToUndo) {
			err = nil
		}
	case what == 8:
		x.ID, x.Created, x.Updated = randomID(s.time()), s.time(), s.time()
		err = s.spool(newEntry{Experiment: x})
	default:
		err = rapid.SampledFrom([]func() error{s.Rebuild, s.Reindex}).Draw(r, "anew")()
	}
	return err
}

// compareWithReading searches once more by reading every entry.
func compareWithReading(r *rapid.T, s *Store, text string) {
	all, err := s.Experiments()
	if err != nil {
		r.Fatal(err)
	}
	q, err := parseQuery(text, s.now().Location())
	if err != nil {
		r.Fatal(err)
	}
	want := rankByReading(all, q)
	found, err := s.SearchExperiments(text, len(all))
	if err != nil {
		r.Fatal(err)
	}
	var got []string
	for _, x := range found.Results {
		got = append(got, x.ID)
	}
	if !slices.Equal(got, want) || found.Total != len(want) {
		r.Fatalf("%q found %d: %v, want %v", text, found.Total, got, want)
	}
	page, err := s.ListExperiments(Listing{Query: text, Limit: len(all)})
	if err != nil {
		r.Fatal(err)
	}
	slices.Sort(want)
	slices.Reverse(want)
	if got := ids(page.Experiments); !slices.Equal(got, want) {
		r.Fatalf("%q lists %v, want %v", text, got, want)
	}
}

func ids(all []Experiment) (ids []string) {
	for _, x := range all {
		ids = append(ids, x.ID)
	}
	return ids
}

// rankByReading is what SearchExperiments documents, written down a second time.
func rankByReading(all []Experiment, q query) []string {
	worth := func(x Experiment, w wanted) (sum float64) {
		for term, weight := range termsOf(x) {
			switch {
			case term == w.terms[0]:
				sum += 2 * float64(weight)
			case !w.exact && strings.HasPrefix(term, w.terms[0]):
				sum += float64(weight)
			}
		}
		return sum
	}
	with := make([]float64, len(q.words))
	for _, x := range all {
		for i, w := range q.words {
			if worth(x, w) > 0 {
				with[i]++
			}
		}
	}
	type scored struct {
		id    string
		score float32
	}
	var found []scored
	for _, x := range all {
		score, fits := 0.0, q.within(ulid.MustParse(x.ID)) && (&finder{query: q}).holdsPhrases(x)
		for i, w := range q.words {
			value := worth(x, w)
			fits = fits && value > 0
			if !w.filter {
				score += math.Log(1+(float64(len(all))-with[i]+0.5)/(with[i]+0.5)) * value / (value + 2.4)
			}
		}
		if fits {
			found = append(found, scored{x.ID, float32(score)})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		if a.score != b.score {
			return int(math.Copysign(1, float64(b.score-a.score)))
		}
		return strings.Compare(b.id, a.id)
	})
	var ids []string
	for _, f := range found {
		ids = append(ids, f.id)
	}
	return ids
}

func TestWordsOfAText(t *testing.T) {
	tests := map[string]string{
		"Warmer Tone, don't!":      "warmer tone don t",
		"Élan café STRASSE Straße": "elan cafe strasse strasse",
		"GPT-5 mini v4.7":          "gpt 5 mini v4 7",
		"返金の依頼":                    "返金 金の の依 依頼 頼",
		"AIで返金":                    "ai で返 返金 金",
		"é":                        "e",
		"":                         "",
		"— …":                      "",
		strings.Repeat("x", 99):    strings.Repeat("x", longestWord),
	}
	for text, want := range tests {
		var got []string
		eachWord(text, func(w word) { got = append(got, w.text) })
		equal(t, text, strings.Join(got, " "), want)
	}
}

func TestWhatAQueryFinds(t *testing.T) {
	s := newStore(t)
	s.sizes = smallSizes
	add := func(x Experiment) string {
		t.Helper()
		saved, _, err := s.AddExperiment(x)
		check(t, err)
		return saved.ID
	}
	title := add(Experiment{Title: "Refunds in a warm tone", Question: "Does warmth help?", Model: "gpt-5 mini", Verdict: Failed})
	learning := add(Experiment{Title: "Letters", Learning: "A refund needs a date", Tags: []string{"refund", "mail"}, Lesson: "prm-examples"})
	outcome := add(Experiment{Title: "Minutes", Outcome: "Two people asked for a refund.\nThe tone was warm.", Next: Adopt, Data: Personal})
	japanese := add(Experiment{Title: "返金の依頼に答える"})
	add(Experiment{Title: "Nothing of the sort"})
	add(Experiment{Title: "Nothing of any sort"})
	tests := []struct {
		query string
		want  []string
	}{
		{"refund", []string{learning, title, outcome}}, // the whole word in the learning and a tag; its plural in the title
		{"REF", []string{learning, title, outcome}},    // equals: the newest first
		{"refund tone", []string{title, outcome}},
		{`"warm tone"`, []string{title}},
		{`"refund"`, []string{learning, outcome}},
		{"tag:refund", []string{learning}},
		{"lesson:prm-ex", []string{learning}},
		{"model:gpt-5 verdict:failed", []string{title}},
		{`model:"gpt-5 mini"`, []string{title}},
		{"next:adopt data:personal", []string{outcome}},
		{"verdict:failed refund", []string{title}},
		{"verdict: failed", nil},
		{"返金", []string{japanese}},
		{"返", []string{japanese}},
		{"依頼に", []string{japanese}},
		{"金返", nil},
		{"visibility:private refund status:open", []string{learning, outcome}},
		{"after:2026-11-24 before:2026-11-25 refund tone", []string{title, outcome}},
		{"after:2026-12", nil},
		{"before:2026 refund", nil},
		{"http://refund", nil},
	}
	for _, tt := range tests {
		found := must(s.SearchExperiments(tt.query, 10))(t)
		var got []string
		for _, r := range found.Results {
			got = append(got, r.ID)
		}
		equal(t, tt.query, got, tt.want)
		equal(t, "total of "+tt.query, found.Total, len(tt.want))
	}
	for _, bad := range []string{"colour:red", "after:yesterday", "before:2026-13"} {
		_, err := s.SearchExperiments(bad, 10)
		wantErr(t, err, ErrInvalid)
	}
	equal(t, "all, newest first", must(s.SearchExperiments("", 2))(t).Total, 6)
	equal(t, "a limit", len(must(s.SearchExperiments("refund", 1))(t).Results), 1)
	equal(t, "similar", ids(must(s.Similar("A warm tone for refunds", 5))(t)), []string{title})
	equal(t, "similar to a new thing", len(must(s.Similar("Minutes of the board", 5))(t)), 0)
	equal(t, "similar to nothing", len(must(s.Similar(" ", 5))(t)), 0)
}

func TestWhereAQueryFits(t *testing.T) {
	s := newStore(t)
	text := strings.Repeat("Many other words. ", 20) + "Two asked\nfor a REFUND, and refunds é cost more. " + strings.Repeat("More words. ", 40)
	_, _, err := s.AddExperiment(Experiment{Title: "Réfund letters", Outcome: text})
	check(t, err)
	r := must(s.SearchExperiments("refund", 1))(t).Results[0]
	marked := func(text string, spans []Span) (all []string) {
		for _, s := range spans {
			all = append(all, text[s.From:s.To])
		}
		return all
	}
	equal(t, "in the title", marked(r.Experiment.Title, r.Title), []string{"Réfund"})
	equal(t, "field", r.Field, "outcome")
	equal(t, "in the excerpt", marked(r.Excerpt, r.Marks), []string{"REFUND", "refunds"})
	if len(r.Excerpt) > excerptSize || strings.Contains(r.Excerpt, "\n") || !utf8.ValidString(r.Excerpt) {
		t.Errorf("the excerpt %q is no line of %d bytes", r.Excerpt, excerptSize)
	}
}

func TestPagesOfTheJournal(t *testing.T) {
	s := newStore(t)
	s.sizes = smallSizes
	for i := range 25 {
		_, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Entry ", i)})
		check(t, err)
	}
	all := must(s.Experiments())(t)
	var got []Experiment
	next := ""
	for range 4 {
		page := must(s.ListExperiments(Listing{Before: next, Limit: 7}))(t)
		equal(t, "total", page.Total, 25)
		for _, x := range page.Experiments {
			fits := 0
			for _, other := range all {
				if strings.HasPrefix(other.ID, x.ID[:page.Short]) {
					fits++
				}
			}
			equal(t, "entries with the short id", fits, 1)
		}
		got, next = append(got, page.Experiments...), page.Next
	}
	equal(t, "the page after the last", next, "")
	equal(t, "all pages", ids(got), ids(all))
	_, err := s.ListExperiments(Listing{Before: "soon"})
	wantErr(t, err, ErrInvalid)
	empty := New(t.TempDir(), time.Now)
	equal(t, "no file", must(empty.ListExperiments(Listing{Limit: 5}))(t).Total, 0)
}

// Damage in the index alone is no trouble of the learner's: it is made anew.
func TestADamagedIndexIsMadeAnew(t *testing.T) {
	for name, spoil := range map[string]func(*tx, []byte, []byte) error{
		"changed": func(t *tx, k, v []byte) error {
			v = slices.Clone(v)
			v[len(v)-1] ^= 1
			return t.Bucket([]byte(searchBucket)).Put(k, v)
		},
		"gone":       func(t *tx, k, _ []byte) error { return t.Bucket([]byte(searchBucket)).Delete(k) },
		"cut short":  func(t *tx, k, v []byte) error { return t.Bucket([]byte(searchBucket)).Put(k, slices.Clone(v[:3])) },
		"no list":    func(t *tx, _, _ []byte) error { return t.remove(freshBucket, freshKey) },
		"other list": func(t *tx, _, _ []byte) error { return t.putBytes(freshBucket, freshKey, []byte{indexVersion + 1}) },
		"a stranger": func(t *tx, _, _ []byte) error {
			return t.putFresh([]ulid.ULID{ulid.MustParse("01JD0000000000000000000000")})
		},
		"dead, changed": func(t *tx, k, _ []byte) error {
			return t.Bucket([]byte(searchBucket)).Put(append(k[:8], deadPart), []byte("not sealed"))
		},
		"dead, cut": func(t *tx, k, _ []byte) error { return t.putBytes(searchBucket, string(append(k[:8], deadPart)), nil) },
		"terms, changed": eachTermsValue(func(t *tx, k string, _ []byte) error {
			return t.Bucket([]byte(searchBucket)).Put([]byte(k), []byte("none"))
		}),
		"terms, cut":         eachTermsValue(func(t *tx, k string, v []byte) error { return t.putBytes(searchBucket, k, v[:len(v)-1]) }),
		"a number, cut":      garbledTerms([]byte{0x80}),
		"a term of no term":  garbledTerms([]byte{9, 0, 0}),
		"a place twice":      garbledTerms(appendTerm(nil, "", "refund", []byte{1, 5, 0, 5})),
		"a place too many":   garbledTerms(appendTerm(nil, "", "refund", []byte{99, 5})),
		"a place, no weight": garbledTerms(appendTerm(nil, "", "refund", []byte{1})),
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			s.sizes = smallSizes
			for i := range 20 {
				_, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Refund ", i)})
				check(t, err)
			}
			first := must(s.Experiments())(t)[19]
			damage := func() {
				check(t, s.update(func(t *tx) error {
					t.dirty = true
					k, v := t.Bucket([]byte(searchBucket)).Cursor().First()
					return spoil(t, slices.Clone(k), slices.Clone(v))
				}))
			}
			damage()
			equal(t, "found", must(s.SearchExperiments("refund", 30))(t).Total, 20)
			damage()
			_ = must(s.UpdateExperiment(first.ID, map[string]string{"title": "Tone"}))(t)
			equal(t, "found after a change", must(s.SearchExperiments("refund", 30))(t).Total, 19)
			equal(t, "the change", ids(must(s.ListExperiments(Listing{Query: "tone", Limit: 9}))(t).Experiments), []string{first.ID})
			damage()
			for i := range 20 {
				_, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Refund again ", i)})
				check(t, err)
				_ = must(s.ListExperiments(Listing{Limit: 1}))(t) // takes it in
			}
			equal(t, "found after more came", must(s.SearchExperiments("refund", 50))(t).Total, 39)
		})
	}
}

// eachTermsValue changes every value of terms in the index.
func eachTermsValue(change func(t *tx, key string, content []byte) error) func(*tx, []byte, []byte) error {
	return func(t *tx, _, _ []byte) error {
		found := map[string][]byte{}
		err := t.Bucket([]byte(searchBucket)).ForEach(func(k, v []byte) error {
			if k[8] == termsPart {
				found[string(k)] = slices.Clone(v[sealSize:])
			}
			return nil
		})
		for key, content := range found {
			err = errors.Join(err, change(t, key, content))
		}
		return err
	}
}

// garbledTerms puts something else in their place, with a checksum that fits.
func garbledTerms(content []byte) func(*tx, []byte, []byte) error {
	return eachTermsValue(func(t *tx, key string, _ []byte) error { return t.putBytes(searchBucket, key, content) })
}
