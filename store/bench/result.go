package bench

import (
	"math"
	"slices"
	"strings"

	"waymark/store"
)

// A Result is what the newest rating of a bench came to whose labels are told.
type Result struct {
	UnderWay bool       // a blind rating is: there is nothing to tell yet
	ToRate   int        // what is left of it
	Mode     store.Mode // how outputs were rated; empty where none was
	Items    int        // what there was to judge: pairs, or outputs
	Judged   int        // what the learner judged of it
	Early    bool       // the labels were told before all was rated
	Again    bool       // the labels had been seen, in an earlier rating

	Cases   int
	Outputs int // that there are
	Missing int // places without an output
	Later   int // outputs that came after the rating, where there was none
	Gone    int // outputs that were rated, and were replaced or removed since

	Variants      []Variant
	Pairs         []Pair // every two variants, in the order of the bench
	Raters        []Rater
	MinutesBefore *int // of the entry: the task without AI
	MinutesAfter  *int // and with it
}

// A Variant is what came of one variant.
type Variant struct {
	ID, Name            string
	Outputs             int
	Points              []float64 // by criteria: 0 to 100, one for each rated case
	Score               Spread    // of these points
	Mean                Estimate  // of these points
	Criteria            []Criterion
	Minutes             Spread // a person's, to get an output ready for use
	Latency             Spread // milliseconds
	TokensIn, TokensOut int
	Cost                []store.Money // of all outputs that have one, by currency
	Costed              int           // how many have one
}

// A Criterion is what came of one variant by one criterion, in its own scores.
type Criterion struct {
	ID, Name string
	Score    Spread
}

// A Pair is what came of one variant beside another. Differences are those of the
// first less those of the second, case by case.
type Pair struct {
	First, Second         string // ids
	FirstName, SecondName string
	Tally                         // of the first
	P                     float64 // Luck of the tally
	Adjusted              float64 // the same among all pairs, see Holm
	More                  int     // CasesToTell; 0 where it cannot be said
	Points                Estimate
	Criteria              []Difference
	Minutes               Estimate
	Cost                  []store.Money // over the cases in which both have one in the currency; may be less than 0
}

// A Difference is by how much two variants differ by one criterion.
type Difference struct {
	ID, Name string
	Score    Estimate
}

// A Rater is a second rater beside the learner.
type Rater struct {
	Name      string
	Agreement          // on pairs; by criterion it is empty but for N, the outputs that both rated
	Criteria  []Agreed // by criterion
	Tallies   []Tally  // what this rater alone says, in the order of Pairs
}

// An Agreed is how far two raters agree by one criterion.
type Agreed struct {
	ID, Name string
	Agreement
}

// Told reports which of the two variants was rated better, 1 for the first and -1 for
// the second, where luck does as much in fewer than 5 of 100 times, counting how many
// comparisons there are. Else it is 0.
func (p Pair) Told() int {
	switch {
	case p.Adjusted >= level || p.Decided() < fewest():
		return 0
	case p.Won > p.Lost:
		return 1
	}
	return -1
}

// Of is the result of a bench. It only calculates: the same bench gives the same
// result.
func Of(b store.Bench) Result {
	x := b.Experiment
	r := Result{MinutesBefore: x.MinutesBefore, MinutesAfter: x.MinutesAfter, Cases: len(b.Cases)}
	if x.Blind {
		r.UnderWay, r.ToRate = true, x.ToRate
		return r
	}
	r.Outputs, r.Missing = len(b.Outputs), len(b.Cases)*len(b.Variants)-len(b.Outputs)
	round, rated := newest(b)
	mine := ratingOf(b, round, "")
	if rated {
		r.Mode, r.Items, r.Judged, r.Early, r.Again = round.Mode, len(round.Items), mine.judged, round.Early, round.Again
		r.Later, r.Gone = changed(b, round)
	}
	draws := newDraws(round.Seed)
	for _, v := range b.Variants {
		r.Variants = append(r.Variants, variantOf(b, round, mine, v, draws))
	}
	r.Pairs = pairsOf(b, round, mine, draws)
	for _, name := range raters(round) {
		r.Raters = append(r.Raters, raterOf(b, round, mine, name))
	}
	return r
}

// changed counts what is not as it was in a round: outputs that came after it, and those
// that were rated and are not there any more. While a round is blind nothing changes.
func changed(b store.Bench, round store.Round) (later, gone int) {
	rated := map[place]bool{}
	for _, it := range round.Items {
		rated[place{it.Left, it.Case}] = true
		if it.Right != "" {
			rated[place{it.Right, it.Case}] = true
		}
	}
	gone = len(rated)
	for _, o := range b.Outputs {
		switch isRated, after := rated[place{o.Variant, o.Case}], o.At.After(round.Revealed); {
		case isRated && !after:
			gone--
		case !isRated && after:
			later++
		}
	}
	return later, gone
}

