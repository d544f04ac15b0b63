package curriculum

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A trait is what a text and its translation have in common: of a page, an item or another
// part that has a name.
type trait struct {
	of, what, value string
	line            int
}

// A misfit is where a translation differs from its original in more than words.
type misfit struct {
	line int
	trouble
}

// misfits compares the traits of a translation with those of its original. Where parts are
// missing or in another order, only that is told: the rest cannot be compared.
func misfits(original, words document) []misfit {
	const remedy = "translate the words, and keep everything else as it is in the original"
	want, got := traits(original), traits(words)
	var found []misfit
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			return append(found, misfit{0, trouble{"it ends before " + want[i].of + " (" + want[i].what + ")", remedy}})
		case i >= len(want):
			return append(found, misfit{got[i].line, trouble{got[i].of + " (" + got[i].what + ") is not in the original", remedy}})
		case want[i].of != got[i].of || want[i].what != got[i].what:
			return append(found, misfit{got[i].line, trouble{
				fmt.Sprintf("%s (%s) stands where the original has %s (%s)", got[i].of, got[i].what, want[i].of, want[i].what), remedy,
			}})
		case want[i].value != got[i].value:
			found = append(found, misfit{got[i].line, trouble{
				fmt.Sprintf("%s: %s is %q, and in the original %q", got[i].of, got[i].what, shorten(got[i].value), shorten(want[i].value)), remedy,
			}})
		}
	}
	return found
}

// traits are those of a lesson, a bank or a file of drills, in the order of reading.
func traits(d document) []trait {
	var all []trait
	for i, p := range d.pages {
		at := func(of string) func(string, ...any) {
			return func(what string, values ...any) { all = append(all, trait{of, what, spaced(values), p.line}) }
		}
		page := at(fmt.Sprintf("page %d", i+1))
		switch {
		case p.Item != nil:
			page("its block", "item "+p.Item.ID)
			itemTraits(*p.Item, at("item "+p.Item.ID))
			for _, v := range p.Item.Variants {
				itemTraits(v, at("variant "+v.ID))
			}
		case p.Exercise != nil:
			page("its block", "exercise")
			exerciseTraits(*p.Exercise, at("the exercise"))
		case p.Trial != nil:
			page("its block", "experiment")
			t, say := p.Trial, at("the experiment")
			say("the number of variants", len(t.Variants))
			say("count", t.Count)
			say("task, rubric and data", t.Task, t.Rubric, t.Data)
		case p.Scenario != nil:
			page("its block", "scenario "+p.Scenario.ID)
			scenarioTraits(*p.Scenario, at("scenario "+p.Scenario.ID))
		default:
			for _, part := range p.parts {
				page("for whom a text is", strings.Join(part.only, " "))
			}
		}
	}
	for _, c := range d.cards {
		all = append(all, trait{"card " + c.ID, "objective and facts", spaced([]any{c.Objective, c.Facts}), d.lines["card "+c.ID]})
	}
	for _, one := range d.drills {
		all = append(all, trait{"drill " + one.ID, "the lines, and those with errors", spaced([]any{marked(one)}), d.lines[one.ID]})
	}
	return all
}

func spaced(values []any) string { return strings.TrimSpace(fmt.Sprintln(values...)) }

func itemTraits(i Item, say func(string, ...any)) {
	say("kind", i.Kind)
	say("objective", i.Objective)
	say("the keys of the options", strings.Join(keysOf(i.Options), ","))
	say("the keys on the left", strings.Join(keysOf(i.Left), ","))
	say("answer", i.Format(i.Answer))
	for _, other := range i.Also {
		say("another right order", i.Format(other))
	}
	say("keep_order", i.KeepOrder)
	say("tolerance", strconv.FormatFloat(i.Tolerance, 'g', -1, 64))
	say("calc", i.Calc)
	say("the number of hints", len(i.Hints))
	say("the points of the rubric", len(i.Rubric))
	say("facts", strings.Join(i.Facts, ","))
}

func exerciseTraits(e Exercise, say func(string, ...any)) {
	say("minutes", e.Minutes)
	if e.Sample == nil {
		return
	}
	quoted := 0
	for _, planted := range e.Sample.Errors {
		if strings.Contains(oneLine(e.Sample.Text), oneLine(planted.Quote)) {
			quoted++
		}
	}
	say("the errors that the sample quotes", quoted, "of", len(e.Sample.Errors))
}

func scenarioTraits(s Scenario, say func(string, ...any)) {
	var good []bool
	for _, b := range s.Branches {
		good = append(good, b.Good)
	}
	say("the good branch", good)
}

// marked are how many lines of a drill can be marked, and then the numbers of those in which
// an error was planted.
func marked(d Drill) []int {
	lines := d.Lines()
	all := []int{len(lines)}
	for _, l := range lines {
		all = append(all, slices.Repeat([]int{l.Number}, len(l.Errors))...)
	}
	return all
}
