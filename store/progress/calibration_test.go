package progress

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/bench"
)

func TestCalibration(t *testing.T) {
	tests := []struct {
		name                   string
		c                      Calibration
		brier, reference, bias float64
	}{
		// Sure: 34 x 0.05^2 + 6 x 0.95^2 = 0.085 + 5.415 = 5.5. Guess: 10 x 0.25 = 2.5.
		// 8/50 = 0.16. 40 of 50 right: 0.8 x 0.2 = 0.16. (38 + 5)/50 - 0.8 = 0.06.
		{"both words", Calibration{{SureMeans, 40, 34}, {GuessMeans, 10, 6}}, 0.16, 0.16, 0.06},
		// 19 x 0.0025 + 0.9025 = 0.95; 0.95/20 = 0.0475 = 0.95 x 0.05. 0.95 - 0.95 = 0.
		{"as sure as said", Calibration{{SureMeans, 20, 19}}, 0.0475, 0.0475, 0},
		// 20 x 0.0025 + 20 x 0.25 = 5.05; 5.05/40 = 0.12625. 20 of 40: 0.25. (19 + 10)/40 - 0.5.
		{"the words tell", Calibration{{SureMeans, 20, 20}, {GuessMeans, 20, 0}}, 0.12625, 0.25, 0.225},
		// 0.0025; 1 x 0; 0.95 - 1.
		{"one right", Calibration{{SureMeans, 1, 1}}, 0.0025, 0, -0.05},
		// 0.9025; 0 x 1; 0.95 - 0.
		{"one wrong", Calibration{{SureMeans, 1, 0}}, 0.9025, 0, 0.95},
		// 0.3: 3 x 0.49 + 7 x 0.09 = 2.1; 2.1/10. 0.3 x 0.7. 0.
		{"another probability", Calibration{{0.3, 10, 3}, {0.9, 0, 0}}, 0.21, 0.21, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			brier, ok1 := tt.c.Brier()
			reference, ok2 := tt.c.Reference()
			bias, ok3 := tt.c.Bias()
			if !ok1 || !ok2 || !ok3 {
				t.Error("not ok")
			}
			near(t, "the Brier score", brier, tt.brier)
			near(t, "the reference", reference, tt.reference)
			near(t, "the bias", bias, tt.bias)
		})
	}
}

func TestCalibrationOfNothing(t *testing.T) {
	for _, c := range []Calibration{nil, {{SureMeans, 0, 0}}} {
		for name, figure := range map[string]func() (float64, bool){"Brier": c.Brier, "Reference": c.Reference, "Bias": c.Bias} {
			if v, ok := figure(); ok || v != 0 {
				t.Errorf("%s of nothing is %v, %v", name, v, ok)
			}
		}
		if c.Answers() != 0 || c.Reliability() != nil {
			t.Errorf("%v has answers", c)
		}
	}
}

func TestReliability(t *testing.T) {
	got := Calibration{{GuessMeans, 0, 0}, {SureMeans, 40, 34}}.Reliability()
	if len(got) != 1 {
		t.Fatalf("%d points, want 1", len(got))
	}
	low, high := bench.Wilson(34, 40)
	if diff := cmp.Diff(Observed{SureMeans, 40, 0.85, low, high}, got[0]); diff != "" {
		t.Error(diff)
	}
}

func TestCalibrationWords(t *testing.T) {
	tests := []struct {
		c    Calibration
		want string
	}{
		{nil, "You have not said yet of any answer how sure you are."},
		{Calibration{{SureMeans, 40, 34}}, "Of 40 answers you were sure about, 34 were right (85%). When you are sure you are right less often than it feels."},
		{Calibration{{GuessMeans, 40, 34}}, "Of 40 answers that you guessed, 34 were right (85%). When you guess you are right more often than it feels."},
		{Calibration{{SureMeans, 12, 11}}, "Of 12 answers you were sure about, 11 were right (92%). That fits what you said."},
		{Calibration{{SureMeans, 9, 1}, {GuessMeans, 1, 0}}, "Of 9 answers you were sure about, 1 was right: too early to tell. Of 1 answer that you guessed, none was right: too early to tell."},
		{Calibration{{0.7, 20, 14}}, "Of 20 answers that you gave 70%, 14 were right (70%). That fits what you said."},
	}
	for _, tt := range tests {
		if got := tt.c.Words(); got != tt.want {
			t.Errorf("%v:\n%q, want\n%q", tt.c, got, tt.want)
		}
	}
}

func TestCalibrationOf(t *testing.T) {
	days := []store.Day{
		{Date: "2026-11-15", Attempts: 9, Sure: 9},
		{Date: "2026-11-16", Attempts: 9, Sure: 4, SureRight: 3, Guesses: 2, GuessRight: 1},
		{Date: "2026-11-24", Attempts: 5, Sure: 1, SureRight: 1},
	}
	got := CalibrationOf(days, time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC))
	if diff := cmp.Diff(Calibration{{SureMeans, 5, 4}, {GuessMeans, 2, 1}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestScoreWords(t *testing.T) {
	for _, test := range []struct {
		c    Calibration
		want string
	}{
		{nil, ""},
		{Calibration{{SureMeans, 9, 8}}, ""},
		{Calibration{{SureMeans, 40, 38}}, ""},
		{Calibration{{SureMeans, 40, 40}, {GuessMeans, 10, 10}}, ""},
		{Calibration{{SureMeans, 40, 38}, {GuessMeans, 10, 5}}, "Your Brier score is 0.09, where 0 is best; to say the same of every answer would give 0.12. Your words tell right answers from wrong ones."},
		{Calibration{{SureMeans, 40, 34}, {GuessMeans, 10, 6}}, "Your Brier score is 0.16, where 0 is best; to say the same of every answer would give 0.16. One word for all answers would have told as much."},
	} {
		if got := test.c.ScoreWords(); got != test.want {
			t.Errorf("%v\ngot  %s\nwant %s", test.c, got, test.want)
		}
	}
}
