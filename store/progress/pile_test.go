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

// Today is 24 November; the first day of a forecast is tomorrow.
func TestForecast(t *testing.T) {
	day := func(n int) string { return now.AddDate(0, 0, n).Format(time.DateOnly) }
	fresh := func(added int) store.Card { return store.Card{ID: "new", Added: now.AddDate(0, 0, added)} }
	due := func(in int) store.Card {
		return store.Card{ID: "due", Added: now.AddDate(0, 0, -30), Memory: review.Memory{
			Stability: 10, Difficulty: 5, Reviews: 1, Last: day(in - 10), Due: day(in), Interval: 10,
		}}
	}
	buried, suspended := due(-2), due(1)
	buried.Buried, suspended.Suspended = day(0), true
	tests := []struct {
		name  string
		cards []store.Card
		most  string
		want  []int
	}{
		{"nothing", nil, "", []int{0, 0, 0, 0}},
		{"what is up today is done today", []store.Card{due(0), due(-5), fresh(-1)}, "", []int{0, 0, 0, 0}},
		{"on their days", []store.Card{due(1), due(3), due(3), due(4), due(5)}, "", []int{1, 0, 2, 1}},
		{"a card of a lesson of today", []store.Card{fresh(0)}, "", []int{1, 0, 0, 0}},
		{"put off today", []store.Card{buried}, "", []int{1, 0, 0, 0}},
		{"taken out", []store.Card{suspended}, "", []int{0, 0, 0, 0}},
		{"more than the daily number of today", []store.Card{due(0), due(0), due(0)}, "1", []int{1, 1, 0, 0}},
		{"more than the daily number of a day", []store.Card{due(1), due(1), due(1), due(2)}, "2", []int{2, 2, 0, 0}},
		{"no reviews wanted", []store.Card{due(0), due(1)}, "0", []int{0, 0, 0, 0}},
	}
	for _, test := range tests {
		at := Standing{Cards: test.cards, Profile: store.Profile{Reviews: test.most}}
		if diff := cmp.Diff(test.want, Forecast(at, now, 4)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// What a clock that was ahead added, or put off, comes up when that day is over,
// and the forecast says so.
func TestTheForecastOfWhatAClockAheadLeft(t *testing.T) {
	ahead := now.AddDate(0, 0, 2)
	at := Standing{Cards: []store.Card{
		{ID: "today", Added: now},
		{ID: "added", Added: ahead},
		{ID: "put off", Added: now.AddDate(0, 0, -3), Buried: ahead.Format(time.DateOnly)},
		{ID: "put off today", Added: now.AddDate(0, 0, -3), Buried: now.Format(time.DateOnly)},
		{ID: "left out", Added: now, Suspended: true},
	}}
	if diff := cmp.Diff([]int{2, 0, 2, 0}, Forecast(at, now, 4)); diff != "" {
		t.Error(diff)
	}
}
