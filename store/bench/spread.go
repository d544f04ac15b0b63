package bench

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// A Spread describes figures, in their unit.
type Spread struct {
	N                          int
	Mean, SD, Median, Min, Max float64 // SD is the standard deviation of a sample, by n - 1; 0 of one figure
}

// SpreadOf describes figures. Of none it is the zero value.
func SpreadOf(figures []float64) Spread {
	if len(figures) == 0 {
		return Spread{}
	}
	sorted := slices.Sorted(slices.Values(figures))
	s := Spread{N: len(sorted), Mean: stat.Mean(sorted, nil), Min: sorted[0], Max: sorted[len(sorted)-1]}
	if s.N > 1 {
		s.SD = stat.StdDev(sorted, nil)
	}
	s.Median = (sorted[(s.N-1)/2] + sorted[s.N/2]) / 2
	return s
}

// An Estimate is a mean over cases, and how far it may be off for all cases of the
// kind, in the unit of the figures.
type Estimate struct {
	N         int
	Mean      float64
	Low, High float64 // the interval of 95 %, if Known
	Known     bool
}

// resamples is how often the cases are drawn anew. Hesterberg (2015) asks for 10,000
// where the result must not depend on the draws.
const resamples = 10_000

// EstimateOf is the mean of figures, one for each case, with its bootstrap interval:
// cases are drawn anew, with replacement, and the interval holds the middle 95 % of
// the means (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
// With few cases that is too narrow, so a little less is cut off, as much as Student's
// t asks for: the expanded percentile interval (Hesterberg 2015, The American
// Statistician 69, 371-386, section 3.3). For the difference of two variants the
// figures are the differences of each case, so that the cases stay paired.
//
// The same figures and seed give the same interval. It is not known with fewer cases
// than six: nothing could be told from them, see CasesToTell.
func EstimateOf(figures []float64, seed uint64) Estimate {
	n := len(figures)
	if n == 0 {
		return Estimate{}
	}
	e := Estimate{N: n, Mean: stat.Mean(figures, nil)}
	if n < fewest() {
		return e
	}
	random := rand.New(rand.NewPCG(seed, 0))
	means := make([]float64, resamples)
	for i := range means {
		for range n {
			means[i] += figures[random.IntN(n)]
		}
		means[i] /= float64(n)
	}
	slices.Sort(means)
	tail := tail(n)
	e.Low, e.High = stat.Quantile(tail, stat.Empirical, means, nil), stat.Quantile(1-tail, stat.Empirical, means, nil)
	e.Known = true
	return e
}

// tail is the share of the means beyond each end of the interval. It nears 2.5 % with
// many cases: Phi(-t sqrt(n/(n-1))), where t is the quantile of Student's distribution
// with n - 1 degrees of freedom.
func tail(n int) float64 {
	t := distuv.StudentsT{Sigma: 1, Nu: float64(n - 1)}.Quantile(0.975)
	return distuv.UnitNormal.CDF(-t * math.Sqrt(float64(n)/float64(n-1)))
}
