package bench

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// critical is the most cases that may be lost of n for a result under a level.
func critical(n int, level float64) int {
	lost := -1
	for 2*(lost+1) < n && (Tally{Won: n - lost - 1, Lost: lost + 1}).Luck() <= level {
		lost++
	}
	return lost
}

// The critical values of the sign test with two sides, as M. F. Triola, Elementary
// Statistics, table A-7, prints them for n = 1 to 25, after Dixon & Mood 1946; -1
// stands for none.
func TestLuckHasTheCriticalValuesOfTheTables(t *testing.T) {
	tables := map[float64][]int{
		0.01: {-1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5},
		0.02: {-1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6},
		0.05: {-1, -1, -1, -1, -1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7},
		0.10: {-1, -1, -1, -1, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 7},
	}
	for level, table := range tables {
		for i, want := range table {
			if got := critical(i+1, level); got != want {
				t.Errorf("n = %d, level %v: %d may be lost, want %d", i+1, level, got, want)
			}
		}
	}
	// The same for greater n and the level 0.05, as tables after Dixon & Mood have them.
	for n, want := range map[int]int{30: 9, 40: 13, 50: 17, 60: 21, 70: 26, 80: 30, 90: 35, 100: 39} {
		if got := critical(n, 0.05); got != want {
			t.Errorf("n = %d: %d may be lost, want %d", n, got, want)
		}
	}
}

func TestLuck(t *testing.T) {
	tests := []struct {
		tally Tally
		want  float64
	}{
		{Tally{}, 1},
		{Tally{Tied: 8}, 1},
		{Tally{Won: 5}, 2.0 / 32},
		{Tally{Won: 6}, 2.0 / 64},
		{Tally{Won: 6, Tied: 90}, 2.0 / 64},          // ties tell nothing
		{Tally{Won: 7, Lost: 3}, 2 * 176.0 / 1024},   // 1 + 10 + 45 + 120
		{Tally{Won: 3, Lost: 7}, 2 * 176.0 / 1024},   // neither side is favoured
		{Tally{Won: 12, Lost: 1}, 2 * 14.0 / 8192},   // 1 + 13
		{Tally{Won: 5, Lost: 5}, 1},                  // 2 * 638/1024 is more than 1
		{Tally{Won: 10, Lost: 2}, 2 * 79.0 / 4096},   // 0.0193 to one side: Siegel & Castellan, table D
		{Tally{Won: 12, Lost: 3}, 2 * 576.0 / 32768}, // 0.0176 to one side
		{Tally{Won: 1, Lost: 9}, 2 * 11.0 / 1024},    // 0.0107 to one side
		{Tally{Won: 40, Lost: 40}, 1},
	}
	for _, tt := range tests {
		near(t, "the luck", tt.tally.Luck(), tt.want, 1e-12)
	}
}

// Of every sequence of n tosses those are counted that are at least as uneven, up to
// 14 tosses; beyond that, with whole numbers.
func TestLuckByEnumeration(t *testing.T) {
	for n := 1; n <= 14; n++ {
		for lost := 0; lost <= n; lost++ {
			uneven := 0
			for tosses := range 1 << n {
				heads := 0
				for bit := range n {
					heads += tosses >> bit & 1
				}
				if max(heads, n-heads) >= max(lost, n-lost) {
					uneven++
				}
			}
			near(t, "the luck", Tally{Won: n - lost, Lost: lost}.Luck(), float64(uneven)/float64(int(1)<<n), 1e-12)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		tally := Tally{Won: rapid.IntRange(0, 600).Draw(r, "won"), Lost: rapid.IntRange(0, 600).Draw(r, "lost")}
		if want := exactLuck(tally); math.Abs(tally.Luck()-want) > 1e-10 {
			r.Fatalf("%+v: %v, want %v", tally, tally.Luck(), want)
		}
	})
}

func exactLuck(t Tally) float64 {
	n, sum := int64(t.Decided()), new(big.Int)
	for k := range int64(min(t.Won, t.Lost)) + 1 {
		sum.Add(sum, new(big.Int).Binomial(n, k))
	}
	all := new(big.Int).Lsh(big.NewInt(1), uint(n))
	luck, _ := new(big.Rat).SetFrac(sum.Lsh(sum, 1), all).Float64()
	return min(1, luck)
}

