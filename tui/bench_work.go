package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	benches "waymark/store/bench"
)

// A checkMark is what one automatic check says of an output.
type checkMark struct {
	check  string
	result benches.Checked
}

// failed reports that the output does not pass. What could not be asked is no fault.
func (m checkMark) failed() bool { return m.result.Known && !m.result.Pass }

// loadBench fetches a bench for its screen.
func loadBench(env Env, id string, load int) tea.Cmd {
	return func() tea.Msg {
		msg, err := readBench(env, id, load)
		return answer(msg, err)
	}
}

// readBench reads a bench and asks its checks of every output.
func readBench(env Env, id string, load int) (benchMsg, error) {
	bench, err := env.Store.Bench(id)
	if errors.Is(err, store.ErrNotFound) {
		return benchMsg{id: id, load: load, gone: true}, nil
	}
	if err != nil {
		return benchMsg{}, err
	}
	msg := benchMsg{id: id, load: load, bench: bench, found: map[cell]store.Output{}, marks: map[cell][]checkMark{}}
	checks, wrong := parseChecks(bench.Checks)
	msg.wrong = wrong
	expected := map[string]string{}
	for _, c := range bench.Cases {
		expected[c.ID] = c.Expected
	}
	for _, o := range bench.Outputs {
		at := cell{o.Variant, o.Case}
		msg.found[at] = o
		for _, c := range checks {
			msg.marks[at] = append(msg.marks[at], checkMark{c.String(), c.Of(o.Text, expected[o.Case])})
		}
	}
	return msg, nil
}

// parseChecks reads the checks of a bench. One that a newer version wrote may not be
// understood here; the others are asked nevertheless.
func parseChecks(lines []string) (checks []benches.Check, wrong []string) {
	for _, line := range lines {
		c, err := benches.ParseCheck(line)
		if err != nil {
			wrong = append(wrong, line)
			continue
		}
		checks = append(checks, c)
	}
	return checks, wrong
}

// keepOutput puts an output on a bench. That it could not be kept is said even where the
// bench was left meanwhile.
func keepOutput(env Env, id string, a asked) tea.Cmd {
	return func() tea.Msg {
		if _, err := env.Store.KeepOutputs(id, *a.output); err != nil {
			return tea.Sequence(send(outputMsg{id, a, err}), send(failedMsg{err}))()
		}
		return outputMsg{id, a, nil}
	}
}

// changeBench does something with a bench, and says what was done.
func changeBench(do func() error, said string) tea.Cmd {
	return func() tea.Msg {
		if err := do(); err != nil {
			return failedMsg{err}
		}
		return tea.Sequence(send(changedMsg{}), notice(said))()
	}
}

// removeOutput takes an output away.
func removeOutput(env Env, id string, at cell) tea.Cmd {
	return changeBench(func() error {
		_, err := env.Store.RemoveOutput(id, at.variant, at.of)
		return err
	}, "The output is removed. u takes it back.")
}

// revealEarly ends a blind rating before all is rated.
func revealEarly(env Env, id string) tea.Cmd {
	return changeBench(func() error {
		_, err := env.Store.Reveal(id, true)
		return err
	}, "Revealed early. That is kept with the result.")
}

// takeOver makes variants of the names that an entry gives for what it compares.
func takeOver(env Env, id string, names []string) tea.Cmd {
	return changeBench(func() error {
		for _, name := range names {
			if _, err := env.Store.KeepVariant(id, store.Variant{Name: name}); err != nil {
				return err
			}
		}
		return nil
	}, "Taken over: "+countOf(len(names), "variant", "variants")+". Enter on one adds its prompt.")
}
