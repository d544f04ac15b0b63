package interop_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/store/interop"
)

func TestWhatIsTold(t *testing.T) {
	p := newPerson(t)
	m, err := p.c.Module("prompt-design")
	must(t, err)
	p.learn(m.Lessons[0])
	p.undo()
	p.pass(m.ID, m.Lessons[1:]...)
	p.learn(m.Lessons[0])
	p.learn(m.Lessons[1]) // known from the check, and done later
	p.learn("not-in-any-pack")
	p.pass(m.ID) // once more
	var got []string
	for _, s := range p.statements() {
		got = append(got, s.Verb.Display["en"]+" "+s.Object.ID+" "+s.Timestamp)
	}
	want := []string{
		"passed https://waymark.invalid/waymark/check/prompt-design 2026-03-03T12:00:00Z",
		"completed https://waymark.invalid/waymark/lesson/" + m.Lessons[0] + " 2026-03-04T12:00:00Z",
		"completed https://waymark.invalid/waymark/module/prompt-design 2026-03-04T12:00:00Z",
		"completed https://waymark.invalid/waymark/lesson/" + m.Lessons[1] + " 2026-03-05T12:00:00Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A statement is the same whenever it is made, and has no field that tells more than the
// list below.
func TestAStatementTellsWhatItTellsAndStaysTheSame(t *testing.T) {
	p := richPerson(t, 7)
	before, err := interop.EncodeStatements(p.statements())
	must(t, err)
	must(t, p.store.Rebuild())
	p.learn("not-in-any-pack")
	after, err := interop.EncodeStatements(p.statements())
	must(t, err)
	if diff := cmp.Diff(string(before), string(after)); diff != "" {
		t.Error(diff)
	}
	fields := map[string]bool{}
	var all []map[string]any
	must(t, json.Unmarshal(after, &all))
	ids := map[string]bool{}
	for _, s := range all {
		collect(fields, "", s)
		ids[s["id"].(string)] = true
	}
	if len(ids) != len(all) || len(all) < 40 {
		t.Errorf("%d ids of %d statements", len(ids), len(all))
	}
	want := []string{
		"actor.account.homePage", "actor.account.name", "actor.objectType", "context.platform", "context.revision", "id",
		"object.definition.name.en-GB", "object.definition.type", "object.id", "object.objectType", "result.completion", "result.success",
		"timestamp", "verb.display.en", "verb.id",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(fields))); diff != "" {
		t.Error(diff)
	}
	if clock := regexp.MustCompile(`\d\d:\d\d:\d\d`).FindAllString(string(after), -1); slices.ContainsFunc(clock, func(c string) bool { return c != "12:00:00" }) {
		t.Error("a time of day is told")
	}
	if strings.Contains(string(after), "Ines") {
		t.Error("the name is told")
	}
}

func collect(fields map[string]bool, path string, v any) {
	inner, is := v.(map[string]any)
	if !is {
		fields[strings.TrimPrefix(path, ".")] = true
	}
	for name, value := range inner {
		collect(fields, path+"."+name, value)
	}
}

func TestANameIsToldWhereItIsChosen(t *testing.T) {
	p := newPerson(t)
	p.learn("fnd-what-ai-is")
	named := interop.Statements(interop.Learner{ID: "A", Name: "Ines"}, p.records())[0]
	plain := interop.Statements(interop.Learner{ID: "A"}, p.records())[0]
	if named.ID != plain.ID || named.Actor.Name != "Ines" || plain.Actor.Name != "" {
		t.Errorf("%+v\n%+v", named, plain)
	}
	if other := interop.Statements(interop.Learner{ID: "B"}, p.records())[0]; other.ID == plain.ID {
		t.Error("two people have one id")
	}
}

func TestTheTableIsOneForSpreadsheets(t *testing.T) {
	p := newPerson(t)
	p.learn("fnd-what-ai-is")
	table, err := interop.Table(interop.Learner{ID: "01JD", Name: `=HYPERLINK("x")`}, p.records())
	must(t, err)
	want := "learner_id,learner_name,type,id,title,version,status,completed_on\n" +
		`01JD,"'=HYPERLINK(""x"")",lesson,fnd-what-ai-is,"What AI is, and is not",1.0.0,completed,2026-03-03` + "\n"
	if diff := cmp.Diff(want, string(table)); diff != "" {
		t.Error(diff)
	}
	p.pass("prompt-design", "prm-anatomy")
	table, err = interop.Table(interop.Learner{}, p.records())
	must(t, err)
	for _, row := range []string{"check,prompt-design,", "passed,2026-03-03"} {
		if !strings.Contains(string(table), row) {
			t.Errorf("no %q in %s", row, table)
		}
	}
}
