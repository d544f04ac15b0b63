// Package review schedules reviews by FSRS-6, in whole days: the algorithm's
// long-term mode, without fuzz and without steps within a day. It is a pure
// leaf: what it knows of a card is the card's Memory, and what it returns is
// the next one.
package review

import (
	"fmt"
	"math"
	"strings"
	"time"

	fsrs "github.com/open-spaced-repetition/go-fsrs/v4"
)

// weights are the published default weights w0 to w20 of FSRS-6. They stand
// here so that another version of the library does not move anyone's reviews.
var weights = fsrs.Weights{
	0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
	1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
}

// A Grade is how well a card was recalled.
type Grade int

// The four grades. Again means that the card was not recalled.
const (
	Again Grade = iota + 1
	Hard
	Good
	Easy
)

// Grades lists the grades, the worst first.
func Grades() []Grade { return []Grade{Again, Hard, Good, Easy} }

// String is the grade in one word, as ParseGrade reads it.
func (g Grade) String() string {
	switch g {
	case Again:
		return "again"
	case Hard:
		return "hard"
	case Good:
		return "good"
	case Easy:
		return "easy"
	}
	return fmt.Sprintf("grade %d", int(g))
}

// ParseGrade returns the grade of a word, in capitals or not.
func ParseGrade(word string) (Grade, error) {
	for _, g := range Grades() {
		if strings.EqualFold(strings.TrimSpace(word), g.String()) {
			return g, nil
		}
	}
	return 0, fmt.Errorf("%.40q is no grade; use %s, %s, %s or %s", word, Again, Hard, Good, Easy)
}

// A Plan is how reviews are spaced.
type Plan struct {
	Retention float64 // share to be remembered when a card is due: 0.80 to 0.95
	Longest   int     // longest interval, 1 to 36,500 days
}

const (
	leastRetention = 0.80
	mostRetention  = 0.95
	longestOfAll   = 36500 // days; the algorithm's own limit
)

// DefaultPlan aims at 90 %, and brings every card back twice a year.
func DefaultPlan() Plan { return Plan{Retention: 0.90, Longest: 180} }

// Check tells what is wrong with a plan.
func (p Plan) Check() error {
	if !(p.Retention >= leastRetention && p.Retention <= mostRetention) { // this way round, NaN is wrong too
		return fmt.Errorf("the share to be remembered is %v; choose %.2f to %.2f", p.Retention, leastRetention, mostRetention)
	}
	if p.Longest < 1 || p.Longest > longestOfAll {
		return fmt.Errorf("the longest interval is %d days; choose 1 to %d", p.Longest, longestOfAll)
	}
	return nil
}

// scheduler returns the library's scheduler. The plan is checked first, since
// the library would replace a wrong one by its defaults without a word.
func (p Plan) scheduler() (*fsrs.FSRS, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return fsrs.NewFSRS(fsrs.Parameters{
		RequestRetention: p.Retention, MaximumInterval: float64(p.Longest), W: weights,
	}), nil
}

// A Memory is how well a card is held, as of its last review. Zero: never reviewed.
type Memory struct {
	Stability  float64 `json:"stability,omitempty"`     // days after which recall falls to 90 %
	Difficulty float64 `json:"difficulty,omitempty"`    // 1 to 10
	Reviews    int     `json:"reviews,omitempty"`       // all of them
	Lapses     int     `json:"lapses,omitempty"`        // reviews after the first that were Again
	Last       string  `json:"last,omitempty"`          // ISO day of the last review
	Due        string  `json:"due,omitempty"`           // ISO day
	Interval   int     `json:"interval_days,omitempty"` // days from Last to Due
}

// New reports whether the card was never reviewed.
func (m Memory) New() bool { return m.Reviews == 0 }

// After returns the memory after a review on an ISO day, which is the learner's
// local calendar day. A day before the last review, by a clock that was set
// back or of another machine, counts as the day of the last review. A second review on the same day
// counts too: recall is then certain, so that success leaves the stability as
// it is.
func (m Memory) After(g Grade, day string, p Plan) (Memory, error) {
	if g < Again || g > Easy {
		return Memory{}, fmt.Errorf("%d is no grade; use %s, %s, %s or %s", int(g), Again, Hard, Good, Easy)
	}
	s, card, now, err := m.begin(day, p)
	if err != nil {
		return Memory{}, err
	}
	next, err := s.Next(card, now, fsrs.Rating(g))
	if err != nil {
		return Memory{}, err
	}
	days := p.interval(next.Card)
	return Memory{
		Stability: next.Card.Stability, Difficulty: next.Card.Difficulty, Reviews: m.Reviews + 1, Lapses: int(next.Card.Lapses),
		Last: now.Format(time.DateOnly), Due: now.AddDate(0, 0, days).Format(time.DateOnly), Interval: days,
	}, nil
}

