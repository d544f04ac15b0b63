package bench

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// An outside is one random table, and what SciPy and statsmodels say of it. See
// .ci/statistics/tables.py.
type outside struct {
	Won, Lost, Tied, Comparisons int
	Luck, Low, High              float64
	Cases                        int
	Ps, Holm                     []float64
	Table                        Table
	Kappa, Ordered               *float64
	Figures                      []float64
	Mean, SD, Median             float64
	Bootstrap                    []float64
}

func TestAgainstStatsmodels(t *testing.T) {
	name := os.Getenv("WAYMARK_STATISTICS")
	if name == "" {
		t.Skip("WAYMARK_STATISTICS names no file of tables; bash .ci/run statistics makes one and runs this test")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []outside
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, o := range all {
		o.tally(t)
		o.kappas(t)
		o.spread(t)
		if o.Cases > 0 {
			told++
		}
	}
	t.Logf("%d tables, of %d the number of cases", len(all), told)
	if len(all) < 2000 || told < 200 {
		t.Error("too few tables to compare with")
	}
}

const equal = 1e-9

func (o outside) tally(t *testing.T) {
	t.Helper()
	tally := Tally{o.Won, o.Lost, o.Tied}
	near(t, "luck", tally.Luck(), o.Luck, equal)
	low, high := Wilson(o.Won, tally.Decided())
	near(t, "low", low, o.Low, equal)
	near(t, "high", high, o.High, equal)
	if cases, _ := tally.CasesToTell(o.Comparisons); cases != o.Cases {
		t.Errorf("%+v of %d comparisons: %d cases, want %d", tally, o.Comparisons, cases, o.Cases)
	}
	for i, p := range Holm(o.Ps) {
		near(t, "adjusted", p, o.Holm[i], equal)
	}
}

func (o outside) kappas(t *testing.T) {
	t.Helper()
	for _, k := range []struct {
		got  Agreement
		want *float64
	}{{o.Table.Agreement(), o.Kappa}, {o.Table.OrderedAgreement(), o.Ordered}} {
		if k.got.Defined != (k.want != nil) {
			t.Errorf("%v: %+v", o.Table, k.got)
		} else if k.want != nil {
			near(t, "kappa", k.got.Kappa, *k.want, equal)
		}
	}
}

// spread compares the ends of the interval within a fifth of the standard error of the
// mean, since the draws are others.
func (o outside) spread(t *testing.T) {
	t.Helper()
	s := SpreadOf(o.Figures)
	near(t, "mean", s.Mean, o.Mean, equal)
	near(t, "standard deviation", s.SD, o.SD, equal)
	near(t, "median", s.Median, o.Median, equal)
	if o.Bootstrap == nil {
		return
	}
	e := EstimateOf(o.Figures, 1)
	slack := 0.2 * o.SD / math.Sqrt(float64(len(o.Figures)))
	near(t, "the low end", e.Low, o.Bootstrap[0], slack)
	near(t, "the high end", e.High, o.Bootstrap[1], slack)
}
