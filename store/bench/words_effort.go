package bench

import (
	"fmt"
	"strings"
)

// effortWords is what the variants took: a person's minutes, waiting, tokens and
// money, as far as it was noted.
func (r Result) effortWords() []string {
	var all []string
	for _, p := range r.Pairs {
		if p.Minutes.N > 0 && len(r.Variants) <= allPairs {
			all = append(all, p.Minutes.words(p.FirstName, p.SecondName, "took", "minute of work", "minutes of work"))
		}
	}
	list := func(what string, of func(Variant) string) {
		var each []string
		for _, v := range r.Variants {
			if text := of(v); text != "" {
				each = append(each, v.Name+" "+text)
			}
		}
		if len(each) > 0 {
			all = append(all, what+": "+strings.Join(each, "; ")+".")
		}
	}
	list("Minutes of work for an output, on average", func(v Variant) string {
		if v.Minutes.N == 0 {
			return ""
		}
		return figure(v.Minutes.Mean, 1) + " (" + counted(v.Minutes.N, "output") + ")"
	})
	list("Waiting for an answer, in the middle", func(v Variant) string {
		if v.Latency.N == 0 {
			return ""
		}
		return figure(v.Latency.Median/1000, 1) + " s (" + counted(v.Latency.N, "output") + ")"
	})
	list("Tokens in and out", func(v Variant) string {
		if v.TokensIn+v.TokensOut == 0 {
			return ""
		}
		return grouped(v.TokensIn) + " and " + grouped(v.TokensOut)
	})
	list("Cost", func(v Variant) string {
		if v.Costed == 0 {
			return ""
		}
		return moneys(v.Cost) + " (" + counted(v.Costed, "output") + ")"
	})
	if before, after := r.MinutesBefore, r.MinutesAfter; before != nil && after != nil {
		text := fmt.Sprintf("By your own count the task took %s before and %d after: ", counted(*before, "minute"), *after)
		switch d := *before - *after; {
		case d > 0:
			text += grouped(d) + " less."
		case d < 0:
			text += grouped(-d) + " more."
		default:
			text += "the same."
		}
		all = append(all, text+" That is one measurement of each.")
	}
	return all
}
