package bench

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"waymark/store"
)

var began = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// grid is a bench of variants with all outputs, and a round that is revealed.
func grid(mode store.Mode, cases int, variants ...string) store.Bench {
	b := store.Bench{Rounds: []store.Round{{Number: 1, Mode: mode, Seed: 7, Started: began, Revealed: began.Add(time.Hour)}}}
	for i, name := range variants {
		b.Variants = append(b.Variants, store.Variant{ID: string(rune('a' + i)), Name: name})
	}
	for i := range cases {
		c := store.Case{ID: fmt.Sprintf("%04d", i+1)}
		b.Cases = append(b.Cases, c)
		for _, v := range b.Variants {
			b.Outputs = append(b.Outputs, store.Output{Variant: v.ID, Case: c.ID, Text: "text", At: began.Add(-time.Hour)})
		}
	}
	return b
}

// judge adds a judgement to the only round.
func judge(b *store.Bench, rater string, item store.RoundItem, choice string, scores map[string]int) {
	r := &b.Rounds[0]
	at := len(r.Items)
	for i, known := range r.Items {
		if known == item {
			at = i
		}
	}
	if at == len(r.Items) {
		r.Items = append(r.Items, item)
	}
	r.Judgements = append(r.Judgements, store.Judgement{Item: at, Rater: rater, Choice: choice, Scores: scores})
	slices.SortFunc(r.Judgements, func(a, b store.Judgement) int { // as the store keeps them
		if a.Item != b.Item {
			return a.Item - b.Item
		}
		return strings.Compare(a.Rater, b.Rater)
	})
}

// decided is a bench of A and B, rated in pairs: A won so many, lost so many, and the
// rest were ties. The sides change from case to case.
func decided(won, lost, tied int) store.Bench {
	b := grid(store.ByPair, won+lost+tied, "A", "B")
	for i, c := range b.Cases {
		item, first, second := store.RoundItem{Case: c.ID, Left: "a", Right: "b"}, store.LeftBetter, store.RightBetter
		if i%2 == 1 {
			item, first, second = store.RoundItem{Case: c.ID, Left: "b", Right: "a"}, second, first
		}
		switch {
		case i < won:
			judge(&b, "", item, first, nil)
		case i < won+lost:
			judge(&b, "", item, second, nil)
		default:
			judge(&b, "", item, store.NoDifference, nil)
		}
	}
	return b
}

// letters is a rubric of two criteria, of which the first counts three times as much.
func letters() *store.Rubric {
	ends := func(low, high int) []store.Anchor {
		return []store.Anchor{{Score: low, Text: "poor"}, {Score: high, Text: "good"}}
	}
	return &store.Rubric{ID: "letters", Criteria: []store.Criterion{
		{ID: "tone", Name: "Tone", Weight: 3, Anchors: ends(1, 5)},
		{ID: "facts", Name: "Facts", Weight: 1, Anchors: ends(0, 2)},
	}}
}

// scored is a bench that is rated by criteria: the scores of each case, tone and facts
// of A, then of B.
func scored(cases ...[4]int) store.Bench {
	b := grid(store.ByCriterion, len(cases), "A", "B")
	b.Rounds[0].Rubric = letters()
	for i, s := range cases {
		id := b.Cases[i].ID
		judge(&b, "", store.RoundItem{Case: id, Left: "a"}, "", map[string]int{"tone": s[0], "facts": s[1]})
		judge(&b, "", store.RoundItem{Case: id, Left: "b"}, "", map[string]int{"tone": s[2], "facts": s[3]})
	}
	return b
}

func TestTheSidesOfAPairChangeNothing(t *testing.T) {
	got := Of(decided(7, 3, 2))
	if len(got.Pairs) != 1 || got.Pairs[0].Tally != (Tally{7, 3, 2}) || got.Judged != 12 || got.Items != 12 {
		t.Errorf("%+v", got)
	}
}

