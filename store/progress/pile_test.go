package progress

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/review"
)

// A pile asks first what is least likely to be recalled: what was learned long
// ago and never asked, before what is due, before what was learned yesterday.
func TestThePileAsksWhatIsMostAtRiskFirst(t *testing.T) {
	day := func(n int) string { return now.AddDate(0, 0, n).Format(time.DateOnly) }
	due, err := review.Memory{}.After(review.Good, day(-13), review.DefaultPlan())
	if err != nil {
		t.Fatal(err)
	}
	if due, err = due.After(review.Good, day(-12), review.DefaultPlan()); err != nil {
		t.Fatal(err)
	}
	due.Due = day(0)
	due.Interval = 12
	at := Standing{Cards: []store.Card{
		{ID: "yesterday", Added: now.AddDate(0, 0, -1)},
		{ID: "due", Added: now.AddDate(0, 0, -13), Memory: due},
		{ID: "long ago", Added: now.AddDate(0, 0, -30)},
	}}
	var order []string
	for _, c := range PileOf(at, now).Cards {
		order = append(order, c.ID)
	}
	if diff := cmp.Diff([]string{"long ago", "due", "yesterday"}, order); diff != "" {
		t.Error(diff)
	}
	at.Profile.Reviews = "1"
	if p := PileOf(at, now); len(p.Cards) != 1 || p.Wait != 2 || p.Cards[0].ID != "long ago" {
		t.Errorf("with one a day: %+v", p)
	}
}
