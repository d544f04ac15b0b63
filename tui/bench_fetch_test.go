package tui

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
)

// asks sets up an endpoint that answers as scripted.
func (d *driver) asks(answers ...endpointtest.Answer) *endpointtest.Server {
	d.t.Helper()
	server := endpointtest.New(answers...)
	keeps(d.store.UpdateProfile(map[string]string{"endpoint.url": server.Start(d.t), "endpoint.model": "test-1"}))
	return server
}

func TestMissingOutputsAreFetched(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(3))
	server := d.asks(endpointtest.Say(func(r endpointtest.Received) string { return "Answer to: " + r.Prompt }))
	d.paste("By hand").press("enter")
	d.press("f").see("Send 5 requests to 127.0.0.1", `for the models "small-model" and`, "nothing else")
	if n := len(server.Received()); n != 0 {
		t.Fatalf("%d requests before Enter", n)
	}
	d.press("enter").see("6 of 6 outputs", "Fetched 5 of 5 outputs")
	if n := len(server.Received()); n != 5 {
		t.Errorf("%d requests", n)
	}
	b := keeps(d.store.Bench(id))
	o, _ := b.Output("b", "0003")
	if want := "Answer to: " + b.Variants[1].For(b.Cases[2]); o.Text != want || o.Source != store.FromEndpoint || o.TokensIn != 7 {
		t.Errorf("%+v, want the text %q", o, want)
	}
	d.press("f").see("Every cell has its output")
}

// What got no answer is said in its cell, and asked for again by the same key.
func TestWhatGotNoAnswerIsFetchedAgain(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	server := d.asks(endpointtest.OK("Fine."), endpointtest.Status(http.StatusBadRequest, "too long"), endpointtest.OK("Fine again."))
	d.press("f", "enter").see("Fetched 3 of 4 outputs. f asks for the rest.", "no answer")
	d.press("tab").see("127.0.0.1")
	d.press("f").see("Send 1 request ").press("enter").see("4 of 4 outputs")
	if n := len(server.Received()); n != 5 || len(keeps(d.store.Bench(id)).Outputs) != 4 {
		t.Errorf("%d requests", n)
	}
}

func TestARefusedKeyStopsTheRun(t *testing.T) {
	d, _ := openBench(t, 80, 24, compared(6))
	server := d.asks(endpointtest.Status(http.StatusUnauthorized, "no"))
	d.press("f", "enter").see("Fetched 0 of 12 outputs")
	if n := len(server.Received()); n > 4 {
		t.Errorf("%d requests after the first refusal", n)
	}
}

func TestARunIsCancelledByEsc(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.asks(endpointtest.Hang())
	d.press("f")
	var cmd tea.Cmd
	d.model, cmd = d.model.Update(keyNamed("enter"))
	d.model, cmd = d.model.Update(cmd()) // the run begins
	d.model, cmd = d.model.Update(cmd()) // its first request
	d.see("fetching", "Fetching: 0 of 4")
	d.press("esc").see("stopping")
	d.run(cmd)
	d.see("Fetched 0 of 4 outputs", "0 of 4 outputs").not("fetching")
	if n := len(keeps(d.store.Bench(id)).Outputs); n != 0 {
		t.Errorf("%d outputs", n)
	}
}

// Confidential and personal data is sent by a word that is typed, not by a key.
func TestSensitiveDataIsSentOnlyKnowingly(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	server := d.asks(endpointtest.OK("Fine."))
	keeps(d.store.UpdateExperiment(id, map[string]string{"data": "personal"}))
	d.send(changedMsg{})
	d.press("f").see("marked as personal data", "Send 2 requests to 127.0.0.1").press("enter").write("yes").press("enter").see("nothing was sent")
	if n := len(server.Received()); n != 0 {
		t.Fatalf("%d requests", n)
	}
	d.press("esc", "f").write("send").press("enter").see("2 of 2 outputs")
}

func TestWithoutAnEndpointItSaysHow(t *testing.T) {
	d, _ := openBench(t, 80, 24, compared(1))
	d.press("f").see("No model is set up to ask.", "Model's address").press("f").not("Send")
}

// The frames of a run: what it shows does not depend on how fast the machine is.
func TestFramesOfARun(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			d, _ := openBench(t, size[0], size[1], filled(6, 5))
			r := d.model.(root)
			b := r.top().(benchScreen)
			_, cancel := context.WithCancel(t.Context())
			b.fetch = fetching{
				number: 1, cancel: cancel, events: make(chan fetchEvent), of: 7, answered: 2, failed: 1,
				states: map[cell]string{{"a", "0004"}: "fetching", {"b", "0004"}: "412 so far"},
				last:   endpoint.Event{Elapsed: 12 * time.Second, Left: 16 * time.Second},
			}
			b.failed = map[cell]error{{"b", "0003"}: fmt.Errorf("the endpoint takes too long")}
			r.stack[len(r.stack)-1] = b.layout()
			d.model = r
			checkFrame(t, d.model.View().Content, size[0], size[1])
			golden(t, fmt.Sprintf("bench-fetching-%dx%d.txt", size[0], size[1]), d.frame())
			if !strings.Contains(d.frame(), "412 so far") {
				t.Error(d.frame())
			}
		})
	}
}
