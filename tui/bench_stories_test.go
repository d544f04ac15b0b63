package tui

import (
	"fmt"
	"strings"

	"waymark/store"
)

// benchStories are the frames of the bench: from nothing on it to a full grid.
func benchStories() []story {
	stories := []story{
		{name: "bench-empty", with: on(bare)},
		{name: "bench-named", with: on(named2)},
		{name: "bench-variants", with: on(compared(0))},
		{name: "bench-half", with: on(filled(6, 5))},
		{name: "bench-half-ascii", with: on(filled(6, 5)), ascii: true},
		{name: "bench-full", with: on(filled(6, 12))},
		{name: "bench-many", with: on(many), keys: []string{"end", "right", "right", "right", "right", "right", "right"}},
		{name: "bench-hostile", with: on(hostile), keys: []string{"up"}},
		{name: "bench-blind", with: on(underRating)},
		{name: "bench-early", with: on(underRating), keys: []string{"x"}},
		{name: "bench-remove", with: on(filled(6, 12)), keys: []string{"x"}},
		{name: "bench-paste-box", with: on(filled(6, 5)), keys: []string{"enter"}, text: "Dear Ms Lind"},
		{name: "bench-cases", with: on(compared(0)), keys: []string{"c"}, text: "Where is it?"},
		{name: "bench-case", with: on(compared(0)), keys: []string{"C"}},
		{name: "bench-rubric", with: on(compared(6)), keys: []string{"b"}},
		{name: "bench-checks", with: on(filled(6, 5)), keys: []string{"a"}, text: "\nwrds < 3"},
		{name: "bench-no-endpoint", with: on(compared(6)), keys: []string{"f"}},
		{name: "bench-help", with: on(compared(6)), keys: []string{"?"}},
		{name: "variant", with: on(filled(6, 5)), keys: []string{"home", "right", "enter"}},
		{name: "variant-form", with: on(compared(6)), keys: []string{"v"}},
		{name: "variant-used", with: on(filled(6, 5)), keys: []string{"home", "enter", "enter"}},
		{name: "output", with: on(filled(6, 12)), keys: []string{"enter"}},
		{name: "rubric-form", with: on(compared(6)), keys: []string{"b", "e"}},
	}
	for i := range stories {
		stories[i].over = newestBench
	}
	return stories
}

// newestBench opens the bench of the newest entry.
func newestBench(s *store.Store) func(Env) Screen {
	id := keeps(s.LatestExperiments(1))[0].ID
	return func(env Env) Screen { return newBench(env, id) }
}

// on prepares a store for an entry.
func on(prepare func(*store.Store) store.Experiment) func(*store.Store) {
	return func(s *store.Store) { prepare(s) }
}

func named2(s *store.Store) store.Experiment {
	x, _, err := s.AddExperiment(store.Experiment{Title: "Tone of refund replies", Variants: "a formal prompt; a warm prompt"})
	return keeps(x, err)
}

// filled is compared with some outputs, one of which was tried twice, one failing a
// check.
func filled(cases, outputs int) func(*store.Store) store.Experiment {
	return func(s *store.Store) store.Experiment {
		x := compared(cases)(s)
		keeps(s.SetChecks(x.ID, []string{"words <= 12", "contains: refund"}))
		all := keeps(s.Bench(x.ID)).Missing()[:outputs]
		for i := range all {
			o := &all[i]
			o.Text, o.Source = fmt.Sprintf("Dear customer, your refund number %d is on its way.", i+1), store.FromPaste
			if i == 3 {
				o.Text = "We are sorry. " + strings.Repeat("Please wait. ", 6)
			}
		}
		keeps(s.KeepOutputs(x.ID, all...))
		if outputs > 1 {
			keeps(s.KeepOutputs(x.ID, all[1]))
		}
		return x
	}
}

func many(s *store.Store) store.Experiment {
	x := bare(s)
	for i := range 9 {
		keeps(s.KeepVariant(x.ID, store.Variant{Name: fmt.Sprintf("Variant number %d", i+1), Prompt: "Answer."}))
	}
	var cases []store.Case
	for i := range 40 {
		cases = append(cases, store.Case{Input: fmt.Sprintf("Letter %d", i+1)})
	}
	keeps(s.KeepCases(x.ID, cases...))
	return x
}

// hostile is a bench whose texts try to steer the terminal, turn the direction of
// writing, or are wider or longer than they look.
func hostile(s *store.Store) store.Experiment {
	x := bare(s)
	keeps(s.KeepVariant(x.ID, store.Variant{Name: "\x1b[31mred\u202e提示提示提示提示提示提示", Prompt: "\x1b]0;title\x07Do it\u200b now"}))
	keeps(s.KeepVariant(x.ID, store.Variant{Name: "مرحبا بالعالم", Parent: "a", Prompt: "Do \x1b[2Jit later 🤖"}))
	keeps(s.KeepCases(x.ID, store.Case{Input: "提示 " + strings.Repeat("wide 提示 ", 60)}, store.Case{Name: "\u202eabc", Input: "مرحبا\tبالعالم"}))
	keeps(s.KeepOutputs(x.ID,
		store.Output{Variant: "a", Case: "0001", Text: strings.Repeat("x", 1<<20), Source: store.FromPaste},
		store.Output{Variant: "b", Case: "0001", Text: strings.Repeat("提示\x1b[31m", 400), Source: store.FromPaste},
		store.Output{Variant: "a", Case: "0002", Text: "```\n\x1b]8;;file:///etc/passwd\x1b\\link\x1b]8;;\x1b\\\n```", Source: store.FromPaste},
	))
	return x
}

// underRating is a full bench whose blind rating is under way.
func underRating(s *store.Store) store.Experiment {
	x := filled(6, 12)(s)
	keeps(s.StartRound(x.ID, store.ByPair))
	return x
}
