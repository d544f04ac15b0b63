package team

import (
	"fmt"
	"strings"
	"testing"
)

// proposals are the names for each hand, with how they fit.
func proposals(m HelpMap) string {
	var lines []string
	for _, h := range m.Hands {
		line := h.Name + " " + h.About + ":"
		for _, helper := range h.Helpers {
			line += fmt.Sprintf(" %s(%s)", helper.Name, strings.TrimPrefix(helper.Fit.String(), "the same "))
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestWhoCanHelpWhom(t *testing.T) {
	for name, test := range map[string]struct {
		people []Person
		want   string
	}{
		"the same lesson before the module": {
			[]Person{somebody("Amara", asks("a-1", "", 1)), somebody("Ben", offersHelp("a-2", 9)), somebody("Chloe", offersHelp("a-1", 1)), somebody("Dario", offersHelp("alpha", 1)), somebody("Emre", offersHelp("b-1", 9))},
			"Amara Lesson a-1: Chloe(topic) Ben(module) Dario(module)",
		},
		"a hand about a module": {
			[]Person{somebody("Amara", asks("alpha", "", 1)), somebody("Ben", offersHelp("a-2", 9)), somebody("Chloe", offersHelp("alpha", 1))},
			"Amara ALPHA: Chloe(topic) Ben(module)",
		},
		"words of one's own": {
			[]Person{somebody("Amara", asks("Pivot-Tables", "", 1)), somebody("Ben", offersHelp("pivot tables", 9)), somebody("Chloe", offersHelp("pivot", 1))},
			"Amara Pivot-Tables: Ben(topic)",
		},
		"the department where nothing is nearer": {
			[]Person{somebody("Amara", asks("a-1", "", 1), in("hr")), somebody("Ben", offersHelp("b-1", 9), in("hr")), somebody("Chloe", offersHelp("b-1", 9), in("finance"))},
			"Amara Lesson a-1: Ben(department)",
		},
		"no department where something is": {
			[]Person{somebody("Amara", asks("a-1", "", 1), in("hr")), somebody("Ben", offersHelp("b-1", 9), in("hr")), somebody("Chloe", offersHelp("a-2", 9))},
			"Amara Lesson a-1: Chloe(module)",
		},
		"nobody without a department": {[]Person{somebody("Amara", asks("a-1", "", 1)), somebody("Ben", offersHelp("b-1", 9))}, "Amara Lesson a-1:"},
		"nobody helps themselves":     {[]Person{somebody("Amara", asks("a-1", "", 1), offersHelp("a-1", 1), in("hr"))}, "Amara Lesson a-1:"},
		"each once, by the nearest offer": {
			[]Person{somebody("Amara", asks("a-1", "", 1), asks("a-1", "twice", 1)), somebody("Ben", offersHelp("a-2", 9), offersHelp("a-1", 1), offersHelp("alpha", 1))},
			"Amara Lesson a-1: Ben(topic)",
		},
		"three at most": {
			[]Person{somebody("Amara", asks("a-1", "", 1)), somebody("Ben", offersHelp("a-1", 1)), somebody("Chloe", offersHelp("a-1", 3)), somebody("Dario", offersHelp("a-1", 2)), somebody("Emre", offersHelp("a-1", 4))},
			"Amara Lesson a-1: Emre(topic) Chloe(topic) Dario(topic)",
		},
		"it goes round": {
			[]Person{
				somebody("Amara", asks("a-1", "", 3)), somebody("Ben", asks("a-1", "", 2)), somebody("Chloe", asks("a-2", "", 1)),
				somebody("Dario", offersHelp("a-1", 9)), somebody("Emre", offersHelp("a-1", 8)),
			},
			"Amara Lesson a-1: Dario(topic) Emre(topic)\nBen Lesson a-1: Emre(topic) Dario(topic)\nChloe Lesson a-2: Dario(module) Emre(module)",
		},
		"the oldest hand first, then by name": {
			[]Person{somebody("ben", asks("a-1", "", 1)), somebody("Amara", asks("a-1", "", 1)), somebody("Chloe", asks("b-1", "", 2), asks("a-1", "", 2))},
			"Chloe Lesson a-1:\nChloe Lesson b-1:\nAmara Lesson a-1:\nben Lesson a-1:",
		},
	} {
		same(t, name, proposals(HelpOf(classroom(t), test.people, today)), test.want)
	}
}

func TestIntroductions(t *testing.T) {
	m := HelpOf(classroom(t), []Person{
		somebody("Amara", asks("a-1", "I am lost, please tell nobody", 1), in("hr")), somebody("Jonas", offersHelp("a-1", 1), in("hr")), somebody("Noor", offersHelp("a-2", 1)),
		somebody("Ben", asks("pivot tables", "", 0), in("hr")), somebody("Chloe", asks("b-1", "", 0)),
	}, today)
	same(t, "the same topic", m.Hands[0].Introduction(m.Hands[0].Helpers[0]), `Amara, Jonas offers help with "Lesson a-1", which you asked about. Jonas, would you two find a moment for it?`)
	same(t, "the same module", m.Hands[0].Introduction(m.Hands[0].Helpers[1]), `Amara, Noor offers help with "Lesson a-2". You asked about "Lesson a-1", which is in the same module. Noor, would you two find a moment for it?`)
	same(t, "the same department", m.Hands[1].Introduction(m.Hands[1].Helpers[0]), `Ben, Jonas, of your department, offers help with "Lesson a-1". You asked about "pivot tables": perhaps that is near enough. Jonas, would you two find a moment for it?`)
	same(t, "words", m.Hands[0].Words(), `asks for help with "Lesson a-1"`)
	same(t, "nobody", m.Hands[2].Words(), `asks for help with "Lesson b-1": nobody offers it yet`)
}
