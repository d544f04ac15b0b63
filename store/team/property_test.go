package team

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/snapshot"
)

// drawPeople makes up some people of whom anything can be true that a snapshot can say.
// Some share a name.
func drawPeople(t *rapid.T) ([]Person, map[string]Detail) {
	abouts := rapid.SampledFrom([]string{"a-1", "a-2", "alpha", "b-1", "beta", "pivot tables", "Pivot Tables", "!", "z-9"})
	day := rapid.Custom(func(t *rapid.T) string { return daysAgo(rapid.IntRange(-3, 40).Draw(t, "days")) })
	topics := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) snapshot.Topic {
		return snapshot.Topic{About: abouts.Draw(t, "about"), Title: "told title", Note: rapid.SampledFrom([]string{"", "a note"}).Draw(t, "note"), Since: day.Draw(t, "since")}
	}), 0, 3)
	var people []Person
	details := map[string]Detail{}
	for n := range rapid.IntRange(0, 12).Draw(t, "people") {
		p := somebody(rapid.SampledFrom([]string{"Amara", "amara", "Ben", "Chloe", ""}).Draw(t, "name"))
		p.Member.ID = fmt.Sprintf("01JT%022d", n)
		p.Member.Key, p.Member.Hash = "did:key:secret", "a hash that no view shows"
		p.Told.Made, p.Told.Learner.Role = day.Draw(t, "made"), "a role that no view shows"
		p.Told.Learner.Department = rapid.SampledFrom([]string{"", "hr", "finance"}).Draw(t, "department")
		p.Told.Profile = rapid.SampledFrom(snapshot.Profiles()).Draw(t, "profile")
		p.Told.LastActiveWeek = rapid.SampledFrom([]string{"", "2026-W40", "2026-W45", "2026-W48"}).Draw(t, "week")
		p.Told.Hands, p.Told.Offers = topics.Draw(t, "hands"), topics.Draw(t, "offers")
		p.Told.Modules = nil
		for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"alpha", "beta", "own"}), 0, 3, rapid.ID[string]).Draw(t, "modules") {
			p.Told.Modules = append(p.Told.Modules, module(id, rapid.IntRange(-1, 5).Draw(t, "done")))
		}
		for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"alpha", "beta", "more"}), 0, 2, rapid.ID[string]).Draw(t, "given") {
			if rapid.Bool().Draw(t, "waived") {
				waived(id)(&p)
			} else {
				due(id, rapid.IntRange(-5, 15).Draw(t, "due"))(&p)
			}
		}
		if rapid.IntRange(0, 5).Draw(t, "alarm") == 0 {
			keyChanged(3)(&p)
		}
		own := Detail{Lessons: completed(rapid.SampledFrom([]string{"not shown", "holds"}).Draw(t, "level"), rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a-1", "a-2", "a-3", "a-4", "b-1", "z-1"}), 0, 6, rapid.ID[string]).Draw(t, "lessons")...)}
		own.Cards = []snapshot.Card{card(fmt.Sprint(n), day.Draw(t, "shared"), "Summarise tickets", store.Failed)}
		for i := range own.Lessons {
			own.Lessons[i].Version = rapid.SampledFrom([]string{"1.0.0", "2.0.0"}).Draw(t, "version")
		}
		p.Taught = taughtOf(own.Lessons)
		people, details[p.Member.ID] = append(people, p), own
	}
	return people, details
}

// views are all views of some people.
func views(t *rapid.T, c *curriculum.Catalogue, people []Person, details map[string]Detail) map[string]any {
	coverage, err := CoverageOf(c, people, details, today)
	if err != nil {
		t.Fatal(err)
	}
	board := NewBoard(c, people, today)
	all := map[string]any{
		"attention": AttentionOf(c, people, today), "hard": HardOf(c, people, today), "help": HelpOf(c, people, today),
		"wall": WallOf(people, details, today), "coverage": coverage, "board": board, "departments": Departments(people),
	}
	for _, o := range Orders() {
		all["board by "+o.String()] = board.Sorted(o)
	}
	return all
}

