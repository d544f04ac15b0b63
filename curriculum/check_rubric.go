package curriculum

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// How long the texts of a rubric may be, in characters: a name stands in a line of
// a narrow terminal beside its score, an anchor in two.
const (
	maxTitle  = 50
	maxName   = 40
	maxAnchor = 110
)

// scales are the lowest and the highest score of a rubric. Longer ones look more
// exact than anybody can rate.
var scales = [][2]int{{0, 2}, {1, 4}, {1, 5}}

// checkRubrics: a rubric names a lesson, tasks and criteria that a stranger can
// rate by.
func checkRubrics(d *draft, say report) {
	seen := map[string]bool{}
	for _, r := range d.rubrics {
		for _, t := range d.rubricTroubles(r) {
			say(rubricFile, 1, fmt.Sprintf("the rubric %q %s", r.ID, t.message), t.remedy)
		}
		if seen[r.ID] {
			say(rubricFile, 1, fmt.Sprintf("the id %q is used twice", r.ID), "give one of the rubrics another id")
		}
		seen[r.ID] = true
		ids := map[string]bool{}
		for _, c := range r.Criteria {
			for _, t := range criterionTroubles(r, c) {
				say(rubricFile, 1, fmt.Sprintf("the criterion %q of %s %s", c.ID, r.ID, t.message), t.remedy)
			}
			if ids[c.ID] {
				say(rubricFile, 1, fmt.Sprintf("%s has two criteria %q", r.ID, c.ID), "give one of them another id")
			}
			ids[c.ID] = true
		}
	}
}

func (d *draft) rubricTroubles(r Rubric) (all []trouble) {
	if !kebabCase().MatchString(r.ID) {
		all = append(all, trouble{"has no id in kebab-case", `write one like "id: customer-reply"`})
	}
	if !fits(r.Title, maxTitle) {
		all = append(all, trouble{"has no title, or one that does not fit a line", fmt.Sprintf("write at most %d characters", maxTitle)})
	}
	if !semantic().MatchString(r.Version) {
		all = append(all, trouble{fmt.Sprintf("has the version %q, which is not three numbers", r.Version), `write it like "version: 1.0.0"`})
	}
	if _, ok := d.lesson(r.Lesson); !ok {
		all = append(all, trouble{fmt.Sprintf("names a lesson %q that does not exist", r.Lesson), "name the lesson that teaches it"})
	}
	if unknown := slices.IndexFunc(r.For, func(id string) bool { return !isTask(id) }); unknown >= 0 || len(r.For) == 0 {
		all = append(all, trouble{"names a task that does not exist, or none", "write behind for: ids that docs/authoring.md lists"})
	}
	if n := len(r.Criteria); n < 2 || n > 6 {
		all = append(all, trouble{fmt.Sprintf("has %d criteria", n), "have two to six"})
	}
	if low, high := r.Scale(); len(r.Criteria) > 0 && !slices.Contains(scales, [2]int{low, high}) {
		all = append(all, trouble{fmt.Sprintf("has scores from %d to %d", low, high), "use 0 to 2, 1 to 4 or 1 to 5"})
	}
	return all
}

func criterionTroubles(r Rubric, c Criterion) (all []trouble) {
	if !kebabCase().MatchString(c.ID) {
		all = append(all, trouble{"has no id in kebab-case", `write one like "id: plain-words"`})
	}
	if !fits(c.Name, maxName) {
		all = append(all, trouble{"has no name, or one that does not fit a line", fmt.Sprintf("write at most %d characters", maxName)})
	}
	if c.Weight < 1 {
		all = append(all, trouble{fmt.Sprintf("has the weight %d", c.Weight), "give it a whole number from 1, or take the criterion out"})
	}
	scores := map[int]bool{}
	for _, a := range c.Anchors {
		if scores[a.Score] {
			all = append(all, trouble{fmt.Sprintf("has two anchors for %d", a.Score), "keep one"})
		}
		scores[a.Score] = true
		if !fits(a.Text, maxAnchor) {
			all = append(all, trouble{fmt.Sprintf("has an anchor for %d that is empty or too long", a.Score), fmt.Sprintf("write one line of at most %d characters", maxAnchor)})
		}
	}
	if low, high := r.Scale(); !scores[low] || !scores[high] || low == high {
		all = append(all, trouble{fmt.Sprintf("lacks an anchor for %d or %d", low, high), "say in words what earns the lowest and the highest score"})
	}
	return all
}

