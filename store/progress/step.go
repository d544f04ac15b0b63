package progress

import (
	"fmt"
	"slices"
	"time"

	"waymark/store"
)

// The kinds of step.
const (
	Setup       = "setup"      // choose a pathway
	Continue    = "continue"   // go on with an open lesson
	Start       = "start"      // begin the next lesson
	Review      = "review"     // recall what is at risk
	CheckNow    = "check"      // take a module check, or go on with it
	Experiment  = "experiment" // note what came of an experiment
	Rate        = "rate"       // go on with a blind rating
	Pilot       = "pilot"      // decide on a pilot that ends
	Reread      = "reread"     // a lesson that was done was rewritten
	Assigned    = "assigned"   // go on with a module that a lead gave
	Acknowledge = "policy"     // a rule of the company waits for an acknowledgement
	Finished    = "finished"   // the pathway is done
)

// A Step is one thing to do now.
type Step struct {
	Kind    string
	Title   string // of the lesson, module or experiment
	Why     string // in words, beginning in lower case
	Ref     string // id of the lesson, module or experiment; may be empty
	Minutes int    // that it takes; 0: unknown
	Parts   bool   // it can be left at any time, and keeps its place
	Due     string // ISO day until when a lead asks for it; may be empty
}

// Next returns what to do now, best first and never nothing. Somebody in the
// middle of a lesson or check goes on with it; reviews come before anything new;
// new lessons come last once the day's goal is reached. With minutes, which may
// be 0, it proposes only what fits into that time, or can be done in part.
func Next(at Standing, experiments []store.Experiment, now time.Time, minutes int) []Step {
	if at.Path.ID == "" {
		return []Step{{Kind: Setup, Title: "Choose a pathway", Why: "it takes a minute, and you can change it at any time"}}
	}
	pilot, isEnding := pilotStep(experiments, now)
	rate, isRating := rateStep(experiments)
	reached := LearnedMin(at.Days, now) >= at.Profile.GoalMin()
	lesson, inLesson := lessonStep(at, now)
	fresh := lesson.Kind == Continue && daysBetween(at.Did[lesson.Ref].Seen, now) <= 1
	var steps []Step
	add := func(when bool, s Step, ok bool) {
		if when && ok {
			steps = append(steps, s)
		}
	}
	open, isOpen := openCheckStep(at)
	review, isUp, isBegun := reviewStep(at, now)
	fresh = fresh && !isBegun // an answer in the reviews touches its lesson, and is no wish to go on there
	check, isReady := checkStep(at)
	weakest, isWeak := returnStep(at)
	reread, isNewer := rereadStep(at.Path)
	assigned, isAssigned := assignedStep(at, now)
	policy, isOpenRule := policyStep(at)
	experiment, noted := experimentStep(experiments, now)
	isOpenEnded, isYoung := noted >= 0, noted == 0 // what was noted today has come to little yet
	if reached && lesson.Kind == Start {
		lesson.Why = "today's goal is reached; if you want more, this comes next"
	}
	same := isAssigned && inLesson && assigned.Ref == lesson.Ref // which is named once, with who asks for it
	add(true, open, isOpen)
	add(fresh && same, assigned, isAssigned)
	add(fresh && !same, lesson, inLesson)
	add(true, review, isUp)
	add(true, policy, isOpenRule)
	add(!fresh || !same, assigned, isAssigned)
	add(true, weakest, isWeak)
	add(true, check, isReady)
	inLesson = inLesson && !same
	add(!fresh && !reached, lesson, inLesson)
	add(true, reread, isNewer)
	add(true, pilot, isEnding)
	add(true, rate, isRating)
	add(!isYoung, experiment, isOpenEnded)
	add(!fresh && reached, lesson, inLesson)
	steps = fitting(steps, minutes)
	add(isYoung && (minutes == 0 || experiment.Minutes <= minutes || len(steps) == 0), experiment, isOpenEnded)
	if len(steps) == 0 {
		return []Step{{Kind: Finished, Title: at.Path.Title, Why: "every lesson of your pathway is done", Ref: at.Path.ID}}
	}
	return steps
}

// fitting keeps what fits into the minutes, and after it what can be left in the
// middle. Where nothing fits it keeps everything: a place that is kept is lost
// time for nobody.
func fitting(steps []Step, minutes int) []Step {
	var whole, parts []Step
	for _, s := range steps {
		switch {
		case minutes == 0 || s.Minutes <= minutes:
			whole = append(whole, s)
		case s.Parts:
			s.Why += fmt.Sprintf("; %d min in all, in parts if you like", s.Minutes)
			s.Minutes = minutes
			parts = append(parts, s)
		}
	}
	if fit := append(whole, parts...); len(fit) > 0 {
		return fit
	}
	return steps
}

