package bench

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, slack float64) {
	t.Helper()
	if !(math.Abs(got-want) <= slack) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestWilson(t *testing.T) {
	tests := []struct {
		part, of  int
		low, high float64
	}{
		// Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		// n = 10, z^2 = 3.84146, 1 + z^2/n = 1.38415, z^2/2n = 0.19207, z sqrt(z^2/4n^2) = 0.19207
		{0, 10, 0, 0.2775},  // (0.19207 + 0.19207)/1.38415
		{10, 10, 0.7225, 1}, // 1 - 0.2775
		// z sqrt(0.025 + 0.0096036) = 0.36459; (0.69207 -+ 0.36459)/1.38415
		{5, 10, 0.2366, 0.7634},
		// n = 40: (0.85 + 0.048018 -+ 1.95996 sqrt(0.0031875 + 0.00060023))/1.096036
		{34, 40, 0.7093, 0.9294},
		{1, 1, 0.2065, 1}, // 1/(1 + 3.84146)
		{0, 1, 0, 0.7935},
		{0, 0, 0, 1},
		{3, -1, 0, 1},
	}
	for _, tt := range tests {
		low, high := Wilson(tt.part, tt.of)
		near(t, "low", low, tt.low, 0.00005)
		near(t, "high", high, tt.high, 0.00005)
	}
}

// The ends of the interval are the shares from which the count is just 1.96 standard
// errors away: |p - x| = z sqrt(x (1 - x) / n), found by halving.
func TestWilsonSolvesTheScoreEquation(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 100_000).Draw(r, "n")
		part := rapid.IntRange(0, n).Draw(r, "part")
		p := float64(part) / float64(n)
		const z = 1.959963984540054
		fits := func(x float64) bool { return math.Abs(p-x) <= z*math.Sqrt(x*(1-x)/float64(n)) }
		edge := func(outside float64) float64 {
			inside := p
			for range 60 {
				if middle := (inside + outside) / 2; fits(middle) || middle == p {
					inside = middle
				} else {
					outside = middle
				}
			}
			return inside
		}
		low, high := Wilson(part, n)
		const slack = 1e-9
		if math.Abs(low-edge(0)) > slack || math.Abs(high-edge(1)) > slack {
			r.Fatalf("%d of %d: %v to %v, want %v to %v", part, n, low, high, edge(0), edge(1))
		}
		if low < 0 || low > p+slack || high < p-slack || high > 1 {
			r.Fatalf("%d of %d: %v to %v", part, n, low, high)
		}
	})
}
