package curriculum

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// teaItem is an item of the good pack, which has one of each kind.
func teaItem(t testing.TB, id string) Item {
	t.Helper()
	c, err := Load(goodPack(t))
	if err != nil {
		t.Fatal(err)
	}
	item, err := c.Item("evl-tea-test#" + id)
	if err != nil {
		t.Fatal(err)
	}
	return item
}

func TestAnswersAreReadAsPeopleWriteThem(t *testing.T) {
	tests := []struct{ item, text, canonical string }{
		{"why-blind", " B ", "b"},
		{"fair-plans", "c a", "a,c"},
		{"fair-plans", "C, A", "a,c"},
		{"steps-in-order", "d c a b", "d,c,a,b"},
		{"parts-of-the-plan", "3 = a, 1=B 2= c", "1=b,2=c,3=a"},
		{"share-of-cups", "75", "75"},
		{"share-of-cups", "75 %", "75"},
		{"share-of-cups", "75,0%", "75"},
		{"own-test", "  Two colleagues read. ", "Two colleagues read."},
		{"broken-test", "It was not\x1b[31m blind.", "It was not[31m blind."},
	}
	for _, test := range tests {
		item := teaItem(t, test.item)
		a, err := item.ParseAnswer(test.text)
		if err != nil {
			t.Errorf("%s: %q: %v", test.item, test.text, err)
			continue
		}
		if got := item.Format(a); got != test.canonical {
			t.Errorf("%s: %q is written %q, want %q", test.item, test.text, got, test.canonical)
		}
	}
}

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	tests := []struct {
		unit string
		key  float64
		text string
		want float64
	}{
		{"", 0.75, "0.75", 0.75},
		{"", 0.75, ",75", 0.75},
		{"", 0.75, "75%", 0.75},
		{"", 0.75, "0,750", 0.75},
		{"%", 75, "75", 75},
		{"%", 75, "75%", 75},
		{"tokens", 8000, "8,000", 8000},
		{"tokens", 8000, "8 000 tokens", 8000},
		{"tokens", 8000, "8'000", 8000},
		{"tokens", 8000, "1.234.567,5", 1234567.5},
		{"tokens", 8000, "1,234.5", 1234.5},
		{"€", 12.5, "€12,50", 12.5},
		{"", -3, "−3", -3},
	}
	for _, test := range tests {
		item := Item{Kind: Numeric, Unit: test.unit, Answer: Answer{Number: test.key}}
		a, err := item.ParseAnswer(test.text)
		if err != nil || a.Number != test.want {
			t.Errorf("%q in %q is %v (%v), want %v", test.text, test.unit, a.Number, err, test.want)
		}
	}
}

func TestAnswersThatDoNotFitSayWhatDoes(t *testing.T) {
	tests := []struct{ item, text, says string }{
		{"why-blind", "e", `"e" is none of the options; answer with one of a,b,c,d`},
		{"why-blind", "a,b", "answer with one of a,b,c,d"},
		{"why-blind", "", "answer with one of a,b,c,d"},
		{"fair-plans", "a,a", "a is given twice"},
		{"fair-plans", "", "all that are right of a,b,c,d, such as a,b"},
		{"steps-in-order", "a,b", "each of a,b,c,d once, in order"},
		{"parts-of-the-plan", "1=b", "a pair for each of 1,2,3, with a,b,c,d on the right, such as 1=a,2=b,3=c"},
		{"parts-of-the-plan", "1=b,1=c,2=a", "1 is matched twice"},
		{"parts-of-the-plan", "b=1", `"b=1" is no pair`},
		{"share-of-cups", "most", "such as 75 or 75%"},
		{"share-of-cups", "1e9", "such as 75 or 75%"},
		{"share-of-cups", "NaN", "such as 75 or 75%"},
		{"share-of-cups", strings.Repeat("9", 400), "such as 75 or 75%"},
		{"own-test", " \n ", "own words"},
	}
	for _, test := range tests {
		_, err := teaItem(t, test.item).ParseAnswer(test.text)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %q: error %v, want one that says %q", test.item, test.text, err, test.says)
		}
	}
}