func lessonStep(at Standing, now time.Time) (Step, bool) {
	lessons := at.fromStart()
	best := at.next(at.needed(lessons, now))
	waived := best == nil
	if waived {
		best = at.next(lessons)
	}
	if best == nil {
		return Step{}, false
	}
	step := Step{Kind: Start, Title: best.Title, Why: "it comes next in " + at.Path.moduleTitle(best.Module), Ref: best.ID, Minutes: best.LeftMin, Parts: true}
	if best.State == Started {
		step.Kind, step.Why = Continue, "you were here "+ago(at.Did[best.ID].Seen, now)
	}
	if waived {
		step.Why += "; it is waived for you, and open if you like"
	}
	return step, true
}

// next is the lesson to go on with: the one that was open last, or the first that is not
// complete; nil where all are.
func (at Standing) next(lessons []Lesson) *Lesson {
	var best *Lesson
	for i := range lessons {
		l := &lessons[i]
		switch {
		case l.State.Complete():
		case best == nil,
			l.State == Started && (best.State == NotStarted || at.Did[l.ID].Seen.After(at.Did[best.ID].Seen)):
			best = l
		}
	}
	return best
}

// fromStart are the lessons of the pathway in order: first those from the one on
// that the person wants to start from, then the earlier ones, which wait.
func (at Standing) fromStart() []Lesson {
	lessons := at.Path.InOrder()
	start := slices.IndexFunc(lessons, func(l Lesson) bool { return l.ID == at.Profile.Start })
	if start < 0 {
		return lessons
	}
	return append(slices.Clone(lessons[start:]), lessons[:start]...)
}

// reviewStep is the reviews of today, whether there are any left, and whether they were
// begun.
func reviewStep(at Standing, now time.Time) (step Step, isUp, isBegun bool) {
	pile := PileOf(at, now)
	n := len(pile.Cards)
	title := fmt.Sprintf("%d questions", n)
	if n == 1 {
		title = "1 question"
	}
	why := "to recall it now makes it last"
	if pile.Done > 0 {
		why = "you began them today; the rest can wait if you like"
	}
	return Step{Kind: Review, Title: title, Why: why, Minutes: pile.Minutes(), Parts: true}, n > 0, n > 0 && pile.Done > 0
}

// openCheckStep is a check that waits for the rest of its answers.
func openCheckStep(at Standing) (Step, bool) {
	for _, m := range at.Path.Modules {
		if c, ok := OpenCheck(at.Checks, m.ID); ok && c.Answered() > 0 {
			why := fmt.Sprintf("you answered %d of %d questions; it waits where you left it", c.Answered(), len(c.Items))
			return Step{Kind: CheckNow, Title: m.Title, Why: why, Ref: m.ID, Minutes: CheckMin(c), Parts: true}, true
		}
	}
	return Step{}, false
}

// underWay leaves out a check that was begun without an answer: a key pressed too
// often begins one, and what the check before it said still holds.
func underWay(checks []store.Check) []store.Check {
	return slices.DeleteFunc(slices.Clone(checks), func(c store.Check) bool { return c.Open() && c.Answered() == 0 })
}

// checkStep is the check of the first module whose lessons are all done and
// which has not been passed, nor is under way.
func checkStep(at Standing) (Step, bool) {
	checks := underWay(at.Checks)
	for _, m := range at.Path.Modules {
		state, last := CheckOf(checks, m.ID)
		if !m.Tests || m.State != Done || state == Passed || state == CheckOpen {
			continue
		}
		step := Step{Kind: CheckNow, Title: m.Title, Why: "you did all its lessons; now see what stayed", Ref: m.ID, Minutes: m.objectives(), Parts: true}
		if state == Failed {
			step.Why = fmt.Sprintf("%d of %d were right the last time; other questions wait", last.Right(), len(last.Items))
		}
		return step, true
	}
	return Step{}, false
}

