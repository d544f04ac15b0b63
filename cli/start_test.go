//go:build unix

package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/store"
)

// mostSlower is how many times as long as the minimal program Waymark may take
// to its first frame.
const mostSlower = 1.3

// TestFirstFrame measures the time from the start of the program to the frame
// that shows Today, with a year of data, beside that of a minimal program of
// the same libraries. WAYMARK_STARTS is how often each is started, in turn.
func TestFirstFrame(t *testing.T) {
	starts, err := strconv.Atoi(os.Getenv("WAYMARK_STARTS"))
	if err != nil {
		t.Skip("a measurement: .ci/perf asks for it")
	}
	data, programs := t.TempDir(), t.TempDir()
	year(t, data)
	for name, path := range map[string]string{"waymark": "..", "minimal": "./testdata/minimal"} {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(programs, name), path).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, silent := range []bool{false, true} {
		var ours, minimal []time.Duration
		for range starts {
			minimal = append(minimal, firstFrame(t, setting{program: filepath.Join(programs, "minimal"), silent: silent}, "Hello"))
			ours = append(ours, firstFrame(t, setting{program: filepath.Join(programs, "waymark"), data: data, silent: silent}, "From your journal"))
		}
		ratio := float64(median(ours)) / float64(median(minimal))
		t.Logf("first frame, median of %d starts, terminal answers queries: %v: waymark %v, minimal %v, ratio %.2f",
			starts, !silent, median(ours), median(minimal), ratio)
		if ratio > mostSlower {
			t.Errorf("Waymark takes %.2f times as long as the minimal program, over %.1f", ratio, mostSlower)
		}
	}
}

func firstFrame(t *testing.T, s setting, text string) time.Duration {
	t.Helper()
	x := start(t, s)
	_, drawn := x.wait("drew the first frame", func(screen string) bool { return strings.Contains(screen, text) })
	x.press("q")
	x.end()
	return drawn.Sub(x.began)
}

func median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2].Round(10 * time.Microsecond)
}

// year fills a folder with what a diligent learner does in a year: five answers
// on each of 250 days, to the items of the nine lessons in turn; all lessons but
// the last one done; and an entry in the journal on two days of five.
func year(t testing.TB, data string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	now := time.Date(2025, 11, 24, 9, 0, 0, 0, time.UTC)
	s := store.New(data, func() time.Time { return now })
	_, err := s.UpdateProfile(map[string]string{"name": "Ines", "department": "marketing", "pathway": "path-essentials"})
	must(err)
	l := newLearner(t)
	last := l.lessons[len(l.lessons)-1].ID
	for day := range 250 {
		now = now.Add(35 * time.Hour)
		for i := range 5 {
			item := l.items[(day*5+i)%len(l.items)]
			a := store.Attempt{Lesson: item.Lesson, Item: item.ID, Answer: item.Format(answerTo(item, i > 0)), Right: i > 0}
			_, err := s.RecordAttempt(a, store.Requirement{Items: []string{item.ID}, Exercise: item.Lesson == last})
			must(err)
			must(s.KeepPlace(item.Lesson, "1.0.0", item.ID, false))
			now = now.Add(time.Minute)
		}
		if day%5 < 2 {
			e, _, err := s.AddExperiment(store.Experiment{Title: fmt.Sprintf("Warmer tone in refund replies, take %d", day)})
			must(err)
			_, err = s.UpdateExperiment(e.ID, map[string]string{
				"hypothesis": "Fewer people write a second time.", "verdict": "partly",
				"outcome":  strings.Repeat("Twelve of twenty replies settled the matter at once. ", 8),
				"learning": "Three examples beat one long instruction.",
			})
			must(err)
		}
	}
}
