package review

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// A history is the reviews of one card, and what ts-fsrs says after each.
type history struct {
	Retention float64
	Longest   int
	Reviews   []struct {
		Day        string
		Grade      Grade
		Stability  float64
		Difficulty float64
		Interval   int
	}
}

// How far the two may be apart, as a share. ts-fsrs rounds every step to eight
// decimals and carries that on; this package does not round. Half of the last of
// these decimals is 6.5e-7 of the least stability in the histories, 0.0077 days.
// A difficulty is at least 1 and suffers less. Intervals must be the same, which
// holds for these histories: in eight others, one of 520,000 lay so near to half
// a day, 372.499995, that the rounding of ts-fsrs moved it.
const (
	stabilitySlack  = 1e-6
	difficultySlack = 1e-7
)

// Another implementation, in another language, comes to the same memories and
// the same days. The check fsrs of .ci/run writes the file.
func TestAgainstTSFSRS(t *testing.T) {
	name := os.Getenv("WAYMARK_FSRS")
	if name == "" {
		t.Skip("WAYMARK_FSRS names no file of histories; bash .ci/run fsrs makes one and runs this test")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var histories []history
	if err := json.Unmarshal(text, &histories); err != nil {
		t.Fatal(err)
	}
	if len(histories) < 10000 {
		t.Fatalf("%s holds %d histories, not 10,000", name, len(histories))
	}
	var sum deviation
	for at, h := range histories {
		if !sum.add(t, h) {
			t.Fatalf("history %d: %+v", at, h)
		}
	}
	t.Logf("%d histories, %d reviews, %d of them on the day of the one before: all intervals alike; stability at most %.1e apart, difficulty %.1e",
		len(histories), sum.reviews, sum.sameDay, sum.stability, sum.difficulty)
}

// A deviation is how many reviews were compared, and the most by which they differ.
type deviation struct {
	reviews, sameDay      int
	stability, difficulty float64
}

// add compares a history, and reports whether it comes out the same.
func (d *deviation) add(t *testing.T, h history) bool {
	if len(h.Reviews) == 0 {
		t.Error("no reviews")
	}
	var m Memory
	for at, want := range h.Reviews {
		if m.Last == want.Day {
			d.sameDay++
		}
		m = after(t, m, want.Grade, want.Day, Plan{h.Retention, h.Longest})
		stability, difficulty := apart(m.Stability, want.Stability), apart(m.Difficulty, want.Difficulty)
		days := min(want.Interval, h.Longest)                                                      // ts-fsrs passes it to set the grades apart
		if !(stability <= stabilitySlack && difficulty <= difficultySlack && m.Interval == days) { // NaN is not alike
			t.Errorf("review %d: %+v, but ts-fsrs says %+v", at+1, m, want)
		}
		d.reviews++
		d.stability, d.difficulty = max(d.stability, stability), max(d.difficulty, difficulty)
	}
	return !t.Failed()
}

// apart is by what share two numbers differ.
func apart(a, b float64) float64 { return math.Abs(a-b) / math.Abs(b) }
