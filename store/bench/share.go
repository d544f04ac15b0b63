package bench

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Wilson is the score interval of 95 % for the share behind a count (Wilson
// 1927, Journal of the American Statistical Association 22, 209-212): with p =
// part/n and z = 1.96, (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
// It holds with few cases, and for none or all of them, where the usual interval
// has no width. Of no cases it is everything, 0 to 1.
func Wilson(part, of int) (low, high float64) {
	if of <= 0 {
		return 0, 1
	}
	return score(float64(part)/float64(of), of)
}

// score is Wilson's interval for a share p of n.
func score(p float64, of int) (low, high float64) {
	n, z := float64(of), distuv.UnitNormal.Quantile(0.975)
	p = min(max(p, 0), 1)
	middle := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	whole := 1 + z*z/n
	return max(0, (middle-half)/whole), min(1, (middle+half)/whole)
}
