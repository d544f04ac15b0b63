package theme

import (
	"math"
	"strconv"
)

// contrast is how far two colours are from each other, 1 to 21: the ratio of their relative
// luminances, by WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is by https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
func luminance(colour string) float64 {
	if !IsColour(colour) {
		return 0
	}
	channel := func(at int) float64 {
		n, _ := strconv.ParseUint(colour[at:at+2], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(1) + 0.7152*channel(3) + 0.0722*channel(5)
}