// Intervals returns for each grade the days until the next review, if it were
// given on that day. They grow with the grade, until they are the longest.
func (m Memory) Intervals(day string, p Plan) (map[Grade]int, error) {
	s, card, now, err := m.begin(day, p)
	if err != nil {
		return nil, err
	}
	next, err := s.Repeat(card, now)
	if err != nil {
		return nil, err
	}
	days := map[Grade]int{}
	for _, g := range Grades() {
		days[g] = p.interval(next[fsrs.Rating(g)].Card)
	}
	return days, nil
}

// interval holds the longest interval, which the library passes by a day or two
// where it sets the intervals of the four grades apart.
func (p Plan) interval(next fsrs.Card) int {
	return int(min(next.ScheduledDays, uint64(p.Longest)))
}

// Recall is the predicted probability, 0 to 1, that the card is remembered on a
// day: after t days without a review, and with the stability S,
//
//	(1 + factor·t/S)^−w20, with factor = 0.9^(−1/w20) − 1 and w20 = 0.1542
//
// so that it is 0.9 when t = S. This is the forgetting curve of FSRS-6, as the
// Open Spaced Repetition project publishes it. It is 0 for a new card, and for a
// memory or a day that After refuses.
func (m Memory) Recall(day string) float64 {
	if m.New() {
		return 0
	}
	s, card, now, err := m.begin(day, DefaultPlan()) // no plan moves the curve
	if err != nil {
		return 0
	}
	recall, err := s.Retrievability(card, now)
	if err != nil {
		return 0
	}
	return recall
}

// begin makes of a memory, a day and a plan what the library reckons with.
func (m Memory) begin(day string, p Plan) (*fsrs.FSRS, fsrs.Card, time.Time, error) {
	s, err := p.scheduler()
	if err != nil {
		return nil, fsrs.Card{}, time.Time{}, err
	}
	now, err := parseDay(day)
	if err != nil {
		return nil, fsrs.Card{}, time.Time{}, err
	}
	last, err := m.check()
	if err != nil {
		return nil, fsrs.Card{}, time.Time{}, fmt.Errorf("what is kept of this card is damaged: %w", err)
	}
	if m.New() {
		return s, fsrs.NewCard(now), now, nil
	}
	if now.Before(last) {
		now = last
	}
	return s, fsrs.Card{
		Stability: m.Stability, Difficulty: m.Difficulty, Reps: uint64(m.Reviews), Lapses: uint64(m.Lapses),
		State: fsrs.Review, LastReview: last,
	}, now, nil
}

// The limits of the algorithm.
const (
	leastStability = 0.001
	mostStability  = 36500
)

// check tells what no review can have left in a memory, and returns the day of
// the last review.
func (m Memory) check() (last time.Time, err error) {
	if m.New() {
		if m != (Memory{}) {
			return last, fmt.Errorf("it was never reviewed, and is not new")
		}
		return last, nil
	}
	if !within(m.Stability, leastStability, mostStability) {
		return last, fmt.Errorf("its stability is %v, not %v to %v days", m.Stability, leastStability, mostStability)
	}
	if !within(m.Difficulty, 1, 10) {
		return last, fmt.Errorf("its difficulty is %v, not 1 to 10", m.Difficulty)
	}
	if m.Reviews < 0 || m.Reviews == math.MaxInt || m.Lapses < 0 || m.Lapses >= m.Reviews {
		return last, fmt.Errorf("it has %d reviews and %d lapses", m.Reviews, m.Lapses)
	}
	if m.Interval < 1 || m.Interval > longestOfAll {
		return last, fmt.Errorf("its interval is %d days, not 1 to %d", m.Interval, longestOfAll)
	}
	if last, err = parseDay(m.Last); err != nil {
		return last, err
	}
	if due := last.AddDate(0, 0, m.Interval).Format(time.DateOnly); m.Due != due {
		return last, fmt.Errorf("it is due on %.40q, not %d days after %s", m.Due, m.Interval, m.Last)
	}
	return last, nil
}

func within(x, least, most float64) bool { return x >= least && x <= most } // never NaN

// Reviews are made in years within which days can be subtracted.
const firstYear, lastYear = 1970, 2199

// parseDay returns the midnight, in UTC, at which an ISO day begins, so that
// neither zones nor daylight saving time have a say in the days between two.
func parseDay(day string) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Time{}, fmt.Errorf("%.40q is no day; write it as 2026-11-24", day)
	}
	if t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}, fmt.Errorf("%s is no day of the years %d to %d", day, firstYear, lastYear)
	}
	return t, nil
}
