package evidence

import "slices"

// A fault is a line that is not what it should be. Both places count from 0, and are -1
// where there is no such line.
type fault struct {
	what Fate
	want int // the place of the line that should be there
	got  int // the place of the line that is there
}

// align compares the lines that are there with those that should be, each given by a key,
// and says which were changed, taken out, put in or moved. It takes time as sorting does.
func align(want, got []string) []fault {
	first, last := 0, 0
	for first < min(len(want), len(got)) && want[first] == got[first] {
		first++
	}
	for last < min(len(want), len(got))-first && want[len(want)-1-last] == got[len(got)-1-last] {
		last++
	}
	wanted, there := want[first:len(want)-last], got[first:len(got)-last]
	claimed, taken := claims(wanted, there)
	inPlace := ascending(claimed)
	var faults []fault
	nextWant, nextGot := 0, 0
	upTo := func(endWant, endGot int) { // what lies between two lines that are in their places
		faults = append(faults, between(claimed, taken, nextWant, endWant, nextGot, endGot)...)
		nextWant, nextGot = endWant+1, endGot+1
	}
	for _, at := range inPlace {
		upTo(claimed[at], at)
	}
	upTo(len(wanted), len(there))
	for i := range faults {
		if faults[i].want >= 0 {
			faults[i].want += first
		}
		if faults[i].got >= 0 {
			faults[i].got += first
		}
	}
	slices.SortStableFunc(faults, func(a, b fault) int { return a.want - b.want })
	return faults
}

// claims are, for each line that is there, the place where it should be, or -1 where it should
// be nowhere; and for each place, whether a line claims it. None is claimed twice.
func claims(wanted, there []string) (claimed []int, taken []bool) {
	places := map[string][]int{}
	for i, key := range wanted {
		places[key] = append(places[key], i)
	}
	claimed, taken = make([]int, len(there)), make([]bool, len(wanted))
	for i, key := range there {
		claimed[i] = -1
		if free := places[key]; len(free) > 0 {
			claimed[i], places[key] = free[0], free[1:]
			taken[free[0]] = true
		}
	}
	return claimed, taken
}

// ascending are the places of a longest ascending subsequence of numbers that are not below
// 0 (Schensted 1961, by piles).
func ascending(numbers []int) []int {
	var tops []int // the place of the lowest number in which an ascending run of each length ends
	before := make([]int, len(numbers))
	for i, n := range numbers {
		if n < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(tops, n, func(top, n int) int { return numbers[top] - n })
		before[i] = -1
		if at > 0 {
			before[i] = tops[at-1]
		}
		if at == len(tops) {
			tops = append(tops, i)
		} else {
			tops[at] = i
		}
	}
	run := make([]int, len(tops))
	for i := len(tops) - 1; i >= 0; i-- {
		run[i] = tops[len(tops)-1]
		if i < len(tops)-1 {
			run[i] = before[run[i+1]]
		}
	}
	return run
}

// between are the faults among lines of which none is in its place: those that belong
// elsewhere were moved, and of the others one stands for another as long as there are both.
func between(claimed []int, taken []bool, fromWant, toWant, fromGot, toGot int) []fault {
	var moved, strange, gone []fault
	for got := fromGot; got < toGot; got++ {
		if claimed[got] >= 0 {
			moved = append(moved, fault{Moved, claimed[got], got})
		} else {
			strange = append(strange, fault{Added, -1, got})
		}
	}
	for want := fromWant; want < toWant; want++ {
		if !taken[want] {
			gone = append(gone, fault{Missing, want, -1})
		}
	}
	for len(strange) > 0 && len(gone) > 0 {
		moved = append(moved, fault{Changed, gone[0].want, strange[0].got})
		strange, gone = strange[1:], gone[1:]
	}
	return slices.Concat(moved, gone, strange)
}
