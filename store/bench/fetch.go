package bench

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/endpoint"
	"waymark/store/lazy"
)

// An Order is what is asked of one model: the requests, and the places of the bench
// that they are for, of which Variant and Case are set, in the same order.
type Order struct {
	Config   endpoint.Config
	Requests []endpoint.Request
	Places   []store.Output
}

// Orders are the requests for places of a bench, together by model: a variant may
// name its own. It is store.ErrInvalid where there is nothing to send for one.
func Orders(config endpoint.Config, b store.Bench, places []store.Output) ([]Order, error) {
	var orders []Order
	for _, at := range places {
		v, _ := b.Variant(at.Variant)
		c, _ := b.Case(at.Case)
		prompt := v.For(c)
		if strings.TrimSpace(prompt) == "" {
			return nil, invalid("there is nothing to send for variant %q and case %q: neither has the variant a prompt nor the case an input",
				v.Name, strings.TrimLeft(c.ID, "0"))
		}
		model := cmp.Or(v.Model, config.Model)
		i := slices.IndexFunc(orders, func(o Order) bool { return o.Config.Model == model })
		if i < 0 {
			i = len(orders)
			orders = append(orders, Order{Config: config})
			orders[i].Config.Model = model
		}
		o := &orders[i]
		o.Requests = append(o.Requests, endpoint.Request{Prompt: prompt, Settings: settingsOf(v.Settings)})
		o.Places = append(o.Places, at)
	}
	return orders, nil
}

// Settings that an endpoint knows, as people write them: "temperature 0.2", "max
// tokens: 400", "seed=7".
var (
	temperatureWords = settingWords(`temperature`, `[0-9]*[.,]?[0-9]+`)
	maxTokensWords   = settingWords(`max[ _-]?tokens`, wholeNumber)
	seedWords        = settingWords(`seed`, wholeNumber)
)

const wholeNumber = `[0-9]+(?:[.,][0-9]{3}\b)*` // 1,000 and 1.000

func settingWords(name, figure string) func() *regexp.Regexp {
	return lazy.Regexp(`(?i)\b` + name + `\s*[:=]?\s*(` + figure + `)`)
}

func settingsOf(text string) endpoint.Settings {
	find := func(words func() *regexp.Regexp) string {
		if m := words().FindStringSubmatch(text); m != nil {
			return m[1]
		}
		return ""
	}
	var s endpoint.Settings
	whole := strings.NewReplacer(".", "", ",", "")
	if t, err := strconv.ParseFloat(strings.Replace(find(temperatureWords), ",", ".", 1), 64); err == nil {
		s.Temperature = &t
	}
	if n, err := strconv.Atoi(whole.Replace(find(maxTokensWords))); err == nil {
		s.MaxTokens = n
	}
	if n, err := strconv.ParseInt(whole.Replace(find(seedWords)), 10, 64); err == nil {
		s.Seed = &n
	}
	return s
}

// Sent says what a request holds.
const Sent = "Each holds the prompt of a variant and the input of a case; nothing else of the entry is sent."

// SendWords say what is sent where: `12 requests to gateway.example.com, for the
// model "large-2"`.
func SendWords(orders []Order) string {
	requests := 0
	var models []string
	for _, o := range orders {
		requests += len(o.Requests)
		models = append(models, `"`+clean.Line(o.Config.Model)+`"`)
	}
	host := orders[0].Config.URL
	if u, err := url.Parse(strings.TrimSpace(host)); err == nil {
		host = u.Host
	}
	of, what := "request", "model"
	if requests != 1 {
		of = "requests"
	}
	if len(models) > 1 {
		what = "models"
	}
	return fmt.Sprintf("%d %s to %s, for the %s %s", requests, of, clean.Line(host), what, strings.Join(models, " and "))
}

// Fetch sends the orders and hands each output to keep as it comes; report is told
// every step, with the place that it is about, and figures that count all orders.
// An error of keep ends it; else it ends as endpoint.Config.Run does. What was not
// answered stays missing on the bench: the next call asks for it.
func Fetch(ctx context.Context, orders []Order, keep func(store.Output) error, report func(store.Output, endpoint.Event)) error {
	began, of, answered, failed := time.Now(), 0, 0, 0
	for _, o := range orders {
		of += len(o.Requests)
	}
	for _, o := range orders {
		var last endpoint.Event
		err := o.Config.Run(ctx, o.Requests, 0, func(e endpoint.Event) error {
			last = e
			at := o.Places[e.Index]
			if e.State == endpoint.Answered {
				if err := keep(outputOf(at, e.Reply)); err != nil {
					return err
				}
			}
			e.Answered, e.Failed, e.Of, e.Elapsed, e.Left = answered+e.Answered, failed+e.Failed, of, time.Since(began), 0
			if ended := e.Answered + e.Failed; ended > 0 {
				e.Left = e.Elapsed / time.Duration(ended) * time.Duration(of-ended)
			}
			report(at, e)
			return nil
		})
		if err != nil {
			return err
		}
		answered, failed = answered+last.Answered, failed+last.Failed
	}
	return nil
}

func outputOf(at store.Output, r endpoint.Reply) store.Output {
	return store.Output{
		Variant: at.Variant, Case: at.Case, Text: r.Text, Source: store.FromEndpoint, Model: r.Model,
		LatencyMS: r.Latency.Milliseconds(), TokensIn: r.TokensIn, TokensOut: r.TokensOut,
	}
}
