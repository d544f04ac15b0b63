package store_test

import (
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

// history is a person with five years behind them.
func history(b *testing.B) (*curriculum.Catalogue, *store.Store, time.Time) {
	b.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	s := store.New(b.TempDir(), func() time.Time { return now })
	if _, err := s.UpdateProfile(map[string]string{"pathway": "path-generalist", "name": "Ines"}); err != nil {
		b.Fatal(err)
	}
	var items []store.CheckItem
	var cards []string
	for _, l := range c.Lessons() {
		body, err := c.Body(l.ID, "")
		if err != nil {
			b.Fatal(err)
		}
		cards = append(cards, progress.Requirement(l, body).Cards...)
		for _, i := range body.Items {
			items = append(items, store.CheckItem{Ref: i.Ref(), Objective: i.Objective})
			if card := progress.ItemCard(i); card != "" {
				cards = append(cards, card)
			}
		}
	}
	store.FiveYears(b, s, now, items, cards)
	b.ReportAllocs()
	return c, s, now
}
