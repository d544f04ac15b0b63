package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	benches "waymark/store/bench"
	"waymark/store/clean"
	"waymark/store/snapshot"
)

// newImport asks for a file with results of another tool, or with cases. What it
// would change is said before it does.
func newImport(env Env, id string) prompt {
	return newPrompt(env, "Bench › Import", "Which file shall be read?", "Results: promptfoo's JSON, CSV or JSON Lines. Cases: CSV or JSON Lines with the columns name, input and expected. You see what is in it before anything is kept.", "", func(path string) (tea.Msg, error) {
		data, err := benches.ReadFile(snapshot.Expand(path))
		if err != nil {
			return nil, err
		}
		in, err := benches.Import(path, data)
		if err != nil {
			cases, none := benches.ReadCases(path, data)
			if none != nil {
				return nil, err
			}
			in = benches.Imported{Cases: cases}
		}
		b, err := env.Store.Bench(id)
		if err != nil {
			return nil, err
		}
		f := store.Filling{Variants: in.Variants, Cases: in.Cases, Outputs: in.Outputs}
		would, err := b.Filling(f)
		if err != nil {
			return nil, err
		}
		return askMsg{id, asksFilling(env, id, f, would, in.Notes)}, nil
	})
}

// asksFilling asks whether what was read shall be kept.
func asksFilling(env Env, id string, f store.Filling, would store.Filled, notes []string) asked {
	text := "Keep what the file holds? " + filledWords(would) + "."
	if len(notes) > 0 {
		text += fmt.Sprintf(" Not read: %s", clip(clean.Line(strings.Join(notes, "; ")), 200))
	}
	return asked{text: text, yes: "keep it", do: func() tea.Msg {
		done, err := env.Store.FillBench(id, f)
		if err != nil {
			return failedMsg{err}
		}
		return tea.Sequence(send(changedMsg{}), notice("Saved: "+filledWords(done)+". u takes it back."))()
	}}
}

func filledWords(f store.Filled) string {
	words := []string{}
	if f.Variants > 0 {
		words = append(words, countOf(f.Variants, "new variant", "new variants"))
	}
	if f.Cases > 0 {
		words = append(words, countOf(f.Cases, "new case", "new cases"))
	}
	if f.Outputs > 0 {
		words = append(words, countOf(f.Outputs, "output", "outputs"))
	}
	if f.Replaced > 0 {
		words = append(words, fmt.Sprintf("%d of them as a further try", f.Replaced))
	}
	if len(words) == 0 {
		return "nothing that the bench has not"
	}
	return strings.Join(words, ", ")
}

// newOutputFile asks for a file whose text becomes an output.
func newOutputFile(env Env, b benchScreen, at cell) prompt {
	id := b.id
	return newPrompt(env, "Bench › Output from a file", "Which file holds the output?", "All of its text becomes the output of this cell, once you have confirmed it.", "", func(path string) (tea.Msg, error) {
		data, err := benches.ReadFile(snapshot.Expand(path))
		if err != nil {
			return nil, err
		}
		return askMsg{id, b.wantsOutput(at, clean.Text(string(data)), store.FromFile)}, nil
	})
}
