package tui

import (
	"testing"

	"waymark/store"
)

// curious is a person who tried many types of task, mostly for marketing.
func curious(s *store.Store) {
	try := func(task, domain string, times int) {
		for range times {
			one(s, map[string]string{"title": "Try", "task": task, "domain": domain, "verdict": "partly"})
		}
	}
	try("draft", "", 12)
	try("reword", "Marketing", 4)
	try("reword", "sales", 1)
	try("analyse", "finance", 2)
	try("review", "Legal", 1)
	one(s, map[string]string{"title": "Plan", "task": "plan", "domain": "hr"})
	one(s, map[string]string{"title": "Untold", "verdict": "failed"})
}

func rangeStories() []story {
	return []story{
		{name: "range-empty", keys: []string{"4", "a"}},
		{name: "range", keys: []string{"4", "a"}, with: curious},
		{name: "range-ascii", keys: []string{"4", "a"}, with: curious, ascii: true},
		{name: "range-end", keys: []string{"4", "a", "end"}, with: curious},
		{name: "range-try", keys: []string{"4", "a", "enter"}, with: curious},
	}
}

func TestTheRangeProposesSomethingUnfamiliar(t *testing.T) {
	d := drive(t, 60, 60, curious).press("4", "a")
	d.see("4 types of task of 12", "Not counted", "Ma*", "█+", "Draft text", "Something unfamiliar: Draft text, on the work of HR")
	d.press("down", "enter").see("Human resou", "Thandi opens an e-mail")
	d.press("esc", "up", "enter").see("New experiment", "Draft text, on the work of HR")
	d.press("ctrl+s").see("A title is needed")
	d.write("Draft an offer").press("ctrl+s").see("In your journal")
	all, err := d.store.Experiments()
	if err != nil || all[0].Title != "Draft an offer" || all[0].Task != "draft" || all[0].Domain != "HR" {
		t.Fatalf("%+v, %v", all[0], err)
	}
	d.see("work of Operations: the") // that for HR is planned now
}