func variantOf(b store.Bench, round store.Round, mine rating, v store.Variant, draws draws) Variant {
	found := Variant{ID: v.ID, Name: v.Name, Points: figuresOf(b, mine.points, v.ID)}
	found.Score, found.Mean = SpreadOf(found.Points), draws.estimate(found.Points)
	for _, c := range criteria(round) {
		found.Criteria = append(found.Criteria, Criterion{c.ID, c.Name, SpreadOf(figuresOf(b, mine.scores[c.ID], v.ID))})
	}
	var minutes, latency []float64
	var cost []store.Money
	for _, o := range b.Outputs {
		if o.Variant != v.ID {
			continue
		}
		found.Outputs++
		found.TokensIn += o.TokensIn
		found.TokensOut += o.TokensOut
		if o.Minutes != nil {
			minutes = append(minutes, float64(*o.Minutes))
		}
		if o.LatencyMS > 0 {
			latency = append(latency, float64(o.LatencyMS))
		}
		if o.Cost != nil {
			cost = append(cost, *o.Cost)
		}
	}
	found.Minutes, found.Latency = SpreadOf(minutes), SpreadOf(latency)
	found.Cost, found.Costed = sums(cost), len(cost)
	return found
}

// pairsOf compares every two variants.
func pairsOf(b store.Bench, round store.Round, mine rating, draws draws) []Pair {
	minutes, paid := map[place]float64{}, map[place]store.Money{}
	for _, o := range b.Outputs {
		if o.Minutes != nil {
			minutes[place{o.Variant, o.Case}] = float64(*o.Minutes)
		}
		if o.Cost != nil {
			paid[place{o.Variant, o.Case}] = *o.Cost
		}
	}
	var pairs []Pair
	var luck []float64
	for i, first := range b.Variants {
		for _, second := range b.Variants[i+1:] {
			estimate := func(figures map[place]float64) Estimate {
				return draws.estimate(differences(b, figures, first.ID, second.ID))
			}
			p := Pair{
				First: first.ID, Second: second.ID, FirstName: first.Name, SecondName: second.Name,
				Tally: mine.tallies[[2]string{first.ID, second.ID}], Points: estimate(mine.points), Minutes: estimate(minutes),
				Cost: costs(b, paid, first.ID, second.ID),
			}
			for _, c := range criteria(round) {
				p.Criteria = append(p.Criteria, Difference{c.ID, c.Name, estimate(mine.scores[c.ID])})
			}
			p.P = p.Luck()
			luck, pairs = append(luck, p.P), append(pairs, p)
		}
	}
	for i, adjusted := range Holm(luck) {
		pairs[i].Adjusted = adjusted
		pairs[i].More, _ = pairs[i].CasesToTell(len(pairs))
	}
	return pairs
}

func raterOf(b store.Bench, round store.Round, mine rating, name string) Rater {
	theirs := ratingOf(b, round, name)
	found := Rater{Name: name}
	for i, first := range b.Variants {
		for _, second := range b.Variants[i+1:] {
			found.Tallies = append(found.Tallies, theirs.tallies[[2]string{first.ID, second.ID}])
		}
	}
	if round.Mode == store.ByPair {
		found.Agreement = mine.agreement(theirs)
		return found
	}
	for _, c := range criteria(round) {
		a := mine.agreementOn(c, theirs)
		found.N = max(found.N, a.N)
		found.Criteria = append(found.Criteria, Agreed{c.ID, c.Name, a})
	}
	return found
}

// criteria are those of a round by criterion.
func criteria(r store.Round) []store.Criterion {
	if r.Mode != store.ByCriterion {
		return nil
	}
	return r.Rubric.Criteria
}

// costs are by how much the first variant cost more than the second.
func costs(b store.Bench, paid map[place]store.Money, first, second string) []store.Money {
	var all []store.Money
	for _, c := range b.Cases {
		x, one := paid[place{first, c.ID}]
		y, other := paid[place{second, c.ID}]
		if one && other && x.Currency == y.Currency {
			all = append(all, x, store.Money{Micros: -y.Micros, Currency: y.Currency})
		}
	}
	return sums(all)
}

// sums adds amounts up, by currency in the order of their names.
func sums(amounts []store.Money) []store.Money {
	var all []store.Money
	for _, m := range amounts {
		at, found := slices.BinarySearchFunc(all, m, func(a, b store.Money) int { return strings.Compare(a.Currency, b.Currency) })
		if !found {
			all = slices.Insert(all, at, store.Money{Currency: m.Currency})
		}
		all[at].Micros = plus(all[at].Micros, m.Micros)
	}
	return all
}

// plus adds, and stays at the greatest amount rather than turn it into its opposite.
func plus(a, b int64) int64 {
	switch {
	case b > 0 && a > math.MaxInt64-b:
		return math.MaxInt64
	case b < 0 && a < -math.MaxInt64-b:
		return -math.MaxInt64
	}
	return a + b
}
