package store

import (
	"fmt"
	"slices"
	"testing"
)

func TestBoundsOfARubric(t *testing.T) {
	scale := func(scores ...int) (anchors []Anchor) {
		for _, n := range scores {
			anchors = append(anchors, Anchor{n, fmt.Sprint("looks like ", n)})
		}
		return anchors
	}
	many := make([]int, 21)
	for i := range many {
		many[i] = i
	}
	for name, test := range map[string]struct {
		weight  int
		anchors []Anchor
		fits    bool
	}{
		"no weight": {0, scale(0, 1), false}, "least": {1, scale(0, 1), true}, "most": {100, scale(0, 1), true}, "too much": {101, scale(0, 1), false},
		"one score": {1, scale(1), false}, "20": {1, scale(many[:20]...), true}, "21": {1, scale(many...), false},
		"below 0": {1, scale(-1, 1), false}, "to 100": {1, scale(0, 100), true}, "above": {1, scale(0, 101), false}, "twice": {1, scale(1, 1), false},
		"twice of three": {1, scale(0, 1, 1), false},
	} {
		r := tone()
		r.Criteria[0].Weight, r.Criteria[0].Anchors = test.weight, test.anchors
		if _, err := r.tidied(); (err == nil) != test.fits {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChecksWithoutWordsAreLeftOut(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 0)
	equal(t, "checks", must(s.SetChecks(x.ID, []string{"json", " ", "words <= 20"}))(t).Checks, []string{"json", "words <= 20"})
	equal(t, "the most", len(must(s.SetChecks(x.ID, slices.Repeat([]string{"json"}, 20)))(t).Checks), 20)
	_, err := s.SetChecks(x.ID, slices.Repeat([]string{"json"}, 21))
	wantErr(t, err, ErrInvalid)
}
