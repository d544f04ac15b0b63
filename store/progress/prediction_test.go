package progress_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/progress"
)

// settled are closed entries with predictions, oldest first; a negative one was not
// met.
func settled(predictions ...int) []store.Experiment {
	var all []store.Experiment
	for i, p := range predictions {
		met := store.Yes
		if p < 0 {
			met, p = store.No, -p
		}
		at := time.Date(2026, 11, 1+i, 9, 0, 0, 0, time.UTC)
		all = append(all, store.Experiment{Prediction: &p, Met: met, Verdict: store.Partly, Closed: at})
	}
	return all
}

// The example of a forecaster of rain that is worked through in the article "Brier
// score" of Wikipedia: 70 % and rain gives 0.09, 30 % and rain 0.49, 50 % and rain
// 0.25, 100 % and rain 0.
func TestTheBrierScoreOfAPublishedExample(t *testing.T) {
	for percent, want := range map[int]float64{100: 0, 70: 0.09, 50: 0.25, 30: 0.49} {
		if p := progress.PredictionsOf(settled(percent)); math.Abs(p.Brier-want) > 1e-12 {
			t.Errorf("%d %%: %v, want %v", percent, p.Brier, want)
		}
	}
}

func TestARecordOfPredictions(t *testing.T) {
	p := progress.PredictionsOf(settled(80, -80, 60, -60, 90, 90, -70, 50, -50, 70))
	wantBrier := (0.04 + 0.64 + 0.16 + 0.36 + 0.01 + 0.01 + 0.49 + 0.25 + 0.25 + 0.09) / 10
	if math.Abs(p.Brier-wantBrier) > 1e-12 || math.Abs(p.Bias()-0.10) > 1e-12 || p.Trend {
		t.Errorf("%+v", p)
	}
	words := strings.Join(p.Words(), " ")
	for _, want := range []string{"10 settled predictions", "70% sure on average", "60% were met: 10 points too sure", "Brier score 0.23"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not in %q", want, words)
		}
	}
}

func TestARecordOverTime(t *testing.T) {
	var all []int
	for range 10 {
		all = append(all, -90)
	}
	for range 10 {
		all = append(all, 90)
	}
	entries := settled(all...)
	entries[0], entries[19] = entries[19], entries[0] // their order does not matter
	if p := progress.PredictionsOf(entries); !p.Trend || math.Abs(p.Before-0.81) > 1e-12 || math.Abs(p.Recent-0.01) > 1e-12 {
		t.Errorf("%+v", p)
	}
}

func TestFewPredictionsAreTooFewToTell(t *testing.T) {
	words := strings.Join(progress.PredictionsOf(settled(80, -80, 60, 60, 60)).Words(), " ")
	if !strings.Contains(words, "too few to tell") || strings.Contains(words, "Brier") {
		t.Error(words)
	}
	open := settled(80)
	open[0].Verdict = store.Open
	unsaid := settled(80)
	unsaid[0].Met = ""
	if p := progress.PredictionsOf(append(open, unsaid...)); p.N != 0 || len(p.Words()) != 1 {
		t.Errorf("%+v", p)
	}
}

func TestAnAmendedPredictionCountsAsItWas(t *testing.T) {
	x := settled(99)[0]
	x.Amendments = []store.Amendment{{Field: "success", From: "a", To: "b"}, {Field: "prediction", From: "20", To: "60"}, {Field: "prediction", From: "60", To: "99"}}
	if p := progress.PredictionsOf([]store.Experiment{x}); math.Abs(p.Sure-0.2) > 1e-12 {
		t.Errorf("%+v", p)
	}
	if got := progress.OffWords(x); got != "You were 20% sure; it was met: 80 points off." {
		t.Error(got)
	}
	x.Amendments = []store.Amendment{{Field: "prediction", To: "99"}}
	if p := progress.PredictionsOf([]store.Experiment{x}); p.N != 0 {
		t.Errorf("what was said after the result counts: %+v", p)
	}
}

func TestMinutesInWords(t *testing.T) {
	for _, tt := range []struct {
		before, after int
		want          string
	}{{30, 12, "18 minutes shorter"}, {30, 42, "12 minutes longer"}, {5, 5, "as long as before"}, {2, 1, "1 minute shorter"}} {
		if got := progress.SavedWords(store.Experiment{MinutesBefore: &tt.before, MinutesAfter: &tt.after}); got != tt.want {
			t.Errorf("%d to %d: %q, want %q", tt.before, tt.after, got, tt.want)
		}
	}
}
