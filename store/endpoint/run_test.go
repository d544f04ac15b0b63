package endpoint_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
)

func grid(n int) []endpoint.Request {
	requests := make([]endpoint.Request, n)
	for i := range requests {
		requests[i].Prompt = fmt.Sprintf("case %d", i)
	}
	return requests
}

// echo answers after a second with what was asked.
func echo(w responseWriter, r endpointtest.Received, gone <-chan struct{}) {
	endpointtest.Slow(r.Prompt, time.Second/2)(w, r, gone)
}

func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, server := inside(t, echo)
		replies := map[int]string{}
		var last endpoint.Event
		var left []time.Duration
		err := config.Run(t.Context(), grid(5), 0, func(e endpoint.Event) error {
			if e.State == endpoint.Answered {
				replies[e.Index] = e.Reply.Text
				left = append(left, e.Left)
			}
			last = e
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want := map[int]string{0: "case 0", 1: "case 1", 2: "case 2", 3: "case 3", 4: "case 4"}
		if diff := cmp.Diff(want, replies); diff != "" {
			t.Error(diff)
		}
		if last.Answered != 5 || last.Of != 5 || last.Elapsed != 3*time.Second { // two at a time, one second each
			t.Errorf("the last event: %+v", last)
		}
		if left[0] != 2*time.Second || left[4] != 0 {
			t.Errorf("estimated to be left: %v", left)
		}
		if len(server.Received()) != 5 {
			t.Errorf("sent %d requests", len(server.Received()))
		}
	})
}

// A run stops where going on has no sense, and only there.
func TestRunStops(t *testing.T) {
	bad := func(prompts ...string) endpointtest.Answer {
		return func(w responseWriter, r endpointtest.Received, gone <-chan struct{}) {
			answer := endpointtest.Answer(echo)
			if slices.Contains(prompts, r.Prompt) {
				answer = endpointtest.Status(400, "not this one")
			}
			answer(w, r, gone)
		}
	}
	tests := []struct {
		name             string
		answer           endpointtest.Answer
		want             error
		answered, failed int
	}{
		{"the key is refused", endpointtest.Status(401, ""), endpoint.ErrKey, 0, 1},
		{"one bad case", bad("case 2"), nil, 5, 1},
		{"two in a row", bad("case 1", "case 2"), nil, 4, 2},
		{"three in a row", bad("case 1", "case 2", "case 3"), endpoint.ErrRefused, 1, 3},
		{"two, and again two", bad("case 0", "case 1", "case 3", "case 4"), nil, 2, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				config, server := inside(t, tt.answer)
				var last endpoint.Event
				err := config.Run(t.Context(), grid(6), 1, func(e endpoint.Event) error { last = e; return nil })
				if !errors.Is(err, tt.want) || last.Answered != tt.answered || last.Failed != tt.failed {
					t.Errorf("error %v, %d answered, %d failed", err, last.Answered, last.Failed)
				}
				if n := len(server.Received()); n != tt.answered+tt.failed {
					t.Errorf("sent %d requests", n)
				}
			})
		})
	}
}

// What was answered before an interruption was handed over, and the next run asks
// the rest.
func TestRunGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, server := inside(t, echo)
		full := errors.New("the disk is full")
		stored := map[string]bool{}
		missing := func() (rest []endpoint.Request) {
			for _, r := range grid(6) {
				if !stored[r.Prompt] {
					rest = append(rest, r)
				}
			}
			return rest
		}
		store := func(most int) func(endpoint.Event) error {
			return func(e endpoint.Event) error {
				if e.State == endpoint.Answered {
					if len(stored) >= most {
						return full
					}
					stored[e.Reply.Text] = true
				}
				return nil
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		if err := config.Run(ctx, missing(), 2, store(6)); !errors.Is(err, context.DeadlineExceeded) || len(stored) != 2 {
			t.Fatalf("error %v, stored %v", err, stored)
		}
		if err := config.Run(t.Context(), missing(), 1, store(3)); !errors.Is(err, full) || len(stored) != 3 {
			t.Fatalf("error %v, stored %v", err, stored)
		}
		if err := config.Run(t.Context(), missing(), 2, store(6)); err != nil || len(stored) != 6 {
			t.Fatalf("error %v, stored %v", err, stored)
		}
		if n := len(server.Received()); n != 4+2+3 {
			t.Errorf("sent %d requests", n)
		}
	})
}
