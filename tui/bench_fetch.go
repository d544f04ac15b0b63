package tui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	benches "waymark/store/bench"
	"waymark/store/endpoint"
	"waymark/tui/theme"
)

// fetching is a run of requests to the endpoint that the person started.
type fetching struct {
	number   int // of the run on this screen; what an earlier one says is stale
	cancel   context.CancelFunc
	events   <-chan fetchEvent
	states   map[cell]string // of the cells that are being asked for, in words
	of       int
	answered int
	failed   int
	last     endpoint.Event
	stopping bool
}

// A fetchEvent is a step of a run, or its end.
type fetchEvent struct {
	endpoint.Event
	at    cell
	ended bool
	err   error // why it ended
}

func (f fetching) running() bool { return f.events != nil }

// under is the state of a cell in words, or nothing.
func (f fetching) under(c cell) string { return f.states[c] }

// words say how far the run is.
func (f fetching) words(look theme.Theme) string {
	words := fmt.Sprintf("Fetching: %d of %d", f.answered, f.of)
	if f.failed > 0 {
		words += fmt.Sprintf(", %d without an answer", f.failed)
	}
	words += "  " + look.Symbols.Dot + "  " + f.last.Elapsed.Round(time.Second).String()
	if f.last.Left > 0 {
		words += ", about " + f.last.Left.Round(time.Second).String() + " left"
	}
	if f.stopping {
		words += "  " + look.Symbols.Dot + "  stopping"
	}
	return look.Accent.Render(words)
}

// askFetch asks before anything is sent, and says what would be.
func (b benchScreen) askFetch() tea.Cmd {
	if b.fetch.running() {
		return nil
	}
	env, id, shown, missing := b.env, b.id, b.bench, b.missing()
	if len(missing) == 0 {
		return notice("Every cell has its output. x on one removes it, and then it can be fetched again.")
	}
	return func() tea.Msg {
		p, err := env.Store.Profile()
		if err != nil {
			return failedMsg{err}
		}
		config := endpoint.FromSettings(p.Setting)
		if config.URL == "" {
			return noticeMsg{"No model is set up to ask. Its address goes into the settings (the comma key), under Model's address. You can paste outputs without one."}
		}
		if err := config.Check(); err != nil {
			return noticeMsg{sentence(err) + ". You can paste outputs without one."}
		}
		orders, err := benches.Orders(config, shown, placesOf(missing))
		if err != nil {
			return failedMsg{err}
		}
		start := func() tea.Msg { return fetchMsg{id, orders} }
		what := "Send " + benches.SendWords(orders) + "? " + benches.Sent
		if class := shown.Experiment.Data; class == store.Confidential || class == store.Personal {
			return openMsg{newOverrule(env, string(class), what, start)}
		}
		return askMsg{id, asked{text: what, yes: "send them", do: start}}
	}
}

// newOverrule lets somebody send what is marked as confidential or personal only
// when that is typed: a key alone is pressed too easily.
func newOverrule(env Env, class, what string, start tea.Cmd) prompt {
	return newPrompt(env, "Bench › Fetch", "This entry is marked as "+class+" data", what+" Your rules may forbid that. Only if you are sure that they allow it, type the word send. Esc leaves it.", "", func(text string) (tea.Msg, error) {
		if !strings.EqualFold(text, "send") {
			return nil, fmt.Errorf("%w: nothing was sent; type the word send, or leave with Esc", store.ErrPrivacy)
		}
		return start(), nil
	})
}

// begun starts a run: its events come one by one.
func (b benchScreen) begun(msg fetchMsg) (Screen, tea.Cmd) {
	if b.fetch.running() || b.blind() {
		return b, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	events := make(chan fetchEvent)
	b.fetch = fetching{number: b.fetch.number + 1, cancel: cancel, events: events, states: map[cell]string{}}
	for _, o := range msg.orders {
		b.fetch.of += len(o.Requests)
	}
	b.failed = map[cell]error{}
	env, id, number, orders := b.env, b.id, b.fetch.number, msg.orders
	return b.layout(), func() tea.Msg {
		go fetch(ctx, env, id, orders, events)
		return nextEvent(id, number, events)()
	}
}

// fetch runs the orders and stores each answer as it comes.
func fetch(ctx context.Context, env Env, id string, orders []benches.Order, events chan<- fetchEvent) {
	defer close(events)
	err := benches.Fetch(ctx, orders, func(o store.Output) error {
		_, err := env.Store.KeepOutputs(id, o)
		return err
	}, func(at store.Output, e endpoint.Event) {
		events <- fetchEvent{Event: e, at: cell{at.Variant, at.Case}}
	})
	events <- fetchEvent{ended: true, err: err}
}

// placesOf are cells as the store names them.
func placesOf(cells []cell) []store.Output {
	places := make([]store.Output, len(cells))
	for i, c := range cells {
		places[i] = store.Output{Variant: c.variant, Case: c.of}
	}
	return places
}

func nextEvent(id string, number int, events <-chan fetchEvent) tea.Cmd {
	return func() tea.Msg {
		if e, more := <-events; more {
			return fetchedMsg{id, number, e}
		}
		return nil
	}
}

// fetched folds a step of the run in, and waits for the next one.
func (b benchScreen) fetched(msg fetchedMsg) (Screen, tea.Cmd) {
	if msg.id != b.id || msg.number != b.fetch.number || !b.fetch.running() {
		return b, nil
	}
	e := msg.event
	if e.ended {
		return b.ended(e.err)
	}
	f := b.fetch
	f.states, f.last = maps.Clone(f.states), e.Event
	delete(f.states, e.at)
	cmds := []tea.Cmd{nextEvent(b.id, f.number, f.events)}
	switch e.State {
	case endpoint.Started:
		f.states[e.at] = "fetching"
	case endpoint.Writing:
		f.states[e.at] = fmt.Sprintf("%d so far", e.Progress.Chars)
	case endpoint.Waiting:
		f.states[e.at] = "waits " + e.Progress.Wait.Round(time.Second).String()
	case endpoint.Answered:
		f.answered++
		cmds = append(cmds, send(changedMsg{}))
	case endpoint.Failed:
		f.failed++
		b.failed = maps.Clone(b.failed)
		b.failed[e.at] = e.Err
	}
	b.fetch = f
	return b.layout(), tea.Batch(cmds...)
}

// cancelled stops the run: what has not been answered stays missing.
func (b benchScreen) cancelled() (Screen, tea.Cmd) {
	b.fetch.cancel()
	b.fetch.stopping = true
	return b.layout(), nil
}

// ended says what a run came to.
func (b benchScreen) ended(err error) (Screen, tea.Cmd) {
	f := b.fetch
	f.cancel()
	b.fetch = fetching{number: f.number}
	said := fmt.Sprintf("Fetched %d of %s.", f.answered, countOf(f.of, "output", "outputs"))
	if f.answered < f.of {
		said += " f asks for the rest."
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		return b.layout(), tea.Sequence(send(changedMsg{}), send(failedMsg{fmt.Errorf("%w. %s", err, said)}))
	}
	return b.layout(), tea.Sequence(send(changedMsg{}), notice(said))
}

type (
	// fetchMsg says that the person wants the orders to be sent.
	fetchMsg struct {
		id     string
		orders []benches.Order
	}
	fetchedMsg struct {
		id     string
		number int
		event  fetchEvent
	}
)
