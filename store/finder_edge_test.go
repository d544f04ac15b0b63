package store

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// However few are asked for, they are the first of the whole order; of equals the newest.
func TestTheFirstHitsAreThoseOfTheWholeOrder(t *testing.T) {
	var hits []hit
	for n := range int32(40) {
		hits = append(hits, hit{segment: n * 7 % 40 / 2, entry: n})
	}
	order := func(a, b hit) int { return cmp.Or(cmp.Compare(a.segment, b.segment), cmp.Compare(b.entry, a.entry)) }
	sorted := slices.SortedFunc(slices.Values(hits), order)
	for n := range 45 {
		if got, want := best(hits, n, order), sorted[:min(n, len(sorted))]; !slices.Equal(got, want) {
			t.Errorf("the first %d are %v, want %v", n, got, want)
		}
	}
}

// Small segments become one, so that a search never looks through many, and none is empty.
func TestSmallSegmentsAreMerged(t *testing.T) {
	s := newStore(t)
	s.sizes = smallSizes
	segments := func() (sizes []int) {
		check(t, s.view(func(t *tx) error {
			all, err := t.segments()
			for i := range all {
				sizes = append(sizes, all[i].size)
			}
			return err
		}))
		return sizes
	}
	for n := range 48 {
		_, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Entry ", n)})
		check(t, err)
		_ = must(s.Experiments())(t)
		small := 0
		for _, size := range segments() {
			if size < smallSizes.segment/2 {
				small++
			}
			equal(t, "has entries", size > 0, true)
		}
		equal(t, fmt.Sprint("many small segments after ", n+1), small <= smallSizes.small, true)
	}
	check(t, s.Reindex())
	equal(t, "segments", segments(), slices.Repeat([]int{smallSizes.segment}, 48/smallSizes.segment))
}
