package progress

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// asIn is the answers to all items of a check.
func asIn(t *testing.T, c *curriculum.Catalogue, check store.Check) []store.Attempt {
	t.Helper()
	var answers []store.Attempt
	for _, i := range check.Items {
		item, err := c.Item(i.Ref)
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, Attempt(item, Answer{Text: "a", Check: "check"}))
	}
	return answers
}

// On every pathway a check tests each objective of the lessons that the pathway
// takes from the module, by items that no lesson asks, and another one asks none
// of them again.
func TestChecksOfThePathways(t *testing.T) {
	c := embedded(t)
	for _, path := range c.Pathways() {
		p := pathOf(t, c, path.ID)
		for _, m := range p.Modules {
			name := path.ID + ", " + m.ID
			first, err := DrawCheck(c, Standing{Path: p}, m, nil, 1)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			var want, tested []string
			for _, l := range m.Lessons {
				for _, o := range l.Objectives {
					want = append(want, l.ID+" "+o.ID)
				}
			}
			for _, i := range first.Items {
				tested = append(tested, i.Lesson()+" "+i.Objective)
				if ids, err := c.ItemIDs(i.Lesson()); err != nil || slices.Contains(ids, i.Ref[len(i.Lesson())+1:]) {
					t.Errorf("%s: the lesson asks %s as well (%v)", name, i.Ref, err)
				}
			}
			slices.Sort(tested)
			if slices.Sort(want); !slices.Equal(tested, want) {
				t.Errorf("%s: tests %v, want %v", name, tested, want)
			}
			if len(first.Lessons) != len(m.Lessons) {
				t.Errorf("%s: covers %d of %d lessons", name, len(first.Lessons), len(m.Lessons))
			}
			second, err := DrawCheck(c, Standing{Path: p}, m, asIn(t, c, first), 1)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			third, err := DrawCheck(c, Standing{Path: p, Checks: []store.Check{first}}, m, nil, 1)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, i := range slices.Concat(second.Items, third.Items) { // after it was answered, and after it was given up
				if slices.ContainsFunc(first.Items, func(f store.CheckItem) bool { return f.Ref == i.Ref }) {
					t.Errorf("%s: the next check asks %s again", name, i.Ref)
				}
			}
		}
	}
}

// A lesson is not known by a check that does not test all of it.
func TestACheckCoversTheLessonsThatItTests(t *testing.T) {
	item := func(id, objective string) string {
		return fmt.Sprintf("\n```yaml item\nid: %s\nkind: numeric\nobjective: %s\nstem: How many?\nanswer: 1\nwhy: One.\nhints: [Few., Very few.]\nworked: One.\n```\n", id, objective)
	}
	own := "\n```yaml item\nid: own\nkind: free\nobjective: O2\nstem: Why?\nrubric: [It says why., It says how.]\nmodel: Because.\nhints: [Think., Think again.]\nworked: So.\n```\n"
	tests := []struct {
		name  string
		bank  string // of the second lesson
		items int
		want  []string // lessons covered
	}{
		{"both objectives", item("a", "O1") + item("b", "O2"), 3, []string{"a-one", "a-two"}},
		{"one of two objectives", item("a", "O1") + item("b", "O1"), 2, []string{"a-one"}},
		{"one that the learner judges", item("a", "O1") + own, 2, []string{"a-one"}},
		{"no bank", "", 1, []string{"a-one"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := fstest.MapFS{}
			add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
			add("pack.yaml", "id: test\ntitle: Test\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n")
			add("pathways/path.yaml", "id: path\ntitle: Path\nfor: All\nsummary: S.\nlessons: [a-one, a-two]\n")
			add("alpha/module.yaml", "id: alpha\ntitle: Alpha\nsummary: S.\nlessons: [a-one, a-two]\n")
			add("alpha/a-one.md", lesson("a-one", 1))
			add("alpha/a-two.md", strings.Replace(lesson("a-two", 1), "  O1: Name things\n", "  O1: Name things\n  O2: Say why\n", 1))
			add("bank/a-one.md", "# Bank: a-one\n"+item("a", "O1"))
			if test.bank != "" {
				add("bank/a-two.md", "# Bank: a-two\n"+test.bank)
			}
			c, err := curriculum.Load(files)
			if err != nil {
				t.Fatal(err)
			}
			p := pathOf(t, c, "path")
			check, err := DrawCheck(c, Standing{Path: p}, p.Modules[0], nil, 1)
			if err != nil {
				t.Fatal(err)
			}
			var covered []string
			for _, l := range check.Lessons {
				covered = append(covered, l.ID)
			}
			if len(check.Items) != test.items || !slices.Equal(covered, test.want) {
				t.Errorf("%d items cover %v, want %d and %v", len(check.Items), covered, test.items, test.want)
			}
		})
	}
}

func TestCheckOf(t *testing.T) {
	ended := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	open, dropped := store.Check{Module: "m"}, store.Check{Module: "m", Dropped: true}
	failed, passed := store.Check{Module: "m", Finished: ended}, store.Check{Module: "m", Finished: ended, Passed: true}
	tests := []struct {
		name   string
		checks []store.Check // oldest first
		state  CheckState
		which  int // of them; -1: none
	}{
		{"none", nil, Untested, -1},
		{"one of another module", []store.Check{{Module: "other", Finished: ended, Passed: true}}, Untested, -1},
		{"one that was given up", []store.Check{dropped}, Untested, -1},
		{"an open one", []store.Check{failed, dropped, open}, CheckOpen, 2},
		{"two failed ones", []store.Check{failed, failed}, Failed, 1},
		{"passed", []store.Check{failed, passed}, Passed, 1},
		{"passed, then failed", []store.Check{passed, failed}, Passed, 0},
		{"passed, then another under way", []store.Check{passed, open}, Passed, 0},
		{"passed twice", []store.Check{passed, failed, passed, open}, Passed, 2},
	}
	for _, test := range tests {
		for i := range test.checks {
			test.checks[i].ID = fmt.Sprint(i)
		}
		want := ""
		if test.which >= 0 {
			want = fmt.Sprint(test.which)
		}
		if state, c := CheckOf(test.checks, "m"); state != test.state || c.ID != want {
			t.Errorf("%s: %v by check %q, want %v by %q", test.name, state, c.ID, test.state, want)
		}
	}
}
