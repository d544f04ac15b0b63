package bench

import (
	"slices"

	"waymark/store"
)

// A place is where an output stands on the bench.
type place struct{ variant, of string }

// A rating is what one rater said in a round.
type rating struct {
	judged  int
	tallies map[[2]string]Tally          // by pair of variants in the order of the bench
	choices map[int]int                  // by item, in pairs: -1 if the earlier variant won, 1 if the later did, 0 for a draw
	scores  map[string]map[place]float64 // by criterion
	points  map[place]float64            // 0 to 100, see points
}

// ratingOf reads what a rater said in a round; the learner's own name is empty.
func ratingOf(b store.Bench, r store.Round, rater string) rating {
	found := rating{
		tallies: map[[2]string]Tally{}, choices: map[int]int{},
		scores: map[string]map[place]float64{}, points: map[place]float64{},
	}
	for i, item := range r.Items {
		j, ok := r.Of(i, rater)
		if !ok {
			continue
		}
		found.judged++
		if r.Mode == store.ByPair {
			found.choose(b, i, item, j.Choice)
			continue
		}
		at := place{item.Left, item.Case}
		found.points[at] = points(r.Rubric, j.Scores)
		for id, score := range j.Scores {
			if found.scores[id] == nil {
				found.scores[id] = map[place]float64{}
			}
			found.scores[id][at] = float64(score)
		}
	}
	if r.Mode == store.ByCriterion {
		for i, first := range b.Variants {
			for _, second := range b.Variants[i+1:] {
				found.compare(b, first.ID, second.ID)
			}
		}
	}
	return found
}

// choose counts the answer to a pair.
func (f *rating) choose(b store.Bench, item int, of store.RoundItem, choice string) {
	pair, won := [2]string{of.Left, of.Right}, choice == store.LeftBetter
	lost := choice == store.RightBetter
	if position(b, of.Left) > position(b, of.Right) {
		pair, won, lost = [2]string{of.Right, of.Left}, lost, won
	}
	t := f.tallies[pair]
	switch {
	case won:
		t.Won++
		f.choices[item] = -1
	case lost:
		t.Lost++
		f.choices[item] = 1
	default:
		t.Tied++
		f.choices[item] = 0
	}
	f.tallies[pair] = t
}

// compare counts in how many cases each of two variants has more points.
func (f *rating) compare(b store.Bench, first, second string) {
	var t Tally
	for _, d := range differences(b, f.points, first, second) {
		switch {
		case d > tiny:
			t.Won++
		case d < -tiny:
			t.Lost++
		default:
			t.Tied++
		}
	}
	f.tallies[[2]string{first, second}] = t
}

// differences are the figures of one variant less those of another, for each case
// that has both, in the order of the cases.
func differences(b store.Bench, figures map[place]float64, first, second string) []float64 {
	var all []float64
	for _, c := range b.Cases {
		x, one := figures[place{first, c.ID}]
		y, other := figures[place{second, c.ID}]
		if one && other {
			all = append(all, x-y)
		}
	}
	return all
}

// figuresOf are a variant's figures, in the order of the cases.
func figuresOf(b store.Bench, figures map[place]float64, variant string) []float64 {
	var all []float64
	for _, c := range b.Cases {
		if x, found := figures[place{variant, c.ID}]; found {
			all = append(all, x)
		}
	}
	return all
}

// points are the scores of an output as one number, 0 where every criterion has its
// lowest score and 100 where each has its highest, by the weights of the rubric.
func points(r *store.Rubric, scores map[string]int) float64 {
	var sum, whole float64
	for _, c := range r.Criteria {
		low, high := float64(c.Lowest()), float64(c.Highest())
		sum += float64(c.Weight) * (float64(scores[c.ID]) - low) / (high - low)
		whole += float64(c.Weight)
	}
	return 100 * sum / whole
}

// position is where a variant stands on the bench.
func position(b store.Bench, variant string) int {
	for i, v := range b.Variants {
		if v.ID == variant {
			return i
		}
	}
	return len(b.Variants)
}

// agreement compares two ratings of the pairs of a round.
func (f rating) agreement(other rating) Agreement {
	t := newTable(3)
	for item, choice := range f.choices {
		if second, found := other.choices[item]; found {
			t[choice+1][second+1]++
		}
	}
	return t.Agreement()
}

// agreementOn compares two ratings by a criterion.
func (f rating) agreementOn(c store.Criterion, other rating) Agreement {
	t := newTable(c.Highest() - c.Lowest() + 1)
	for at, score := range f.scores[c.ID] {
		if second, found := other.scores[c.ID][at]; found {
			t[int(score)-c.Lowest()][int(second)-c.Lowest()]++
		}
	}
	return t.OrderedAgreement()
}

// raters are the names of those who judged beside the learner, in the order in which
// the round has them.
func raters(r store.Round) []string {
	var names []string
	seen := map[string]bool{"": true}
	for _, j := range r.Judgements {
		if !seen[j.Rater] {
			seen[j.Rater] = true
			names = append(names, j.Rater)
		}
	}
	return names
}

// newest is the newest round whose labels are told.
func newest(b store.Bench) (store.Round, bool) {
	for _, r := range slices.Backward(b.Rounds) {
		if !r.Revealed.IsZero() {
			return r, true
		}
	}
	return store.Round{}, false
}