func TestWinRate(t *testing.T) {
	rate, low, high, ok := Tally{Won: 34, Lost: 6, Tied: 3}.WinRate()
	near(t, "the rate", rate, 0.85, 0)
	near(t, "low", low, 0.7093, 0.00005)
	near(t, "high", high, 0.9294, 0.00005)
	if _, _, _, none := (Tally{Tied: 3}).WinRate(); none || !ok {
		t.Error("ties alone have a rate, or wins have none")
	}
}

func TestCasesToTell(t *testing.T) {
	tests := []struct {
		tally       Tally
		comparisons int
		want        int // 0 where it cannot be said
	}{
		{Tally{Won: 5}, 1, 0},
		{Tally{Won: 4, Lost: 1, Tied: 60}, 1, 0},
		{Tally{Won: 5, Lost: 5}, 1, 0},
		{Tally{Won: 6}, 1, 0},                      // told already
		{Tally{Won: 6}, 3, 7},                      // 2/64 * 3 is not; 2/128 * 3 is, and each is won
		{Tally{Won: 7, Lost: 3}, 1, 54},            // 49 do too, but 50 and 53 do not
		{Tally{Won: 3, Lost: 7}, 1, 54},            // whichever wins
		{Tally{Won: 7, Lost: 3, Tied: 10}, 1, 108}, // half of the cases are ties
		{Tally{Won: 260, Lost: 240}, 1, 0},         // 4,905 by Noether, more than anybody rates
	}
	for _, tt := range tests {
		got, ok := tt.tally.CasesToTell(tt.comparisons)
		if got != tt.want || ok != (tt.want > 0) {
			t.Errorf("%+v of %d: %d, %v, want %d", tt.tally, tt.comparisons, got, ok, tt.want)
		}
	}
}

// The number is found again with the binomial formula written out and exact p
// values: with it, and with any greater one, the power is at least 80 %, and with one
// less it is not. It is always more than there are, and near Noether's approximation.
func TestCasesToTellHasThePower(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tally := Tally{Won: rapid.IntRange(0, 30).Draw(r, "won"), Lost: rapid.IntRange(0, 30).Draw(r, "lost")}
		cases, ok := tally.CasesToTell(1)
		if !ok {
			return
		}
		rate := float64(max(tally.Won, tally.Lost)) / float64(tally.Decided())
		if cases <= tally.Decided() {
			r.Fatalf("%+v: %d cases in all", tally, cases)
		}
		if cases < 120 { // the exact sums take long
			if exactPower(cases-1, rate) >= 0.8 {
				r.Fatalf("%+v: %d would do", tally, cases-1)
			}
			for n := cases; n < cases+8; n++ {
				if exactPower(n, rate) < 0.8 {
					r.Fatalf("%+v: %d cases, but %d do not do", tally, cases, n)
				}
			}
		}
		noether := 1.9622 / ((rate - 0.5) * (rate - 0.5)) // (1.960 + 0.842)^2 / 4
		if float64(cases) < 0.8*noether-8 || float64(cases) > 1.25*noether+8 {
			r.Fatalf("%+v: %d cases, by Noether %v", tally, cases, noether)
		}
	})
}

func exactPower(n int, rate float64) float64 {
	sum := 0.0
	for lost := 0; 2*lost < n && exactLuck(Tally{Won: n - lost, Lost: lost}) < 0.05; lost++ {
		ways, _ := new(big.Float).SetInt(new(big.Int).Binomial(int64(n), int64(lost))).Float64()
		sum += ways * math.Pow(rate, float64(n-lost)) * math.Pow(1-rate, float64(lost))
	}
	return sum
}

func TestHolm(t *testing.T) {
	tests := []struct{ luck, want []float64 }{
		{nil, nil},
		{[]float64{0.03}, []float64{0.03}},
		{[]float64{0.01, 0.02, 0.03, 0.04, 0.05}, []float64{0.05, 0.08, 0.09, 0.09, 0.09}},
		{[]float64{0.04, 0.01, 0.9}, []float64{0.08, 0.03, 0.9}},
		{[]float64{0.5, 0.6, 0.7}, []float64{1, 1, 1}},
	}
	for _, tt := range tests {
		got := Holm(tt.luck)
		if len(got) != len(tt.want) {
			t.Fatalf("%v: %v", tt.luck, got)
		}
		for i := range got {
			near(t, "adjusted", got[i], tt.want[i], 1e-12)
		}
	}
}
