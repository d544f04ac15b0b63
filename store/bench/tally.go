package bench

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

const (
	level = 0.05 // how seldom luck has to do as much for a result to be more than a hint
	power = 0.8  // how often a difference that is there should show

	// mostCases is how far CasesToTell looks: nobody rates more by hand.
	mostCases = 1000
)

// A Tally counts the cases of two variants: those that the first one won, those
// that it lost, and those in which neither was better.
type Tally struct {
	Won, Lost, Tied int
}

// Cases is how many cases there are.
func (t Tally) Cases() int { return t.Won + t.Lost + t.Tied }

// Decided is how many cases one of the two won.
func (t Tally) Decided() int { return t.Won + t.Lost }

// Luck is the p value of the exact sign test with two sides: how often a result
// at least as uneven comes up between equals, where each decided case is the toss
// of a coin. It is twice the binomial probability of the smaller count or less, and
// 1 at most. Ties tell no direction and are left out (Dixon & Mood 1946, Journal of
// the American Statistical Association 41, 557-566; Siegel & Castellan,
// Nonparametric Statistics, 2nd edition 1988, chapter 5). Without decided cases it
// is 1.
func (t Tally) Luck() float64 {
	if t.Decided() <= 0 {
		return 1
	}
	coin := distuv.Binomial{N: float64(t.Decided()), P: 0.5}
	return min(1, 2*coin.CDF(float64(min(t.Won, t.Lost))))
}

// WinRate is the share of the decided cases that the first variant won, with its
// interval, see Wilson. It is not ok where no case was decided.
func (t Tally) WinRate() (rate, low, high float64, ok bool) {
	if t.Decided() <= 0 {
		return 0, 0, 1, false
	}
	low, high = Wilson(t.Won, t.Decided())
	return float64(t.Won) / float64(t.Decided()), low, high, true
}

// fewest is the number of decided cases under which nothing can be told from luck:
// five wins of five come up between equals in 2 of 32 times, more than 5 %, and six
// of six in 2 of 64.
func fewest() int {
	n := 1
	for (Tally{Won: n}).Luck() >= level {
		n++
	}
	return n
}

// CasesToTell is how many cases in all, with those that there are, would probably
// tell two variants apart, if the better one goes on to win as large a share of the
// decided cases, and as many are ties. It is the smallest number from which on the
// exact sign test comes out under 5 %, for the better one, in 80 of 100 times. That
// it stays so is asked for since the power of an exact test goes up and down from one
// number to the next (Chernick & Liu 2002, The American Statistician 56, 149-155).
// Of several comparisons each has to come out under 5 % divided by their number
// (Bonferroni's rule, which is a little stricter than Holm's).
//
// It is not ok where that cannot be said: with too few decided cases, where both won
// as many, where they are told apart already, or beyond 1,000 decided cases.
func (t Tally) CasesToTell(comparisons int) (cases int, ok bool) {
	limit := level / float64(max(1, comparisons))
	if t.Decided() < fewest() || t.Won == t.Lost || t.Luck() < limit {
		return 0, false
	}
	rate := float64(max(t.Won, t.Lost)) / float64(t.Decided())
	decided, lost := mostCases+1, -1 // lost is how many may be lost at most, none of which is -1
	for n := 1; n <= mostCases; n++ {
		if next := (Tally{Won: n - lost - 1, Lost: lost + 1}); next.Won > next.Lost && next.Luck() < limit {
			lost++
		}
		enough := lost >= 0 && distuv.Binomial{N: float64(n), P: 1 - rate}.CDF(float64(lost)) >= power
		switch {
		case !enough:
			decided = mostCases + 1
		case decided > mostCases:
			decided = n
		}
	}
	if decided > mostCases {
		return 0, false
	}
	return int(math.Ceil(float64(decided) * float64(t.Cases()) / float64(t.Decided()))), true
}

// Holm adjusts the p values of several comparisons for their number, so that the
// chance of even one false finding among them stays what it is for one: the smallest
// is multiplied by their number, the next by one less, and so on, and none comes out
// under a smaller one's (Holm 1979, Scandinavian Journal of Statistics 6, 65-70). The
// order stays.
func Holm(luck []float64) []float64 {
	order := make([]int, len(luck))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(luck[a], luck[b]) })
	adjusted, least := make([]float64, len(luck)), 0.0
	for rank, at := range order {
		least = max(least, min(1, float64(len(luck)-rank)*luck[at]))
		adjusted[at] = least
	}
	return adjusted
}
