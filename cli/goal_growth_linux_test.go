package cli_test

import (
	"fmt"
	"path/filepath"
)

// growth measures how each cost grows with the data: 1, 10 and 100 times as much. Commands
// are measured by the work of processors.
func (s *suite) growth() {
	entries, people := []int{1_000, 10_000, 100_000}, []int{100, 1_000, 10_000}
	s.grow("`journal add`, ms of work above process start", entries, func(n int) []string {
		dir, _ := s.aJournal(n)
		return []string{"journal", "add", "Warmer tone", "--data", dir}
	})
	s.grow("`journal list`, ms of work above process start", entries, func(n int) []string {
		dir, _ := s.aJournal(n)
		return []string{"journal", "list", "--data", dir}
	})
	s.grow("`journal search` of a word in 1 % of them, ms of work above process start", entries, func(n int) []string {
		dir, lines := s.aJournal(n)
		return []string{"journal", "search", s.wordIn(lines, n/100), "--data", dir}
	})
	s.grow("`status`, ms of work above process start", entries, func(n int) []string {
		dir, _ := s.aJournal(n)
		return []string{"status", "--data", dir}
	})
	s.growFrames(entries)
	s.growTeam(people)
}

// grow runs a command at each size, in turn with one that does nothing.
func (s *suite) grow(what string, sizes []int, args func(n int) []string) {
	measure := []func() float64{work(s.t, s.waymark, "version")}
	for _, n := range sizes {
		measure = append(measure, work(s.t, s.waymark, args(n)...))
	}
	all := inTurn(rounds(), measure...)
	var above []float64
	for _, one := range all[1:] {
		above = append(above, one.p(50)-all[0].p(50))
	}
	s.curve(what, sizes, above)
}

// curve writes down what something costs at each size.
func (s *suite) curve(what string, sizes []int, costs []float64) {
	line := fmt.Sprintf("| %s |", what)
	for i, n := range sizes {
		line += fmt.Sprintf(" %d: %.1f |", n, costs[i])
	}
	s.curves = append(s.curves, line)
	s.t.Log(line)
}

func (s *suite) growFrames(sizes []int) {
	var quits sample
	var measure []func() float64
	for _, n := range sizes {
		dir, _ := s.aJournal(n)
		measure = append(measure, s.frame(visit{setting: setting{program: s.waymark, data: dir}, ready: "From your journal"}, &quits))
	}
	var costs []float64
	for _, one := range inTurn(rounds(), measure...) {
		costs = append(costs, one.p(50))
	}
	s.curve("first frame of Today, ms, by entries", sizes, costs)
}

func (s *suite) growTeam(sizes []int) {
	var again, first []float64
	for _, n := range sizes {
		files, _ := s.aTeam(n)
		var dir string
		took := inTurn(3, func() float64 {
			dir = filepath.Join(s.t.TempDir(), "waymark")
			return work(s.t, s.waymark, "team", "import", files, "--data", dir, "--at", "2026-11-24T09:00:00Z")()
		})[0]
		first = append(first, took.p(50))
		again = append(again, inTurn(10, s.openAgain(dir, files))[0].p(50))
	}
	s.curve("first import of a team, ms of work, by people", sizes, first)
	s.curve("the team opened again, ms", sizes, again)
}