func TestResultByCriteria(t *testing.T) {
	// Points: (3 (tone - 1)/4 + facts/2) / 4 * 100.
	r := Of(scored([4]int{5, 2, 4, 1}, [4]int{2, 1, 2, 1}, [4]int{3, 1, 4, 1}, [4]int{3, 2, 5, 2}))
	near(t, "the best", points(letters(), map[string]int{"tone": 5, "facts": 2}), 100, 0)
	near(t, "the worst", points(letters(), map[string]int{"tone": 1, "facts": 0}), 0, 0)
	near(t, "three quarters of the tone", points(letters(), map[string]int{"tone": 4, "facts": 0}), 56.25, 1e-12)
	p := r.Pairs[0]
	if p.Tally != (Tally{1, 2, 1}) {
		t.Errorf("%+v", p.Tally)
	}
	// A less B: 100 - 68.75, 31.25 - 31.25, 50 - 68.75, 62.5 - 100.
	near(t, "the difference", p.Points.Mean, (31.25+0-18.75-37.5)/4, 1e-12)
	near(t, "of tone", p.Criteria[0].Score.Mean, (1+0-1-2)/4.0, 1e-12)
	near(t, "of facts", p.Criteria[1].Score.Mean, (1+0+0+0)/4.0, 1e-12)
	if p.Points.Known || p.Points.N != 4 {
		t.Errorf("an interval from four cases: %+v", p.Points)
	}
	a := r.Variants[0]
	near(t, "the tone of A", a.Criteria[0].Score.Mean, 13.0/4, 1e-12)
	if diff := cmp.Diff([]float64{100, 31.25, 50, 62.5}, a.Points); diff != "" {
		t.Error(diff)
	}
}

func TestEffort(t *testing.T) {
	b := decided(2, 1, 0)
	minutes := func(n int) *int { return &n }
	euro := func(micros int64) *store.Money { return &store.Money{Micros: micros, Currency: "EUR"} }
	for i := range b.Outputs {
		o := &b.Outputs[i]
		o.TokensIn, o.TokensOut, o.LatencyMS = 100, 20, int64(1000*(i+1))
		if o.Variant == "a" {
			o.Minutes, o.Cost = minutes(4), euro(350)
		} else {
			o.Minutes, o.Cost = minutes(6+i), euro(1000)
		}
	}
	b.Outputs[0].Cost = &store.Money{Micros: 5, Currency: "CHF"}
	r := Of(b)
	a := r.Variants[0]
	if diff := cmp.Diff([]store.Money{{Micros: 5, Currency: "CHF"}, {Micros: 700, Currency: "EUR"}}, a.Cost); diff != "" {
		t.Error(diff)
	}
	if a.TokensIn != 300 || a.TokensOut != 60 || a.Costed != 3 || a.Latency.Median != 3000 {
		t.Errorf("%+v", a)
	}
	if diff := cmp.Diff([]store.Money{{Micros: -1300, Currency: "EUR"}}, r.Pairs[0].Cost); diff != "" {
		t.Error(diff) // the first case has two currencies
	}
	near(t, "minutes", r.Pairs[0].Minutes.Mean, 4-(7.0+9+11)/3, 1e-12)
	if got := plus(math.MaxInt64-1, 5); got != math.MaxInt64 {
		t.Errorf("a sum over the greatest amount is %d", got)
	}
}

func TestWhatIsMissingLaterOrGone(t *testing.T) {
	after := began.Add(2 * time.Hour)
	b := decided(3, 3, 0)
	b.Outputs = b.Outputs[:10] // both of the last case were removed
	b.Outputs[0].At = after    // and one replaced
	b.Cases = append(b.Cases, store.Case{ID: "0007"})
	b.Outputs = append(b.Outputs, store.Output{Variant: "a", Case: "0007", Text: "new", At: after})
	r := Of(b)
	if r.Missing != 3 || r.Outputs != 11 || r.Later != 1 || r.Gone != 3 {
		t.Errorf("%+v", r)
	}
	words := strings.Join(r.Words(), "\n")
	for _, want := range []string{"1 output came after this rating", "3 rated outputs were replaced or removed after this rating. What was said stands"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not said in:\n%s", want, words)
		}
	}
	if whole := Of(decided(3, 3, 0)); whole.Later != 0 || whole.Gone != 0 {
		t.Errorf("%+v", whole)
	}
}

