package bench

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"waymark/store"
)

// Words says what a result means, a paragraph each, the most important first. They
// never claim more than the figures: one variant "was rated better" only where luck
// does as much in fewer than 5 of 100 times, see Pair.Told.
func (r Result) Words() []string {
	if r.UnderWay {
		return []string{"A blind rating is under way, with " + counted(r.ToRate, "judgement") + " to go. What came of it is told with the labels."}
	}
	var all []string
	say := func(text string) {
		if text != "" {
			all = append(all, text)
		}
	}
	switch {
	case len(r.Variants) < 2:
		say("There is nothing to compare yet. A bench needs two variants: the way you work today may be one.")
	case r.Mode == "":
		say("Nothing is rated yet. Rate the outputs blind, and this says what came of it.")
	case r.Judged == 0:
		say("The labels were told before anything was rated, so there is no result. Rate the outputs again.")
	default:
		all = append(all, r.pairWords()...)
		say(r.blindWords())
	}
	if r.Judged > 0 {
		for _, v := range r.Variants {
			say(v.scoreWords())
		}
	}
	say(r.missingWords())
	say(r.laterWords())
	for _, rater := range r.Raters {
		say(rater.words(r))
	}
	all = append(all, r.effortWords()...)
	return all
}

// allPairs is the number of variants up to which every two of them are spoken of.
const allPairs = 3

// pairWords speaks of every two variants, or where they are many of those that can be
// told apart.
func (r Result) pairWords() []string {
	var all []string
	n := len(r.Pairs)
	if n > 1 {
		all = append(all, fmt.Sprintf("%d variants make %d comparisons. The more one compares, the more often luck looks like a difference, "+
			"so each has to pass a stricter test than one alone would (Holm's).", len(r.Variants), n))
	}
	silent, hint := 0, false
	for _, p := range r.Pairs {
		if len(r.Variants) > allPairs && p.Told() == 0 {
			silent++
			continue
		}
		all = append(all, p.words(n))
		all = append(all, p.pointWords()...)
		hint = hint || p.Told() == 0 && p.More > 0
	}
	if silent > 0 {
		all = append(all, fmt.Sprintf("%s cannot be told from luck.", counted(silent, "comparison")))
	}
	if hint {
		all = append(all, "Settle how many cases you will rate, and rate them all before you look: whoever stops as soon as it looks good finds luck.")
	}
	return all
}

// words is what can be said of two variants, among a number of comparisons.
func (p Pair) words(comparisons int) string {
	better, worse, won, lost := p.FirstName, p.SecondName, p.Won, p.Lost
	if lost > won {
		better, worse, won, lost = worse, better, lost, won
	}
	count := fmt.Sprintf("%s won %d of %s against %s", better, won, counted(p.Cases(), "case"), worse)
	if p.Tied > 0 {
		count = fmt.Sprintf("%s won %d, %s won %d, and in %d there was no difference", better, won, worse, lost, p.Tied)
	}
	switch {
	case p.Cases() == 0:
		return fmt.Sprintf("%s and %s have no rated case in common.", p.FirstName, p.SecondName)
	case p.Decided() == 0:
		return fmt.Sprintf("%s and %s: no difference in %s. That does not show that there is none.", p.FirstName, p.SecondName, counted(p.Cases(), "case"))
	case p.Decided() < fewest():
		return fmt.Sprintf("%s: too few to tell. Even a variant that wins every time has to win %s before luck becomes unlikely.", count, number(fewest()))
	case won == lost:
		low, high := Wilson(won, p.Decided())
		return fmt.Sprintf("%s and %s won %s each%s. That shows no difference, and rules none out: of many such cases, either may win anything from %s to %s.",
			p.FirstName, p.SecondName, counted(won, "case"), p.draws(), percent(low), percent(high))
	case p.Told() != 0:
		return p.told(better, worse, count, won)
	}
	return p.hint(better, count, comparisons)
}

func (p Pair) draws() string {
	if p.Tied == 0 {
		return ""
	}
	return fmt.Sprintf(", and in %d there was no difference", p.Tied)
}

// told is what to say of two variants that can be told from luck.
func (p Pair) told(better, worse, count string, won int) string {
	low, high := Wilson(won, p.Decided())
	draws := ""
	if p.Tied > 0 {
		draws = ", those without a difference left out"
	}
	text := fmt.Sprintf("%s was rated better than %s. %s. Between equals a result at least as uneven comes up %s. "+
		"Of many cases like these%s, %s may win anything from %s to %s.",
		better, worse, count, odds(p.P), draws, better, percent(low), percent(high))
	if p.Decided() < 10 {
		text += " These are few cases: try it on new ones before you rely on it."
	}
	return text
}

// hint is what to say of two variants that cannot be told from luck.
func (p Pair) hint(better, count string, comparisons int) string {
	text := fmt.Sprintf("%s. Between equals a result at least as uneven comes up %s", count, odds(p.P))
	switch {
	case p.P < level:
		text += fmt.Sprintf(": enough for one comparison alone, but not for one of %d. Treat it as a hint.", comparisons)
	case p.P > 0.5:
		text += ", so it shows nothing."
	default:
		text += ", so treat it as a hint at most."
	}
	if p.More > 0 {
		return text + fmt.Sprintf(" If %s really wins that often, about %s in all would probably show it.", better, counted(about(p.More), "case"))
	}
	if p.P >= level {
		return text + fmt.Sprintf(" If there is a difference, it is so small that even %s cases might not show it.", grouped(mostCases))
	}
	return text
}

