package curriculum

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func loadGood(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Load(Embedded(), goodPack(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestBodyIsInReadingOrder(t *testing.T) {
	body, err := loadGood(t).Body("evl-tea-test", "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range body.Pages {
		kind := "text"
		switch {
		case p.Item != nil:
			kind = string(p.Item.Kind)
		case p.Exercise != nil:
			kind = "exercise"
		case p.Trial != nil:
			kind = "experiment"
		}
		got = append(got, p.ID+" | "+p.Heading+" | "+kind)
	}
	want := []string{
		"why-it-matters-at-work | Why it matters at work | text",
		"names-change-the-taste | Names change the taste | text",
		"why-blind | Names change the taste | single",
		"order-plays-tricks-too | Order plays tricks too | text",
		"steps-in-order | Order plays tricks too | order",
		"one-cup-proves-little | One cup proves little | text",
		"share-of-cups | One cup proves little | numeric",
		"one-cup-proves-little-2 | One cup proves little | text",
		"who-pours-and-who-writes | Who pours, and who writes | text",
		"worked-example | Worked example | text",
		"myths | Myths | text",
		"exercise | Exercise | exercise",
		"parts-of-the-plan | Check yourself | match",
		"fair-plans | Check yourself | multi",
		"own-test | Check yourself | free",
		"experiment | Experiment | experiment",
		"remember | Remember | text",
		"sources | Sources | text",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(body.Items) != 6 || len(body.Cards) != 3 || body.Exercise.Minutes != 5 || body.Experiment.Cases != "ten cups" {
		t.Errorf("%d items, %d cards, exercise %v, experiment %v", len(body.Items), len(body.Cards), body.Exercise, body.Experiment)
	}
	for _, p := range body.Pages {
		if strings.Contains(p.Text, "<!--") || strings.Contains(p.Text, "no reader sees") {
			t.Errorf("%s shows a comment: %s", p.ID, p.Text)
		}
	}
}

func TestBodyShowsTheExamplesOfTheDepartment(t *testing.T) {
	c := loadGood(t)
	for department, want := range map[string]string{
		"sales":   "\n\n> **EXAMPLE** Compare two subject lines in the same hour.",
		"hr":      "\n\n> **EXAMPLE** Compare two job texts",
		"finance": "",
		"":        "",
	} {
		body, err := c.Body("evl-tea-test", department)
		if err != nil {
			t.Fatal(err)
		}
		text := body.Pages[3].Text
		if n := strings.Count(text, "EXAMPLE"); n > 1 || (want != "") != (n == 1) || !strings.Contains(text, want) {
			t.Errorf("%s reads %q", department, text)
		}
	}
}

func TestIDsMayBeShortened(t *testing.T) {
	c := loadGood(t)
	for _, id := range []string{"evl-tea-test", "evl-tea", "tea/evl-tea-test", "tea/e"} {
		if l, err := c.Lesson(id); err != nil || l.ID != "evl-tea-test" {
			t.Errorf("%s: %q, %v", id, l.ID, err)
		}
	}
	if i, err := c.Item("evl-tea#share-of-d"); err != nil || i.Ref() != "evl-tea-test#share-of-drafts" {
		t.Errorf("%q, %v", i.Ref(), err)
	}
	if f, err := c.Fact("S-90"); err != nil || f.Status != "V1" || f.AsOf != "2026-11-24" {
		t.Errorf("%v, %v", f, err)
	}
	tests := []struct {
		find func() error
		is   error
		says string
	}{
		{func() error { _, err := c.Lesson("evl-te"); return err }, ErrAmbiguous, "evl-test-set, evl-tea-test"},
		{func() error { _, err := c.Lesson("evl-tee-test"); return err }, ErrNotFound, `lesson "evl-tee-test" not found; the nearest are evl-tea-test`},
		{func() error { _, err := c.Lesson(""); return err }, ErrNotFound, `lesson "" not found`},
		{func() error { _, err := c.Pathway("path-"); return err }, ErrAmbiguous, "path-essentials, path-generalist"},
		{func() error { _, err := c.Module(strings.Repeat("x", 1<<20)); return err }, ErrNotFound, "nearest"},
		{func() error { _, err := c.Item("why-blind"); return err }, ErrNotFound, "lesson#item"},
		{func() error { _, err := c.Item("evl-tea-test#why-blond"); return err }, ErrNotFound, "why-blind"},
		{func() error { _, err := c.Body("evl-none", ""); return err }, ErrNotFound, "evl-none"},
		{func() error { _, err := c.Fact("S-77"); return err }, ErrNotFound, "S-"},
	}
	for _, test := range tests {
		err := test.find()
		if !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.says) || len(err.Error()) > 300 {
			t.Errorf("%v, want %v that says %q", err, test.is, test.says)
		}
	}
}

// A pack added later must not take over what a learner has already done.
func TestPacksKeepTheirIDs(t *testing.T) {
	other := goodPack(t)
	replace(t, other, "pack.yaml", "id: tea", "id: coffee")
	replace(t, other, teaLesson, "title: A fair test of tea", "title: A fair test of coffee")
	c, err := Load(Embedded(), goodPack(t), other)
	if err != nil {
		t.Fatal(err)
	}
	for id, title := range map[string]string{
		"evl-tea-test":        "A fair test of tea",
		"tea/evl-tea-test":    "A fair test of tea",
		"coffee/evl-tea-test": "A fair test of coffee",
	} {
		if l, err := c.Lesson(id); err != nil || l.Title != title {
			t.Errorf("%s is %q, %v", id, l.Title, err)
		}
	}
	item, err := c.Item("coffee/evl-tea-test#why-blind")
	if err != nil || item.Ref() != "coffee/evl-tea-test#why-blind" {
		t.Errorf("%q, %v", item.Ref(), err)
	}
	path, err := c.Pathway("coffee/path-tea")
	if diff := cmp.Diff([]string{"fnd-what-ai-is", "coffee/evl-tea-test"}, path.Lessons); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if _, err := Load(goodPack(t), goodPack(t)); !errors.Is(err, ErrMalformed) {
		t.Errorf("one pack twice: %v", err)
	}
}

func TestLoadLeavesOutLessonsNobodyWrote(t *testing.T) {
	pack := goodPack(t)
	replace(t, pack, teaModule, "[evl-tea-test]", "[evl-later, evl-tea-test]")
	c, err := Load(pack)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Modules()[0].Lessons; !cmp.Equal(got, []string{"evl-tea-test"}) {
		t.Errorf("the module has %v", got)
	}
	if got := c.Pathways()[0].Lessons; !cmp.Equal(got, []string{"evl-tea-test"}) {
		t.Errorf("the pathway has %v", got)
	}
}

func TestBodyMayBeReadByManyAtOnce(t *testing.T) {
	c := loadGood(t)
	var wait sync.WaitGroup
	for _, l := range c.Lessons() {
		for _, d := range Departments() {
			wait.Go(func() {
				if body, err := c.Body(l.ID, d.ID); err != nil || len(body.Pages) == 0 {
					t.Errorf("%s for %s: %v", l.ID, d.ID, err)
				}
				if _, err := c.Fact("S-01"); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
}

func TestSlug(t *testing.T) {
	for heading, want := range map[string]string{
		"Check yourself":          "check-yourself",
		"Show, don't only tell":   "show-dont-only-tell",
		"  Über 40 % – geschafft": "über-40-geschafft",
		"???":                     "page",
	} {
		if got := Slug(heading); got != want {
			t.Errorf("%q becomes %q, want %q", heading, got, want)
		}
	}
}

// What an author may write beside the usual, and how it reads.
func TestPagesOfUnusualText(t *testing.T) {
	text := strings.Join([]string{
		"Before any heading.", "", "## Twice", "one", "~~~", "## not a heading <!-- kept -->", "~~~", "two <!-- gone", "## gone too", "--> three",
		"", "## Twice", "Write `<!--` to begin a comment.", "---", "",
		"```yaml item", "id: twice", "kind: free", "stem: Why?", "```", "after", "## Exercise", "words first",
		"```yaml exercise", "task: Do it.", "```",
	}, "\r\n")
	doc := parseDocument(Lesson{File: "x.md"}, clean("---\nid: x\n---\n"+text))
	if len(doc.faults) > 0 {
		t.Fatal(doc.faults[0])
	}
	var got []string
	for _, p := range doc.body("").Pages {
		got = append(got, p.ID+": "+strings.ReplaceAll(p.Text, "\n", "|"))
	}
	want := []string{
		"page: Before any heading.",
		"twice-2: one|~~~|## not a heading <!-- kept -->|~~~|two || three",
		"twice-3: Write `<!--` to begin a comment.",
		"twice: ",
		"twice-4: after",
		"exercise-2: words first",
		"exercise: ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTextThatSteersTerminalsIsCleaned(t *testing.T) {
	pack := fstest.MapFS{
		"pack.yaml":     {Data: []byte("id: x")},
		"m/module.yaml": {Data: []byte("id: m\nlessons: [x]")},
		"m/x.md":        {Data: []byte("---\nid: x\ntitle: \"a\\e[31mb\u202e\\u009bc\"\n---\n## H\x07\ni\x1b]8;;j\u009dk\u200bl\r\nm\n")},
	}
	c, err := Load(pack)
	if err != nil {
		t.Fatal(err)
	}
	body, err := c.Body("x", "")
	if err != nil {
		t.Fatal(err)
	}
	got := c.Lessons()[0].Title + "|" + body.Pages[0].Heading + "|" + body.Pages[0].Text
	if want := "a[31mbc|H|i]8;;jkl\nm"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProposedPathway(t *testing.T) {
	c, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for department, want := range map[string]string{"marketing": "path-marketing", "other": "path-essentials", "": "path-essentials"} {
		if got := c.Proposed(department); got != want {
			t.Errorf("%q is proposed %s, want %s", department, got, want)
		}
	}
	if got := new(Catalogue).Proposed("hr"); got != "" {
		t.Errorf("without pathways %q is proposed", got)
	}
}
