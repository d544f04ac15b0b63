package store_test

import (
	"testing"
	"time"

	"waymark/store"
	"waymark/store/progress"
)

// BenchmarkProgress is what Progress needs before it can be drawn, for somebody
// who learned for five years; and the same from a file into which this run of the
// program has not looked before, so that its structure is checked as well.
func BenchmarkProgress(b *testing.B) {
	c, s, now := history(b)
	for _, bench := range []struct {
		name  string
		store func() *store.Store
	}{
		{"again", func() *store.Store { return s }},
		{"first", func() *store.Store { return store.New(s.Dir(), func() time.Time { return now }) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				r, err := progress.ReadReport(c, bench.store(), now, progress.DefaultWeeks)
				if err != nil {
					b.Fatal(err)
				}
				if r.Calibration.Answers() == 0 || len(r.Drills) == 0 {
					b.Fatal("nothing was read")
				}
			}
		})
	}
}
