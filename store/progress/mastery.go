package progress

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
)

// A Level is how well an objective is shown. See docs/mastery.md.
type Level int

// The levels, each of which includes those before it, but for Applied: that is
// shown by work.
const (
	NotShown  Level = iota
	ShownOnce       // a right answer that was no guess
	Holds           // shown again at least seven days later, with no wrong answer between or since
	Applied         // it is shown, and an experiment linked to its lesson was closed
)

// HoldDays is how many days lie between the two showings of what holds.
const HoldDays = 7

// String is the level in words.
func (l Level) String() string {
	return [...]string{"not shown", "shown once", "holds", "applied"}[l]
}

// MasteryRule is how objectives come to their levels, a paragraph each. It is
// what docs/mastery.md says at its head.
func MasteryRule() []string {
	return []string{
		"Shown once: you gave a right answer that tests the objective, and it was no guess. An answer after the worked answer shows nothing; one after a hint does.",
		"Holds: you showed it again at least seven days later, with no wrong answer between. After a wrong answer it is shown once, and the seven days begin with the next right one.",
		"Applied: it is shown, and you closed an experiment that is linked to its lesson, whatever its verdict.",
		"A competency has the highest level that four in five of its objectives have reached.",
		"A lesson that is done stays done. A level may fall: it says what you can do now.",
	}
}

// Levels lists the levels, lowest first.
func Levels() []Level { return []Level{NotShown, ShownOnce, Holds, Applied} }

// LevelOf is the level of an objective; applied says that an experiment linked
// to its lesson was closed. After a wrong answer it falls to ShownOnce until the
// next right one.
func LevelOf(o store.Objective, applied bool) Level {
	switch {
	case o.Shown == "":
		return NotShown
	case o.Since == "":
		return ShownOnce
	case applied:
		return Applied
	case o.Held() >= HoldDays:
		return Holds
	}
	return ShownOnce
}

// A Mastery is an objective of a lesson and its level.
type Mastery struct {
	Lesson    string // id
	Objective curriculum.Objective
	Level     Level
	Title     string // of the lesson
}

// MasteryOf is the level of every objective of some lessons, in their order.
func MasteryOf(lessons []Lesson, shown []store.Objective, experiments []store.Experiment) []Mastery {
	records := map[string]store.Objective{}
	for _, o := range shown {
		records[o.Lesson+"#"+o.ID] = o
	}
	applied := map[string]bool{}
	for _, x := range experiments {
		applied[x.Lesson] = applied[x.Lesson] || x.Verdict != store.Open
	}
	var all []Mastery
	for _, l := range lessons {
		for _, o := range l.Objectives {
			all = append(all, Mastery{l.ID, o, LevelOf(records[l.ID+"#"+o.ID], applied[l.ID]), l.Title})
		}
	}
	return all
}

// CountLevels is how many objectives are at each Level.
func CountLevels(all []Mastery) [4]int {
	var count [4]int
	for _, m := range all {
		count[m.Level]++
	}
	return count
}

// MasteryWords says how many objectives are shown, and how to get further.
func MasteryWords(count [4]int) string {
	once, holds, applied := count[ShownOnce], count[Holds], count[Applied]
	all := count[NotShown] + once + holds + applied
	switch {
	case all == 0:
		return "Choose a pathway, and its objectives stand here."
	case once+holds+applied == 0:
		return fmt.Sprintf("None of %s is shown yet. Answer the questions of a lesson: what is right, and no guess, shows its objective.", counted(all, "objective"))
	}
	are := "are"
	if once+holds+applied == 1 {
		are = "is"
	}
	var how []string
	for _, part := range []struct {
		n    int
		form string
	}{{once, "%d once"}, {holds, "%d holding"}, {applied, "%d applied"}} {
		if part.n > 0 {
			how = append(how, fmt.Sprintf(part.form, part.n))
		}
	}
	text := fmt.Sprintf("%d of %s %s shown: %s. ", once+holds+applied, counted(all, "objective"), are, strings.Join(how, ", "))
	if once > 0 {
		return text + "What is shown again after seven days holds."
	}
	return text + "What holds is yours; an experiment of your own applies it."
}

