package bench

// fewestRated is the number of ratings under which kappa has no interval: what is
// agreement by chance cannot be told well enough. docs/statistics.md says how often
// the intervals held the true kappa from there on.
const fewestRated = 10

// An Agreement is how far two raters agree.
type Agreement struct {
	N         int     // what both have rated
	Same      int     // of these, what both rated alike
	Kappa     float64 // agreement beyond chance, 1 at most, if Defined
	Defined   bool    // not where both gave the same one rating every time
	Low, High float64 // the interval of 95 % of Kappa, if Known
	Known     bool
}

// A Table counts what two raters said of the same things: the rows are what the
// first said and the columns what the second said, in the same order.
type Table [][]int

// newTable is a table of k ratings.
func newTable(k int) Table {
	t := make(Table, k)
	for i := range t {
		t[i] = make([]int, k)
	}
	return t
}

// Agreement is Cohen's kappa, (p - e) / (1 - e): p is the share on which the raters
// agree, and e the share on which they would by chance, each giving every rating as
// often as they did (Cohen 1960, Educational and Psychological Measurement 20, 37-46).
//
// The interval takes e as it is, as Cohen's does, and for p the interval of Wilson
// in the place of the normal one: (low - e) / (1 - e) to (high - e) / (1 - e). So it
// has a width with full agreement too, where the standard error for large samples
// (Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72, 323-327) is 0. It is known
// with 10 ratings or more.
func (t Table) Agreement() Agreement {
	return t.agreement(func(i, j int) float64 {
		if i == j {
			return 1
		}
		return 0
	})
}

// OrderedAgreement is Agreement for ratings that have an order, such as scores. The
// further apart two of k ratings lie, the less they agree: by 1 - (i-j)^2 / (k-1)^2
// (Cohen 1968, Psychological Bulletin 70, 213-220, with the weights of Fleiss & Cohen
// 1973, Educational and Psychological Measurement 33, 613-619). The mean of weights
// from 0 to 1 varies no more than a share does (Bhatia & Davis 2000, The American
// Mathematical Monthly 107, 353-357), so that the interval is rather too wide.
func (t Table) OrderedAgreement() Agreement {
	most := max(1, float64(len(t)-1))
	return t.agreement(func(i, j int) float64 {
		apart := float64(i-j) / most
		return 1 - apart*apart
	})
}

// agreement is kappa with the weights of pairs of ratings, 1 for equal ones.
func (t Table) agreement(weight func(i, j int) float64) Agreement {
	var a Agreement
	rows, columns := make([]int, len(t)), make([]int, len(t))
	var agreed, chance float64
	for i, row := range t {
		a.Same += row[i]
		for j, n := range row {
			a.N += n
			rows[i] += n
			columns[j] += n
			agreed += weight(i, j) * float64(n)
		}
	}
	if a.N == 0 {
		return a
	}
	n := float64(a.N)
	for i := range rows {
		for j := range columns {
			chance += weight(i, j) * float64(rows[i]) / n * float64(columns[j]) / n
		}
	}
	agreed /= n
	if 1-chance < tiny {
		return a
	}
	beyond := func(share float64) float64 { return (share - chance) / (1 - chance) }
	a.Kappa, a.Defined = beyond(agreed), true
	if a.Known = a.N >= fewestRated; a.Known {
		low, high := score(agreed, a.N)
		a.Low, a.High = max(-1, beyond(low)), beyond(high)
	}
	return a
}

// tiny is what rounding leaves where figures are equal.
const tiny = 1e-9
