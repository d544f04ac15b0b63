package store_test

import (
	"io/fs"
	"os"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// BenchmarkToday is what Today needs before it can be drawn, for somebody who
// learned for five years: 100,375 answers, 20,075 reviews, 1,825 entries.
func BenchmarkToday(b *testing.B) {
	c, s, now := history(b)
	for b.Loop() {
		at, err := progress.Read(c, s)
		if err != nil {
			b.Fatal(err)
		}
		experiments, err := s.LatestExperiments(progress.EntriesLookedAt)
		if err != nil {
			b.Fatal(err)
		}
		progress.Next(at, experiments, now, 0)
		progress.Streak(at.Days, now)
		progress.Activity(at.Days, now, 12)
	}
}

// TestFillFiveYears makes the file of a person with five years behind them in the folder
// that WAYMARK_FIVE_YEARS names, for the measurements of the screens. Beside Waymark's own
// lessons they learned from those of WAYMARK_PACK.
func TestFillFiveYears(t *testing.T) {
	dir := os.Getenv("WAYMARK_FIVE_YEARS")
	if dir == "" {
		t.Skip("WAYMARK_FIVE_YEARS names no folder")
	}
	now := time.Date(2027, 8, 10, 9, 0, 0, 0, time.UTC) // after the 10,000 entries of TestFillJournal
	s := store.New(dir, func() time.Time { return now })
	learnFiveYears(t, s, now, "path-perf", curriculum.Embedded(), os.DirFS(os.Getenv("WAYMARK_PACK")))
}

// history is a person with five years behind them.
func history(b *testing.B) (*curriculum.Catalogue, *store.Store, time.Time) {
	b.Helper()
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	s := store.New(b.TempDir(), func() time.Time { return now })
	c := learnFiveYears(b, s, now, "path-generalist", curriculum.Embedded())
	b.ReportAllocs()
	return c, s, now
}

// learnFiveYears fills a store with what five years with all lessons of the packs leave.
func learnFiveYears(t testing.TB, s *store.Store, now time.Time, pathway string, packs ...fs.FS) *curriculum.Catalogue {
	t.Helper()
	c, err := curriculum.Load(packs...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.UpdateProfile(map[string]string{"pathway": pathway, "name": "Ines"}); err != nil {
		t.Fatal(err)
	}
	var items []store.CheckItem
	var cards []string
	for _, l := range c.Lessons() {
		body, err := c.Body(l.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		cards = append(cards, progress.Requirement(l, body).Cards...)
		for _, i := range body.Items {
			items = append(items, store.CheckItem{Ref: i.Ref(), Objective: i.Objective})
			if card := progress.ItemCard(i); card != "" {
				cards = append(cards, card)
			}
		}
	}
	store.FiveYears(t, s, now, items, cards)
	return c
}