// fits reports that a text is one line of a length that is not too long.
func fits(text string, most int) bool {
	n := utf8.RuneCountInString(text)
	return n > 0 && n <= most && !strings.Contains(text, "\n")
}

// checkRubricWords: a rubric is in the plain words of a lesson.
func checkRubricWords(d *draft, say report) {
	text := &lessonDraft{Lesson: Lesson{File: rubricFile}, pack: d}
	add := func(words string) {
		text.passages = append(text.passages, passage{line: 1, text: words, block: "rubric"})
	}
	for _, r := range d.rubrics {
		add(r.Title)
		for _, c := range r.Criteria {
			add(c.Name)
			for _, a := range c.Anchors {
				add(a.Text)
			}
		}
	}
	for _, check := range []func(*lessonDraft, report){
		checkSentences, checkAddresses, checkVendors, checkPhrases, checkSpelling,
	} {
		check(text, say)
	}
}

// checkHelps: tasks.yaml names tasks, departments and lessons that exist.
func checkHelps(d *draft, say report) {
	named := func(noun, key string, known bool, lessons []string) {
		if !known {
			say(helpFile, 1, fmt.Sprintf("there is no %s %q", noun, key), "write an id that docs/authoring.md lists")
		}
		if len(lessons) == 0 {
			say(helpFile, 1, fmt.Sprintf("the %s %q has no lesson", noun, key), "name one, or take the line out")
		}
		for _, id := range lessons {
			if _, ok := d.lesson(id); !ok {
				say(helpFile, 1, fmt.Sprintf("the %s %q names a lesson %q that does not exist", noun, key, id), "correct the id")
			}
		}
	}
	for id, lessons := range d.helps.Tasks {
		named("task", id, isTask(id), lessons)
	}
	for id, lessons := range d.helps.Departments {
		named("department", id, isDepartment(id), lessons)
	}
}

// checkTrials: what an experiment fills in for the journal is known there.
func checkTrials(l *lessonDraft, say report) {
	for _, e := range l.doc.experiments {
		for _, t := range l.pack.trialTroubles(e) {
			say(l.File, l.doc.lines["experiment"], "the experiment "+t.message, t.remedy)
		}
	}
}

// How many characters a line of the journal's form takes, and how many cases a
// small trial can have.
const (
	maxFormLine = 160
	maxCases    = 1_000
)

func (d *draft) trialTroubles(e Experiment) (all []trouble) {
	if e.Task != "" && !isTask(e.Task) {
		all = append(all, trouble{fmt.Sprintf("names a task %q that does not exist", e.Task), "write an id that docs/authoring.md lists, or leave it out"})
	}
	if e.Data != "" && !slices.Contains(DataClasses(), e.Data) {
		all = append(all, trouble{fmt.Sprintf("names a class of data %q that does not exist", e.Data), "write " + strings.Join(DataClasses(), ", ") + ", or leave it out"})
	}
	if e.Count < 0 || e.Count > maxCases {
		all = append(all, trouble{fmt.Sprintf("has a count of %d cases", e.Count), fmt.Sprintf("write 1 to %d, or leave it out", maxCases)})
	}
	for _, line := range []struct{ name, text string }{{"success", e.Success}, {"guard", e.Guard}, {"rule", e.Rule}} {
		if line.text != "" && !fits(line.text, maxFormLine) {
			all = append(all, trouble{fmt.Sprintf("has a text behind %s: that is too long", line.name), fmt.Sprintf("write one line of at most %d characters", maxFormLine)})
		}
	}
	if e.Rubric == "" {
		return all
	}
	known := slices.Concat(d.rubrics, d.outsideRates)
	at := slices.IndexFunc(known, func(r Rubric) bool { return r.ID == e.Rubric })
	switch {
	case at < 0:
		all = append(all, trouble{fmt.Sprintf("names a rubric %q that does not exist", e.Rubric), "correct the id, or add the rubric to " + rubricFile})
	case e.Task != "" && !slices.Contains(known[at].For, e.Task):
		all = append(all, trouble{fmt.Sprintf("is rated by %s, which does not fit the task %q", e.Rubric, e.Task), "name another rubric, or add the task to those it is for"})
	}
	return all
}

// checkPlan: an experiment says before the first case what would settle it.
func checkPlan(l *lessonDraft, say report) {
	for _, e := range l.doc.experiments {
		if e.Success == "" || e.Guard == "" || e.Rule == "" {
			say(l.File, l.doc.lines["experiment"], "the experiment lacks a success test, a guard or a rule", "write each in a line")
		}
	}
}