func TestPicture(t *testing.T) {
	p := Of(decided(2, 1, 1)).Picture()
	if len(p.Rows) != 1 || p.Mark != 50 {
		t.Fatalf("%+v", p)
	}
	low, high := Wilson(2, 3)
	got := 2 / 3.0
	if diff := cmp.Diff(Row{"A over B", []float64{0, 50, 100, 100}, 100 * got, 100 * low, 100 * high}, p.Rows[0]); diff != "" {
		t.Error(diff)
	}
	low, high = Wilson(3, 4)
	p = Of(decided(1, 3, 0)).Picture() // the winner first, as in the words
	if row := p.Rows[0]; row.Name != "B over A" || !cmp.Equal(row.Dots, []float64{0, 100, 100, 100}) || row.Mean != 75 || math.Abs(row.Low-100*low) > 1e-9 || math.Abs(row.High-100*high) > 1e-9 {
		t.Errorf("%+v", row)
	}
	p = Of(scored([4]int{5, 2, 1, 0}, [4]int{3, 1, 1, 0})).Picture()
	if len(p.Rows) != 2 || !math.IsNaN(p.Mark) || !math.IsNaN(p.Rows[0].Low) {
		t.Fatalf("%+v", p)
	}
	if diff := cmp.Diff([]float64{100, 50}, p.Rows[0].Dots); diff != "" {
		t.Error(diff)
	}
	if p = Of(store.Bench{}).Picture(); p.Rows != nil {
		t.Errorf("%+v", p)
	}
}

// The newest round whose labels are told counts, whatever came before.
func TestTheNewestRoundCounts(t *testing.T) {
	b, other := decided(1, 5, 0), decided(6, 0, 0)
	second := other.Rounds[0]
	second.Number, second.Again = 2, true
	b.Rounds = append(b.Rounds, second)
	if r := Of(b); r.Pairs[0].Tally != (Tally{Won: 6}) || !r.Again {
		t.Errorf("%+v", r.Pairs[0])
	}
	b.Rounds[1].Revealed = time.Time{} // a round that is not over
	if r := Of(b); r.Pairs[0].Tally != (Tally{1, 5, 0}) || r.Again {
		t.Errorf("%+v", r.Pairs[0])
	}
}

// A whole blind rating on the real store, of which nothing is told before its end.
func TestResultOfTheStore(t *testing.T) {
	at := began
	s := store.New(filepath.Join(t.TempDir(), "waymark"), func() time.Time { at = at.Add(time.Minute); return at })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	x, _, err := s.AddExperiment(store.Experiment{Title: "Warmer replies"})
	must(err)
	for _, name := range []string{"cold", "warm"} {
		_, err := s.KeepVariant(x.ID, store.Variant{Name: name, Prompt: name})
		must(err)
	}
	for i := range 7 {
		cases, err := s.KeepCases(x.ID, store.Case{Input: fmt.Sprint("letter ", i)})
		must(err)
		for _, v := range []string{"a", "b"} {
			_, err := s.KeepOutputs(x.ID, store.Output{Variant: v, Case: cases[0].ID, Text: v, Source: store.FromPaste})
			must(err)
		}
	}
	sheet, err := s.StartRound(x.ID, store.ByPair)
	must(err)
	for i, item := range sheet.Items {
		choice := store.LeftBetter
		if item.Right == "b" {
			choice = store.RightBetter
		}
		_, err := s.Judge(x.ID, store.Judgement{Item: i, Choice: choice})
		must(err)
		b, err := s.Bench(x.ID)
		must(err)
		if words := strings.Join(Of(b).Words(), " "); strings.Contains(words, "cold") || strings.Contains(words, "warm") || !strings.Contains(words, "under way") {
			t.Fatalf("before the end: %s", words)
		}
	}
	b, err := s.Reveal(x.ID, false)
	must(err)
	if words := Of(b).Words(); !strings.HasPrefix(words[0], "warm was rated better than cold. warm won 7 of 7 cases against cold.") {
		t.Errorf("%q", words)
	}
}

