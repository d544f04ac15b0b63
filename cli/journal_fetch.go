package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/bench"
	"waymark/store/clean"
	"waymark/store/endpoint"
)

// fetch asks the person's endpoint for outputs, and keeps each as it comes. It says
// what is sent where before anything is.
func (a *app) fetch(ctx context.Context, b store.Bench, places []store.Output, anyway bool, r *ran) error {
	class := b.Experiment.Data
	guarded := class == store.Confidential || class == store.Personal
	if guarded && !anyway {
		return fmt.Errorf("%w: this entry is marked as %s data, and your rules may forbid to send that; nothing was sent. Only if you are sure that they allow it: --send-anyway", store.ErrPrivacy, class)
	}
	config, err := a.endpoint()
	if err != nil {
		return err
	}
	if err := config.Check(); err != nil {
		return err
	}
	orders, err := bench.Orders(config, b, places)
	if err != nil || len(orders) == 0 {
		return err
	}
	a.saySo("Sending %s. %s", bench.SendWords(orders), bench.Sent)
	if guarded {
		a.saySo("The entry is marked as %s data; it is sent because you said --send-anyway.", class)
	}
	err = bench.Fetch(ctx, orders, func(o store.Output) error {
		_, err := a.store().KeepOutputs(b.Experiment.ID, o)
		if err == nil {
			r.Made++
		}
		return err
	}, func(place store.Output, e endpoint.Event) {
		if e.State == endpoint.Failed {
			r.Failed = append(r.Failed, runFailed{place.Variant, place.Case, clean.Line(e.Err.Error())})
		}
		if words := fetchWords(e); words != "" {
			a.saySo("%d of %d: %s %s%s", e.Answered+e.Failed, e.Of, placeWords(b, place), words, leftWords(e.Left))
		}
	})
	if ctx.Err() == nil {
		r.ended = err
	}
	return nil
}

// fetchWords say what a step of a run means for its place; nothing for those that
// are too many to be said.
func fetchWords(e endpoint.Event) string {
	switch e.State {
	case endpoint.Waiting:
		return fmt.Sprintf("waits %s: %s", e.Progress.Wait.Round(time.Second/10), strings.TrimSuffix(e.Progress.Why, "."))
	case endpoint.Answered:
		return "is answered"
	case endpoint.Failed:
		return "failed"
	}
	return ""
}
