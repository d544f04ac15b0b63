package progress

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"waymark/store"
)

// A Pile is what is up for review.
type Pile struct {
	Cards []store.Card // of today, the one most at risk first, no more than the person wants
	Done  int          // reviews of today
	Wait  int          // cards that are up and stay for other days; never shown as a debt
}

// PileOf is what is up for review on a day. The person's daily number caps it:
// what is over it waits, at no harm but a lower chance to be recalled.
func PileOf(at Standing, now time.Time) Pile { return PileWith(at, now, 0) }

// PileWith is PileOf with a number of reviews more than the person wants in a
// day: for a day on which they ask for more.
func PileWith(at Standing, now time.Time, more int) Pile {
	day := now.Format(time.DateOnly)
	var p Pile
	for _, d := range at.Days {
		if d.Date == day {
			p.Done = d.Reviews
		}
	}
	recall, plan := map[string]float64{}, at.Profile.Plan() // by card
	for _, c := range at.Cards {
		if c.Waits(day) {
			p.Cards = append(p.Cards, c)
			recall[c.ID] = c.Recall(day, plan)
		}
	}
	slices.SortStableFunc(p.Cards, func(a, b store.Card) int { // of equals, the one that was asked less
		return cmp.Or(cmp.Compare(recall[a.ID], recall[b.ID]), a.Memory.Reviews-b.Memory.Reviews)
	})
	most := min(len(p.Cards), max(0, at.Profile.DailyReviews()+more-p.Done))
	p.Wait = len(p.Cards) - most
	p.Cards = p.Cards[:most]
	return p
}

// secondsEach is the time that one review is taken to need.
const secondsEach = 30

// Minutes is the whole minutes that the pile takes: an estimate.
func (p Pile) Minutes() int { return (len(p.Cards)*secondsEach + 59) / 60 }

// Forecast is how many cards come up on each of the next days, the first of
// which is tomorrow, as the pile is now: what is over the daily number moves on.
func Forecast(at Standing, now time.Time, days int) []int {
	today := now.Format(time.DateOnly)
	up := make([]int, days)
	moved := PileOf(at, now).Wait
	for _, c := range at.Cards {
		if c.Suspended || c.Waits(today) {
			continue
		}
		if in := max(1, daysUntil(c, now)); in <= days {
			up[in-1]++
		}
	}
	for i := range up {
		all := up[i] + moved
		up[i] = min(all, at.Profile.DailyReviews())
		moved = all - up[i]
	}
	return up
}

// ForecastWords says what comes up for review on the days that Forecast counted,
// and that the person's own number caps it.
func ForecastWords(up []int, most int) string {
	all := 0
	for _, n := range up {
		all += n
	}
	switch {
	case most == 0:
		return "You chose to have no reviews. Questions wait, and nothing is lost but what you forget."
	case all == 0:
		return fmt.Sprintf("No question comes up in the next %d days. Every lesson that you do adds some.", len(up))
	}
	text := fmt.Sprintf("%s up tomorrow and %d in the next %d days", comes(up[0]), all, len(up))
	return text + fmt.Sprintf(", never more than %d a day, as you chose. What you know comes back later each time.", most)
}

func comes(cards int) string {
	switch cards {
	case 0:
		return "No question comes"
	case 1:
		return "1 question comes"
	}
	return fmt.Sprintf("%d questions come", cards)
}

// daysUntil is the number of days until a card comes up, seen from now.
func daysUntil(c store.Card, now time.Time) int {
	up, err := time.Parse(time.DateOnly, c.Up())
	if err != nil {
		return 1
	}
	return daysBetweenDates(now, up)
}