// CompetencyWords says how many competencies are shown.
func CompetencyWords(all []Competency) string {
	shown := 0
	for _, c := range all {
		if c.Level() > NotShown {
			shown++
		}
	}
	switch {
	case len(all) == 0:
		return "Your lessons count for no outside framework."
	case shown == 0:
		return "None is shown yet. A competency is at the level that four in five of its objectives have reached."
	}
	return fmt.Sprintf("%d of %d are shown. A competency is at the level that four in five of its objectives have reached.", shown, len(all))
}

// A Competency is a row of an outside framework, and the levels of the objectives
// that support it.
type Competency struct {
	Framework string // "AI literacy", "NIST AI RMF", "DigComp 3.0" or "UNESCO"
	ID        string // "L1", "MAP 2.1", …
	Title     string // in words; may be empty
	Count     [4]int // objectives at each Level
}

// competencyShare is the share of a competency's objectives that has to be at a
// level, or above it, for the competency to be: the pass mark of checks.
const competencyShare = store.PassMark

// Level is the highest level that four of five of its objectives have reached.
func (c Competency) Level() Level {
	all, above := c.Total(), 0
	for _, l := range slices.Backward(Levels()) {
		above += c.Count[l]
		if all > 0 && above >= c.Needed() {
			return l
		}
	}
	return NotShown
}

// Needed is how many of its objectives have to be at a level for the competency
// to be: four in five, rounded up.
func (c Competency) Needed() int { return int(math.Ceil(competencyShare * float64(c.Total()))) }

// Total is the number of objectives that support the competency.
func (c Competency) Total() int { return c.Count[0] + c.Count[1] + c.Count[2] + c.Count[3] }

// Competencies sums up objectives by the rows of the frameworks that they
// support, in the order of the frameworks and their ids.
func Competencies(c *curriculum.Catalogue, all []Mastery) ([]Competency, error) {
	var found []Competency
	add := func(framework, id, title string, level Level) {
		at := slices.IndexFunc(found, func(f Competency) bool { return f.Framework == framework && f.ID == id })
		if at < 0 {
			at = len(found)
			found = append(found, Competency{Framework: framework, ID: id, Title: title})
		}
		found[at].Count[level]++
	}
	for _, m := range all {
		f, _, err := c.Frameworks(m.Lesson, m.Objective.ID)
		if err != nil {
			return nil, err
		}
		for _, id := range f.Literacy {
			add("AI literacy", id, curriculum.LiteracyTitle(id), m.Level)
		}
		for _, id := range f.DigComp {
			add("DigComp 3.0", id, curriculum.DigCompTitle(id), m.Level)
		}
		for _, id := range f.NIST {
			add("NIST AI RMF", id, "", m.Level)
		}
		for _, id := range f.UNESCO {
			add("UNESCO", id, "", m.Level)
		}
	}
	order := []string{"AI literacy", "DigComp 3.0", "NIST AI RMF", "UNESCO"}
	slices.SortStableFunc(found, func(a, b Competency) int {
		if by := slices.Index(order, a.Framework) - slices.Index(order, b.Framework); by != 0 {
			return by
		}
		return compareIDs(a.ID, b.ID)
	})
	return found, nil
}

// compareIDs orders ids of a framework the way people count: 2.3 before 2.10.
func compareIDs(a, b string) int { return strings.Compare(twoDigits(a), twoDigits(b)) }

// twoDigits writes a last number of one digit with two.
func twoDigits(id string) string {
	if at := strings.LastIndexByte(id, '.'); at >= 0 && len(id)-at == 2 {
		return id[:at+1] + "0" + id[at+1:]
	}
	return id
}