// anyBench is a bench of any shape, rated in part, perhaps by two.
func anyBench(r *rapid.T) store.Bench {
	mode := rapid.SampledFrom([]store.Mode{store.ByPair, store.ByCriterion}).Draw(r, "mode")
	names := []string{"A", "B", "C", "D", "E"}[:rapid.IntRange(0, 5).Draw(r, "variants")]
	b := grid(mode, rapid.IntRange(0, 25).Draw(r, "cases"), names...)
	b.Rounds[0].Rubric = letters()
	leaning := rapid.IntRange(0, 9).Draw(r, "leaning")
	raters := []string{"", "Kim"}[:rapid.IntRange(0, 2).Draw(r, "raters")]
	for _, rater := range raters {
		for _, c := range b.Cases {
			for i, v := range b.Variants {
				if mode == store.ByCriterion && rapid.IntRange(0, 9).Draw(r, "rated") > 0 {
					judge(&b, rater, store.RoundItem{Case: c.ID, Left: v.ID}, "", map[string]int{
						"tone": rapid.IntRange(1, 5).Draw(r, "tone"), "facts": rapid.IntRange(0, 2).Draw(r, "facts"),
					})
				}
				for _, w := range b.Variants[i+1:] {
					if mode == store.ByPair {
						choice := store.LeftBetter
						if rapid.IntRange(0, 9).Draw(r, "choice") < leaning {
							choice = rapid.SampledFrom([]string{store.RightBetter, store.NoDifference}).Draw(r, "else")
						}
						judge(&b, rater, store.RoundItem{Case: c.ID, Left: v.ID, Right: w.ID}, choice, nil)
					}
				}
			}
		}
	}
	if rapid.Bool().Draw(r, "no round") {
		b.Rounds = nil
	}
	return b
}

// The words call a variant better only where luck does as much in fewer than 5 of 100
// times, by the exact p value and Holm's rule worked out again, and where at least six
// cases were decided.
func TestWordsClaimNoMoreThanTheFigures(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := anyBench(r)
		result := Of(b)
		words := strings.Join(result.Words(), "\n")
		for _, p := range result.Pairs {
			smaller := 0
			for _, q := range result.Pairs {
				if exactLuck(q.Tally) < exactLuck(p.Tally) {
					smaller++
				}
			}
			luck := exactLuck(p.Tally) * float64(len(result.Pairs)-smaller) // what Holm's rule asks for at least
			claims := map[string]int{
				p.FirstName + " was rated better than " + p.SecondName: p.Won - p.Lost,
				p.SecondName + " was rated better than " + p.FirstName: p.Lost - p.Won,
			}
			for claim, ahead := range claims {
				if strings.Contains(words, claim) && (luck >= 0.05 || p.Decided() < 6 || ahead <= 0) {
					r.Fatalf("%+v: %s", p, words)
				}
			}
			if len(result.Pairs) == 1 && exactLuck(p.Tally) < 0.05 && !strings.Contains(words, "was rated better") {
				r.Fatalf("%+v: %s", p, words)
			}
		}
		for _, never := range []string{"significant", "proves", "proof", "NaN", "Inf", "%!", "  "} {
			if strings.Contains(words, never) {
				r.Fatalf("the words hold %q: %s", never, words)
			}
		}
		if strings.Count(words, "better than") != strings.Count(words, "was rated better than") || words == "" {
			r.Fatalf("%s", words)
		}
		if diff := cmp.Diff(result, Of(b)); diff != "" {
			r.Fatalf("again: %s", diff)
		}
	})
}

// Eight variants, fifty cases and five criteria are more than anybody rates.
func BenchmarkOf(b *testing.B) {
	bench := grid(store.ByCriterion, 50, "A", "B", "C", "D", "E", "F", "G", "H")
	rubric := &store.Rubric{}
	for i := range 5 {
		rubric.Criteria = append(rubric.Criteria, store.Criterion{
			ID: fmt.Sprint(i), Name: fmt.Sprint(i), Weight: 1, Anchors: []store.Anchor{{Score: 0}, {Score: 4}},
		})
	}
	bench.Rounds[0].Rubric = rubric
	for i, o := range bench.Outputs {
		scores := map[string]int{}
		for j := range 5 {
			scores[fmt.Sprint(j)] = (i*7 + j*3 + i/5) % 5
		}
		bench.Rounds[0].Items = append(bench.Rounds[0].Items, store.RoundItem{Case: o.Case, Left: o.Variant})
		bench.Rounds[0].Judgements = append(bench.Rounds[0].Judgements, store.Judgement{Item: i, Scores: scores})
	}
	for b.Loop() {
		Of(bench)
	}
}
