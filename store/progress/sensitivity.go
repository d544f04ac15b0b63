package progress

import (
	"fmt"
	"math"

	"waymark/store"
)

// A Detection counts how planted errors were told from sound lines: it is the
// two by two table of signal detection theory (Macmillan & Creelman, Detection
// Theory: A User's Guide, 2nd edition 2005, chapter 1).
type Detection struct {
	Hits              int // errors that were marked
	Misses            int // errors that were let pass
	FalseAlarms       int // sound lines that were marked
	CorrectRejections int // sound lines that were let pass
}

// TrendTexts is how many texts make one value of a Trend.
const TrendTexts = lately

// Trend is the sensitivity over time: of each five first readings in turn, oldest
// first, so that the last value is that of the newest five. Older ones that make
// no five are left out, and so is a five without errors or without sound lines.
func Trend(first []store.Drill) []float64 {
	var all []float64
	for at := len(first) % TrendTexts; at < len(first); at += TrendTexts {
		if d, ok := Detected(first[at : at+TrendTexts]...).Sensitivity(); ok {
			all = append(all, d)
		}
	}
	return all
}

// Add returns the counts of both.
func (d Detection) Add(o Detection) Detection {
	return Detection{
		d.Hits + o.Hits, d.Misses + o.Misses,
		d.FalseAlarms + o.FalseAlarms, d.CorrectRejections + o.CorrectRejections,
	}
}

func (d Detection) planted() int { return d.Hits + d.Misses }

func (d Detection) sound() int { return d.FalseAlarms + d.CorrectRejections }

// Sensitivity is how well errors are told from sound lines whatever the
// readiness to mark, d' = z(H) - z(F), where z is the inverse of the standard
// normal distribution. 0 is chance, and less than 0 is worse than that. H and F
// have the log-linear correction, (count + 0.5) / (lines + 1), without which a
// rate of 0 or 1 has no z (Hautus 1995, Corrections for extreme proportions). It
// is not ok where there were no errors or no sound lines.
func (d Detection) Sensitivity() (dPrime float64, ok bool) {
	hit, alarm, ok := d.scores()
	return hit - alarm, ok
}

// Criterion is the readiness to mark, c = -(z(H) + z(F)) / 2 with the rates of
// Sensitivity: over 0, lines are let pass when in doubt; under 0, they are
// marked. It is not ok where there were no errors or no sound lines.
func (d Detection) Criterion() (c float64, ok bool) {
	hit, alarm, ok := d.scores()
	return -(hit + alarm) / 2, ok
}

// scores are z(H) and z(F) with the log-linear correction.
func (d Detection) scores() (hit, alarm float64, ok bool) {
	if d.planted() <= 0 || d.sound() <= 0 {
		return 0, 0, false
	}
	z := func(count, of int) float64 { return quantile((float64(count) + 0.5) / (float64(of) + 1)) }
	return z(d.Hits, d.planted()), z(d.FalseAlarms, d.sound()), true
}

// Words says what was counted in a number of texts, beginning in lower case:
// "you find 4 of 5 errors and raise 1 false alarm in 6 texts".
func (d Detection) Words(texts int) string {
	if texts <= 0 || d.planted()+d.sound() <= 0 {
		return "you have not looked for errors in a text yet"
	}
	found := "there was no error to find, and you raise "
	if d.planted() > 0 {
		found = fmt.Sprintf("you find %d of %s and raise ", d.Hits, counted(d.planted(), "error"))
	}
	alarms := "no false alarm"
	if d.FalseAlarms > 0 {
		alarms = counted(d.FalseAlarms, "false alarm")
	}
	return found + alarms + " in " + counted(texts, "text")
}

// leaning is the criterion from which on there is a leaning, to either side: a
// convention of Waymark.
const leaning = 0.3

// Leaning says in a sentence what the criterion of a number of texts means. It is
// empty where they are too few for it.
func (d Detection) Leaning(texts int) string {
	c, ok := d.Criterion()
	switch {
	case !ok || texts < fewTexts:
		return ""
	case c > leaning:
		return "In doubt you let a line pass."
	case c < -leaning:
		return "In doubt you mark a line."
	}
	return "In doubt you lean to neither side."
}

// counted is a number of things in words.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// quantile is z, the inverse of the standard normal distribution: the value
// under which a share p of it lies.
func quantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// portion is a share, which is not ok of nothing.
func portion(part, whole int) (float64, bool) {
	if whole <= 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}
