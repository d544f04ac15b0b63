package curriculum

import (
	"slices"
	"strings"
	"testing"
)

// What the embedded pack promises: the numbers are of the curriculum's plan.
func TestTheCurriculumIsWhole(t *testing.T) {
	n, err := Count(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []struct {
		what        string
		n, at, most int
	}{
		{"lessons", n.Lessons, 52, 52},
		{"modules", n.Modules, 7, 7},
		{"pathways", n.Pathways, 13, 13},
		{"items in lessons", n.Items, 294, 400},
		{"items in banks", n.Bank, 2 * n.Objectives, 1000},
		{"cards", n.Cards, 170, 400},
		{"texts with planted errors", n.Drills, 60, 60},
		{"texts without", n.CleanDrills, 30, 30},
		{"badges", n.Badges, 5, 5},
		{"rubrics", n.Rubrics, 10, 40},
	} {
		if part.n < part.at || part.n > part.most {
			t.Errorf("%d %s, want %d to %d", part.n, part.what, part.at, part.most)
		}
	}
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range Departments() {
		drills, err := c.Drills(d.ID)
		if err != nil || len(drills) != 9 {
			t.Errorf("%s has %d drills, want 9 (%v)", d.ID, len(drills), err)
		}
	}
}

// Each objective is in the competency map, and can be tested by items that the
// lesson does not show.
func TestObjectivesAreMappedAndBanked(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Lessons() {
		bank, err := c.Bank(l.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range l.Objectives {
			f, asOf, err := c.Frameworks(l.ID, o.ID)
			if err != nil || asOf == "" || len(f.Literacy) == 0 {
				t.Errorf("%s#%s is not in the map: %v, %q, %v", l.ID, o.ID, f, asOf, err)
			}
			items := 0
			for _, i := range bank {
				if i.Objective == o.ID {
					items++
				}
			}
			if items < perObjective {
				t.Errorf("%s#%s has %d items in the bank", l.ID, o.ID, items)
			}
		}
	}
}

// The ids of the index are those that parsing gives.
func TestIDsAreThoseOfTheBody(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Lessons() {
		found, err := c.ItemIDs(l.ID)
		if err != nil {
			t.Fatal(err)
		}
		body, err := c.Body(l.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		if want := body.ItemIDs(); !slices.Equal(found, want) {
			t.Errorf("%s: found %v, want %v", l.ID, found, want)
		}
		cards, err := c.CardIDs(l.ID)
		if want := body.CardIDs(); err != nil || !slices.Equal(cards, want) {
			t.Errorf("%s: found the cards %v, %v, want %v", l.ID, cards, err, want)
		}
		if both := slices.DeleteFunc(slices.Clone(cards), func(id string) bool { return !slices.Contains(found, id) }); len(both) > 0 {
			t.Errorf("%s: %v are a card and an item: reviews could not tell them apart", l.ID, both)
		}
	}
}

// A core lesson has an example for everyone: role packs have their own.
func TestEveryDepartmentHasAnExampleInEachCoreLesson(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Lessons() {
		if l.Module == "role-packs" {
			continue
		}
		for _, d := range Departments() {
			body, err := c.Body(l.ID, d.ID)
			if err != nil {
				t.Fatal(err)
			}
			served := slices.ContainsFunc(body.Pages, func(p Page) bool { return strings.Contains(p.Text, "**EXAMPLE**") })
			if !served && d.ID != "other" {
				t.Errorf("%s has no example for %s", l.ID, d.ID)
			}
		}
	}
}

// An example of how to answer can be typed, and is not the answer.
func TestExamplesGiveNothingAway(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Lessons() {
		body, err := c.Body(l.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		bank, err := c.Bank(l.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range slices.Concat(body.Items, bank) {
			if i.Kind == Single || i.SelfJudged() {
				continue
			}
			answer, err := i.ParseAnswer(i.Example())
			if err != nil {
				t.Errorf("%s: %q: %v", i.Ref(), i.Example(), err)
				continue
			}
			if grade, err := i.Grade(answer); err != nil || grade.Right {
				t.Errorf("%s: %q is the right answer, or none: %v", i.Ref(), i.Example(), err)
			}
		}
	}
}
