package endpoint

import (
	"context"
	"sync"
	"time"
)

// mostInARow is after how many failures in a row a run stops: the next request
// would hardly fare better.
const mostInARow = 3

// DefaultWorkers is how many requests run at a time unless somebody chooses.
const DefaultWorkers = 2

// A State is what an Event says of a request.
type State int

// The states of a request.
const (
	Started  State = iota
	Writing        // Progress says how far
	Waiting        // Progress says how long, and why
	Answered       // Reply is there, to be stored now
	Failed         // Err says why
)

// An Event is a step of a run.
type Event struct {
	Index    int // of the request
	State    State
	Progress Progress
	Reply    Reply
	Err      error

	Answered int           // requests so far
	Failed   int           // requests so far
	Of       int           // all requests of the run
	Elapsed  time.Duration // since the run began
	Left     time.Duration // as the requests so far took; 0: nobody can say yet
}

// Run asks all requests, as many at a time as workers say (0: DefaultWorkers).
// Each event is handed to report as soon as it is there, one after the other; an
// error of report, which may be storing, ends the run. So a run that was
// interrupted goes on with the requests that have no reply yet.
//
// A failed request is reported, and the run goes on. It ends with that error
// where every other request would fail alike (HitsAll), and after three failures
// in a row; with the cause where ctx ended; otherwise with nil.
func (c Config) Run(ctx context.Context, requests []Request, workers int, report func(Event) error) error {
	call, err := c.caller(ctx)
	if err != nil {
		return err
	}
	defer call.close()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if workers < 1 {
		workers = DefaultWorkers
	}
	r := &run{began: time.Now(), of: len(requests), workers: workers, report: report, stop: cancel}
	next := make(chan int)
	var all sync.WaitGroup
	for range min(workers, len(requests)) {
		all.Go(func() {
			for i := range next {
				r.one(ctx, call, i, requests[i])
			}
		})
	}
	for i := range requests {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	all.Wait()
	return context.Cause(ctx)
}

// run is the state of a Run, which several workers share.
type run struct {
	began       time.Time
	of, workers int
	report      func(Event) error
	stop        context.CancelCauseFunc

	mu               sync.Mutex
	answered, failed int
	inARow           int           // failures since the last answer
	spent            time.Duration // on the requests that ended
}

// one asks one request. What was cancelled is neither answered nor failed.
func (r *run) one(ctx context.Context, call *caller, i int, request Request) {
	if ctx.Err() != nil {
		return
	}
	began := time.Now()
	r.tell(Event{Index: i, State: Started})
	reply, err := call.ask(ctx, request, func(p Progress) {
		state := Writing
		if p.Wait > 0 {
			state = Waiting
		}
		r.tell(Event{Index: i, State: state, Progress: p})
	})
	switch {
	case err == nil:
		r.end(Event{Index: i, State: Answered, Reply: reply}, time.Since(began))
	case ctx.Err() == nil:
		r.end(Event{Index: i, State: Failed, Err: err}, time.Since(began))
	}
}

// end counts a request that ended, tells it, and stops the run where going on has
// no sense.
func (r *run) end(e Event, took time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.spent += took
	if e.State == Answered {
		r.answered++
		r.inARow = 0
	} else {
		r.failed++
		r.inARow++
	}
	r.tellLocked(e)
	if e.Err != nil && (HitsAll(e.Err) || r.inARow >= mostInARow) {
		r.stop(e.Err)
	}
}

func (r *run) tell(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tellLocked(e)
}

func (r *run) tellLocked(e Event) {
	e.Answered, e.Failed, e.Of, e.Elapsed = r.answered, r.failed, r.of, time.Since(r.began)
	if ended := r.answered + r.failed; ended > 0 {
		e.Left = r.spent / time.Duration(ended) * time.Duration(r.of-ended) / time.Duration(r.workers)
	}
	if err := r.report(e); err != nil {
		r.stop(err)
	}
}
