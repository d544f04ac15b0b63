package curriculum

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	nistID    = lazy(`^(GOVERN|MAP|MEASURE|MANAGE) [1-9]\.\d{1,2}$`)
	literacy  = lazy(`^L[1-5]$`)
	digComp   = lazy(`^[1-5]$`)
	unescoID  = lazy(`^[HETS]-[UAC]$`)
	objective = lazy(`^O[1-9]$`)
)

// checkFront: the front matter says what lists and records rest on.
func checkFront(l *lessonDraft, say report) {
	if l.Title == "" {
		say(l.File, 2, "the lesson has no title", `add a line "title: …"`)
	}
	if !semantic().MatchString(l.Version) {
		say(l.File, l.frontLine("version"), fmt.Sprintf("the version %q is not three numbers", l.Version), `write it like "version: 1.0.0"`)
	}
	if !isoDate().MatchString(l.AsOf) {
		say(l.File, l.frontLine("as_of"), fmt.Sprintf("as_of %q is not a date", l.AsOf), `write it like "as_of: 2026-11-24"`)
	}
}

// maxPolicy is how long the sentence of a policy may be, in characters: it stands on one
// page with what it is about, and in the records of those who acknowledged it.
const maxPolicy = 160

// checkPolicy: what is acknowledged is one sentence.
func checkPolicy(l *lessonDraft, say report) {
	if l.Policy == "" {
		return
	}
	line := l.frontLine("policy")
	if n := utf8.RuneCountInString(l.Policy); n > maxPolicy {
		say(l.File, line, fmt.Sprintf("the sentence of the policy has %d characters", n), fmt.Sprintf("keep it to %d, and put the rules themselves on the pages", maxPolicy))
	}
	if strings.Contains(l.Policy, "\n") || len(sentences(l.Policy)) != 1 || !strings.HasSuffix(l.Policy, ".") && !strings.HasSuffix(l.Policy, "。") {
		say(l.File, line, "the policy is not one sentence", `write what a reader says to it, like "I have read our AI rules and follow them."`)
	}
}

// checkParts: a lesson has at most one exercise and one experiment, and these
// are complete.
func checkParts(l *lessonDraft, say report) {
	if n := len(l.doc.exercises); n > 1 {
		say(l.File, l.doc.lines["exercise"], fmt.Sprintf("the lesson has %d exercises", n), "keep one")
	}
	if n := len(l.doc.experiments); n > 1 {
		say(l.File, l.doc.lines["experiment"], fmt.Sprintf("the lesson has %d experiments", n), "keep one")
	}
	for _, e := range l.doc.exercises {
		if e.Task == "" {
			say(l.File, l.doc.lines["exercise"], "the exercise has no task", `write it behind "task:"`)
		}
	}
	for _, e := range l.doc.experiments {
		if e.Title == "" || e.Hypothesis == "" || len(e.Variants) < 2 || e.Measure == "" {
			say(l.File, l.doc.lines["experiment"], "the experiment lacks a title, a hypothesis, two variants or a measure", "fill in what is missing")
		}
	}
}

// isRolePack reports that a lesson is a role pack: scenarios of one profession
// and a task in place of new ideas.
func (l *lessonDraft) isRolePack() bool { return strings.HasPrefix(l.ID, "pck-") }

// checkScenarios: a role pack has three scenarios, and one good way out of each.
func checkScenarios(l *lessonDraft, say report) {
	n := 0
	for _, p := range l.doc.pages {
		if p.Scenario == nil {
			continue
		}
		n++
		good := 0
		for _, b := range p.Scenario.Branches {
			if b.Good {
				good++
			}
		}
		if len(p.Scenario.Branches) < 2 || len(p.Scenario.Branches) > 4 || good != 1 {
			say(l.File, p.line, fmt.Sprintf("scenario %s has %d branches, %d of them good", p.Scenario.ID, len(p.Scenario.Branches), good), "write two to four branches, one with good: true")
		}
		blank := slices.ContainsFunc(p.Scenario.Branches, func(b Branch) bool { return b.Choice == "" || b.Outcome == "" })
		if p.Scenario.Title == "" || p.Scenario.Text == "" || blank {
			say(l.File, p.line, fmt.Sprintf("scenario %s lacks a title, a text, a choice or an outcome", p.Scenario.ID), "fill in what is missing")
		}
	}
	if l.isRolePack() && l.pack.house() && n != 3 {
		say(l.File, 1, fmt.Sprintf("%d scenarios", n), "a role pack has three")
	}
}

