package progress

import (
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
			all = append(all, Mastery{l.ID, o, LevelOf(records[l.ID+"#"+o.ID], applied[l.ID])})
		}
	}
	return all
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
		if all > 0 && float64(above) >= competencyShare*float64(all) {
			return l
		}
	}
	return NotShown
}

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
