package progress

import (
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/review"
)

// teas is a catalogue of one lesson with a flash card, an item with two variants,
// one without, and one that the learner judges.
func teas(t *testing.T) *curriculum.Catalogue {
	t.Helper()
	text := `---
id: tea
title: Tea
version: 1.0.0
minutes: 10
objectives:
  O1: Pour tea
---

## Check yourself

` + "```yaml item\nid: cups\nkind: numeric\nobjective: O1\nstem: How many cups are 2 and 3?\nanswer: 5\nvariants:\n" +
		"  - id: cups-b\n    stem: How many cups are 3 and 4?\n    answer: 7\n" +
		"  - id: cups-c\n    stem: How many cups are 4 and 5?\n    answer: 9\n```\n" + `
` + "```yaml item\nid: pot\nkind: single\nobjective: O1\nstem: Which pot?\noptions:\n  a:\n    text: Red\n    why: No.\n  b:\n    text: Blue\n    why: Yes.\nanswer: b\n```\n" + `
` + "```yaml item\nid: aroma\nkind: free\nobjective: O1\nstem: How does it taste?\nmodel: Well.\nrubric: [It says how.]\n```\n" + `
## Cards

` + "```yaml cards\n- id: first\n  objective: O1\n  question: What comes first?\n  answer: The **water**.\n```\n"
	c, err := curriculum.Load(fstest.MapFS{
		"pack.yaml":       {Data: []byte("id: test\ntitle: Test\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n")},
		"tea/module.yaml": {Data: []byte("id: tea\ntitle: Tea\nsummary: S.\nlessons: [tea]\n")},
		"tea/tea.md":      {Data: []byte(text)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRecallOfAFlashCard(t *testing.T) {
	r, err := RecallOf(teas(t), store.Card{ID: "tea#first"}, nil)
	if err != nil || r.Item != nil || r.Front != "What comes first?" || r.Back != "The **water**." || r.Lesson.Title != "Tea" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestTheVariantLeastAskedIsAskedNext(t *testing.T) {
	c := teas(t)
	tests := []struct {
		asked []string
		want  string
	}{
		{nil, "cups"},
		{[]string{"cups"}, "cups-b"},
		{[]string{"cups-b"}, "cups"},
		{[]string{"cups", "pot", "cups-b", "pot"}, "cups-c"},
		{[]string{"cups", "cups-b", "cups-c"}, "cups"},
		{[]string{"cups-b", "cups-c", "cups"}, "cups-b"}, // all alike, but not the last one again
		{[]string{"cups-b", "cups", "cups-b", "cups"}, "cups-c"},
		{[]string{"cups-b", "cups-b", "cups-c", "cups-c", "cups"}, "cups"}, // least often, though it was the last one
	}
	for _, tt := range tests {
		var attempts []store.Attempt
		for _, id := range tt.asked {
			attempts = append(attempts, store.Attempt{Lesson: "tea", Item: id})
		}
		r, err := RecallOf(c, store.Card{ID: "tea#cups"}, attempts)
		if err != nil || r.Item == nil || r.Item.ID != tt.want {
			t.Errorf("after %v: %+v, %v, want %s", tt.asked, r.Item, err, tt.want)
		}
	}
}

func TestOptionsAreShuffledAnewForEachAttempt(t *testing.T) {
	c := teas(t)
	first, err := RecallOf(c, store.Card{ID: "tea#pot"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := RecallOf(c, store.Card{ID: "tea#pot"}, nil)
	second, _ := RecallOf(c, store.Card{ID: "tea#pot"}, []store.Attempt{{Lesson: "tea", Item: "pot"}})
	if first.Seed != again.Seed || first.Seed == second.Seed {
		t.Errorf("seeds %d, %d again, and %d after an answer", first.Seed, again.Seed, second.Seed)
	}
}

func TestCardsThatNoPackAsks(t *testing.T) {
	c := teas(t)
	for _, id := range []string{"tea#gone", "te#first", "coffee#first", "tea#fir", "tea#aroma", "tea#cups-b", "tea", "#", ""} {
		if r, err := RecallOf(c, store.Card{ID: id}, nil); !errors.Is(err, curriculum.ErrNotFound) {
			t.Errorf("%q asks %+v, %v", id, r, err)
		}
	}
}

// What is gone takes no place in the pile, and the others come up.
func TestWhatIsGoneIsLeftOut(t *testing.T) {
	c, clock := teas(t), now
	s := store.New(t.TempDir(), func() time.Time { return clock })
	if _, err := s.UpdateProfile(map[string]string{"reviews": "2"}); err != nil {
		t.Fatal(err)
	}
	need := store.Requirement{Items: []string{"aroma"}, Cards: []string{"coffee#one", "tea#gone", "tea#aroma", "tea#first", "tea#pot", "tea#cups"}}
	if _, err := s.RecordAttempt(store.Attempt{Lesson: "tea", Item: "aroma", Answer: "Well.", Right: true, Score: 1, Self: "met"}, need); err != nil {
		t.Fatal(err)
	}
	clock = now.AddDate(0, 0, 1)
	at, err := Read(c, s)
	if err != nil || len(at.Cards) != 4 { // what became a matter of judgement is noticed when it comes up
		t.Fatalf("cards %+v, %v", at.Cards, err)
	}
	pile, recalls, err := Recalls(c, s, at, clock, 0)
	if err != nil || len(pile.Cards) != 2 || len(recalls) != 2 || pile.Wait != 1 {
		t.Fatalf("%+v, %+v, %v", pile, recalls, err)
	}
	for i, r := range recalls {
		if r.Card.ID != pile.Cards[i].ID || r.Card.ID == "tea#aroma" {
			t.Errorf("card %d is %s and asks %+v", i, pile.Cards[i].ID, r)
		}
	}
}

func TestMoreThanTheDailyNumber(t *testing.T) {
	at := Standing{Profile: store.Profile{Reviews: "2"}, Days: []store.Day{{Date: "2026-11-24", Reviews: 2}}}
	memory, err := review.Memory{}.After(review.Good, "2026-11-10", review.DefaultPlan())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a#a", "a#b", "a#c"} {
		at.Cards = append(at.Cards, store.Card{ID: id, Memory: memory})
	}
	if p := PileOf(at, now); len(p.Cards) != 0 || p.Wait != 3 {
		t.Errorf("%+v", p)
	}
	if p := PileWith(at, now, 2); len(p.Cards) != 2 || p.Wait != 1 {
		t.Errorf("with two more: %+v", p)
	}
}