// checkSections: the headings of a lesson in their order.
func checkSections(l *lessonDraft, say report) {
	order := []string{"Why it matters at work", "Worked example", "Myths", "Exercise", "Check yourself", "Experiment", "Remember", "Sources"}
	if l.isRolePack() {
		order = []string{"Why it matters at work", "Scenarios", "Exercise", "Check yourself", "Experiment", "Remember", "Sources"}
	}
	var headings []string
	for _, p := range l.doc.pages {
		if !slices.Contains(headings, p.Heading) {
			headings = append(headings, p.Heading)
		}
	}
	last := -1
	for _, want := range order {
		at := slices.Index(headings, want)
		switch {
		case at < 0:
			say(l.File, 1, fmt.Sprintf("there is no %q, or nothing stands in it", "## "+want), "add it: docs/authoring.md says what stands there")
			continue
		case at < last:
			say(l.File, l.headingLine(want), fmt.Sprintf("%q stands too early", "## "+want), "keep the order of docs/authoring.md")
		}
		last = max(last, at)
	}
	if own := slices.Index(headings, "Worked example") - 1; own >= 0 && (own < 3 || own > 5) {
		say(l.File, 1, fmt.Sprintf("%d headings of its own between the opening and the worked example", own), "use three to five, each with one idea")
	}
}

func (l *lessonDraft) headingLine(heading string) int {
	return max(1, 1+slices.Index(l.lines, "## "+heading))
}

// checkCounts: how many there are of what a lesson is made of.
func checkCounts(l *lessonDraft, say report) {
	for _, part := range []struct {
		noun        string
		n, min, max int
		line        int
	}{
		{"objectives", len(l.Objectives), 2, 4, l.frontLine("objectives")},
		{"items", len(l.doc.items), 4, 6, 1},
		{"cards", len(l.doc.cards), 3, 6, 1},
		{"exercises", len(l.doc.exercises), 1, 1, 1},
		{"experiments", len(l.doc.experiments), 1, 1, 1},
	} {
		if part.n < part.min || part.n > part.max && part.max > 1 {
			say(l.File, part.line, fmt.Sprintf("%d %s", part.n, part.noun), fmt.Sprintf("have %d to %d", part.min, part.max))
		}
	}
}

// checkObjectives: objectives, items and cards belong together.
func checkObjectives(l *lessonDraft, say report) {
	tested := map[string]bool{}
	known := func(id string) bool {
		return slices.ContainsFunc(l.Objectives, func(o Objective) bool { return o.ID == id })
	}
	for _, i := range l.doc.items {
		tested[i.Objective] = true
		if !known(i.Objective) {
			say(l.File, l.doc.lines[i.ID], fmt.Sprintf("item %s names the objective %q, which the lesson does not have", i.ID, i.Objective), "name one of the lesson's objectives")
		}
	}
	for _, c := range l.doc.cards {
		if !known(c.Objective) {
			say(l.File, l.doc.lines["card "+c.ID], fmt.Sprintf("card %s names the objective %q, which the lesson does not have", c.ID, c.Objective), "name one of the lesson's objectives")
		}
		if c.Question == "" || c.Answer == "" {
			say(l.File, l.doc.lines["card "+c.ID], fmt.Sprintf("card %s has no question or no answer", c.ID), "write both")
		}
	}
	for _, o := range l.Objectives {
		if !objective().MatchString(o.ID) {
			say(l.File, l.frontLine("objectives"), fmt.Sprintf("the objective id %q", o.ID), "call them O1, O2, O3")
		}
		if !tested[o.ID] {
			say(l.File, l.frontLine("objectives"), fmt.Sprintf("no item tests objective %s", o.ID), "write an item for it, or take it out")
		}
	}
}

