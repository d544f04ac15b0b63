package bench

import (
	"fmt"
	"math"
	"slices"

	"waymark/store"
)

// A Picture is what a dot plot of a result shows.
type Picture struct {
	Title          string // what the scale means
	Note           string // of how many cases; may be empty
	Rows           []Row
	From, To, Mark float64 // the scale, and the value of no difference; not a number where there is none
}

// A Row is one row of a picture. What is not known is not a number.
type Row struct {
	Name      string
	Dots      []float64 // the single cases
	Mean      float64
	Low, High float64 // its interval
}

// Picture is the points of each variant, case by case, where outputs were rated by
// criteria. Where pairs were rated it is the share of wins for every two variants,
// ties left out of it; a single case is 100 where the first won, 0 where it lost, and
// 50 where there was no difference. The one that won more often comes first, as in the
// words. Without a rating it has no rows.
func (r Result) Picture() Picture {
	nan := math.NaN()
	if r.Mode == store.ByCriterion {
		p := Picture{Title: "points of 100", To: 100, Mark: nan}
		for _, v := range r.Variants {
			row := Row{v.Name, v.Points, v.Mean.Mean, nan, nan}
			if v.Mean.Known {
				row.Low, row.High = v.Mean.Low, v.Mean.High
			}
			if v.Mean.N > 0 {
				p.Rows = append(p.Rows, row)
			}
		}
		return p
	}
	p := Picture{Title: "wins in 100", To: 100, Mark: 50}
	for _, pair := range r.Pairs {
		row := Row{Name: pair.FirstName + " over " + pair.SecondName, Mean: nan, Low: nan, High: nan}
		won, lost, turned := pair.Won, pair.Lost, pair.Lost > pair.Won
		if turned {
			won, lost, row.Name = lost, won, pair.SecondName+" over "+pair.FirstName
		}
		row.Dots = slices.Concat(slices.Repeat([]float64{0}, lost), slices.Repeat([]float64{50}, pair.Tied), slices.Repeat([]float64{100}, won))
		if rate, low, high, ok := pair.WinRate(); ok {
			row.Mean, row.Low, row.High = 100*rate, 100*low, 100*high
			if turned {
				row.Mean, row.Low, row.High = 100-row.Mean, 100-row.High, 100-row.Low
			}
		}
		if pair.Cases() > 0 {
			p.Rows = append(p.Rows, row)
		}
	}
	if len(r.Pairs) == 1 && r.Pairs[0].Tied > 0 {
		p.Note = fmt.Sprintf("%d of %d cases had a winner", r.Pairs[0].Decided(), r.Pairs[0].Cases())
	}
	return p
}
