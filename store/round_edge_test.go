package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Rounds under way, also those that an older version began, are shown by what their seed
// gives: it may never give anything else.
func TestASeedGivesOneOrderForEver(t *testing.T) {
	items := make([]RoundItem, 8)
	for i := range items {
		items[i] = RoundItem{Case: fmt.Sprint(i), Left: "a", Right: "b"}
	}
	shuffle(items, 7)
	var order []string
	for _, it := range items {
		order = append(order, it.Case+it.Left)
	}
	equal(t, "order", strings.Join(order, " "), "4a 1b 3a 7b 5b 0b 2b 6b")
}

func TestEachCriterionIsScoredOnItsScale(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	_ = must(s.StartRound(x.ID, ByCriterion))(t)
	for _, scores := range []map[string]int{nil, {"fit": -1}, {"fit": 3}, {"other": 1}, {"fit": 1, "other": 1}} {
		if _, err := s.Judge(x.ID, Judgement{Item: 0, Scores: scores}); !errors.Is(err, ErrInvalid) {
			t.Errorf("%v: %v", scores, err)
		}
	}
	for _, score := range []int{0, 1, 2} {
		_ = must(s.Judge(x.ID, Judgement{Item: 0, Scores: map[string]int{"fit": score}}))(t)
	}
	for _, item := range []int{-1, 2} {
		_, err := s.Judge(x.ID, Judgement{Item: item, Scores: map[string]int{"fit": 1}})
		wantErr(t, err, ErrNotFound)
	}
}
