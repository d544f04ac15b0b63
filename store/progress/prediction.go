package progress

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"waymark/store"
)

// EnoughPredictions is how many predictions a statement about them needs. Below it
// one entry more could turn it round.
const EnoughPredictions = 10

// PredictionsLookedAt is how many entries, the newest, a record of predictions is made of.
const PredictionsLookedAt = 1000

// Predictions are how sure a learner was of success before the result, against
// whether the success test was met: closed entries with both. The formulas and their
// sources stand in docs/statistics.md.
type Predictions struct {
	N      int     // predictions that were settled
	Brier  float64 // mean squared distance, 0 to 1: 0 is best, always saying 50% gives 0.25
	Sure   float64 // mean prediction, 0 to 1
	Met    float64 // share that was met, 0 to 1
	Recent float64 // Brier score of the newest EnoughPredictions; only with Before
	Before float64 // Brier score of those before them
	Trend  bool    // there are enough for Recent and Before
}

// Bias is the mean prediction less the share that was met: above 0 the learner was
// too sure, below 0 not sure enough.
func (p Predictions) Bias() float64 { return p.Sure - p.Met }

// Enough reports that the figures can be spoken of.
func (p Predictions) Enough() bool { return p.N >= EnoughPredictions }

// PredictionsOf works out the record from entries in any order. A prediction that was
// amended counts as it was before the result.
func PredictionsOf(entries []store.Experiment) Predictions {
	type settled struct {
		sure, met float64
		at        time.Time
	}
	var all []settled
	for _, x := range entries {
		percent, said := Predicted(x)
		if !said || x.Verdict == store.Open || x.Met == "" {
			continue
		}
		at := x.Closed
		if at.IsZero() {
			at = x.Updated // entries of old versions do not know when they were closed
		}
		met := 0.0
		if x.Met == store.Yes {
			met = 1
		}
		all = append(all, settled{float64(percent) / 100, met, at})
	}
	slices.SortStableFunc(all, func(a, b settled) int { return cmp.Or(a.at.Compare(b.at)) })
	brier := func(part []settled) float64 {
		sum := 0.0
		for _, s := range part {
			sum += (s.sure - s.met) * (s.sure - s.met)
		}
		return sum / float64(max(1, len(part)))
	}
	p := Predictions{N: len(all), Brier: brier(all)}
	for _, s := range all {
		p.Sure += s.sure / float64(len(all))
		p.Met += s.met / float64(len(all))
	}
	if cut := len(all) - EnoughPredictions; cut >= EnoughPredictions {
		p.Trend, p.Before, p.Recent = true, brier(all[:cut]), brier(all[cut:])
	}
	return p
}

// Predicted is how sure the learner was of success, in percent, before the result was
// known: an amended prediction is the first one. False where nothing was said.
func Predicted(x store.Experiment) (percent int, said bool) {
	for _, a := range x.Amendments {
		if a.Field == "prediction" {
			percent, err := strconv.Atoi(a.From)
			return percent, err == nil
		}
	}
	if x.Prediction == nil {
		return 0, false
	}
	return *x.Prediction, true
}

// OffWords say how far the prediction of an entry was off; empty where there is no
// prediction, or nobody said whether the success test was met.
func OffWords(x store.Experiment) string {
	percent, said := Predicted(x)
	switch {
	case !said || x.Met == "":
		return ""
	case x.Met == store.Yes && percent == 100:
		return "You were 100% sure; it was met."
	case x.Met == store.Yes:
		return fmt.Sprintf("You were %d%% sure; it was met: %s off.", percent, points(100-percent))
	case percent == 0:
		return "You were sure that it would not be met, and it was not."
	}
	return fmt.Sprintf("You were %d%% sure; it was not met: %s off.", percent, points(percent))
}

// points is a difference of percentages.
func points(n int) string {
	if n == 1 {
		return "1 point"
	}
	return strconv.Itoa(n) + " points"
}

// SavedWords say what AI changed about the minutes of a task; empty where one of the
// two is not known.
func SavedWords(x store.Experiment) string {
	if x.MinutesBefore == nil || x.MinutesAfter == nil {
		return ""
	}
	switch less := *x.MinutesBefore - *x.MinutesAfter; {
	case less == 0:
		return "as long as before"
	case less > 0:
		return minutes(less) + " shorter"
	default:
		return minutes(-less) + " longer"
	}
}

func minutes(n int) string {
	if n == 1 {
		return "1 minute"
	}
	return strconv.Itoa(n) + " minutes"
}

// Words are the record in sentences. They claim nothing below EnoughPredictions.
func (p Predictions) Words() []string {
	switch {
	case p.N == 0:
		return []string{"No closed entry yet says both how sure you were and whether its test was met."}
	case !p.Enough():
		noun := "predictions"
		if p.N == 1 {
			noun = "prediction"
		}
		return []string{fmt.Sprintf("%d settled %s: too few to tell how well you predict; it takes %d.", p.N, noun, EnoughPredictions)}
	}
	lines := []string{
		fmt.Sprintf("%d settled predictions. You were %.0f%% sure on average, and %.0f%% were met: %s.", p.N, 100*p.Sure, 100*p.Met, p.biasWords()),
		fmt.Sprintf("Brier score %.2f: 0 is best, and saying 50%% every time gives 0.25.", p.Brier),
	}
	if p.Trend {
		lines = append(lines, fmt.Sprintf("The last %d: %.2f; before: %.2f.", EnoughPredictions, p.Recent, p.Before))
	}
	return lines
}

func (p Predictions) biasWords() string {
	switch n := int(math.Round(100*p.Sure) - math.Round(100*p.Met)); {
	case n == 0:
		return "neither too sure nor too modest"
	case n > 0:
		return points(n) + " too sure"
	default:
		return points(-n) + " too modest"
	}
}
