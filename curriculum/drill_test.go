package curriculum

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func letter() Drill {
	return Drill{
		ID: "letter", Department: "hr", Title: "A letter",
		Text: "Given: two teas,\n  ten rounds.\nRule: no names.\n\nDear all,\nwe drank twelve rounds.\n\n- Omar poured,\n- and we   drank.\n",
		Errors: []PlantedError{
			{Quote: "twelve rounds", Kind: "wrong sum", Why: "Ten."},
			{Quote: "Omar poured", Kind: "leaked name", Why: "No names."},
		},
	}
}

func TestTheLinesOfADrill(t *testing.T) {
	d := letter()
	if want := "Given: two teas,\nten rounds.\nRule: no names."; d.Given() != want {
		t.Errorf("given %q, want %q", d.Given(), want)
	}
	want := []DrillLine{
		{Number: 1, Text: "Dear all,"},
		{Number: 2, Text: "we drank twelve rounds.", Errors: d.Errors[:1]},
		{Number: 3, Text: "- Omar poured,", Errors: d.Errors[1:]},
		{Number: 4, Text: "- and we drank."},
	}
	if diff := cmp.Diff(want, d.Lines()); diff != "" {
		t.Error(diff)
	}
	if alone := (Drill{Text: "One.\nTwo."}); alone.Given() != "" || len(alone.Lines()) != 2 {
		t.Errorf("without an empty line: given %q, lines %v", alone.Given(), alone.Lines())
	}
}

// An error in a drill that would not pass the check is still in one line, or in
// none.
func TestAnErrorIsInTheLineWhereItBegins(t *testing.T) {
	d := letter()
	d.Errors = []PlantedError{{Quote: "rounds. - Omar"}, {Quote: "Omar poured"}, {Quote: "nowhere"}, {}, {Quote: "drank."}}
	var wrong []int
	for _, l := range d.Lines() {
		if l.Wrong() {
			wrong = append(wrong, l.Number)
		}
	}
	if !slices.Equal(wrong, []int{2, 4}) {
		t.Errorf("wrong lines %v, want 2 and 4", wrong)
	}
}

func TestMarksAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]string{"": "", "2": "2", "4, 2,4": "2,4", " 1 3 ": "1,3"} {
		marks, err := letter().ParseMarks(text)
		if got := FormatMarks(marks); err != nil || got != want {
			t.Errorf("%q gives %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"0", "5", "x", "2-3", "-1"} {
		if marks, err := letter().ParseMarks(text); err == nil || !strings.Contains(err.Error(), "1 to 4") {
			t.Errorf("%q gives %v, %v", text, marks, err)
		}
	}
}

func TestADrillIsFoundByItsReference(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range []string{"marketing/spring-newsletter", "marketing/spring", "spring-newsletter", "spring"} {
		if d, err := c.Drill(ref); err != nil || d.Ref != "marketing/spring-newsletter" {
			t.Errorf("%q is %q (%v)", ref, d.Ref, err)
		}
	}
	if _, err := c.Drill("marketing/spring-leaflet"); !errors.Is(err, ErrNotFound) {
		t.Errorf("found what is not there: %v", err)
	}
}

func TestASecondPackKeepsItsDrillsApart(t *testing.T) {
	first, second := goodPack(t), goodPack(t)
	replace(t, second, "pack.yaml", "id: tea", "id: other")
	c, err := Load(first, second)
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range []string{"hr/tasting-note", "other/hr/tasting-note"} {
		if d, err := c.Drill(ref); err != nil || d.Ref != ref {
			t.Errorf("%q is %q (%v)", ref, d.Ref, err)
		}
	}
}

// The order is no file's order, the same on every day, and tells nothing.
func TestDrillsAreMixed(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	all, err := c.drills()
	if err != nil {
		t.Fatal(err)
	}
	first := map[int]int{} // departments by the place of their first text without errors
	for _, department := range Departments() {
		drills, err := c.Drills(department.ID)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := c.Drills(department.ID)
		if !cmp.Equal(refs(drills), refs(again)) {
			t.Errorf("%s is in another order the second time", department.ID)
		}
		var inFile []Drill
		for _, d := range all {
			if d.Department == department.ID {
				inFile = append(inFile, d)
			}
		}
		if cmp.Equal(refs(drills), refs(inFile)) || !wellMixed(drills) {
			t.Errorf("%s is not mixed: %v", department.ID, refs(drills))
		}
		first[slices.IndexFunc(drills, func(d Drill) bool { return len(d.Errors) == 0 })]++
	}
	if len(first) < 3 {
		t.Errorf("the first text without errors is always in one of the places %v", first)
	}
}

func refs(drills []Drill) []string {
	var all []string
	for _, d := range drills {
		all = append(all, d.Ref)
	}
	return all
}

func TestTheDepartmentOfALesson(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for lesson, want := range map[string]string{
		"pck-marketing": "marketing", "pck-healthcare": "healthcare",
		"fnd-what-ai-is": "", "prm-break-down": "", "pck-people-manager": "", "no-such": "",
	} {
		if got := c.DrillDepartment(lesson); got != want {
			t.Errorf("%s is for %q, want %q", lesson, got, want)
		}
	}
}
