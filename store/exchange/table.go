package exchange

import (
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"waymark/store"
)

// A Table is one kind of the learner's own data as rows, for a spreadsheet. It has ids and no titles:
// these stay the same when content changes.
type Table struct {
	Name    string
	About   string // what a row is
	columns []string
	rows    func(*store.Store) ([][]string, error)
}

// Tables are all of them.
func Tables() []Table {
	return []Table{
		{"answers", "each answer to a question", []string{
			"at", "lesson", "item", "answer", "right", "score", "confidence", "self", "hints", "check", "card",
		}, answerRows},
		{"reviews", "each review of a card", []string{"at", "day", "card", "grade", "was_due", "predicted_recall"}, reviewRows},
		{"cards", "each card of the review pile", []string{
			"card", "added", "due", "interval_days", "reviews", "forgotten", "suspended",
		}, cardRows},
		{"lessons", "each lesson that was begun, or known from a check", []string{
			"lesson", "version", "started", "seen", "done", "tested_out", "exercise", "answered", "reflection",
		}, lessonRows},
		{"objectives", "how each objective was shown", []string{"lesson", "objective", "shown", "since", "last", "answers", "right"}, objectiveRows},
		{"days", "each day on which something was done", []string{
			"day", "first", "last", "active_s", "answers", "sure", "sure_right", "guesses", "guesses_right", "reviews", "known", "recalled",
			"lessons_done", "journal",
		}, dayRows},
		{"drills", "each reading of a text with planted errors", []string{
			"at", "text", "marked_lines", "hits", "misses", "false_alarms", "rejections",
		}, drillRows},
	}
}

// TableOf is the table with a name.
func TableOf(name string) (Table, bool) {
	at := slices.IndexFunc(Tables(), func(t Table) bool { return t.Name == name })
	if at < 0 {
		return Table{}, false
	}
	return Tables()[at], true
}

// Write writes the table of a store, with a heading, and tells how many rows it has below that. A cell that a
// spreadsheet would take for a formula has an apostrophe before it (clean.Cell).
func (t Table) Write(w io.Writer, s *store.Store) (rows int, err error) {
	content, err := t.rows(s)
	if err != nil {
		return 0, err
	}
	return len(content), writeRows(w, append([][]string{t.columns}, content...))
}

func answerRows(s *store.Store) (rows [][]string, err error) {
	all, err := s.AllAttempts()
	for _, a := range all {
		rows = append(rows, []string{
			moment(a.At), a.Lesson, a.Item, a.Answer, yes(a.Right), decimal(a.Score), a.Confidence, a.Self, strconv.Itoa(a.Hints), a.Check, a.Card,
		})
	}
	return rows, err
}

func reviewRows(s *store.Store) (rows [][]string, err error) {
	all, err := s.Reviews()
	for _, r := range all {
		predicted := ""
		if r.Known {
			predicted = decimal(r.Expected)
		}
		rows = append(rows, []string{moment(r.At), r.Day, r.Card, r.Grade.String(), yes(r.Waited), predicted})
	}
	return rows, err
}

func cardRows(s *store.Store) (rows [][]string, err error) {
	all, err := s.Cards()
	for _, c := range all {
		m := c.Memory
		rows = append(rows, []string{c.ID, moment(c.Added), c.Up(), strconv.Itoa(m.Interval), strconv.Itoa(m.Reviews), strconv.Itoa(m.Lapses), yes(c.Suspended)})
	}
	return rows, err
}

func lessonRows(s *store.Store) (rows [][]string, err error) {
	all, err := s.Lessons()
	for _, id := range slices.Sorted(maps.Keys(all)) {
		l := all[id]
		rows = append(rows, []string{
			id, l.Version, moment(l.Started), moment(l.Seen), moment(l.Done), moment(l.Tested), moment(l.Exercise), strings.Join(l.Answered, " "), l.Reflection,
		})
	}
	return rows, err
}

func objectiveRows(s *store.Store) (rows [][]string, err error) {
	all, err := s.Objectives()
	for _, o := range all {
		rows = append(rows, []string{o.Lesson, o.ID, o.Shown, o.Since, o.Last, strconv.Itoa(o.Tries), strconv.Itoa(o.Right)})
	}
	return rows, err
}

func dayRows(s *store.Store) (rows [][]string, err error) {
	all, err := s.Days()
	for _, d := range all {
		row := []string{d.Date, moment(d.First), moment(d.Last)}
		for _, n := range []int{
			d.ActiveSec, d.Attempts, d.Sure, d.SureRight, d.Guesses, d.GuessRight, d.Reviews, d.Known, d.Recalled, d.Lessons, d.Experiments,
		} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	return rows, err
}

func drillRows(s *store.Store) (rows [][]string, err error) {
	all, err := s.Drills()
	for _, d := range all {
		var marked []string
		for _, line := range d.Marked {
			marked = append(marked, strconv.Itoa(line))
		}
		rows = append(rows, []string{
			moment(d.At), d.Drill, strings.Join(marked, " "), strconv.Itoa(d.Hits), strconv.Itoa(d.Misses), strconv.Itoa(d.FalseAlarms), strconv.Itoa(d.Rejections),
		})
	}
	return rows, err
}

// moment is a time with the offset of the clock that told it, or nothing.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'g', 4, 64) }
