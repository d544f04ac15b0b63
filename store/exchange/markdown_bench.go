package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"waymark/store"
)

// writeBench writes what is only for reading: amendments, pilot, variants, cases
// with their outputs, and ratings.
func writeBench(b *bytes.Buffer, bench store.Bench) {
	var shown bytes.Buffer
	writeAmendments(&shown, bench.Experiment)
	writePilot(&shown, bench.Experiment.Pilot)
	if bench.Experiment.Blind {
		shown.WriteString("\n# Bench\n\nA blind rating is under way: variants and outputs are withheld until all outputs are rated.\n")
	}
	writeVariants(&shown, bench.Variants)
	writeCases(&shown, bench)
	writeRubric(&shown, bench.Rubric)
	writeList(&shown, "Automatic checks", bench.Checks)
	for _, r := range bench.Rounds {
		writeRound(&shown, bench, r)
	}
	if shown.Len() > 0 {
		b.WriteString("\n" + readingOnly + "\n")
		b.Write(shown.Bytes())
	}
}

func writeAmendments(b *bytes.Buffer, x store.Experiment) {
	if len(x.Amendments) == 0 {
		return
	}
	b.WriteString("\n# Amendments\n\nChanged after the first result.\n")
	for _, a := range x.Amendments {
		label := a.Field
		if f, known := store.FieldOf(a.Field); known {
			label = f.Label
		}
		fmt.Fprintf(b, "\n## %s, %s\n\nReason: %s\n\nFrom:\n\n%s\nTo:\n\n%s", label, day(a.At), a.Reason, fenced(a.From), fenced(a.To))
	}
}

func writePilot(b *bytes.Buffer, p *store.Pilot) {
	if p == nil {
		return
	}
	fmt.Fprintf(b, "\n# Pilot\n\nFrom %s to %s.\n\nScope:\n\n%s\nWhat must not get worse:\n\n%s\nStopped early if:\n\n%s",
		day(p.Started), p.Ends, fenced(p.Scope), fenced(p.Guard), fenced(p.Stop))
	if !p.Running() {
		fmt.Fprintf(b, "\nEnded %s: %s.\n\n%s", day(p.Ended), p.Decision, fenced(p.Why))
	}
}

func writeVariants(b *bytes.Buffer, variants []store.Variant) {
	if len(variants) == 0 {
		return
	}
	b.WriteString("\n# Variants\n")
	for _, v := range variants {
		fmt.Fprintf(b, "\n## %s (%s)\n\n", v.Name, v.ID)
		about := [][2]string{{"from variant", v.Parent}, {"tool", v.Tool}, {"model", v.Model}, {"settings", v.Settings}, {"note", v.Note}}
		for _, pair := range about {
			if pair[1] != "" {
				fmt.Fprintf(b, "- %s: %s\n", pair[0], pair[1])
			}
		}
		if v.Prompt != "" {
			b.WriteString("\n" + fenced(v.Prompt))
		}
	}
}

func writeCases(b *bytes.Buffer, bench store.Bench) {
	if len(bench.Cases) == 0 {
		return
	}
	b.WriteString("\n# Cases\n")
	for _, c := range bench.Cases {
		fmt.Fprintf(b, "\n## %s (%s)\n", c.Title(), c.ID)
		if c.Input != "" {
			b.WriteString("\nInput:\n\n" + fenced(c.Input))
		}
		if c.Expected != "" {
			b.WriteString("\nExpected:\n\n" + fenced(c.Expected))
		}
		for _, o := range bench.Outputs {
			if o.Case == c.ID {
				fmt.Fprintf(b, "\n### Output of %s\n\n%s%s", variantName(bench, o.Variant), figures(o), fenced(o.Text))
			}
		}
	}
}