// pointWords is by how much two variants differ by the rubric.
func (p Pair) pointWords() []string {
	if p.Points.N == 0 {
		return nil
	}
	text := p.Points.words(p.FirstName, p.SecondName, "scored", "of 100 points", "of 100 points")
	if sign := p.Told(); float64(sign)*p.Points.Mean < -tiny {
		text = "Yet on average " + text
	}
	all := []string{text}
	if len(p.Criteria) < 2 {
		return all
	}
	var each []string
	for _, d := range p.Criteria {
		line := d.Name + " " + signed(d.Score.Mean)
		if d.Score.Known {
			line += fmt.Sprintf(" (%s to %s)", signed(d.Score.Low), signed(d.Score.High))
		}
		each = append(each, line)
	}
	return append(all, fmt.Sprintf("By criterion, %s less %s: %s. Where there are several, one may stand out by luck.",
		p.FirstName, p.SecondName, strings.Join(each, ", ")))
}

// words says by how much one of two is over the other: "A took 3 minutes of work more
// than B on average". The thing is named for one and for several.
func (e Estimate) words(first, second, verb, one, several string) string {
	ahead, behind, low, high := first, second, e.Low, e.High
	if e.Mean < 0 {
		ahead, behind, low, high = second, first, -e.High, -e.Low
	}
	much, thing := figure(math.Abs(e.Mean), 1), several
	if much == "1" {
		thing = one
	}
	text := fmt.Sprintf("%s %s %s %s more than %s on average, in %s", ahead, verb, much, thing, behind, counted(e.N, "case"))
	if math.Abs(e.Mean) < tiny {
		text = fmt.Sprintf("%s and %s %s the same on average, in %s", first, second, verb, counted(e.N, "case"))
	}
	switch {
	case !e.Known:
		return text + ": too few to say how far off that may be."
	case low < -tiny && high > tiny:
		return text + fmt.Sprintf("; of many such cases, anything from %s less to %s more fits.", figure(-low, 1), figure(high, 1))
	}
	return text + fmt.Sprintf("; of many such cases, %s to %s more fits.", figure(low, 1), figure(high, 1))
}

// scoreWords is how one variant was scored.
func (v Variant) scoreWords() string {
	s := v.Score
	if s.N == 0 {
		return ""
	}
	text := fmt.Sprintf("%s: %s of 100 on average, %s in the middle, %s to %s", v.Name,
		figure(s.Mean, 1), figure(s.Median, 1), figure(s.Min, 1), figure(s.Max, 1))
	if s.N > 1 {
		text += fmt.Sprintf(" (standard deviation %s)", figure(s.SD, 1))
	}
	return text + ", in " + counted(s.N, "output") + "."
}

func (r Result) blindWords() string {
	text := "You rated blind to the end."
	if r.Early {
		text = fmt.Sprintf("The labels were told before all was rated: only %d of %s count.", r.Judged, counted(r.Items, "judgement"))
	}
	if r.Again {
		text += " But the labels had been told in an earlier rating, so you may have known outputs again: new cases are a fairer test."
	}
	return text
}

func (r Result) missingWords() string {
	if r.Missing == 0 || r.Outputs == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %s %s missing, and where one is, its case cannot be compared. If they are missing since something failed, that is part of the result.",
		r.Missing, counted(r.Missing+r.Outputs, "output"), isAre(r.Missing))
}

func (r Result) laterWords() string {
	var all []string
	if r.Later > 0 {
		all = append(all, fmt.Sprintf("%s came after this rating, and it does not speak of them. Rate again to count them.", counted(r.Later, "output")))
	}
	if r.Gone > 0 {
		all = append(all, fmt.Sprintf("%s %s replaced or removed after this rating. What was said stands, of the texts as they were; minutes, time and cost are those of the new ones.",
			counted(r.Gone, "rated output"), wasWere(r.Gone)))
	}
	return strings.Join(all, " ")
}

// number is a small number in words.
func number(n int) string {
	names := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n < len(names) {
		return names[n]
	}
	return grouped(n)
}

// grouped is a number with its thousands apart: 1,000.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// counted is a number of things.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return grouped(n) + " " + thing + "s"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func percent(share float64) string { return fmt.Sprintf("%.0f%%", 100*share) }

// figure is a number with at most so many decimals.
func figure(x float64, decimals int) string {
	scale := math.Pow10(decimals)
	x = math.Round(x*scale)/scale + 0 // not -0
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// signed is a difference with its sign.
func signed(x float64) string {
	text := figure(x, 2)
	if !strings.HasPrefix(text, "-") && text != "0" {
		return "+" + text
	}
	return text
}

// about rounds a number of cases up, since it is no exact one.
func about(cases int) int {
	step := 1
	for _, s := range []struct{ over, step int }{{20, 5}, {100, 10}, {1000, 100}} {
		if cases > s.over {
			step = s.step
		}
	}
	return (cases + step - 1) / step * step
}

// odds is a probability in words: "about one time in three".
func odds(p float64) string {
	switch {
	case p > 0.95:
		return "nearly every time"
	case p > 0.55:
		return fmt.Sprintf("about %s times in ten", number(int(math.Round(10*p))))
	case p < 0.0001:
		return "less than one time in 10,000"
	}
	one := int(math.Round(1 / p))
	if one > 100 {
		one = int(math.Round(1/p/10)) * 10
	}
	return "about one time in " + number(max(2, one))
}

// moneys is amounts in words.
func moneys(all []store.Money) string {
	var texts []string
	for _, m := range all {
		texts = append(texts, m.String())
	}
	return strings.Join(texts, " and ")
}