func TestNobodyIsNamedTwice(t *testing.T) {
	c := classroom(t)
	rapid.Check(t, func(t *rapid.T) {
		people, _ := drawPeople(t)
		a := AttentionOf(c, people, today)
		if a.Fine+len(a.Needs) != len(people) || a.Total != len(people) {
			t.Fatalf("%d fine and %d in need of %d", a.Fine, len(a.Needs), len(people))
		}
		seen := map[string]bool{}
		for i, n := range a.Needs {
			if seen[n.ID] {
				t.Fatalf("%s stands twice", n.ID)
			}
			seen[n.ID] = true
			if len(n.Causes) == 0 || !slices.IsSortedFunc(n.Causes, func(a, b Cause) int { return int(a.Kind - b.Kind) }) {
				t.Fatalf("%s has the causes %v", n.ID, n.Causes)
			}
			if i > 0 && a.Needs[i-1].Causes[0].Kind > n.Causes[0].Kind {
				t.Fatalf("%s stands after a weaker cause", n.ID)
			}
		}
		for _, h := range HelpOf(c, people, today).Hands {
			for i, helper := range h.Helpers {
				same := func(other Helper) bool { return other.Learner == helper.Learner }
				if helper.Learner == h.Learner || slices.ContainsFunc(h.Helpers[:i], same) {
					t.Fatalf("%s is to help %s, who is the same or is named before", helper.Learner, h.Learner)
				}
			}
		}
	})
}

func TestTheOrderOfPeopleDoesNotMatter(t *testing.T) {
	c := classroom(t)
	rapid.Check(t, func(t *rapid.T) {
		people, details := drawPeople(t)
		other := rapid.Permutation(people).Draw(t, "order")
		if diff := cmp.Diff(views(t, c, people, details), views(t, c, other, details), cmpopts.IgnoreUnexported(Row{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What a view says is in the snapshots, in the packs, or is a day: nothing is made up, and
// what a view has no need of is not in it.
func TestViewsHoldNothingElse(t *testing.T) {
	c := classroom(t)
	packs := map[string]bool{"AI literacy": true, "L1": true, curriculum.LiteracyTitle("L1"): true, "L2": true, curriculum.LiteracyTitle("L2"): true}
	walk(reflect.ValueOf([]any{c.Modules(), c.Lessons()}), func(text string) { packs[text] = true })
	rapid.Check(t, func(t *rapid.T) {
		people, details := drawPeople(t)
		known := map[string]bool{}
		walk(reflect.ValueOf([]any{people, details}), func(text string) { known[text] = true })
		for _, p := range people {
			known[p.Name()], known[strings.ToLower(p.Name())] = true, true
		}
		for name, view := range views(t, c, people, details) {
			walk(reflect.ValueOf(view), func(text string) {
				_, err := time.Parse(time.DateOnly, text)
				if !known[text] && !packs[text] && err != nil {
					t.Fatalf("%s says %q", name, text)
				}
				if strings.Contains(text, "no view shows") || strings.HasPrefix(text, "did:key:") {
					t.Fatalf("%s shows %q", name, text)
				}
			})
		}
		walk(reflect.ValueOf(HardOf(c, people, today)), func(text string) {
			for _, p := range people {
				if text == p.Name() || text == p.Member.ID {
					t.Fatalf("what is hard names %s", text)
				}
			}
		})
	})
}

// walk calls fn with every text in a value, but for the empty one.
func walk(v reflect.Value, fn func(string)) {
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" {
			fn(v.String())
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			walk(field, fn)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walk(v.Index(i), fn)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			walk(key, fn)
			walk(v.MapIndex(key), fn)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), fn)
		}
	}
}

// No view that lists people has a place for a share, a duration or a time of day.
func TestViewsHaveNoPlaceForScoresOrTimes(t *testing.T) {
	var look func(path string, typ reflect.Type)
	look = func(path string, typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Float32, reflect.Float64, reflect.Map, reflect.Interface:
			t.Errorf("%s is a %s", path, typ)
		case reflect.Slice, reflect.Pointer, reflect.Array:
			look(path+"[]", typ.Elem())
		case reflect.Struct:
			if typ == reflect.TypeFor[time.Time]() {
				t.Errorf("%s is a time", path)
				return
			}
			for field := range typ.Fields() {
				look(path+"."+field.Name, field.Type)
			}
		default:
			if typ == reflect.TypeFor[time.Duration]() {
				t.Errorf("%s is a duration", path)
			}
		}
	}
	for _, view := range []any{Attention{}, Board{}, Changes{}, Hard{}, Wall{}, HelpMap{}, Coverage{}} {
		look(reflect.TypeOf(view).Name(), reflect.TypeOf(view))
	}
}