// figures says in a line how an output came.
func figures(o store.Output) string {
	parts := []string{"by " + o.Source, day(o.At)}
	add := func(known bool, format string, value any) {
		if known {
			parts = append(parts, fmt.Sprintf(format, value))
		}
	}
	add(o.Model != "", "model %s", o.Model)
	add(o.LatencyMS > 0, "%d ms", o.LatencyMS)
	add(o.TokensIn > 0, "%d tokens in", o.TokensIn)
	add(o.TokensOut > 0, "%d tokens out", o.TokensOut)
	add(o.Cost != nil, "%s", o.Cost)
	if o.Minutes != nil {
		add(true, "%d min to get it ready", *o.Minutes)
	}
	add(o.Tries > 1, "try %d", o.Tries)
	return strings.Join(parts, ", ") + "\n\n"
}

func writeRubric(b *bytes.Buffer, r *store.Rubric) {
	if r == nil {
		return
	}
	fmt.Fprintf(b, "\n# Rubric: %s (version %s)\n", r.Title, r.Version)
	for _, c := range r.Criteria {
		fmt.Fprintf(b, "\n- %s (%s), weight %d\n", c.Name, c.ID, c.Weight)
		for _, a := range c.Anchors {
			fmt.Fprintf(b, "  - %d: %s\n", a.Score, a.Text)
		}
	}
}

func writeList(b *bytes.Buffer, title string, list []string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n# %s\n\n", title)
	for _, item := range list {
		b.WriteString("- " + code(item) + "\n")
	}
}

func writeRound(b *bytes.Buffer, bench store.Bench, r store.Round) {
	fmt.Fprintf(b, "\n# Rating %d, by %s, %s\n\n", r.Number, r.Mode, day(r.Started))
	switch {
	case r.Revealed.IsZero():
		b.WriteString("Under way: what was rated so far is withheld.\n")
		return
	case r.Early:
		b.WriteString("Revealed before all was rated.\n\n")
	}
	if r.Again {
		b.WriteString("Not blind any more: an earlier rating had been revealed.\n\n")
	}
	for _, j := range r.Judgements {
		if j.Item < 0 || j.Item >= len(r.Items) {
			continue
		}
		who := j.Rater
		if who == "" {
			who = "own"
		}
		fmt.Fprintf(b, "- %s: %s", who, judgement(bench, r, j))
		if j.Note != "" {
			b.WriteString(" – " + code(j.Note))
		}
		b.WriteString("\n")
	}
}

// judgement says what was judged, and how.
func judgement(bench store.Bench, r store.Round, j store.Judgement) string {
	item := r.Items[j.Item]
	title := item.Case
	if c, found := bench.Case(item.Case); found {
		title = c.Title()
	}
	left := variantName(bench, item.Left)
	if r.Mode == store.ByPair {
		right := variantName(bench, item.Right)
		better := map[string]string{store.LeftBetter: left + " is better", store.RightBetter: right + " is better", store.NoDifference: "no difference"}[j.Choice]
		return fmt.Sprintf("%s, %s or %s: %s", title, left, right, better)
	}
	var scores []string
	if r.Rubric != nil {
		for _, c := range r.Rubric.Criteria {
			if score, found := j.Scores[c.ID]; found {
				scores = append(scores, fmt.Sprintf("%s %d", c.Name, score))
			}
		}
	}
	return fmt.Sprintf("%s, %s: %s", title, left, strings.Join(scores, ", "))
}

func variantName(bench store.Bench, id string) string {
	if v, found := bench.Variant(id); found {
		return v.Name
	}
	return id
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// fenced is a text as it is, between fences that are longer than any in it.
func fenced(text string) string {
	fence := strings.Repeat("`", max(3, longestRun(text)+1))
	return fence + "\n" + text + "\n" + fence + "\n"
}

// code is a line as it is, between ticks that are more than any in it.
func code(line string) string {
	line = strings.ReplaceAll(line, "\n", " ")
	ticks := strings.Repeat("`", longestRun(line)+1)
	if len(ticks) > 1 {
		return ticks + " " + line + " " + ticks
	}
	return ticks + line + ticks
}

// longestRun is how many ticks stand in a row at most.
func longestRun(text string) int {
	longest, run := 0, 0
	for _, r := range text {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
