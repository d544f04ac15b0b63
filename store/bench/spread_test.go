package bench

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpread(t *testing.T) {
	tests := []struct {
		figures []float64
		want    Spread
	}{
		{nil, Spread{}},
		{[]float64{4}, Spread{N: 1, Mean: 4, Median: 4, Min: 4, Max: 4}},
		// The squares of 3, 1, 1, 3 add up to 20.
		{[]float64{8, 2, 4, 6}, Spread{N: 4, Mean: 5, SD: math.Sqrt(20.0 / 3), Median: 5, Min: 2, Max: 8}},
		{[]float64{-1, 7, 0}, Spread{N: 3, Mean: 2, SD: math.Sqrt(38.0 / 2), Median: 0, Min: -1, Max: 7}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, SpreadOf(tt.figures)); diff != "" {
			t.Errorf("%v: %s", tt.figures, diff)
		}
	}
}

func TestEstimate(t *testing.T) {
	if got := EstimateOf(nil, 1); got != (Estimate{}) {
		t.Errorf("of nothing: %+v", got)
	}
	if got, want := EstimateOf([]float64{1, 2, 3, 4, 5}, 1), (Estimate{N: 5, Mean: 3}); got != want {
		t.Errorf("of five: %+v", got)
	}
	if got, want := EstimateOf([]float64{2, 2, 2, 2, 2, 2}, 1), (Estimate{6, 2, 2, 2, true}); got != want {
		t.Errorf("of equal ones: %+v", got)
	}
	figures := []float64{3, 1, -2, 4, 0, 5, 1, 1}
	first, again, other := EstimateOf(figures, 7), EstimateOf(figures, 7), EstimateOf(figures, 8)
	if first != again || first == other {
		t.Errorf("seed 7: %+v, again %+v; seed 8: %+v", first, again, other)
	}
}

// With six cases there are 6^6 samples: the shares of all their means beyond the ends
// of the interval are what was to be cut off, as far as equal means allow.
func TestEstimateByEnumeration(t *testing.T) {
	figures := []float64{-1.3, 0.2, 0.9, 2.6, 3.1, 7.7}
	e := EstimateOf(figures, 1)
	var below, above, all float64
	for sample := range 46656 {
		sum := 0.0
		for range 6 {
			sum += figures[sample%6]
			sample /= 6
		}
		all++
		if sum/6 < e.Low-tiny {
			below++
		}
		if sum/6 > e.High+tiny {
			above++
		}
	}
	near(t, "the share below", below/all, tail(6), 0.0015)
	near(t, "the share above", above/all, tail(6), 0.0015)
}

// By hand: t = 2.5706 for 5 degrees of freedom, times sqrt(6/5) = 2.8159, and
// Phi(-2.8159) = 0.00243; t = 2.2622 for 9, 2.3845, 0.00855.
func TestTail(t *testing.T) {
	near(t, "of 6", tail(6), 0.00243, 0.00001)
	near(t, "of 10", tail(10), 0.00855, 0.00001)
	near(t, "of very many", tail(1_000_000), 0.025, 0.0001)
}

// How often the interval holds the true mean: about 95 of 100 times, with few cases
// a little less.
func TestEstimateHoldsTheMean(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, tt := range []struct {
		n     int
		least float64
	}{{6, 0.89}, {12, 0.91}} {
		const trials = 200
		held := 0
		for range trials {
			figures := make([]float64, tt.n)
			for i := range figures {
				figures[i] = random.NormFloat64()
			}
			if e := EstimateOf(figures, random.Uint64()); e.Low <= 0 && 0 <= e.High {
				held++
			}
		}
		if share := float64(held) / trials; share < tt.least || share > 0.99 {
			t.Errorf("with %d cases the interval holds the mean %v of the times", tt.n, share)
		} else {
			t.Logf("%d cases: %v", tt.n, share)
		}
	}
}
