package curriculum

import (
	"io/fs"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Whatever a lesson file holds, it is read or refused with a place; what is
// read can be asked, answered by its key, graded and checked.
func FuzzLesson(f *testing.F) {
	seeds := []string{front, front + "## A\n\ntext\n\n---\n\n> - quote\n", begin + "options:\n  a: yes\n  b: no\nanswer: a\n```\n"}
	lesson, err := fs.ReadFile(goodPack(f), teaLesson)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range append(seeds, string(lesson)) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = clean(strings.ToValidUTF8(text, ""))
		l, fault := parseHead("x.md", text)
		if fault != nil {
			return
		}
		doc := parseDocument(l, text)
		seen := map[string]bool{}
		for _, p := range doc.body("sales").Pages {
			if p.ID == "" || seen[p.ID] && len(doc.faults) == 0 {
				t.Errorf("page id %q is empty or used twice", p.ID)
			}
			seen[p.ID] = true
		}
		for _, f := range doc.faults {
			if f.line < 1 || f.line > strings.Count(text, "\n")+2 || f.remedy == "" {
				t.Errorf("a fault without a place: %v", f)
			}
		}
		for _, i := range doc.items {
			answerByKey(t, i)
		}
		pack := goodPack(t)
		pack[teaLesson].Data = []byte(text)
		Check(pack, time.Time{})
	})
}

func answerByKey(t *testing.T, i Item) {
	t.Helper()
	i.Shuffled(1)
	if i.SelfJudged() {
		return
	}
	a, err := i.ParseAnswer(i.Format(i.Answer))
	if err != nil {
		t.Fatalf("the key %q of %v is no answer: %v", i.Format(i.Answer), i, err)
	}
	if g, err := i.Grade(a); err != nil || !g.Right || g.Score != 1 {
		t.Errorf("the key of %v scores %v (%v)", i, g, err)
	}
}

// Format is the inverse of ParseAnswer, and no answer scores below 0 or over 1.
func FuzzParseAnswer(f *testing.F) {
	ids := []string{"why-blind", "fair-plans", "steps-in-order", "parts-of-the-plan", "share-of-cups", "broken-test", "own-test"}
	var items []Item
	for _, id := range ids {
		items = append(items, teaItem(f, id))
	}
	for _, text := range []string{"b", "a,c", "d,c,a,b", "1=b,2=c,3=a", "75%", ",75", "8,000", "−1.5", "1.234,5", "words", "\x1b[31m", "\xff"} {
		for n := range items {
			f.Add(n, text)
		}
	}
	f.Fuzz(func(t *testing.T, n int, text string) {
		item := items[uint(n)%uint(len(items))]
		a, err := item.ParseAnswer(text)
		if err != nil {
			return
		}
		written := item.Format(a)
		again, err := item.ParseAnswer(written)
		if diff := cmp.Diff(a, again); err != nil || diff != "" {
			t.Fatalf("%s: %q is written %q: %v %s", item.ID, text, written, err, diff)
		}
		if !utf8.ValidString(written) {
			t.Errorf("%q is not text", written)
		}
		if g, err := item.Grade(a); err == nil && (g.Score < 0 || g.Score > 1 || g.Right != (g.Score == 1)) {
			t.Errorf("%s: %q scores %v, right %v", item.ID, text, g.Score, g.Right)
		}
	})
}

// A formula of a pack has a number, or is refused.
func FuzzCalculate(f *testing.F) {
	for _, seed := range []string{"1/2", "sqrt(2)*-3", "1/0", "sqrt(-1)", "((((1))))", "1e999", "0x1p-2", "f(1)", "1 +", "func(){}", "[1][0]", "--1", "-(-(2))"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, formula string) {
		if value, err := calculate(formula); err == nil && (math.IsNaN(value) || math.IsInf(value, 0)) {
			t.Errorf("%q is %v", formula, value)
		}
	})
}
