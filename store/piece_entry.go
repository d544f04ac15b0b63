package store

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// PieceOf begins a portfolio piece that tells of an entry: what the entry holds is
// put where the kind has a place for it, and the rest is left for its owner to
// write. An empty kind is that which fits: a pilot that ended, or an experiment.
// Result is what the bench came to, in words, and may be empty. Nothing is kept yet.
func PieceOf(b Bench, kind, result string) (Piece, error) {
	x := b.Experiment
	if kind == "" {
		kind = "experiment"
		if x.Pilot != nil && !x.Pilot.Running() {
			kind = "pilot"
		}
	}
	k, found := PieceKindOf(kind)
	if !found {
		return Piece{}, invalid("the kind of piece %q: choose %s", kind, listed(PieceKindIDs()))
	}
	if x.Blind {
		return Piece{}, blindError("make a portfolio piece of the entry")
	}
	p := Piece{Kind: kind, Title: x.Title, Experiments: []string{x.ID}, Lessons: listOf(strings.Join(append([]string{x.Lesson}, x.Lessons...), ","))}
	given := told(b, result)
	for _, f := range k.AllFields() {
		text := given[f.Name]
		if f.Form != TextField {
			text = strings.Join(strings.Fields(text), " ")
		}
		if f.Of(p) == "" && f.check(text) == nil { // what does not fit is for its owner to write
			if err := f.Set(&p, text); err != nil {
				return Piece{}, err
			}
		}
	}
	return p, nil
}

// told is what an entry says, by the names of the fields of all kinds of piece.
func told(b Bench, result string) map[string]string {
	x := b.Experiment
	tool := strings.Join(nonEmpty(x.Tool, x.Model, x.ModelVersion, x.Settings), ", ")
	outcome := paragraphs(x.Outcome, result, minutesWords(x))
	t := map[string]string{
		"problem": paragraphs(x.Question, x.Today), "mine": x.Judged, "evidence": outcome,
		"reflection": paragraphs(x.Learning, labelled("What broke: ", x.Broke), x.Reflection), "question": x.Question, "result": outcome, "date": dayOf(x.Closed),
		"headline": x.Learning, "did": paragraphs(x.Variants, x.Measure, tool), "limits": x.Broke, "fails": x.Broke, "not_shown": x.Broke,
		"data": string(x.Data), "tool": tool, "tested_on": dayOf(x.Closed), "threshold": x.Success, "criteria": paragraphs(x.Success, x.Measure), "measure": x.Measure,
		"guard": x.Guard, "stop": x.Rule, "checks": x.Judged,
	}
	if len(b.Cases) > 0 {
		t["cases"] = strconv.Itoa(len(b.Cases))
	}
	if len(b.Variants) == 1 {
		t["prompt"] = b.Variants[0].Prompt
	}
	if p := x.Pilot; p != nil {
		t["scope"], t["guard"], t["stop"] = p.Scope, cmp.Or(p.Guard, x.Guard), p.Stop
		t["decision"], t["why"], t["ended"], t["date"] = string(p.Decision), p.Why, dayOf(p.Ended), dayOf(p.Ended)
	}
	return t
}

func dayOf(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateOnly)
}

func labelled(label, text string) string {
	if text == "" {
		return ""
	}
	return label + text
}

func paragraphs(texts ...string) string { return strings.Join(nonEmpty(texts...), "\n\n") }

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

// minutesWords say how long the task takes.
func minutesWords(x Experiment) string {
	switch before, after := x.MinutesBefore, x.MinutesAfter; {
	case before != nil && after != nil:
		return "Minutes for the task: " + strconv.Itoa(*before) + " before, " + strconv.Itoa(*after) + " with AI, checking and repair included."
	case after != nil:
		return "Minutes for the task with AI, checking and repair included: " + strconv.Itoa(*after) + "."
	}
	return ""
}