func TestGrade(t *testing.T) {
	tests := []struct {
		item, answer string
		score        float64
		right        bool
	}{
		{"why-blind", "b", 1, true},
		{"why-blind", "a", 0, false},
		{"fair-plans", "a,c", 1, true},
		{"fair-plans", "a", 0.5, false},
		{"fair-plans", "a,b", 0, false},
		{"fair-plans", "a,b,c", 0.5, false},
		{"fair-plans", "b,d", 0, false},
		{"steps-in-order", "d,c,a,b", 1, true},
		{"steps-in-order", "c,d,a,b", 1, true},
		{"steps-in-order", "d,a,c,b", 0.5, false},
		{"steps-in-order", "b,a,c,d", 0, false},
		{"parts-of-the-plan", "1=b,2=c,3=a", 1, true},
		{"parts-of-the-plan", "1=b,2=c,3=d", 2.0 / 3, false},
		{"parts-of-the-plan", "1=b,2=b,3=b", 1.0 / 3, false},
		{"share-of-cups", "75.5", 1, true},
		{"share-of-cups", "75.6", 0, false},
		{"share-of-drafts", "75%", 1, true},
	}
	for _, test := range tests {
		item := teaItem(t, test.item)
		a, err := item.ParseAnswer(test.answer)
		if err != nil {
			t.Fatal(err)
		}
		g, err := item.Grade(a)
		if err != nil || g.Score != test.score || g.Right != test.right {
			t.Errorf("%s: %s scores %v, right %v (%v)", test.item, test.answer, g.Score, g.Right, err)
		}
		if g.Why == "" && len(g.Notes) == 0 {
			t.Errorf("%s: %s gets no feedback", test.item, test.answer)
		}
	}
}

func TestGradeExplainsEachOption(t *testing.T) {
	item := teaItem(t, "fair-plans")
	g, err := item.Grade(Answer{Keys: []string{"a", "b"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Note{
		{"a", true, true, "Nobody sees them before the choice is made."},
		{"b", true, false, "A promise hides nothing."},
		{"c", false, true, "The taster cannot know which pot it was."},
		{"d", false, false, "Everybody sees them."},
	}
	if diff := cmp.Diff(want, g.Notes); diff != "" {
		t.Error(diff)
	}
	order := teaItem(t, "steps-in-order")
	g, err = order.Grade(Answer{Keys: []string{"c", "d", "b", "a"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range g.Notes {
		if right := n.Key == "c" || n.Key == "d"; n.Right != right {
			t.Errorf("beside the nearest right order, step %s stands right: %v", n.Key, n.Right)
		}
	}
}

func TestGradeWithinTolerance(t *testing.T) {
	item := Item{Kind: Numeric, Tolerance: 0.05, Answer: Answer{Number: 0.75}}
	if g, _ := item.Grade(Answer{Number: 0.8}); !g.Right {
		t.Error("0.8 is not within 0.05 of 0.75")
	}
}

func TestLearnersJudgeOwnWords(t *testing.T) {
	free := teaItem(t, "own-test")
	for judgement, want := range map[Judgement]Grade{
		Met:    {Right: true, Score: 1},
		Partly: {Score: 0.5},
		NotYet: {},
	} {
		got, err := free.GradeSelf(Answer{Text: "…"}, judgement)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", judgement, err, diff)
		}
	}
	if _, err := free.GradeSelf(Answer{}, "perfect"); err == nil {
		t.Error("a judgement of its own was taken")
	}
	if _, err := free.Grade(Answer{Text: "…"}); err == nil {
		t.Error("the program judged free text")
	}
	if _, err := teaItem(t, "why-blind").GradeSelf(Answer{}, Met); err == nil {
		t.Error("the learner judged a single-choice item")
	}
}

func TestShuffled(t *testing.T) {
	order, single := teaItem(t, "steps-in-order"), teaItem(t, "why-blind")
	shown := map[string]bool{}
	for seed := range uint64(200) {
		if order.givenAway(order.Shuffled(seed)) {
			t.Fatalf("seed %d shows the steps in a right order", seed)
		}
		if diff := cmp.Diff(single.Shuffled(seed), single.Shuffled(seed)); diff != "" {
			t.Fatalf("seed %d shuffles in two ways: %s", seed, diff)
		}
		shown[strings.Join(keysOf(single.Shuffled(seed)), "")] = true
	}
	if len(shown) < 20 {
		t.Errorf("200 seeds show %d of 24 orders", len(shown))
	}
	single.KeepOrder = true
	if diff := cmp.Diff(single.Options, single.Shuffled(7)); diff != "" {
		t.Error(diff)
	}
	all := Item{Kind: Order, Options: []Option{{Key: "a"}}, Answer: Answer{Keys: []string{"a"}}}
	if got := all.Shuffled(1); len(got) != 1 {
		t.Errorf("a single step is shown as %v", got)
	}
}
