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
// Statistician 69, 371-386). For the difference of two variants the figures are the
// differences of each case, so that the cases stay paired.
//
// The same figures and seed give the same interval. It is not known with fewer cases
// than six: nothing could be told from them, see CasesToTell.
func EstimateOf(figures []float64, seed uint64) Estimate {
	return newDraws(seed).estimate(figures)
}

// draws are the cases that the bootstrap draws, by how many there are to draw from.
// They depend on nothing else, so that one result draws them once.
type draws struct {
	seed   uint64
	places map[int][]uint16
}

func newDraws(seed uint64) draws { return draws{seed, map[int][]uint16{}} }

// of is resamples times n places from 0 to n - 1.
func (d draws) of(n int) []uint16 {
	if d.places[n] == nil {
		random := rand.New(rand.NewPCG(d.seed, 0))
		places := make([]uint16, resamples*n)
		for i := range places {
			places[i] = uint16(random.IntN(n))
		}
		d.places[n] = places
	}
	return d.places[n]
}

func (d draws) estimate(figures []float64) Estimate {
	n := len(figures)
	if n == 0 {
		return Estimate{}
	}
	e := Estimate{N: n, Mean: stat.Mean(figures, nil)}
	if n < fewest() {
		return e
	}
	means := make([]float64, 0, resamples)
	for sample := range slices.Chunk(d.of(n), n) {
		sum := 0.0
		for _, at := range sample {
			sum += figures[at]
		}
		means = append(means, sum/float64(n))
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
