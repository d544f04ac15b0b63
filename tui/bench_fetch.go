package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
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

// An order is what is asked of the endpoint: the requests for a model, and the cells
// that they are for.
type order struct {
	config   endpoint.Config
	requests []endpoint.Request
	cells    []cell
}

// askFetch asks before anything is sent, and says what would be.
func (b benchScreen) askFetch() tea.Cmd {
	if b.fetch.running() {
		return nil
	}
	env, id, bench, missing := b.env, b.id, b.bench, b.missing()
	if len(missing) == 0 {
		return notice("Every cell has its output. x on one removes it, and then it can be fetched again.")
	}
	return func() tea.Msg {
		p, err := env.Store.Profile()
		if err != nil {
			return failedMsg{err}
		}
		config := endpoint.FromSettings(p.Setting)
		if err := config.Check(); err != nil {
			return noticeMsg{sentence(err) + ". You can paste outputs without one."}
		}
		orders := ordersOf(config, bench, missing)
		for _, o := range orders {
			if strings.TrimSpace(o.requests[0].Prompt) == "" {
				return noticeMsg{"There is nothing to send: neither the variant has a prompt nor the case an input."}
			}
		}
		start := func() tea.Msg { return fetchMsg{id, orders} }
		what := sendWords(orders)
		if class := bench.Experiment.Data; class == store.Confidential || class == store.Personal {
			return openMsg{newOverrule(env, string(class), what, start)}
		}
		return askMsg{id, asked{text: what, yes: "send them", do: start}}
	}
}

// ordersOf are the requests for cells, together by model: a variant may name its own.
func ordersOf(config endpoint.Config, b store.Bench, cells []cell) []order {
	var orders []order
	for _, at := range cells {
		v, _ := b.Variant(at.variant)
		c, _ := b.Case(at.of)
		model := cmp.Or(v.Model, config.Model)
		i := 0
		for i < len(orders) && orders[i].config.Model != model {
			i++
		}
		if i == len(orders) {
			orders = append(orders, order{config: config})
			orders[i].config.Model = model
		}
		o := &orders[i]
		o.requests = append(o.requests, endpoint.Request{Prompt: v.For(c), Settings: settingsOf(v.Settings)})
		o.cells = append(o.cells, at)
	}
	return orders
}

// settingsOf finds in the settings of a variant what an endpoint knows: "temperature
// 0.2", "max tokens 400", "seed 7".
func settingsOf(text string) endpoint.Settings {
	var s endpoint.Settings
	find := func(name string) string {
		m := regexp.MustCompile(`(?i)\b` + name + `\s*[:=]?\s*([0-9]+(?:\.[0-9]+)?)`).FindStringSubmatch(text)
		if m == nil {
			return ""
		}
		return m[1]
	}
	if t, err := strconv.ParseFloat(find("temperature"), 64); err == nil {
		s.Temperature = &t
	}
	if n, err := strconv.Atoi(find(`max[ _-]?tokens`)); err == nil {
		s.MaxTokens = n
	}
	if n, err := strconv.ParseInt(find("seed"), 10, 64); err == nil {
		s.Seed = &n
	}
	return s
}

// sendWords say exactly what is sent where.
func sendWords(orders []order) string {
	requests := 0
	var models []string
	for _, o := range orders {
		requests += len(o.requests)
		models = append(models, label(o.config.Model))
	}
	host := orders[0].config.URL
	if u, err := url.Parse(strings.TrimSpace(host)); err == nil {
		host = u.Host
	}
	noun := "model"
	if len(models) > 1 {
		noun = "models"
	}
	return fmt.Sprintf("Send %s to %s, for the %s %s? Each holds the prompt of a variant and the input of a case; nothing else of the entry is sent.",
		countOf(requests, "request", "requests"), clean.Line(host), noun, strings.Join(models, " and "))
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
		b.fetch.of += len(o.requests)
	}
	b.failed = map[cell]error{}
	env, id, number, orders := b.env, b.id, b.fetch.number, msg.orders
	return b.layout(), func() tea.Msg {
		go fetch(ctx, env, id, orders, events)
		return nextEvent(id, number, events)()
	}
}

// fetch runs the orders and stores each answer as it comes.
func fetch(ctx context.Context, env Env, id string, orders []order, events chan<- fetchEvent) {
	defer close(events)
	var err error
	for _, o := range orders {
		err = o.config.Run(ctx, o.requests, 0, func(e endpoint.Event) error {
			at := o.cells[e.Index]
			if e.State == endpoint.Answered {
				if _, err := env.Store.KeepOutputs(id, outputOf(at, e.Reply)); err != nil {
					return err
				}
			}
			events <- fetchEvent{Event: e, at: at}
			return nil
		})
		if err != nil {
			break
		}
	}
	events <- fetchEvent{ended: true, err: err}
}

func outputOf(at cell, r endpoint.Reply) store.Output {
	return store.Output{
		Variant: at.variant, Case: at.of, Text: r.Text, Source: store.FromEndpoint, Model: r.Model,
		LatencyMS: r.Latency.Milliseconds(), TokensIn: r.TokensIn, TokensOut: r.TokensOut,
	}
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
		orders []order
	}
	fetchedMsg struct {
		id     string
		number int
		event  fetchEvent
	}
)
