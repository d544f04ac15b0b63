package curriculum

import (
	"strings"
	"testing"
)

func TestAFormulaIsWorkedOut(t *testing.T) {
	for formula, want := range map[string]float64{
		"18/24*100": 75, "1/2": 0.5, "-(3 + 4) - 2*3": -13, "sqrt(2.25) * 2": 3,
	} {
		if got, err := calculate(formula); err != nil || got != want {
			t.Errorf("%s is %v, %v; want %v", formula, got, err, want)
		}
	}
	for formula, says := range map[string]string{
		"18 of 24": "not a formula", "18 / 0": "divides by zero", "sqrt(-1)": "root of a negative", "7 % 2": "it uses %",
		"x + 1": "other than numbers", "pow(2, 3)": "other than numbers", "+3": "other than numbers", `"3"`: "other than numbers",
		"1" + strings.Repeat("+1", 100): "longer than 200",
	} {
		if got, err := calculate(formula); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s is %v, %v; want an error that says %q", formula, got, err, says)
		}
	}
}
