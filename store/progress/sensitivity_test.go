package progress

import (
	"math"
	"slices"
	"testing"

	"waymark/store"
)

// near allows for the rounding of a figure with four decimals.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 0.00005001) {
		t.Errorf("%s is %.6f, want %.4f", what, got, want)
	}
}

// The figures are from a table of the normal distribution: z(0.70) = 0.5244,
// z(0.75) = 0.6745, z(0.80) = 0.8416, z(0.85) = 1.0364, z(0.90) = 1.2816,
// z(0.975) = 1.9600; z(0.8636) = 1.0968, z(11/12) = 1.3830.
func TestQuantile(t *testing.T) {
	for p, want := range map[float64]float64{
		0.5: 0, 0.7: 0.5244, 0.75: 0.6745, 0.8: 0.8416, 0.85: 1.0364, 0.9: 1.2816, 0.975: 1.9600, 0.1: -1.2816, 0.025: -1.9600,
	} {
		near(t, "z", quantile(p), want)
	}
}

func TestSensitivity(t *testing.T) {
	tests := []struct {
		name      string
		d         Detection
		dPrime, c float64
	}{
		// H = 4.5/5 = 0.90, F = 0.5/5 = 0.10: 1.28155 + 1.28155; (1.28155 - 1.28155)/2
		{"all right", Detection{4, 0, 0, 4}, 2.5631, 0},
		// H = 3.5/5 = 0.70, F = 1.5/5 = 0.30: 0.52440 + 0.52440
		{"mostly right", Detection{3, 1, 1, 3}, 1.0488, 0},
		// H = 4.5/6 = 0.75, F = 1.5/11 = 0.13636: 0.67449 + 1.09680; -(0.67449 - 1.09680)/2
		{"cautious", Detection{4, 1, 1, 9}, 1.7713, 0.2112},
		// H = 7.5/10 = 0.75, F = 1.5/10 = 0.15: 0.67449 + 1.03643; -(0.67449 - 1.03643)/2
		{"nine and nine", Detection{7, 2, 1, 8}, 1.7109, 0.1810},
		// H = F = 5.5/6 = 0.91667: 1.38299 - 1.38299; -1.38299
		{"everything marked", Detection{5, 0, 5, 0}, 0, -1.3830},
		// H = F = 0.5/6 = 0.08333
		{"nothing marked", Detection{0, 5, 0, 5}, 0, 1.3830},
		// H = 0.10, F = 0.90
		{"all wrong", Detection{0, 4, 4, 0}, -2.5631, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dPrime, ok := tt.d.Sensitivity()
			c, alsoOK := tt.d.Criterion()
			if !ok || !alsoOK {
				t.Error("not ok")
			}
			near(t, "d'", dPrime, tt.dPrime)
			near(t, "c", c, tt.c)
		})
	}
}

func TestDetectionWithoutLines(t *testing.T) {
	for _, d := range []Detection{{}, {Hits: 2, Misses: 1}, {FalseAlarms: 1, CorrectRejections: 3}} {
		if v, ok := d.Sensitivity(); ok || v != 0 {
			t.Errorf("%+v has a sensitivity", d)
		}
		if _, ok := d.Criterion(); ok {
			t.Errorf("%+v has a criterion", d)
		}
	}
}

func TestReadingsAddUp(t *testing.T) {
	d := Detection{1, 1, 0, 2}.Add(Detection{3, 0, 1, 7})
	if want := (Detection{4, 1, 1, 9}); d != want {
		t.Fatalf("the sum is %+v, want %+v", d, want)
	}
}

func TestDetectionWords(t *testing.T) {
	tests := []struct {
		d     Detection
		texts int
		want  string
	}{
		{Detection{4, 1, 1, 20}, 6, "you find 4 of 5 errors and raise 1 false alarm in 6 texts"},
		{Detection{0, 1, 0, 4}, 1, "you find 0 of 1 error and raise no false alarm in 1 text"},
		{Detection{2, 0, 3, 4}, 2, "you find 2 of 2 errors and raise 3 false alarms in 2 texts"},
		{Detection{0, 0, 2, 4}, 1, "there was no error to find, and you raise 2 false alarms in 1 text"},
		{Detection{}, 1, "you have not looked for errors in a text yet"},
		{Detection{}, 0, "you have not looked for errors in a text yet"},
	}
	for _, tt := range tests {
		if got := tt.d.Words(tt.texts); got != tt.want {
			t.Errorf("%+v in %d: %q, want %q", tt.d, tt.texts, got, tt.want)
		}
	}
}

func TestTrend(t *testing.T) {
	good, bad := store.Drill{Hits: 2, Rejections: 8}, store.Drill{Misses: 2, FalseAlarms: 4, Rejections: 4}
	read := func(n int, d store.Drill) []store.Drill { return slices.Repeat([]store.Drill{d}, n) }
	for _, test := range []struct {
		name  string
		first []store.Drill
		want  []Detection // sums
	}{
		{"none", nil, nil},
		{"four", read(4, good), nil},
		{"five", read(5, good), []Detection{Detected(read(5, good)...)}},
		{"the oldest two are left out", slices.Concat(read(2, good), read(5, bad), read(5, good)), []Detection{Detected(read(5, bad)...), Detected(read(5, good)...)}},
		{"five without errors", slices.Concat(read(5, store.Drill{Rejections: 9}), read(5, good)), []Detection{Detected(read(5, good)...)}},
	} {
		got := Trend(test.first)
		if len(got) != len(test.want) {
			t.Errorf("%s: got %v", test.name, got)
			continue
		}
		for i, sum := range test.want {
			d, _ := sum.Sensitivity()
			near(t, test.name, got[i], d)
		}
	}
}

func TestLeaning(t *testing.T) {
	for _, test := range []struct {
		d     Detection
		texts int
		want  string
	}{
		{Detection{}, 0, ""},
		{Detection{Hits: 10}, 5, ""},
		{Detection{Hits: 14, Misses: 10, FalseAlarms: 10, CorrectRejections: 86}, 2, ""},
		{Detection{Hits: 14, Misses: 10, FalseAlarms: 10, CorrectRejections: 86}, 3, "In doubt you let a line pass."},
		{Detection{Hits: 19, Misses: 1, FalseAlarms: 20, CorrectRejections: 40}, 3, "In doubt you mark a line."},
		{Detection{Hits: 5, Misses: 5, FalseAlarms: 20, CorrectRejections: 20}, 3, "In doubt you lean to neither side."},
	} {
		if got := test.d.Leaning(test.texts); got != test.want {
			t.Errorf("%v in %d texts: got %q, want %q", test.d, test.texts, got, test.want)
		}
	}
}
