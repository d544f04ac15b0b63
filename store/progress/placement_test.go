package progress

import (
	"slices"
	"testing"

	"waymark/curriculum"
	"waymark/store"
)

// place answers the questions of a placement as a person does who knows some
// modules, until it ends.
func place(t *testing.T, c *curriculum.Catalogue, p Pathway, before []store.Attempt, knows func(module string, nth int) bool) (Placement, []store.Attempt) {
	t.Helper()
	answers, of := slices.Clone(before), map[string]int{}
	for range PlacementMost + 1 {
		found, err := PlacementOf(c, p, answers)
		if err != nil {
			t.Fatal(err)
		}
		if found.Done && len(answers) > len(before) {
			return found, answers[len(before):]
		}
		if found.Done { // the end of an earlier one: the next answer begins another
			if found, err = NewPlacement(c, p, answers); err != nil {
				t.Fatal(err)
			}
		}
		l, err := c.Lesson(found.Next.Lesson)
		if err != nil {
			t.Fatal(err)
		}
		a := Attempt(found.Next, Answer{Text: "a", Check: store.Placement, Grade: curriculum.Grade{Right: knows(l.Module, of[l.Module])}})
		of[l.Module]++
		answers = append(answers, a)
	}
	t.Fatal("the placement never ends")
	return Placement{}, nil
}

func pathOf(t *testing.T, c *curriculum.Catalogue, id string) Pathway {
	t.Helper()
	p, err := Of(c, id, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func embedded(t testing.TB) *curriculum.Catalogue {
	t.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAPlacementProposesTheFirstModuleThatIsNotKnown(t *testing.T) {
	c := embedded(t)
	essentials := pathOf(t, c, "path-essentials")
	tests := []struct {
		name  string
		knows func(module string, nth int) bool
		asked int
		known int
	}{
		{"nothing", func(string, int) bool { return false }, 2, 0},
		{"everything", func(string, int) bool { return true }, 10, 5},
		{"a slip in each", func(_ string, nth int) bool { return nth != 0 }, PlacementMost, 4},
		{"the first", func(m string, _ int) bool { return m == "foundations" }, 4, 1},
		{"one slip", func(m string, nth int) bool { return m == "foundations" && nth != 0 }, 5, 1},
		{"one lucky answer", func(_ string, nth int) bool { return nth == 0 }, 3, 0},
		{"the second only", func(m string, _ int) bool { return m == "prompt-design" }, 2, 0},
	}
	for _, test := range tests {
		found, answers := place(t, c, essentials, nil, test.knows)
		if found.Asked != test.asked || len(answers) != test.asked || len(found.Known) != test.known {
			t.Errorf("%s: asked %d, %d known, want %d and %d", test.name, found.Asked, len(found.Known), test.asked, test.known)
		}
		wantStart := ""
		if test.known < len(essentials.Modules) {
			wantStart = essentials.Modules[test.known].Lessons[0].ID
		}
		if found.Start != wantStart {
			t.Errorf("%s: starts at %q, want %q", test.name, found.Start, wantStart)
		}
		refs := map[string]bool{}
		for _, a := range answers {
			refs[a.Lesson+"#"+a.Item] = true
		}
		if len(refs) != len(answers) {
			t.Errorf("%s: a question was asked twice", test.name)
		}
	}
}

func TestAnotherPlacementBeginsAnewWithOtherQuestions(t *testing.T) {
	c := embedded(t)
	p := pathOf(t, c, "path-essentials")
	_, first := place(t, c, p, nil, func(string, int) bool { return false })
	found, second := place(t, c, p, first, func(m string, _ int) bool { return m == "foundations" })
	if len(found.Known) != 1 || found.Asked != 4 {
		t.Errorf("the second one: %d asked, %v known", found.Asked, found.Known)
	}
	for _, a := range second[:2] {
		if slices.ContainsFunc(first, func(b store.Attempt) bool { return a.Item == b.Item && a.Lesson == b.Lesson }) {
			t.Errorf("%s#%s was asked in both", a.Lesson, a.Item)
		}
	}
}

func TestAGuessShowsNothingInAPlacement(t *testing.T) {
	c := embedded(t)
	p := pathOf(t, c, "path-essentials")
	var answers []store.Attempt
	for range 2 {
		found, err := PlacementOf(c, p, answers)
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, Attempt(found.Next, Answer{Check: store.Placement, Confidence: store.Guess, Grade: curriculum.Grade{Right: true}}))
	}
	if found, err := PlacementOf(c, p, answers); err != nil || !found.Done || len(found.Known) > 0 {
		t.Errorf("after two lucky guesses: %+v, %v", found, err)
	}
}

// What nobody was asked about is not known: it is where to start, at the latest.
func TestAPlacementEndsAtAModuleWithoutQuestions(t *testing.T) {
	c := embedded(t)
	for without, want := range []struct{ asked, known int }{{0, 0}, {2, 1}, {4, 2}} {
		p := pathOf(t, c, "path-essentials")
		p.Modules[without].Tests = false
		var answers []store.Attempt
		found, err := PlacementOf(c, p, nil)
		for ; err == nil && !found.Done; found, err = PlacementOf(c, p, answers) {
			answers = append(answers, Attempt(found.Next, Answer{Check: store.Placement, Grade: curriculum.Grade{Right: true}}))
		}
		if err != nil || found.Asked != want.asked || len(found.Known) != want.known || found.Start != p.Modules[without].Lessons[0].ID {
			t.Errorf("without questions about module %d: %+v, %v", without, found, err)
		}
	}
}
