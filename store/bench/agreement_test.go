package bench

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func TestAgreement(t *testing.T) {
	tests := []struct {
		name  string
		table Table
		same  int
		kappa float64
	}{
		{"Cohen 1960", Table{{88, 10, 2}, {14, 40, 6}, {18, 10, 12}}, 140, 0.492},
		{"Fleiss, Cohen & Everitt 1969", Table{{106, 10, 4}, {22, 28, 10}, {2, 12, 6}}, 140, 0.429},
		{"Fleiss, Statistical Methods for Rates and Proportions, 1981, chapter 13", Table{{75, 1, 4}, {5, 4, 1}, {0, 0, 10}}, 89, 0.676},
		{"chance", Table{{1, 1}, {1, 1}}, 2, 0},
		{"the opposite", Table{{0, 1}, {1, 0}}, 0, -1},
	}
	for _, tt := range tests {
		a := tt.table.Agreement()
		if !a.Defined || a.Same != tt.same {
			t.Errorf("%s: %+v", tt.name, a)
		}
		near(t, tt.name, a.Kappa, tt.kappa, 0.0005)
	}
}

// The same ratings in Cohen 1968, Psychological Bulletin 70, 213-220: with his
// weights, which are of disagreement, kappa is 0.348.
func TestWeightedAgreement(t *testing.T) {
	apart := [3][3]float64{{0, 1, 3}, {1, 0, 6}, {3, 6, 0}}
	a := Table{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}.agreement(func(i, j int) float64 { return 1 - apart[i][j]/6 })
	near(t, "kappa", a.Kappa, 0.348, 0.0005)
}

func TestAgreementWithout(t *testing.T) {
	for _, table := range []Table{nil, {{0, 0}, {0, 0}}, {{12, 0}, {0, 0}}, {{12}}} {
		for _, a := range []Agreement{table.Agreement(), table.OrderedAgreement()} {
			if a.Defined || a.Known {
				t.Errorf("%v: %+v", table, a)
			}
		}
	}
	if a := (Table{{5, 0}, {0, 4}}).Agreement(); !a.Defined || a.Known {
		t.Errorf("nine ratings: %+v", a)
	}
	// Full agreement of 6 and 6: the share is 0.7575 to 1 by Wilson, chance 0.5.
	a := Table{{6, 0}, {0, 6}}.Agreement()
	near(t, "low", a.Low, (0.7575-0.5)/0.5, 0.0002)
	near(t, "high", a.High, 1, 1e-12)
}

// Kappa with squared weights is the concordance of the two raters' scores, 2 cov /
// (var + var + (mean - mean)^2) (Fleiss & Cohen 1973).
func TestOrderedAgreementIsConcordance(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		k := rapid.IntRange(2, 7).Draw(r, "k")
		table := newTable(k)
		var n, x, y, xx, yy, xy float64
		for range rapid.IntRange(1, 60).Draw(r, "n") {
			i, j := rapid.IntRange(0, k-1).Draw(r, "i"), rapid.IntRange(0, k-1).Draw(r, "j")
			table[i][j]++
			a, b := float64(i), float64(j)
			n, x, y, xx, yy, xy = n+1, x+a, y+b, xx+a*a, yy+b*b, xy+a*b
		}
		covariance := xy/n - x/n*y/n
		whole := xx/n - x/n*x/n + yy/n - y/n*y/n + (x-y)/n*(x-y)/n
		a := table.OrderedAgreement()
		switch {
		case whole < 1e-9:
			if a.Defined {
				r.Fatalf("%v: %+v", table, a)
			}
		case math.Abs(a.Kappa-2*covariance/whole) > 1e-9:
			r.Fatalf("%v: %+v, want %v", table, a, 2*covariance/whole)
		case a.Known && (a.Low > a.Kappa+1e-9 || a.High < a.Kappa-1e-9 || a.Low < -1 || a.High > 1+1e-9):
			r.Fatalf("%v: %+v", table, a)
		}
	})
}

// agreeing draws what two raters say who agree for a reason in a share of the times,
// and else by chance. The lower of k ratings come more often if skewed. Of those who
// agree, some are one rating apart.
type agreeing struct {
	k        int
	share    float64
	skewed   bool
	nearMiss float64
	random   *rand.Rand
}

func (g agreeing) table(n int) Table {
	rating := func() int {
		u := g.random.Float64()
		if g.skewed {
			u *= u
		}
		return int(u * float64(g.k))
	}
	t := newTable(g.k)
	for range n {
		i, j := rating(), rating()
		if g.random.Float64() < g.share {
			if j = i; g.random.Float64() < g.nearMiss {
				j = min(max(0, i+1-2*g.random.IntN(2)), g.k-1)
			}
		}
		t[i][j]++
	}
	return t
}

// How often the intervals hold the kappa of very many ratings. The figures are those
// of docs/statistics.md.
func TestAgreementHoldsKappa(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, tt := range []struct {
		n     int
		least float64
	}{{10, 0.85}, {20, 0.88}, {50, 0.89}} {
		worst, sum, cells := 1.0, 0.0, 0.0
		for _, k := range []int{2, 3, 5} {
			for _, share := range []float64{0, 0.3, 0.6, 0.9} {
				for at := range 4 {
					g := agreeing{k, share, at%2 == 1, []float64{0, 0.3}[at/2], random}
					many := g.table(40_000)
					for _, kappa := range []func(Table) Agreement{Table.Agreement, Table.OrderedAgreement} {
						held, known, truth := 0.0, 0.0, kappa(many).Kappa
						for range 200 {
							if a := kappa(g.table(tt.n)); a.Known {
								known++
								if a.Low-0.005 <= truth && truth <= a.High+0.005 {
									held++
								}
							}
						}
						worst, sum, cells = min(worst, held/known), sum+held/known, cells+1
					}
				}
			}
		}
		if mean := sum / cells; worst < tt.least || mean < 0.94 {
			t.Errorf("%d ratings: %.3f on average, %.3f at worst", tt.n, mean, worst)
		} else {
			t.Logf("%d ratings: %.3f on average, %.3f at worst", tt.n, mean, worst)
		}
	}
}
