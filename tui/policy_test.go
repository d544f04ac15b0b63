package tui

import (
	"os"
	"testing"
	"testing/fstest"

	"waymark/curriculum"
	"waymark/store"
)

// ruled is the catalogue with the pack that authors begin with, whose lesson states a
// rule.
func ruled() (*curriculum.Catalogue, error) {
	return curriculum.Load(curriculum.Embedded(), os.DirFS("../curriculum/template"))
}

const rule = "our-data-rules"

func toRule(*store.Store) func(Env) Screen {
	return func(e Env) Screen { return newLesson(e, rule) }
}

// acknowledged is a person who acknowledged the rule, perhaps in another text.
func acknowledged(hash func(string) string) func(*store.Store) {
	return func(s *store.Store) {
		c, err := ruled()
		must(err)
		l, err := c.Lesson(rule)
		must(err)
		p, _, err := readPolicy(Env{Catalogue: c, Store: s}, l)
		must(err)
		record := p.Record()
		record.Hash = hash(record.Hash)
		keeps(s.AcknowledgePolicy(record))
	}
}

func policyStories() []story {
	same := func(hash string) string { return hash }
	other := func(hash string) string { return hash[1:] + hash[:1] }
	return []story{
		{name: "policy", rules: true, over: toRule, keys: []string{"end"}},
		{name: "policy-acknowledged", rules: true, over: toRule, keys: []string{"end"}, with: acknowledged(same)},
		{name: "policy-changed", rules: true, over: toRule, keys: []string{"end"}, with: acknowledged(other)},
		{name: "today-policy", rules: true, with: didRule},
	}
}

// didRule is a person who did the lesson and did not acknowledge its rule.
func didRule(s *store.Store) {
	c, err := ruled()
	must(err)
	l, err := c.Lesson(rule)
	must(err)
	body, err := c.Body(rule, "")
	must(err)
	doneBy(s, l, body, true)
}

func TestARuleIsAcknowledgedAtTheEndOfItsLesson(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Dark: true, Catalogue: ruled}, setUp, ines, didRule)
	d.see("Your rules", "Which data may go where").press("enter").see("A rule of your company", "I have read which data may go where, and I follow")
	d.press("p").see("Acknowledged").not("A rule of your company").press("p")
	if known := keeps(d.store.Policies()); len(known) != 1 || known[0].Lesson != rule || known[0].Version != "1.0.0" {
		t.Fatalf("%+v", known)
	}
	d.press("esc").not("Your rules").press("6", "s", "pgdown").see("Acknowledged", "Which data may go where, version 1.0.0")
}

// A text that changed asks again, says so, and is opened where it is read.
func TestAChangedRuleAsksAgain(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Dark: true, Catalogue: edited(t)}, setUp, ines, didRule, acknowledged(func(hash string) string { return hash }))
	d.see("Your rules", "its rule changed since you acknowledged it on 24 November 2026").press("enter").see("page 1 of")
	d.press("end").see("The rule changed", "p acknowledges").press("p").see("Acknowledged").not("The rule changed")
}

// edited is the catalogue with another text of the rule.
func edited(t *testing.T) func() (*curriculum.Catalogue, error) {
	t.Helper()
	pack := fstest.MapFS{}
	for _, name := range []string{"pack.yaml", "rubrics.yaml", "pathways/path-my-pack.yaml", "our-rules/module.yaml", "our-rules/our-data-rules.md"} {
		pack[name] = &fstest.MapFile{Data: keeps(os.ReadFile("../curriculum/template/" + name))}
	}
	lesson := pack["our-rules/our-data-rules.md"]
	lesson.Data = append(lesson.Data, "- Another rule\n"...)
	return func() (*curriculum.Catalogue, error) { return curriculum.Load(curriculum.Embedded(), pack) }
}
