package tui

import (
	"errors"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	benches "waymark/store/bench"
)

// result shows what the newest rating of an entry came to: first in words, then as a
// picture, then in figures, and what was said of every item with its labels.
type result struct {
	room
	pane
	keys   resultKeys
	id     string // of the entry
	loaded resultMsg
	load   int // which load is the newest: the answer of an earlier one is stale
}

type resultKeys struct{ again, end, scroll, page key.Binding }

// newResult opens the result of an entry.
func newResult(env Env, id string) result {
	return result{room: room{env: env}, pane: newPane(), id: id, keys: resultKeys{
		again: bind("rate", "r"), end: bind("close the entry", "c"), scroll: bindAs("↑↓", "scroll", "up"), page: bindAs("Space", "read on", "space"),
	}}
}

// Init implements Screen.
func (r result) Init() tea.Cmd { return loadResult(r.env, r.id, r.load) }

// loadResult fetches a bench and calculates what came of it.
func loadResult(env Env, id string, load int) tea.Cmd {
	return func() tea.Msg {
		b, err := env.Store.Bench(id)
		if errors.Is(err, store.ErrNotFound) {
			return resultMsg{id: id, load: load, gone: true}
		}
		if err != nil {
			return failedMsg{err}
		}
		of := benches.Of(b)
		return resultMsg{id: id, load: load, ready: true, title: b.Experiment.Title, entry: b.Experiment, of: of, words: of.Words(), figures: slices.Concat(of.Figures(), benches.CheckFigures(b)), items: benches.History(b)}
	}
}

// Update implements Screen.
func (r result) Update(msg tea.Msg) (Screen, tea.Cmd) {
	r.room = r.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case resultMsg:
		if msg.id == r.id && msg.load == r.load {
			r.loaded = msg
		}
	case changedMsg:
		r.load++
		return r, r.Init()
	case tea.KeyPressMsg:
		if key.Matches(msg, r.keys.again) && r.loaded.ready {
			return r, tea.Sequence(back(r), open(newRating(r.env, r.id)))
		}
		if key.Matches(msg, r.keys.end) && r.closes() {
			return r, open(newClosing(r.env, r.loaded.entry))
		}
		r.view = scrolled(r.view, msg.String())
		return r, nil
	case tea.MouseWheelMsg:
		r.view, cmd = r.view.Update(msg)
		return r, cmd
	}
	return r.layout(), cmd
}

// View implements Screen.
func (r result) View() tea.View {
	if !r.loaded.ready && !r.loaded.gone {
		return tea.View{}
	}
	return tea.View{Content: r.pane.draw(r.look)}
}

// closes reports that what is left to do is to close the entry.
func (r result) closes() bool {
	return r.loaded.ready && r.loaded.of.Mode != "" && !r.loaded.of.UnderWay && r.loaded.entry.Verdict == store.Open
}

// Title implements Screen.
func (r result) Title() string {
	if r.loaded.title == "" {
		return "Result"
	}
	return "Result " + crumb(r.look) + " " + r.loaded.title
}

// ShortHelp implements Screen.
func (r result) ShortHelp() []key.Binding {
	if !r.loaded.ready {
		return nil
	}
	switch {
	case r.loaded.of.Mode == "" && !r.loaded.of.UnderWay && len(r.loaded.of.Variants) < 2:
		return nil // there is nothing to rate either
	case r.closes():
		return []key.Binding{r.keys.end, r.keys.scroll, r.againKey(), r.keys.page}
	}
	return []key.Binding{r.keys.scroll, r.againKey(), r.keys.page}
}

// againKey names what rating means now.
func (r result) againKey() key.Binding {
	switch {
	case r.loaded.of.UnderWay:
		return bind("go on rating", "r")
	case r.loaded.of.Mode != "":
		return bind("rate again", "r")
	}
	return r.keys.again
}

// FullHelp implements Screen.
func (r result) FullHelp() [][]key.Binding {
	keys := []key.Binding{r.keys.scroll, bindAs("PgUp PgDn", "a page", "pgdown"), bindAs("Home End", "begin and end", "home"), r.againKey()}
	if r.closes() {
		keys = append(keys, r.keys.end)
	}
	return [][]key.Binding{keys}
}

// Explain says what the figures mean.
func (r result) Explain() (about string, paragraphs []string) {
	return "the figures of a result", []string{
		"The picture: where pairs were rated, a case that the first one won stands at the right end, one that it lost at the left, and one without a difference in the middle. By criterion a case stands at its points. The full dot is the mean, and the bar around it is where the true one may lie. A bar that reaches across the middle line can come from luck.",
		"Win rate: wins divided by the cases that one of the two won; cases without a difference are left out. The interval of Wilson holds the true share in about 95 of 100 such trials.",
		"Luck: the exact sign test with two sides says how often a result at least as uneven comes up if both are equally good, as with tosses of a coin. Under 5 in 100 one variant is said to be better. With several comparisons Holm's rule makes the test stricter.",
		"Points: the scores of the rubric by their weights, from 0 to 100. The interval of a mean is made by drawing the cases anew 10,000 times (bootstrap); with fewer than six cases there is none.",
		"More cases: how many in all would show the difference in 80 of 100 trials, if the better one goes on to win as often.",
		"Agreement: Cohen's kappa is 1 where two raters always agree and 0 where they agree as often as by chance. Scores count as nearer the closer they are.",
		"Automatic checks say how many outputs passed. They inform, and are no verdict. docs/statistics.md has every formula with its source.",
	}
}

// resultMsg is the result of an entry.
type resultMsg struct {
	id      string
	load    int // which load this answers
	ready   bool
	gone    bool
	title   string
	entry   store.Experiment
	of      benches.Result
	words   []string
	figures []benches.Figure
	items   []benches.Item
}
