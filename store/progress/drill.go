package progress

import (
	"fmt"
	"slices"

	"waymark/curriculum"
	"waymark/store"
)

// An Outcome is what came of one line of a drill.
type Outcome int

// The outcomes of a line: the table of a Detection.
const (
	Rejection  Outcome = iota // a sound line that was let pass
	Hit                       // an error that was marked
	Miss                      // an error that was let pass
	FalseAlarm                // a sound line that was marked
)

// String is the outcome in words.
func (o Outcome) String() string {
	return [...]string{"sound", "found", "missed", "false alarm"}[o]
}

// OutcomeOf is what comes of a line that was marked or let pass.
func OutcomeOf(l curriculum.DrillLine, marked bool) Outcome {
	switch {
	case l.Wrong() && marked:
		return Hit
	case l.Wrong():
		return Miss
	case marked:
		return FalseAlarm
	}
	return Rejection
}

// DrillReading is the record of a reading of a drill, in which the lines with
// these numbers were marked.
func DrillReading(d curriculum.Drill, marked []int) store.Drill {
	r := store.Drill{Drill: d.Ref}
	for _, l := range d.Lines() {
		on := slices.Contains(marked, l.Number)
		if on {
			r.Marked = append(r.Marked, l.Number)
		}
		switch OutcomeOf(l, on) {
		case Hit:
			r.Hits++
		case Miss:
			r.Misses++
		case FalseAlarm:
			r.FalseAlarms++
		default:
			r.Rejections++
		}
	}
	return r
}

// FirstReadings are the readings that count, of all in the order of time: the
// first of each text. Whoever reads a text again knows what was wrong in it.
func FirstReadings(all []store.Drill) []store.Drill {
	var first []store.Drill
	read := map[string]bool{}
	for _, r := range all {
		if !read[r.Drill] {
			first = append(first, r)
		}
		read[r.Drill] = true
	}
	return first
}

// Detected adds up readings.
func Detected(readings ...store.Drill) Detection {
	var sum Detection
	for _, r := range readings {
		sum = sum.Add(Detection{r.Hits, r.Misses, r.FalseAlarms, r.Rejections})
	}
	return sum
}

// DrillResult says what came of one reading, for a list: "2 of 3 found, 1 false
// alarm".
func DrillResult(r store.Drill) string {
	d := Detected(r)
	found := fmt.Sprintf("%d of %d found", d.Hits, d.planted())
	if d.planted() == 0 {
		found = "nothing to find"
	}
	if d.FalseAlarms == 0 {
		return found
	}
	return found + ", " + counted(d.FalseAlarms, "false alarm")
}

// DrillVerdict is DrillResult as a sentence.
func DrillVerdict(r store.Drill) string {
	d, alarms := Detected(r), "raised no false alarm"
	if d.FalseAlarms > 0 {
		alarms = "raised " + counted(d.FalseAlarms, "false alarm")
	}
	if d.planted() == 0 {
		return "There was nothing to find in this text, and you " + alarms + "."
	}
	return fmt.Sprintf("You found %d of %s and %s.", d.Hits, counted(d.planted(), "error"), alarms)
}

const (
	// fewTexts is the number of texts under which d' says too little.
	fewTexts = 3
	// lately is how many texts are compared with those before. It takes as many
	// before.
	lately = 5
)

// DrillWords says what first readings show, each sentence with a capital: the
// counts, the sensitivity, and how the newest texts compare with those before.
func DrillWords(first []store.Drill) []string {
	sum, n := Detected(first...), len(first)
	if n == 0 {
		return []string{"You have not looked for errors in a text yet."}
	}
	words := []string{"So far " + sum.Words(n) + "."}
	d, ok := sum.Sensitivity()
	if n < fewTexts || !ok {
		return append(words, fmt.Sprintf("Sensitivity d′ is shown from %d texts on: too early to tell.", fewTexts))
	}
	words = append(words, fmt.Sprintf("Sensitivity d′ %.1f: 0 is marking at random, 3 next to perfect.", d))
	if n < 2*lately {
		return words
	}
	before, newest := Detected(first[:n-lately]...), Detected(first[n-lately:]...)
	return append(words, fmt.Sprintf("Lately %s%s. Before that it was %s%s.", newest.Words(lately), inBrackets(newest), before.tally(n-lately), inBrackets(before)))
}

// tally is the counts of a number of texts.
func (d Detection) tally(texts int) string {
	return fmt.Sprintf("%d of %d and %s in %s", d.Hits, d.planted(), counted(d.FalseAlarms, "false alarm"), counted(texts, "text"))
}

// inBrackets is d' behind a sentence, where there is one.
func inBrackets(d Detection) string {
	s, ok := d.Sensitivity()
	if !ok {
		return ""
	}
	return fmt.Sprintf(" (d′ %.1f)", s)
}

// A DrillState is a drill with the readings of it, oldest first.
type DrillState struct {
	curriculum.Drill
	Readings []store.Drill
}

// Read reports that the text was read and handed in.
func (d DrillState) Read() bool { return len(d.Readings) > 0 }

// A DrillShelf is the drills of one department: those not read yet first.
type DrillShelf struct {
	Department curriculum.Department
	Drills     []DrillState
}

// Read counts the drills that were read.
func (s DrillShelf) Read() int {
	n := 0
	for _, d := range s.Drills {
		if d.Read() {
			n++
		}
	}
	return n
}

// Drills is all drills, with what a learner made of them.
type Drills struct {
	Shelves []DrillShelf  // the one of the learner's department first
	First   []store.Drill // the readings that count, oldest first
}

// Next is the drill to read next: the first one of a department, or else of any,
// that was not read. It is not ok where all were.
func (d Drills) Next(department string) (next curriculum.Drill, ok bool) {
	for _, s := range d.Shelves {
		if len(s.Drills) == 0 || s.Drills[0].Read() || ok && s.Department.ID != department {
			continue
		}
		if next, ok = s.Drills[0].Drill, true; s.Department.ID == department {
			break
		}
	}
	return next, ok
}

// ReadDrills fetches all drills and what the learner of a store made of them.
func ReadDrills(c *curriculum.Catalogue, s *store.Store) (Drills, error) {
	profile, err := s.Profile()
	if err != nil {
		return Drills{}, err
	}
	readings, err := s.Drills()
	if err != nil {
		return Drills{}, err
	}
	of := map[string][]store.Drill{}
	for _, r := range readings {
		of[r.Drill] = append(of[r.Drill], r)
	}
	all := Drills{First: FirstReadings(readings)}
	for _, department := range curriculum.Departments() {
		drills, err := c.Drills(department.ID)
		if err != nil {
			return Drills{}, err
		}
		shelf := DrillShelf{Department: department}
		for _, d := range drills {
			shelf.Drills = append(shelf.Drills, DrillState{d, of[d.Ref]})
		}
		slices.SortStableFunc(shelf.Drills, func(a, b DrillState) int { return min(1, len(a.Readings)) - min(1, len(b.Readings)) })
		switch {
		case len(drills) == 0:
		case department.ID == profile.Department:
			all.Shelves = slices.Insert(all.Shelves, 0, shelf)
		default:
			all.Shelves = append(all.Shelves, shelf)
		}
	}
	return all, nil
}
