package tui

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
)

func TestCriteriaAreReadAsTheyAreWritten(t *testing.T) {
	criteria := []store.Criterion{
		{ID: "source", Name: "The source says it", Weight: 3, Gate: true, Anchors: []store.Anchor{{Score: 0, Text: "No"}, {Score: 2, Text: "Yes: every word"}}},
		{ID: "tone", Name: "Weight of tone", Weight: 1, Anchors: []store.Anchor{{Score: 0, Text: "Cold"}, {Score: 4, Text: "Warm"}}},
	}
	got, err := readCriteria(writeCriteria(criteria), criteria)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(criteria, got); diff != "" {
		t.Error(diff)
	}
	got, err = readCriteria("New one\n0: no\n1: yes\nNew one WEIGHT 5\n 0 = no\n", criteria)
	if err != nil || len(got) != 2 || got[0].ID == got[1].ID || got[0].Weight != 1 || got[1].Weight != 5 || len(got[1].Anchors) != 1 {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := readCriteria("0: a score\n", nil); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a score without a criterion: %v", err)
	}
}

// What was read is written and read again as the same.
func FuzzReadCriteria(f *testing.F) {
	for _, seed := range []string{"Tone, weight 2\n0: cold\n2: warm\n", "weight 3", "1: x", "A\n\nA\n999: y", "a, weight 99999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first, err := readCriteria(text, nil)
		if err != nil {
			return
		}
		ids := map[string]bool{}
		for _, c := range first {
			if c.ID == "" || ids[c.ID] {
				t.Fatalf("the id %q of %q", c.ID, c.Name)
			}
			ids[c.ID] = true
		}
		second, err := readCriteria(writeCriteria(first), nil)
		if err != nil || len(second) != len(first) {
			t.Fatalf("%q becomes %+v, and then %+v (%v)", text, first, second, err)
		}
	})
}

func FuzzCases(f *testing.F) {
	f.Add("one\ntwo\n\nthree", eachLine, 3)
	f.Add("提示\r\n", eachParagraph, 1)
	f.Add("\xa7\xa7\x98\xa5\xa5\xa5\xa5\xa7", "0", 1) // no character begins
	f.Fuzz(func(t *testing.T, text, way string, at int) {
		for _, c := range casesOf(text, wayOf(text, way)) {
			if strings.TrimSpace(c.Input) == "" {
				t.Fatal("an empty case")
			}
		}
		if part := partOf(text, max(0, at), 7); utf8.ValidString(text) && !utf8.ValidString(part) {
			t.Fatalf("%q is cut within a character: %q", text, part)
		}
	})
}
