package progress

import (
	"fmt"
	"time"

	"waymark/store"
)

// The kinds of step.
const (
	Setup      = "setup"      // choose a pathway
	Continue   = "continue"   // go on with an open lesson
	Start      = "start"      // begin the next lesson
	Experiment = "experiment" // note what came of an experiment
	Reread     = "reread"     // a lesson that was done was rewritten
	Finished   = "finished"   // the pathway is done
)

// A Step is one thing to do now.
type Step struct {
	Kind    string
	Title   string // of the lesson or experiment
	Why     string // in words, beginning in lower case
	Ref     string // id of the lesson or experiment; may be empty
	Minutes int    // that it takes; 0: unknown
}

// Next returns what to do now, best first and never nothing: go on with the
// open lesson that was seen last, or begin the next one of the pathway; then a
// lesson whose content was rewritten; then the newest experiment that has no
// outcome.
func Next(p Pathway, did map[string]store.Lesson, experiments []store.Experiment, now time.Time) []Step {
	var steps []Step
	if p.ID == "" {
		steps = append(steps, Step{Kind: Setup, Title: "Choose a pathway", Why: "it takes a minute, and you can change it at any time"})
	} else if step, ok := lessonStep(p, did, now); ok {
		steps = append(steps, step)
	}
	if step, ok := rereadStep(p); ok {
		steps = append(steps, step)
	}
	if step, ok := experimentStep(experiments, now); ok {
		steps = append(steps, step)
	}
	if len(steps) == 0 {
		steps = append(steps, Step{Kind: Finished, Title: p.Title, Why: "every lesson of your pathway is done", Ref: p.ID})
	}
	return steps
}

func lessonStep(p Pathway, did map[string]store.Lesson, now time.Time) (Step, bool) {
	var best *Lesson
	lessons := p.InOrder()
	for i := range lessons {
		l := &lessons[i]
		switch {
		case l.State == Done:
		case best == nil,
			l.State == Started && (best.State == NotStarted || did[l.ID].Seen.After(did[best.ID].Seen)):
			best = l
		}
	}
	if best == nil {
		return Step{}, false
	}
	step := Step{Kind: Start, Title: best.Title, Why: "it comes next in " + p.moduleTitle(best.Module), Ref: best.ID, Minutes: best.LeftMin}
	if best.State == Started {
		step.Kind, step.Why = Continue, "you were here "+ago(did[best.ID].Seen, now)
	}
	return step, true
}

func rereadStep(p Pathway) (Step, bool) {
	for _, l := range p.InOrder() {
		if l.State == Done && l.Update == Refresh {
			return Step{Kind: Reread, Title: l.Title, Why: "it was rewritten since you read it", Ref: l.ID, Minutes: l.Minutes}, true
		}
	}
	return Step{}, false
}

func (p Pathway) moduleTitle(id string) string {
	for _, m := range p.Modules {
		if m.ID == id {
			return m.Title
		}
	}
	return p.Title
}

func experimentStep(experiments []store.Experiment, now time.Time) (Step, bool) {
	var newest *store.Experiment
	for i, x := range experiments {
		open := x.Verdict == store.Open && x.Outcome == ""
		if open && (newest == nil || x.Created.After(newest.Created)) {
			newest = &experiments[i]
		}
	}
	if newest == nil {
		return Step{}, false
	}
	why := "you noted it " + ago(newest.Created, now) + "; what came of it?"
	return Step{Kind: Experiment, Title: newest.Title, Why: why, Ref: newest.ID}, true
}

// ago says how long ago a day was, by the calendar of now.
func ago(then, now time.Time) string {
	switch days := daysBetween(then, now); {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", days)
	}
}

func daysBetween(then, now time.Time) int {
	date := func(t time.Time) time.Time {
		y, m, d := t.In(now.Location()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(date(now).Sub(date(then)).Hours() / 24)
}
