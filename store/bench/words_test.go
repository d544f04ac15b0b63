package bench

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
)

const (
	blind  = "You rated blind to the end."
	settle = "Settle how many cases you will rate, and rate them all before you look: whoever stops as soon as it looks good finds luck."
	sixes  = " Even a variant that wins every time has to win six before luck becomes unlikely."
)

func TestWordsOfTwoVariants(t *testing.T) {
	tests := []struct {
		name            string
		won, lost, tied int
		want            []string
	}{
		{"all ties", 0, 0, 6, []string{"A and B: no difference in 6 cases. That does not show that there is none.", blind}},
		{"one case", 1, 0, 0, []string{"A won 1 of 1 case against B: too few to tell." + sixes, blind}},
		{"five of five", 5, 0, 0, []string{"A won 5 of 5 cases against B: too few to tell." + sixes, blind}},
		{"four of five", 1, 4, 0, []string{"B won 4 of 5 cases against A: too few to tell." + sixes, blind}},
		{"many, and few decided", 4, 1, 60, []string{"A won 4, B won 1, and in 60 there was no difference: too few to tell." + sixes, blind}},
		{"six of six", 6, 0, 0, []string{
			"A was rated better than B. A won 6 of 6 cases against B. Between equals a result at least as uneven comes up about one time in 32. " +
				"Of many cases like these, A may win anything from 61% to 100%. These are few cases: try it on new ones before you rely on it.", blind,
		}},
		{"seven of ten", 3, 7, 0, []string{
			"B won 7 of 10 cases against A. Between equals a result at least as uneven comes up about one time in three, so treat it as a hint at most. " +
				"If B really wins that often, about 55 cases in all would probably show it.", blind, settle,
		}},
		{"twelve of thirteen", 1, 12, 2, []string{
			"B was rated better than A. B won 12, A won 1, and in 2 there was no difference. " +
				"Between equals a result at least as uneven comes up about one time in 290. " +
				"Of many cases like these, those without a difference left out, B may win anything from 67% to 99%.", blind,
		}},
		{"forty of eighty", 40, 40, 0, []string{
			"A and B won 40 cases each. That shows no difference, and rules none out: of many such cases, either may win anything from 39% to 61%.", blind,
		}},
		{"six of ten", 6, 4, 0, []string{
			"A won 6 of 10 cases against B. Between equals a result at least as uneven comes up about eight times in ten, so it shows nothing. " +
				"If A really wins that often, about 210 cases in all would probably show it.", blind, settle,
		}},
		{"hardly any difference", 260, 240, 0, []string{
			"A won 260 of 500 cases against B. Between equals a result at least as uneven comes up about one time in three, so treat it as a hint at most. " +
				"If there is a difference, it is so small that even 1,000 cases might not show it.", blind,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Of(decided(tt.won, tt.lost, tt.tied)).Words()
			slices.Sort(got)
			slices.Sort(tt.want)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Up to five cases, whatever came of them, the words say that these are too few.
func TestFiveCasesAreTooFew(t *testing.T) {
	for won := range 6 {
		for lost := range 6 - won {
			if won+lost == 0 {
				continue
			}
			for tied := range 6 - won - lost {
				if words := Of(decided(won, lost, tied)).Words()[0]; !strings.Contains(words, "too few to tell") {
					t.Errorf("%d, %d, %d: %s", won, lost, tied, words)
				}
			}
		}
	}
	words := strings.Join(Of(scored([4]int{5, 2, 1, 0}, [4]int{5, 2, 1, 0}, [4]int{5, 2, 1, 0}, [4]int{5, 2, 1, 0}, [4]int{5, 2, 1, 0})).Words(), "\n")
	for _, want := range []string{"A won 5 of 5 cases against B: too few to tell.", "A scored 100 of 100 points more than B on average, in 5 cases: too few to say how far off that may be."} {
		if !strings.Contains(words, want) {
			t.Errorf("%s", words)
		}
	}
}

func TestWordsWithoutARating(t *testing.T) {
	unrated := grid(store.ByPair, 6, "A", "B")
	unrated.Rounds = nil
	early := decided(3, 0, 0)
	early.Rounds[0].Judgements, early.Rounds[0].Early = nil, true
	under := decided(3, 0, 0)
	under.Experiment.Blind, under.Experiment.ToRate = true, 4
	one := grid(store.ByCriterion, 3, "A")
	one.Rounds = nil
	tests := []struct {
		name string
		b    store.Bench
		want []string
	}{
		{"nothing at all", store.Bench{}, []string{"There is nothing to compare yet. A bench needs two variants: the way you work today may be one."}},
		{"one variant", one, []string{"There is nothing to compare yet. A bench needs two variants: the way you work today may be one."}},
		{"no ratings", unrated, []string{"Nothing is rated yet. Rate the outputs blind, and this says what came of it."}},
		{"told at once", early, []string{"The labels were told before anything was rated, so there is no result. Rate the outputs again."}},
		{"under way", under, []string{"A blind rating is under way, with 4 judgements to go. What came of it is told with the labels."}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Of(tt.b).Words()); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// has checks that the words of a bench hold each of some paragraphs.
func has(t *testing.T, b store.Bench, want ...string) {
	t.Helper()
	words := Of(b).Words()
	for _, paragraph := range want {
		if !slices.Contains(words, paragraph) {
			t.Errorf("no paragraph %q in\n%s", paragraph, strings.Join(words, "\n"))
		}
	}
}

func TestWordsOfWhatIsNotAsItShouldBe(t *testing.T) {
	b := decided(6, 2, 0)
	b.Outputs = b.Outputs[:15]
	b.Outputs[3].At = began.Add(2 * time.Hour)
	b.Rounds[0].Early, b.Rounds[0].Again = true, true
	b.Rounds[0].Judgements = b.Rounds[0].Judgements[:7]
	has(
		t, b,
		"The labels were told before all was rated: only 7 of 8 judgements count. "+
			"But the labels had been told in an earlier rating, so you may have known outputs again: new cases are a fairer test.",
		"1 of 16 outputs is missing, and where one is, its case cannot be compared. If they are missing since something failed, that is part of the result.",
		"2 rated outputs were replaced or removed after this rating. What was said stands, of the texts as they were; minutes, time and cost are those of the new ones.",
	)
}

func TestWordsOfSeveralVariants(t *testing.T) {
	b := grid(store.ByPair, 9, "A", "B", "C")
	for i, c := range b.Cases {
		choice := map[bool]string{true: store.LeftBetter, false: store.RightBetter}
		judge(&b, "", store.RoundItem{Case: c.ID, Left: "a", Right: "b"}, choice[i > 0], nil) // 8 of 9: p = 0.039
		judge(&b, "", store.RoundItem{Case: c.ID, Left: "a", Right: "c"}, choice[true], nil)  // 9 of 9: p = 0.004
		judge(&b, "", store.RoundItem{Case: c.ID, Left: "b", Right: "c"}, choice[i < 4], nil) // 4 of 9
	}
	has(
		t, b,
		"3 variants make 3 comparisons. The more one compares, the more often luck looks like a difference, so each has to pass a stricter test than one alone would (Holm's).",
		"A won 8 of 9 cases against B. Between equals a result at least as uneven comes up about one time in 26: enough for one comparison alone, but not for one of 3. "+
			"Treat it as a hint. If A really wins that often, about 17 cases in all would probably show it.",
		"A was rated better than C. A won 9 of 9 cases against C. Between equals a result at least as uneven comes up about one time in 260. "+
			"Of many cases like these, A may win anything from 70% to 100%. These are few cases: try it on new ones before you rely on it.",
	)
	many := grid(store.ByPair, 8, "A", "B", "C", "D")
	for i, c := range many.Cases {
		for first := range 4 {
			for second := first + 1; second < 4; second++ {
				choice := store.LeftBetter
				if second > 1 && i%2 == 0 || second == 3 {
					choice = store.RightBetter
				}
				judge(&many, "", store.RoundItem{Case: c.ID, Left: many.Variants[first].ID, Right: many.Variants[second].ID}, choice, nil)
			}
		}
	}
	words := Of(many).Words()
	if !slices.Contains(words, "2 comparisons cannot be told from luck.") || len(words) != 7 {
		t.Errorf("%s", strings.Join(words, "\n"))
	}
}

func TestWordsByCriteria(t *testing.T) {
	var cases [][4]int
	for i := range 8 {
		cases = append(cases, [4]int{3, 1, 4 + i%2, 1})
	}
	has(
		t, scored(cases...),
		"B scored 28.1 of 100 points more than A on average, in 8 cases; of many such cases, 21.1 to 35.2 more fits.",
		"By criterion, A less B: Tone -1.5 (-1.88 to -1.13), Facts 0 (0 to 0). Where there are several, one may stand out by luck.",
		"A: 50 of 100 on average, 50 in the middle, 50 to 50 (standard deviation 0), in 8 outputs.",
	)
	// A wins seven times by a little, and loses once by much.
	cases = nil
	for range 7 {
		cases = append(cases, [4]int{5, 1, 5, 0})
	}
	words := strings.Join(Of(scored(append(cases, [4]int{1, 0, 5, 2})...)).Words(), "\n")
	for _, want := range []string{"A won 7 of 8 cases against B. Between equals", "B scored 1.6 of 100 points more than A on average, in 8 cases; of many such cases, anything from 12.5 less to "} {
		if !strings.Contains(words, want) {
			t.Errorf("no %q in\n%s", want, words)
		}
	}
	for range 7 {
		cases = append(cases, [4]int{5, 1, 5, 0})
	}
	words = strings.Join(Of(scored(append(cases, [4]int{1, 0, 5, 2}, [4]int{1, 0, 5, 2})...)).Words(), "\n")
	if !strings.Contains(words, "A was rated better than B.") || !strings.Contains(words, "Yet on average B scored") {
		t.Errorf("%s", words)
	}
}

func TestWordsOfASecondRater(t *testing.T) {
	b := decided(7, 3, 0)
	for i, item := range b.Rounds[0].Items {
		mine, _ := b.Rounds[0].Of(i, "")
		choice := mine.Choice
		if i < 5 { // Kim sees half of them the other way round
			choice = map[string]string{store.LeftBetter: store.RightBetter, store.RightBetter: store.LeftBetter}[choice]
		}
		judge(&b, "Kim", item, choice, nil)
	}
	judge(&b, "Lou", b.Rounds[0].Items[0], store.LeftBetter, nil)
	// By Kim A won 2 and B 8. Chance: 0.7 * 0.2 + 0.3 * 0.8 = 0.38; (0.5 - 0.38)/0.62 = 0.19. Wilson of 5 in 10 is 0.2366 to 0.7634.
	has(
		t, b,
		"Kim judged 10 pairs that you judged too, and said the same of 5. Kappa, agreement beyond chance, is 0.19, where 1 is full and 0 is chance; "+
			"-0.23 to 0.62 fits. So it may be chance. By Kim alone, A won 2, B won 8: the other way round than by you.",
		"Lou judged 1 pair that you judged too, and said the same of 1. Both gave one and the same answer every time, so it cannot be told from chance. "+
			"By Lou alone, A won 1, B won 0.",
	)
	c := scored([4]int{5, 2, 1, 0}, [4]int{4, 2, 2, 1})
	judge(&c, "Kim", store.RoundItem{Case: "0001", Left: "a"}, "", map[string]int{"tone": 5, "facts": 1})
	judge(&c, "Kim", store.RoundItem{Case: "0001", Left: "b"}, "", map[string]int{"tone": 1, "facts": 1})
	has(
		t, c,
		"Kim scored 2 outputs that you scored too: Tone the same score 2 times, kappa 1; Facts the same score 0 times, kappa 0. "+
			"Kappa is agreement beyond chance: 1 is full, 0 is chance. By Kim alone, A won 1, B won 0.",
	)
}

func TestWordsOfEffort(t *testing.T) {
	b := decided(3, 3, 0)
	for i := range b.Outputs {
		o, n := &b.Outputs[i], 4
		if o.Variant == "b" {
			n = 6 + i%3
		}
		o.Minutes, o.LatencyMS, o.TokensIn, o.TokensOut = &n, 1500, 1200, 10
		o.Cost = &store.Money{Micros: 350, Currency: "EUR"}
	}
	before, after := 30, 12
	b.Experiment.MinutesBefore, b.Experiment.MinutesAfter = &before, &after
	has(
		t, b,
		"B took 3 minutes of work more than A on average, in 6 cases; of many such cases, 2.2 to 3.8 more fits.",
		"Minutes of work for an output, on average: A 4 (6 outputs); B 7 (6 outputs).",
		"Waiting for an answer, in the middle: A 1.5 s (6 outputs); B 1.5 s (6 outputs).",
		"Tokens in and out: A 7,200 and 60; B 7,200 and 60.",
		"Cost: A 0.0021 EUR (6 outputs); B 0.0021 EUR (6 outputs).",
		"By your own count the task took 30 minutes before and 12 after: 18 less. That is one measurement of each.",
	)
	before, after = 12, 30
	has(t, b, "By your own count the task took 12 minutes before and 30 after: 18 more. That is one measurement of each.")
}

func TestOdds(t *testing.T) {
	for p, want := range map[float64]string{
		1: "nearly every time", 0.754: "about eight times in ten", 0.55: "about one time in two", 0.344: "about one time in three",
		0.05: "about one time in 20", 0.0034: "about one time in 290", 0.0001: "about one time in 10,000", 0.00009: "less than one time in 10,000",
	} {
		if got := odds(p); got != want {
			t.Errorf("%v is %q, want %q", p, got, want)
		}
	}
	for n, want := range map[int]int{6: 6, 20: 20, 21: 25, 54: 55, 99: 100, 101: 110, 994: 1000, 1001: 1100} {
		if got := about(n); got != want {
			t.Errorf("about %d is %d, want %d", n, got, want)
		}
	}
}
