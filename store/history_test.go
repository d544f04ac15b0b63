package store

import (
	"fmt"
	"testing"
	"time"

	"waymark/store/review"
)

// The size of five years of learning on every day.
const (
	historyDays    = 5 * 365
	answersADay    = 55 // 100,375 in all
	reviewsADay    = 11 // 20,075 in all
	drillsAYear    = 100
	historyCheckIn = 90 // days from one module check to the next
)

// FiveYears fills a store with what five years of learning leave, up to the day
// before end: answers to the items, reviews of the cards, readings of drills,
// module checks and an entry a day.
func FiveYears(t testing.TB, s *Store, end time.Time, items []CheckItem, cards []string) {
	t.Helper()
	for day := range historyDays {
		at := end.AddDate(0, 0, day-historyDays)
		check(t, s.update(func(tx *tx) error { return aDay(tx, day, at, items, cards) }))
	}
}

func aDay(t *tx, day int, at time.Time, items []CheckItem, cards []string) error {
	done := func(after time.Duration) *tx {
		t.now, t.action = at.Add(after), ""
		return t
	}
	for i := range answersADay {
		item := items[(day*answersADay+i)%len(items)]
		a := attemptData{
			Item: itemID(item.Ref), Answer: "b", Right: (day+i)%4 > 0, Objective: item.Objective,
			Confidence: []string{Sure, Guess, ""}[i%3],
		}
		if err := done(time.Duration(i)*time.Minute).append(lessonSubject(item.Lesson()), attemptMade, a); err != nil {
			return err
		}
	}
	for i := range reviewsADay {
		id := cards[(day*reviewsADay+i)%len(cards)]
		done(time.Hour + time.Duration(i)*time.Minute)
		if err := t.addCard(id); err != nil {
			return err
		}
		if err := t.gradeCard(id, review.Grades()[1+(day+i)%3]); err != nil {
			return err
		}
	}
	if day%(365/drillsAYear) == 0 {
		d := Drill{Marked: []int{2}, Hits: 1, Misses: day % 2, Rejections: 8}
		if err := done(2*time.Hour).append(fmt.Sprint("drill/text-", day%60), drillDone, d); err != nil {
			return err
		}
	}
	if day%historyCheckIn == 0 {
		c := Check{ID: randomID(t.now), Module: "foundations", Items: items[:15], Started: t.now, Finished: t.now, Passed: true}
		if err := done(2*time.Hour).append(checkSubject(c.ID), checkStarted, c); err != nil {
			return err
		}
	}
	x := Experiment{ID: randomID(t.now), Title: fmt.Sprint("Experiment ", day), Outcome: "What came out of it.", Created: t.now}
	return done(3*time.Hour).append(experimentSubject(x.ID), experimentAdded, x)
}
