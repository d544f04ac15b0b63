package team

import (
	"fmt"
	"testing"
)

// What a lead waits for who writes a report of a page: laying out what the views say, and
// the page. The figure B is its size.
func BenchmarkReport(b *testing.B) {
	for _, people := range []int{200, 10_000} {
		r := company(b, people, colleagues())
		b.Run(fmt.Sprintf("html/%d", people), func(b *testing.B) {
			size := 0
			for b.Loop() {
				page, err := r.HTML()
				if err != nil {
					b.Fatal(err)
				}
				size = len(page)
			}
			b.ReportMetric(float64(size), "page-bytes")
		})
	}
}
