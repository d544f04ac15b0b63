package bench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waymark/store"
)

// A Figure is one row of the figures of a result: a cell in words for each variant, in
// the order of the bench. What a variant has none of is empty.
type Figure struct {
	Name  string
	Cells []string
}

// Figures are the rows that at least one variant has something of: wins over all
// others, points with their interval and scores of the rubric as means with the
// standard deviation (SD), a person's minutes in the same way, the middle latency,
// tokens and cost of all outputs, and how many outputs there are.
func (r Result) Figures() []Figure {
	if len(r.Variants) == 0 {
		return nil
	}
	var all []Figure
	add := func(name string, of func(Variant) string) {
		f := Figure{Name: name}
		for _, v := range r.Variants {
			f.Cells = append(f.Cells, of(v))
		}
		if slices.ContainsFunc(f.Cells, func(cell string) bool { return cell != "" }) {
			all = append(all, f)
		}
	}
	add("Wins", r.wins)
	if len(r.Pairs) == 1 {
		add("Win rate", r.winRate)
	}
	add("Points of 100", func(v Variant) string { return v.Mean.cell() })
	for i, c := range r.Variants[0].Criteria {
		add(c.Name, func(v Variant) string { return v.Criteria[i].Score.cell() })
	}
	add("Minutes of work", func(v Variant) string { return v.Minutes.cell() })
	add("Latency", func(v Variant) string {
		if v.Latency.N == 0 {
			return ""
		}
		return fmt.Sprintf("%.1f s", v.Latency.Median/1000)
	})
	add("Tokens in", func(v Variant) string { return some(v.TokensIn) })
	add("Tokens out", func(v Variant) string { return some(v.TokensOut) })
	add("Cost", func(v Variant) string {
		var amounts []string
		for _, m := range v.Cost {
			amounts = append(amounts, m.String())
		}
		return strings.Join(amounts, ", ")
	})
	add("Outputs", func(v Variant) string { return fmt.Sprintf("%d of %d", v.Outputs, r.Cases) })
	return all
}

// tallies are those of a variant against each other one.
func (r Result) tallies(v Variant) []Tally {
	var all []Tally
	for _, p := range r.Pairs {
		switch v.ID {
		case p.First:
			all = append(all, p.Tally)
		case p.Second:
			all = append(all, Tally{Won: p.Lost, Lost: p.Won, Tied: p.Tied})
		}
	}
	return all
}

func (r Result) wins(v Variant) string {
	won, decided := 0, 0
	for _, t := range r.tallies(v) {
		won, decided = won+t.Won, decided+t.Decided()
	}
	if decided == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", won, decided)
}

// winRate is that of a variant against the only other one: the wins over several are
// not independent, so that Wilson's interval would not be theirs.
func (r Result) winRate(v Variant) string {
	rate, low, high, ok := r.tallies(v)[0].WinRate()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%.0f%% (%.0f to %.0f)", 100*rate, 100*low, 100*high)
}

// cell is a mean with its interval, where it has one.
func (e Estimate) cell() string {
	switch {
	case e.N == 0:
		return ""
	case !e.Known:
		return fmt.Sprintf("%.0f", e.Mean)
	}
	return fmt.Sprintf("%.0f (%.0f to %.0f)", e.Mean, e.Low, e.High)
}

// cell is a mean, and the standard deviation of several figures.
func (s Spread) cell() string {
	switch s.N {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%.1f", s.Mean)
	}
	return fmt.Sprintf("%.1f (SD %.1f)", s.Mean, s.SD)
}

// some is a number of tokens, where any were counted.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// CheckFigures are the automatic checks of a bench as rows of figures: how many of a
// variant's outputs pass, of those that could be asked. They inform, and are no
// verdict. While a blind rating is under way there are none.
func CheckFigures(b store.Bench) []Figure {
	var all []Figure
	for _, text := range b.Checks {
		f := Figure{Name: text}
		check, err := ParseCheck(text)
		for _, v := range b.Variants {
			pass, of := 0, 0
			for _, c := range b.Cases {
				o, found := b.Output(v.ID, c.ID)
				if !found || err != nil {
					continue
				}
				if answer := check.Of(o.Text, c.Expected); answer.Known {
					of++
					if answer.Pass {
						pass++
					}
				}
			}
			cell := fmt.Sprintf("%d of %d pass", pass, of)
			if of == 0 {
				cell = ""
			}
			f.Cells = append(f.Cells, cell)
		}
		if len(f.Cells) > 0 {
			all = append(all, f)
		}
	}
	return all
}