// checkVerbs: an objective begins with something that can be seen done.
func checkVerbs(l *lessonDraft, say report) {
	for _, o := range l.Objectives {
		verb, _, _ := strings.Cut(o.Text, " ")
		if !slices.Contains(strings.Fields(bloomVerbs), strings.ToLower(verb)) {
			say(l.File, l.frontLine("objectives"), fmt.Sprintf("objective %s begins with %q", o.ID, verb), "begin it with a verb for something that can be seen done, such as explain, compare or decide")
		}
	}
}

// checkMinutes: the minutes of a lesson are those it takes: 180 words of text a
// minute, 0.75 minutes an item, and the exercise.
func checkMinutes(l *lessonDraft, say report) {
	exercise := 0
	for _, e := range l.doc.exercises {
		exercise += e.Minutes
	}
	takes := float64(l.textWords())/180 + 0.75*float64(len(l.doc.items)) + float64(exercise)
	if stated := float64(l.Minutes); stated > 0 && math.Abs(takes-stated) > 0.25*stated {
		say(l.File, l.frontLine("minutes"), fmt.Sprintf("states %d minutes and takes about %.0f", l.Minutes, takes), "correct the minutes, or the length")
	}
}

// checkTime: the minutes of a pathway are the sum of its lessons', so each
// states a number that can be true.
func checkTime(l *lessonDraft, say report) {
	if l.Minutes < 1 || l.Minutes > 60 {
		say(l.File, l.frontLine("minutes"), fmt.Sprintf("states %d minutes, and its pathways add them up", l.Minutes), "state 1 to 60 minutes")
	}
	for _, e := range l.doc.exercises {
		if e.Minutes < 1 || e.Minutes > max(1, l.Minutes) {
			say(l.File, l.doc.lines["exercise"], fmt.Sprintf("the exercise states %d minutes of the lesson's %d", e.Minutes, l.Minutes), "state how long it takes")
		}
	}
}

// textWords counts the words of the pages that every department reads.
func (l *lessonDraft) textWords() int {
	n := 0
	for _, p := range l.passages {
		if p.block == "" || p.block == "scenario" {
			n += wordCount(plain(p.text))
		}
	}
	return n
}

// checkWords: a lesson is long enough to teach and short enough for a sitting.
// The exercise's task is read as well and counts.
func checkWords(l *lessonDraft, say report) {
	n := l.textWords()
	for _, e := range l.doc.exercises {
		n += wordCount(plain(e.Task))
	}
	if n < 700 || n > 1100 {
		say(l.File, 1, fmt.Sprintf("the text has %d words", n), "write 700 to 1,100, items not counted")
	}
}

// checkFrameworks: the ids of outside frameworks have their shape, and in the
// house style each lesson supports the two main ones.
func checkFrameworks(l *lessonDraft, say report) {
	for _, f := range []struct {
		name  string
		ids   []string
		shape func(string) bool
		like  string
		must  bool
	}{
		{"literacy", l.Frameworks.Literacy, literacy().MatchString, "L1 to L5", true},
		{"nist", l.Frameworks.NIST, nistID().MatchString, "MAP 2.1", true},
		{"digcomp", l.Frameworks.DigComp, digComp().MatchString, "1 to 5", false},
		{"unesco", l.Frameworks.UNESCO, unescoID().MatchString, "E-A", false},
	} {
		if f.must && len(f.ids) == 0 && l.pack.house() {
			say(l.File, l.frontLine("frameworks"), "the lesson supports nothing of "+f.name, "name at least one, like "+f.like)
		}
		for _, id := range f.ids {
			if !f.shape(id) {
				say(l.File, l.frontLine("frameworks"), fmt.Sprintf("%q is no id of %s", id, f.name), "write it like "+f.like)
			}
		}
	}
}