// returnStep is the lesson that the check of a module said to return to first,
// until it was opened since.
func returnStep(at Standing) (Step, bool) {
	checks := underWay(at.Checks)
	for _, m := range at.Path.Modules {
		state, last := CheckOf(checks, m.ID)
		if m.State != Done || state != Failed {
			continue
		}
		for _, id := range Returns(last) {
			i := slices.IndexFunc(m.Lessons, func(l Lesson) bool { return l.ID == id })
			if i < 0 || at.Did[id].Seen.After(last.Finished) {
				continue
			}
			right, all := RightOf(last, id)
			why := fmt.Sprintf("%d of %d were right in the check of %s", right, all, m.Title)
			return Step{Kind: Reread, Title: m.Lessons[i].Title, Why: why, Ref: id, Minutes: m.Lessons[i].Minutes, Parts: true}, true
		}
	}
	return Step{}, false
}

// objectives counts those of the module's lessons.
func (m Module) objectives() int {
	n := 0
	for _, l := range m.Lessons {
		n += len(l.Objectives)
	}
	return n
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

// EntriesSummedUp is how many entries, the newest, Progress, badges and the range of
// tasks are made of: every one, unless somebody writes three a day for years. A screen
// does not wait for the rest.
const EntriesSummedUp = 5000

// EntriesLookedAt is how many of the newest entries of the journal are enough to
// propose one of them: what was left open before them is not asked about any more.
const EntriesLookedAt = 100

// Entries returns what Next asks about: the newest entries, and older ones that are
// in the middle of something; newest first.
func Entries(s *store.Store) ([]store.Experiment, error) {
	newest, err := s.LatestExperiments(EntriesLookedAt)
	if err != nil {
		return nil, err
	}
	waiting, err := s.WaitingExperiments()
	for _, x := range waiting {
		if !slices.ContainsFunc(newest, func(n store.Experiment) bool { return n.ID == x.ID }) {
			newest = append(newest, x)
		}
	}
	return newest, err
}

// experimentMin is the minutes that it takes to note what came of an experiment.
const experimentMin = 3

// experimentStep asks about the newest entry that is open, and how many days ago
// it was noted; -1 where there is none.
func experimentStep(experiments []store.Experiment, now time.Time) (step Step, noted int) {
	var newest *store.Experiment
	for i, x := range experiments {
		open := x.Verdict == store.Open && x.Outcome == "" && !x.Blind
		if open && (newest == nil || x.Created.After(newest.Created)) {
			newest = &experiments[i]
		}
	}
	if newest == nil {
		return Step{}, -1
	}
	why := "you noted it " + ago(newest.Created, now) + "; what came of it?"
	return Step{Kind: Experiment, Title: newest.Title, Why: why, Ref: newest.ID, Minutes: experimentMin}, max(0, daysBetween(newest.Created, now))
}

// rateStep goes on with the blind rating that was begun last.
func rateStep(experiments []store.Experiment) (Step, bool) {
	for _, x := range experiments {
		if !x.Blind {
			continue
		}
		step := Step{Kind: Rate, Title: x.Title, Ref: x.ID, Parts: true}
		switch x.ToRate {
		case 0:
			step.Why = "all is rated; now see which was which"
		case 1:
			step.Why = "1 rating is left, and then you see which was which"
		default:
			step.Why = fmt.Sprintf("%d ratings are left, and then you see which was which", x.ToRate)
		}
		return step, true
	}
	return Step{}, false
}

// pilotNotice is how many days before its end a pilot is named.
const pilotNotice = 7

// pilotStep is the running pilot that ends first, if that is soon.
func pilotStep(experiments []store.Experiment, now time.Time) (Step, bool) {
	var first *store.Experiment
	for i, x := range experiments {
		if x.Pilot != nil && x.Pilot.Running() && (first == nil || x.Pilot.Ends < first.Pilot.Ends) {
			first = &experiments[i]
		}
	}
	if first == nil {
		return Step{}, false
	}
	ends, err := time.ParseInLocation(time.DateOnly, first.Pilot.Ends, now.Location())
	days := daysBetween(now, ends)
	if err != nil || days > pilotNotice {
		return Step{}, false
	}
	step := Step{Kind: Pilot, Title: first.Title, Ref: first.ID}
	switch {
	case days < 0:
		step.Why = "its pilot was to end on " + first.Pilot.Ends + "; decide what becomes of it"
	case days == 0:
		step.Why = "its pilot ends today; decide what becomes of it"
	default:
		step.Why = "its pilot ends on " + first.Pilot.Ends + "; look at the guard measure and get ready to decide"
	}
	return step, true
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

// daysBetween counts the days from one time to another, both by the calendar of
// the second one.
func daysBetween(then, now time.Time) int { return daysBetweenDates(then.In(now.Location()), now) }
