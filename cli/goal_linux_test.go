package cli_test

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestGoals measures what a person waits for, each beside the plainest program that does
// the same, in turn with it, and prints a table of the bounds and what was measured.
// docs/performance.md explains it; .ci/perf runs it.
func TestGoals(t *testing.T) {
	if os.Getenv("WAYMARK_GOALS") == "" {
		t.Skip("a measurement: .ci/perf asks for it")
	}
	s := newSuite(t)
	for _, part := range []struct {
		name    string
		measure func(*suite)
	}{
		{"screens", (*suite).screens},
		{"commands", (*suite).commands},
		{"search", (*suite).search},
		{"team", (*suite).team},
		{"growth", (*suite).growth},
	} {
		t.Run(part.name, func(t *testing.T) {
			s.t = t
			part.measure(s)
		})
	}
	s.t = t
	s.print()
}

// A row is a goal and what was measured.
type row struct {
	goal, what, bound, measured, verdict string
}

// atMost writes down whether a figure is within its bound.
func (s *suite) atMost(goal, what string, figure, bound float64, unit, from string) {
	verdict := "**missed**" // also where there is no figure
	if figure <= bound {
		verdict = "held"
	}
	measured := fmt.Sprintf("%.4g%s", figure, unit)
	if from != "" {
		measured += " (" + from + ")"
	}
	s.add(row{goal, what, fmt.Sprintf("≤ %g%s", math.Round(100*bound)/100, unit), measured, verdict})
}

// ratio compares the medians of two samples in milliseconds.
func (s *suite) ratio(goal, what string, ours, other sample, bound float64) {
	s.atMost(goal, what, ours.p(50)/other.p(50), bound, "×", fmt.Sprintf("%.1f to %.1f ms", ours.p(50), other.p(50)))
}

// leftOut says why a goal was not measured.
func (s *suite) leftOut(goal, what, why string) { s.add(row{goal, what, "", why, "left out"}) }

func (s *suite) add(r row) {
	s.t.Logf("%s: %s: %s, %s: %s", r.goal, r.what, r.bound, r.measured, r.verdict)
	s.rows = append(s.rows, r)
}

// print shows the table, as docs/performance.md has it.
func (s *suite) print() {
	var table strings.Builder
	held := 0
	slices.SortStableFunc(s.rows, func(a, b row) int { // 9 before 10
		return cmp.Or(cmp.Compare(len(a.goal), len(b.goal)), cmp.Compare(a.goal, b.goal))
	})
	for _, r := range s.rows {
		fmt.Fprintf(&table, "| %s | %s | %s | %s | %s |\n", r.goal, r.what, r.bound, r.measured, r.verdict)
		if r.verdict == "held" {
			held++
		}
	}
	if len(s.curves) > 0 {
		fmt.Printf("\n| what | | | |\n| --- | --- | --- | --- |\n%s\n", strings.Join(s.curves, "\n"))
	}
	fmt.Printf("\n| goal | what | bound | measured | |\n| --- | --- | --- | --- | --- |\n%s\n%d of %d held\n", table.String(), held, len(s.rows))
}
